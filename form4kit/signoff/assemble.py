"""Make the PDF of a packet: a function of its terms and its attachments alone.

No registry, no clock and no network has a part in it, so that whoever has a packet can make it again, byte
for byte with the same versions, and see that its pages show what it binds.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from form4kit.folder.build import proof_of
from form4kit.folder.read import BuiltFolder, filing_of
from form4kit.model import Filing
from form4kit.proof.review_aids import Aids, aids_from
from form4kit.signoff.contents import as_plain, counted, given_by, judged
from form4kit.signoff.pages import Printed, annex, printed
from form4kit.signoff.said import held_back, other_than_draft
from form4kit.signoff.terms import STATEMENTS, TERMS
from form4kit.storage.names import DRAFT, OWNERSHIP, PROOF
from form4kit.storage.sealed import sealed, sha256

_UNDATED: Final = {"description": "", "creation_date": "", "mod_date": ""}


class NotItself(ValueError):
    """Say where a packet is not what its own attachments give."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A filing of a packet with its files: what is bound of it, read again."""

    bound: Mapping[str, Any]
    filing: Filing
    files: Mapping[str, bytes]

    @property
    def published(self) -> bool:
        """Whether it restates a document of record."""
        return bool(self.bound.get("published"))

    @property
    def aids(self) -> Aids | None:
        """What stands beside the form in its proof."""
        beside = self.bound.get("beside")
        return aids_from(beside) if beside else None

    def proof(self) -> bytes:
        """Print its proof."""
        return proof_of(self.filing, self.files[OWNERSHIP], published=self.published, beside=self.aids)


def make_again(terms: Mapping[str, Any], attachments: Mapping[str, bytes], *, exact: bool = False) -> bytes:
    """Make the whole packet from its terms and attachments. Raises NotItself where they do not fit each
    other.

    `attachments` are all that are attached, by name; `packet.json` among them is left aside. `exact` where
    the same libraries made it, so that each proof has the hash that is bound.
    """
    if STATEMENTS in terms:
        raise NotItself(f"{TERMS} in it binds filings and statements, which no packet does")
    try:
        wholes = [_whole(each, attachments) for each in terms["filings"]]
        expected = {name for each in terms["filings"] for name in each["files"].values()}
        if more := sorted(set(attachments) - expected - {TERMS}):
            raise NotItself(f"{more[0]} is attached to it, and nothing says why")
        for whole in wholes:
            _fits(whole)
            for clause in held_back(whole.bound, whole.filing, str(terms["signer"]), bool(terms["reason"])):
                raise NotItself(f"{whole.bound['name']} in {TERMS} {clause}")
        proofs = [whole.proof() for whole in wholes]
        for whole, proof in zip(wholes, proofs, strict=True):
            if exact and sha256(proof) != proof_hash(whole.bound):
                name = whole.bound["name"]
                raise NotItself(f"{TERMS} binds another {PROOF} of {name} than its {DRAFT} gives")
        return assembled(terms, attachments, wholes, proofs)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise NotItself(f"{TERMS} in it lacks what this version writes ({error})") from None


def _whole(bound: Mapping[str, Any], attachments: Mapping[str, bytes]) -> Whole:
    name = str(bound["name"])
    files: dict[str, bytes] = {}
    for file, attached in bound["files"].items():
        if attached not in attachments:
            raise NotItself(f"{attached}, which is {file} of {name}, is not attached to it")
        files[file] = attachments[attached]
    filing = filing_of(BuiltFolder(name, path=_nowhere(), files=files))
    if filing is None:
        raise NotItself(f"{DRAFT} of {name} cannot be read")
    return Whole(bound, filing, files)


def _nowhere() -> Any:
    from pathlib import Path

    return Path()


def _fits(whole: Whole) -> None:
    """Hold what the terms say of a filing against what its files give. Raises NotItself."""
    from form4kit.edgar.write import write

    bound, files, name = whole.bound, whole.files, whole.bound["name"]
    known = {**bound["exhibits"], **{key: bound["sha256"][key] for key in (OWNERSHIP, DRAFT)}}
    for file, data in files.items():
        if known.get(file) != sha256(data):
            raise NotItself(f"{file} of {name} is not what {TERMS} binds")
    if lost := [file for file in known if file not in files]:
        raise NotItself(f"{lost[0]} of {name} is not attached to it")
    if write(whole.filing, published=whole.published).data != files[OWNERSHIP]:
        raise NotItself(f"{OWNERSHIP} of {name} is not what its {DRAFT} gives")
    given = given_by(whole.filing, files, published=b"<schemaVersion>" in files[OWNERSHIP])
    for key, value in given.items():
        if bound.get(key) != value:
            raise NotItself(f"{TERMS} says other of {name} than its files give: {key}")
    for key in other_than_draft(bound, whole.filing):
        raise NotItself(f"{TERMS} says other of {name} than its {DRAFT} gives: {key}")
    found = judged(whole.filing, bound["facts"], published=whole.published)
    if bound["judged"] != as_plain(found) or bound["findings"] != counted(found):
        raise NotItself(f"{TERMS} says other of {name} than the rules find")


def assembled(
    terms: Mapping[str, Any],
    attachments: Mapping[str, bytes],
    wholes: Sequence[Whole],
    proofs: Sequence[bytes],
) -> bytes:
    """Put the pages together: cover, each proof with its annex, signature page; attach terms and files."""
    import pikepdf

    made = pikepdf.new()
    append_pages(made, printed(Printed("cover", terms)))
    starts = []
    heads = pikepdf.open(io.BytesIO(printed(Printed("heads", terms))))
    head = iter(heads.pages)
    for number, (whole, proof) in enumerate(zip(wholes, proofs, strict=True), 1):
        starts.append(len(made.pages))
        made.add_pages_from(pikepdf.open(io.BytesIO(proof)))
        for page in range(starts[-1], len(made.pages)):
            _lay_over(made, page, next(head))
        append_pages(made, annex(terms, number, whole.files))
    starts.append(len(made.pages))
    append_pages(made, printed(Printed("signature", terms)))
    bookmark(made, terms["filings"], starts)
    attach_files(
        made, {name: data for name, data in attachments.items() if name != TERMS} | {TERMS: sealed(terms)}
    )
    only_what_shows(made)
    made.docinfo["/Title"] = f"Section 16 filings for {terms['signer']}"
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def pages_of(proof: bytes) -> int:
    """Return how many pages a proof has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(proof)) as pdf:
        return len(pdf.pages)


def proof_hash(bound: Mapping[str, Any]) -> str:
    """Return the hash of the proof that a packet binds."""
    return str(bound["sha256"][PROOF])


def append_pages(made: Any, data: bytes) -> None:
    """Append the pages of a PDF."""
    import pikepdf

    made.add_pages_from(pikepdf.open(io.BytesIO(data)))


def _lay_over(made: Any, number: int, head: Any) -> None:
    """Lay a head over a page of the same size, under a name that is the same in every run."""
    from pikepdf import Name

    page = made.pages[number]
    form = made.copy_foreign(head.as_form_xobject())
    name = page.add_resource(form, Name.XObject, Name(f"/Head{number}"))
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q {name} Do Q".encode("ascii"))


def bookmark(made: Any, filings: Sequence[Mapping[str, Any]], starts: Sequence[int]) -> None:
    """Name the pages; `starts` are those of the proofs, and of the signature page after them.

    What the printed pages brought along goes: some versions of pikepdf take an outline over with its pages.
    """
    from pikepdf import OutlineItem

    with made.open_outline() as outline:
        outline.root.clear()
        outline.root.append(OutlineItem("Cover", 0))
        for number, (bound, start) in enumerate(zip(filings, starts, strict=False), 1):
            owner = bound["owners"][0] if bound["owners"] else ""
            title = f"{number}. {bound['name']}: Form {bound['form']}, {owner}"
            outline.root.append(OutlineItem(title, start))
        outline.root.append(OutlineItem("Signature page", starts[-1]))


def only_what_shows(made: Any) -> None:
    """Leave nothing on the pages that acts: the links within a proof lead nowhere in a packet."""
    for page in made.pages:
        for key in ("/Annots", "/Tabs", "/AA"):
            if key in page.obj:
                del page.obj[key]
    if "/Dests" in made.Root.Names:
        del made.Root.Names["/Dests"]
    made.remove_unreferenced_resources()


def attach_files(made: Any, files: Mapping[str, bytes]) -> None:
    """Attach files, undated, in a flat list: what signs the packet adds to it."""
    from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

    kinds = {"json": "application/json", "xml": "text/xml", "yaml": "application/yaml", "txt": "text/plain"}
    listed = Array()
    for name in sorted(files):
        kind = kinds.get(name.rpartition(".")[2], "application/octet-stream")
        attached = AttachedFileSpec(made, files[name], filename=name, mime_type=kind, **_UNDATED)
        listed.append(String(name))
        listed.append(made.make_indirect(attached.obj))
    names = made.make_indirect(Dictionary(Names=listed))
    if Name.Names not in made.Root:
        made.Root.Names = made.make_indirect(Dictionary())
    made.Root.Names.EmbeddedFiles = names

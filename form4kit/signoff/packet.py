"""One PDF for a person to review and sign: a cover, the proofs of some filings, and a signature page.

It binds each filing by the SHA-256 of its ownership document: printed on its pages, and for a machine in the
sealed `packet.json` attached to it, beside the documents themselves. The same folders give the same bytes.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from form4kit import __version__
from form4kit.findings import Severity
from form4kit.folder.read import BuiltFolder, filing_of, hash_mismatches, submission_mismatches
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.resources import resource
from form4kit.storage.names import DRAFT, MANIFEST, OWNERSHIP, PROOF
from form4kit.storage.sealed import Broken, opened, sealed, sha256
from form4kit.words import counted

TERMS: Final = "packet.json"
"""The attachment that says what a packet binds."""
_UNDATED: Final = {"description": "", "creation_date": "", "mod_date": ""}
JUDGEMENT: Final = ("form", "sha256", "exhibits", "due", "allowed")
"""What of a manifest is bound: all but its source and the tool, which may be others in a later build."""


class NotAPacket(ValueError):
    """Say that a PDF is not a packet, or that what it binds was changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A filing as cover and signature page show it."""

    name: str
    form: str
    issuer: str
    owners: tuple[str, ...]
    signatures: tuple[str, ...]
    period: str
    due: str
    findings: str
    pages: int
    hash: str


def refusals(folder: BuiltFolder) -> Iterator[str]:
    """Yield why a folder cannot go into a packet, naming the file."""
    yield from hash_mismatches(folder)
    if not folder.broken:
        yield from submission_mismatches(folder)
        if PROOF not in folder.bound:
            yield f"{PROOF} is not bound by the manifest: built without it"
        if DRAFT in folder.files and filing_of(folder) is None:
            yield f"{DRAFT} cannot be read"


def packet(folders: Sequence[BuiltFolder], signer: str) -> bytes:
    """Return the packet of some built folders, none of which `refusals` objects to."""
    import pikepdf

    proofs = [pikepdf.open(io.BytesIO(folder.files[PROOF])) for folder in folders]
    entries = [_entry(folder, len(proof.pages)) for folder, proof in zip(folders, proofs, strict=True)]
    made = pikepdf.new()
    _append(made, _printed("cover", entries, signer))
    starts = [len(made.pages)]
    for proof in proofs:
        made.add_pages_from(proof)
        starts.append(len(made.pages))
    heads = pikepdf.open(io.BytesIO(_printed("heads", entries, signer)))
    for number, head in enumerate(heads.pages, starts[0]):
        _lay_over(made, number, head)
    _append(made, _printed("signature", entries, signer))
    _bookmark(made, entries, starts)
    _attach(made, folders, entries, signer)
    made.docinfo["/Title"] = f"Section 16 filings for {signer}"
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def terms_of(data: bytes) -> dict[str, Any]:
    """Return what a packet binds, signed or not. Raises NotAPacket."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            attached = pdf.attachments.get(TERMS)
            terms = attached.get_file().read_bytes() if attached is not None else None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError):
        raise NotAPacket("is not a sound PDF") from None
    if terms is None:
        raise NotAPacket("is not a packet: nothing says what it binds")
    try:
        return opened(terms)
    except Broken as error:
        raise NotAPacket(f"{TERMS} in it {error}") from None


def bound_terms(folder: BuiltFolder) -> dict[str, Any]:
    """Return what a packet binds of a folder: the judgement of its manifest, and the manifest's own hash."""
    judgement = {key: folder.manifest[key] for key in JUDGEMENT if key in folder.manifest}
    return judgement | {"manifest": sha256(folder.files.get(MANIFEST, b""))}


def _entry(folder: BuiltFolder, pages: int) -> Entry:
    filing = filing_of(folder)
    if filing is None:
        raise ValueError(f"{folder.name}: {DRAFT} cannot be read")
    due = str(folder.manifest.get("due") or "")
    return Entry(
        name=folder.name,
        form=filing.form_type,
        issuer=filing.issuer.name.text or filing.issuer.cik.text or "",
        owners=tuple(each.name.text or each.cik.text or "" for each in filing.owners),
        signatures=tuple(each.name.text or "" for each in filing.signatures),
        period=filing.period.text or "",
        due=due[:16].replace("T", " "),
        findings=_left(folder, filing),
        pages=pages,
        hash=folder.bound[OWNERSHIP],
    )


def _left(folder: BuiltFolder, filing: Filing) -> str:
    """Count the findings left, as filed on the day of the latest signature: no clock has a part in it."""
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    options = Options(filed=signed, published=folder.published)
    findings = run_bytes(folder.files[DRAFT], DRAFT, folder.path, options).findings
    parts = []
    for severity in Severity:
        number = sum(1 for each in findings if each.severity is severity and each.allowed is None)
        if number:
            parts.append(counted(number, severity))
    allowed = sum(1 for each in findings if each.allowed is not None)
    return ", ".join(parts + ([f"{allowed} allowed"] if allowed else [])) or "none"


def _printed(part: str, entries: Sequence[Entry], signer: str) -> bytes:
    """Print the packet's own pages: `cover`, `heads` (one for each page of a proof) or `signature`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from form4kit.proof.pdf import print_pages

    environment = Environment(
        loader=FileSystemLoader(resource("templates")), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("packet.html.j2").render(part=part, filings=entries, signer=signer)
    return print_pages(page, "packet.css")


def _append(made: Any, data: bytes) -> None:
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


def _bookmark(made: Any, entries: Sequence[Entry], starts: Sequence[int]) -> None:
    """Name the pages; `starts` are those of the proofs, and of the signature page after them.

    What the printed pages brought along goes: some versions of pikepdf take an outline over with its pages.
    """
    from pikepdf import OutlineItem

    with made.open_outline() as outline:
        outline.root.clear()
        outline.root.append(OutlineItem("Cover", 0))
        for number, (entry, start) in enumerate(zip(entries, starts, strict=False), 1):
            owner = entry.owners[0] if entry.owners else ""
            outline.root.append(OutlineItem(f"{number}. {entry.name}: Form {entry.form}, {owner}", start))
        outline.root.append(OutlineItem("Signature page", starts[-1]))


def _attach(made: Any, folders: Sequence[BuiltFolder], entries: Sequence[Entry], signer: str) -> None:
    """Attach what the packet binds, and the documents, undated: the clock has no part in the bytes."""
    from pikepdf import AttachedFileSpec

    filings = [
        asdict(entry)
        | bound_terms(folder)
        | {"attached": f"{number:03}-{PurePosixPath(entry.name).name}.xml"}
        for number, (entry, folder) in enumerate(zip(entries, folders, strict=True), 1)
    ]
    terms = sealed({"form4kit": __version__, "signer": signer, "filings": filings})
    made.attachments[TERMS] = AttachedFileSpec(
        made, terms, filename=TERMS, mime_type="application/json", **_UNDATED
    )
    for filing, folder in zip(filings, folders, strict=True):
        name = str(filing["attached"])
        document = AttachedFileSpec(
            made, folder.files[OWNERSHIP], filename=name, mime_type="text/xml", **_UNDATED
        )
        made.attachments[name] = document

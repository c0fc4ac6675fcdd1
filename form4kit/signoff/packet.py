"""One PDF for a person to review and sign: a cover, the proofs of some filings, and a signature page.

It binds each filing by the SHA-256 of its ownership document, its exhibits and its submission: printed on
its pages, and for a machine in the sealed `packet.json` attached to it, beside the files themselves. The
same folders, registry and record give the same bytes.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from form4kit import __version__
from form4kit.context import context_of
from form4kit.folder.bare_submission import submission_hash
from form4kit.folder.build import rule_set
from form4kit.folder.read import (
    BuiltFolder,
    differs_from_draft,
    filing_of,
    hash_mismatches,
    submission_mismatches,
)
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.assemble import Whole, assembled, pages_of
from form4kit.signoff.attached import NotAPacket as NotAPacket
from form4kit.signoff.attached import terms_of as terms_of
from form4kit.signoff.contents import as_plain, counted, facts_of, given_by, judged
from form4kit.signoff.reading import reading_code
from form4kit.signoff.record import head_of, record_for
from form4kit.signoff.said import other_than_draft
from form4kit.signoff.terms import FORMAT
from form4kit.storage.names import DRAFT, MANIFEST, OWNERSHIP, PROOF, SUBMISSION
from form4kit.storage.sealed import sha256

JUDGEMENT: Final = ("form", "sha256", "exhibits", "due", "allowed")
"""What of a manifest is bound: all but its source and the tool, which may be others in a later build."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A folder made ready for a packet: what is bound of it, its filing and files, and its proof made anew.

    `refused` says why it cannot go into a packet at all.
    """

    folder: BuiltFolder
    whole: Whole | None = None
    proof: bytes = b""
    refused: tuple[str, ...] = field(default=())


def refusals(folder: BuiltFolder) -> Iterator[str]:
    """Yield why a folder cannot go into a packet, naming the file; its proof is not looked at."""
    yield from hash_mismatches(folder)
    if folder.broken:
        return
    yield from submission_mismatches(folder)
    if PROOF not in folder.bound:
        yield f"{PROOF} is not bound by the manifest: built without it"
    if DRAFT in folder.files and filing_of(folder) is None:
        yield f"{DRAFT} cannot be read"
    elif folder.stale:
        yield f"was built by {folder.stale}: build it again"
    elif OWNERSHIP in folder.files and DRAFT in folder.files:
        yield from differs_from_draft(folder)


def pack(folder: BuiltFolder, number: int) -> Packed:
    """Make a folder ready for a packet, in which it is the filing of this number, counted from one."""
    if refused := tuple(dict.fromkeys(refusals(folder))):
        return Packed(folder, refused=refused)
    filing = filing_of(folder)
    assert filing is not None  # noqa: S101 -- `refusals` has looked
    files = {
        name: folder.files[name]
        for name in (OWNERSHIP, DRAFT, *sorted(folder.bound))
        if name != PROOF and name in folder.files
    }
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    if signed is None:
        return Packed(folder, refused=(f"{DRAFT} has no signature with a date",))
    context = context_of(filing, signed, settings_for(folder.path), registry_for(folder.path))
    facts = facts_of(context)
    found = judged(filing, facts, published=folder.published)
    bound = {
        "name": folder.name,
        **given_by(filing, files, published=folder.published),
        "findings": counted(found),
        **bound_terms(folder),
        "attached": _attached(number, folder, OWNERSHIP),
        "files": {name: _attached(number, folder, name) for name in files},
        "form4kit": folder.manifest.get("form4kit"),
        "rules": folder.manifest.get("rules"),
        "judged": as_plain(found),
        "facts": facts,
        "working": folder.manifest.get("working") or {},
        "known": folder.manifest.get("known") or {},
        "beside": folder.manifest.get("beside") or {},
    }
    bound.setdefault("exhibits", {})
    bound.setdefault("allowed", [])
    whole = Whole(bound, filing, files)
    try:
        if other := next(other_than_draft(bound, filing), ""):
            return Packed(folder, refused=(f"{MANIFEST} says other than its {DRAFT} gives: {other}",))
        proof = whole.proof()
    except (KeyError, TypeError, ValueError, AttributeError):
        return Packed(folder, refused=("manifest.json does not say what stands beside the form",))
    if sha256(proof) != folder.bound[PROOF]:
        return Packed(folder, refused=(f"{PROOF} is not what {DRAFT} gives: build it again",))
    if not folder.published and bound["submission"] != submission_hash(folder.files[SUBMISSION]):
        return Packed(folder, refused=(f"{SUBMISSION} is not what {DRAFT} gives",))
    return Packed(folder, Whole({**bound, "pages": pages_of(proof)}, filing, files), proof)


def packet(
    packed: Sequence[Packed],
    signer: str,
    record: dict[str, Any] | None = None,
    reason: str = "",
    passed_over: Sequence[str] = (),
) -> bytes:
    """Return the packet of some folders, none of which was refused.

    `record` is what `record_head` gives; `reason` that for which `passed_over` does not stand in the way.
    """
    wholes = [each.whole for each in packed if each.whole is not None]
    terms = {
        "form4kit": __version__,
        "format": FORMAT,
        "signer": signer,
        "versions": versions(),
        "record": record,
        "reason": reason,
        "passed_over": list(passed_over),
        "filings": [dict(each.bound) for each in wholes],
    }
    terms["reading"] = reading_code(terms)
    attachments = {
        str(each.bound["files"][name]): data for each in wholes for name, data in each.files.items()
    }
    return assembled(terms, attachments, wholes, [each.proof for each in packed])


def versions() -> dict[str, str]:
    """Return the versions of all that has a part in the bytes of a packet, by name."""
    import pikepdf

    from form4kit.proof.weasyprint_setup import versions as of_pages

    return {
        "form4kit": __version__,
        "rules": rule_set(),
        **of_pages(),
        "pikepdf": pikepdf.__version__,
        "qpdf": pikepdf.__libqpdf_version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def record_head(folder: Path) -> dict[str, Any] | None:
    """Return the hash of the last line and the number of lines of the record that a folder belongs to.

    None where there is no registry, beside which it would lie. Raises Refused where the record is broken, and
    OSError.
    """
    file = record_for(folder)
    if file is None:
        return None
    head = head_of(file)
    return {"head": head.hash, "lines": head.lines}


def bound_terms(folder: BuiltFolder) -> dict[str, Any]:
    """Return what a packet binds of a folder: the judgement of its manifest, and the manifest's own hash."""
    judgement = {key: folder.manifest[key] for key in JUDGEMENT if key in folder.manifest}
    return judgement | {"manifest": sha256(folder.files.get(MANIFEST, b""))}


def _attached(number: int, folder: BuiltFolder, name: str) -> str:
    """Return the name under which a file of a folder is attached."""
    last = PurePosixPath(folder.name).name
    return f"{number:03}-{last}.xml" if name == OWNERSHIP else f"{number:03}-{last}.{name}"

"""The filings that EDGAR's copy may be of: those of built folders, or those that a packet binds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from form4kit.edgar.read import read_document
from form4kit.folder.read import BuiltFolder, filing_of
from form4kit.signoff.filed import Compared, NotFromEdgar, Sent, against_filed, exhibits_of
from form4kit.signoff.terms import FilingTerms
from form4kit.storage.names import OWNERSHIP


@dataclass(frozen=True, slots=True)
class ToFile:
    """What would be filed, or was: name, ownership document, and what goes with it; None where not known."""

    name: str
    form: bytes
    exhibits: tuple[Sent, ...] | None


def in_folder(folder: BuiltFolder) -> ToFile | None:
    """Return what a folder would file; None where it has no form that can be read."""
    form, filing = folder.files.get(OWNERSHIP), filing_of(folder)
    return ToFile(folder.name, form, exhibits_of(filing)) if _is_read(form) and filing else None


def in_packet(bound: FilingTerms, attachments: Mapping[str, bytes]) -> ToFile | None:
    """Return what a packet binds of a filing, from its attachments; None where no form is read in them."""
    form = attachments.get(bound.attached.get(OWNERSHIP, ""))
    if not _is_read(form):
        return None
    documents = bound.documents
    if documents is None:
        return ToFile(bound.name, form, None if bound.exhibits else ())
    held = {name: attachments.get(attached) for name, attached in bound.attached.items()}
    exhibits = [
        Sent(str(each.get("name")), str(each.get("type")), held[str(each.get("name"))] or b"")
        for each in documents
        if each.get("name") != OWNERSHIP and held.get(str(each.get("name"))) is not None
    ]
    return ToFile(bound.name, form, tuple(exhibits))


def _is_read(form: bytes | None) -> TypeGuard[bytes]:
    return form is not None and read_document(form)[0] is not None


def closest(filings: Sequence[ToFile], downloaded: bytes) -> tuple[str, Compared]:
    """Return the name of the filing that EDGAR's copy is of, the one with the fewest differences, and these.

    Raises NotFromEdgar.
    """
    found = [(each, compared_with(each, downloaded)) for each in filings]
    if not found:
        raise NotFromEdgar("can be compared with nothing: no form can be read")
    best, compared = min(found, key=lambda each: len(each[1].differences))
    return best.name, compared


def compared_with(sent: ToFile, downloaded: bytes) -> Compared:
    """Compare what was to be filed with EDGAR's copy. Raises NotFromEdgar."""
    if sent.exhibits is not None:
        return against_filed(sent.form, sent.exhibits, downloaded)
    found = against_filed(sent.form, (), downloaded)
    told = tuple(each for each in found.differences if not each.startswith("Exhibit "))
    return Compared(told, (*found.remarks, "exhibits were not compared: the packet does not hold them"))

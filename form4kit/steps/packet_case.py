"""A packet that is to be signed, with all that is known of its filings: what stands in the way by now."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from form4kit.context import context_of
from form4kit.folder.read import BuiltFolder, filing_of, read_built
from form4kit.law.clock import NEW_YORK
from form4kit.model import Context
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.assemble import NotItself, Whole
from form4kit.signoff.attached import NotAPacket, attachments_of, terms_of
from form4kit.signoff.objections import objections_by_now
from form4kit.signoff.reading import FormRead, as_kept, is_code, unread
from form4kit.signoff.reprint import OtherVersion, Reprint, reprint
from form4kit.signoff.review_gate import not_reviewed
from form4kit.signoff.terms import FilingTerms, Terms, read_terms
from form4kit.steps.step_plan import StepRefusal
from form4kit.storage.names import MANIFEST, OWNERSHIP
from form4kit.storage.regular import is_regular
from form4kit.storage.sealed import sha256

_SIGNED: Final = b"/ByteRange"
_READ_HINT: Final = "Read each form to its end, or give the code on the packet's last page."
_REVIEW_HINT: Final = "Ask for a review: form4kit review DIR --ask NAME --out FILE.pdf."


@dataclass(frozen=True, slots=True)
class PacketCase:
    """An unsigned packet: its bytes, what it binds, its files, and how it was found to be itself."""

    file: Path
    data: bytes
    terms: Terms
    attachments: dict[str, bytes]
    made: Reprint
    root: Path

    @property
    def wholes(self) -> list[Whole]:
        """Its filings with their files."""
        return [_whole(each, self.attachments) for each in self.terms.filings]

    @property
    def folders(self) -> dict[str, BuiltFolder | None]:
        """The built folder of each filing, by name: the one that it binds, else one of that name, or none."""
        return {each.name: _folder(each, self) for each in self.terms.filings}


def case_of_packet(
    file: Path, data: bytes, root: Path | None, *, reprinted: bool = True
) -> PacketCase | StepRefusal:
    """Read a packet that is to be signed, or say why it cannot be; made again only where `reprinted`."""
    try:
        terms = read_terms(terms_of(data))
        if _SIGNED in data:
            return StepRefusal(
                "signed-already", "is signed already; make a packet for each signer", str(file)
            )
        made = _reprinted(data) if reprinted else Reprint()
        attachments = attachments_of(data)
    except NotAPacket as error:
        return StepRefusal("no-packet", str(error), str(file))
    except (NotItself, OtherVersion) as error:
        return StepRefusal("not-itself", str(error), str(file), "Make the packet again.")
    return PacketCase(file, data, terms, attachments, made, root or file.absolute().parent)


def packet_refusals(
    case: PacketCase, code: str, read: Sequence[FormRead], now: dt.datetime
) -> Iterator[StepRefusal]:
    """Yield what stands in the way of signing a packet at an aware instant."""
    yield from _not_read(case, code, read)
    today = now.astimezone(NEW_YORK).date()
    for statement in case.terms.statements:
        if today.isoformat() <= (last := str(statement.bound["year_end"])):
            words = f"is of a fiscal year that ends on {last}: sign it after that day"
            yield StepRefusal("too-early", words, statement.name)
    for whole in case.wholes:
        name = str(whole.bound["name"])
        for each in objections_by_now(whole, case.terms.signer, today, _known_now(whole, case, today)):
            if f"{name}: {each.words}" not in case.terms.passed_over:
                yield StepRefusal(each.code, each.words, name, each.hint)
    folders = case.folders
    for terms in case.terms.filings:
        yield from _changed(terms, folders[terms.name])
    for name, why in not_reviewed(folders, case.root, now):
        yield StepRefusal("not-reviewed", why, name, _REVIEW_HINT)


def what_was_read(
    case: PacketCase, code: str, read: Sequence[FormRead], now: dt.datetime
) -> list[dict[str, str]]:
    """Return what was read, as it is kept with the signature: on a screen, or on paper to the code."""
    filings = case.terms.filings
    if is_code(code, case.terms.reading):
        at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
        paper = [FormRead(str(each.hashes.get(OWNERSHIP)), at, "code") for each in filings]
        return [*as_kept(filings, [*paper, *read])]
    return [*as_kept(filings, read)]


def _not_read(case: PacketCase, code: str, read: Sequence[FormRead]) -> Iterator[StepRefusal]:
    where = str(case.file)
    if code:
        if not is_code(code, case.terms.reading):
            yield StepRefusal("not-read", "that is not the code on the last page", where, _READ_HINT, "code")
        return
    if not settings_for(case.root).reading_required:
        return
    if names := [each.name for each in unread(case.terms.filings, read)]:
        yield StepRefusal("not-read", f"not read to its end: {', '.join(names)}", where, _READ_HINT, "read")


def _changed(terms: FilingTerms, folder: BuiltFolder | None) -> Iterator[StepRefusal]:
    if folder is not None and not _is_bound_by(terms, folder):
        words = f"{terms.name} was changed since this packet was made"
        yield StepRefusal("folder-changed", words, terms.name, "Make the packet again.")


def _folder(terms: FilingTerms, case: PacketCase) -> BuiltFolder | None:
    near = [case.root / terms.name, case.file.parent / terms.name]
    near += sorted(case.file.absolute().parent.glob(f"*/{terms.name}"))
    found = [read_built(each, terms.name) for each in dict.fromkeys(near) if is_regular(each / MANIFEST)]
    bound = next((each for each in found if _is_bound_by(terms, each)), None)
    return bound or next(iter(found), None)


def _is_bound_by(terms: FilingTerms, folder: BuiltFolder) -> bool:
    wanted = {**terms.hashes, **terms.exhibits}
    return all(sha256(folder.files.get(name, b"")) == known for name, known in wanted.items())


def _known_now(whole: Whole, case: PacketCase, today: dt.date) -> Context | None:
    """Return what the registry knows of a filing by now; None where there is no registry."""
    registry = registry_for(case.root)
    if registry.root is None:
        return None
    signed = max((each.date.value for each in whole.filing.signatures if each.date.value), default=today)
    return context_of(whole.filing, signed, settings_for(case.root), registry)


def _whole(terms: FilingTerms, attachments: dict[str, bytes]) -> Whole:
    files = {name: attachments[attached] for name, attached in terms.attached.items()}
    filing = filing_of(BuiltFolder(terms.name, Path(), files))
    if filing is None:
        raise ValueError(f"the draft of {terms.name} cannot be read")  # a packet was made of it again
    return Whole(terms.bound, filing, files)


@lru_cache(maxsize=4)
def _reprinted(data: bytes) -> Reprint:
    """Make a packet again: a second for each filing, so the same bytes are made again only once."""
    return reprint(data)

"""Hold a packet against itself: its first revision against the packet made again from its own attachments.

Where the versions are these, that is byte for byte; where a library alone is another, page by page; where
form4kit or its rules are others, the pages cannot be made again, and the version that can is told. Every hash
that the packet binds is compared with what is attached, whatever made it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import pikepdf

from form4kit.signoff.assemble import NotItself
from form4kit.signoff.attached import NotAPacket, attachments_of
from form4kit.signoff.old_pages import acting
from form4kit.signoff.reprint import OWN, other_versions, reprint
from form4kit.signoff.revisions import additions
from form4kit.signoff.revocation import Judgement
from form4kit.signoff.signing import SIGNING, Signing, read_signing
from form4kit.signoff.terms import FORMAT, TERMS, Terms
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.sealed import Broken, sha256


def held_against_itself(
    data: bytes, terms: Terms, attachments: Mapping[str, bytes], covered: int
) -> Judgement:
    """Judge the pages and attachments of a packet; `covered` are the bytes of its signed revision, else 0.

    `terms` and `attachments` are those of that revision. Raises NotAPacket where it cannot be read.
    """
    seen, faults = _seen(attachments)
    first = _first(data, seen, covered)
    if seen is not None and sha256(first) != seen.packet_sha256:
        faults.append(f"{SIGNING} in it is of another packet")
    try:
        faults += additions(first, data) if first != data else ()
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise NotAPacket("is not a sound PDF") from None
    bound = attachments_of(first) if first != data else attachments
    faults += _misfits(terms, bound)
    if faults:
        return Judgement(tuple(dict.fromkeys(faults)))
    remarks = []
    if covered and seen is None and terms.format >= FORMAT:
        remarks.append(f"signed by another program: no {SIGNING} says what was seen")
    if terms.unbound:
        remarks.append(f"as form4kit {terms.form4kit} packed it, it does not bind {', '.join(terms.unbound)}")
    again = _made_again(first, terms)
    return Judgement(again.faults, (*remarks, *again.remarks))


def _seen(attachments: Mapping[str, bytes]) -> tuple[Signing | None, list[str]]:
    if SIGNING not in attachments:
        return None, []
    try:
        return read_signing(attachments[SIGNING]), []
    except Broken as error:
        return None, [f"{SIGNING} in it {error}"]


def _first(data: bytes, seen: Signing | None, covered: int) -> bytes:
    """Return the packet as it was before it was signed: as long as `sign` says, or to the end before that."""
    if not covered:
        return data
    if seen is not None and 0 < seen.packet_size <= covered:
        return data[: seen.packet_size]
    mark = data.rfind(b"/ByteRange", 0, covered)
    end = data.rfind(b"%%EOF", 0, max(mark, 0))
    if end < 0:
        return data
    end += len(b"%%EOF")
    return data[: end + 1] if data[end : end + 1] == b"\n" else data[:end]


def _misfits(terms: Terms, attachments: Mapping[str, bytes]) -> Iterator[str]:
    """Yield how attachments are not what the terms bind; nothing may be attached that they do not name."""
    known = {TERMS}
    for filing in terms.filings:
        hashes = {**filing.hashes, **filing.exhibits}
        for file, attached in filing.attached.items():
            known.add(attached)
            data = attachments.get(attached)
            if data is None:
                yield f"{attached}, which is {file} of {filing.name}, is not attached to it"
            elif hashes.get(file) != sha256(data):
                yield f"{attached} in it is not what it binds as {file} of {filing.name}"
        if OWNERSHIP not in filing.attached:
            yield f"{OWNERSHIP} of {filing.name} is not attached to it"
        if terms.format >= FORMAT:
            for file in filing.exhibits:
                if file not in filing.attached:
                    yield f"{file} of {filing.name} is not attached to it"
    for statement in terms.statements:
        known.add(statement.attached)
        data = attachments.get(statement.attached)
        if data is None:
            yield f"{statement.attached or 'what'}, which is {statement.name}, is not attached to it"
        elif statement.sha256 != sha256(data):
            yield f"{statement.attached} in it is not what it binds as {statement.name}"
    for name in sorted(set(attachments) - known - {SIGNING}):
        yield f"{name} is attached to it, and nothing says why"


def _made_again(first: bytes, terms: Terms) -> Judgement:
    others = other_versions(terms.content)
    if terms.format == FORMAT and not any(name in OWN for name, _, _ in others):
        return _reprinted(first)
    made = terms.form4kit or "the version that made it"
    libraries = ", ".join(f"{name} {was}" for name, was, _ in others if was and name != "form4kit")
    told = f" (with {libraries})" if libraries else ""
    clause = f"its pages were not made again: install form4kit=={made}{told} for that"
    return Judgement(tuple(acting(first)), (clause,))


@lru_cache(maxsize=4)
def _reprinted(first: bytes) -> Judgement:
    """Make a packet again: a second for each filing, so the same bytes are made again only once."""
    try:
        return Judgement((), (reprint(first).words,))
    except NotItself as error:
        return Judgement((str(error),))

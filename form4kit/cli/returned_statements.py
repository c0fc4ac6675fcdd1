"""The signed packets of statements that lie in a repository, and what `form4kit year-end` makes of each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.insiders.returned_statement import ReturnedStatement
    from form4kit.insiders.statement_text import StatementText
    from form4kit.registry.entries import Company, Person, Registry
    from form4kit.registry.entries import Statement as Told
    from form4kit.signoff.verify_packet import Verified

_SIGNED = ".signed.pdf"
_RECORD = ".signed.json"


def returned_in(
    root: Path,
    registry: "Registry",
    company: "Company",
    year_end: dt.date,
    trust: Sequence[Path] | None,
) -> "dict[str, tuple[ReturnedStatement, ...]]":
    """Return what came back signed for a fiscal year, or is said to have, by the key of the person.

    The packets are those that `statements:` of a person name as their file, and those that lie below the
    registry's root: `*.signed.pdf`, and what is recorded as signed by hand.
    """
    everyone = list(registry.people.values())
    told = [(one, each) for one in everyone for each in one.statements if each.year == year_end.year]
    named = {each.file.resolve(): each for _, each in told if each.file is not None}
    candidates = dict.fromkeys([*(file for file in named if file.is_file()), *_lying(root)])
    held = [found for file in candidates if (found := _held(file, root, trust)) is not None]
    returned: dict[str, tuple[ReturnedStatement, ...]] = {}
    for person in everyone:
        mine = [*_of(person, held, named, company, year_end)]
        for _, each in (pair for pair in told if pair[0] is person):
            if each.file is None or each.file.resolve() not in [file for file, _, _ in held]:
                mine.append(_word(each, trusted=bool(trust)))
            elif not any(_theirs(person, texts) for file, _, texts in held if file == each.file.resolve()):
                mine.append(_fault(f"{each.file.name} binds no statement of theirs"))
        if mine:
            returned[person.key] = tuple(mine)
    return returned


def _lying(root: Path) -> Iterator[Path]:
    """Yield the packets below a folder that were signed: by their names, or by the records beside them."""
    for file in sorted(root.rglob(f"*{_SIGNED}")):
        yield file.resolve()
    for record in sorted(root.rglob(f"*{_RECORD}")):
        packet = record.with_name(record.name.removesuffix(_RECORD) + ".pdf")
        if packet.is_file() and not record.with_name(record.name.removesuffix(_RECORD) + _SIGNED).exists():
            yield packet.resolve()


HeldPacket = tuple[Path, "Verified", "tuple[StatementText, ...]"]
"""A packet of statements: its file, what came of verifying it, and the statements that it binds."""


def _held(file: Path, root: Path, trust: Sequence[Path] | None) -> HeldPacket | None:
    """Verify a packet that binds statements; None for any other PDF, and where the extra is not installed."""
    if not (find_spec("pikepdf") and find_spec("pyhanko")):
        opt.say(f"form4kit: {file.name}: not read as a packet of statements; pip install 'form4kit[sign]'")
        return None
    from form4kit.cli.verify_options import Demands, asked_for, read_packet
    from form4kit.signoff.attached import NotAPacket, terms_of
    from form4kit.signoff.pdf_bounds import LARGEST
    from form4kit.signoff.statement_packet import held_in
    from form4kit.signoff.terms import read_terms
    from form4kit.signoff.verify_packet import verify_packet

    if file.stat().st_size > LARGEST:
        return None
    packet = read_packet(file)
    try:
        terms = read_terms(terms_of(packet.data))
    except NotAPacket:
        return None
    if not terms.statements:
        return None
    found = verify_packet(packet, asked_for(root, Demands(trust)))
    return file, found, tuple(held_in(found.statements, found.attachments))


def _of(
    person: "Person",
    held: Sequence[HeldPacket],
    named: "dict[Path, Told]",
    company: "Company",
    year_end: dt.date,
) -> "Iterator[ReturnedStatement]":
    """Yield what packets hold of a person for the year; what is of another, only where a file is named."""
    from form4kit.insiders.returned_statement import is_of, unlike_asked

    for file, found, texts in held:
        for read in texts:
            if not is_of(read, person):
                continue
            other = unlike_asked(read, company, year_end)
            if other and file not in named and (read.year_end != year_end or other.startswith("is to")):
                continue
            yield _judged(file, found, other, named.get(file), person)


def _judged(
    file: Path, found: "Verified", other: str, told: "Told | None", person: "Person"
) -> "ReturnedStatement":
    from form4kit.insiders.returned_statement import ReturnedStatement
    from form4kit.law.clock import NEW_YORK

    if other or not found.verdict.sound:
        why = other or "; ".join(found.verdict.faults)
        return _fault(f"the statement in {file.name} does not count: {why}")
    day = found.when.astimezone(NEW_YORK).date() if found.when else told.signed if told else None
    if day is None:
        return _fault(f"{file.name} is signed by hand: give its file and `signed:` in {person.origin}")
    said = [each for each in found.verdict.remarks if not each.startswith(("binds the", "made again"))]
    return ReturnedStatement(day, note=f"the statement is in {file.name}: {'; '.join(said)}")


def _theirs(person: "Person", texts: "Sequence[StatementText]") -> bool:
    from form4kit.insiders.returned_statement import is_of

    return any(is_of(read, person) for read in texts)


def _word(told: "Told", *, trusted: bool) -> "ReturnedStatement":
    from form4kit.insiders.returned_statement import ReturnedStatement

    if trusted:
        return _fault("a statement is only said to have come back, which proves nothing to --trust")
    return ReturnedStatement(told.signed, "" if told.signed else "the statement has no day of signature")


def _fault(words: str) -> "ReturnedStatement":
    from form4kit.insiders.returned_statement import ReturnedStatement

    return ReturnedStatement(None, words)

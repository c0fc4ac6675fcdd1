"""The record of what was filed: one JSON line for each acceptance, chained by hash to the line before.

A line cannot be changed, left out or put in between without every later one saying so. What the chain cannot
show is that its last lines were cut off, or that all of it was written anew: its head, the hash of its last
line, stands in each packet that is signed, and may be kept in a minute book.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from form4kit.lazy_re import pattern
from form4kit.signoff.record_lines import NotALine, checked, standing
from form4kit.storage.atomic import rewrite_file
from form4kit.storage.chained import START as START
from form4kit.storage.chained import Unchained, chained_line, entry_of_line
from form4kit.storage.names import RECORD

NAME: Final = RECORD
"""What a record is called, beside `form4kit.toml`."""
_ACCESSION = pattern(r"[0-9]{10}-[0-9]{2}-[0-9]{6}\Z")
_HASH = pattern(r"[0-9a-f]{64}\Z")


Made = Callable[[list[dict[str, Any]]], Mapping[str, Any]]
"""Makes an entry from those that a record has."""


class Refused(Exception):
    """Say why a line is not added, or that a record is broken."""


class Head(NamedTuple):
    """What stands for a whole record: how many lines it has, and the hash of the last, 64 hex digits."""

    lines: int
    hash: str


def is_accession(text: str) -> bool:
    """Tell whether a text is an accession number, `0001234567-26-000001`."""
    return bool(_ACCESSION.match(text))


def is_hash(text: str) -> bool:
    """Tell whether a text has the form of a line's hash: 64 hexadecimal digits, the letters small."""
    return bool(_HASH.match(text))


def head_of(file: Path) -> Head:
    """Return the head of a record; one that is not there yet has no lines, and `START` for its hash.

    A packet binds it, so that whoever signs the packet vouches for every line so far. Raises Refused where
    the record is broken, and OSError where it cannot be read.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Head(0, START)
    entries = whole(data)
    return Head(len(entries), last_hash(entries))


def record_for(folder: Path) -> Path | None:
    """Return where the record of a folder lies, there or not: beside its registry; None without one."""
    from form4kit.registry.load import registry_for

    root = registry_for(folder).root
    return root / NAME if root is not None else None


def add(file: Path, entry: Mapping[str, Any]) -> str:
    """Append an entry to a record, made where there is none, and return the hash of its line.

    Others wait meanwhile. The record is written whole or not at all: a process that is killed leaves it as it
    was. Raises Refused where the record is broken, or has the accession number already, or the document with
    no reason for a second one under `again`; and OSError.
    """

    def made(entries: list[dict[str, Any]]) -> Mapping[str, Any]:
        refuse_twice(entries, entry)
        return entry

    return append(file, made)


def append(file: Path, made: Made) -> str:
    """Append what `made` gives for the entries so far, and return the hash of its line.

    Raises Refused where the record is broken, what `made` raises, and OSError.
    """
    lines: list[bytes] = []

    def longer(before: bytes) -> bytes:
        entries = whole(before)
        entry = {"number": len(entries) + 1, **made(entries), "previous": last_hash(entries)}
        lines.append(chained_line(entry))
        if faults := [*faults_in(before + lines[0])]:
            raise Refused(f"{faults[0]}; nothing was added")
        return before + lines[0]

    rewrite_file(file.resolve(), longer)
    return str(json.loads(lines[0])["hash"])


def refuse_twice(entries: Sequence[Mapping[str, Any]], entry: Mapping[str, Any]) -> None:
    """Refuse a number or a document that is on record already. Raises Refused."""
    now, document = standing(entries), entry.get("ownership_sha256")
    if any(each["accession"] == entry["accession"] for each in now):
        raise Refused(f"{entry['accession']} is on record already")
    same = [each["accession"] for each in now if document and each.get("ownership_sha256") == document]
    if same and not entry.get("again"):
        raise Refused(
            f"this filing is on record already, as {same[0]}; --again REASON records a second acceptance"
        )
    if entry.get("again") and not same:
        raise Refused("this filing is not on record yet: leave out --again")


def whole(data: bytes) -> list[dict[str, Any]]:
    """Return the entries of a record, in order. Raises Refused where it is broken."""
    if fault := next(faults_in(data), None):
        raise Refused(f"the record is broken, {fault}; nothing was added")
    return entries_in(data)


def entries_in(data: bytes) -> list[dict[str, Any]]:
    """Return the entries of a record in which `faults_in` finds no fault, those put right since included."""
    return [json.loads(line) for line in data.splitlines()]


def faults_in(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a record, by line; the first break makes all that follows doubtful."""
    entries: list[dict[str, Any]] = []
    if data and not data.endswith(b"\n"):
        yield "its last line has no end"
        return
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        try:
            entry = entry_of_line(line, number, last_hash(entries))
        except Unchained as error:
            yield str(error)
            return
        try:
            checked(entry, entries)
        except NotALine as error:
            yield f"line {number} {error}"
            return
        entries.append(entry)


def has_line(file: Path, wanted: str) -> bool:
    """Tell whether a record has, or begins with, the line of a hash. Raises Refused, OSError."""
    if wanted == START or not file.exists():
        return wanted == START
    return any(each["hash"] == wanted for each in whole(file.read_bytes()))


def last_hash(entries: Sequence[Mapping[str, Any]]) -> str:
    """Return the hash of the last line, which stands for the whole record."""
    return str(entries[-1]["hash"]) if entries else START

"""The record of what was filed: one JSON line for each acceptance, chained by hash to the line before.

A line cannot be changed, left out or put in between without every later one saying so. What the chain cannot
show is that its last lines were cut off: keep its last hash elsewhere, in a packet or a minute book.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from form4kit.lazy_re import pattern
from form4kit.storage.atomic import rewrite_file
from form4kit.storage.sealed import sha256

START: Final = "0" * 64
"""What the first line follows."""
_ACCESSION = pattern(r"\d{10}-\d{2}-\d{6}\Z", re.ASCII)


class Refused(Exception):
    """Say why a line is not added."""


def is_accession(text: str) -> bool:
    """Tell whether a text is an accession number, `0001234567-26-000001`."""
    return bool(_ACCESSION.match(text))


def add(file: Path, entry: Mapping[str, Any]) -> str:
    """Append an entry to a record, made where there is none, and return the hash of its line.

    Others wait meanwhile. The record is written whole or not at all: a process that is killed leaves it as it
    was. Raises Refused where the record is broken or has the accession number already, and OSError.
    """
    lines: list[bytes] = []

    def longer(before: bytes) -> bytes:
        lines.append(_next_line(before, entry))
        return before + lines[0]

    rewrite_file(file.resolve(), longer)
    return str(json.loads(lines[0])["hash"])


def _next_line(before: bytes, entry: Mapping[str, Any]) -> bytes:
    if faults := [*faults_in(before)]:
        raise Refused(f"the record is broken, {faults[0]}; nothing was added")
    entries = entries_in(before)
    if any(each["accession"] == entry["accession"] for each in entries):
        raise Refused(f"{entry['accession']} is on record already")
    return _line({"number": len(entries) + 1, **entry, "previous": last_hash(entries)})


def entries_in(data: bytes) -> list[dict[str, Any]]:
    """Return the entries of a record in which `faults_in` finds no fault."""
    return [json.loads(line) for line in data.splitlines()]


def faults_in(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a record, by line; the first break makes all that follows doubtful."""
    last = START
    if data and not data.endswith(b"\n"):
        yield "its last line has no end"
        return
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            yield f"line {number} is not JSON"
            return
        if not isinstance(entry, dict) or _line(entry) != line:
            yield f"line {number} was changed: its hash does not fit"
            return
        if entry.get("previous") != last or entry.get("number") != number:
            yield f"line {number} does not follow the line before it"
            return
        last = str(entry["hash"])


def _line(entry: Mapping[str, Any]) -> bytes:
    """Write an entry as a line that ends with the hash over the rest of it."""
    bare = {key: value for key, value in entry.items() if key != "hash"}
    text = json.dumps(bare, ensure_ascii=True)
    return (
        json.dumps({**bare, "hash": sha256(text.encode("ascii"))}, ensure_ascii=True).encode("ascii") + b"\n"
    )


def last_hash(entries: Sequence[Mapping[str, Any]]) -> str:
    """Return the hash of the last line, which stands for the whole record."""
    return str(entries[-1]["hash"]) if entries else START

"""A folder of built folders against a folder of downloads from EDGAR, matched by accession in the record.

The record says which number each folder was accepted under, the download says which it has: in the header of
a `.txt`, in the name of an `.xml` or of the folder it lies in.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from form4kit.folder.read import BuiltFolder
from form4kit.signoff.filed import NotFromEdgar
from form4kit.signoff.filed_filings import ToFile, compared_with, in_folder
from form4kit.signoff.record_lines import standing
from form4kit.source.full_submission import hyphenated
from form4kit.source.limits import LARGEST
from form4kit.source.published_header import header_of
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.regular import read_regular

_KINDS: Final = frozenset([".txt", ".xml", ".nc"])
_HEAD: Final = 65_536
_MINUTE: Final = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file from EDGAR, and the accession number that it is of; empty where nothing tells."""

    file: Path
    accession: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What came of one folder, or of one download that is of none: whether it is sound, and in words.

    `folder` is the name of the built folder, empty for a download alone. `same` says that a copy was
    compared and nothing differs.
    """

    folder: str
    words: str
    sound: bool
    same: bool = False


def downloads_in(folder: Path) -> list[Downloaded]:
    """Return the files of a folder, and of those below it, that may be EDGAR's copies. Raises OSError."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in _KINDS and file.is_file() and not file.is_symlink():
            header = header_of(read_regular(file, _HEAD))
            number = header.accession if header else None
            named = hyphenated(file.name) or hyphenated(file.parent.name)
            found.append(Downloaded(file, number or named))
    return found


def match(
    folders: Sequence[BuiltFolder], downloads: Sequence[Downloaded], entries: Sequence[Mapping[str, Any]]
) -> Iterator[Matched]:
    """Yield what came of each folder, then of the downloads that are of none. Raises OSError."""
    now = standing(entries)
    of: dict[str, list[Mapping[str, Any]]] = {}
    for entry in now:
        of.setdefault(str(entry.get("ownership_sha256")), []).append(entry)
    taken: set[Path] = set()
    copies_of: dict[str, list[Downloaded]] = {}
    for each in downloads:
        copies_of.setdefault(each.accession, []).append(each)
    for folder in folders:
        mine = of.get(folder.bound.get(OWNERSHIP, "-"), [])
        if not mine:
            yield Matched(folder.name, "is not on record, so that no copy can be said to be its own", False)
        for entry in mine:
            copies = copies_of.get(str(entry["accession"]), [])
            taken |= {each.file for each in copies}
            yield from _copies(folder, entry, copies)
    yield from _left([each for each in downloads if each.file not in taken], folders, now)


def _copies(folder: BuiltFolder, entry: Mapping[str, Any], copies: Sequence[Downloaded]) -> Iterator[Matched]:
    number = entry["accession"]
    if not copies:
        yield Matched(folder.name, f"EDGAR's copy, {number}, is not there", False)
        return
    sent = in_folder(folder)
    if sent is None:
        yield Matched(folder.name, "its form cannot be read", False)
        return
    for copy in copies:
        told = f"{copy.file.name}, {number}"
        try:
            data = _read(copy.file)
            found = compared_with(sent, data)
            other = [*found.differences, *_otherwise_dated(entry, data)]
        except NotFromEdgar as error:
            yield Matched(folder.name, f"{told}, {error}", False)
            continue
        remarks = f" ({'; '.join(found.remarks)})" if found.remarks else ""
        words = f"EDGAR has other, in {told}: {'; '.join(other)}" if other else f"EDGAR has the same, {told}"
        yield Matched(folder.name, words + remarks, not other, same=not other)


def _read(file: Path) -> bytes:
    """Return a download. Raises NotFromEdgar where it is too large, and OSError."""
    data = read_regular(file, LARGEST + 1)
    if len(data) > LARGEST:
        raise NotFromEdgar("is too large to be a copy of a form")
    return data


def _otherwise_dated(entry: Mapping[str, Any], data: bytes) -> Iterator[str]:
    """Yield what the header says otherwise of date and acceptance than the record."""
    header = header_of(data)
    if header is None:
        return
    if header.filed and header.filed.isoformat() != entry["filed"]:
        yield f"Filing date: on record {entry['filed']}, EDGAR has {header.filed}"
    accepted = dt.datetime.fromisoformat(entry["accepted"])
    if header.accepted and abs(header.accepted - accepted) > 5 * _MINUTE:
        told = f"{accepted:%Y-%m-%d %H:%M}", f"{header.accepted:%Y-%m-%d %H:%M:%S}"
        yield f"Accepted: on record {told[0]}, EDGAR has {told[1]}"


def _left(
    downloads: Iterable[Downloaded], folders: Sequence[BuiltFolder], entries: Sequence[Mapping[str, Any]]
) -> Iterator[Matched]:
    """Yield what downloads are of no folder: one that has the same as a folder was filed twice."""
    known = {str(each["accession"]) for each in entries}
    sent = [each for each in map(in_folder, folders) if each is not None]
    others: list[str] = []
    for each in downloads:
        if each.accession not in known and (name := _same_as(each.file, sent)):
            number = each.accession or "without a number"
            yield Matched(
                name, f"EDGAR has it in {each.file.name} too, {number}, which is not on record", False
            )
        else:
            others.append(each.file.name)
    if others:
        shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        yield Matched("", f"downloads that are of no folder here: {shown}", True)


def _same_as(file: Path, sent: Sequence[ToFile]) -> str:
    try:
        data = _read(file)
    except NotFromEdgar:
        return ""
    for each in sent:
        if not all(mark in data for mark in _marks(each)):
            continue
        try:
            if not compared_with(each, data).differences:
                return each.name
        except NotFromEdgar:
            return ""
    return ""


def _marks(sent: ToFile) -> list[bytes]:
    """Return what stands in every copy of a form: its CIKs and its period, so that few need be compared."""
    return re.findall(rb"<(?:issuerCik|rptOwnerCik|periodOfReport)>\s*0*([^<\s]+)", sent.form)

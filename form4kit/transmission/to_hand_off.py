"""The folders that are to be handed off: found, read, and held against the record and EDGAR's answers."""

import datetime as dt
import errno
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from form4kit.folder.read import BuiltFolder
from form4kit.folder.search import search
from form4kit.signoff.record import entries_in, faults_in, record_for
from form4kit.storage.names import OWNERSHIP, RECORD
from form4kit.storage.regular import read_regular
from form4kit.transmission.handoff import Handoff, hand_off
from form4kit.transmission.read_receipt import LARGEST, read_receipts
from form4kit.transmission.receipt import Receipt, one_each
from form4kit.transmission.sent_by_api import answers_to, attempts_at, not_known

ANSWERS = frozenset([".eml", ".json", ".txt", ".html", ".htm"])
"""What files with EDGAR's answers are called at the end."""
_MOST = 50
"""The files beside those of a built folder that are looked into for answers."""


def sheets_of(
    folders: Sequence[Path],
    now: dt.datetime,
    *,
    receipts: Sequence[Receipt] = (),
    login: str | None = None,
    record: Path | None = None,
) -> list[Handoff]:
    """Return the sheet of each built folder in these folders, in order.

    What lies in a folder that was built, and is an answer of EDGAR's, is taken as one to it. Raises OSError
    where something cannot be read, or a folder holds nothing that was built.
    """
    made = []
    for folder in folders:
        found = search(folder)
        if not found.folders:
            raise OSError(errno.ENOENT, "no built folder here; form4kit build makes them", str(folder))
        for built in found.folders:
            beside = [
                clause
                for name, clause in _named(found.faults)
                if (folder / name).absolute().is_relative_to(built.path.absolute()) and name != built.name
            ]
            kept = record or record_for(built.path) or built.path.parent / RECORD
            entries, broken = _recorded(kept)
            attempts = attempts_at(kept, built.bound.get(OWNERSHIP, ""))
            answers = one_each([*receipts, *_lying_in(built), *answers_to(kept, attempts)])
            sheet = hand_off(built, now, receipts=answers, entries=entries, login=login)
            made.append(
                replace(
                    sheet,
                    path=str(folder if built.path == folder else built.path),
                    refusals=(*sheet.refusals, *beside, *not_known(attempts, sheet.tag)),
                    remarks=(*sheet.remarks, *broken),
                )
            )
    return _each_once(made)


def _named(faults: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, f"{name} {clause}") for name, clause in faults]


def _recorded(file: Path) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the lines of a record, or what is wrong with it; one that is not there has none."""
    try:
        data = read_regular(file)
    except FileNotFoundError:
        return [], ()
    fault = next(faults_in(data), None)
    if fault:
        return [], (f"{file.name} is broken, {fault}: whether it was filed before is not known",)
    return entries_in(data), ()


def _lying_in(folder: BuiltFolder) -> list[Receipt]:
    """Return the answers of EDGAR's that lie in a built folder, beside its own files."""
    found: list[Receipt] = []
    left = LARGEST
    others = (each for each in sorted(folder.path.iterdir()) if each.name not in folder.files)
    for _, file in zip(range(_MOST), others, strict=False):
        if file.suffix.lower() in ANSWERS and not file.is_symlink() and file.is_file():
            data = read_regular(file, left + 1)
            if len(data) <= left:
                found += read_receipts(data).receipts
                left -= len(data)
    return found


def _each_once(sheets: list[Handoff]) -> list[Handoff]:
    """Refuse what would be filed twice, from two folders of one document and one tag."""
    places: dict[tuple[str, str | None], dict[str, None]] = {}
    for each in sheets:
        places.setdefault((each.ownership_sha256, each.tag), {})[each.path] = None
    return [_refused_twice(each, [*places[each.ownership_sha256, each.tag]]) for each in sheets]


def _refused_twice(sheet: Handoff, paths: Sequence[str]) -> Handoff:
    if len(paths) < 2 or not sheet.ownership_sha256:
        return sheet
    return replace(sheet, refusals=(*sheet.refusals, f"it would be sent twice, from {' and '.join(paths)}"))

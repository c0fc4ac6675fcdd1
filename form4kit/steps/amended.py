"""Which filing an amendment is of, and which filings were amended: marks that lead from one to the other."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from form4kit.steps.board_entry import BoardEntry
from form4kit.steps.filing_state import StateMark


def with_amendments(entries: Iterable[BoardEntry]) -> list[BoardEntry]:
    """Return the entries with marks between amendments and what they amend, where both are there.

    An amendment names the day on which the original was filed; the original is on record as of that day,
    with the same form, company and owners.
    """
    entries = list(entries)
    filed: dict[tuple[object, ...], BoardEntry] = {}
    for each in entries:
        if each.standing and each.standing.filed and not each.form.endswith("/A"):
            filed[(*_who(each), each.standing.filed.date().isoformat())] = each
    marks: dict[str, list[StateMark]] = {}
    for each in entries:
        if not each.form.endswith("/A"):
            continue
        found = filed.get((*_who(each), each.original_filed))
        words = f"amends the Form {_base(each)} of {_day(each.original_filed)}" if each.original_filed else ""
        if words:
            marks.setdefault(each.file, []).append(StateMark("amends", words, found.name if found else ""))
        if found:
            words = f"a Form {each.form} amends it"
            marks.setdefault(found.file, []).append(StateMark("amended", words, each.name))
    return [_marked(each, marks.get(each.file, [])) for each in entries]


def _marked(entry: BoardEntry, marks: list[StateMark]) -> BoardEntry:
    if not marks or entry.standing is None:
        return entry
    standing = replace(entry.standing, marks=(*entry.standing.marks, *marks))
    return replace(entry, standing=standing)


def _who(entry: BoardEntry) -> tuple[str, str, tuple[str, ...]]:
    return _base(entry), entry.issuer, tuple(sorted(entry.owners))


def _base(entry: BoardEntry) -> str:
    return entry.form.removesuffix("/A")


def _day(text: str) -> str:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day:%b} {day.day}, {day.year}"

"""What was done to a filing, and what differs between any two of the texts that its draft had."""

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from form4kit.draft.merge import merge
from form4kit.editor.merged_text import shown
from form4kit.editor.tree_edits import CannotEdit, plain_of
from form4kit.steps.journal_entry import JournalEntry, Unsound, entries, kept_bytes, read_entry, target
from form4kit.storage.regular import read_regular

NOW: Final = "now"
"""What the draft is now; another version is called by its entry and `.before` or `.after`."""


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """One part that differs: where in the form's own words, and what stood there, empty for nothing."""

    where: str
    before: str
    after: str


def of_filing(root: Path, filing: str) -> list[JournalEntry]:
    """Return what was carried out for a filing, the newest first."""
    return [each for each in entries(root) if each.filing == filing]


def versions(entry: JournalEntry) -> list[str]:
    """Return the versions of the draft that an entry keeps, the older first."""
    number = _number(entry)
    if number is None:
        return []
    file = entry.files[number]
    return [f"{entry.name}.{which}" for which in ("before", "after") if getattr(file, which)]


def compare(root: Path, filing: str, one: str, other: str) -> list[ComparedPart]:
    """Return what differs between two versions of a draft. Raises Unsound where one is not kept, OSError."""
    before, after = _text(root, filing, one), _text(root, filing, other)
    try:
        base, mine = plain_of(before), plain_of(after)
    except CannotEdit:
        return [*_lines(before, after)]
    found = merge(base, mine, base).taken
    parts = [ComparedPart(each.where, shown(each.base), shown(each.mine)) for _, each in found]
    if not parts and before != after:
        return [*_lines(before, after)]
    return parts


def _lines(before: str, after: str) -> list[ComparedPart]:
    """Return the lines that differ, of texts that are no drafts, or differ in comments and layout alone."""
    left, right = before.splitlines(), after.splitlines()
    found = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, left, right, autojunk=True).get_opcodes():
        if tag != "equal":
            where = f"Line {i1 + 1}"
            found.append(ComparedPart(where, "\n".join(left[i1:i2]), "\n".join(right[j1:j2])))
    return found


def _text(root: Path, filing: str, version: str) -> str:
    if version == NOW:
        data = read_regular(target(root, f"{filing}.yaml"))
    else:
        name, _, which = version.rpartition(".")
        entry = read_entry(root, name)
        number = _number(entry)
        if entry.filing != filing or number is None or which not in ("before", "after"):
            raise Unsound("that version is not kept")
        data = kept_bytes(root, entry, number, which)
    return data.decode("utf-8-sig", "replace")


def _number(entry: JournalEntry) -> int | None:
    wanted = f"{entry.filing}.yaml"
    return next((n for n, each in enumerate(entry.files) if each.known and each.file == wanted), None)

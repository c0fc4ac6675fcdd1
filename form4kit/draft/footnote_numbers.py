"""Number the footnotes of a draft, and write the one that a plan's adoption date calls for."""

import datetime as dt
import re
from dataclasses import replace
from itertools import count
from typing import Any

from form4kit.convert import to_date
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Footnote, Mark, Row
from form4kit.place import Path
from form4kit.source.node import Node

_FIXED = pattern(r"F[1-9][0-9]?\Z", re.ASCII)
_PLAN_CODES = frozenset("PSG")
PLAN_NOTE = "plan-adoption"


def number_footnotes(filing: Filing, plan: Node | None = None) -> Filing:
    """Give every footnote its id: `F1` to `F99` keep theirs, the rest follow the order of reference.

    The order is that of the printed form: Table I, then Table II, each row left to right. A footnote that
    nothing refers to comes last, so that EDGAR's objection to it can be shown.
    """
    if plan is not None and (adopted := plan.get("adopted")) is not None:
        filing = _with_plan_note(filing, adopted)
    taken = {note.name for note in filing.footnotes if _FIXED.match(note.name)}
    free = (f"F{n}" for n in count(1) if f"F{n}" not in taken)
    ids = {name: name for name in taken}
    named = {note.name for note in filing.footnotes} - taken
    for name in [mark.name for row in filing.rows for mark in row.marks]:
        if name in named and name not in ids:
            ids[name] = next(free)
    for note in filing.footnotes:
        if note.name not in ids:
            ids[note.name] = next(free)
    numbered = [
        note if note.id == ids[note.name] else replace(note, id=ids[note.name]) for note in filing.footnotes
    ]
    ordered = _in_order(numbered, taken)
    return filing if ordered == filing.footnotes else replace(filing, footnotes=ordered)


def _in_order(notes: list[Footnote], taken: set[str]) -> tuple[Footnote, ...]:
    """Keep the fixed ones as defined, and put each other one before the first fixed one above it."""
    fixed = [note for note in notes if note.name in taken]
    before: list[list[Footnote]] = [[] for _ in range(len(fixed) + 1)]
    for note in sorted((n for n in notes if n.name not in taken), key=_number):
        above = next((k for k, other in enumerate(fixed) if _number(other) > _number(note)), len(fixed))
        before[above].append(note)
    return tuple(note for k, group in enumerate(before) for note in (*group, *fixed[k : k + 1]))


def _number(note: Footnote) -> int:
    return int(note.id[1:])


def _with_plan_note(filing: Filing, adopted: Node) -> Filing:
    """Attach the adoption date to the code of each purchase, sale and gift, or of every transaction."""
    day = to_date(adopted.text or "")
    if day is None or any(note.name == PLAN_NOTE for note in filing.footnotes):
        return filing
    path: Path = ("plan_10b5_1", "adopted")
    text = (
        "Effected under a trading plan intended to satisfy Rule 10b5-1(c), "
        f"which the reporting person adopted on {_long(day)}."
    )
    note = Footnote(
        path=path,
        line=adopted.line,
        column=adopted.column,
        name=PLAN_NOTE,
        id="",
        text=Field(text, text, (), adopted.line, adopted.column),
    )
    mark = Mark(PLAN_NOTE, adopted.line, adopted.column)
    traded = any(row.code.value in _PLAN_CODES for row in filing.transactions)

    def marked(row: Row) -> Row:
        if row.holding or (traded and row.code.value not in _PLAN_CODES) or PLAN_NOTE in row.code.names:
            return row
        code: Field[Any] = replace(row.code, marks=(*row.code.marks, mark))
        return replace(row, code=code)

    return replace(
        filing,
        non_derivative=tuple(marked(row) for row in filing.non_derivative),
        derivative=tuple(marked(row) for row in filing.derivative),
        footnotes=(*filing.footnotes, note),
    )


def _long(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"

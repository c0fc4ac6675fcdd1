"""Pair the halves of exercises and conversions: the right given up in Table II, what it brings in Table I."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from form4kit.analysis.form_parts import speaks_of_parts
from form4kit.analysis.rows import EXERCISES, note_text, rows_with_code, title
from form4kit.analysis.titles import normal
from form4kit.findings import Severity
from form4kit.model import Filing, Row

BOTH_TABLES: Final = "Form 4, General Instruction 4(c)(i)"
_MOST_ROWS = 30


@dataclass(slots=True)
class Exercise:
    """The rows of one code and date: `given` up or `taken` in Table II, `received` or `paid` in Table I."""

    code: str
    date: dt.date
    given: list[Row] = field(default_factory=list)
    taken: list[Row] = field(default_factory=list)
    received: list[Row] = field(default_factory=list)
    paid: list[Row] = field(default_factory=list)

    @property
    def gains(self) -> bool:
        """Whether anything was acquired, in either table."""
        return bool(self.received or self.taken)

    @property
    def loses(self) -> bool:
        """Whether anything was disposed of, in either table."""
        return bool(self.given or self.paid)


def exercises(filing: Filing) -> list[Exercise]:
    """Return the exercises and conversions of a filing, by code and date."""
    found: dict[tuple[str, dt.date], Exercise] = {}
    for row in rows_with_code(filing, EXERCISES):
        code, date, letter = row.code.value, row.date.value, row.acquired_disposed.text
        if code is None or date is None or letter not in ("A", "D"):
            continue
        each = found.get((code, date)) or found.setdefault((code, date), Exercise(code, date))
        if row.table == "derivative":
            (each.given if letter == "D" else each.taken).append(row)
        else:
            (each.received if letter == "A" else each.paid).append(row)
    return list(found.values())


def half_is_unclear(rows: Iterable[Row]) -> bool:
    """Tell whether a row of a table lacks what makes it one half, a fault of its own."""
    return any(
        not (row.date.value and row.code.value and row.acquired_disposed.text in ("A", "D") and _moved(row))
        for row in rows
        if row.date.text or row.code.text or row.price.text or row.shares.text
    )


def _moved(row: Row) -> bool:
    return row.shares.value is not None or row.total_value.value is not None


def field_at_fault(half: Exercise, every: Sequence[Exercise]) -> str:
    """Name the date where the missing half stands under another one, else the code."""
    for other in every:
        if other.code == half.code and (other.gains, other.loses) == (half.loses, half.gains):
            return "date"
    return "code"


def may_stand_elsewhere(filing: Filing) -> bool:
    """Tell whether rows may stand on another form, since a table is full or the text says so."""
    full = max(len(filing.non_derivative), len(filing.derivative)) >= _MOST_ROWS
    return full or speaks_of_parts(filing)


def gravity(filing: Filing) -> Severity:
    """Return a warning, but a note for an amendment, which may hold only the line that it corrects."""
    return Severity.NOTE if filing.amendment else Severity.WARNING


def words(filing: Filing, rows: Iterable[Row]) -> str:
    """Return the titles of rows and what their footnotes say, as one text."""
    return " ".join(f"{title(row)} {note_text(filing, row)}" for row in rows)


def underlying(row: Row) -> Decimal | None:
    """Return the shares underlying a derivative; where none are given, its own number."""
    return row.underlying_shares.value if row.underlying_shares.value is not None else row.shares.value


def amounts(row: Row) -> set[Decimal]:
    """Return the numbers by which a row may match its other half: its own and that of the underlying."""
    return {amount for amount in (row.shares.value, underlying(row)) if amount is not None}


def unpaired(each: Exercise) -> tuple[list[Row], list[Row]]:
    """Return the rows received and the rows given up that have no counterpart of their amount."""
    given, received = list(each.given), []
    for row in each.received:
        twin = next(
            (number for number, other in enumerate(given) if row.shares.value in amounts(other)), None
        )
        if twin is None:
            received.append(row)
        else:
            del given[twin]
    return received, given


def coded_otherwise(filing: Filing, each: Exercise) -> Row | None:
    """Return the Table I row that acquires what Table II gives up, but under a code that is no exercise."""
    received, given = unpaired(each)
    sought = set[Decimal]().union(*map(amounts, given))
    if received or not sought:
        return None
    return next(
        (
            row
            for row in filing.non_derivative
            if row.date.value == each.date
            and row.acquired_disposed.text == "A"
            and row.shares.value in sought
            and row.code.value
            and row.code.value not in EXERCISES
        ),
        None,
    )


def gives_up(filing: Filing, taken: Row) -> Row | None:
    """Return the derivative that is exercised or converted for another derivative, under whatever code."""
    return next(
        (
            row
            for row in rows_with_code(filing, EXERCISES)
            if row.table == "derivative"
            and row.acquired_disposed.text == "D"
            and row.date.value == taken.date.value
            and normal(row.underlying.text or "") == normal(title(taken))
        ),
        None,
    )

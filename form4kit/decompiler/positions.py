"""The positions that rows speak of: one security held in one way, with a balance that runs from row to row.

The form has no number for an account, so rows that repeat the same title, ownership and terms with the same
footnotes are one account as long as each balance follows from the one before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from form4kit.events.amounts import rounded
from form4kit.lazy_re import pattern
from form4kit.model import Field, Row, Table
from form4kit.words import edgar_number as number

REPEATED: Final[dict[Table, tuple[str, ...]]] = {
    "non_derivative": ("security", "direct_indirect", "nature"),
    "derivative": (
        *("security", "direct_indirect", "nature"),
        *("exercise_price", "exercisable", "expires", "underlying"),
    ),
}
"""What a position says once and each of its rows repeats."""

PASSES_ON: Final = frozenset("DGJWZ")
SHRINKS: Final = frozenset("MXOCEH")
"""Codes whose derivative goes, whoever owes it: an exercise, a conversion, an expiry."""

_WRITTEN = pattern(r"\b(?:obligation|written|short)\b", re.IGNORECASE)


@dataclass(eq=False)
class InferredPosition:
    """A position to be declared, with its rows in the order of the form; `held` is before the first."""

    table: Table
    rows: list[Row] = field(default_factory=list)
    held: Decimal = Decimal(0)
    short: bool = False
    above: bool = False
    name: str = ""

    @property
    def first(self) -> Row:
        """The row that gives the title, the terms and the ownership."""
        return self.rows[0]

    @property
    def moved(self) -> bool:
        """Whether anything happened in it."""
        return not self.first.holding

    @property
    def balance(self) -> Decimal:
        """What is held after the last row."""
        return self.held + sum((signed_amount(row, self.short) for row in self.rows), Decimal(0))

    @property
    def title_names(self) -> tuple[str, ...]:
        """The footnotes that stand on the title in every row."""
        return common_start([row.security.names for row in self.rows])

    @property
    def balance_names(self) -> tuple[str, ...]:
        """The footnotes that stand on every balance."""
        return common_start([row.owned_after.names for row in self.rows])

    @property
    def ratio(self) -> tuple[str, tuple[str, ...]]:
        """Return how many shares one derivative stands for, as text, and the footnotes on every amount.

        The text is empty where only footnotes say it.
        """
        amounts = [row.underlying_shares for row in self.rows]
        names = common_start([found.names for found in amounts])
        if names and all(found.text is None and found.names == names for found in amounts):
            return "", names
        texts = [_ratio(row) for row in self.rows]
        return texts[0] if len(set(texts)) == 1 else "1", names


class InferredPositions:
    """The accounts of a filing, and why a row belongs to none."""

    def __init__(self, at_year_end: bool = False) -> None:
        self.at_year_end = at_year_end
        self.all: list[InferredPosition] = []
        self.of: dict[tuple[Any, ...], InferredPosition] = {}
        self.strays: dict[tuple[Any, ...], str] = {}

    def position_of(self, row: Row) -> InferredPosition:
        """Return the account that a row belongs to."""
        return self.of[row.path]

    def place(self, row: Row) -> None:
        """Find the account that a row belongs to, or open one."""
        trouble = unsayable(row)
        found = None if trouble else self._found(row)
        if found is None:
            self.strays[row.path] = trouble or self._unfollowed(row)
            return
        if self.at_year_end and found.rows:
            found.held -= signed_amount(row, found.short)
        found.rows.append(row)
        self.of[row.path] = found

    def _unfollowed(self, row: Row) -> str:
        if any(_same(each.first, row) for each in self.all):
            return "its balance does not follow from the row before"
        return "its balance is less than what came in"

    def _found(self, row: Row) -> InferredPosition | None:
        alike = [each for each in self.all if not row.holding and each.moved and _same(each.first, row)]
        follows = next((each for each in alike if self._follows(each, row)), None)
        direct = row.table == "non_derivative" and row.direct_indirect.text == "D"
        return follows or (None if alike and direct else self._open(row))

    def _follows(self, position: InferredPosition, row: Row) -> bool:
        """Tell whether a balance goes on from the one before; a Form 5 repeats that of the year end."""
        change = Decimal(0) if self.at_year_end else signed_amount(row, position.short)
        return position.balance + change == amount_after(row)

    def _open(self, row: Row) -> InferredPosition | None:
        """Open an account at what its first row leaves open; what a title says was written is owed."""
        written = row.code.value == "E" or bool(_WRITTEN.search(row.security.text or ""))
        for short in (written, not written) if row.table == "derivative" else (written,):
            held = amount_after(row) - signed_amount(row, short)
            if held >= 0 and (row.code.value not in ("E", "H") or short == (row.code.value == "E")):
                position = InferredPosition(row.table, held=held, short=short)
                self.all.append(position)
                return position
        return None


def infer_positions(rows: Iterable[Row], *, at_year_end: bool = False) -> InferredPositions:
    """Return the accounts of rows in the order of the form."""
    found = InferredPositions(at_year_end)
    for row in rows:
        found.place(row)
    return found


def unsayable(row: Row) -> str:
    """Say why no position and no event can make a row; empty where nothing stands against it."""
    for name in ("total_value", "underlying_value", "value_owned_after"):
        if getattr(row, name):
            return "it gives a value in place of shares"
    if row.acquired_disposed.marks:
        return "a footnote stands on the letter for acquired or disposed"
    if row.form_type.marks or row.timeliness.marks or row.swap.marks:
        return "a footnote stands on the form type"
    letter = row.direct_indirect.text
    if letter not in ("D", "I") or (letter == "D" and row.nature):
        return "its ownership is neither direct nor indirect with a nature"
    if not row.holding and (row.shares.value is None or row.acquired_disposed.value not in ("A", "D")):
        return "it has no amount to count with"
    if not row.holding and row.date.value is None:
        return "it has no date"
    if not row.holding and balance_of(row).value is None:
        return "it has no balance to count with"
    if row.holding and amount_after(row) < 0:
        return "it has no balance to count with"
    return ""


def signed_amount(row: Row, short: bool) -> Decimal:
    """Return by how much a row changes its balance; what was written grows when more is disposed of."""
    amount = row.shares.value or Decimal(0)
    if row.holding:
        return Decimal(0)
    if row.table == "derivative" and row.code.value in SHRINKS and row.acquired_disposed.value == "D":
        return -amount
    turned = short and row.code.value not in PASSES_ON
    return amount if (row.acquired_disposed.value == "A") != turned else -amount


def amount_after(row: Row) -> Decimal:
    """Return the balance that a row gives, in Table II of Form 3 the underlying shares; -1 where none."""
    found = balance_of(row)
    return Decimal(-1) if found.value is None else found.value


def balance_of(row: Row) -> Field[Decimal]:
    """Return the field that says what is held after a row."""
    of_form_3 = row.holding and row.table == "derivative" and not row.owned_after
    return row.underlying_shares if of_form_3 else row.owned_after


def common_start(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the footnotes with which every one of several lists begins."""
    shortest = min(lists, key=len, default=())
    length = next(
        (n for n, name in enumerate(shortest) if any(each[n] != name for each in lists)), len(shortest)
    )
    return shortest[:length]


def value_of(found: Field[Any]) -> Any:
    """Return what a field says, however its number is spelt."""
    return found.text if found.value is None else found.value


def _same(one: Row, other: Row) -> bool:
    """Tell whether two rows say the same of what they are rows of; stock may have a footnote now and then."""
    if one.table != other.table:
        return False
    noted = {"security"} if one.table == "non_derivative" else set()
    fields = [(name, getattr(one, name), getattr(other, name)) for name in REPEATED[one.table]]
    return all(a.text == b.text and (name in noted or a.names == b.names) for name, a, b in fields)


def _ratio(row: Row) -> str:
    """Return the underlying shares of one derivative, to as many decimals as give their number back."""
    units = amount_after(row) if row.holding else row.shares.value
    shares = row.underlying_shares.value
    if not units or not shares:
        return "1"
    exact = Fraction(shares) / Fraction(units)
    for places in range(13):
        ratio = Decimal(round(exact * 10**places)).scaleb(-places)
        if ratio and rounded(Fraction(ratio) * Fraction(units)) == shares:
            return number(ratio)
    return "1"

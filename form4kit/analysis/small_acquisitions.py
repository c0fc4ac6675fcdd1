"""Small acquisitions that were deferred under Rule 16a-6, and the day on which their deferral ended."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from form4kit.analysis.figures import days
from form4kit.analysis.rows import note_text, rows_with_code
from form4kit.analysis.titles import normal
from form4kit.law.periods import last_within
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row

SMALL: Final = Decimal(10_000)
_RULE = pattern(r"\b16a-6\b", re.IGNORECASE)
_UNTIL = pattern(r"\b(?:until|ended|ceased|failed|no longer)\b[^.;]{0,60}\Z", re.IGNORECASE)
_NOT_EXEMPT: Final = frozenset("SU")


class EndedDeferral(NamedTuple):
    """The day on which a condition of the rule failed for a row, and what ended it, in words."""

    row: Row
    day: dt.date
    cause: str


def was_deferred(filing: Filing, row: Row) -> bool:
    """Tell whether a purchase says in a footnote that it had been deferred under Rule 16a-6."""
    return row.code.value in ("P", "L") and bool(_RULE.search(note_text(filing, row)))


def deferral_ended(filing: Filing, row: Row) -> dt.date | None:
    """Return the day until which a footnote says that a purchase had qualified; None where it says none."""
    text = note_text(filing, row)
    for found in days(text):
        if _UNTIL.search(text[: found.start]) and found.day >= (row.date.value or found.day):
            return found.day
    return None


def ended_deferrals(filing: Filing) -> Iterator[EndedDeferral]:
    """Yield the rows L whose deferral this form shows to have ended: by the sum, or by a later disposition.

    A day counts within six months up to the same-numbered one. Acquisitions that earlier forms report are out
    of the sum; dispositions there count.
    """
    small = [row for row in rows_with_code(filing, {"L"}) if row.acquired_disposed.value == "A"]
    if not small:
        return
    dated = sorted((row for row in small if row.date.value), key=lambda row: row.date.value or dt.date.min)
    every = [*filing.transactions, *(row for each in filing.context.earlier for row in each.transactions)]
    sales = [row for row in every if row.code.value in _NOT_EXEMPT and row.acquired_disposed.value == "D"]
    for row in dated:
        bought = row.date.value or dt.date.min
        causes = [
            (sold, f"{'tendered' if sale.code.value == 'U' else 'sold'} on {sold}")
            for sale in sales
            if (sold := sale.date.value) and bought < sold <= last_within(bought)
        ]
        causes += _by_sum(row, dated)
        if causes:
            yield EndedDeferral(row, *min(causes))


def _by_sum(row: Row, small: list[Row]) -> Iterator[tuple[dt.date, str]]:
    """Yield the days on which the sum of a class passes the limit in six months that take a row in."""
    bought = row.date.value or dt.date.min
    alike = [other for other in small if normal(other.security.text or "") == normal(row.security.text or "")]
    for day in sorted({other.date.value or dt.date.min for other in alike}):
        near = [o for o in alike if (o.date.value or dt.date.min) <= day <= last_within(o.date.value or day)]
        total = sum((value_of(other) for other in near), Decimal(0))
        if total > SMALL and bought <= day and row in near:
            yield day, f"{total:,.2f} dollars within six months on {day}"


def value_of(row: Row) -> Decimal:
    """Return what an acquisition was worth: its shares at what was paid, or market value, for each."""
    return (row.shares.value or Decimal(0)) * (row.price.value or Decimal(0))

"""The balances of a Form 5: each row shows what is owned at the end of the issuer's fiscal year.

So the captions of columns 5 and 9 of Form 5 say, where those of Form 4 say "following the reported
transaction"; every row of a class held one way has the same balance, however many there are.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from form4kit.analysis.passages import cached_for_filing
from form4kit.analysis.series import PositionKey, Series, balance, change, series_of
from form4kit.analysis.tally import fits
from form4kit.model import Filing, Row

YEAR_END: Final = (
    "Form 5, captions of columns 5 of Table I and 9 of Table II",
    "Form 5, General Instruction 4(a)",
)


class YearEndBalance(NamedTuple):
    """A series of a Form 5: its transactions, the balance of the latest, and those that show another."""

    series: Series
    latest: Row
    owned: Decimal
    others: tuple[Row, ...]

    @property
    def key(self) -> PositionKey:
        """What makes its rows one series."""
        return self.series.key

    def openings(self, since: dt.date | None) -> frozenset[Decimal]:
        """Return what may have been owned before, by the word of a form for a day."""
        return openings_of(self.series.transactions, self.owned, since)


def openings_of(rows: Iterable[Row], owned: Decimal, since: dt.date | None) -> frozenset[Decimal]:
    """Return what may have been owned before these rows of a Form 5, by the word of a form for a day.

    `owned` is what they leave at the year end. That form may have counted what they report late, all of it,
    what came before its day, or none.
    """
    moves = [(row.date.value or dt.date.min, change(row) or Decimal(0)) for row in rows if not row.holding]
    after = sum((moved for day, moved in moves if since is None or day > since), Decimal(0))
    whole = sum((moved for _, moved in moves), Decimal(0))
    return frozenset([owned, owned - after, owned - whole])


@cached_for_filing
def year_end_balances(filing: Filing) -> tuple[YearEndBalance, ...]:
    """Return each series of a Form 5 that has transactions; none for another form, or where amounts lack."""
    if filing.base_form != "5":
        return ()
    found = []
    for series in series_of(filing.rows):
        owned = [(row, amount) for row in series.transactions if (amount := balance(row)) is not None]
        if owned:
            latest, last = max(owned, key=lambda each: each[0].date.value or dt.date.min)
            last_of_day = [each for each in owned if each[0].date.value == latest.date.value]
            latest, last = last_of_day[-1]
            others = tuple(row for row, amount in owned if not fits(last, amount))
            found.append(YearEndBalance(series, latest, last, others))
    return tuple(found)

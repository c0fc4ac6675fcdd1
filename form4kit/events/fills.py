"""Fills to rows: grouped by day and by ranges of a dollar, each at its weighted average price.

Each trade is a line of the form (Form 4, General Instruction 4(a)(ii)). By a staff letter of 25 June 2008
trades of one day, one direction and one form of ownership may share a line at their weighted average price
where the prices lie within a dollar, if a footnote gives the range and offers the details.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import groupby
from typing import Final

from form4kit.events.amounts import rounded

DOLLAR: Final = Decimal(1)
_EXACT: Final = 100
"""Digits enough that nothing is rounded: shares and prices have at most `numerals.LONGEST` each."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One trade of an order: shares, price in dollars, and what is known of when."""

    shares: Decimal
    price: Decimal
    day: dt.date | None = None
    time: str = ""


@dataclass(frozen=True, slots=True)
class FillGroup:
    """The fills of one row, ascending by price: at most a dollar from the first to the last."""

    fills: tuple[Fill, ...]

    @property
    def day(self) -> dt.date | None:
        """The day of its trades."""
        return self.fills[0].day

    @property
    def low(self) -> Decimal:
        """The lowest price."""
        return self.fills[0].price

    @property
    def high(self) -> Decimal:
        """The highest price."""
        return self.fills[-1].price

    @property
    def shares(self) -> Decimal:
        """The number of shares."""
        return shares_of(self.fills)

    @property
    def amount(self) -> Fraction:
        """What was paid or received for all of them, in dollars, exact."""
        return amount_of(self.fills)

    @property
    def average(self) -> Fraction:
        """The volume-weighted average price, exact."""
        return self.amount / Fraction(self.shares)

    @property
    def price(self) -> Decimal:
        """The price of the row: the average, rounded to four decimals, half even."""
        return rounded(self.average)


def shares_of(fills: Iterable[Fill]) -> Decimal:
    """Add up the shares of fills, exactly."""
    with localcontext(prec=_EXACT):
        return sum((fill.shares for fill in fills), Decimal(0))


def amount_of(fills: Iterable[Fill]) -> Fraction:
    """Add up shares times price, in dollars, exactly."""
    with localcontext(prec=_EXACT):
        return Fraction(sum((fill.shares * fill.price for fill in fills), Decimal(0)))


def ranges(fills: Iterable[Fill]) -> tuple[FillGroup, ...]:
    """Group fills into the fewest rows: by day, then from the lowest price up, a dollar at most each.

    Opening each range at the lowest price left is optimal: some range must hold that price, and none that
    does reaches higher.
    """
    ordered = sorted(fills, key=lambda fill: (fill.day or dt.date.min, fill.price))
    days = groupby(ordered, key=lambda fill: fill.day)
    return tuple(found for _, of_day in days for found in _of_a_day(of_day))


def _of_a_day(fills: Iterable[Fill]) -> Iterator[FillGroup]:
    group: list[Fill] = []
    for fill in fills:
        if group and fill.price - group[0].price > DOLLAR:
            yield FillGroup(tuple(group))
            group = []
        group.append(fill)
    yield FillGroup(tuple(group))

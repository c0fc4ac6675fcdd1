"""Lines of a broker's table that add up others, and whether they do."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from form4kit.events.broker.days import Order, day_in
from form4kit.events.fills import Fill, amount_of, shares_of
from form4kit.lazy_re import pattern
from form4kit.words import edgar_number

_LABEL: Final = pattern(
    r"\W*(?:(?:grand|sub|page|day|daily|day's|order|net|running|report|file|account|carried|brought)[\s-]*)*"
    r"(?:totals?|sums?|subtotals?|forward|averages?|avg|vwap)\b",
    re.I,
)
_GRAND: Final = pattern(r"\W*(?:grand|report|file)", re.I)
_ALONE: Final = pattern(
    _LABEL.pattern
    + r"(?:\s+(?:for|of|on|shares|sold|bought|traded|executed|filled|quantity))*"
    + r"[\s:]*(?:[\d./-]*|[A-Z]{1,5})\W*\Z",
    re.I,
)
_DATED: Final = pattern(
    r"\d.*\Z|(?:mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*\Z", re.I
)


class Counted(NamedTuple):
    """The fills so far, and where in them the last total stood."""

    fills: Sequence[Fill]
    since: int


def total_label(cells: Sequence[str], names: Sequence[int]) -> str:
    """Return the cell that makes a line a total; `names` are columns where a company's name may stand."""
    first = next((at for at, cell in enumerate(cells) if cell), None)
    for at, cell in enumerate(cells):
        if (_LABEL if at == first and at not in names else _ALONE).match(cell):
            return cell
    return ""


def wrong_total(label: str, day_cell: str, total: Decimal, counted: Counted, order: Order) -> str:
    """Say what a total should be, where it is none of what it may add up; empty where it is right.

    A grand total is of all fills, one with a date of its day; another of those since the last total, or of
    all so far.
    """
    fills, every = counted.fills, shares_of(counted.fills)
    since = shares_of(fills[counted.since :])
    found = _DATED.search(_LABEL.sub("", label, count=1).strip(" :-–for"))
    day = day_in(found[0], order).day if found else None
    day = day or day_in(day_cell, order).day
    if _GRAND.match(label):
        sums = [every]
    elif day is not None and any(fill.day for fill in fills):
        sums = [shares_of(fill for fill in fills if fill.day == day)]
    else:
        sums = [since, every]
    if any(abs(total) == abs(each) for each in sums):
        return ""
    return (
        f"the total says {edgar_number(total)}, the lines before add up to {edgar_number(sums[0] or every)}"
    )


def looks_like_total(shares: Decimal, price: Decimal, fills: Sequence[Fill]) -> bool:
    """Tell whether a line has all the shares before it at their average price: a total without a label."""
    if len({fill.price for fill in fills}) < 2 or abs(shares) != abs(shares_of(fills)):
        return False
    exponent = price.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    average = amount_of(fills) / Fraction(shares_of(fills))
    return abs(average - Fraction(price)) <= Fraction(1, 10**places)

"""The six months of Section 16: less than six months (Section 16(b)), and within six months (its rules).

The two end on different days, so each rule asks for the one that its words mean. Weekends and holidays move
neither.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

_MONTHS = 6
_DAY = timedelta(days=1)


def clear_on(day: date) -> date:
    """Return the last day of the six months from a trade on, the first on which no trade can match it.

    The day of the trade counts as a whole one: six months from 15 January end on 14 July, and "less than
    six months" (Section 16(b), Rule 16a-2(b)) on 13 July. Stella v. Graham-Paige Motors, 132 F. Supp. 100
    (S.D.N.Y. 1955); Colonial Realty v. MacWilliams, 381 F. Supp. 26 (S.D.N.Y. 1974). Where the sixth month
    has no day of that number, its last day is the end.
    """
    year, month = _shifted(day, _MONTHS)
    if year > MAXYEAR:
        return date.max
    if day.day > monthrange(year, month)[1]:
        return _last_of(year, month)
    return date(year, month, day.day) - _DAY


def match_within_six_months(one: date, other: date) -> bool:
    """Tell whether two trades lie less than six months apart, whichever came first (Section 16(b))."""
    return max(one, other) < clear_on(min(one, other))


def last_within(day: date) -> date:
    """Return the last day within six months after a day: the same number, included (Rules 16a-6, 16b-6(d)).

    Where the month has no day of that number it is the last one.
    """
    year, month = _shifted(day, _MONTHS)
    return date.max if year > MAXYEAR else _same_number(day, year, month)


def first_within(day: date) -> date:
    """Return the earliest day that lies within the six months before a day (Rule 16a-6(a)(1)).

    The same number six months back, included; where that month has none, its last day: 31 August reaches
    back to the last of February, and 28 February to 28 August.
    """
    year, month = _shifted(day, -_MONTHS)
    return date.min if year < MINYEAR else _same_number(day, year, month)


def _shifted(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


def _same_number(day: date, year: int, month: int) -> date:
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])

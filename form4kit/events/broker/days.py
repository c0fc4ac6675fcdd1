"""The day of a trade as brokers write it: `27-Nov-2026`, `11/27/26`, a time with its zone."""

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from form4kit.law.clock import NEW_YORK
from form4kit.lazy_re import pattern

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO: Final = pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT: Final = pattern(r"(20\d\d)(\d\d)(\d\d)(?!\d)")
_NUMBERS: Final = pattern(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY_MONTH: Final = pattern(
    rf"{_WEEKDAY}(\d{{1,2}})[\s./-]*([a-z]{{3,9}})\.?[\s./,-]*(\d{{4}}|\d\d)(?![\d:])", re.I
)
_MONTH_DAY: Final = pattern(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?[\s./-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[\s/-]+(\d{{4}}|\d\d)(?![\d:])", re.I
)
CLOCK: Final = pattern(r"(?<![\d.])(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(?:\s*([ap])\.?m\b\.?)?", re.I)
_ZONE: Final = pattern(r"(?<=[\d\sm(])\(?([A-Z]{1,5}|[+-]\d\d:?\d\d|[+-]\d\d)\)?\s*\Z", re.I)
_OFFSET: Final = pattern(r"([+-])(\d\d):?(\d\d)?\Z")
_EASTERN: Final = frozenset(["ET", "EST", "EDT", "AM", "PM"])
_ZONES: Final = {
    **dict.fromkeys(["Z", "UTC", "GMT"], "UTC"),
    **dict.fromkeys(["CT", "CST", "CDT"], "America/Chicago"),
    **dict.fromkeys(["MT", "MST", "MDT"], "America/Denver"),
    **dict.fromkeys(["PT", "PST", "PDT"], "America/Los_Angeles"),
}


class Order(Enum):
    """What stands first in the dates of a file that are numbers alone."""

    MONTH = "month first"
    DAY = "day first"
    OPEN = "either"
    BOTH = "both"


class TradeDay(NamedTuple):
    """A day that was read, or words on why it cannot be."""

    day: dt.date | None = None
    trouble: str = ""


NO_DAY: Final = TradeDay()


def order_of(cells: Iterable[str], *, european: bool) -> Order:
    """Tell what stands first in the dates of a file: some have a number over 12, or it is the usual one.

    Where numbers have decimal commas, or dashes part the date, neither order is usual.
    """
    found = [numbers for cell in cells if (numbers := _NUMBERS.match(cell)) and numbers[2] != "."]
    day_first = any(int(each[1]) > 12 for each in found)
    month_first = any(int(each[3]) > 12 for each in found)
    if day_first and month_first:
        return Order.BOTH
    if day_first:
        return Order.DAY
    if month_first:
        return Order.MONTH
    return Order.OPEN if european or any(each[2] == "-" for each in found) else Order.MONTH


def day_in(text: str, order: Order = Order.MONTH) -> TradeDay:
    """Read the date at the beginning of a cell; a cell without one has neither a day nor trouble."""
    cell = text.strip()
    if found := _ISO.match(cell):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.match(cell):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH.match(cell):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_DAY.match(cell):
        return _day(_year(found[3]), _month(found[1]), int(found[2]))
    if found := _NUMBERS.match(cell):
        return _numbers(found, order)
    return TradeDay()


def trade_day(date: str, time: str, zone: str, order: Order) -> TradeDay:
    """Return the day of a trade in New York from the cells of its date and time; `zone` is the heads' own."""
    alone, stamped = day_in(date, order), day_in(time, order)
    found = alone if date else stamped
    if date and not alone.day:
        return TradeDay(None, alone.trouble or f'"{date}" is not a date: write 2026-11-18')
    if found.day is None:
        return found
    clock = CLOCK.search(time) or CLOCK.search(date)
    if clock is None:
        return found
    written = time if CLOCK.search(time) else date
    named = _ZONE.search(written)
    name = (named[1] if named else zone).upper()
    if not name or name in _EASTERN:
        return found
    there = _moved(found.day, clock, name)
    if there is None:
        return TradeDay(None, f'"{written}" is in a time zone not known here: write the date in New York')
    if there != found.day and date and not CLOCK.search(date):
        return TradeDay(None, f'"{written}" is {there} in New York, beside {date}: write which it is')
    return TradeDay(there)


def clock_in_new_york(date: str, time: str, zone: str, day: dt.date | None) -> str:
    """Return the time of a trade by New York's clock; empty where there is none, or its zone is unknown.

    `day` is the day of the trade where the clock hangs; `zone` is that of the heads.
    """
    written = time if CLOCK.search(time) else date
    clock = CLOCK.search(written)
    if clock is None:
        return ""
    named = _ZONE.search(written)
    name = (named[1] if named else zone).upper()
    if not name or name in _EASTERN:
        return clock[0].strip()
    there = _instant(day or dt.date(2026, 1, 2), clock, name)
    return f"{there:%H:%M:%S}" if there else ""


def _moved(day: dt.date, clock: re.Match[str], zone: str) -> dt.date | None:
    there = _instant(day, clock, zone)
    return there.date() if there else None


def _instant(day: dt.date, clock: re.Match[str], zone: str) -> dt.datetime | None:
    hour = int(clock[1]) % 12 + (12 if clock[4].lower() == "p" else 0) if clock[4] else int(clock[1])
    offset = _OFFSET.match(zone)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        there: dt.tzinfo = dt.timezone(dt.timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    elif zone in _ZONES:
        there = ZoneInfo(_ZONES[zone])
    else:
        return None
    try:
        instant = dt.datetime(day.year, day.month, day.day, hour, int(clock[2]), tzinfo=there)
        return instant.astimezone(NEW_YORK)
    except (ValueError, OverflowError):
        return None


def _numbers(found: re.Match[str], order: Order) -> TradeDay:
    first, gap, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if gap == ".":
        return _day(_year(year), second, first)
    if gap == "-" and len(year) == 2 and second <= 12:
        return TradeDay(None, f'"{found[0]}" may be several dates: write 2026-11-18')
    if len(year) == 2 and first > 12:
        return TradeDay(None, f'"{found[0]}" may be several dates: write 2026-11-18')
    if order in (Order.OPEN, Order.BOTH) and first != second:
        return TradeDay(None, f'"{found[0]}" may have the month or the day first: write 2026-11-18')
    return _day(_year(year), second, first) if order is Order.DAY else _day(_year(year), first, second)


def _month(name: str) -> int:
    """Return the number of a month by its name or the first letters of it; 0 for another word."""
    word = name.lower()
    full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
    fits = [
        n for n, each in enumerate(full, 1) if each.startswith(word) or (each[:3] == "sep" and word == "sept")
    ]
    return fits[0] if len(fits) == 1 and word[:3] in _MONTHS else 0


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> TradeDay:
    try:
        return TradeDay(dt.date(year, month, day))
    except ValueError:
        return TradeDay()

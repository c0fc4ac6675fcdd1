"""Tell the days on which EDGAR is open.

Section 16 does not define a business day. Practice and the SEC's closure notices take it as a day on which
EDGAR accepts filings: Monday to Friday, no federal holiday as observed, and not closed by announcement.
Exchanges do not matter: Good Friday counts, Columbus Day and Veterans Day do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from form4kit.law.table import LawTable, _Line

# The holiday table is right from 1979, the year after Veterans Day went back to 11 November.
FIRST_YEAR, LAST_YEAR = 1979, 2099

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class NoCalendar(ValueError):
    """Say that a date lies outside the years for which business days can be told."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Hold one legal public holiday; `rule` reads `4 July` or `last Monday of May`."""

    name: str
    rule: str
    since: int

    def on(self, year: int) -> date:
        """Return the day itself in a year, before observance."""
        match self.rule.split():
            case [nth, weekday, "of", month]:
                return _nth(nth, WEEKDAYS.index(weekday), year, MONTHS.index(month) + 1)
            case [day, month]:
                return date(year, MONTHS.index(month) + 1, int(day))
        raise ValueError(f"{self.name}: cannot read the rule {self.rule!r}")


@dataclass(frozen=True, slots=True)
class Closure:
    """Hold one announced closure of EDGAR; `confirmed` when a source quotes the SEC on it."""

    day: date
    reason: str
    confirmed: bool
    source: str


def _nth(nth: str, weekday: int, year: int, month: int) -> date:
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    if nth != "last":
        return day + ("first", "second", "third", "fourth").index(nth) * _WEEK
    while (day + _WEEK).month == month:
        day += _WEEK
    return day


def _holiday(row: _Line) -> tuple[str, Holiday]:
    return row["name"], Holiday(row["name"], row["rule"], int(row["since"]))


def _closure(row: _Line) -> tuple[date, Closure]:
    day = date.fromisoformat(row["date"])
    return day, Closure(day, row["reason"], row["status"] == "confirmed", row["source"])


HOLIDAYS: LawTable[str, Holiday] = LawTable("holidays.tsv", _holiday)
CLOSURES: LawTable[date, Closure] = LawTable("closures.tsv", _closure)


def check_year(day: date) -> None:
    """Raise NoCalendar for a day outside 1979 to 2099."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoCalendar(f"{day} is outside the calendar, which runs from {FIRST_YEAR} to {LAST_YEAR}")


@lru_cache(maxsize=256)
def observed_holidays(year: int) -> Mapping[date, str]:
    """Return the days of a year on which federal offices close by statute, with the holiday's name.

    31 December is one where the next New Year's Day is a Saturday.
    """
    days = {}
    for holiday in HOLIDAYS.values():
        for day in (holiday.on(y) for y in (year, year + 1) if y >= holiday.since):
            observed = day + {5: -_DAY, 6: _DAY}.get(day.weekday(), timedelta())
            if observed.year == year:
                days[observed] = holiday.name if observed == day else f"{holiday.name}, observed"
    return days


@dataclass(frozen=True, slots=True)
class Calendar:
    """Tell business days, with the closures that a user adds to the known ones.

    `known_through` is the day through which the user vouches for the closures; None leaves the table's own.
    Whatever asks for business days raises NoCalendar outside 1979 to 2099.
    """

    extra: frozenset[date] = frozenset()
    known_through: date | None = None

    def why_closed(self, day: date) -> str | None:
        """Return why EDGAR is closed on a day, with the authority, or None on a business day."""
        check_year(day)
        if day.weekday() >= 5:
            return "weekend"
        if name := observed_holidays(day.year).get(day):
            return f"{name} (5 U.S.C. 6103)"
        if closure := CLOSURES.get(day):
            return f"EDGAR closed, {closure.reason} ({closure.source})"
        return "closed by your own calendar" if day in self.extra else None

    def is_business_day(self, day: date) -> bool:
        """Tell whether EDGAR accepts filings on a day."""
        return self.why_closed(day) is None

    def roll(self, day: date) -> date:
        """Return the day, or the next business day when EDGAR is closed on it."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`-th business day after a day; the day itself never counts, open or not."""
        check_year(day)
        for _ in range(count):
            day = self.roll(day + _DAY)
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """Return how many business days lie after `start`, up to and including `end`; 0 if none do."""
        days = (start + n * _DAY for n in range(1, (end - start).days + 1))
        return sum(self.is_business_day(day) for day in days)

    @property
    def checked_through(self) -> date:
        """Return the last day for which announced closures are known."""
        return self.known_through or CLOSURES.dated("known through")

    def beyond_known(self, day: date) -> bool:
        """Tell whether closures may be missing for a day, as it lies outside the span that was checked."""
        return not CLOSURES.dated("known from") <= day <= self.checked_through

    def doubt(self, day: date) -> str | None:
        """Return what is unsure about a closure that was taken as given, or None."""
        closure = CLOSURES.get(day)
        if closure is None or closure.confirmed or day in self.extra:
            return None
        return f"The closure of EDGAR on {day} ({closure.reason}) is unconfirmed: {closure.source}."


EDGAR = Calendar()

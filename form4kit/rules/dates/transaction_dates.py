"""Rules on when a transaction took place: not after the filing, not a year off, on a day of trading."""

import datetime as dt

from form4kit.analysis.due import calendar_of
from form4kit.analysis.filing_date import days_after_filing, filed_or_signed, is_by_signature
from form4kit.analysis.rows import SPEC
from form4kit.findings import Authority, Severity
from form4kit.law.calendar import Calendar, NoCalendar
from form4kit.model import Filing
from form4kit.place import Place
from form4kit.rules.dates.formats import all_dates
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_NEAR = 10
"""Days that count as about the same time."""

_A_YEAR = 365
_FIRST_CENTURY = 1900
_VESTING = frozenset("MF")


@rule(
    "DAT05",
    Severity.ERROR,
    Authority.FORM,
    dated=True,
    cites=["Exchange Act Section 16(a)(2)(C)", "Form 4, General Instruction 1"],
    good=[
        {"filed": "2026-11-18", "signatures[0].date": "2026-11-18"},
        {"non_derivative[1].date": "2026-11-25", "published": True},
        {"filed": "2025-11-19", "signatures[0].date": "2025-11-19", "published": True},
        Good({"period": "2026-12-31"}, on="5"),
    ],
    bad=[
        Bad({"non_derivative[1].date": "2027-11-18"}, at="non_derivative[1].date"),
        Bad(
            {"non_derivative[1].date": "2026-11-20"},
            at="non_derivative[1].date",
            severity=Severity.WARNING,
        ),
        Bad(
            {"non_derivative[1].date": "2026-12-25", "published": True},
            at="non_derivative[1].date",
            also=("SIG03",),
        ),
        Bad({"period": "2027-11-18"}, at="period", also=("DAT02",)),
        Bad({"original_filed": "2026-12-21"}, on="4A", at="original_filed"),
    ],
)
def date_is_not_in_the_future(filing: Filing) -> Problems:
    """Report what has happened: date no transaction, box 3 or original filing after the filing.

    The usual slip is the year. One day ahead is warned of only: the trade may have been made where the
    next day had begun.
    """
    filed, period = filing.filed, filing.period.value
    if filed is None:
        return
    days = {row.date.value for row in filing.transactions if row.date.value}
    # A signature before every other date is what is wrong, where it tells the filing date.
    if not (period and min(days | {period}) > filed and is_by_signature(filing)):
        if days and max(days) > filed:
            for row in filing.transactions:
                yield from _ahead(filing, row.at("date"), "the transaction", row.date.value)
        if filing.base_form == "4" and period and period > filed and period not in days:
            yield from _ahead(filing, filing.at("period"), "box 3", period)
    yield from _ahead(filing, filing.at("original_filed"), "the original filing", filing.original_filed.value)


def _ahead(filing: Filing, place: Place, what: str, day: dt.date | None) -> Problems:
    after = days_after_filing(filing, day) if day else 0
    if after:
        message = f"{what} is of {day}, {filed_or_signed(filing)}"
        severity = Severity.WARNING if after == 1 else None
        yield Problem(place, message, "Look at the year and the month.", severity)


@rule(
    "DAT06",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Exchange Act Section 16(a)(2)(C)", "Form 4, General Instruction 4(a)"],
    good=[
        {"non_derivative[1].date": "2026-03-18"},
        Good({"period": "2025-06-30"}, on="3"),
        Good({"non_derivative[0].date": "2025-02-12"}, on="5"),
        Good({"filed": "2027-11-19", "original_filed": "2026-11-20"}, on="4A"),
    ],
    bad=[
        Bad(
            {"period": "2026-11-18", "non_derivative[1].date": "2025-11-18"},
            at="non_derivative[1].date",
            also=("DAT02", "DUE01", "DUE06"),
        ),
        Bad(
            {"period": "2026-11-18", "non_derivative[0].date": "2016-11-18"},
            at="non_derivative[0].date",
            also=("DAT02", "DUE01", "DUE06"),
        ),
        Bad(
            {"non_derivative[0].date": "2025-11-17", "non_derivative[1].date": "2025-11-18"},
            at="non_derivative[0].date",
            also=("DUE01", "DUE06"),
        ),
        Bad({"non_derivative[1].date": "0206-11-18"}, at="non_derivative[1].date"),
        Bad({"period": "2025-11-16"}, on="3", at="period", also=("DUE03", "DUE06")),
    ],
)
def year_is_right(filing: Filing) -> Problems:
    """Look at the year of a date that lies whole years before the filing, or before our time.

    In January, and in dates copied from the last form, the old year is the usual slip. A form that is
    truly a year late keeps its dates, with a footnote.
    """
    yield from _ancient(filing)
    since = filing.original_filed.value if filing.amendment else filing.filed
    if since is None or filing.base_form == "5":
        return
    for place, day, years in _slips(filing, since):
        told = "a year" if years == 1 else f"{years} years"
        hint = "Mend the year, or say in a footnote why it is reported so late."
        message = f"{day} is {told} before the filing of {since}"
        yield Problem(place, message, hint, dated=not filing.amendment)


def _slips(filing: Filing, since: dt.date) -> list[tuple[Place, dt.date, int]]:
    """Return the dates that lie whole years before a day, with their places and the years.

    Beside dates of that time each is a slip. Where there are none, all are taken for one if they lie one year
    before. An award a year before its own vesting is none.
    """
    period, rows = filing.period.value, [row for row in filing.transactions if row.date.value]
    days = [row.date.value for row in rows if row.date.value]
    if filing.base_form == "3":
        years = _years_before(since, period) if period else 0
        return [(filing.at("period"), period, years)] if period and years == 1 else []
    if not days or (since - min(days)).days < _A_YEAR - _NEAR:
        return []
    vesting = any(row.code.value in _VESTING for row in rows)
    slips = [
        (row.at("date"), day, years)
        for row, day in zip(rows, days, strict=True)
        if (years := _years_before(since, day)) and not (vesting and row.code.value == "A")
    ]
    if any(0 <= (since - day).days <= _NEAR for day in (*days, *([period] if period else ()))):
        return slips
    return slips[:1] if len(slips) == len(rows) and all(years == 1 for _, _, years in slips) else []


def _ancient(filing: Filing) -> Problems:
    for part, name, found in all_dates(filing):
        if found.value and found.value.year < _FIRST_CENTURY:
            hint = "Give the year with its four figures."
            yield Problem(part.at(name), f"the year {found.value.year:04}", hint)


def _years_before(since: dt.date, day: dt.date) -> int:
    """Return how many years lie between a date and the days near another, 0 if not whole ones."""
    gap = (since - day).days
    years = round(gap / 365.25)
    return years if years > 0 and abs(gap - round(years * 365.25)) <= _NEAR else 0


@rule(
    "DAT11",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=[f"{SPEC}, section 3.5", "17 CFR 232.13(a)"],
    good=[
        Good({"original_filed": "2026-11-18"}, on="4A"),
        Good({"original_filed": "2026-11-30"}, on="4A"),
    ],
    bad=[
        Bad({"original_filed": "2026-11-17"}, on="4A", at="original_filed", also=("AMD05",)),
        Bad({"original_filed": "2025-11-20"}, on="4A", at="original_filed", also=("AMD05",)),
        Bad({"original_filed": "2026-11-21"}, on="4A", at="original_filed"),
        Bad({"original_filed": "2026-11-26"}, on="4A", at="original_filed"),
    ],
)
def original_was_filed_on_a_filing_day(filing: Filing) -> Problems:
    """Give the day on which EDGAR received the form that is amended.

    It lies after the transactions of that form and on a day on which EDGAR takes filings. The trade date and
    that of the signature are the usual slips.
    """
    original, period = filing.original_filed.value, filing.period.value
    if original is None or not filing.amendment:
        return
    if period and original < period:
        message = f"the original is of {original}, before box 3, {period}"
        early = Severity.NOTE if filing.base_form == "5" else None
        yield Problem(filing.at("original_filed"), message, _ORIGINAL, early)
    elif closed := _why_closed(original, calendar_of(filing)):
        message = f"EDGAR took no filings on {original}: {closed}"
        yield Problem(filing.at("original_filed"), message, _ORIGINAL)


_ORIGINAL = "Take the filing date that EDGAR shows for the form being amended."


def _why_closed(day: dt.date, calendar: Calendar) -> str | None:
    try:
        return None if calendar.doubt(day) else calendar.why_closed(day)
    except NoCalendar:
        return None

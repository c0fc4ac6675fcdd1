"""Tell when a filing is due, from its own rows and dates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from form4kit.analysis.small_acquisitions import Grade, deferral_ended, ended_deferrals, was_deferred
from form4kit.law.calendar import EDGAR, Calendar, NoCalendar
from form4kit.law.codes import Deferral, deferral
from form4kit.law.deadlines import (
    HFIAA_IN_FORCE,
    NOT_YET_FOREIGN,
    TWO_BUSINESS_DAYS_SINCE,
    Due,
    combined_due,
    foreign_insiders_report,
    form3_due,
    form4_due,
    form5_due,
)
from form4kit.model import ABSENT, Field, Filing, Row

_FAILED: Final = "a condition of Rule 16a-6 failed; the count starts the day after (Rule 16a-6(b))"
_BOUGHT: Final = Field("P", "P", (), 0, 0)


def due_of(filing: Filing) -> Due | None:
    """Return when a filing is due; None for an amendment, which has no deadline, and where dates fail.

    A Form 4 is due by its earliest required row: one that may wait for Form 5 sets no date. A Form 3 is
    taken as following an appointment or a purchase, not a registration, which it does not show.
    """
    if filing.base_form == "4":
        return combined_due(due for _, due in rows_due(filing))
    period, calendar = filing.period.value, calendar_of(filing)
    if filing.amendment or period is None or _before_foreign_duty(filing):
        return None
    try:
        if filing.base_form == "3":
            return form3_due(period, foreign_private=_is_foreign_private(filing), calendar=calendar)
        return form5_due(period, calendar=calendar) if filing.base_form == "5" else None
    except NoCalendar:  # a year such as 0203, which other rules speak of
        return None


def why_no_deadline(filing: Filing) -> str:
    """Return in a sentence why `due_of` gives no deadline for a filing."""
    if filing.amendment:
        return "An amendment has no deadline: file it as soon as the error is known."
    if _before_foreign_duty(filing):
        return NOT_YET_FOREIGN
    if filing.base_form != "4":
        return f"No deadline can be reckoned: the period of Form {filing.base_form} is missing or not a date."
    if not filing.transactions:
        return "No deadline: the form reports no transaction."
    if not any(row.date.value for row in filing.transactions):
        return "No deadline can be reckoned: no transaction has a date."
    return "No deadline on Form 4: every row may wait for Form 5, or is from before the duty to report."


def rows_due(filing: Filing) -> list[tuple[Row, Due]]:
    """Return the rows that have a deadline on a Form 4, with it, in printed order.

    Left out is what precedes the duty to report: trades of insiders of a foreign private issuer before
    18 March 2026, and those before the owner's Form 3, where that is known (Rule 16a-2(a)).
    """
    if filing.base_form != "4" or filing.amendment:
        return []
    return form4_rows_due(filing, filing.transactions)


def form4_rows_due(filing: Filing, rows: Iterable[Row]) -> list[tuple[Row, Due]]:
    """Return which of a filing's rows have or had a deadline on a Form 4, with it, whatever its own form."""
    since = duty_since(filing) or dt.date.min
    if filing.context.foreign_private:
        since = max(since, HFIAA_IN_FORCE)
    calendar = calendar_of(filing)
    dues = ((row, _due_on_form_4(filing, row, calendar)) for row in rows)
    return [(row, due) for row, due in dues if due and due.event >= since]


def _due_on_form_4(filing: Filing, row: Row, calendar: Calendar) -> Due | None:
    """Return when a row is due; a small acquisition from the day on which Rule 16a-6 failed, if it has."""
    ended = ended_on(filing, row)
    if ended:
        bought = replace(row, date=replace(row.date, value=ended), code=_BOUGHT, form_type=ABSENT)
        due = row_due(bought, calendar)
        return due and replace(due, steps=(replace(due.steps[0], text=_FAILED), *due.steps[1:]))
    return None if was_deferred(filing, row) else row_due(row, calendar)


def ended_on(filing: Filing, row: Row) -> dt.date | None:
    """Return the day on which the deferral of a small acquisition ended, as its footnote or the form says."""
    if row.code.value not in ("L", "P"):
        return None
    if was_deferred(filing, row):
        return deferral_ended(filing, row)
    ended = (each for each in ended_deferrals(filing) if each.grade is Grade.CERTAIN)
    return next((each.day for each in ended if each.row.path == row.path), None)


def duty_since(filing: Filing) -> dt.date | None:
    """Return the day of the owner's Form 3, since which they have to report; None where it is not known."""
    earlier = (each for each in filing.context.earlier if each.base_form == "3")
    known = (day for each in earlier if (day := each.period.value))
    return min(known, default=filing.context.duty_since)


def row_due(row: Row, calendar: Calendar = EDGAR) -> Due | None:
    """Return when a row of a Form 4 is due; None where it need not stand there, and where its date fails.

    The deemed date counts as the day of notice, however it came to be there; a plan trade without one
    is due by the day of the trade. Rows from before the two business days of 2002 have no date here.
    """
    trade = row.date.value
    if trade is None or trade < TWO_BUSINESS_DAYS_SINCE or row.form_type.value == "5":
        return None
    if deferral_of(row) is Deferral.YES:
        return None
    deemed = row.deemed.value
    try:
        return _form4_due(trade, deemed if deemed and deemed >= trade else None, calendar)
    except NoCalendar:
        return None


def deferral_of(row: Row) -> Deferral:
    """Tell whether a row may wait for Form 5, by its code, its direction and its date (Rule 16a-3(f)(1))."""
    day = row.date.value or dt.date.max
    return deferral(row.code.value or "", row.acquired_disposed.value or "", day)


def deferral_in(filing: Filing, row: Row) -> Deferral:
    """Tell whether a row may wait for Form 5; a small acquisition no longer once Rule 16a-6 failed."""
    return Deferral.NO if ended_on(filing, row) else deferral_of(row)


def calendar_of(filing: Filing) -> Calendar:
    """Return the calendar a filing is judged by, with the closures that its user adds."""
    closures = filing.context.closures
    return Calendar(extra=closures) if closures else EDGAR


@lru_cache(maxsize=1024)
def _form4_due(trade: dt.date, notice: dt.date | None, calendar: Calendar) -> Due:
    return form4_due(trade, notice=notice, calendar=calendar)


def _before_foreign_duty(filing: Filing) -> bool:
    """Tell whether all of a foreign private issuer's form is from before its insiders had to report."""
    rows = [row.date.value for row in filing.transactions if row.date.value]
    days = rows if filing.base_form == "4" else [day for day in [filing.period.value] if day]
    any_since = any(foreign_insiders_report(filing.base_form, day) for day in days)
    return bool(filing.context.foreign_private and days and not any_since)


def _is_foreign_private(filing: Filing) -> bool:
    """Tell whether the issuer is a foreign private one, as known or by its foreign trading symbol."""
    known = filing.context.foreign_private
    return bool(filing.issuer.foreign_symbol.value) if known is None else known

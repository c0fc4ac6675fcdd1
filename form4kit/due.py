"""When a filing is due, from its own rows and dates."""

import datetime as dt

from form4kit.law.calendar import Calendar, NoCalendar
from form4kit.law.deadlines import Due, combined_due, form3_due, form4_due, form5_due
from form4kit.model import Filing, Row

_FORM_5_CODES = frozenset("WZL")
_GIFTS_ON_FORM_4_SINCE = dt.date(2023, 2, 27)


def due_of(filing: Filing) -> Due | None:
    """Return when a filing is due; None for an amendment, which has no deadline, and where dates fail.

    A Form 4 is due by its earliest required row: one reported early (form type 5) or one that may wait
    for Form 5 sets no date.
    """
    try:
        return _due_of(filing)
    except NoCalendar:  # a year such as 0203, which other rules speak of
        return None


def _due_of(filing: Filing) -> Due | None:
    if filing.amendment:
        return None
    calendar = Calendar(extra=filing.context.closures)
    period = filing.period.value
    if filing.base_form == "3" and period:
        return form3_due(period, foreign_private=bool(filing.context.foreign_private), calendar=calendar)
    if filing.base_form == "5" and period:
        return form5_due(period, calendar=calendar)
    if filing.base_form != "4":
        return None
    return combined_due(due for row in filing.transactions if (due := row_due(row, calendar)))


def row_due(row: Row, calendar: Calendar) -> Due | None:
    """Return when a row of a Form 4 is due; None where it is not required there."""
    trade = row.date.value
    if trade is None or row.form_type.value == "5" or _may_wait(row, trade):
        return None
    deemed = row.deemed.value
    notice = deemed if deemed and deemed >= trade else None
    return form4_due(trade, notice=notice, calendar=calendar)


def _may_wait(row: Row, trade: dt.date) -> bool:
    """Tell whether a row may wait for Form 5 (Rule 16a-3(f)(1))."""
    code, letter = row.code.value, row.acquired_disposed.value
    if code == "G":
        return letter == "A" or trade < _GIFTS_ON_FORM_4_SINCE
    return code in _FORM_5_CODES

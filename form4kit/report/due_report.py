"""Tell a deadline in words, and in JSON."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from form4kit.law.calendar import EDGAR, WEEKDAYS, Calendar
from form4kit.law.clock import NEW_YORK, filing_date
from form4kit.law.deadlines import Due, late_by_business_days, notice_needed
from form4kit.words import counted


def as_json(due: Due, filed: datetime | None = None, calendar: Calendar = EDGAR) -> dict[str, Any]:
    """Return the deadline as plain JSON values; dates as YYYY-MM-DD, the deadline as an instant in New York.

    `late_by_business_days` is null unless `filed`, the instant of submission, is given. `notes` stands only
    where there are some, and `safe` only where `due` is the latest of several days, its notice being unknown.
    """
    late = None
    if filed:
        late = late_by_business_days(due, filing_date(filed, calendar), calendar)
    steps = [{"day": step.day.isoformat(), "counts": step.counts, "text": step.text} for step in due.steps]
    answer: dict[str, Any] = {
        "form": due.form,
        "event": due.event.isoformat(),
        "execution": due.execution.isoformat(),
        "due": due.due.isoformat(),
        "late_by_business_days": late,
        "steps": steps,
    }
    answer |= {"safe": due.safe.isoformat()} if due.safe else {}
    return answer | ({"notes": list(due.notes)} if due.notes else {})


def as_text(due: Due, filed: datetime | None = None, calendar: Calendar = EDGAR) -> str:
    """Return the deadline and the reasoning day by day, one line each, with a newline at the end."""
    return "\n".join(_lines(due, filed, calendar)) + "\n"


def _lines(due: Due, filed: datetime | None, calendar: Calendar) -> Iterator[str]:
    if due.safe:
        yield f"Form {due.form}: file by {_instant(due.safe)} to be safe."
        yield f"The latest day on which it can still be on time is {_weekday(due.day)}."
    else:
        yield f"Form {due.form} is due {_instant(due.due)}."
    yield ""
    for step in due.steps:
        yield f"  {_weekday(step.day)}  {'counts' if step.counts else '-':6}  {step.text}"
    if filed:
        yield ""
        yield _verdict(due, filed, calendar)
    for note in due.notes:
        yield ""
        yield f"Note: {note}"


def _verdict(due: Due, filed: datetime, calendar: Calendar) -> str:
    sent, day = filed.astimezone(NEW_YORK), filing_date(filed, calendar)
    filed_on = f"Filed {_weekday(day)}"
    if sent.date() != day or sent.time() > due.due.time():
        filed_on = f"Sent {_weekday(sent.date())} at {sent:%H:%M:%S}, which EDGAR dates {_weekday(day)}"
    late = late_by_business_days(due, day, calendar)
    if due.safe and not late and day > due.safe.date():
        notice = notice_needed(due, day, calendar)
        return f"{filed_on}: on time only if notice came on {notice} or later, and that can be shown."
    if not late:
        return f"{filed_on}: on time."
    days = counted(late, "business day")
    return f"{filed_on}: late by {days}. File all the same; the issuer names late filers under Item 405."


def _instant(moment: datetime) -> str:
    return f"{_weekday(moment.date())} at {moment:%H:%M} New York time ({moment.tzname()})"


def _weekday(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day}"

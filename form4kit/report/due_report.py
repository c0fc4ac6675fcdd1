"""Tell a deadline in words, and in JSON."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from form4kit.law.calendar import EDGAR, WEEKDAYS, Calendar
from form4kit.law.clock import NEW_YORK, filing_date
from form4kit.law.deadlines import Due, late_by_business_days
from form4kit.words import counted


def as_json(due: Due, filed: datetime | None = None, calendar: Calendar = EDGAR) -> dict[str, Any]:
    """Return the deadline as plain JSON values; dates as YYYY-MM-DD, the deadline as an instant in New York.

    `late_by_business_days` is null unless `filed`, the instant of submission, is given. `notes` stands only
    where there are some.
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
    return answer | ({"notes": list(due.notes)} if due.notes else {})


def as_text(due: Due, filed: datetime | None = None, calendar: Calendar = EDGAR) -> str:
    """Return the deadline and the reasoning day by day, one line each, with a newline at the end."""
    return "\n".join(_lines(due, filed, calendar)) + "\n"


def _lines(due: Due, filed: datetime | None, calendar: Calendar) -> Iterator[str]:
    yield f"Form {due.form} is due {_weekday(due.day)} at {due.due:%H:%M} New York time ({due.due.tzname()})."
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
    if not late:
        return f"{filed_on}: on time."
    days = counted(late, "business day")
    return f"{filed_on}: late by {days}. File all the same; the issuer names late filers under Item 405."


def _weekday(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day}"

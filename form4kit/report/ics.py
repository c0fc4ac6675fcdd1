"""Write deadlines as an iCalendar file (RFC 5545) for a calendar program."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from form4kit.law.deadlines import Due
from form4kit.report.due_report import as_text

_LAST = date.max - timedelta(days=1)
_LINE = 75  # octets, the line break apart (RFC 5545, 3.1)


def ics(due: Due, subject: str = "") -> str:
    """Return one deadline as an iCalendar text; `subject` says whose, such as the name of the draft."""
    return calendar_file([(subject, due)])


def calendar_file(deadlines: Iterable[tuple[str, Due]], beside: Iterable[list[str]] = ()) -> str:
    """Return many deadlines with their subjects as one iCalendar text, an alarm four hours before each.

    A deadline whose notice is unknown stands on its safe day. `beside` are other events, as `all_day` gives
    them. The same deadlines give the same bytes: no line depends on the clock.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//form4kit//form4kit//EN", "CALSCALE:GREGORIAN"]
    for subject, due in deadlines:
        lines += _event(subject, due)
    for event in beside:
        lines += event
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def all_day(day: date, about: str, text: str) -> list[str]:
    """Return the lines of an event that takes a whole day, with an alarm at nine in the morning of it."""
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(f'{day}{about}{text}'.encode()).hexdigest()[:32]}@form4kit",
        f"DTSTAMP:{day:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{min(day, _LAST) + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(about)}",
        f"DESCRIPTION:{_escape(text)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escape(about)}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
    ]


def _event(subject: str, due: Due) -> list[str]:
    about = f"Form {due.form} due" + (f": {subject}" if subject else "")
    text, moment = as_text(due), due.safe or due.due
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(f'{subject}{text}'.encode()).hexdigest()[:32]}@form4kit",
        # The time of making, which the standard wants: the deadline itself stands in, so that no clock does.
        f"DTSTAMP:{_utc(moment)}",
        f"DTSTART:{_utc(moment)}",
        f"SUMMARY:{_escape(about)}",
        f"DESCRIPTION:{_escape(text)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escape(about)}",
        "TRIGGER:-PT4H",
        "END:VALARM",
        "END:VEVENT",
    ]


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Cut a line where its next character would pass 75 octets; what follows starts with a blank."""
    part = ""
    for character in line:
        if len((part + character).encode()) > _LINE:
            yield part
            part = " "
        part += character
    yield part

"""Deadlines as a calendar file."""

from datetime import date

import pytest

from form4kit.law.deadlines import form4_due
from form4kit.report.ics import calendar_file, ics

# iCalendar.


def test_a_calendar_file_says_what_it_is() -> None:
    lines = ics(form4_due(date(2026, 11, 24))).split("\r\n")
    assert lines[:4] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//form4kit//form4kit//EN", "CALSCALE:GREGORIAN"
    ]  # fmt: skip
    assert "SUMMARY:Form 4 due" in lines


@pytest.mark.parametrize(("length", "folded"), [(75, False), (76, True)])
def test_a_line_holds_75_octets(length: int, folded: bool) -> None:
    subject = "x" * (length - len("SUMMARY:Form 4 due: "))
    lines = ics(form4_due(date(2026, 11, 24)), subject).split("\r\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("SUMMARY"))
    assert len(lines[start]) == 75
    assert (lines[start + 1] == " x") is folded


def test_icalendar_keeps_to_rfc_5545() -> None:
    due = form4_due(date(2026, 11, 24))
    text = ics(due, "Fédérico; vest, part 1\\2")
    assert text == ics(due, "Fédérico; vest, part 1\\2")
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    whole = text.replace("\r\n ", "").split("\r\n")
    assert "DTSTART:20261128T030000Z" in whole
    about = "Form 4 due: Fédérico\\; vest\\, part 1\\\\2"
    assert f"SUMMARY:{about}" in whole
    assert whole[whole.index("BEGIN:VALARM") + 1 :][:3] == [
        "ACTION:DISPLAY",
        f"DESCRIPTION:{about}",
        "TRIGGER:-PT4H",
    ]
    assert [line for line in whole if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VEVENT", "END:VCALENDAR"
    ]  # fmt: skip


def test_two_drafts_due_together_stay_two_entries() -> None:
    due = form4_due(date(2026, 11, 24))
    text = calendar_file([("smith", due), ("jones", due)])
    uids = [line for line in text.split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == 2

"""The website's day in a calendar."""

import datetime as dt

from commands_run import form4kit

from form4kit.law.deadlines import form4_due
from form4kit.report.website_ics import website_calendar, website_event

ENTRY = {
    "accession": "0001903415-26-000041",
    "form": "4",
    "filed": "2026-11-20",
    "owners": [{"cik": "0001903439", "name": "Lindqvist Karin"}],
}


def test_a_filing_on_record_has_its_day() -> None:
    text = website_calendar([ENTRY]).replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n" in text
    assert "SUMMARY:Form 4 on the issuer's website: Lindqvist Karin" in text
    assert "Rule 16a-3(k)" in text
    assert "DTSTART;VALUE=DATE:20261124" in website_calendar([ENTRY | {"closures": ["2026-11-23"]}])


def test_before_it_is_filed_the_day_rests_on_the_last_one() -> None:
    due = form4_due(dt.date(2026, 11, 18))
    assert "DTSTART;VALUE=DATE:20261123" in website_event("a", due)
    assert "DTSTART;VALUE=DATE:20261120" in website_event("a", due, dt.date(2026, 11, 19))


def test_the_command_has_both_events() -> None:
    text = form4kit("due", "2026-11-18", "--ics").out.replace("\r\n ", "")
    assert [line for line in text.splitlines() if line.startswith(("SUMMARY", "DTSTART"))] == [
        "DTSTART:20261121T030000Z",
        "SUMMARY:Form 4 due",
        "DTSTART;VALUE=DATE:20261123",
        "SUMMARY:Form 4 on the issuer's website",
    ]

"""Deadlines as text and as JSON."""

import json
from datetime import date

from form4kit.law.clock import parse_instant
from form4kit.law.deadlines import form4_due
from form4kit.report.due_report import as_json, as_text


def test_text_reads_day_by_day() -> None:
    due = form4_due(date(2025, 11, 25))
    assert as_text(due, parse_instant("2025-11-28 22:00:30")) == (
        "Form 4 is due Fri 2025-11-28 at 22:00 New York time (EST).\n"
        "\n"
        "  Tue 2025-11-25  -       the transaction; the count starts the day after (Rule 16a-3(g)(1))\n"
        "  Wed 2025-11-26  counts  business day 1 of 2\n"
        "  Thu 2025-11-27  -       Thanksgiving Day (5 U.S.C. 6103)\n"
        "  Fri 2025-11-28  counts  business day 2 of 2: due by 22:00 New York time (Section 16(a)(2)(C))\n"
        "\n"
        "Sent Fri 2025-11-28 at 22:00:30, which EDGAR dates Mon 2025-12-01: late by 1 business day. "
        "File all the same; the issuer names late filers under Item 405.\n"
    )


def test_json_has_the_keys_that_scripts_rely_on() -> None:
    due = form4_due(date(2025, 11, 17), notice=date(2025, 11, 18))
    answer = json.loads(json.dumps(as_json(due)))
    assert answer.pop("steps")[0].keys() == {"day", "counts", "text"}
    assert answer == {
        "form": "4",
        "event": "2025-11-17",
        "execution": "2025-11-18",
        "due": "2025-11-20T22:00:00-05:00",
        "late_by_business_days": None,
    }
    assert as_json(form4_due(date(2026, 12, 23)))["notes"]

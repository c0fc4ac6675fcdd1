"""EDGAR's hours: business days, 6 a.m. to 10 p.m. in New York."""

import datetime as dt

import pytest

from form4kit.law.clock import NEW_YORK, parse_instant
from form4kit.law.edgar_hours import next_opening, takes_filings


@pytest.mark.parametrize(
    ("instant", "open_now", "opens"),
    [
        ("2026-11-19 05:59", False, "2026-11-19T06:00:00-05:00"),
        ("2026-11-19 06:00", True, "2026-11-20T06:00:00-05:00"),
        ("2026-11-19 22:00", True, "2026-11-20T06:00:00-05:00"),
        ("2026-11-19 22:01", False, "2026-11-20T06:00:00-05:00"),
        ("2026-11-20 23:00", False, "2026-11-23T06:00:00-05:00"),
        ("2026-11-26 12:00", False, "2026-11-27T06:00:00-05:00"),
        ("2026-03-07 12:00", False, "2026-03-09T06:00:00-04:00"),
    ],
)
def test_hours(instant: str, open_now: bool, opens: str) -> None:
    at = parse_instant(instant)
    assert takes_filings(at) is open_now
    assert takes_filings(at.astimezone(dt.UTC)) is open_now
    assert next_opening(at).isoformat() == opens
    assert next_opening(at).tzinfo is NEW_YORK

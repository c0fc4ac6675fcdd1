"""EDGAR's clock: the cut-off, and how an instant is written."""

from datetime import UTC, date, datetime, time

import pytest
from deadline_cases import CASES, named
from hypothesis import given
from hypothesis import strategies as st

from form4kit.law.calendar import EDGAR
from form4kit.law.clock import NEW_YORK, at_cut_off, filing_date, parse_date, parse_instant
from form4kit.law.deadlines import Due, late_by_business_days
from form4kit.report.due_report import as_json, as_text


def test_the_cut_off_is_ten_at_night_in_new_york() -> None:
    assert at_cut_off(date(2026, 11, 18)).astimezone(UTC) == datetime(2026, 11, 19, 3, tzinfo=UTC)
    assert at_cut_off(date(2026, 7, 6)).astimezone(UTC) == datetime(2026, 7, 7, 2, tzinfo=UTC)


@named(CASES["clock"])
def test_clock_case(case: dict[str, str]) -> None:
    day = parse_date(case["due"])
    due = Due("4", day, day, at_cut_off(day), ())
    sent = parse_instant(case["sent"])
    assert filing_date(sent) == parse_date(case["filed"])
    assert late_by_business_days(due, filing_date(sent)) == int(case["late"])
    assert as_json(due, sent)["late_by_business_days"] == int(case["late"])
    assert ("on time" in as_text(due, sent)) == (case["late"] == "0")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-18", "2026-11-18T00:00:00-05:00"),
        ("2026-07-06", "2026-07-06T00:00:00-04:00"),
        ("2026-11-18 21:50", "2026-11-18T21:50:00-05:00"),
        ("2026-11-18T21:59:30-05:00", "2026-11-18T21:59:30-05:00"),
        ("2026-11-19T02:30Z", "2026-11-18T21:30:00-05:00"),
        ("2026-11-18T22:00:00.5-05:00", "2026-11-18T22:00:00.500000-05:00"),
    ],
)
def test_instants_are_read_in_new_york_time(text: str, instant: str) -> None:
    assert parse_instant(text).isoformat() == instant


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "18 Nov 2026", "20261118", "2026-W47-3", "2026-02-30", "2026-11-18 25:00",
     "2026-11-18 21", "2026-11-18T21:50-0500", "9999-12-31", "0001-01-01T00:00Z", "2026-11-18 ",
     "２０２６-11-18"],
)  # fmt: skip
def test_other_writings_of_an_instant_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write 2026-11-18, 2026-11-18 21:50"):
        parse_instant(text)
    with pytest.raises(ValueError, match=r"write it as 2026-11-18$"):
        parse_date(text)


def test_a_part_of_a_second_past_ten_is_past_ten() -> None:
    assert filing_date(parse_instant("2026-11-18 22:00:00.000001")) == date(2026, 11, 19)
    with pytest.raises(ValueError, match="time zone"):
        filing_date(datetime(2026, 11, 18, 21))


@given(st.datetimes(datetime(2003, 1, 1), datetime(2060, 1, 1)))
def test_a_filing_date_is_a_business_day_not_before_the_instant(naive: datetime) -> None:
    instant = naive.replace(tzinfo=NEW_YORK)
    filed = filing_date(instant)
    assert EDGAR.is_business_day(filed)
    assert filed >= instant.date()
    assert (filed == instant.date()) == (EDGAR.is_business_day(instant.date()) and naive.time() <= time(22))

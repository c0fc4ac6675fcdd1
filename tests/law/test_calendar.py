"""EDGAR's calendar: holidays against an independent source, closures, and counting."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4kit.law.calendar import (
    CLOSURES,
    EDGAR,
    WEEKDAYS,
    Calendar,
    Holiday,
    NoCalendar,
    check_year,
    observed_holidays,
)
from form4kit.law.clock import parse_date, parse_instant

days = st.dates(date(1980, 1, 1), date(2090, 12, 31))
DAY = timedelta(days=1)


@pytest.mark.parametrize("year", range(2003, 2036))
def test_federal_holidays_agree_with_an_independent_list(year: int) -> None:
    listed = {day for day in holidays.country_holidays("US", years=year) if day.weekday() < 5}
    assert set(observed_holidays(year)) == listed


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 21), "weekend"),
        (date(2026, 7, 3), "Independence Day, observed (5 U.S.C. 6103)"),
        (date(2026, 10, 12), "Columbus Day (5 U.S.C. 6103)"),
        (date(2021, 6, 18), "Juneteenth, observed (5 U.S.C. 6103)"),
        (date(2027, 12, 31), "New Year's Day, observed (5 U.S.C. 6103)"),
        (
            date(2018, 12, 5),
            "EDGAR closed, day of mourning for President G.H.W. Bush (SEC notice in ICI memo 31512)",
        ),
        (date(2020, 6, 19), None),
        (date(2026, 4, 3), None),
        (date(2029, 1, 19), None),
        (date(2026, 12, 24), None),
    ],
)
def test_why_a_day_is_closed(day: date, reason: str | None) -> None:
    assert EDGAR.why_closed(day) == reason
    assert EDGAR.is_business_day(day) == (reason is None)


def test_announced_closures_are_closed_and_not_federal_holidays_by_statute() -> None:
    assert not any(EDGAR.is_business_day(day) for day in CLOSURES)
    assert date(2025, 1, 9) not in observed_holidays(2025)


def test_an_unconfirmed_closure_says_so_until_the_user_confirms_it() -> None:
    christmas_eve = date(2024, 12, 24)
    assert "unconfirmed" in (EDGAR.doubt(christmas_eve) or "")
    assert Calendar(extra=frozenset({christmas_eve})).doubt(christmas_eve) is None
    assert EDGAR.doubt(date(2025, 12, 24)) is None
    assert EDGAR.doubt(date(2024, 12, 23)) is None


def test_a_user_can_add_a_closure() -> None:
    own = Calendar(extra=frozenset({date(2026, 12, 24)}))
    assert own.why_closed(date(2026, 12, 24)) == "closed by your own calendar"
    assert own.add_business_days(date(2026, 12, 23), 1) == date(2026, 12, 28)


def test_days_outside_the_checked_span_are_told() -> None:
    assert [EDGAR.beyond_known(date(year, 6, 1)) for year in (2017, 2018, 2026, 2027)] == [
        True,
        False,
        False,
        True,
    ]
    assert not Calendar(known_through=date(2027, 12, 31)).beyond_known(date(2027, 6, 1))
    assert EDGAR.is_business_day(date(2027, 6, 1))


@pytest.mark.parametrize("year", [1978, 2100, 1, 9999])
def test_no_guess_is_made_outside_the_calendar(year: int) -> None:
    with pytest.raises(NoCalendar, match="1979 to 2099"):
        EDGAR.roll(date(year, 3, 1))


def test_a_holiday_rule_that_cannot_be_read_is_a_bug() -> None:
    with pytest.raises(ValueError, match="cannot read"):
        Holiday("Someday", "some day in May", 2026).on(2026)


@given(days, st.integers(0, 30))
def test_adding_business_days_and_counting_them_are_inverse(day: date, count: int) -> None:
    end = EDGAR.add_business_days(day, count)
    assert EDGAR.business_days_between(day, end) == count
    assert EDGAR.business_days_between(end, day) == 0
    assert count == 0 or EDGAR.is_business_day(end)


@given(days)
def test_rolling_stops_at_the_first_business_day(day: date) -> None:
    rolled = EDGAR.roll(day)
    assert EDGAR.is_business_day(rolled)
    assert EDGAR.business_days_between(day - DAY, rolled) == 1


# The calendar.


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(1978, 12, 31), False),
        (date(1979, 1, 1), True),
        (date(2099, 12, 31), True),
        (date(2100, 1, 1), False),
    ],
)
def test_the_first_and_the_last_day_of_the_calendar(day: date, inside: bool) -> None:
    if inside:
        check_year(day)
    else:
        with pytest.raises(NoCalendar):
            check_year(day)


def test_the_week_has_seven_days() -> None:
    week = [date(2026, 11, 16) + n * DAY for n in range(7)]
    assert [WEEKDAYS[day.weekday()] for day in week] == [f"{day:%A}" for day in week]
    assert [EDGAR.is_business_day(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("name", "before", "first"),
    [("Martin Luther King Jr. Day", 1985, date(1986, 1, 20)), ("Juneteenth", 2020, date(2021, 6, 18))],
)
def test_a_holiday_begins_in_its_first_year(name: str, before: int, first: date) -> None:
    assert not any(found.startswith(name) for found in observed_holidays(before).values())
    assert observed_holidays(first.year)[first].startswith(name)


@pytest.mark.parametrize(
    ("day", "beyond"),
    [
        (date(2017, 12, 31), True),
        (date(2018, 1, 1), False),
        (CLOSURES.dated("known through"), False),
        (CLOSURES.dated("known through") + DAY, True),
    ],
)
def test_the_first_and_the_last_day_on_which_closures_are_known(day: date, beyond: bool) -> None:
    assert EDGAR.beyond_known(day) is beyond


def test_closures_are_confirmed_where_the_table_says_so() -> None:
    assert CLOSURES[date(2018, 12, 5)].confirmed
    assert not CLOSURES[date(2024, 12, 24)].confirmed
    assert EDGAR.doubt(date(2018, 12, 5)) is None
    assert Calendar(known_through=date(2027, 1, 1)).checked_through == date(2027, 1, 1)


# The clock.


def test_a_century_begins_at_1900_and_ends_at_2099() -> None:
    assert (parse_date("1900-01-01"), parse_date("2099-12-31")) == (date(1900, 1, 1), date(2099, 12, 31))
    for text in ("1899-12-31", "2100-01-01"):
        with pytest.raises(ValueError, match="not a date"):
            parse_date(text)
    assert parse_instant("1999-12-31").date() == date(1999, 12, 31)

"""The exchanges' calendar: Good Friday, their own holidays, and days without trading."""

import datetime as dt
from datetime import date, timedelta

import pytest

from form4kit.law.exchange import good_friday, why_no_trading


def test_the_exchanges_keep_their_own_holidays() -> None:
    assert good_friday(2024) == dt.date(2024, 3, 29)
    assert good_friday(2038) == dt.date(2038, 4, 23)
    closed = {"2026-11-15": "a Sunday", "2026-04-03": "Good Friday", "2026-11-26": "Thanksgiving Day"}
    for day, why in closed.items():
        assert why_no_trading(dt.date.fromisoformat(day)) == why
    for day in ("2026-10-12", "2026-11-11", "2021-06-18", "2021-12-31"):
        assert why_no_trading(dt.date.fromisoformat(day)) is None


def test_the_exchanges_holidays_agree_with_another_calendar() -> None:
    holidays = pytest.importorskip("holidays")
    known = holidays.financial_holidays("XNYS", years=range(2013, 2041))
    mourning = {dt.date(2018, 12, 5), dt.date(2025, 1, 9)}
    days = (dt.date(2013, 1, 1) + dt.timedelta(days=n) for n in range(365 * 27))
    wrong = [d for d in days if bool(why_no_trading(d)) != (d.weekday() >= 5 or d in known)]
    assert set(wrong) == mourning


DAY = timedelta(days=1)


# The exchanges.

GOOD_FRIDAYS = [
    *("1979-04-13", "1980-04-04", "1981-04-17", "1986-03-28", "1990-04-13", "1999-04-02"),
    *("2000-04-21", "2001-04-13", "2002-03-29", "2003-04-18", "2004-04-09", "2005-03-25"),
    *("2006-04-14", "2007-04-06", "2008-03-21", "2009-04-10", "2010-04-02", "2011-04-22"),
    *("2012-04-06", "2013-03-29", "2014-04-18", "2015-04-03", "2016-03-25", "2017-04-14"),
    *("2018-03-30", "2019-04-19", "2020-04-10", "2021-04-02", "2022-04-15", "2023-04-07"),
    *("2024-03-29", "2025-04-18", "2026-04-03", "2027-03-26", "2028-04-14", "2029-03-30"),
    *("2030-04-19", "2035-03-23", "2038-04-23", "2049-04-16", "2076-04-17", "2079-04-21"),
    *("2087-04-18", "2096-04-13", "2099-04-10"),
]


def test_good_friday_moves_with_the_moon() -> None:
    assert [str(good_friday(int(day[:4]))) for day in GOOD_FRIDAYS] == GOOD_FRIDAYS


def easter(year: int) -> date:
    """Return Easter Sunday from the tables of the calendar reform, as another way to the same day."""
    golden, century = year % 19 + 1, year // 100 + 1
    solar, lunar = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - solar - 10
    epact = (11 * golden + 20 + lunar - solar) % 30
    if (epact == 25 and golden > 11) or epact == 24:
        epact += 1
    moon = 44 - epact
    moon += 30 if moon < 21 else 0
    moon += 7 - (sunday + moon) % 7
    return date(year, 3, 1) + (moon - 1) * DAY


def test_good_friday_agrees_with_the_tables_of_the_church() -> None:
    for year in range(1583, 2400):
        assert good_friday(year) == easter(year) - 2 * DAY, year


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-20", None),
        ("2026-11-21", "a Saturday"),
        ("2026-11-22", "a Sunday"),
        ("2026-04-02", None),
        ("2026-04-03", "Good Friday"),
        ("2026-10-12", None),
        ("2026-11-11", None),
        ("2026-11-26", "Thanksgiving Day"),
        ("2021-06-18", None),
        ("2022-06-20", "Juneteenth, observed"),
        ("2023-06-19", "Juneteenth"),
        ("2021-12-31", None),
        ("2022-12-26", "Christmas Day, observed"),
        ("2020-12-31", None),
        ("2023-01-02", "New Year's Day, observed"),
        ("2026-07-03", "Independence Day, observed"),
        ("2021-12-24", "Christmas Day, observed"),
        ("2020-01-01", "New Year's Day"),
        ("2018-05-28", "Memorial Day"),
    ],
)
def test_trading_days(day: str, why: str | None) -> None:
    assert why_no_trading(date.fromisoformat(day)) == why

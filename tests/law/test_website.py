"""The issuer's website: by the end of the business day after the filing, for twelve months."""

import datetime as dt

import pytest

from form4kit.law.calendar import Calendar
from form4kit.law.website import on_website_by, on_website_until


@pytest.mark.parametrize(
    ("filed", "by"),
    [
        ("2026-11-19", "2026-11-20"),
        ("2026-11-20", "2026-11-23"),
        ("2026-11-25", "2026-11-27"),
        ("2026-12-24", "2026-12-28"),
        ("2026-04-02", "2026-04-03"),
        ("2026-11-10", "2026-11-12"),
    ],
)
def test_by_the_end_of_the_business_day_after(filed: str, by: str) -> None:
    assert on_website_by(dt.date.fromisoformat(filed)).isoformat() == by


def test_a_closure_of_ones_own_moves_it() -> None:
    closed = Calendar(extra=frozenset([dt.date(2026, 11, 20)]))
    assert on_website_by(dt.date(2026, 11, 19), closed) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("filed", "until"),
    [("2026-11-19", "2027-11-19"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_it_stays_there_twelve_months(filed: str, until: str) -> None:
    assert on_website_until(dt.date.fromisoformat(filed)).isoformat() == until

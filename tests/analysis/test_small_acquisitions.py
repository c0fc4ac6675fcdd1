"""Small acquisitions: the six months of the rule, and the day on which a deferral ended."""

import datetime as dt

import pytest
from event_drafts import expanded

from form4kit.analysis.due import rows_due
from form4kit.analysis.small_acquisitions import ended_deferrals, last_within

DRAFT = "positions:\n  common: {security: Common Stock, held: 41471}\nevents:\n"


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (dt.date(2026, 6, 10), dt.date(2026, 12, 10)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2026, 3, 3), dt.date(2026, 9, 3)),
        (dt.date(2026, 12, 31), dt.date(2027, 6, 30)),
    ],
)
def test_within_six_months_takes_in_the_same_numbered_day(day: dt.date, last: dt.date) -> None:
    assert last_within(day) == last


@pytest.mark.parametrize(
    ("events", "ends"),
    [
        (
            ["small-acquisition: {to: common, date: 2026-06-18, shares: 100, price: 40}"] * 2
            + ["small-acquisition: {to: common, date: 2026-11-02, shares: 100, price: 40}"],
            ["2026-11-02"] * 3,
        ),
        (
            [
                "small-acquisition: {to: common, date: 2026-08-18, shares: 100, price: 30}",
                "sale: {from: common, date: 2026-11-18, shares: 50, price: 38}",
            ],
            ["2026-11-18"],
        ),
        (
            [
                "small-acquisition: {to: common, date: 2026-03-02, shares: 60, price: 100}",
                "small-acquisition: {to: common, date: 2026-09-03, shares: 50, price: 100}",
            ],
            [],
        ),
        (
            [
                "small-acquisition: {to: common, date: 2026-08-18, shares: 100, price: 30}",
                "gift: {from: common, date: 2026-11-18, shares: 50}",
            ],
            [],
        ),
    ],
)
def test_a_deferral_ends_by_the_sum_or_by_a_sale(events: list[str], ends: list[str]) -> None:
    filing = expanded(DRAFT + "".join(f"  - {each}\n" for each in events)).filing
    assert [str(each.day) for each in ended_deferrals(filing)] == ends


def test_an_ended_deferral_is_due_two_business_days_after_its_end() -> None:
    event = "small-acquisition: {to: common, date: 2026-06-18, shares: 100, price: 40, ended: 2026-11-02}"
    ((_, due),) = rows_due(expanded(f"{DRAFT}  - {event}\n").filing)
    assert due.day == dt.date(2026, 11, 4)

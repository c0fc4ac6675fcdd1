"""Small acquisitions: the day on which a deferral ended."""

import datetime as dt

import pytest
from event_drafts import expanded

from form4kit.analysis.due import rows_due
from form4kit.analysis.small_acquisitions import ended_deferrals

DRAFT = "positions:\n  common: {security: Common Stock, held: 41471}\nevents:\n"


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

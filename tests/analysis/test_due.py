"""When a filing is due, by what it reports."""

import pytest
from clean_filings import filing_of
from deadline_cases import CASES, named

from form4kit.analysis.due import due_of, row_due, why_no_deadline
from form4kit.rules.rule import Good

PLAN = {"plan_10b5_1": {"adopted": "2025-03-03"}}


def due(edits: dict[str, object], on: str = "4") -> str | None:
    found = due_of(filing_of(Good(edits, on=on)))
    return str(found.day) if found else None


@pytest.mark.parametrize(
    ("edits", "on", "day"),
    [
        ({}, "4", "2026-11-20"),
        ({"non_derivative[1].date": "2026-11-17"}, "4", "2026-11-19"),
        ({"non_derivative[1].date": "2026-11-02", "non_derivative[1].early": "true"}, "4", "2026-11-20"),
        ({"non_derivative[1].date": "2026-11-02", "non_derivative[1].code": "W"}, "4", "2026-11-20"),
        ({"non_derivative[0].early": "true", "non_derivative[1].early": "true"}, "4", None),
        (
            PLAN | {"non_derivative[0].deemed": "2026-11-20", "non_derivative[1].date": "2026-11-23"},
            "4",
            "2026-11-24",
        ),
        (
            PLAN | {"non_derivative[0].deemed": "2026-12-20", "non_derivative[1].date": "2026-11-24"},
            "4",
            "2026-11-25",
        ),
        (PLAN | {"non_derivative[0].deemed": "2026-11-17"}, "4", "2026-11-20"),
        ({"non_derivative[1].date": "0206-11-18"}, "4", "2026-11-20"),
        ({}, "4A", None),
        ({}, "3", "2026-11-27"),
        ({"period": "2020-06-01", "foreign_private": True}, "3", "2026-03-18"),
        ({}, "5", "2026-02-17"),
        ({"period": "9999-12-31"}, "5", None),
    ],
)
def test_a_filing_is_due_by_its_rows(edits: dict[str, object], on: str, day: str | None) -> None:
    assert due(edits, on) == day


@named(CASES["foreign_private"])
def test_insiders_of_a_foreign_private_issuer_report_since_18_march_2026(case: dict[str, str]) -> None:
    day, on = case["day"], case["form"]
    edits: dict[str, object] = {"period": day, "foreign_private": True}
    if on == "4":
        edits |= {"non_derivative[0].date": day, "non_derivative[1].date": day}
    assert due(edits, on) == (None if case["due"] == "no" else case["due"])
    if case["due"] == "no":
        assert why_no_deadline(filing_of(Good(edits, on=on))).startswith("Not due: directors and officers")


def test_a_gift_made_is_due_since_2023_only() -> None:
    gift = {"non_derivative[0].code": "G", "non_derivative[0].price": "0"}
    rows = [
        filing_of(Good(gift | {"non_derivative[0].date": day})).non_derivative[0]
        for day in ("2023-02-24", "2023-02-27")
    ]
    assert [found and str(found.day) for found in map(row_due, rows)] == [None, "2023-03-01"]

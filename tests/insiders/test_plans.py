"""What Item 408(a) asks of plans, quarter by quarter, and which plans are in their cooling-off."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from form4kit.insiders.plans import item_408, plans_cooling_off, quarters_of
from form4kit.law.trading_plans import PeriodicReport, PlanChange, TradingPlan
from form4kit.registry.entries import Company, Person, Role
from form4kit.source.node import Node

DIRECTOR = {"director": Node("true", 0, 0)}
CHIEF = {"officer": Node("Chief Executive Officer", 0, 0)}
COMPANY = Company("hartwell", {}, fiscal_year_end="12-31")
PLAN = TradingPlan(
    key="sales-2026",
    adopted=dt.date(2026, 3, 2),
    changes=(PlanChange(dt.date(2026, 8, 3), "price"), PlanChange(dt.date(2026, 9, 1), "broker")),
    ends=dt.date(2027, 3, 1),
    ended=dt.date(2026, 12, 4),
    how="terminated",
    security="Common Stock",
    side="sale",
    shares=Decimal(40000),
)


def person(*plans: TradingPlan, boxes: dict[str, Node] | None = None) -> Person:
    keys = {"cik": Node("7", 0, 0), "name": Node("Reyes Antonio J", 0, 0)}
    return Person("reyes", keys, roles=(Role(None, None, None, boxes or CHIEF),), plans=plans)


def words(day: str, *plans: TradingPlan, boxes: dict[str, Node] | None = None) -> list[str]:
    first = dt.date.fromisoformat(day)
    quarter = next(each for each in quarters_of(dt.date(2026, 12, 31)) if each[0] == first)
    return [line.words for line in item_408([person(*plans, boxes=boxes)], COMPANY, *quarter)]


def test_each_quarter_has_its_lines() -> None:
    assert words("2026-01-01", PLAN) == [
        "Antonio J. Reyes, Chief Executive Officer: adopted a Rule 10b5-1 arrangement on 2026-03-02 "
        "(sales-2026): sale of 40,000 shares of Common Stock, until 2027-03-01"
    ]
    assert words("2026-04-01", PLAN) == []
    changed = words("2026-07-01", PLAN)
    assert [line.partition(": ")[2].partition(" ")[0] for line in changed] == ["terminated", "adopted"]
    assert all("2026-08-03" in line and "a change of price ends one plan" in line for line in changed)
    assert words("2026-10-01", PLAN) == [
        "Antonio J. Reyes, Chief Executive Officer: terminated a Rule 10b5-1 arrangement on 2026-12-04 "
        "(sales-2026)"
    ]


def test_what_ended_by_its_terms_is_told_and_not_asked_for() -> None:
    (line,) = words("2026-10-01", replace(PLAN, how="completed"))
    assert "completed" in line and line.endswith("by its own terms, which the item does not ask for")
    other = replace(PLAN, kind="other", changes=(), ended=None)
    assert "adopted a non-Rule 10b5-1 arrangement" in words("2026-01-01", other)[0]


def test_a_mere_holder_of_more_than_ten_percent_is_not_asked() -> None:
    assert words("2026-01-01", PLAN, boxes={"ten_percent": Node("true", 0, 0)}) == []
    assert "Antonio J. Reyes, Director:" in words("2026-01-01", PLAN, boxes=DIRECTOR)[0]


@pytest.mark.parametrize(
    ("end", "quarters"),
    [
        ("2026-12-31", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        ("2026-06-30", ["2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30"]),
        ("2024-02-29", ["2023-05-31", "2023-08-31", "2023-11-30", "2024-02-29"]),
        ("2026-09-26", ["2025-12-26", "2026-03-26", "2026-06-26", "2026-09-26"]),
    ],
)
def test_the_quarters_of_a_year(end: str, quarters: list[str]) -> None:
    found = quarters_of(dt.date.fromisoformat(end))
    assert [f"{last}" for _, last in found] == quarters
    assert all(one[1] + dt.timedelta(days=1) == other[0] for one, other in pairwise(found))


def test_plans_in_their_cooling_off_as_known_on_a_day() -> None:
    plan = TradingPlan(key="a", adopted=dt.date(2026, 5, 15))
    reports = (PeriodicReport(dt.date(2026, 6, 30), "10-Q", dt.date(2026, 8, 10)),)
    company = Company("hartwell", {}, reports=reports)
    for day, found in (
        ("2026-05-14", []),
        ("2026-08-09", [(dt.date(2026, 9, 13), dt.date(2026, 8, 14))]),
        ("2026-08-10", [(dt.date(2026, 8, 14), dt.date(2026, 8, 14))]),
        ("2026-08-14", []),
    ):
        shown = plans_cooling_off(person(plan), company, dt.date.fromisoformat(day))
        assert [(each.first, each.earliest) for each in shown] == found, day
    holder = person(plan, boxes={"ten_percent": Node("true", 0, 0)})
    assert [each.first for each in plans_cooling_off(holder, company, dt.date(2026, 6, 1))] == [
        dt.date(2026, 6, 15)
    ]
    cover = TradingPlan(key="b", adopted=dt.date(2026, 5, 15), kind="sell-to-cover")
    assert plans_cooling_off(person(cover), company, dt.date(2026, 6, 1)) == []

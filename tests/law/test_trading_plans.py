"""Trading plans: worked cases of the cooling-off, what counts as another plan, which plans collide."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from form4kit.law.trading_plans import (
    PeriodicReport,
    PlanChange,
    TradingPlan,
    cooling_off,
    overlapping,
    single_trades_within_a_year,
    waits_from,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "cooling-off.yaml").read_text())
PLAN = TradingPlan(key="a", adopted=dt.date(2026, 3, 2), person="7", ends=dt.date(2027, 3, 1))
LATER = TradingPlan(key="b", adopted=dt.date(2026, 8, 3), person="7", ends=dt.date(2027, 8, 1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['adopted']}-{case['first']}")
def test_the_first_day_of_trading(case: dict[str, Any]) -> None:
    reports = [PeriodicReport(period, "10-Q", filed) for period, filed in case["reports"].items()]
    found = cooling_off(
        case["adopted"], insider=case["who"] == "insider", reports=reports, known_on=case.get("asked")
    )
    assert (found.first, found.earliest) == (case["first"], case.get("earliest", case["first"]))


def test_what_sets_the_day_is_said() -> None:
    report = PeriodicReport(dt.date(2026, 6, 30), "10-Q", dt.date(2026, 8, 10))
    asked = [dt.date(2026, 5, 8), dt.date(2026, 5, 15), dt.date(2026, 4, 1)]
    assert [cooling_off(day, insider=True, reports=[report]).why for day in asked] == [
        "two business days after the 10-Q filed 2026-08-10",
        "90 days after adoption",
        "120 days after adoption",
    ]
    assert "at most" in cooling_off(asked[0], insider=True).why
    assert cooling_off(asked[0], insider=False).why == "30 days after adoption"


def test_a_change_of_amount_price_or_timing_adopts_another_plan() -> None:
    changes = [PlanChange(dt.date(2026, 8, 3), "price"), PlanChange(dt.date(2026, 9, 1), "broker")]
    plan = replace(PLAN, changes=tuple(changes))
    assert plan.adoptions == (dt.date(2026, 3, 2), dt.date(2026, 8, 3))
    assert plan.adopted_by(dt.date(2026, 8, 2)) == dt.date(2026, 3, 2)
    assert plan.adopted_by(dt.date(2026, 12, 1)) == dt.date(2026, 8, 3)
    assert plan.adopted_by(dt.date(2026, 1, 1)) == dt.date(2026, 3, 2)


def test_a_plan_is_open_until_it_ends_or_is_ended() -> None:
    days = [dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2027, 3, 1), dt.date(2027, 3, 2)]
    assert [PLAN.open_on(day) for day in days] == [False, True, True, False]
    assert not replace(PLAN, ended=dt.date(2026, 5, 1)).open_on(dt.date(2026, 5, 2))


def test_two_open_plans_collide_unless_the_later_waits() -> None:
    assert overlapping(LATER, [PLAN, LATER]) == [PLAN]
    assert overlapping(PLAN, [PLAN, LATER]) == []
    assert overlapping(replace(LATER, begins=dt.date(2027, 3, 2)), [PLAN, LATER]) == []
    assert overlapping(replace(LATER, begins=dt.date(2027, 3, 1)), [PLAN, LATER]) == [PLAN]
    for other in (
        replace(PLAN, kind="sell-to-cover"),
        replace(PLAN, kind="other"),
        replace(PLAN, person="8"),
        replace(PLAN, ended=dt.date(2026, 8, 2)),
    ):
        assert overlapping(LATER, [other, LATER]) == []
    same_day = replace(LATER, key="c")
    assert [overlapping(each, [LATER, same_day]) for each in (LATER, same_day)] == [[], [LATER]]


def test_one_single_trade_in_twelve_months() -> None:
    first = replace(PLAN, single_trade=True)
    for day, found in ((dt.date(2027, 3, 1), [first]), (dt.date(2027, 3, 2), [])):
        second = TradingPlan(key="s", adopted=day, person="7", single_trade=True)
        assert single_trades_within_a_year(second, [first, second]) == found
        assert single_trades_within_a_year(replace(second, single_trade=False), [first]) == []
        assert single_trades_within_a_year(replace(second, kind="sell-to-cover"), [first]) == []
    leap = replace(first, adopted=dt.date(2028, 2, 29))
    second = TradingPlan(key="s", adopted=dt.date(2029, 2, 28), person="7", single_trade=True)
    assert single_trades_within_a_year(second, [leap]) == [leap]
    assert single_trades_within_a_year(replace(second, adopted=dt.date(2029, 3, 1)), [leap]) == []


def test_cooling_off_runs_from_the_early_end_of_the_plan_before() -> None:
    waiting = replace(LATER, begins=dt.date(2027, 3, 2))
    ended = replace(PLAN, ended=dt.date(2026, 10, 1), how="terminated")
    day = dt.date(2027, 4, 1)
    assert waits_from(waiting, day, [ended, waiting]) == dt.date(2026, 10, 1)
    assert waits_from(waiting, day, [replace(ended, how="completed"), waiting]) == LATER.adopted
    assert waits_from(waiting, day, [replace(ended, ended=dt.date(2026, 8, 2)), waiting]) == LATER.adopted

"""The six months of Section 16: less than six months, and within six months."""

from datetime import MAXYEAR, date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from form4kit.law.clock import parse_date
from form4kit.law.periods import clear_on, first_within, last_within, match_within_six_months

CASES = yaml.load(
    (Path(__file__).parents[1] / "data" / "six-months.yaml").read_text("utf-8"), yaml.BaseLoader
)


@pytest.mark.parametrize(
    "case", CASES["less_than_six_months"], ids=lambda case: f"{case['first']}-{case['second']}"
)
def test_less_than_six_months(case: dict[str, str]) -> None:
    first, second = parse_date(case["first"]), parse_date(case["second"])
    assert clear_on(first) == parse_date(case["clear_on"])
    assert match_within_six_months(first, second) == (case["matched"] == "yes")
    assert match_within_six_months(second, first) == (case["matched"] == "yes")


@pytest.mark.parametrize("case", CASES["within_six_months"], ids=lambda case: case["day"])
def test_within_six_months(case: dict[str, str]) -> None:
    day = date.fromisoformat(case["day"])
    assert last_within(day) == date.fromisoformat(case["last_within"])
    assert first_within(day) == date.fromisoformat(case["first_within"])


def test_the_last_six_months_of_all_never_end() -> None:
    assert clear_on(date(MAXYEAR, 7, 1)) == date.max
    assert clear_on(date(MAXYEAR, 6, 30)) == date(MAXYEAR, 12, 29)


@given(st.dates(max_value=date(MAXYEAR - 1, 1, 1)))
def test_a_later_trade_is_never_clear_before_an_earlier_one(day: date) -> None:
    tomorrow = date.fromordinal(day.toordinal() + 1)
    assert clear_on(day) <= clear_on(tomorrow)
    assert clear_on(day) <= last_within(day)
    assert last_within(day) <= last_within(tomorrow)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(MAXYEAR - 1, 1, 1)))
def test_what_lies_within_after_lies_within_before(day: date) -> None:
    assert first_within(last_within(day)) <= day

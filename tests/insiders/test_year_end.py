"""The end of a fiscal year: the worked cases, each a repository that the command is run in."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from commands_run import form4kit
from year_end_cases import CASES, repository

from form4kit.model import Row
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

AS_OF = dt.date(2027, 1, 20)


def _said(row: Row) -> str:
    kind = row.form_type.text or "-"
    late = f" {row.timeliness.text}" if row.timeliness else ""
    if row.holding:
        return f"holding {row.security.text}, type {kind}{late}, {row.owned_after.text}"
    amount = f"{row.code.text} {row.acquired_disposed.text} {row.shares.text}"
    return f"{amount}, type {kind}{late}, {row.owned_after.text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]).split()[0])
def test_the_worked_cases(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(case, tmp_path)
    monkeypatch.chdir(root)
    as_of = case.get("as_of", AS_OF)
    done = form4kit("year-end", "--year", "2026", "--as-of", str(as_of), "--out", "out")
    assert done.code == (1 if case["form5"] else 0), done.out + done.err
    summary = json.loads((root / "out" / "summary.json").read_text())
    assert list(summary) == ["year", "fiscal_year_end", "due", "people", "late"]
    assert summary["due"] == case.get("due", "2027-02-16T22:00:00-05:00")
    late = case.get("late")
    assert summary["late"] == ([{"person": "reyes", **late}] if late else [])
    paragraph = (root / "out" / "item-405.txt").read_text()
    assert bool(paragraph) == bool(late)
    assert case.get("item_405", "") in " ".join(paragraph.split())
    if case["form5"] is None:
        assert summary["people"] == []
        return
    (person,) = summary["people"]
    assert person["form5"] is case["form5"]
    assert person["why"] == case.get("why", person["why"]) and bool(person["why"]) is case["form5"]
    assert person["statement"] == case.get("statement", "not asked")
    assert case.get("note", "") in done.out
    statement = root / "out" / "reyes-statement.txt"
    assert statement.exists() is (not case["form5"] and not case.get("nothing_to_sign"))
    if case["form5"]:
        _check_draft(case, root / "out" / "reyes-form5.yaml", as_of)


def _check_draft(case: dict[str, Any], file: Path, as_of: dt.date) -> None:
    """Hold the draft of the Form 5 against the case; it checks clean but for what its day is to blame for."""
    outcome = run_bytes(file.read_bytes(), file.name, file.parent, Options(filed=as_of))
    filing = outcome.filing
    assert filing is not None
    assert [_said(row) for row in filing.rows] == case["rows"]
    assert bool(filing.not_subject_to_section_16.value) is bool(case.get("exit"))
    early = as_of <= (filing.period.value or as_of)
    grave = [each for each in outcome.findings if each.severity != "note"]
    assert early or not [f"{each.rule}: {each.message}" for each in grave if not each.rule.startswith("DUE")]

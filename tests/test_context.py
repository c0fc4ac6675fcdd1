"""What is known of a filing is the same wherever it is asked: judged, built, put on record."""

import ast
import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from signing_kit import EXAMPLES, live, run

from form4kit.context import recalled
from form4kit.law.clock import NEW_YORK
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

ROOT = Path(__file__).resolve().parents[1]
HOME = '[issuer]\ncik = "7"\nname = "HOME INC"\nsymbol = "HOME"\nforeign_private = false\n'
AWAY = '[issuers.away]\ncik = "1903507"\nname = "KESTREL ROBOTICS HOLDINGS LTD"\nsymbol = "KSTR"\n'
FORM3 = (EXAMPLES / "form3-foreign.yaml").read_text().replace("2026-11-12", "2020-01-02")
GIFT = (EXAMPLES / "gift.yaml").read_text()
POSITIONS = """
form: "4"
plan_10b5_1: false
issuer: {cik: "0001903507", name: KESTREL ROBOTICS HOLDINGS LTD, symbol: KSTR}
owners:
  - {cik: "0001903514", name: Tanaka Haruka, director: true,
     address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}}
positions:
  from: first.yaml
  common: {security: Ordinary Shares, indirect: By Spouse}
events:
  - sale: {from: common, date: 2026-11-10, shares: 100, price: 31.07}
  - sale: {from: common, date: 2026-11-18, shares: 100, price: 31.07}
signatures:
  - {name: /s/ Haruka Tanaka, date: 2026-11-20}
"""


def recorded(root: Path, draft: str, accepted: str, out: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Build a draft in a repository, put it on record as accepted, and return manifest and entry."""
    (root / "a.yaml").write_text(draft)
    made = run("build", root / "a.yaml", "--only", "xml", "--out", out, "--ignore", "DUE,EVT,BAL,FPI,OWN,REL")
    assert made.exit_code == 0, made.output
    number = ["--accession", "0001234567-26-000001", "--accepted", accepted]
    added = run("record", "add", live(out / "a"), *number, "--record", root / "record.jsonl")
    assert added.exit_code == 0, added.output
    manifest = json.loads((out / "a" / "manifest.json").read_text())
    return manifest, json.loads((root / "record.jsonl").read_text())


def late(root: Path, year: int) -> str:
    return run("late", "--year", year, "--record", root / "record.jsonl").stdout


@pytest.mark.parametrize("beside", [True, False], ids=["in the repository", "elsewhere"])
def test_the_record_knows_the_filings_own_issuer(tmp_path: Path, beside: bool) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "form4kit.toml").write_text(HOME + AWAY + "foreign_private = true\n")
    out = (root if beside else tmp_path) / "out"
    manifest, entry = recorded(root, FORM3, "2026-03-18 16:30", out)
    assert entry["due"] == manifest["due"] == "2026-03-18T22:00:00-04:00"
    assert [each["last_day"] for each in entry["owed"]] == ["2026-03-18"]
    assert "No report on record was late." in late(root, 2020)


def test_the_issuers_own_facts_come_before_those_of_the_settings(tmp_path: Path) -> None:
    home = HOME.replace("false", "true")
    (tmp_path / "form4kit.toml").write_text(home + AWAY + "foreign_private = false\n")
    manifest, entry = recorded(tmp_path, FORM3, "2026-03-18 16:30", tmp_path / "out")
    assert entry["due"] == manifest["due"] == "2020-01-13T22:00:00-05:00"
    assert "Tanaka Haruka" in late(tmp_path, 2020)


@pytest.mark.parametrize("beside", [True, False], ids=["in the repository", "elsewhere"])
def test_the_record_knows_the_closures(tmp_path: Path, beside: bool) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "form4kit.toml").write_text("[calendar]\nclosures = [2026-11-20]\n")
    manifest, entry = recorded(root, GIFT, "2026-11-24 16:30", (root if beside else tmp_path) / "out")
    assert entry["due"] == manifest["due"] == "2026-11-24T22:00:00-05:00"
    assert "No report on record was late." in late(root, 2026)


@pytest.mark.parametrize(("since", "owed"), [("2026-11-12", 1), ("2026-11-02", 2)])
def test_the_record_knows_since_when_the_owner_reports(tmp_path: Path, since: str, owed: int) -> None:
    (tmp_path / "form4kit.toml").write_text("[issuer]\nforeign_private = true\n")
    (tmp_path / "first.yaml").write_text(FORM3.replace("2020-01-02", since))
    manifest, entry = recorded(tmp_path, POSITIONS, "2026-11-20 16:30", tmp_path / "out")
    assert entry["due"] == manifest["due"]
    assert len(entry["owed"]) == owed
    assert ("Tanaka" in late(tmp_path, 2026)) == (owed == 2)
    shutil.rmtree(tmp_path / "out")


def test_a_form_5_owes_no_form_4_from_before_the_duty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = dt.datetime(2027, 2, 1, 12, tzinfo=NEW_YORK)
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: later)
    row = "{security: Common Stock, date: 2026-02-02, code: P, form_type: '4', acquired: 5, price: 9,"
    head, _, _ = GIFT.replace('form: "4"', 'form: "5"\nperiod: 2026-12-31').partition("non_derivative:")
    draft = head + f"non_derivative:\n  - {row} owned_after: 9, ownership: direct}}\n"
    draft += "signatures:\n  - {name: /s/ Antonio J. Reyes, date: 2027-01-20}\n"
    for private, forms in (("false", ["5", "4"]), ("true", ["5"])):
        root = tmp_path / private
        root.mkdir()
        (root / "form4kit.toml").write_text(f"[issuer]\nforeign_private = {private}\n")
        _, entry = recorded(root, draft, "2027-01-20 16:30", root / "out")
        assert [each["form"] for each in entry["owed"]] == forms


def test_what_is_known_now_comes_before_what_a_manifest_kept(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("[issuer]\nforeign_private = false\n")
    filing = run_bytes(FORM3.encode(), "a.yaml", tmp_path, Options(only_read=True)).filing
    assert filing is not None
    assert recalled(filing, None) is filing
    kept = recalled(filing, {"foreign_private": True, "closures": ["2026-11-20", "x"], "duty_since": "x"})
    assert kept.context.foreign_private is False
    assert [str(day) for day in kept.context.closures] == ["2026-11-20"]
    assert kept.context.duty_since is None


def test_the_table_is_of_the_issuers_own_fiscal_year(tmp_path: Path) -> None:
    toml = tmp_path / "form4kit.toml"
    toml.write_text(HOME + 'fiscal_year_end = "03-31"\n' + AWAY + 'fiscal_year_end = "06-30"\n')
    recorded(tmp_path, FORM3, "2026-03-18 16:30", tmp_path / "out")
    assert "Fiscal year 2025-07-01 to 2026-06-30" in late(tmp_path, 2026)
    number = ["--accession", "0001234567-26-000002", "--accepted", "2026-11-20 16:30"]
    (tmp_path / "b.yaml").write_text(GIFT)
    assert run("build", tmp_path / "b.yaml", "--only", "xml", "--out", tmp_path / "out").exit_code == 0
    record = ["--record", tmp_path / "record.jsonl"]
    assert run("record", "add", live(tmp_path / "out" / "b"), *number, *record).exit_code == 0
    told = run("late", "--year", 2026, *record)
    assert told.exit_code == 2
    assert "issuers whose years end on 03-31 and 06-30; give one by --year-end" in told.output
    assert run("late", "--year", 2026, "--year-end", "06-30", *record).exit_code == 0


def test_a_context_is_made_in_one_place() -> None:
    made = set()
    for file in (ROOT / "form4kit").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        model = any(
            isinstance(each, ast.ImportFrom)
            and each.module == "form4kit.model"
            and "Context" in {alias.name for alias in each.names}
            for each in ast.walk(tree)
        )
        called = {ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
        if model and "Context" in called:
            made.add(file.relative_to(ROOT).as_posix())
    assert made == {"form4kit/context.py"}


@pytest.mark.parametrize("own", [True, False], ids=["of the registry", "of the settings"])
def test_an_issuer_that_lost_its_foreign_status_is_judged_by_the_day(tmp_path: Path, own: bool) -> None:
    text = "[issuer]\nforeign_private_until = 2026-11-10\n"
    if own:
        text = text.replace("\n", '\ncik = "0001903507"\nsymbol = "KSTR"\n', 1)
    (tmp_path / "form4kit.toml").write_text(text)
    found = []
    for day in ("2026-11-10", "2026-11-11"):
        data = FORM3.replace("2020-01-02", day).encode()
        filing = run_bytes(data, "a.yaml", tmp_path, Options(filed=dt.date(2026, 12, 1))).filing
        assert filing is not None
        found.append(filing.context.foreign_private)
    assert found == [True, False]

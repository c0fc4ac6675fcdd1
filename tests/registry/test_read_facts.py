"""Approvals and cover, of the registry and of a draft, as rules have them."""

import datetime as dt
import json
from pathlib import Path

import pytest

from form4kit.law.section_16_facts import Approval, Cover
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.registry.load import registry_for

TOML = '[issuer]\ncik = "0001903415"\nsymbol = "HWLI"\nkey = "hartwell"\n'
GRANTS = (
    'approvals = [{date = 2026-05-12, body = "committee", codes = ["A", "F"], matter = "annual grants"}]\n'
)
REYES = """
cik: "0001903446"
name: Reyes Antonio J
address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}
director: true
"""
OWN = "approvals: [{date: 2026-11-20, codes: D}]\ncover: [{security: Common Stock, shares: 50000}]\n"


def codes(root: Path, code: str, **more: object) -> list[str]:
    row = {"security": "Common Stock", "date": "2026-11-18", "code": code, "price": 31, "ownership": "direct"}
    side = {"acquired" if code == "A" else "disposed": 100, "owned_after": 900}
    draft = {"form": "4", "plan_10b5_1": False, "issuer": "hartwell", "owners": ["reyes"], **more}
    draft |= {
        "non_derivative": [row | side],
        "signatures": [{"name": "/s/ Antonio J. Reyes", "date": "2026-11-19"}],
    }
    outcome = run_bytes(json.dumps(draft).encode(), "x.yaml", root, Options(filed=dt.date(2026, 11, 19)))
    assert not [each for each in outcome.findings if each.blocks], outcome.findings
    return [each.rule for each in outcome.findings if each.rule == "COD45"]


@pytest.mark.parametrize(
    ("company", "own", "code", "found"),
    [
        ("", "", "A", []),
        (GRANTS, "", "A", []),
        (GRANTS, "", "F", []),
        (GRANTS, "", "D", ["COD45"]),
        ("", OWN, "D", ["COD45"]),  # approved two days later
        (GRANTS, OWN, "D", ["COD45"]),
        (GRANTS, OWN.replace("11-20", "11-18"), "D", []),
    ],
)
def test_where_approvals_are_kept_one_that_is_missing_is_told(
    tmp_path: Path, company: str, own: str, code: str, found: list[str]
) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "form4kit.toml").write_text(TOML + company)
    (tmp_path / "people" / "reyes.yaml").write_text(REYES + own)
    assert codes(tmp_path, code) == found


def test_a_draft_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "form4kit.toml").write_text(TOML)
    (tmp_path / "people" / "reyes.yaml").write_text(REYES)
    approved = [{"date": "2026-11-17", "body": "board", "codes": ["D"]}]
    assert codes(tmp_path, "D", approvals=approved) == []
    assert codes(tmp_path, "A", approvals=approved) == ["COD45"]


def test_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "form4kit.toml").write_text(TOML + GRANTS)
    (tmp_path / "people" / "reyes.yaml").write_text(REYES + OWN)
    registry = registry_for(tmp_path)
    grants = Approval(dt.date(2026, 5, 12), "committee", ("A", "F"), "annual grants")
    assert registry.approvals_of("1903415", ["1903446"]) == (
        grants,
        Approval(dt.date(2026, 11, 20), "board", ("D",)),
    )
    assert registry.cover_of(["1903446"]) == (Cover("Common Stock", 50000),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("approvals: [{codes: A}]", "an approval without `date`"),
        ("approvals: [{date: 2026-05-12}]", "an approval without `codes`"),
        ("approvals: [{date: 2026-05-12, codes: G}]", "an approval of code G"),
        ("approvals: [{date: 2026-05-12, codes: A, body: ceo}]", 'body is "ceo"'),
        ("cover: [{security: Common Stock}]", "an entry of cover without `security` or `shares`"),
        ("cover: [{security: Common Stock, shares: -1}]", "shares is"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "form4kit.toml").write_text(TOML)
    (tmp_path / "people" / "reyes.yaml").write_text(f"{REYES}{text}\n")
    assert any(told in problem for problem in registry_for(tmp_path).people["reyes"].problems)

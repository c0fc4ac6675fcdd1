"""A whole draft of each event and form checks clean once its stops are filled in, and not before."""

import datetime as dt
import re
from pathlib import Path

import pytest
from edited_drafts import TOML

from form4kit.draft.templates import EVENT_KINDS, KINDS
from form4kit.editor.draft_snippets import DraftSnippet, draft_snippets
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.findings import Severity
from form4kit.outcome import Options
from form4kit.registry.load import registry_for

SMITH = '[people.smith]\ncik = "0001234568"\nname = "Smith Ann"\nofficer = true\nofficer_title = "CFO"\n'
ATTORNEY = '[people.lee]\nname = "Ann Lee"\n'
STOP = re.compile(r"(?<!\\)\$(?:(\d+)|\{\d+\|((?:\\.|[^|\\])*)\|\})")
ANSWERS = {
    "held": "5000",
    "date": "2026-11-18",
    "shares": "100",
    "price": "31.07",
    "name": "/s/ Richard D. Federico",
    "adopted": "2026-03-02",
    "security": "Convertible Notes",
    "exercise_price": "12.50",
    "exercisable": "2026-01-05",
    "expires": "2035-01-05",
    "note": "Moved within the plan of the issuer.",
    "original_filed": "2026-11-19",
    "period": "2026-11-18",
    "disposed": "100",
    "acquired": "100",
    "owned_after": "4900",
    "amended": "Amended to correct the number of shares sold, reported as 10.",
    "vesting": "The option vests in four equal annual installments beginning on March 1, 2027.",
    "cik": '"0001234567"',
    "symbol": "AMOT",
    "underlying_shares": "1000",
    "director": "true",
    "officer": "CFO",
}
OTHERWISE = {
    ("expire", "expires"): "2026-11-18",
    ("form5", "period"): "2026-12-31",
}
ISSUER = {"cik": '"0000046129"', "name": "ALLIED MOTION TECHNOLOGIES INC"}
OWNER_NAME = "Federico Richard D"


def filled(snippet: DraftSnippet) -> str:
    """Return a snippet as somebody would fill it in, who chooses the second of several words."""
    before: list[str] = []

    def answer(found: "re.Match[str]") -> str:
        if found[1] == "0":
            return ""
        if found[2]:
            return re.sub(r"\\(.)", r"\1", re.split(r"(?<!\\),", found[2])[1])
        head = snippet.snippet[: found.start()].split("\n")
        key = head[-1].strip().removeprefix("- ").rstrip(": ")
        before.append(key)
        if key in ISSUER and "cik" in before:  # the heads are blank: issuer, then owner
            if before.count(key) == 1 and "symbol" not in before:
                return ISSUER[key]
            if key == "name" and before.count("cik") == 2 and before[-2] == "cik":
                return OWNER_NAME
        return OTHERWISE.get((snippet.kind, key), ANSWERS[key])

    return STOP.sub(answer, snippet.snippet).replace("\\$", "$").replace("\\\\", "\\")


def judged(text: str, folder: Path, filed: str) -> JudgedDraft:
    return judge(text, folder / "draft.yaml", options=Options(filed=dt.date.fromisoformat(filed)))


@pytest.mark.parametrize("people", ["nobody", "one", "several"])
def test_each_draft_is_clean_once_it_is_filled_in(tmp_path: Path, people: str) -> None:
    if people != "nobody":
        (tmp_path / "form4kit.toml").write_text(TOML + "\n" + SMITH * (people == "several") + ATTORNEY)
    snippets = {each.kind: each for each in draft_snippets(registry_for(tmp_path))}
    assert set(snippets) == {*EVENT_KINDS, *KINDS}
    for kind, each in snippets.items():
        filed = "2027-01-15" if kind == "form5" else "2026-11-19"
        text = filled(each)
        if people == "several":
            assert "|OWNER,federico,smith|}" in each.snippet and "lee" not in each.snippet
        if people != "nobody":
            assert "issuer: allied" in text and "owners: [federico]" in text
        found = judged(text, tmp_path, filed)
        assert found.filing is not None
        wrong = [each for each in found.findings if each.severity is not Severity.NOTE]
        assert wrong == [], (kind, text)


def test_a_draft_with_its_blanks_is_an_error_at_each_kind(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(TOML + "\n" + SMITH)
    for each in draft_snippets(registry_for(tmp_path)):
        found = judged(each.text, tmp_path, "2026-11-19").findings
        assert any(finding.blocks and "OWNER" in finding.message for finding in found), each.kind


def test_titles_of_earlier_filings_are_the_choice(tmp_path: Path) -> None:
    titles = ["Class A Common Stock, $0.01 par value", "Class B {Common}"]
    snippets = {each.kind: each for each in draft_snippets(registry_for(tmp_path), titles)}
    assert (
        'security: ${5|Class A Common Stock\\, \\$0.01 par value,"Class B {Common\\}"|}'
        in snippets["sale"].snippet
    )
    assert "security: Class A Common Stock, $0.01 par value\n" in snippets["sale"].text
    one = next(each for each in draft_snippets(registry_for(tmp_path), titles[:1]) if each.kind == "sale")
    assert "security: Class A Common Stock, \\$0.01 par value\n" in one.snippet

"""`open:`: what has no answer is told by `check`, and no way of building gets past it."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from clean_filings import CLEAN

import form4kit
from form4kit.cli.main import app
from form4kit.draft.faults import UNANSWERED
from form4kit.draft.open_questions import open_questions
from form4kit.findings import Finding, Severity
from form4kit.folder.build import BuildOptions, build_files
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.source.yaml_tree import compose

FILED = dt.date(2026, 11, 19)
SOUND = (CLEAN / "4.yaml").read_text(encoding="utf-8")
OPEN = (
    "open:\n  - {id: event-2.direction, ask: Who gave?}\n  - Under the plan?\n  - {id: event-3.date}\n  -\n"
)
HEAD = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners: [{cik: "0001234567", name: Adams Jane, director: true}]
signatures: [{name: /s/ Jane Adams, date: 2026-11-19}]
"""
HELD = "positions: {common: {security: Common Stock, held: 100000}}\nevents:\n"


def sales(count: int) -> str:
    return "".join(
        f"  - sale: {{from: common, date: 2026-11-18, shares: 100, price: {30 + 2 * n}}}\n"
        for n in range(count)
    )


def judged(text: str, folder: Path = Path()) -> list[Finding]:
    found = run_bytes(text.encode(), "a.yaml", folder, Options(filed=FILED)).findings
    return [each for each in found if each.rule == UNANSWERED.code]


def test_each_question_is_an_error_in_its_own_words_where_it_stands() -> None:
    found = judged(SOUND + OPEN)
    assert [each.message for each in found] == [
        '"Who gave?" has no answer yet',
        '"Under the plan?" has no answer yet',
        "event-3.date has no answer yet",
        "a question without words has no answer yet",
    ]
    first = SOUND.count("\n") + 2
    assert [each.place.line for each in found] == [first, first + 1, first + 2, first + 3]
    assert [each.place.where for each in found] == [f"Open question {n}" for n in range(1, 5)]
    assert {each.severity for each in found} == {Severity.ERROR}
    assert {each.allowed for each in found} == {None}
    root, _ = compose(OPEN)
    assert root is not None
    assert [(each.id, each.words) for each in open_questions(root)] == [
        ("event-2.direction", "Who gave?"),
        ("", "Under the plan?"),
        ("event-3.date", ""),
        ("", ""),
    ]


@pytest.mark.parametrize("text", ["", "open:\n", "open: []\n", 'open: ""\n'])
def test_a_draft_that_asks_nothing_is_as_it_was(text: str) -> None:
    assert judged(SOUND + text) == []
    before, after = (
        run_bytes(each.encode(), "a.yaml", Path(), Options(filed=FILED)) for each in (SOUND, SOUND + text)
    )
    assert before.filing == after.filing
    assert before.findings == after.findings


@pytest.mark.parametrize("text", ["open: Who gave?\n", "open: {ask: Who gave?}\n", "todo: [Who gave?]\n"])
def test_what_is_written_otherwise_is_an_error_too(text: str) -> None:
    outcome = run_bytes((text + SOUND).encode(), "a.yaml", Path(), Options(filed=FILED))
    assert {"DRF01", "DRF03"} & {each.rule for each in outcome.findings if each.blocks}
    assert build_files(outcome, BuildOptions(), ()).files == {}


@pytest.mark.parametrize(
    "text",
    [
        SOUND + OPEN,
        HEAD + HELD + sales(3) + OPEN,
        HEAD + HELD + sales(35) + OPEN,
        HEAD + HELD + "  - sale: {from: nowhere, date: 2026-11-18, shares: 1, price: 1}\n" + OPEN,
    ],
    ids=["rows", "events", "events that become two filings", "an event that is refused"],
)
def test_no_way_of_building_gets_past_it(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(text + "allow: {OPN01: nobody knows}\n", encoding="utf-8")
    found = judged(Path("a.yaml").read_text(encoding="utf-8"))
    assert found
    assert {each.allowed for each in found} == {None}
    CliRunner().invoke(app, ["check", "a.yaml", "--write-baseline", "known.json"])
    assert Path("known.json").is_file()
    for more in (
        ("--baseline", "known.json"),
        ("--ignore", "OPN"),
        ("--select", "NUM"),
        ("--profile", "edgar"),
        ("--published",),
        ("--live",),
    ):
        result = CliRunner().invoke(app, ["build", "a.yaml", "--out", "out", "--only", "xml", *more])
        assert result.exit_code == 1, more
        assert not list(Path().rglob("*.xml")), more
    made = form4kit.build("a.yaml", "out", filed=FILED, ignore=["OPN01"], only=["xml"])
    assert (made.files, made.folders) == ({}, ())
    assert UNANSWERED.code in [each.rule for each in made.findings]
    with pytest.raises(ValueError, match=r"OPN01 \"Who gave\?\" has no answer yet"):
        form4kit.read("a.yaml", filed=FILED)


def test_a_reason_is_no_answer() -> None:
    text = SOUND + OPEN + yaml.safe_dump({"allow": {"OPN01": "nobody knows"}})
    found = run_bytes(text.encode(), "a.yaml", Path(), Options(filed=FILED)).findings
    assert [each.message for each in found if each.rule == "ALW03"] == [
        "OPN01 is a question, and a reason is no answer"
    ]


def test_no_balance_is_carried_on_from_a_draft_with_an_open_question(tmp_path: Path) -> None:
    (tmp_path / "before.yaml").write_text(HEAD + HELD + sales(1) + "open: [Who gave?]\n", encoding="utf-8")
    text = HEAD + "positions: {from: before.yaml}\n"
    found = run_bytes(text.encode(), "a.yaml", tmp_path, Options(filed=FILED)).findings
    said = [each.message for each in found if each.rule.startswith("EVT")]
    assert len(said) == 1
    assert 'it is not finished: "Who gave?" has no answer yet' in said[0]


def test_an_amendment_with_an_open_question_is_not_built(tmp_path: Path) -> None:
    (tmp_path / "before.yaml").write_text(HEAD + HELD + sales(2), encoding="utf-8")
    changed = HEAD.replace('"4"', '"4/A"') + "original_filed: 2026-11-18\namends: before.yaml\n"
    changed += HELD + sales(2).replace("shares: 100", "shares: 90") + OPEN
    outcome = run_bytes(changed.encode(), "a.yaml", tmp_path, Options(filed=FILED))
    assert [each.rule for each in outcome.findings].count(UNANSWERED.code) == 4
    assert build_files(outcome, BuildOptions(), ()).files == {}

"""What drafts that name a table of fills are told of it stands at its line there; files beside drafts."""

import datetime as dt
from pathlib import Path

import pytest
from edited_drafts import TOML

from form4kit.editor.file_finding import line_range
from form4kit.editor.fills_diagnostics import fills_findings
from form4kit.editor.text import DraftText, Range
from form4kit.outcome import Options

DRAFT = """\
form: "4"
plan_10b5_1: false
issuer: allied
owners: [federico]
positions: {common: {security: Common Stock, held: 900}}
events:
  - sale: {from: common, date: 2026-11-18, fills: lots/a.csv}
signatures:
  - {name: /s/ Richard D. Federico, date: 2026-11-19}
"""
FILED = Options(filed=dt.date(2026, 11, 19))
GOOD = "shares,price\n300,31.07\n"
BAD = "shares,price\n300,31.07\n  x,31\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "form4kit.toml").write_text(TOML)
    (tmp_path / "draft.yaml").write_text(DRAFT)
    (tmp_path / "lots").mkdir()
    return tmp_path / "lots" / "a.csv"


def test_a_line_that_is_no_trade_is_told_in_its_place(table: Path) -> None:
    (found,) = fills_findings(table, BAD, {}, options=FILED)
    assert (found.range, found.by) == (Range(3, 3, 3, 7), "draft.yaml")
    assert (found.finding.rule, found.finding.message) == ("EVT13", '"x" is not a number of shares')
    assert fills_findings(table, GOOD, {}, options=FILED) == []


def test_what_is_left_out_is_told_at_the_top(table: Path) -> None:
    text = "Side,shares,price,status\nSell,300,31.07,Filled\nSell,100,31.07,Cancelled\n"
    (found,) = fills_findings(table, text, {}, options=FILED)
    assert found.range.line == 1 and found.finding.message == '1 line left out: 3 (status is "Cancelled")'


def test_a_table_that_nobody_names_is_left_alone(table: Path) -> None:
    assert fills_findings(table.with_name("b.csv"), BAD, {}, options=FILED) == []
    assert fills_findings(table.parent.parent / "a.csv", BAD, {}, options=FILED) == []


def test_the_draft_need_not_be_saved(table: Path) -> None:
    draft = table.parent.parent / "draft.yaml"
    assert fills_findings(table, BAD, {draft: DRAFT.replace("lots/a.csv", "b.csv")}, options=FILED) == []
    new = draft.with_name("new.yaml")
    draft.unlink()
    assert [each.by for each in fills_findings(table, BAD, {new: DRAFT}, options=FILED)] == ["new.yaml"]


def test_drafts_outside_the_root_are_not_read(table: Path) -> None:
    (table.parent / "form4kit.toml").write_text(TOML)
    assert fills_findings(table, BAD, {}, options=FILED) == []


@pytest.mark.parametrize(
    ("text", "number", "range"),
    [("a\n  b c  \n", 2, Range(2, 3, 2, 6)), ("a\n\n", 2, Range(2, 1, 2, 1)), ("a", 9, Range(9, 1, 9, 1))],
)
def test_a_line_has_the_range_of_what_stands_in_it(text: str, number: int, range: Range) -> None:
    assert line_range(DraftText(text), number) == range

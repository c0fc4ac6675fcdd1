"""Editing on the form: the number that is typed and no other byte; what is worked out is shown, not typed."""

import datetime as dt
from pathlib import Path

import pytest

from form4kit.editor.judged_draft import judge
from form4kit.law.clock import NEW_YORK
from form4kit.steps.edit_cell import CellAnswers, NoteAnswer, carry_out, plan
from form4kit.steps.form_cells import form_cell, form_cells

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
HEAD = """\
# what she wrote above
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners: [{cik: "0001234567", name: Adams Jane, director: true}]
"""
ROWS = """\
non_derivative:
  # the sale
  - {security: Common Stock, date: 2026-11-25, code: S, disposed: 500 ^range, price: "48.20",
     owned_after: 1000, ownership: direct}  # 500
  - security: Common Stock  # held
    owned_after: 500
    ownership: {indirect: By Trust}
footnotes:
  range: Sold in several trades.  # on 500
signatures: [{name: /s/ Jane Adams, date: 2026-11-30}]
"""
EVENTS = """\
positions:
  common: {security: Common Stock, held: 1000}
  trust: {security: Common Stock, held: 50, indirect: By Trust}
events:
  - sale: {from: common, date: 2026-11-25, shares: 100, price: 30.5}  # hers
  - sale: {from: common, date: 2026-11-25, fills: [[10, 5], [20, 5.5]]}
  - gift: {from: common, date: 2026-11-27, shares: 5}
open: [{id: event-3.price, ask: What was it worth?}]
signatures: [{name: /s/ Jane Adams, date: 2026-11-30}]
"""


def draft(folder: Path, text: str) -> Path:
    file = folder / "a.yaml"
    file.write_bytes(text.encode())
    return file


def change(file: Path, answers: CellAnswers) -> str:
    """Carry a change out, or return why not."""
    planned = plan(file, answers, NOW)
    if planned.refusals:
        assert not planned.writes
        return planned.refusals[0].words
    carry_out(planned)
    return planned.sentence


@pytest.mark.parametrize(
    ("text", "cell", "typed", "before", "after"),
    [
        (ROWS, "I-1-amount", "250", "disposed: 500 ^range", "disposed: 250 ^range"),
        (ROWS, "I-1-amount", "1,250", "disposed: 500 ^range", "disposed: 1250 ^range"),
        (ROWS, "I-1-price", "$48.21", '"48.20"', '"48.21"'),
        (ROWS, "I-1-date", "11/24/2026", "2026-11-25", "2026-11-24"),
        (ROWS, "I-1-code", "G", "code: S", "code: G"),
        (ROWS, "I-2-owned", "600", "owned_after: 500", "owned_after: 600"),
        (ROWS, "I-2-nature", "By Trust, A: #1", "By Trust}", '"By Trust, A: #1"}'),
        (ROWS, "I-1-security", "Class A Stock", "{security: Common Stock", "{security: Class A Stock"),
        (EVENTS, "I-1-amount", "250", "shares: 100", "shares: 250"),
        (EVENTS, "I-3-amount", "6", "shares: 5}", "shares: 6}"),
        (EVENTS, "I-4-owned", "60", "held: 50", "held: 60"),
        (EVENTS, "I-1-price", "30.25", "price: 30.5", "price: 30.25"),
    ],
)
def test_the_value_changes_and_nothing_else(
    tmp_path: Path, text: str, cell: str, typed: str, before: str, after: str
) -> None:
    for whole in (HEAD + text, "\ufeff" + (HEAD + text).replace("\n", "\r\n")):
        file = draft(tmp_path, whole)
        assert whole.count(before) == 1
        said = change(file, CellAnswers(cell, typed))
        assert file.read_bytes().decode() == whole.replace(before, after), said


@pytest.mark.parametrize(
    ("text", "cell", "typed", "words"),
    [
        (EVENTS, "I-1-owned", "1", "Table I, row 1, owned after is worked out: 1000 - 100 = 900"),
        (EVENTS, "I-2-price", "1", "Table I, row 2, price is worked out: 2 fills, $160.00 / 30 ≈ 5.3333"),
        (EVENTS, "I-2-amount", "1", "Table I, row 2, amount is worked out: 2 fills"),
        (EVENTS, "I-1-code", "G", "Table I, row 1, code is not typed. Follows from Event 1."),
        (EVENTS, "I-1-direct_indirect", "I", "Table I, row 1, direct or indirect is not typed. Follows from"),
        (ROWS, "I-1-acquired_disposed", "A", "Table I, row 1, (A) or (D) is not typed. Nothing"),
        (ROWS, "I-1-amount", "1,00", "`1,00` is not a number"),
        (ROWS, "I-1-amount", "-5", "`-5` is not a number"),
        (ROWS, "I-1-amount", " ", "Table I, row 1, amount is empty"),
        (ROWS, "I-1-date", "31.12.2026", "`31.12.2026` is not a date"),
        (ROWS, "I-9-amount", "1", "the form has no cell I-9-amount"),
        (ROWS, "../x", "1", "the form has no cell ../x"),
        (ROWS, "issuer", "1", "Issuer is not typed. Written out in this draft."),
    ],
)
def test_what_cannot_be_typed_over_says_what_it_rests_on(
    tmp_path: Path, text: str, cell: str, typed: str, words: str
) -> None:
    file = draft(tmp_path, HEAD + text)
    assert change(file, CellAnswers(cell, typed)).startswith(words)
    assert file.read_bytes() == (HEAD + text).encode()


def test_each_cell_says_what_it_rests_on(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(
        '[companies.amot]\ncik = "0000046129"\nname = "ALLIED MOTION TECHNOLOGIES INC"\nsymbol = "AMOT"\n'
    )
    text = (
        HEAD.replace('{cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}', "amot")
        + EVENTS
    )
    judged = judge(text, tmp_path / "a.yaml")
    cells = {each.name: each for each in form_cells(judged)}
    assert (cells["issuer"].kind, cells["issuer"].told) == ("registry", "Stands in People: amot")
    assert (cells["I-1-security"].kind, cells["I-1-security"].shared) == ("typed", 3)
    assert (cells["I-1-owned"].kind, cells["I-1-owned"].parts) == ("computed", ("common",))
    assert (cells["I-4-owned"].kind, cells["I-4-owned"].path) == ("typed", ("positions", "trust", "held"))
    asked = HEAD + ROWS + "open: [{id: I-1-nature, ask: By whom?}]\n"
    waiting = form_cell(judge(asked, tmp_path / "a.yaml"), "I-1-nature")
    assert waiting is not None
    assert (waiting.kind, waiting.told, waiting.question) == ("open", "By whom?", "I-1-nature")


def test_footnotes_are_hung_on_a_cell_taken_off_and_moved(tmp_path: Path) -> None:
    file = draft(tmp_path, HEAD + ROWS)
    own = NoteAnswer("why", text="Corrected: the number of shares, #1.")
    assert change(file, CellAnswers("I-1-price", add=own)) == (
        "Table I, row 1, price: footnote why is hung on it"
    )
    text = (
        (HEAD + ROWS)
        .replace('"48.20"', '"48.20 ^why"')
        .replace("# on 500\n", '# on 500\n  why: "Corrected: the number of shares, #1."\n')
    )
    assert file.read_text() == text
    assert change(file, CellAnswers("I-2-owned", add=own)) == "there is a footnote why already"
    standard = NoteAnswer("vesting", {"first": "2027-03-01", "parts": "4"})
    change(file, CellAnswers("I-2-owned", value="600", add=standard))
    assert "owned_after: 600 ^vesting(first=2027-03-01, parts=4)\n" in file.read_text()
    marks = form_cell(judge(file.read_text(), file), "I-2-owned")
    assert marks is not None
    assert "March 1, 2027" in marks.marks[0][1]
    change(file, CellAnswers("I-2-owned", remove=marks.marks[0][0]))
    change(file, CellAnswers("I-1-price", remove="why", onto="I-2-owned"))
    moved = text.replace("48.20 ^why", "48.20").replace("owned_after: 500", "owned_after: 600 ^why")
    assert file.read_text() == moved
    for wrong in (
        NoteAnswer("a b"),
        NoteAnswer("vesting", {"first": "a) ^x"}),
        NoteAnswer("x", {"a b": "1"}),
    ):
        assert "cannot be given" in (said := change(file, CellAnswers("I-1-price", add=wrong))) or (
            "no name of a footnote" in said
        )


def test_a_draft_without_footnotes_gets_them_behind_its_rows(tmp_path: Path) -> None:
    file = draft(tmp_path, HEAD + EVENTS)
    change(file, CellAnswers("I-1-price", add=NoteAnswer("why", text="Because.")))
    assert file.read_text() == (HEAD + EVENTS).replace("price: 30.5", "price: 30.5 ^why").replace(
        "open:", "footnotes: {why: Because.}\nopen:"
    )

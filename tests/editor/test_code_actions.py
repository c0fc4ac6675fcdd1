"""What can be mended, and what can be allowed."""

import datetime as dt

import pytest
from edited_drafts import ROWS, desk, pointed

from form4kit.editor import code_actions as acting
from form4kit.editor.code_actions import actions, allowance, fix_all
from form4kit.editor.text import Range, Replacement, applied
from form4kit.editor.tree import tree_of
from form4kit.outcome import Options

FILED = Options(filed=dt.date(2026, 11, 19))


def act(text: str, words: str, shift: int = 0) -> dict[str, acting.Action]:
    line, column = pointed(text, words, shift)
    return {each.title: each for each in actions(desk(text), Range(line, column, line, column))}


def test_a_mend_that_is_certain_is_offered_and_keeps_comments() -> None:
    text = ROWS.replace("director: true", "directr: true  # of the board")
    found = act(text, "directr")["Rename directr to director"]
    assert found.kind == "quickfix" and [each.rule for each in found.findings] == ["DRF01"]
    assert applied(text, found.edits) == text.replace("directr", "director")


def test_every_mend_of_a_draft_at_once() -> None:
    text = ROWS.replace("director: true", "directr: yes").replace("price:", "prise:")
    once = applied(text, fix_all(desk(text)))
    assert "prise" not in once and "directr" not in once
    assert fix_all(desk(ROWS)) == []


def test_every_mend_of_one_kind_and_of_no_other() -> None:
    text = ROWS.replace("director: true", "directr: yes").replace("price:", "prise:")
    found = act(text, "directr")["Mend every DRF01 of this draft"]
    assert found.kind == "quickfix" and {each.rule for each in found.findings} == {"DRF01"}
    assert applied(text, found.edits) == ROWS.replace("director: true", "director: yes")
    alone = act(ROWS.replace("price:", "prise:"), "prise")
    assert not [title for title in alone if title.startswith("Mend every")]


ALLOWED = ROWS.replace("date: 2026-11-18", "date: 2026-11-02")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ALLOWED, ALLOWED + 'allow:\n  DUE01: ""\n'),
        (ALLOWED.rstrip("\n"), ALLOWED + 'allow:\n  DUE01: ""\n'),
        (ALLOWED + "# the end\n", ALLOWED + 'allow:\n  DUE01: ""\n# the end\n'),
        (ALLOWED + "remarks: |+\n  x\n\n", ALLOWED + 'remarks: |+\n  x\n\nallow:\n  DUE01: ""\n'),
        (
            "allow: {FTN24: x}  # why\n" + ALLOWED,
            'allow: {FTN24: x, DUE01: ""}  # why\n' + ALLOWED,
        ),
        ("allow: {FTN24: x, }\n" + ALLOWED, 'allow: {FTN24: x, DUE01: "" }\n' + ALLOWED),
        ("allow: {}\n" + ALLOWED, 'allow: {DUE01: ""}\n' + ALLOWED),
        ("allow:\n" + ALLOWED, 'allow: {DUE01: ""}\n' + ALLOWED),
        (
            "allow:\n    FTN24: x  # why\n\n" + ALLOWED,
            'allow:\n    FTN24: x  # why\n    DUE01: ""\n\n' + ALLOWED,
        ),
    ],
)
def test_an_allowance_is_added_where_it_belongs(text: str, wanted: str) -> None:
    found = act(text, "2026-11-02")["Allow DUE01 here, with a reason that you write"]
    assert applied(text, found.edits) == wanted


def test_an_allowance_left_without_a_reason_is_an_error() -> None:
    found = act(ALLOWED, "2026-11-02")["Allow DUE01 here, with a reason that you write"]
    after = applied(ALLOWED, found.edits)
    assert [each.rule for each in desk(after).findings if each.blocks] == ["ALW02"]
    reasoned = desk(after.replace('""', "the broker told us late"))
    assert [each.allowed for each in reasoned.findings if each.rule == "DUE01"] == ["the broker told us late"]
    assert act(after, "2026-11-02") == {}


def test_what_edgar_refuses_cannot_be_allowed() -> None:
    text = ROWS.replace("code: S", "code: Q")
    assert not [title for title in act(text, "code: Q", 6) if title.startswith("Allow COD01")]


def test_no_allowance_is_added_where_it_would_not_be_read() -> None:
    for text in ("allow: [a]\nform: '4'\n", "form: [4\n", "- a\n", "", "allow: {\n  A: x # {}\n}\n"):
        assert allowance(tree_of(text), "DUE01") is None
    assert applied("{form: '4'}", [_edit("{form: '4'}")]) == "{form: '4', allow: {DUE01: \"\"}}"


def _edit(text: str) -> Replacement:
    found = allowance(tree_of(text), "DUE01")
    assert found is not None
    return found

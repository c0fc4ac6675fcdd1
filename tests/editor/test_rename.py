"""A name is changed wherever it is used, and nowhere else."""

import datetime as dt

import pytest
from edited_drafts import EVENTS, NOTED, ROWS, desk, pointed

from form4kit.editor import rename
from form4kit.editor.text import DraftText, applied
from form4kit.outcome import Options

FILED = Options(filed=dt.date(2026, 11, 19))


def test_a_footnote_is_renamed_wherever_it_is_used_and_nowhere_else() -> None:
    judged = desk(NOTED)
    edits = rename.rename(judged, *pointed(NOTED, "12 ^a", 4), "award")
    assert not isinstance(edits, str)
    after = applied(NOTED, edits)
    assert after == (
        NOTED.replace("12 ^a ", "12 ^award ")
        .replace('18 ^a"', '18 ^award"')
        .replace(") ^a'", ") ^award'")
        .replace("3 ^a,", "3 ^award,")
        .replace("Stock ^a,", "Stock ^award,")
        .replace("  a: The", "  award: The")
    )


def test_a_name_in_quotes_keeps_its_quotes() -> None:
    edits = rename.rename(desk(NOTED), *pointed(NOTED, '"b"', 1), "other")
    assert not isinstance(edits, str)
    assert applied(NOTED, edits) == NOTED.replace('"b"', '"other"').replace("^b", "^other")


def test_a_position_is_renamed_with_the_events_that_name_it() -> None:
    edits = rename.rename(desk(NOTED), *pointed(NOTED, "  common:", 3), "shares")
    assert not isinstance(edits, str)
    after = NOTED.replace("  common:", "  shares:").replace("from: common", "from: shares")
    assert applied(NOTED, edits) == after.replace('"common"', '"shares"')


@pytest.mark.parametrize(
    ("words", "shift", "new", "reason"),
    [
        ("12 ^a", 4, "b", "There is a footnote b already"),
        ("12 ^a", 4, "ab", "There is a footnote ab already"),
        ("12 ^a", 4, "vesting", "There is a footnote vesting already"),
        ("12 ^a", 4, "withheld", "form4kit's library"),
        ("12 ^a", 4, "two words", "cannot be a name"),
        ("12 ^a", 4, "", "cannot be a name"),
        ("^ab", 1, "other", "ab is not defined in this draft"),
        ("from: common", 7, "units", "There is a position units already"),
        ("from: common", 7, "from", "no name for a position"),
        ("security", 1, "other", "there is none here"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(
    words: str, shift: int, new: str, reason: str
) -> None:
    refused = rename.rename(desk(NOTED), *pointed(NOTED, words, shift), new)
    assert isinstance(refused, str) and reason in refused


def test_a_name_that_form4kit_itself_refers_to_keeps_its_name() -> None:
    text = EVENTS.replace("footnotes:\n", "footnotes:\n  withheld: Kept for taxes.\n")
    refused = rename.rename(desk(text), *pointed(text, "  withheld: Kept", 4), "kept")
    assert isinstance(refused, str) and "withheld" in refused


def test_nothing_is_renamed_where_a_use_might_be_missed() -> None:
    for text in (NOTED + "x: a: b\n", NOTED.replace('"2026-11-18 ^a"', '"2026-11-18 \\x5ea"')):
        refused = rename.rename(desk(text), *pointed(text, "12 ^a", 4), "award")
        assert isinstance(refused, str)


@pytest.mark.parametrize("text", [ROWS, EVENTS], ids=["rows", "events"])
def test_renaming_leaves_the_filing_as_it_is(text: str) -> None:
    judged = desk(text)
    before = judged.outcome.written
    renamed = 0
    for line in range(1, text.count("\n") + 1):
        for column in range(1, len(DraftText(text).line(line)) + 1):
            edits = rename.rename(judged, line, column, "brand-new")
            if not isinstance(edits, str):
                renamed += 1
                after = desk(applied(text, edits)).outcome.written
                assert before is not None and after is not None and after.data == before.data
    assert renamed > 3

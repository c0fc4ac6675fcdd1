"""What is told of the word under the cursor."""

import datetime as dt

import pytest
from edited_drafts import EVENTS, ROWS, desk, pointed, shown

from form4kit.editor.hover import hover
from form4kit.outcome import Options

FILED = Options(filed=dt.date(2026, 11, 19))


@pytest.mark.parametrize(
    ("words", "shift", "wanted"),
    [
        ("code: S", 6, ["**Code S:", "Sale", "Table I (D)", "General Instruction 8"]),
        (
            "date: 2026-11-18",
            8,
            ["Wednesday 2026-11-18", "Form 4 is due Fri 2026-11-20", "business day 1 of 2"],
        ),
        ("^lot", 1, ["Footnote F1", "> One of several lots."]),
        ("lot: One", 1, ["Footnote F1", "Table I, row 1, amount"]),
        ("state: NY", 8, ["**NY**: NEW YORK"]),
        ("price: 31", 2, ["Price (column 4)", "without commissions"]),
        ("name: Federico", 8, ["CIK 0001234567", "director"]),
        ("symbol: AMOT", 9, ["CIK 0000046129", "AMOT"]),
    ],
)
def test_what_is_told_of_a_word(words: str, shift: int, wanted: list[str]) -> None:
    found = hover(desk(ROWS), *pointed(ROWS, words, shift))
    assert found is not None
    assert [each for each in wanted if each not in found.markdown] == []


def test_of_a_finding_its_rule_and_who_objects_are_told() -> None:
    text = ROWS.replace("code: S", "code: Q")
    found = hover(desk(text), *pointed(text, "code: Q", 6))
    assert found is not None
    for told in ("**COD01** error, authority edgar", "EDGAR suspends the submission", "Source: "):
        assert told in found.markdown
    assert shown(text, found.range) == "Q"


def test_of_a_position_the_running_balance_is_told() -> None:
    judged = desk(EVENTS)
    whole = hover(judged, *pointed(EVENTS, "common: {"))
    sale = hover(judged, *pointed(EVENTS, "{from: common", 8))
    assert whole is not None and sale is not None
    assert "41471 + 1000 = 42471" in whole.markdown and "42059 - 500 = 41559" in whole.markdown
    assert "42059 - 500 = 41559" in sale.markdown and "42471" not in sale.markdown


def test_of_a_footnote_of_the_library_the_text_is_told_as_filled_in() -> None:
    text = ROWS.replace("31.07", '"31.07 ^weighted-average(low=30.90, high=31.40)"')
    found = hover(desk(text), *pointed(text, "^weighted", 4))
    assert found is not None and "$30.90 to $31.40" in found.markdown


def test_a_footnote_is_told_in_a_draft_that_does_not_parse() -> None:
    text = "footnotes:\n  lot: One lot.\nnon_derivative:\n  - price: 1 ^lot\n    date: a: b\n"
    found = hover(desk(text), *pointed(text, "^lot", 2))
    assert found is not None and "One lot." in found.markdown


def test_nothing_is_told_where_nothing_stands() -> None:
    assert hover(desk(ROWS), *pointed(ROWS, "# on", 3)) is None
    assert hover(desk(""), 1, 1) is None or desk("").findings


def test_a_text_from_the_draft_is_no_link_and_no_picture() -> None:
    text = ROWS.replace("One of several lots.", '"![x](https://example.com/a.png) <img src=y>"')
    found = hover(desk(text), *pointed(text, "^lot", 1))
    assert found is not None and "![x]" not in found.markdown and "<img" not in found.markdown


def test_a_ccc_in_a_draft_is_not_repeated() -> None:
    text = ROWS.replace("director: true", "ccc: abc$12345").replace("One of several lots.", "ccc: xyz#98765")
    judged = desk(text)
    told = [found.markdown for line in range(1, 25) for c in (5, 9, 25) if (found := hover(judged, line, c))]
    assert told and not any("abc$12345" in each or "xyz#98765" in each for each in told)

"""What is reckoned stands beside what it is reckoned from."""

import pytest
from edited_drafts import BROKEN, EVENTS, EXAMPLES, ROWS, desk

from form4kit.editor.inlay_hints import inlay_hints
from form4kit.editor.text import DraftText


def shown(text: str) -> list[tuple[str, str]]:
    """Return what stands in the line before each hint, and the hint."""
    source = DraftText(text)
    return [(source.line(each.line)[: each.column - 1], each.text) for each in inlay_hints(desk(text))]


def test_balances_prices_and_the_deadline() -> None:
    due, vest, price, sale = shown(EVENTS)
    assert due == ('form: "4"', "due Fri 2026-11-20 at 22:00 New York time")
    assert vest[0].endswith("price: 88.10}") and vest[1] == "then rsu-25 2000, common 42059"
    assert price[0].endswith("[200, 31.09]]") and price[1] == "31.07 to 31.09"
    assert sale[0].endswith("31.09]]}") and sale[1] == "then common 41559"
    whys = [each.why for each in inlay_hints(desk(EVENTS))]
    assert whys[0].startswith("Form 4 is due") and whys[3] == "common: 42059 - 500 = 41559"


def test_an_event_in_lines_has_its_balance_after_its_last_word() -> None:
    text = EVENTS.replace(
        "  - sale: {from: common, date: 2026-11-19, fills: [[300, 31.07 ], [200, 31.09]]}\n",
        "  - sale:\n      from: common\n      date: 2026-11-19\n"
        "      shares: 500\n      price: 31  # sold\n\n",
    )
    assert shown(text)[-1] == ("      price: 31", "then common 41559")


def test_rows_have_a_deadline_alone_and_an_amendment_has_none() -> None:
    assert [text for _, text in shown(ROWS)] == ["due Fri 2026-11-20 at 22:00 New York time"]
    assert shown(ROWS.replace('form: "4"', 'form: "4/A"')) == []


@pytest.mark.parametrize("text", ["", "form: [", "form: 4\nevents:\n  - sale\n", "- a\n"])
def test_a_text_that_cannot_be_read_has_none(text: str) -> None:
    assert shown(text) == []


def test_every_hint_stands_within_its_draft() -> None:
    for file in [*EXAMPLES, *BROKEN[::8]]:
        text = file.read_text(encoding="utf-8")
        source = DraftText(text)
        for each in inlay_hints(desk(text, file)):
            assert source.line(each.line)[each.column - 2].strip(), (file.name, each)

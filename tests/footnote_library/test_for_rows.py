"""What footnotes of the library call the securities of the rows that refer to them."""

import pytest

from form4kit.footnote_library.for_rows import noun, unit


@pytest.mark.parametrize(
    ("title", "several", "one"),
    [
        ("Common Stock", "shares", "unit"),
        ("Deferred Stock Units (DSUs)", "units", "deferred stock unit"),
        ("Employee Stock Option (right to buy)", "options", "unit"),
        ("Performance Share Units", "units", "performance share unit"),
        ("Phantom Stock", "units", "unit"),
        ("RSUs", "units", ""),
        ("Restricted Stock Units", "units", "restricted stock unit"),
        ("Stock Appreciation Rights", "rights", "unit"),
        ("Warrants", "warrants", "unit"),
    ],
)
def test_words_for_securities_come_from_their_title(title: str, several: str, one: str) -> None:
    assert (noun(title), unit(title)) == (several, one)

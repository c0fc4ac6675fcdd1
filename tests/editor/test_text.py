"""Points and edits of a text, whatever its line ends."""

import datetime as dt
from pathlib import Path

from edited_drafts import ROWS, desk, shown
from hypothesis import given
from hypothesis import strategies as st

from form4kit.editor.text import DraftText, Range, Replacement, applied, normal
from form4kit.outcome import Options

ROOT = Path(__file__).resolve().parents[2]
FILED = Options(filed=dt.date(2026, 11, 19))


@given(st.text(st.sampled_from("ab\n\r𝒜é\u2028")), st.integers(0, 30))
def test_an_offset_comes_back_from_its_line_and_column(text: str, offset: int) -> None:
    found = DraftText(normal(text))
    offset = min(offset, len(found.content))
    assert found.offset(*found.point(offset)) == offset


def test_a_point_outside_of_the_text_is_moved_to_the_nearest_inside() -> None:
    found = DraftText("ab\ncd")
    assert [found.offset(*point) for point in ((0, 1), (1, 9), (2, 9), (3, 1), (9, 9))] == [0, 2, 5, 5, 5]


def test_edits_apply_together() -> None:
    edits = [
        Replacement(Range(1, 1, 1, 2), "X"),
        Replacement(Range(2, 2, 2, 2), "!"),
        Replacement(Range(1, 3, 2, 1), ""),
    ]
    assert applied("abc\r\nde", edits) == "Xbd!e"


def test_line_ends_and_byte_order_marks_leave_lines_and_columns_alone() -> None:
    text = ROWS.replace("code: S", "code: Q")
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        found = next(each for each in desk(other).findings if each.rule == "COD01")
        assert shown(text, desk(other).range_of(found)) == "Q"

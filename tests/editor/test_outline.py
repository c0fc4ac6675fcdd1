"""The parts of a draft in the form's own words."""

import datetime as dt

from edited_drafts import EVENTS, ROWS, desk, pointed, shown

from form4kit.editor import outline
from form4kit.outcome import Options

FILED = Options(filed=dt.date(2026, 11, 19))


def test_the_parts_of_a_draft_in_the_forms_own_words() -> None:
    found = {each.name: each for each in outline.symbols(desk(EVENTS))}
    assert list(found)[:3] == ["form", "plan_10b5_1", "issuer"]
    assert [each.name for each in found["positions"].children] == ["common", "rsu-25"]
    assert [each.name for each in found["events"].children] == ["vest", "sale"]
    (row,) = {each.name: each for each in outline.symbols(desk(ROWS))}["non_derivative"].children
    assert (row.name, row.detail) == ("Table I, row 1", "Common Stock 2026-11-18 S 500 ^lot 40971")
    assert shown(ROWS, row.range).startswith("security:") and shown(ROWS, row.range).endswith("direct")


def test_parts_of_several_lines_can_be_folded() -> None:
    folds = {(each.line, each.end_line) for each in outline.folds(desk(ROWS))}
    assert (pointed(ROWS, "owners:")[0], pointed(ROWS, "director:")[0]) in folds
    assert all(start < end for start, end in folds)

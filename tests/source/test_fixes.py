"""Fixes change what they name and nothing else: comments and layout stay."""

import pytest

from form4kit.findings import Edit, Fix
from form4kit.source.fixes import apply

DRAFT = """\
# a comment
form: "4"   # the form
period: 2026-11-17
owners:
  - cik: "1"
    address: {street: A, state: A6, zip: K1A 0B1}   # abroad
footnotes:
  used: Text.
  # about the next
  unused: >-
    Folded text
    of two lines.

  last: "quoted: text"
remarks: end
"""


def fix(*edits: Edit) -> Fix:
    return Fix("", edits)


@pytest.mark.parametrize(
    ("edits", "old", "new"),
    [
        ((Edit("set", ("period",), "2026-11-16"),), "2026-11-17", "2026-11-16"),
        ((Edit("set", ("form",), '"4/A"'),), '"4"', '"4/A"'),
        ((Edit("rename", ("owners", 0, "address", "state"), "country"),), "state: A6", "country: A6"),
        ((Edit("remove", ("owners", 0, "address", "state")),), "state: A6, ", ""),
        ((Edit("remove", ("owners", 0, "address", "zip")),), ", zip: K1A 0B1", ""),
        ((Edit("remove", ("footnotes", "used")),), "  used: Text.\n", ""),
        (
            (Edit("remove", ("footnotes", "unused")),),
            "  unused: >-\n    Folded text\n    of two lines.\n\n",
            "",
        ),
        ((Edit("remove", ("footnotes", "last")),), '  last: "quoted: text"\n', ""),
        ((Edit("remove", ("remarks",)),), "remarks: end\n", ""),
        ((Edit("remove", ("owners", 0, "cik")),), '- cik: "1"\n    address', "- address"),
    ],
)
def test_an_edit_changes_its_part_alone(edits: tuple[Edit, ...], old: str, new: str) -> None:
    assert DRAFT.count(old) == 1
    assert apply(DRAFT, [fix(*edits)]) == (DRAFT.replace(old, new), 1)


def test_a_value_that_is_not_there_is_left() -> None:
    assert apply(DRAFT, [fix(Edit("set", ("nothing",), "1"))]) == (DRAFT, 0)


def test_a_blank_gets_its_value_after_a_blank() -> None:
    assert apply("period:\nform: x\n", [fix(Edit("set", ("period",), "2026-01-02"))]) == (
        "period: 2026-01-02\nform: x\n",
        1,
    )


def test_fixes_of_one_part_wait_for_the_next_run() -> None:
    one = fix(Edit("set", ("period",), "2026-11-16"))
    two = fix(Edit("set", ("period",), "2026-11-15"))
    assert apply(DRAFT, [one, two, one])[1] == 1

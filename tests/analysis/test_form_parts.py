"""Which part of a report a form says it is."""

import pytest
from rule_cases import edited, found

from form4kit.analysis.form_parts import part_of_report


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("Filing two of three.", (2, 3)),
        ("Form 2 of 2: This Form 4 is the second of two Forms 4.", (2, 2)),
        ("Form 4 (2 of 3)", (2, 3)),
        ("Form 4 filing 1 of 2", (1, 2)),
        ("Part 2/3 of this report.", (2, 3)),
        ("Report No. 3 of 4", (3, 4)),
        ("This is Part II of II.", (2, 2)),
        ("This is the second of two Forms 4 for the same event.", (2, 2)),
    ],
)
def test_a_part_is_heard(told: str, part: tuple[int, int]) -> None:
    assert part_of_report(edited({"remarks": told})) == part
    assert part_of_report(edited({"footnotes.award": told})) == part


@pytest.mark.parametrize(
    "told",
    [
        "Form 4 of 2025",
        "Part 1 of 1",
        "Part 3 of 2",
        "The first of three equal annual installments.",
        "This Form 4 reports part of two grants.",
        "two of three performance goals were reported",
        "under Part II of the plan",
    ],
)
def test_what_is_no_part_is_not_heard(told: str) -> None:
    assert part_of_report(edited({"remarks": told})) is None


@pytest.mark.parametrize("on", ["4-option"])
def test_a_half_on_the_other_part_is_not_asked_for(on: str) -> None:
    assert found("COD20", {"non_derivative": None}, on)
    assert not found("COD20", {"non_derivative": None, "remarks": "This is Part II of II."}, on)
    assert found("COD19", {"derivative": None}, on)
    assert not found("COD19", {"derivative": None, "remarks": "This is Part I of II."}, on)

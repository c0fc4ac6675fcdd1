"""Who may approve: whole names, one person under any spelling, and mails of exactly one reviewer."""

import pytest

from form4kit.registry.review_policy import Reviewer
from form4kit.signoff.review_names import is_same_hand, prepared, reviewer_by_mail, reviewer_of, unfit

TITLES = ("Dr", "Esq", "II", "III", "IV", "Jr", "Miss", "Mr", "Mrs", "Ms", "Prof", "Sr")
MOREAU = Reviewer("Jeanne Moreau", "Moreau@Example.com")
LEE = Reviewer("Sam Lee", "lee@example.com")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "nobody is named: say who it is, with first and last name"),
        (" \t", "nobody is named: say who it is, with first and last name"),
        ("Lee", "Lee: write first and last name"),
        ("S. Lее", "S. Lее: letters of several scripts, or a sign that is not seen, stand in this name"),
        ("Sam Lee", ""),
    ],
)
def test_a_name_that_cannot_answer_says_why(name: str, why: str) -> None:
    assert unfit(name) == why


@pytest.mark.parametrize("title", TITLES)
def test_a_title_makes_no_other_person(title: str) -> None:
    for name in (f"{title}. S. Lee", f"Lee {title}", f"S. Lee, {title.upper()}."):
        assert is_same_hand(name, "S. Lee") is (name != f"Lee {title}")
    assert is_same_hand(f"{title} Ѕam Lee", "Sam Q. Lee"), "nor does a letter of another script beside it"


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Sam Lee", "", False),
        ("", "Sam Lee", False),
        ("", "", False),
        ("!!", "S. Lee", False),
        ("S. Lee", "S. L.", False),
        ("S. L.", "S. L.", True),
        ("S. L.", "Sam Lee", False),
        ("SL", "S. L.", True),
        ("Lee", "Sam Lee", False),
        ("Sam", "Sam Lee", False),
        ("Sa Lee", "Sam Lee", False),
        ("Lee, Sam Q.", "S. Lee", True),
        ("S. Lee", "Sam Q. Lee (deputy)", True),
        ("S. S. Lee", "S. Lee", True),
        ("S. Lee", "T. Lee", False),
        ("Sam O'Neil", "Sam ONeil", True),
        ("Sam O’Neil", "Sam ONeil", True),
        ("Søren Łęcki", "Soren Lecki", True),
        ("5am Lee", "Sam Lee", False),
        ("!!", "??", False),
        ("Ii Iv", "Iv Ii", True),
        ("Léé, Sam", "Sam Lee", True),
        ("Le\u200be, Sam", "Sam Lee", True),
        ("Ѕ. Sam", "Sam Q. Smith", True),
        ("Wu Ѕ.", "Sam Wu", True),
        ("Wi11iam Lee", "William Lee", True),
    ],
)
def test_two_names_are_one_hand_or_not(name: str, other: str, same: bool) -> None:
    assert is_same_hand(name, other) is same
    assert is_same_hand(other, name) is same
    assert prepared(name, ["J. Moreau", other]) == (other if same else "")


def test_a_reviewer_is_known_by_name_and_by_a_mail_that_only_one_has() -> None:
    assert reviewer_of("moreau jeanne", [LEE, MOREAU]) is MOREAU
    assert reviewer_of("J. Abel", [LEE, MOREAU]) is None
    assert reviewer_by_mail("moreau@example.COM", [LEE, MOREAU]) is MOREAU
    assert reviewer_by_mail("abel@example.com", [LEE, MOREAU]) is None
    assert reviewer_by_mail("lee@example.com", [LEE, Reviewer("Ann Lee", "Lee@example.com")]) is None
    assert reviewer_by_mail("", [Reviewer("Ann Lee")]) is None, "nobody is known by no address"

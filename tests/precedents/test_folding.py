"""What only numbers and dates tell apart is one wording; what a word tells apart is not."""

import pytest

from form4kit.precedents.folding import fold_key, folded

SAME = [
    ("Sold at $10.00 to $10.95.", "sold at $9.5 to $1,010.40"),
    ("Vests on May 12, 2026.", "Vests on Jan. 3, 2024"),
    ("Vests on 5/12/2026", "vests on 2026-05-12."),
    ("25% of the units  vest", "33.3% of the units vest"),
    ("The \u201cPlan\u201d", 'the "Plan"'),
]
OTHER = [
    ("Shares were sold.", "Shares were not sold."),
    ("The trust is revocable.", "The trust is irrevocable."),
    ("Held by spouse in 2 accounts", "Held by spouse in accounts"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_numbers_dates_signs_and_capitals_do_not_count(one: str, two: str) -> None:
    assert fold_key(one) == fold_key(two), (folded(one), folded(two))


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_words_count(one: str, two: str) -> None:
    assert fold_key(one) != fold_key(two)


def test_half_a_character_does_no_harm() -> None:
    assert len(fold_key("s\ud800ld")) == 16

"""Splits in words, and what one share of a day has become."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from form4kit.law.splits import Split, ratio_since

JUNE, SEPTEMBER = dt.date(2026, 6, 1), dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("new", "old", "words"),
    [
        ("2", "1", "two-for-one"),
        ("1", "10", "one-for-ten reverse"),
        ("20", "1", "20-for-1"),
        ("1.5", "1", "1.5-for-1"),
    ],
)
def test_a_split_in_words(new: str, old: str, words: str) -> None:
    assert Split(Decimal(new), Decimal(old), JUNE).words == words


def test_splits_since_a_day_multiply_and_their_own_day_is_on_the_new_basis() -> None:
    splits = [Split(Decimal(4), Decimal(1), JUNE), Split(Decimal(1), Decimal(10), SEPTEMBER)]
    days = [dt.date(2026, 5, 31), JUNE, SEPTEMBER]
    assert [ratio_since(splits, day) for day in days] == [Fraction(2, 5), Fraction(1, 10), 1]

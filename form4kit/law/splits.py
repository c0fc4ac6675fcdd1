"""Stock splits: new shares for old ones, from a day on (Rule 16a-9)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from form4kit.words import edgar_number

_COUNTS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Split:
    """A split: `new` shares for each `old` ones; `date` is the first day on the new basis."""

    new: Decimal
    old: Decimal
    date: dt.date

    @property
    def ratio(self) -> Fraction:
        """New shares for one old share."""
        return Fraction(self.new) / Fraction(self.old)

    @property
    def words(self) -> str:
        """The ratio as a footnote says it: `two-for-one`, `20-for-1`, `one-for-ten reverse`."""
        known = all(number == int(number) and number <= len(_COUNTS) for number in (self.new, self.old))
        texts = [_COUNTS[int(n) - 1] if known else edgar_number(n) for n in (self.new, self.old)]
        return "-for-".join(texts) + (" reverse" if self.new < self.old else "")


def ratio_since(splits: Iterable[Split], day: dt.date) -> Fraction:
    """Return how many shares of today one share of a day has become: the product of the splits since."""
    ratio = Fraction(1)
    for split in splits:
        if day < split.date:
            ratio *= split.ratio
    return ratio

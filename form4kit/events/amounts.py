"""Amounts of shares and money, exact: as many digits as EDGAR takes, and rounded once."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

LARGEST: Final = Decimal("999999999999.9999")
PLACES: Final = 4
"""EDGAR's type for amounts: at most this much, and at most so many decimals."""


def fits_edgar(amount: Decimal) -> bool:
    """Tell whether EDGAR's type for amounts has a place for every digit."""
    return 0 <= amount <= LARGEST and amount == round(amount, PLACES)


def rounded(exact: Fraction) -> Decimal:
    """Round a fraction to four decimals, half even, once."""
    near = round(exact, PLACES)
    return Decimal(near.numerator) / Decimal(near.denominator)

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


def plain(number: Decimal) -> str:
    """Write a number as EDGAR takes it: no exponent, and no zeros after the last decimal that counts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Decimal) -> str:
    """Write dollars with two decimals, or more where they count: `20.00`, `20.1234`."""
    text = plain(amount)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals:0<2}"

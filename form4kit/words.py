"""Words and figures as sentences have them: lists joined, numbers grouped, counts with their noun."""

from decimal import Decimal


def listed(names: list[str], last: str = "or") -> str:
    """Join names as a sentence does: `a, b or c`."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def edgar_number(number: Decimal) -> str:
    """Write a number as EDGAR takes it: no exponent, and no zeros after the last decimal that counts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Decimal) -> str:
    """Write dollars with two decimals, or more where they count: `20.00`, `20.1234`."""
    text = edgar_number(amount)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals:0<2}"


def grouped(number: Decimal) -> str:
    """Write a number with its thousands parted and without zeros at the end."""
    return f"{number.normalize():,f}"

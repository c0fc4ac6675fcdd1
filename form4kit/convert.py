"""The texts of a form as values: numbers, dates and flags; None for what does not convert.

Which field of a form is which is told in one table, `CONVERTERS`.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from form4kit.lazy_re import pattern

_DECIMAL = pattern(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z", re.ASCII)
_DATE = pattern(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?\Z", re.ASCII)
LONGEST: Final = 100
"""The characters of a number: the largest that EDGAR takes has 17, and arithmetic fails with a million."""
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"(\d{{1,9}}(?:\.\d{{1,9}})?|{'|'.join(_COUNTS)})"
_SPLIT = pattern(rf"\s*{_COUNT}\s*(?:-\s*)?(?:for\s*-?|:)\s*{_COUNT}\s*\Z", re.ASCII | re.IGNORECASE)
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}


def to_decimal(text: str) -> Decimal | None:
    """Convert the text of a number, plain decimal notation; None for anything else, and for one of a page."""
    stripped = text.strip()
    return Decimal(stripped) if len(stripped) <= LONGEST and _DECIMAL.match(stripped) else None


def to_date(text: str) -> dt.date | None:
    """Convert the text of a date, `YYYY-MM-DD`, with or without the time zone that some filings carry."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def to_bool(text: str) -> bool | None:
    """Convert `1`, `true`, `0` or `false`; None for anything else."""
    return _BOOLEANS.get(text.strip())


def to_split(text: str) -> tuple[Decimal, Decimal] | None:
    """Convert the ratio of a stock split, `2-for-1`, `2:1` or `two-for-one`: new shares, and for how many.

    None for anything else, for none of either, and for as many as before.
    """
    found = _SPLIT.match(text)
    if found is None:
        return None
    new, old = (
        Decimal(_COUNTS.index(each.lower()) + 1) if each.lower() in _COUNTS else Decimal(each)
        for each in found.groups()
    )
    return (new, old) if new and old and new != old else None


def to_text(text: str) -> str | None:
    """Convert a text: without the blanks around it, and None where nothing is left."""
    return text.strip() or None


def bare_cik(text: str | None) -> str:
    """Return a CIK without the zeros before it, as two spellings of one CIK compare."""
    return (text or "").strip().lstrip("0")


CONVERTERS: Final[Mapping[str, Callable[[str], Any]]] = {
    **dict.fromkeys(
        (
            *("exercise_price", "shares", "total_value", "price", "underlying_shares", "underlying_value"),
            *("owned_after", "value_owned_after"),
        ),
        to_decimal,
    ),
    **dict.fromkeys(("date", "deemed", "exercisable", "expires", "period", "original_filed"), to_date),
    **dict.fromkeys(
        (
            *("swap", "non_us", "good_address", "director", "officer", "ten_percent", "other"),
            *("plan_10b5_1", "not_subject_to_section_16", "no_securities_owned"),
            *("form3_holdings_reported", "form4_transactions_reported"),
        ),
        to_bool,
    ),
}
"""The fields of the model that are a number, a date or a flag, by name, each with what converts its text."""


def converter(name: str) -> Callable[[str], Any]:
    """Return what converts the text of a field of the model; a field that is not in the table is a text."""
    return CONVERTERS.get(name, to_text)

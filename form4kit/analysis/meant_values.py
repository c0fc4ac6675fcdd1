"""Numbers and dates as people write them, where what is meant is certain: `$1,500`, `11/27/2026`."""

import datetime as dt
import re

from form4kit.analysis.figures import days, flat
from form4kit.lazy_re import pattern

_DRESSED = pattern(r"(?:US)?\$?\s?([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(\.[0-9]+)?", re.ASCII)
_DECIMAL_COMMA = pattern(r"([0-9]{1,3}(?:\.[0-9]{3})*|[0-9]+),([0-9]{1,2})", re.ASCII)


def meant_number(text: str) -> str:
    """Return the digits of a number with a dollar sign or with commas between its thousands; else empty.

    A comma before one or two digits at the end parts decimals, `31,07`, if no digit is missing after it
    (`may_be_thousands`): to be shown, and never put in unasked.
    """
    if decimals := _DECIMAL_COMMA.fullmatch(text):
        return f"{decimals[1].replace('.', '')}.{decimals[2]}"
    dressed = _DRESSED.fullmatch(text)
    return dressed[1].replace(",", "") + (dressed[2] or "") if dressed else ""


def may_be_thousands(text: str) -> bool:
    """Tell whether a comma parts decimals, or digits are missing after it: `1,00` may be 1.00 or 1,000."""
    return bool(_DECIMAL_COMMA.fullmatch(text))


def meant_day(text: str) -> dt.date | None:
    """Return the one day that a whole text names, in figures or words; None where it may be another."""
    told = flat(text)
    named = (day for day in days(told) if (day.start, day.end) == (0, len(told)) and day.precise)
    return next((day.day for day in named), None)

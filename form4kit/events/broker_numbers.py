"""Numbers as people and spreadsheets write them: `$1,234.50`, `(500)`, `20,50`."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import Final

from form4kit.convert import to_decimal
from form4kit.lazy_re import pattern


class Commas(Enum):
    """What a comma parts in the numbers of a file."""

    THOUSANDS = "thousands"
    DECIMALS = "decimals"


LONGEST: Final = 24
"""A number with more characters is none that anybody trades at."""

_NOISE = pattern(r"US\$|USD|[$\s'\"]", re.I)
_SIGNED = pattern(rf"(?P<open>\()?(?P<minus>[-−])?(?P<digits>[\d.,]{{1,{LONGEST}}})(?P<close>\))?\Z", re.A)
_THOUSANDS = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?\Z")
_DECIMAL_COMMA = pattern(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?\Z")


def numeral(text: str, commas: Commas) -> Decimal | None:
    """Read a number; one in parentheses or after a minus is negative. None for anything else."""
    found = _SIGNED.match(_NOISE.sub("", text))
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    digits = found["digits"]
    if commas is Commas.DECIMALS:
        digits = digits.replace(".", "").replace(",", ".") if _DECIMAL_COMMA.match(digits) else ""
    elif _THOUSANDS.match(digits):
        digits = digits.replace(",", "")
    value = to_decimal(digits)
    negative = found["open"] or found["minus"]
    return -value if value is not None and negative else value


def commas_of(numbers: Iterable[str], *, semicolons: bool) -> Commas | None:
    """Tell what commas part in a file's numbers; None where both are possible and it matters.

    `20,5` can only be a decimal. `1,000` is a thousand, but for a file whose cells `semicolons` part, as
    they do where the comma is a decimal's, unless another of its numbers has a period.
    """
    bare = [_NOISE.sub("", text) for text in numbers]
    with_comma = [text for text in bare if "," in text]
    if any(not _THOUSANDS.match(text.strip("()-−")) for text in with_comma):
        return Commas.DECIMALS
    if with_comma and semicolons and not any("." in text for text in bare):
        return None
    return Commas.THOUSANDS

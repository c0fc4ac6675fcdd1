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
_PERIODS = pattern(r"\d{1,3}(?:\.\d{3})+\Z")
_FIGURES = pattern(r"[\d.,]*\d[\d.,]*\Z", re.A)
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


def commas_of(shares: Iterable[str], prices: Iterable[str], *, semicolons: bool) -> Commas | None:
    """Tell what commas part in a file's numbers; None where both are possible and it matters.

    `20,5` can only be a decimal. `1,000` is a thousand, but for a file whose cells `semicolons` part, as
    they do where the comma is a decimal's, unless another of its numbers has a period. A price `20,500` or
    shares `1.000` may be either where no other number says what the mark parts.
    """
    counts, dollars = ([_NOISE.sub("", each).strip("()-−") for each in texts] for texts in (shares, prices))
    bare = [text for text in (*counts, *dollars) if _FIGURES.match(text)]
    with_comma = [text for text in bare if "," in text]
    if any(not _THOUSANDS.match(text) for text in with_comma):
        return Commas.DECIMALS
    if not with_comma and any(_PERIODS.match(text) for text in counts):
        decimal = any("." in text and not _PERIODS.match(text) for text in bare)
        return Commas.THOUSANDS if decimal else None
    periods = [text for text in bare if "." in text]
    if with_comma and any(_PERIODS.match(text) for text in counts) and all(map(_PERIODS.match, periods)):
        return None  # `1.000` shares at `31,070`: either mark may part thousands
    if "." not in "".join(bare) and with_comma and (semicolons or any("," in text for text in dollars)):
        return None
    return Commas.THOUSANDS

"""What a row trades, for Section 16(b): its class, whether a derivative, of what, and which way it points."""

import re
from functools import lru_cache
from typing import NamedTuple

from form4kit.analysis.titles import is_debt, normal
from form4kit.lazy_re import pattern
from form4kit.model import Row

_SUM = r"(?:(?:us|eur|usd|gbp)?\s*[$€£]?\s*\d*\.?\d+(?:\s\d/\d)?(?:\s*(?:usd|eur|gbp|euros?|cents?)\b)?)"
_EACH = r"(?:\s*(?:per|a|/)\s*(?:ordinary\s+|common\s+)?(?:share|unit)|\s*each)?"
_PAR = pattern(
    rf"[,(;]?\s*\b(?:with(?:out)?\s+|having\s+)?(?:an?\s+|no\s+)?(?:{_SUM}{_EACH}\s*)?"
    rf"\b(?:par(?=\s*(?:value|[$€£.\d]))|nominal(?=\s+value))(?:\s*value)?"
    rf"(?:\s*(?:of|at)?\s*{_SUM})?{_EACH}\s*\)?"
    rf"|[,(;]\s*{_SUM}{_EACH}\s*\b(?:par|nominal)(?:\s+value)?\b{_EACH}\s*\)?"
    rf"|[$€£]\s*\d*\.?\d+(?:\s\d/\d)?{_EACH}\s*\bpar(?:\s+value)?\b{_EACH}"
    r"|\(\s*[\"\u201c][^()]*\)",
    re.IGNORECASE,
)
_LONG = 300
"""The characters of a title that are read; EDGAR takes 60 at most of one that is sent."""
_SHORT = pattern(r"\b(?:obligation to|written|short(?![- ]term))\b", re.IGNORECASE)
_TWO_SIDED = pattern(r"\b(?:forwards?|collars?|swaps?|futures?)\b", re.IGNORECASE)
_PUT = pattern(r"\bputs?\b(?! equivalent)|\bright to sell\b", re.IGNORECASE)
_CALL = pattern(r"\bcalls?\b(?! equivalent)", re.IGNORECASE)


class DerivativeSeries(NamedTuple):
    """Derivatives with one title, exercise price, expiration and underlying class: they are one security."""

    title: str
    exercise_price: object
    expires: object
    underlying: str


class Security(NamedTuple):
    """What is traded: the class that matches, as titles compare, and as the form spells it.

    For a derivative `stock` is the class under it. A `put` points the other way: who buys one sells.
    `written` tells an obligation that the person took on.
    """

    stock: str
    title: str
    derivative: bool = False
    put: bool = False
    written: bool = False
    debt: bool = False


@lru_cache(maxsize=4096)
def class_of(title: str) -> str:
    """Return a title for comparing: without case, punctuation and par value."""
    flat = " ".join(title.split())
    return normal(_PAR.sub(" ", flat[:_LONG])) or normal(flat)


def security_of(row: Row) -> Security:
    """Tell what a row trades; a swap is a derivative in either table (Rule 16a-1(c))."""
    title = row.security.text or ""
    if row.table == "non_derivative":
        return Security(class_of(title), title, derivative=bool(row.swap.value))
    under = row.underlying.text or title
    return Security(
        class_of(under),
        under,
        derivative=True,
        put=_is_put(title),
        written=bool(_SHORT.search(title)),
        debt=is_debt(title),
    )


def _is_put(title: str) -> bool:
    """Tell whether a title names a put; forwards, collars and swaps are told by buying and selling alone."""
    return bool(_PUT.search(title)) and not _TWO_SIDED.search(title) and not _CALL.search(title)

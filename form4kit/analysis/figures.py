"""Read figures in free text: amounts of money, ranges of prices, dates and ratios.

Footnotes and remarks are prose, so that each answer is a reading: rules show what was read, and raise
errors on it only where the text itself is what the form asks for. Every reading is remembered, since
several rules ask about one note.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from form4kit.convert import LONGEST
from form4kit.law.currencies import foreign_currency
from form4kit.lazy_re import pattern

REMEMBERED: Final = 4096

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+"
_MONEY = pattern(
    rf"(?P<mark>(?:\b[A-Z]{{1,3}})?\$|[€£¥])[\s$]{{0,4}}(?P<marked>{_NUMBER})"
    r"|(?<![\w.,/$])(?P<bare>(?:\d{1,3}(?:,\d{3})+|\d+)?\.\d+)(?![\w/%]|\.\d|-\d|\s?(?:shares|units|years))"
)
_DOLLARS = frozenset(["$", "US$", "U$"])
_CONVERTED = pattern(r"exchange rate|(?:translated|converted) (?:from|into|to|at)")


class Money(NamedTuple):
    """An amount of money: `currency` is `$`, a foreign mark such as `NT$`, or empty where none is written.

    An amount without a mark is read only where it has decimals.
    """

    amount: Decimal
    currency: str
    start: int
    end: int


class PriceRange(NamedTuple):
    """A range of prices as a text states it; `first` exceeds `second` only by its author's mistake."""

    first: Decimal
    second: Decimal
    currency: str

    @property
    def low(self) -> Decimal:
        """The lower of the two prices."""
        return min(self.first, self.second)

    @property
    def high(self) -> Decimal:
        """The higher of the two prices."""
        return max(self.first, self.second)

    @property
    def spread(self) -> Decimal:
        """The distance from the lowest to the highest price."""
        return self.high - self.low

    def __str__(self) -> str:
        return f"{self.first}-{self.second}"


class Day(NamedTuple):
    """A date in a text; where only a month is named, `day` is its first and `precise` is false."""

    day: dt.date
    precise: bool
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.day}" if self.precise else f"{self.day:%B %Y}"


class Ratio(NamedTuple):
    """A ratio, `2.5-to-1`."""

    first: Decimal
    second: Decimal


@lru_cache(maxsize=REMEMBERED)
def flat(text: str) -> str:
    """Return a text on one line, single blanks between its words."""
    return " ".join(text.split())


@lru_cache(maxsize=REMEMBERED)
def money(text: str) -> tuple[Money, ...]:
    """Return the amounts of money in a flat text: `$12.34`, `$.33`, `US$1,200`, `NT$67.97`, bare `12.34`."""
    found = []
    for match in _MONEY.finditer(text):
        mark, digits = match["mark"] or "", match["marked"] or match["bare"]
        if len(digits) > LONGEST:
            continue
        amount = Decimal(digits.replace(",", ""))
        found.append(Money(amount, "$" if mark in _DOLLARS else mark, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def says_foreign_money(text: str) -> bool:
    """Tell whether a flat text speaks of money other than US dollars, or of an exchange rate."""
    return bool(_CONVERTED.search(text)) or bool(foreign_currency(text))


_CUE = pattern(r"rang|from|between|within|pric|low|sold|sale|bought|purchas|trade|execut|transact", re.I)
_BOTH = pattern(r"between|rang|\blow|within", re.IGNORECASE)
_LOW = pattern(r"\blow(?:est)?\b|\bminimum\b", re.IGNORECASE)
_HIGH = pattern(r"\bhigh(?:est)?\b|\bmaximum\b", re.IGNORECASE)
_JOIN = pattern(
    r"(?:(?<!pursuant )(?<!equal )(?<!subject )(?<!prior )(?<!due )\b(?P<word>to|and|through|thru|until)\b"
    r"|\A\s?[-–—‑])"
    r"(?P<tail>(?:\s+(?:an?|the|as|at|about|approximately|up|to|and|including|high|highest|maximum|prices?|of"
    r"|per|share|was|is|USD))*)\s?\Z",
    re.IGNORECASE,
)
_OF_A_RIGHT = pattern(
    r"\b(?:exercise|strike|conversion|grant)[- ](?:date )?(?:prices?|values?)[^$]{0,30}\Z", re.I
)
_WORDS_BETWEEN = 30
_LEAD = 240


@lru_cache(maxsize=REMEMBERED)
def price_ranges(text: str) -> tuple[PriceRange, ...]:
    """Return the ranges of prices that a flat text states.

    `ranging from $5.81 to $5.83`, `between $.33 and $.35`, `10.05–10.97`, `a low of $5 ... a high of $6`
    in either order, with up to thirty words between. Counts of shares between the two make it no range, and
    exercise prices are others.
    """
    ranges: list[PriceRange] = []
    used = -1
    amounts = money(text)
    for at, (one, two) in enumerate(pairwise(amounts)):
        gap = text[one.end : two.start]
        if at == used or not _may_join(one, two, gap):
            continue
        since = amounts[at - 1].end if at else 0
        lead = text[max(since, one.start - _LEAD) : one.start]
        if _OF_A_RIGHT.search(lead):
            continue
        if _HIGH.search(lead) and _LOW.search(gap):
            first, second = two, one
        elif (_LOW.search(lead) and _HIGH.search(gap)) or _is_joined(lead, gap):
            first, second = one, two
        else:
            continue
        ranges.append(PriceRange(first.amount, second.amount, one.currency or two.currency))
        used = at + 1
    return tuple(dict.fromkeys(ranges))


def _may_join(one: Money, two: Money, gap: str) -> bool:
    alike = not one.currency or not two.currency or one.currency == two.currency
    return alike and not any(c.isdigit() for c in gap) and len(gap.split()) <= _WORDS_BETWEEN


def _is_joined(lead: str, gap: str) -> bool:
    """Tell whether words or a dash between two amounts make them a range."""
    joined = _JOIN.search(gap)
    if not joined:
        return False
    unsure = joined["word"] and joined["word"].lower() == "and" and "to" not in joined["tail"].split()
    return bool((_BOTH if unsure else _CUE).search(lead))


_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"
_MONTH = (
    r"(?P<{}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t|tember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_NTH = r"(?:st|nd|rd|th)?"
_DAY = pattern(
    rf"\b(?:{_MONTH.format('month')}[\s,]*(?P<day>\d{{1,2}}){_NTH},?\s*(?P<year>{_YEAR})"
    rf"|(?P<day2>\d{{1,2}}){_NTH}(?:\s+day)?(?:\s+of)?[\s-]+{_MONTH.format('month2')}[\s,-]*(?P<year2>{_YEAR})"
    rf"|{_MONTH.format('month3')},?\s+(?:of\s+)?(?P<year3>{_YEAR})"
    rf"|(?P<iso>{_YEAR}-\d{{1,2}}-\d{{1,2}})"
    rf"|(?P<us>\d{{1,2}}[/-]\d{{1,2}}[/-](?:{_YEAR}|\d\d)|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}))(?!\d)",
    re.IGNORECASE,
)
_SPLIT = pattern(r"[/.-]")


@lru_cache(maxsize=REMEMBERED)
def days(text: str) -> tuple[Day, ...]:
    """Return the dates in a flat text: `March 3, 2026`, `3/3/2026`, `2026-03-03`, `March 2026`.

    Figures are read as in the United States, month first; a date that no calendar has is passed over.
    """
    found = []
    for match in _DAY.finditer(text):
        parts = _parts(match)
        try:
            day = dt.date(*parts)
        except ValueError:
            continue
        found.append(Day(day, match["year3"] is None, match.start(), match.end()))
    return tuple(found)


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return year, month, day
    if match["us"]:
        month, day, year = (int(part) for part in _SPLIT.split(match["us"]))
        return year if year > 99 else 2000 + year, month, day
    month_name = match["month"] or match["month2"] or match["month3"]
    year_text = match["year"] or match["year2"] or match["year3"]
    month = _MONTHS.index(month_name[:3].title()) // 3 + 1
    return int(year_text), month, int(match["day"] or match["day2"] or 1)


_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
_COUNT = rf"(?:\d+(?:\.\d+)?|\.\d+|{'|'.join(_WORDS)})"
_NAMED = r"(?:\s*\(\d+\))?"
_RATIO = pattern(
    rf"(?<![\w.$,:/])(?P<first>{_COUNT}){_NAMED}"
    rf"(?:\s?-\s?(?:for|to)\s?-\s?|\s+for\s+|\s?:\s?|\s+to\s+(?={_COUNT}{_NAMED}[\s-]+(?:basis|ratio)))"
    rf"(?P<second>{_COUNT})(?![\d:]|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def ratios(text: str) -> tuple[Ratio, ...]:
    """Return the ratios in a flat text: `one-for-one`, `1:1`, `2.5-to-1`, `one (1) for one (1)`."""
    return tuple(
        Ratio(_count(match["first"]), _count(match["second"]))
        for match in _RATIO.finditer(text)
        if len(match[0]) <= 3 * LONGEST
    )


def _count(text: str) -> Decimal:
    word = text.lower()
    return Decimal(_WORDS.index(word) if word in _WORDS else text)

"""The kinds of value that a footnote's parameters have: how each is read, and how a footnote spells it."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from form4kit.law.clock import parse_date
from form4kit.lazy_re import pattern

Value = dt.date | Decimal | Fraction | int | str

_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_MONEY = pattern(rf"\$?\s?({_GROUPED}(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_NUMBER = pattern(rf"{_GROUPED}(?:\.\d+)?\Z", re.ASCII)
_COUNT = pattern(rf"{_GROUPED}\Z", re.ASCII)
_FRACTION = pattern(r"([1-9]\d{0,2})/([1-9]\d{0,2})\Z", re.ASCII)
_LONGEST: Final = 24
"""The characters of a number in a footnote; one of more is none that a filing speaks of."""
_PERCENT = pattern(r"\d{1,4}(?:\.\d{1,4})?%\Z", re.ASCII)

WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_PARTS: Final = dict(
    zip(
        (2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 36, 48),
        ("half", "third", "fourth", "fifth", "sixth", "eighth", "tenth", "twelfth", "sixteenth")
        + ("twenty-fourth", "thirty-sixth", "forty-eighth"),
        strict=True,
    )
)


class ValueKind(NamedTuple):
    """A kind of value: what it is called, an example, how it is read (None: unfit) and spelled."""

    name: str
    noun: str
    example: str
    read: Callable[[str], Value | None]
    spell: Callable[[Any], str]


def long_date(day: dt.date) -> str:
    """Spell a date as a footnote does: `March 1, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def dollars(amount: Decimal) -> str:
    """Spell an amount of money with at least two decimals, and no fewer than were given: `$1,234.50`."""
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent > -2:
        amount = amount.quantize(Decimal("0.01"))
    return f"${amount:,f}"


def in_words(count: int) -> str:
    """Spell a whole number, up to twelve in words."""
    return WORDS[count] if count < len(WORDS) else f"{count:,}"


def _date(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _money(text: str) -> Decimal | None:
    found = _MONEY.match(text) if len(text) <= _LONGEST else None
    return Decimal(found[1].replace(",", "")) if found else None


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if len(text) <= _LONGEST and _NUMBER.match(text) else None


def _count(text: str) -> int | None:
    if text.lower() in WORDS:
        return WORDS.index(text.lower())
    return int(text.replace(",", "")) if len(text) <= _LONGEST and _COUNT.match(text) else None


def _share(text: str) -> Fraction | str | None:
    found = _FRACTION.match(text)
    if found:
        part = Fraction(int(found[1]), int(found[2]))
        return part if part < 1 else None
    return text if _PERCENT.match(text) else None


def _spell_share(value: Fraction | str) -> str:
    """Spell a part of a whole: `one fourth`, `two thirds`, `12.5%`; what has no usual word as `2/7`."""
    part = _PARTS.get(value.denominator) if isinstance(value, Fraction) else None
    if part is None or isinstance(value, str):
        return str(value)
    return f"{in_words(value.numerator)} {part}{'s' if value.numerator > 1 else ''}"


def _text(text: str) -> str | None:
    return " ".join(text.split()) or None


KINDS: Final[dict[str, ValueKind]] = {
    kind.name: kind
    for kind in (
        ValueKind("date", "a date", "2026-03-01", _date, long_date),
        ValueKind("money", "an amount in dollars", "12.34", _money, dollars),
        ValueKind("number", "a number", "1,000", _number, "{:,f}".format),
        ValueKind("count", "a whole number", "4", _count, in_words),
        ValueKind("share", "a fraction or a percentage", "1/4", _share, _spell_share),
        ValueKind("text", "a text", "Class A Common Stock", _text, str),
    )
}
"""The kinds by name. A choice of words is a parameter's own, not a kind."""

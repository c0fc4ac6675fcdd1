"""What the text of a power of attorney seems to say. It is offered, and never filled in unasked."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from form4kit.footnote_library.values import long_date
from form4kit.lazy_re import pattern

_MONTHS = "|".join(f"{dt.date(2024, n, 1):%B}" for n in range(1, 13))
_DAY = (
    rf"(?:(?P<month>{_MONTHS})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+day\s+of\s+(?P<month2>{_MONTHS}),?\s+(?P<year2>\d{{4}}))"
)
_ENDS = pattern(
    rf"(?:until|through|expires?(?:\s+on)?|terminates?(?:\s+on)?|ends?\s+on)\s+(?:the\s+)?{_DAY}",
    re.IGNORECASE,
)
_SIGNED = pattern(
    rf"(?:dated?:?|as\s+of|signed(?:\s+on)?|executed[^.]{{0,60}}?)\s+(?:this\s+)?{_DAY}", re.IGNORECASE
)
_FORMS = pattern(r"forms?\s+((?:[345](?:\s*,\s*|\s+and\s+|\s*,\s*and\s+|\s+or\s+)?)+)", re.IGNORECASE)
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class TextSays:
    """One thing that a text says of a power: which field it would fill, in words, and the value."""

    field: str
    words: str
    value: str


def said_in(text: str) -> Iterator[TextSays]:
    """Yield what a text seems to say of the end, the signing and the forms of a power."""
    text = text[:_LONGEST]
    for field, wanted, told in (("expires", _ENDS, "until"), ("signed", _SIGNED, "signed")):
        days = {day for found in wanted.finditer(text) if (day := _day(found))}
        yield from (TextSays(field, f"{told} {long_date(day)}", f"{day}") for day in sorted(days))
    forms = sorted({digit for found in _FORMS.finditer(text) for digit in found[1] if digit in "345"})
    if forms:
        yield TextSays("forms", f"Forms {', '.join(forms)}", " ".join(forms))


def _day(found: "re.Match[str]") -> dt.date | None:
    month, day, year = (found[key] or found[f"{key}2"] for key in ("month", "day", "year"))
    names = _MONTHS.lower().split("|")
    try:
        return dt.date(int(year), names.index(month.lower()) + 1, int(day))
    except ValueError:
        return None

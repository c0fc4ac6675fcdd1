"""Days as a person types them on the command line: `11/25/2026`, `Nov 25, 2026`, `20261125`."""

import sys
from typing import Final

from form4kit.lazy_re import pattern

_ISO: Final = pattern(r"\d{4}-\d\d-\d\d")
_YEAR_FIRST: Final = pattern(r"(\d{4})(?:[/.](\d\d?)[/.](\d\d?)|(\d\d)(\d\d))\Z")
_DAY_FIRST: Final = pattern(r"(\d\d?)\.(\d\d?)\.(\d{4})\Z")


def day_in_words(text: str) -> str:
    """Return the one day that a text is, as YYYY-MM-DD; empty where it is none, or may be several.

    Slashes have the month first, as in the United States, and periods the day.
    """
    from form4kit.convert import to_date

    text = text.strip()
    if found := _YEAR_FIRST.match(text):
        year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    elif found := _DAY_FIRST.match(text):
        day, month, year = found[1], found[2], found[3]
    else:
        return _written_out(text)
    whole = f"{year}-{int(month):02}-{int(day):02}"
    return whole if to_date(whole) else ""


def _written_out(text: str) -> str:
    from form4kit.analysis.figures import days, flat

    told = flat(text)
    whole = (each for each in days(told) if each.precise and (each.start, each.end) == (0, len(told)))
    return next((str(each.day) for each in whole), "")


def as_iso(text: str | None) -> str | None:
    """Return the value of an option with a day as YYYY-MM-DD, telling how it is read; others as they are."""
    if text is None or _ISO.match(text) or not any(letter.isdigit() for letter in text):
        return text
    if day := day_in_words(text):
        print(f"{text} is read as {day}", file=sys.stderr)
    return day or text

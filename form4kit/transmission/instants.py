"""The instants in EDGAR's answers, in New York time to the second."""

import datetime as dt
import re

from form4kit.law.clock import NEW_YORK
from form4kit.lazy_re import pattern

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WRITTEN = pattern(
    r"(\d{1,2})[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})(?:,?[ t]+(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([ap])\.?m)?)?",
    re.IGNORECASE | re.ASCII,
)
_ISO = pattern(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?", re.ASCII
)


def written_instant(text: str) -> dt.datetime | None:
    """Read the first instant of a notice's field, `20-Nov-2026 16:05`, which is New York's.

    None where none is. A date alone is its first moment.
    """
    if not (found := _WRITTEN.search(text)):
        return iso_instant(text)
    day, month, year, hour, minute, second, half = found.groups()
    if month.lower() not in _MONTHS:
        return None
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    try:
        parts = (
            int(year),
            _MONTHS.index(month.lower()) + 1,
            int(day),
            hours,
            int(minute or 0),
            int(second or 0),
        )
        return _in_new_york(dt.datetime(*parts, tzinfo=NEW_YORK))
    except (ValueError, OverflowError):
        return None


def iso_instant(text: object) -> dt.datetime | None:
    """Read an instant of RFC 3339; without an offset it is New York's. None where none is."""
    found = _ISO.search(text) if isinstance(text, str) else None
    if not found:
        return None
    try:
        instant = dt.datetime.fromisoformat(found[0].replace(" Z", "Z").replace(" +", "+").replace(" -", "-"))
        return _in_new_york(instant if instant.tzinfo else instant.replace(tzinfo=NEW_YORK))
    except (ValueError, OverflowError):
        return None


def _in_new_york(instant: dt.datetime) -> dt.datetime:
    if not 1993 <= instant.year <= 2999:  # EDGAR began in 1993
        raise ValueError("no year of EDGAR's")
    return instant.astimezone(NEW_YORK).replace(microsecond=0)

"""Read instants and tell the date that EDGAR gives a submission.

All deadlines live in New York, EST or EDT as in force on the day (Reg. S-T, 17 CFR 232.13(a)).
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from form4kit.law.calendar import EDGAR, Calendar
from form4kit.lazy_re import pattern

NEW_YORK = ZoneInfo("America/New_York")

# Forms 3, 4 and 5 keep the day's date until 22:00; other forms only until 17:30 (17 CFR 232.13(a)(4)).
CUT_OFF = time(22)

_DATE = pattern(r"(?:19|20)\d\d-\d\d-\d\d", re.ASCII)
_INSTANT = pattern(
    _DATE.pattern + r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII
)


def parse_date(text: str) -> date:
    """Read a date written YYYY-MM-DD; anything else raises ValueError with one clear line."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # a date that no calendar has
        pass
    raise ValueError(f"{text!r} is not a date: write it as 2026-11-18")


def parse_instant(text: str) -> datetime:
    """Read a date or an instant and return it in New York time.

    Takes `2026-11-18` (its first moment), `2026-11-18 21:50` (New York) and `2026-11-18T21:59:30-05:00` or
    `...Z`, seconds optional. Anything else raises ValueError with one clear line.
    """
    try:
        if _INSTANT.fullmatch(text):
            instant = datetime.fromisoformat(text)
            return instant.astimezone(NEW_YORK) if instant.tzinfo else instant.replace(tzinfo=NEW_YORK)
    except ValueError:  # an hour or a day that no clock or calendar has
        pass
    raise ValueError(
        f"{text!r} is not a date or a time: "
        "write 2026-11-18, 2026-11-18 21:50 (New York) or 2026-11-18T21:50-05:00"
    )


def at_cut_off(day: date) -> datetime:
    """Return the last moment of a day at which Forms 3, 4 and 5 still get its date."""
    return datetime.combine(day, CUT_OFF, NEW_YORK)


def filing_date(instant: datetime, calendar: Calendar = EDGAR) -> date:
    """Return the date EDGAR gives a submission begun at an instant (aware; a naive one raises ValueError).

    22:00:00 on a business day still has that date, a second later the next business day's
    (17 CFR 232.13(a)(4), 240.0-2(c)).
    """
    if instant.tzinfo is None:
        raise ValueError("filing_date needs an instant with its time zone")
    local = instant.astimezone(NEW_YORK)
    if local.time() > CUT_OFF:
        return calendar.roll(local.date() + timedelta(days=1))
    return calendar.roll(local.date())

"""When EDGAR takes filings: on business days from 6:00 a.m. to 10:00 p.m. in New York.

EDGAR Filer Manual, Volume II, 2.3.1. What is not all there by 10:00 p.m. is not taken.
"""

from datetime import datetime, time, timedelta

from form4kit.law.calendar import EDGAR, Calendar
from form4kit.law.clock import CUT_OFF, NEW_YORK

OPENING = time(6)


def takes_filings(instant: datetime, calendar: Calendar = EDGAR) -> bool:
    """Tell whether EDGAR takes filings at an instant, which is aware. Raises NoCalendar."""
    local = instant.astimezone(NEW_YORK)
    return calendar.is_business_day(local.date()) and OPENING <= local.time() <= CUT_OFF


def next_opening(instant: datetime, calendar: Calendar = EDGAR) -> datetime:
    """Return when EDGAR next begins to take filings, after an instant; in New York time."""
    local = instant.astimezone(NEW_YORK)
    day = local.date()
    if local.time() >= OPENING:
        day += timedelta(days=1)
    return datetime.combine(calendar.roll(day), OPENING, NEW_YORK)

"""Tell the days on which the stock exchanges of New York are closed.

They keep the federal holidays but for Columbus Day and Veterans Day, and Good Friday besides. Deadlines
have nothing to do with this calendar: they follow EDGAR's.
"""

from datetime import date, timedelta
from functools import lru_cache

from form4kit.law.calendar import WEEKDAYS, check_year, observed_holidays

_OPEN = ("Columbus Day", "Veterans Day")

# Juneteenth is a holiday of the exchanges since its second year (NYSE Rule 7.2).
_JUNETEENTH_SINCE = 2022


def why_no_trading(day: date) -> str | None:
    """Return why the exchanges are closed on a day, None on a trading day.

    Days of mourning and of storms are left out. Raises NoCalendar outside 1979 to 2099.
    """
    check_year(day)
    if day.weekday() >= 5:
        return f"a {WEEKDAYS[day.weekday()]}"
    if day == good_friday(day.year):
        return "Good Friday"
    name = observed_holidays(day.year).get(day)
    if name is None or name.startswith(_OPEN):
        return None
    if name.startswith("Juneteenth") and day.year < _JUNETEENTH_SINCE:
        return None
    # New Year's Day on a Saturday is not kept the Friday before, in the old year (NYSE Rule 7.2).
    return None if (day.month, day.day) == (12, 31) else name


@lru_cache(maxsize=256)
def good_friday(year: int) -> date:
    """Return the Friday before Easter, which is the Sunday after the paschal full moon (Gregorian)."""
    century, moon = year // 100, year % 19
    leap = (century - century // 4 - (8 * century + 13) // 25 + 19 * moon + 15) % 30
    full = leap - leap // 28 * (1 - 29 // (leap + 1) * ((21 - moon) // 11))
    weekday = (year + year // 4 + full + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=full - weekday - 2)

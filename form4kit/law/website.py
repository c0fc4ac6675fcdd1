"""The issuer's own website: what it posts of its insiders' forms, and until when.

Section 16(a)(4)(C) of the Exchange Act and Rule 16a-3(k) (17 CFR 240.16a-3(k)): an issuer that has a website
posts each Form 3, 4 and 5 on its securities by the end of the business day after the filing, and leaves it
there for twelve months. A link to EDGAR does where it is free, in time, and leads straight to these forms or
to a list of them (Release 33-8230). It is the issuer's duty: the form is in time without it.
"""

from datetime import date

from form4kit.law.calendar import EDGAR, Calendar

RULE = "Rule 16a-3(k)"
MONTHS = 12
"""How long a form stays on the issuer's website at the least."""


def on_website_by(filed: date, calendar: Calendar = EDGAR) -> date:
    """Return the day by whose end a form that EDGAR dates `filed` stands on the issuer's website.

    Raises NoCalendar for a day outside 1979 to 2099.
    """
    return calendar.add_business_days(filed, 1)


def on_website_until(filed: date) -> date:
    """Return the day until which it stays there: the same day of the next year, the 28th for 29 February."""
    try:
        return filed.replace(year=filed.year + 1)
    except ValueError:
        return filed.replace(year=filed.year + 1, day=28)

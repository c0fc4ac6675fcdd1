"""The statement that no Form 5 is due, for an insider to sign (Regulation S-K, Item 405(b)(3))."""

import datetime as dt
import textwrap
from typing import Final

from form4kit.insiders.names import prose_name
from form4kit.registry.entries import Company, Person

WIDTH: Final = 78
"""The characters of a line of the texts that are written."""


def statement(person: Person, company: Company, year_end: dt.date, *, year_before: bool) -> str:
    """Return the statement that no Form 5 is due, for the person to read and to sign (Item 405(b)(3))."""
    both = " and for the year before" if year_before else ""
    text = (
        f"I was subject to Section 16 of the Securities Exchange Act of 1934 in the fiscal year ended "
        f"{_long(year_end)}. I have reported on Forms 3, 4 and 5 every holding and every transaction for "
        f"which a report was required for that year{both}, and I am not required to file a Form 5 for it."
    )
    name = prose_name(person)
    issuer = company.keys.get("name")
    return (
        f"To {(issuer.text if issuer else None) or company.key}\n\n{textwrap.fill(text, WIDTH)}\n\n"
        f"Name:       {name}\n\nSignature:  {'_' * 30}\n\nDate:       {'_' * 20}\n"
    )


def _long(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"

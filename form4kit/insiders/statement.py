"""The statement that no Form 5 is due, for an insider to sign (Regulation S-K, Item 405(b)(3))."""

import datetime as dt
import textwrap
from typing import Final

from form4kit.insiders.names import prose_name
from form4kit.registry.entries import Company, Person

ENDING: Final = "-statement.txt"
"""How the name of a statement's file ends, after the key of the person."""
WIDTH: Final = 78
"""The characters of a line of the texts that are written."""


def statement(person: Person, company: Company, year_end: dt.date, *, year_before: bool) -> str:
    """Return the statement that no Form 5 is due, for the person to read and to sign (Item 405(b)(3))."""
    return worded(issuer_of(company), prose_name(person), year_end, year_before=year_before)


def issuer_of(company: Company) -> str:
    """Return the name of the issuer to whom a statement is addressed."""
    named = company.keys.get("name")
    return (named.text if named else None) or company.key


def worded(issuer: str, name: str, year_end: dt.date, *, year_before: bool) -> str:
    """Return the statement in the words of form4kit, to an issuer and of a person of these names."""
    both = " and for the year before" if year_before else ""
    text = (
        f"I was subject to Section 16 of the Securities Exchange Act of 1934 in the fiscal year ended "
        f"{_long(year_end)}. I have reported on Forms 3, 4 and 5 every holding and every transaction for "
        f"which a report was required for that year{both}, and I am not required to file a Form 5 for it."
    )
    return (
        f"To {issuer}\n\n{textwrap.fill(text, WIDTH)}\n\n"
        f"Name:       {name}\n\nSignature:  {'_' * 30}\n\nDate:       {'_' * 20}\n"
    )


def _long(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"

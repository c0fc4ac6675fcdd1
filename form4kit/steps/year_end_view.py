"""A fiscal year's end as a page shows it: who needs a Form 5, whose statement is missing, who was late."""

import datetime as dt
from pathlib import Path
from typing import Any

from form4kit.convert import bare_cik
from form4kit.insiders.year_end import year_end
from form4kit.insiders.year_end_files import ITEM_405, as_text, files_of
from form4kit.law.calendar import Calendar, NoCalendar
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.steps.known_forms import known_forms
from form4kit.steps.record_book import book_of
from form4kit.words import counted


class NoYearEnd(ValueError):
    """Say why nothing can be told of a year."""


def year_end_view(root: Path, year: int, day: dt.date, issuer: str = "") -> dict[str, Any]:
    """Return the year end of a company of the folder as seen on a day. Raises NoYearEnd, and OSError."""
    registry, settings = registry_for(root), settings_for(root)
    company = registry.company(issuer) if issuer else registry.only_company()
    if company is None:
        known = ", ".join(registry.companies)
        raise NoYearEnd(f"Of which company? There are {known}." if known else "No company is known here yet.")
    if not company.fiscal_year_end:
        raise NoYearEnd(f"When does the fiscal year of {company.key} end? {company.origin} does not say.")
    book = book_of(root)
    if book.faults:
        raise NoYearEnd(book.sentence)
    forms = [
        each.known
        for each in known_forms(root, book.standing)
        if bare_cik(each.form.filing.issuer.cik.text) == company.cik
    ]
    people = registry.people.values()
    try:
        calendar = Calendar(extra=settings.closures)
        found = year_end(year, day, company, people, forms, book.standing, calendar=calendar)
    except NoCalendar as error:
        raise NoYearEnd(f"{year}: {error}.") from None
    files = files_of(found, forms, "")
    filed = sum(each.filed is not None for each in forms)
    return {
        "year": year,
        "first": f"{found.first}",
        "last": f"{found.last}",
        "due": found.due.due.isoformat(),
        "company": company.key,
        "people": [
            {
                "key": each.person.key,
                "name": registry.name_of(each.person.key),
                "form5": each.form5,
                "filed": each.filed,
                "why": [f"{item.words} ({item.source.name})" for item in each.items],
                "open": [item.words for item in each.other],
                "statement": each.statement,
                "notes": list(each.notes),
                "text": files.get(f"{each.person.key}-statement.txt", ""),
            }
            for each in found.people
        ],
        "item_405": files[ITEM_405],
        "late": {key: [str(each) for each in reports] for key, reports in found.late.items()},
        "text": as_text(found),
        "sources": f"From {_people(len(registry.people))}"
        f" of People, {counted(len(book.entries), 'line')} of the record, {counted(filed, 'filing')} and"
        f" {counted(len(forms) - filed, 'draft')}.",
    }


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"

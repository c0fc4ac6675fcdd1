"""Calendar events for the issuer's website: the day by whose end a form stands there (Rule 16a-3(k))."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from form4kit.law.calendar import EDGAR, Calendar
from form4kit.law.deadlines import Due
from form4kit.law.website import MONTHS, RULE, on_website_by
from form4kit.report.ics import all_day, calendar_file


def website_calendar(entries: Iterable[Mapping[str, Any]]) -> str:
    """Return filings of the record as one iCalendar text: of each the day for the issuer's website."""
    return calendar_file([], [_of_entry(each) for each in entries])


def website_event(subject: str, due: Due, filed: date | None = None, calendar: Calendar = EDGAR) -> list[str]:
    """Return the event for a form that is filed on a day, or where that is not known on its last day."""
    day = on_website_by(filed or due.day, calendar)
    about = f"Form {due.form} on the issuer's website" + (f": {subject}" if subject else "")
    since = (
        f"filed {filed}" if filed else f"if it is filed on its last day, {due.day}; earlier if filed earlier"
    )
    return all_day(day, about, _words(day, since))


def _of_entry(entry: Mapping[str, Any]) -> list[str]:
    closures = frozenset(date.fromisoformat(each) for each in entry.get("closures", ()))
    day = on_website_by(date.fromisoformat(entry["filed"]), Calendar(extra=closures))
    names = "; ".join(str(each["name"] or each["cik"]) for each in entry["owners"])
    about = f"Form {entry['form']} on the issuer's website: {names}"
    return all_day(day, about, _words(day, f"filed {entry['filed']} as {entry['accession']}"))


def _words(day: date, since: str) -> str:
    return (
        f"The issuer posts the form on its website, or a link to it, by the end of {day} ({since}), and"
        f" leaves it there {MONTHS} months (Section 16(a)(4), {RULE})."
    )

"""A statement that came back signed, and whether it is the one that was asked of a person for a year."""

import datetime as dt
from dataclasses import dataclass

from form4kit.insiders.names import prose_name
from form4kit.insiders.statement import issuer_of
from form4kit.insiders.statement_text import StatementText
from form4kit.registry.entries import Company, Person


@dataclass(frozen=True, slots=True)
class ReturnedStatement:
    """A statement of a person for the year that is asked about: the day it was signed, None where not known.

    `fault` says why it does not count; `note` is for the person who reads the list.
    """

    signed: dt.date | None
    fault: str = ""
    note: str = ""


def is_of(read: StatementText, person: Person) -> bool:
    """Tell whether a statement is in the name of a person, as form4kit writes it."""
    return _plain(read.person) == _plain(prose_name(person))


def unlike_asked(read: StatementText, company: Company, year_end: dt.date) -> str:
    """Say how a statement is another than is asked for: issuer, year, words; empty where it is not."""
    if _plain(read.issuer) != _plain(issuer_of(company)):
        return f"is to {read.issuer}, not to {issuer_of(company)}"
    if read.year_end != year_end:
        return f"is for the fiscal year ended {read.year_end}, not {year_end}"
    if not read.as_worded:
        return "is in other words than form4kit's: read it, and give its day as `signed:` without its file"
    return ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

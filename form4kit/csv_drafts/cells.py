"""Read the values of one line of a table, and say what does not fit."""

import datetime as dt
import re
from decimal import Decimal

from form4kit.convert import LONGEST, to_date
from form4kit.csv_drafts.csv_file import CsvCell, CsvLine
from form4kit.csv_drafts.faults import MISSING_VALUE, UNFIT_VALUE, UNKNOWN_PERSON, WILL_NOT_ADD_UP
from form4kit.draft_schema.suggest import suggest_word
from form4kit.events.broker.days import day_in
from form4kit.findings import Fault, Finding
from form4kit.footnote_library.calls import parse_call
from form4kit.footnote_library.fill import fill
from form4kit.footnote_library.template import Template
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.registry.entries import Person, Registry
from form4kit.words import listed

_LETTERS = pattern(r"[A-Za-z]+")
_DOTTED = pattern(r"\d{1,2}\.\d{1,2}\.\d\d\Z", re.ASCII)
_NUMBER = pattern(r"\$?\s?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_CALL = pattern(r"\^?([A-Za-z][\w-]*)(?:\(.*\))?\Z", re.ASCII | re.DOTALL)


class LineReader:
    """Reads one line; `findings` collects what is wrong with it, each at its own cell."""

    def __init__(self, line: CsvLine, registry: Registry, templates: dict[str, Template]) -> None:
        self.line, self.registry, self.templates = line, registry, templates
        self.findings: list[Finding] = []

    def object(self, fault: Fault, name: str, message: str, hint: str = "") -> None:
        """Object to the cell of a column, or to the line where the column is not there."""
        cell = self.line.cells.get(name)
        number = self.line.number
        place = cell.place(name) if cell else Place(("line", number - 1, name), number, 1)
        self.findings.append(fault.at(place, message, hint))

    def cell(self, name: str, *, needed: bool = False) -> CsvCell | None:
        """Return the cell of a column; None, and an objection where it is needed, if it is blank."""
        found = self.line.cells.get(name)
        if found is None and needed:
            self.object(MISSING_VALUE, name, f"no {name}")
        return found

    def text(self, name: str, default: str = "") -> str:
        """Return a text on one line, or the default."""
        found = self.cell(name)
        return " ".join(found.text.split()) if found else default

    def day(self, name: str, *, needed: bool = False) -> dt.date | None:
        """Read a date: 2026-11-18, 18-Nov-2026, or 11/18/2026 as the United States write it."""
        found = self.cell(name, needed=needed)
        if found is None:
            return None
        day = to_date(found.text[:10]) or (day_in(found.text).day if _is_short(found.text) else None)
        if day is None:
            self.object(UNFIT_VALUE, name, f'{name} is "{found.text}", not a date', "Write it as 2026-11-18.")
        return day

    def is_day(self, name: str) -> bool:
        """Tell whether a cell has a date, or what was meant as one: `25% a year` is none."""
        text = self.text(name)
        return _is_short(text) and "%" not in text and (text[:1].isdigit() or day_in(text).day is not None)

    def number(self, name: str, *, needed: bool = False) -> Decimal | None:
        """Read a number or an amount of dollars: `1,234.50`, `$31.07`."""
        found = self.cell(name, needed=needed)
        if found is None:
            return None
        matched = _NUMBER.match(found.text) if len(found.text) <= LONGEST else None
        value = Decimal(matched[1].replace(",", "")) if matched else None
        if value is None:
            hint = "Write it with a period for the decimals: 1234.50."
            self.object(UNFIT_VALUE, name, f'{name} is "{found.text[:LONGEST]}", not a number', hint)
        return value

    def shares(self, name: str = "shares", *, needed: bool = True) -> Decimal | None:
        """Read a number of shares, which is above zero."""
        found = self.number(name, needed=needed)
        if found == 0:
            self.object(UNFIT_VALUE, name, f"{name} is 0")
            return None
        return found

    def person(self) -> str | None:
        """Return the key of the person, whom the table names by key, CIK or the name as on EDGAR."""
        found = self.cell("person", needed=True)
        if found is None:
            return None
        people = self.registry.people
        wanted = found.text.lower()
        if wanted in people:
            return wanted
        by_cik = self.registry.person_of(found.text)
        if by_cik is not None:
            return by_cik.key
        named = [key for key, each in people.items() if wanted in (key.lower(), _filed_name(each))]
        if len(named) == 1:
            return named[0]
        hint = suggest_word(found.text, list(people)) or _listed(list(people), "people")
        self.object(UNKNOWN_PERSON, "person", f"the registry has no person {found.text}", hint)
        return None

    def issuer(self, person: str | None) -> str | None:
        """Return the issuer's key: as written, the registry's only one, or that of the person's roles."""
        found = self.cell("issuer")
        companies = self.registry.companies
        if found is not None:
            company = self.registry.company(found.text) or self.registry.company_of(found.text)
            if company is None:
                hint = suggest_word(found.text, list(companies)) or _listed(list(companies), "issuers")
                self.object(UNKNOWN_PERSON, "issuer", f"the registry has no issuer {found.text}", hint)
            return company.key if company else None
        if len(companies) == 1:
            return next(iter(companies))
        roles = self.registry.people[person].roles if person else ()
        at = {role.issuer for role in roles if role.issuer}
        if len(at) == 1:
            return at.pop()
        hint = f"Add a column `issuer`. {_listed(list(companies), 'issuers')}"
        self.object(UNKNOWN_PERSON, "issuer", "it does not say which issuer", hint)
        return None

    def reference(self, name: str) -> str | None:
        """Read a footnote taken by name, `vesting(first=..., parts=4)`; None where it is none, or unfit."""
        found = self.cell(name)
        matched = _CALL.match(found.text) if found else None
        if found is None or matched is None or ("(" not in found.text and matched[1] not in self.templates):
            return None
        call = parse_call(found.text.removeprefix("^"))
        template = self.templates.get(call.name)
        if template is None:
            hint = suggest_word(call.name, list(self.templates))
            self.object(UNFIT_VALUE, name, f"there is no footnote {call.name}", hint)
            return None
        text, problems = fill(call, template, found.place(name))
        for each in problems:
            self.object(UNFIT_VALUE, name, each.message, each.hint)
        return found.text.removeprefix("^") if text else None

    def balance(self, before: str, after: str, change: Decimal | None) -> Decimal | None:
        """Return what was held before: as written, or reckoned back from what was held after."""
        opening, closing = self.number(before), self.number(after)
        if change is None or (before in self.line.cells and opening is None):
            return None
        if opening is None and closing is None:
            if after not in self.line.cells:
                self.object(MISSING_VALUE, before, f"neither {before} nor {after}")
            return None
        if opening is None and closing is not None:
            opening = closing - change
        if opening is None:
            return None
        if opening < 0 or opening + change < 0:
            held = f"{before} is {_plain(opening)}" if opening >= 0 else f"{after} is {_plain(closing)}"
            message = f"{held}, and {_plain(abs(change))} {'come in' if change > 0 else 'go out'}"
            self.object(WILL_NOT_ADD_UP, before if opening >= 0 else after, message)
            return None
        if closing is not None and closing != opening + change:
            sum_ = f"{_plain(opening)} {'+' if change >= 0 else '-'} {_plain(abs(change))}"
            message = f"{sum_} is {_plain(opening + change)}, not {_plain(closing)}"
            self.object(WILL_NOT_ADD_UP, after, message)
            return None
        return opening


def _is_short(text: str) -> bool:
    """Tell whether a text is no more than a date: one word at most, that of the month.

    `18.11.26` may be of three days, as nobody in the United States writes so.
    """
    return len(text) <= LONGEST and len(_LETTERS.findall(text)) <= 1 and not _DOTTED.match(text)


def _filed_name(person: Person) -> str:
    name = person.keys.get("name")
    return (name.text or "").lower() if name else ""


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:,f}"


def _listed(names: list[str], what: str) -> str:
    if not names:
        return "The registry is empty: begin with `form4kit init`."
    return f"The {what} are {listed(names[:10], 'and')}." if len(names) <= 10 else ""

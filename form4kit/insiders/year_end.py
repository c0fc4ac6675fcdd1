"""The end of an issuer's fiscal year: who needs a Form 5 and why, whose statement is there, who was late."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from form4kit.analysis.series import PositionKey
from form4kit.convert import bare_cik, to_date
from form4kit.history.delinquent_reports import (
    LateReport,
    RecordEntry,
    facts_of,
    fiscal_year,
    late_reports,
    told_in,
)
from form4kit.insiders.known_filings import KnownFiling
from form4kit.insiders.returned_statement import ReturnedStatement
from form4kit.insiders.service import Service, service_of
from form4kit.insiders.unreported import UnreportedItem, is_form_5_item, latest_day, unreported_items
from form4kit.insiders.year_end_balances import PositionAtYearEnd, positions_at
from form4kit.law.calendar import Calendar
from form4kit.law.clock import at_cut_off
from form4kit.law.deadlines import Due, form5_due
from form4kit.registry.entries import Company, Person

StatementStatus = Literal["returned", "missing", "not asked"]
_YEAR: Final = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PersonAtYearEnd:
    """One insider of the year: `items` are what a Form 5 is to report, `other` what else is unreported.

    `held` are the positions at the year's end; `filed` says that a Form 5 of the year is on file. `notes` are
    for the person who reads the list.
    """

    person: Person
    service: Service
    items: tuple[UnreportedItem, ...]
    other: tuple[UnreportedItem, ...]
    held: Mapping[PositionKey, PositionAtYearEnd]
    statement: StatementStatus
    filed: bool
    new: bool
    notes: tuple[str, ...]

    @property
    def form5(self) -> bool:
        """Whether a Form 5 is required."""
        return bool(self.items)

    @property
    def may_state(self) -> bool:
        """Whether the statement that no Form 5 is due may be put before the person."""
        return not self.items and not self.other and not self.filed


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The year end of an issuer as seen on a day; `late` are the late reports of each person, by key."""

    year: int
    first: dt.date
    last: dt.date
    due: Due
    as_of: dt.date
    company: Company
    people: tuple[PersonAtYearEnd, ...]
    late: Mapping[str, tuple[LateReport, ...]]


def year_end(
    year: int,
    as_of: dt.date,
    company: Company,
    people: Iterable[Person],
    filings: Sequence[KnownFiling],
    entries: Sequence[Mapping[str, Any]],
    calendar: Calendar,
    returned: Mapping[str, Sequence[ReturnedStatement]] = MappingProxyType({}),
) -> YearEnd:
    """Take stock of a fiscal year on a day.

    `filings` are those of the issuer that are known, filed or drafted, and `entries` those of the record that
    stand; `returned` are the statements of the year that were looked at, by the key of the person, in place
    of the person's own list. Nothing is called late whose day has not come. Raises NoCalendar for a year
    without one.
    """
    end = company.fiscal_year_end or "12-31"
    entries = [
        each for each in entries if bare_cik(str((each.get("issuer") or {}).get("cik"))) == company.cik
    ]
    first, last = fiscal_year(year, end)
    due = form5_due(last, calendar=calendar)
    insiders: list[PersonAtYearEnd] = []
    everyone = [person for person in people if person.cik]
    unfiled: list[RecordEntry] = []
    for person in sorted(everyone, key=lambda each: each.key):
        service = service_of(person, company)
        items = unreported_items(person.cik, filings, service, end)
        unfiled += _as_entries(person, items, as_of)
        if service.within(first, min(last, max(as_of, first))):
            given = returned.get(person.key) or _told(person, year)
            insiders.append(_person(person, service, items, filings, entries, due, as_of, given))
    keys = {person.cik: person.key for person in everyone}
    late: dict[str, list[LateReport]] = {}
    for each in late_reports([*entries, *_not_on_record(filings, entries), *unfiled]):
        if told_in(each, as_of, end) == year and (each.filed or "") <= as_of.isoformat():
            late.setdefault(keys.get(each.cik, each.cik), []).append(each)
    ordered = {key: tuple(late[key]) for key in sorted(late)}
    return YearEnd(year, first, last, due, as_of, company, tuple(insiders), ordered)


def _person(
    person: Person,
    service: Service,
    items: Sequence[UnreportedItem],
    filings: Sequence[KnownFiling],
    entries: Sequence[Mapping[str, Any]],
    due: Due,
    as_of: dt.date,
    given: Sequence[ReturnedStatement],
) -> PersonAtYearEnd:
    last, first = due.event, due.event - _YEAR + dt.timedelta(days=1)
    mine = [each for each in filings if person.cik in each.owners]
    fifths = _form_5s(person.cik, mine, entries)
    new = service.since >= first - _YEAR and not any(day < last for day in fifths)
    chosen = [item for item in items if is_form_5_item(item, last, as_of, new=new)]
    other = [item for item in items if item not in chosen]
    held = positions_at(last, mine, items)
    status, notes = _statement(given, chosen, other, due, as_of)
    filed = last in fifths
    if filed and status == "missing":
        status = "not asked"
    return PersonAtYearEnd(
        *(person, service, tuple(chosen), tuple(other), held, status, filed, new),
        notes=(*notes, *_pending(other, last, as_of)),
    )


def _form_5s(cik: str, filings: Iterable[KnownFiling], entries: Iterable[Mapping[str, Any]]) -> set[dt.date]:
    """Return the years' ends for which the owner has filed a Form 5, by the filings and by the record."""
    found = {each.filing.period.value for each in filings if each.filed and each.filing.form_type == "5"}
    for entry in entries:
        if entry["form"] == "5" and cik in {bare_cik(str(each["cik"] or "")) for each in entry["owners"]}:
            found.add(to_date(str(entry.get("period"))))
    return {day for day in found if day}


def _told(person: Person, year: int) -> list[ReturnedStatement]:
    """Return the statements that the person's own list has of a year."""
    found = [each for each in person.statements if each.year == year]
    return [
        ReturnedStatement(each.signed, "" if each.signed else "the statement has no day of signature")
        for each in found
    ]


def _statement(
    given: Sequence[ReturnedStatement],
    items: Sequence[UnreportedItem],
    other: Sequence[UnreportedItem],
    due: Due,
    as_of: dt.date,
) -> tuple[StatementStatus, list[str]]:
    """Tell whether the person's statement for the year is there, and why one that is there is none."""
    sound = [each for each in given if each.signed and not each.fault]
    signed = max((each.signed for each in sound if each.signed), default=None)
    if given and signed is None:
        return "missing", [each.fault for each in given]
    if signed is None:
        asked = as_of > due.event and not items
        return ("missing" if asked else "not asked"), []
    if signed <= due.event:
        return "missing", [f"the statement was signed on {signed}, before the year was over"]
    traded = latest_day([*items, *other])
    if traded and signed < traded:
        return "missing", [f"the statement was signed on {signed}, before an unreported trade of {traded}"]
    if signed > as_of:
        return "missing", [f"the statement is dated {signed}, after {as_of}"]
    notes = (
        ["a statement was returned, and something is unreported: it is not true as it stands"]
        if items
        else []
    )
    faults = [each.fault for each in given if each.fault]
    return "returned", [
        *notes,
        *(each.note for each in sound if each.note and each.signed == signed),
        *faults,
    ]


def _pending(other: Iterable[UnreportedItem], last: dt.date, as_of: dt.date) -> Iterable[str]:
    for item in other:
        if item.form == "4" and not item.missed_on(as_of):
            yield f"{item.words}: Form 4 is due on {item.last_day}".replace(
                f", was due on Form 4 on {item.last_day}", ""
            )
        elif item.day > last:
            yield f"{item.words}: after the year, and not on its Form 5"
        else:
            yield f"{item.words}: of an earlier year, late on the Form 5 of that year"


def _as_entries(person: Person, items: Iterable[UnreportedItem], as_of: dt.date) -> list[RecordEntry]:
    """Return what a person has missed by a day, as a record would have it that knows of no filing."""
    name = person.keys.get("name")
    owner = {"cik": person.cik, "name": (name.text if name else None) or person.key}
    missed: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        if item.missed_on(as_of):
            missed.setdefault(f"{item.source.name} of {person.key}", []).append(_owed(item))
    return [
        {"accession": name, "filed": None, "owners": [owner], "owed": owed} for name, owed in missed.items()
    ]


def _owed(item: UnreportedItem) -> dict[str, Any]:
    day = item.row.date.value
    owed: dict[str, Any] = {"form": item.form, "last_day": item.last_day.isoformat()}
    if item.form == "5":
        day = item.year_end
    owed["date"] = day.isoformat() if day else None
    if not item.row.holding:
        owed["code"] = item.row.code.text
    elif item.source.filing.base_form == "5":
        owed["holdings"] = 1
    return owed


def _not_on_record(
    filings: Iterable[KnownFiling], entries: Sequence[Mapping[str, Any]]
) -> Iterable[RecordEntry]:
    """Return what a record would keep of the filed documents that it does not have."""
    known = {str(entry["accession"]) for entry in entries}
    alike = {_likeness(entry) for entry in entries}
    for each in filings:
        if each.filed is None or each.accession in known:
            continue
        found = facts_of(each.filing, each.accession or each.name, at_cut_off(each.filed))
        found["filed"] = each.filed.isoformat()
        if _likeness(found) not in alike:
            yield found


def _likeness(entry: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what tells that a document and an entry of the record are one filing."""
    owners = frozenset(bare_cik(str(each["cik"] or "")) for each in entry["owners"])
    owed = tuple(sorted(f"{item['form']} {item['date']} {item.get('code')}" for item in entry["owed"]))
    return entry["form"], entry.get("period"), owners, owed

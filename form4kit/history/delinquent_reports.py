"""Who filed late: what the record keeps of a filing for it, and the table that the proxy statement asks for.

Item 405 of Regulation S-K (17 CFR 229.405): the company names each person who filed late, with the number of
late reports and of transactions that were not reported on time, and any report that is known to be missing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form4kit.analysis.due import calendar_of, due_of, form4_rows_due, rows_due
from form4kit.convert import bare_cik
from form4kit.law.clock import filing_date
from form4kit.model import Filing, Row

RecordEntry = dict[str, Any]
"""A line of the record as JSON gives it; `facts_of` says what it holds of a filing."""


@dataclass(frozen=True, slots=True)
class Late:
    """One person's late reports and transactions reported late; `reports` are told by form and day."""

    cik: str
    name: str
    reports: tuple[str, ...]
    transactions: int


def facts_of(filing: Filing, accession: str, accepted: dt.datetime) -> RecordEntry:
    """Return what the record keeps of a filing: who, what, when it was due, and when EDGAR took it.

    Dates are YYYY-MM-DD, instants ISO 8601. `owed` has an entry for each transaction or report with a
    deadline: the form it belonged on, its date, and the last day on which it would have been on time.
    """
    due = due_of(filing)
    return {
        "accession": accession,
        "accepted": accepted.isoformat(),
        "filed": filing_date(accepted, calendar_of(filing)).isoformat(),
        "form": filing.form_type,
        "period": filing.period.text,
        "issuer": {"cik": filing.issuer.cik.text, "name": filing.issuer.name.text},
        "owners": [{"cik": each.cik.text, "name": each.name.text} for each in filing.owners],
        "due": due.due.isoformat() if due else None,
        "owed": _owed(filing),
    }


def _owed(filing: Filing) -> list[dict[str, Any]]:
    """List what the filing reports that had a deadline; an amendment sets none of its own."""
    if filing.amendment:
        return []
    if filing.base_form == "4":
        return [_item("4", row.date.value, due.day, row) for row, due in rows_due(filing)]
    due = due_of(filing)
    owed = [_item(filing.base_form, filing.period.value, due.day)] if due else []
    if filing.base_form == "5":
        missed = [row for row in filing.transactions if row.form_type.value == "4"]
        owed += [_item("4", row.date.value, due.day, row) for row, due in form4_rows_due(filing, missed)]
    return owed


def _item(form: str, date: dt.date | None, last: dt.date, row: Row | None = None) -> dict[str, Any]:
    code = {"code": row.code.text} if row else {}
    return {"form": form, "date": date.isoformat() if date else None, "last_day": last.isoformat(), **code}


def fiscal_year(year: int, end: str = "12-31") -> tuple[dt.date, dt.date]:
    """Return the first and last day of the fiscal year that ends in a year, on `MM-DD`."""
    last, before = _ends(year, end), _ends(year - 1, end)
    return before + dt.timedelta(days=1), last


def _ends(year: int, end: str) -> dt.date:
    """Return a year's end; one on 29 February ends on the 28th where the year has no such day."""
    month, day = (int(part) for part in end.split("-"))
    try:
        return dt.date(year, month, day)
    except ValueError:
        return dt.date(year, month, 28)


def late_in(entries: Iterable[Mapping[str, Any]], first: dt.date, last: dt.date) -> list[Late]:
    """Return who was late with what had to be filed in a fiscal year, by name.

    A Form 5 counts for the year it closes, all else for the year in which it was due. Transactions of one
    person that were due on one day and belong on one form are one report, however many filings made it up. Of
    a document that was accepted twice, the first acceptance counts.
    """
    people: dict[str, str] = {}
    reports: dict[str, dict[tuple[str, str], str]] = {}
    transactions: dict[str, int] = {}
    for entry in _once(entries):
        for item in entry["owed"]:
            day = item["date"] if item["form"] == "5" else item["last_day"]
            if entry["filed"] <= item["last_day"] or not first.isoformat() <= day <= last.isoformat():
                continue
            for owner in entry["owners"]:
                cik = bare_cik(str(owner["cik"] or ""))
                people[cik] = owner["name"] or people.get(cik, cik)
                due = f"Form {item['form']} due {item['last_day']}"
                told = f"{due}, filed {entry['filed']} ({entry['accession']})"
                reports.setdefault(cik, {}).setdefault((item["form"], item["last_day"]), told)
                transactions[cik] = transactions.get(cik, 0) + ("code" in item)
    found = [Late(cik, people[cik], tuple(reports[cik].values()), transactions[cik]) for cik in people]
    return sorted(found, key=lambda late: (late.name, late.cik))


def _once(entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the entries without those of a document that was filed before, in the order of the record."""
    entries = [*entries]
    first: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        document = str(entry.get("ownership_sha256") or entry["accession"])
        if document not in first or entry["filed"] < first[document]["filed"]:
            first[document] = entry
    kept = {id(entry) for entry in first.values()}
    return [entry for entry in entries if id(entry) in kept]


def falls_in(entry: Mapping[str, Any], first: dt.date, last: dt.date) -> bool:
    """Tell whether a filing on record says anything of a year: filed in it, for it, or due in it."""
    days = [entry["filed"], entry.get("period"), *(item["last_day"] for item in entry["owed"])]
    days += [item["date"] for item in entry["owed"]]
    return any(first.isoformat() <= str(day) <= last.isoformat() for day in days if day)


def amendments_in(entries: Iterable[Mapping[str, Any]], first: dt.date, last: dt.date) -> list[str]:
    """Return the amendments filed in a year, which may report late what their originals left out."""
    return [
        f"Form {entry['form']} of {', '.join(str(o['name']) for o in entry['owners'])}, {entry['accession']}"
        for entry in _once(entries)
        if entry["form"].endswith("/A") and first.isoformat() <= entry["filed"] <= last.isoformat()
    ]


def table(found: Sequence[Late]) -> str:
    """Write the table in plain text, one person a line and under it the reports."""
    if not found:
        return "No report on record was late.\n"
    width = max(len(each.name) for each in found)
    width = max(width, len("Reporting person"))
    lines = [f"{'Reporting person':{width}}  Late reports  Transactions not reported on time"]
    for each in found:
        lines.append(f"{each.name:{width}}  {len(each.reports):12}  {each.transactions:33}")
        lines += [f"{'':{width}}  {report}" for report in each.reports]
    return "\n".join(lines) + "\n"

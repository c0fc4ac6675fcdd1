"""Who filed late: what the record keeps of a filing for it, and the table that the proxy statement asks for.

Item 405 of Regulation S-K (17 CFR 229.405): the company names each person who filed late, with the number of
late reports and of transactions that were not reported on time, and any report that is known to be missing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from form4kit.analysis.due import calendar_of, due_of, duty_since, form4_rows_due, rows_due
from form4kit.convert import bare_cik
from form4kit.law.clock import filing_date
from form4kit.law.deadlines import form3_due, form5_due
from form4kit.model import Filing, Row

_SINCE: Final = dt.date(2003, 6, 30)
"""Since when forms are filed on EDGAR; an earlier date in one is a slip."""

_ANNUAL_REPORT: Final = dt.timedelta(days=120)
"""Within so many days of a year's end its Item 405 is told (Form 10-K, General Instruction G(3))."""

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
    """List what the filing reports that had a deadline; an amendment sets none of its own.

    A Form 5 owes its own rows by its own deadline, and late what belonged on a Form 4, on the Form 5 of an
    earlier year or, as a holding, on Form 3.
    """
    if filing.amendment:
        return []
    if filing.base_form == "4":
        return [_item("4", row.date.value, due.day, row) for row, due in rows_due(filing)]
    due = due_of(filing)
    if filing.base_form != "5" or due is None:
        return [_item(filing.base_form, filing.period.value, due.day)] if due else []
    year, before = filing.period.value, _year_before(filing.period.value)
    own = [row for row in filing.transactions if row.form_type.value not in ("3", "4")]
    earlier = [row for row in own if (day := row.date.value) and before and _SINCE <= day <= before]
    owed = [_item("5", year, due.day, row) for row in own if row not in earlier]
    owed = owed or [_item("5", year, due.day)]
    for row in earlier:
        end = _year_of(row.date.value or dt.date.min, f"{year:%m-%d}" if year else "12-31")
        owed.append(_item("5", end, form5_due(end, calendar=calendar_of(filing)).day, row))
    missed = [row for row in filing.transactions if row.form_type.value == "4"]
    owed += [_item("4", row.date.value, each.day, row) for row, each in form4_rows_due(filing, missed)]
    if omitted := sum(row.form_type.value == "3" for row in filing.holdings):
        owed.append({**_item("3", None, _form3_day(filing, due.day)), "holdings": omitted})
    return owed


def _form3_day(filing: Filing, latest: dt.date) -> dt.date:
    """Return when the Form 3 was due that left a holding out; where unknown, the end of the year before."""
    since = duty_since(filing)
    before = _year_before(filing.period.value) or latest
    return form3_due(since, calendar=calendar_of(filing)).day if since and since >= _SINCE else before


def _year_before(end: dt.date | None) -> dt.date | None:
    return _ends(end.year - 1, f"{end:%m-%d}") if end and end.year > 2003 else None


def _year_of(day: dt.date, end: str) -> dt.date:
    """Return the last day of the fiscal year that a day falls in."""
    last = _ends(day.year, end)
    return last if day <= last else _ends(day.year + 1, end)


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


@dataclass(frozen=True, slots=True)
class LateReport:
    """A report that was not on time: `filed` is its day, None while it is not filed; how many transactions.

    `day` is that by which its fiscal year is told: the year's end of a Form 5, else the day it was due.
    `holdings` are those that a Form 3 left out.
    """

    cik: str
    name: str
    form: str
    last_day: str
    day: str
    filed: str | None
    accession: str
    transactions: int
    holdings: int = 0

    def __str__(self) -> str:
        if self.holdings:
            number = f"{self.holdings} holding{'s' if self.holdings > 1 else ''}"
            told = f"reported {self.filed} ({self.accession})" if self.filed else "not reported"
            return f"Form {self.form} due {self.last_day} without {number}, {told}"
        if self.filed is None:
            return f"Form {self.form} due {self.last_day}, not filed"
        return f"Form {self.form} due {self.last_day}, filed {self.filed} ({self.accession})"


def late_reports(entries: Iterable[Mapping[str, Any]]) -> list[LateReport]:
    """Return what was late, in the order of the entries; `filed` of an entry is None while it is not filed.

    Transactions of one person that were due on one day and belong on one form are one report, however many
    filings made it up. Of a document that was accepted twice, the first acceptance counts.
    """
    found: dict[tuple[str, str, str], LateReport] = {}
    names: dict[str, str] = {}
    for entry in _once(entries):
        filed = entry["filed"]
        for item in entry["owed"]:
            if filed is not None and filed <= item["last_day"]:
                continue
            day = item["date"] if item["form"] == "5" else item["last_day"]
            for owner in entry["owners"]:
                cik = bare_cik(str(owner["cik"] or ""))
                names[cik] = owner["name"] or names.get(cik, cik)
                key = (cik, item["form"], item["last_day"])
                before = found.get(key)
                told = before or LateReport(
                    *(cik, names[cik], item["form"], item["last_day"], day, filed, entry["accession"], 0)
                )
                found[key] = replace(
                    told,
                    transactions=told.transactions + ("code" in item),
                    holdings=told.holdings + int(item.get("holdings", 0)),
                )
    return [replace(each, name=names[each.cik]) for each in found.values()]


def late_in(entries: Iterable[Mapping[str, Any]], first: dt.date, last: dt.date) -> list[Late]:
    """Return who was late with what had to be filed in a fiscal year, by name.

    A Form 5 counts for the year it closes, all else for the year in which it was due.
    """
    people: dict[str, list[LateReport]] = {}
    for each in late_reports(entries):
        if first.isoformat() <= each.day <= last.isoformat():
            people.setdefault(each.cik, []).append(each)
    found = [
        Late(cik, of[-1].name, tuple(map(str, of)), sum(each.transactions for each in of))
        for cik, of in people.items()
    ]
    return sorted(found, key=lambda late: (late.name, late.cik))


def _once(entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the entries without those of a document that was filed before, in the order of the record."""
    entries = [*entries]
    first: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        document = str(entry.get("ownership_sha256") or entry["accession"])
        if document not in first or (entry["filed"] or "9") < (first[document]["filed"] or "9"):
            first[document] = entry
    kept = {id(entry) for entry in first.values()}
    return [entry for entry in entries if id(entry) in kept]


def told_in(report: LateReport, today: dt.date, end: str) -> int:
    """Return the fiscal year in whose annual report a late report is told: once, when it has come to light.

    That is its own year, or where that year's report was over, 120 days after its end, the next one that was
    not. What is not filed comes to light `today`; `end` is the end of the year, MM-DD.
    """
    day = dt.date.fromisoformat(report.day)
    light = dt.date.fromisoformat(report.filed) if report.filed else today
    year = _year_of(day, end).year
    while light > _ends(year, end) + _ANNUAL_REPORT:
        year += 1
    return year


def falls_in(entry: Mapping[str, Any], first: dt.date, last: dt.date) -> bool:
    """Tell whether a filing on record says anything of a year: filed in it, for it, or due in it."""
    days = [entry["filed"], entry.get("period"), *(item["last_day"] for item in entry["owed"])]
    days += [item.get("date") for item in entry["owed"]]
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

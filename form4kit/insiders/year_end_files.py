"""What `form4kit year-end` says and writes: the list, the summary, drafts, statements and paragraphs."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from form4kit.history.delinquent_reports import LateReport
from form4kit.insiders.form5_draft import Form5Facts, form5_draft
from form4kit.insiders.item_405 import item_405
from form4kit.insiders.known_filings import KnownFiling
from form4kit.insiders.names import in_prose, prose_name
from form4kit.insiders.plans import item_408, quarters_of
from form4kit.insiders.statement import ENDING, statement
from form4kit.insiders.year_end import PersonAtYearEnd, YearEnd
from form4kit.model import Owner
from form4kit.words import counted

SUMMARY = "summary.json"
ITEM_405 = "item-405.txt"
ITEM_408 = "item-408.txt"


def summary(found: YearEnd) -> dict[str, Any]:
    """Return the summary in JSON: dates YYYY-MM-DD, `due` an instant in New York time."""
    return {
        "year": found.year,
        "fiscal_year_end": found.last.isoformat(),
        "due": found.due.due.isoformat(),
        "people": [
            {
                "person": each.person.key,
                "form5": each.form5,
                "why": [item.words for item in each.items],
                "statement": each.statement,
            }
            for each in found.people
        ],
        "late": [
            {
                "person": key,
                "reports": len(reports),
                "transactions": sum(each.transactions for each in reports),
            }
            for key, reports in found.late.items()
        ],
    }


def files_of(found: YearEnd, filings: list[KnownFiling], schema: str) -> dict[str, str]:
    """Return the files of a year's end by name; `schema` is where editors find the JSON Schema of drafts."""
    files = {SUMMARY: json.dumps(summary(found), indent=2) + "\n", ITEM_405: _item_405(found)}
    files[ITEM_408] = item_408_text(found)
    for each in found.people:
        key = each.person.key
        if each.form5:
            files[f"{key}-form5.yaml"] = form5_draft(_facts(each, found, filings), schema)
        elif each.may_state:
            files[f"{key}{ENDING}"] = statement(each.person, found.company, found.last, year_before=each.new)
    return files


def item_408_text(found: YearEnd) -> str:
    """Return the arrangements that directors and officers adopted or ended, quarter by quarter."""
    blocks = []
    for first, last in quarters_of(found.last):
        lines = item_408([each.person for each in found.people], found.company, first, last)
        rows = "".join(f"  {line.words}\n" for line in lines) or "  none\n"
        blocks.append(f"Quarter ended {last}\n{rows}")
    head = "Item 408(a) of Regulation S-K: trading arrangements of directors and officers, by quarter."
    return f"{head}\n\n" + "\n".join(blocks)


def as_text(found: YearEnd) -> str:
    """Return the list for a person to read."""
    due = f"{found.due.day} 22:00 New York time"
    lines = [f"Fiscal year {found.year}, ended {found.last}, as of {found.as_of}. Form 5 due {due}."]
    if found.as_of <= found.last:
        lines[0] = lines[0].replace("ended", "ends") + " So far:"
    for each in found.people:
        lines += ["", f"{each.person.key}: {_head(each)}"]
        lines += [f"  {item.words} ({item.source.name})" for item in each.items]
        lines += [f"  note: {note}" for note in each.notes]
        lines += [f"  note: {note}" for note in _balance_notes(each)]
    if not found.people:
        lines += ["", "Nobody of the registry was an insider in that year."]
    lines += ["", "Late (Item 405):" if found.late else "Nobody was late (Item 405)."]
    for key, reports in found.late.items():
        number = sum(each.transactions for each in reports)
        lines.append(f"  {key}: {counted(len(reports), 'report')}, {counted(number, 'transaction')}")
        lines += [f"    {each}" for each in reports]
    return "\n".join([*lines, *_arrangements(found)]) + "\n"


def _arrangements(found: YearEnd) -> list[str]:
    """Return what Item 408(a) asks of the year, by quarter; nothing where no plan was adopted or ended."""
    told = []
    for first, last in quarters_of(found.last):
        for line in item_408([each.person for each in found.people], found.company, first, last):
            told.append(f"  quarter ended {last}: {line.words}")
    return ["", "Trading arrangements (Item 408(a)):", *told] if told else []


def _head(each: PersonAtYearEnd) -> str:
    if each.form5:
        return "Form 5 required"
    if each.filed:
        return "no Form 5 beside the one that is filed"
    if each.other:
        return "no Form 5 for this year, and no statement to sign while something is unreported"
    return f"no Form 5; statement {each.statement}"


def _balance_notes(each: PersonAtYearEnd) -> list[str]:
    return list(dict.fromkeys(at.note for at in each.held.values() if at.note and each.form5))


def _facts(each: PersonAtYearEnd, found: YearEnd, filings: list[KnownFiling]) -> Form5Facts:
    owner, typed = _on_latest(each, filings)
    return Form5Facts(
        person=each.person,
        company=found.company,
        owner=owner,
        year_end=found.last,
        due=found.due.day,
        items=each.items,
        held=dict(each.held),
        signed=found.as_of,
        typed=typed or f"/s/ {prose_name(each.person)}",
        left=not each.service.on(found.as_of),
    )


def _on_latest(each: PersonAtYearEnd, filings: list[KnownFiling]) -> tuple[Owner | None, str]:
    """Return the person as the latest form has them, and how it was signed where they alone filed it."""
    mine = [one for one in filings if each.person.cik in one.owners]
    mine.sort(key=lambda one: one.filed or one.filing.period.value or dt.date.min)
    owner, typed = None, ""
    for one in mine:
        for found in one.filing.owners:
            if (found.cik.text or "").strip().lstrip("0") == each.person.cik:
                owner = found if found.address is not None else owner
        if len(one.filing.owners) == 1 and one.filing.signatures:
            typed = one.filing.signatures[0].name.text or typed
    return owner, typed


def _item_405(found: YearEnd) -> str:
    """Return the paragraph; none of an issuer whose annual report, Form 20-F or 40-F, has no such item."""
    forms = {each.form.upper() for each in found.company.reports}
    foreign = bool(found.company.is_foreign_private(found.last))
    if foreign and forms & {"20-F", "40-F"}:
        return ""
    names = {each.person.key: prose_name(each.person) for each in found.people}
    late: Mapping[str, tuple[LateReport, ...]] = {
        names.get(key) or in_prose(reports[0].name): reports for key, reports in found.late.items()
    }
    return item_405(late, found.year, foreign_private=foreign)

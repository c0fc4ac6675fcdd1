"""The tools that only read: judge, explain, show, count, compare; nothing is written by any of them."""

import datetime as dt
import difflib
import json
from pathlib import Path
from typing import Any, Final, Literal

from form4kit.analysis.compare import differences
from form4kit.analysis.due import due_of, why_no_deadline
from form4kit.catalogue import code_of, faults
from form4kit.findings import Finding, Severity
from form4kit.history.ledger import ledger
from form4kit.law.clock import parse_date
from form4kit.law.deadlines import NOT_YET_FOREIGN, due_on
from form4kit.mcp.answers import (
    Checked,
    DayCounted,
    DueTold,
    FileChecked,
    RowMade,
    RowsMade,
    RuleTold,
    told,
)
from form4kit.mcp.open_folder import Declined, OpenFolder, shown_of
from form4kit.model import Filing, Row
from form4kit.outcome import Outcome
from form4kit.precedents.faults import NoIndex
from form4kit.precedents.search import LikeWording
from form4kit.precedents.search import search as find_wordings
from form4kit.precedents.told import as_json as wordings_as_json
from form4kit.proof.plain_text import as_text
from form4kit.report import diff_report, due_report, ledger_report, rule_report
from form4kit.steps.board_entry import OPEN_QUESTION
from form4kit.steps.known_forms import known_forms
from form4kit.steps.record_book import book_of
from form4kit.words import counted

UNTITLED: Final = "untitled.yaml"
WhichForm = Literal["3", "4", "5"]


def check(folder: OpenFolder, file: str = "", text: str = "") -> Checked:
    """Judge a draft or a filing of the folder, a text that is not written yet, or all that is there."""
    if text:
        place = folder.draft(file or UNTITLED)
        judged = folder.judged(text, place)
        return _sum([_checked(folder.name(place), judged.outcome, judged.findings)])
    files = [folder.form(file)] if file else [*folder.all_forms()]
    return _sum(
        [_checked(folder.name(each), one, shown_of(one)) for each in files for one in folder.outcomes(each)]
    )


def explain(code: str) -> RuleTold:
    """Say what a rule is, on whose authority, what breaking it costs, and what it does not object to."""
    known = faults()
    fault = known.get(code_of(code.strip().upper()))
    if fault is None:
        close = difflib.get_close_matches(code.upper(), known, n=3)
        near = f"; did you mean {' or '.join(close)}?" if close else ""
        raise Declined(f"there is no rule {code}{near}")
    plain = rule_report.as_plain(fault)
    names = ("rule", "severity", "authority", "title", "reason", "cites", "bad", "good")
    return RuleTold(cost=rule_report.cost(fault), **{name: plain[name] for name in names})


def due(
    folder: OpenFolder,
    *,
    file: str = "",
    date: str = "",
    form: WhichForm = "4",
    notice: str = "",
    registration: bool = False,
    foreign_private: bool = False,
) -> DueTold:
    """Say when a filing of the folder is due, or a form for a day, and count the days."""
    if file:
        filing = _one_filing(folder, file)
        found = due_of(filing)
        return (
            _due_told(found) if found else DueTold(filing.form_type, "", None, [], [why_no_deadline(filing)])
        )
    if not date:
        raise Declined("name a file of the folder, or a day as 2026-11-25")
    try:
        known: dt.date | Literal["unknown"] | None = (
            "unknown" if notice == "unknown" else parse_date(notice) if notice else None
        )
        found = due_on(
            form, parse_date(date), notice=known, registration=registration, foreign_private=foreign_private
        )
    except ValueError as error:
        raise Declined(str(error)) from None
    return _due_told(found) if found else DueTold(form, date, None, [], [NOT_YET_FOREIGN])


def preview(folder: OpenFolder, file: str = "", text: str = "") -> str:
    """Return the form as it would be filed, as plain text."""
    return as_text(filing_of(folder, file, text))


def filing_of(folder: OpenFolder, file: str, text: str) -> Filing:
    """Return the form of a file of the folder, or of a text. Raises Declined."""
    if not text:
        return _one_filing(folder, file)
    found = folder.judged(text, folder.draft(file or UNTITLED)).filing
    if found is None:
        raise Declined("this cannot be read as a draft: check says why")
    return found


def rows(folder: OpenFolder, file: str = "", text: str = "") -> RowsMade:
    """Return the rows that the events of a draft make, with balances worked out, and what is still open."""
    place = folder.draft(file or UNTITLED)
    judged = folder.judged(text or folder.text(file), place)
    if judged.filing is None:
        raise Declined("this cannot be read as a draft: check says why")
    return RowsMade(
        _rows(judged.filing),
        {note.name: note.text.text or "" for note in judged.filing.footnotes},
        [told(each) for each in judged.findings if each.rule == OPEN_QUESTION],
    )


def positions(folder: OpenFolder) -> dict[str, Any]:
    """Return the history of each position over the filings of the folder that are filed."""
    entries = book_of(folder.root).standing
    here = (
        each.form
        for each in known_forms(folder.root, entries)
        if each.filed and _lies_inside(folder.root, each.form.name)
    )
    found: dict[str, Any] = json.loads(ledger_report.as_json(ledger([each.named for each in here])))
    return found


def compared(folder: OpenFolder, before: str, after: str) -> dict[str, Any]:
    """Return the differences of two filings, in the form's own words."""
    one, two = _one_filing(folder, before), _one_filing(folder, after)
    found: dict[str, Any] = json.loads(diff_report.as_json(before, after, [*differences(one, two)]))
    return found


def wordings(folder: OpenFolder, index: str, wanted: LikeWording) -> dict[str, Any]:
    """Return how others worded their footnotes, from an index that lies in the folder."""
    if not (wanted.words or wanted.code or wanted.rule):
        raise Declined("say words, a transaction code or a rule")
    if wanted.rule and wanted.rule not in faults():
        raise Declined(f"there is no rule {wanted.rule}")
    try:
        found: dict[str, Any] = json.loads(wordings_as_json(find_wordings(folder.file(index), wanted)))
    except NoIndex as error:
        raise Declined(str(error)) from None
    return found


def _one_filing(folder: OpenFolder, file: str) -> Filing:
    if not file:
        raise Declined("name a file of the folder, or give a text")
    held = folder.outcomes(folder.form(file))
    if len(held) != 1:
        raise Declined(f"{file}: {len(held)} filings; save each into a file of its own")
    if held[0].filing is None:
        raise Declined(f"{file} cannot be read as a filing: check says why")
    return held[0].filing


def _checked(name: str, outcome: Outcome, findings: tuple[Finding, ...]) -> FileChecked:
    found = due_of(outcome.filing) if outcome.filing else None
    return FileChecked(
        name, outcome.form, found.due.isoformat() if found else None, [told(each) for each in findings]
    )


def _sum(files: list[FileChecked]) -> Checked:
    graver = [each.severity for one in files for each in one.findings if each.allowed is None]
    errors, warnings, notes = (graver.count(str(each)) for each in Severity)
    says = f"{counted(len(files), 'filing')}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
    return Checked(f"{says}, {counted(notes, 'note')}", errors, warnings, notes, files)


def _due_told(found: Any) -> DueTold:
    plain = due_report.as_json(found)
    steps = [DayCounted(**each) for each in plain["steps"]]
    return DueTold(plain["form"], plain["event"], plain["due"], steps, plain.get("notes", []))


def _rows(filing: Filing) -> list[RowMade]:
    found = []
    for table, made in (("I", filing.non_derivative), ("II", filing.derivative)):
        found += [_row(table, number, row) for number, row in enumerate(made, 1)]
    return found


def _row(table: str, number: int, row: Row) -> RowMade:
    return RowMade(
        table,
        number,
        row.line,
        row.holding,
        row.security.text or "",
        row.date.text or "",
        row.code.text or "",
        row.acquired_disposed.text or "",
        row.shares.text or "",
        row.price.text or "",
        row.owned_after.text or "",
        row.direct_indirect.text or "",
        row.nature.text or "",
        [*dict.fromkeys(mark.name for mark in row.marks)],
    )


def _lies_inside(root: Path, name: str) -> bool:
    file = name.partition(", filing ")[0]
    return (root / file).resolve().is_relative_to(root)

"""What an audit keeps of a filing: plain values, made in the worker, that travel cheaply."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from form4kit.batch.result import Crash
from form4kit.batch.worker import Task
from form4kit.findings import Finding, Severity
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.report.secrets import masked


class FilingRow(NamedTuple):
    """A row of the table of filings.

    `year` is that of the filing date by which it was judged, or else of its period. `failed` says why
    there is nothing to tell of a source; None for one that was judged.
    """

    path: str
    form: str = ""
    published: bool | None = None
    edition: str | None = None
    issuer: str | None = None
    symbol: str | None = None
    owners: tuple[str, ...] = ()
    period: dt.date | None = None
    filed: dt.date | None = None
    year: int | None = None
    transactions: int = 0
    holdings: int = 0
    footnotes: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    failed: str | None = None


class FindingRow(NamedTuple):
    """A row of the table of findings; `path`, `form` and `year` are those of its filing."""

    path: str
    form: str
    year: int | None
    rule: str
    severity: str
    authority: str
    where: str
    line: int
    column: int
    message: str
    allowed: bool


class Audited(NamedTuple):
    """What an audit keeps of one source."""

    filing: FilingRow
    findings: tuple[FindingRow, ...] = ()
    others: tuple[FilingRow, ...] = ()


def audit(task: Task, options: Options) -> Audited:
    """Judge a source, and keep of it what the tables hold.

    Of a download of several filings each has its row, under the path with its number.
    """
    outcome = task.judge(options)
    if len(outcome.held) == 1:
        filing = _filing(outcome)
        return Audited(filing, tuple(_finding(found, filing) for found in outcome.findings))
    rows = [_filing(replace(each, name=f"{each.name}#{n}")) for n, each in enumerate(outcome.held, 1)]
    found = [(each, row) for part, row in zip(outcome.held, rows, strict=True) for each in part.findings]
    of_parts = {each for each, _ in found}
    found += [(each, rows[0]) for each in outcome.findings if each not in of_parts]
    return Audited(rows[0], tuple(_finding(each, row) for each, row in found), tuple(rows[1:]))


def failed(path: str, crash: Crash) -> Audited:
    """Return the row of a source of which nothing could be told."""
    return Audited(FilingRow(path, failed=crash.why))


def _filing(outcome: Outcome) -> FilingRow:
    errors, warnings, notes = (_count(outcome, severity) for severity in Severity)
    path, filing = masked(outcome.name), outcome.filing
    if filing is None:
        return FilingRow(path, errors=errors, warnings=warnings, notes=notes)
    period = filing.period.value
    day = filing.filed or period
    return FilingRow(
        path=path,
        form=masked(outcome.form),
        published=filing.published,
        edition=filing.edition,
        issuer=filing.issuer.cik.value,
        symbol=filing.issuer.symbol.value,
        owners=_ciks(filing),
        period=period,
        filed=filing.filed,
        year=day.year if day else None,
        transactions=len(filing.transactions),
        holdings=len(filing.holdings),
        footnotes=len(filing.footnotes),
        errors=errors,
        warnings=warnings,
        notes=notes,
    )


def _ciks(filing: Filing) -> tuple[str, ...]:
    return tuple(owner.cik.value for owner in filing.owners if owner.cik.value)


def _count(outcome: Outcome, severity: Severity) -> int:
    return sum(1 for found in outcome.findings if found.severity is severity and found.allowed is None)


def _finding(found: Finding, filing: FilingRow) -> FindingRow:
    return FindingRow(
        filing.path,
        filing.form,
        filing.year,
        found.rule,
        str(found.severity),
        str(found.authority),
        masked(found.place.where),
        found.place.line,
        found.place.column,
        masked(found.message),
        found.allowed is not None,
    )

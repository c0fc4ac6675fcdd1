"""The filings of one issuer that a repository holds: which are filed, and when, and which only drafted."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from form4kit.analysis.identity import ciks
from form4kit.analysis.titles import normal
from form4kit.convert import bare_cik, to_date
from form4kit.edgar.write import write
from form4kit.history.delinquent_reports import RecordEntry, facts_of
from form4kit.history.replay import signed
from form4kit.law.clock import at_cut_off
from form4kit.model import Filing, Row
from form4kit.outcome import Outcome
from form4kit.storage.sealed import sha256

_ANY_DAY: Final = dt.date(2026, 1, 2)
RowKey = tuple[str, str, dt.date | None, str, str, Decimal | None, str]


@dataclass(frozen=True, slots=True)
class KnownFiling:
    """A filing and the name of its file; `filed` is its day, None while it is only drafted.

    `accession` is EDGAR's number where it is known.
    """

    name: str
    filing: Filing
    filed: dt.date | None = None
    accession: str = ""

    @property
    def owners(self) -> set[str]:
        """The CIKs of the owners, without leading zeros."""
        return ciks(self.filing.owners)


def row_key(row: Row) -> RowKey:
    """Return what makes rows of two documents one transaction: class, day, code, direction, amount, owner."""
    amount = row.shares.value if row.shares.value is not None else row.total_value.value
    return (
        row.table,
        normal(row.security.text or ""),
        row.date.value,
        row.code.value or "",
        row.acquired_disposed.value or "",
        amount,
        row.direct_indirect.value or "",
    )


def reported_rows(filings: Iterable[KnownFiling]) -> Counter[RowKey]:
    """Count the transactions that filed forms report; one that two forms repeat is one."""
    found: Counter[RowKey] = Counter()
    for each in filings:
        if each.filed is not None:
            own = Counter(row_key(row) for row in each.filing.transactions)
            found |= own
    return found


def known_filing(
    name: str, outcome: Outcome, entries: Iterable[Mapping[str, Any]], *, built: bool = False
) -> KnownFiling | None:
    """Return what a source holds, and when it was filed; None where there is no filing in it.

    A document is filed, on the day of its header or else of its latest signature, but for one that lies in a
    `built` folder: that, and a draft, is filed where the record (`entries`) has it, by its hash or, where it
    has changed since, by its form, period and trades.
    """
    filing = outcome.filing
    if filing is None:
        return None
    entry = _recorded(outcome, filing, [*entries])
    if entry is not None:
        return KnownFiling(name, filing, to_date(str(entry["filed"])), str(entry["accession"]))
    if filing.kind != "document" or built:
        return KnownFiling(name, filing)
    header = filing.context.filed if outcome.accession else None
    by_signature = signed(filing) if filing.signatures else filing.period.value
    return KnownFiling(name, filing, header or by_signature or dt.date.min, outcome.accession)


def _recorded(
    outcome: Outcome, filing: Filing, entries: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """Return the line of the record that has a filing."""
    if not entries:
        return None
    source = sha256(outcome.data)
    document = sha256(write(filing).data) if filing.kind == "draft" else source
    for entry in entries:
        if outcome.accession and entry["accession"] == outcome.accession:
            return entry
        if source == entry.get("source_sha256") or document == entry.get("ownership_sha256"):
            return entry
    return _by_content(filing, entries) if filing.kind != "document" else None


def _by_content(filing: Filing, entries: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the line of the record that tells of a draft which has changed since."""
    mine: RecordEntry | None = None
    for entry in entries:
        owners = {bare_cik(str(each["cik"] or "")) for each in entry["owners"]}
        if entry["form"] != filing.form_type or owners != ciks(filing.owners):
            continue
        mine = mine or facts_of(filing, "", at_cut_off(_ANY_DAY))
        if mine["owed"] and entry.get("period") == mine["period"] and entry["owed"] == mine["owed"]:
            return entry
    return None

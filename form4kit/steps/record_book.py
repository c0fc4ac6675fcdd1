"""The record of a folder as it stands: its lines, whether it is whole, and what was late."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4kit.history.delinquent_reports import amendments_in, falls_in, fiscal_year, late_in, table
from form4kit.insiders.item_405 import CAPTION
from form4kit.lazy_re import pattern
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.record import entries_in, faults_in, last_hash
from form4kit.signoff.record_lines import standing
from form4kit.storage.names import RECORD
from form4kit.storage.regular import read_regular
from form4kit.words import counted

_LINE = pattern(r"line (\d+)\b")


@dataclass(frozen=True, slots=True)
class RecordBook:
    """The record of a folder: `entries` are all lines, `standing` those that hold; `faults` what is broken.

    Where it is broken, `sound` is the number of lines before the first that is.
    """

    entries: tuple[Mapping[str, Any], ...] = ()
    standing: tuple[Mapping[str, Any], ...] = ()
    faults: tuple[str, ...] = ()
    sound: int = 0

    @property
    def head(self) -> str:
        """The hash of the last line, which stands for all; empty where there is none, or it is broken."""
        return last_hash(self.entries) if self.entries and not self.faults else ""

    @property
    def sentence(self) -> str:
        """Say in a sentence whether the record is whole."""
        if self.faults:
            bad, fault = self.sound + 1, self.faults[0]
            why = "was changed after it was written" if "was changed" in fault else f"is broken: {fault}"
            before = f"Entries 1 to {self.sound} are sound. " if self.sound else ""
            return (
                f"Entry {bad} {why}. {before}"
                f"Ask who touched {RECORD}; a copy of the last hash shows what was cut."
            )
        if not self.entries:
            return "Nothing is on record. After EDGAR accepts a filing, drop its message here."
        entries = f"{len(self.entries):,} {'entry' if len(self.entries) == 1 else 'entries'}"
        return f"{entries}, unbroken."


def book_of(root: Path) -> RecordBook:
    """Read the record beside form4kit.toml. Raises OSError where it is there and cannot be read."""
    file = root / RECORD
    try:
        data = read_regular(file)
    except FileNotFoundError:
        return RecordBook()
    faults = tuple(faults_in(data))
    if faults:
        return RecordBook(faults=faults, sound=_sound(faults, data))
    entries = entries_in(data)
    return RecordBook(tuple(entries), tuple(standing(entries)), sound=len(entries))


def _sound(faults: Sequence[str], data: bytes) -> int:
    """Return how many lines from the first on are as they were written."""
    found = _LINE.match(faults[0])
    return int(found[1]) - 1 if found else max(data.count(b"\n") - 1, 0)


@dataclass(frozen=True, slots=True)
class LateTable:
    """Who was late in a fiscal year, by the record: as lines, as a text to copy, and as CSV."""

    first: dt.date
    last: dt.date
    lines: tuple[Mapping[str, str], ...]
    amendments: tuple[str, ...]
    any: bool
    text: str

    @property
    def csv(self) -> str:
        """The lines as CSV, a report each; what a program would take for a formula is quoted as a text."""
        made = io.StringIO()
        writer = csv.writer(made, lineterminator="\r\n")
        writer.writerow(["person", "cik", "reports", "transactions", "why"])
        for each in self.lines:
            writer.writerow([_plain(each[key]) for key in ("name", "cik", "reports", "transactions", "why")])
        return made.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def late_table(root: Path, book: RecordBook, year: int) -> LateTable:
    """Return who was late in a fiscal year. Raises ValueError where issuers' years end on several days."""
    entries = [dict(each) for each in book.standing]
    first, last = fiscal_year(year, year_end_of(root, entries))
    found = late_in(entries, first, last)
    lines = tuple(
        {
            "name": each.name,
            "cik": each.cik,
            "reports": f"{len(each.reports)}",
            "transactions": f"{each.transactions}",
            "why": "; ".join(each.reports),
        }
        for each in found
    )
    on_record = any(falls_in(each, first, last) for each in entries)
    count = counted(len(entries), "filing", ",")
    told = f"{CAPTION}, fiscal year {first} to {last}, from {count} on record.\n\n{table(found)}"
    if not on_record:
        told = f"No filing on record falls in the fiscal year {first} to {last}.\n"
    return LateTable(first, last, lines, tuple(amendments_in(entries, first, last)), on_record, told)


def year_end_of(root: Path, entries: Sequence[Mapping[str, Any]]) -> str:
    """Return the end of the issuers' fiscal year, MM-DD. Raises ValueError where they have several."""
    registry, usual = registry_for(root), settings_for(root).fiscal_year_end
    ciks = {each["issuer"]["cik"] for each in entries if each.get("issuer")}
    ends = {registry.facts_of(cik)[1] or usual or "12-31" for cik in ciks}
    if len(ends) > 1:
        raise ValueError(f"the issuers' years end on {' and '.join(sorted(ends))}: ask for one issuer alone")
    company = registry.only_company()
    return next(iter(ends), None) or (company.fiscal_year_end if company else None) or usual or "12-31"

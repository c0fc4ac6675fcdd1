"""Count what an audit found: hits of each rule in each year."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from form4kit.audit.tables import NOT_JUDGED, beside

UNDATED = "undated"
_Year = int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Filings in each year, and hits of each rule in each year; the year is None for what has no date.

    `not_judged` are the rules that some of the sources, data sets, could not be judged by.
    """

    filings: Counter[_Year]
    hits: dict[str, Counter[_Year]]
    not_judged: tuple[str, ...] = ()

    @property
    def years(self) -> list[_Year]:
        """The years, in order; what has no date last."""
        found = set(self.filings).union(*self.hits.values())
        return sorted(found, key=lambda year: (year is None, year or 0))


def summarise(findings: Path) -> Summary:
    """Count the rows of an audit's tables, a group at a time.

    Raises OSError where a file cannot be opened, and ValueError where it is no table of an audit.
    """
    filings: Counter[_Year] = Counter()
    hits: dict[str, Counter[_Year]] = {}
    for (rule, year), count in _groups(findings, ["rule", "year"]).items():
        hits.setdefault(rule, Counter())[year] += count
    for (year,), count in _groups(beside(findings), ["year"]).items():
        filings[year] += count
    return Summary(filings, dict(sorted(hits.items())), _not_judged(findings))


def _not_judged(file: Path) -> tuple[str, ...]:
    kept = pq.read_metadata(file).metadata or {}
    return tuple(kept.get(NOT_JUDGED.encode(), b"").decode().split())


def _groups(file: Path, columns: list[str]) -> Counter[tuple[Any, ...]]:
    counts: Counter[tuple[Any, ...]] = Counter()
    try:
        with file.open("rb") as stream, pq.ParquetFile(stream) as table:
            for batch in table.iter_batches(columns=columns):
                rows = pa.Table.from_batches([batch])
                grouped = rows.group_by(columns).aggregate([([], "count_all")])
                for row in grouped.to_pylist():
                    counts[tuple(row[name] for name in columns)] += row["count_all"]
    except (pa.ArrowInvalid, KeyError) as error:
        raise ValueError(f"{file} is not a table of an audit") from error
    return counts


def as_text(summary: Summary) -> str:
    """Return a table with a line for each rule and a column for each year."""
    years = summary.years
    heads = ["", *(str(year or UNDATED) for year in years), "all"]
    lines = [heads, ["filings", *_cells(summary.filings, years)]]
    lines += [[rule, *_cells(count, years)] for rule, count in summary.hits.items()]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = "".join(f"{_line(line, widths)}\n" for line in lines)
    lacking = ", ".join(summary.not_judged)
    return f"{text}not judged in data sets, which lack what they read: {lacking}\n" if lacking else text


def _line(cells: list[str], widths: list[int]) -> str:
    first, *rest = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join([cells[0].ljust(len(first)), *rest])


def _cells(count: Counter[_Year], years: list[_Year]) -> list[str]:
    return [*(f"{count[year]:,}" if count[year] else "." for year in years), f"{count.total():,}"]


def as_json(summary: Summary) -> str:
    """Return the same as one JSON object."""
    plain: dict[str, Any] = {
        "version": 1,
        "filings": _plain(summary.filings),
        "rules": {rule: _plain(count) for rule, count in summary.hits.items()},
    }
    if summary.not_judged:
        plain["not_judged"] = list(summary.not_judged)
    return json.dumps(plain, indent=2) + "\n"


def _plain(count: Counter[_Year]) -> dict[str, int]:
    dated = sorted(year for year in count if year is not None)
    undated = {UNDATED: count[None]} if None in count else {}
    return {"all": count.total()} | {str(year): count[year] for year in dated} | undated

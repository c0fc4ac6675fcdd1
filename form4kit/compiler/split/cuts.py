"""Where the rows of a report may be cut: between events, never through one, unless it alone is too large.

A cut is how many rows of Table I and how many of Table II stand before it, so that each table keeps its
order and every balance runs through. Rows that belong together are a unit.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from form4kit.analysis.exercises import amounts
from form4kit.analysis.rows import EXERCISES
from form4kit.compiler.excerpt import TABLES
from form4kit.compiler.split.limits import MOST_ROWS
from form4kit.model import Filing, Row
from form4kit.place import Path


class Cut(NamedTuple):
    """The rows of each table before a cut."""

    first: int
    second: int

    @property
    def rows(self) -> int:
        """The rows of both tables before it."""
        return self.first + self.second


Span = tuple[int, int]
Unit = tuple[Span | None, Span | None]
"""The rows that stay together, from the first up to the end, in each table; None where it has none."""


def cuts(filing: Filing, rows_by_event: Iterable[Sequence[Path]]) -> list[Cut]:
    """Return the cuts that part a filing's rows, the last of which is its end.

    `rows_by_event` are the paths of the rows that one event made. Rows that were typed go by what they
    report: the halves of an exercise, and the shares withheld for it, are one event. Of an event that needs
    more than one form, only so much stays together.
    """
    return list(_Cutter(filing, [*rows_by_event]).cuts())


class _Cutter:
    def __init__(self, filing: Filing, rows_by_event: list[Sequence[Path]]) -> None:
        self.end = Cut(len(filing.non_derivative), len(filing.derivative))
        self.units = _units(filing, rows_by_event)
        traded = [[row.number for row in getattr(filing, t) if not row.holding] for t in TABLES]
        self.last = Cut(*(max(numbers, default=0) for numbers in traded))
        self.of_holdings = filing.base_form == "3"

    def cuts(self) -> Iterator[Cut]:
        at = Cut(0, 0)
        while at != self.end:
            at = self.after(at)
            yield at

    def after(self, start: Cut) -> Cut:
        """Return the furthest cut that one form can hold, with a transaction left for the last form."""
        best = next(self.clean(start), None)
        if best is None:
            return self.reach(start)
        if best == self.end or self.of_holdings or self.reports(best):
            return best
        rest = (cut for cut in self.clean(start) if self.reports(cut) and self.reach(cut) == self.end)
        return next(rest, best)

    def reports(self, cut: Cut) -> bool:
        """Tell whether a transaction stands behind a cut: EDGAR wants one on every Form 4 and 5."""
        return cut.first < self.last.first or cut.second < self.last.second

    def reach(self, start: Cut) -> Cut:
        return Cut(*(min(at + MOST_ROWS, end) for at, end in zip(start, self.end, strict=True)))

    def clean(self, start: Cut) -> Iterator[Cut]:
        """Yield the cuts within reach of one form that go through no unit, the furthest first."""
        reach = self.reach(start)
        ahead = [unit for unit in self.units if _ahead(unit, start)]
        within = [
            Cut(first, second)
            for first in range(start.first, reach.first + 1)
            for second in range(start.second, reach.second + 1)
        ]
        for cut in sorted(within, key=lambda cut: (cut.rows, cut), reverse=True):
            if cut != start and all(_beside(unit, cut) for unit in ahead):
                yield cut


def _ahead(unit: Unit, start: Cut) -> bool:
    """Tell whether a cut that one form can reach could go through a unit that starts behind `start`."""
    spans = [(span[0], at) for span, at in zip(unit, start, strict=True) if span]
    return all(first >= at for first, at in spans) and any(first < at + MOST_ROWS for first, at in spans)


def _beside(unit: Unit, cut: Cut) -> bool:
    """Tell whether a unit stands wholly before a cut, or wholly behind it."""
    spans = [(span, at) for span, at in zip(unit, cut, strict=True) if span]
    return all(span[1] <= at for span, at in spans) or all(span[0] >= at for span, at in spans)


# ---------------------------------------------------------------- what stays together


def _units(filing: Filing, rows_by_event: Iterable[Sequence[Path]]) -> list[Unit]:
    rows = {row.path: row for row in filing.rows}
    units: list[Unit] = []
    for paths in rows_by_event:
        unit = _unit(paths)
        if any(span and span[1] - span[0] > MOST_ROWS for span in unit):
            units += _typed([rows[path] for path in paths])
        else:
            units.append(unit)
        for path in paths:
            del rows[path]
    return units + _typed(rows.values())


def _unit(paths: Iterable[Path]) -> Unit:
    first, second = ([int(path[1]) for path in paths if path[0] == table] for table in TABLES)
    return (
        (min(first), max(first) + 1) if first else None,
        (min(second), max(second) + 1) if second else None,
    )


def _typed(rows: Iterable[Row]) -> list[Unit]:
    """Return the units of rows by what they report; a row that belongs to no other is in none."""
    found: list[list[Path]] = []
    rows = list(rows)
    halves = [row for row in rows if row.table == "derivative" and row.code.value in EXERCISES]
    last: Row | None = None
    for row in rows:
        if row.table == "derivative":
            continue
        if row.code.value in EXERCISES:
            half = next((each for each in halves if _is_half(row, each)), None)
            halves = [each for each in halves if each is not half]
            found.append([row.path, half.path] if half else [row.path])
            last = row
        elif last and row.code.value == "F" and row.date.value == last.date.value:
            found[-1].append(row.path)
        else:
            last = None
    return [_unit(paths) for paths in found if len(paths) > 1]


def _is_half(row: Row, other: Row) -> bool:
    same = row.code.value == other.code.value and row.date.value == other.date.value
    return same and row.shares.value in amounts(other)

"""Events in one order out of two: each table's rows stand in the order of the events that make them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from form4kit.decompiler.exercises import CODES, exercise, fitness, pairs
from form4kit.decompiler.row_events import PositionOf, RowEvent, Unsayable, both_sides, one_row
from form4kit.model import Row
from form4kit.place import Path


def events(base: str, rows: Sequence[Row], of: PositionOf) -> tuple[list[RowEvent], dict[Path, str]]:
    """Tell of transactions as events, in an order that gives both tables theirs; and what cannot be told."""
    teller = _Teller(base, rows, of)
    told = teller.all()
    return told, teller.strays


class _Teller:
    def __init__(self, base: str, rows: Sequence[Row], of: PositionOf) -> None:
        self.base, self.of = base, of
        self.table_1 = [row for row in rows if row.table == "non_derivative"]
        self.table_2 = [row for row in rows if row.table == "derivative"]
        self.partner = self._partners()
        self.strays: dict[Path, str] = {}

    def _partners(self) -> Mapping[Path, Row]:
        """Return the row that goes with each row of an exercise or a conversion, both ways."""
        brought = [row for row in self.table_1 if row.code.value in CODES]
        given = [row for row in self.table_2 if _given(row)]
        found = pairs(given, brought)
        for table in (self.table_1, self.table_2):  # one class into another of the same table
            for one, other in pairwise(table):
                free = not {one.path, other.path} & ({*found} | {row.path for row in found.values()})
                if free and _given(one) and other.acquired_disposed.value == "A" and fitness(one, other):
                    found[one.path] = other
        by_path = {row.path: row for row in (*self.table_1, *self.table_2)}
        return found | {row.path: by_path[path] for path, row in found.items()}

    def all(self) -> list[RowEvent]:
        """Take from the two tables whichever event comes first, until both are empty."""
        told: list[RowEvent] = []
        tables = (self.table_1, self.table_2)
        at = [0, 0]
        while any(at[n] < len(tables[n]) for n in (0, 1)):
            number = self._next(at)
            event = self._event(tables[number], at[number])
            if event is None:
                at[number] += 1
                continue
            told.append(event)
            for n in (0, 1):
                at[n] += sum(row.table == tables[n][0].table for row in event.rows) if tables[n] else 0
        return told

    def _next(self, at: list[int]) -> int:
        """Return the table whose next row may come: a pair waits until both its rows are next."""
        heads = [table[n] if n < len(table) else None for table, n in zip(self.tables, at, strict=True)]
        left = [(head, n) for n, head in enumerate(heads) if head is not None]
        ready = [(head, n) for head, n in left if self._ready(head, heads)]
        return min(ready or left, key=lambda each: str(each[0].date.value))[1]

    @property
    def tables(self) -> tuple[list[Row], list[Row]]:
        return self.table_1, self.table_2

    def _ready(self, head: Row, heads: list[Row | None]) -> bool:
        other = self.partner.get(head.path)
        waits = other is not None and other.path not in self.strays and other.table != head.table
        return not waits or other in heads

    def _event(self, table: list[Row], n: int) -> RowEvent | None:
        """Tell of the row that is next in a table; None, with the reason noted, where nothing can."""
        row, after = table[n], table[n + 1 :]
        other = self.partner.get(row.path)
        try:
            if other is not None:
                return self._pair(row, other)
            if after and (both := both_sides(row, after[0], self.base, self.of)):
                return both
            return one_row(row, self.base, self.of)
        except Unsayable as reason:
            self.strays[row.path] = str(reason)
            return None

    def _pair(self, row: Row, other: Row) -> RowEvent:
        given, brought = (row, other) if _gives(row, other) else (other, row)
        table = self.table_1 if brought.table == "non_derivative" else self.table_2
        after = [each for each in table if each.number > brought.number]
        told = exercise(given, brought, list(_alone(after, self.partner)), self.base, self.of)
        if told is None:
            self.strays[other.path] = reason = "a footnote stands where an exercise has no place for it"
            raise Unsayable(reason)
        return told


def _given(row: Row) -> bool:
    return row.code.value in CODES and row.acquired_disposed.value == "D"


def _gives(row: Row, other: Row) -> bool:
    """Tell whether the first of a pair is what is given up: the derivative, or what is disposed of."""
    if row.table != other.table:
        return row.table == "derivative"
    return row.acquired_disposed.value == "D"


def _alone(rows: Sequence[Row], partner: Mapping[Path, Row]) -> Iterator[Row]:
    """Return the rows up to the next that is one of a pair."""
    for row in rows:
        if row.path in partner:
            return
        yield row

"""Which rows become positions and events, and which have to stay rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from form4kit.decompiler.event_order import events
from form4kit.decompiler.position_names import give_names
from form4kit.decompiler.positions import InferredPosition, infer_positions
from form4kit.decompiler.row_events import RowEvent
from form4kit.model import Filing, Row, Table
from form4kit.place import Path

ABOVE: Final = "it stands above a row that stays one"
AMONG: Final = "it is a holding among the transactions"
TABLES: Final[tuple[Table, ...]] = ("non_derivative", "derivative")


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What a draft is to say: positions and events, each in their order, and what stays rows."""

    positions: tuple[InferredPosition, ...]
    events: tuple[RowEvent, ...]
    staying: Mapping[Path, str]


def choose_rows(filing: Filing, staying: Mapping[Path, str]) -> EventPlan:
    """Plan a draft in which at least the rows in `staying` stay rows, and no row stands below an event's."""
    staying = _with_those_above(filing, staying)
    while True:
        rows = [row for row in filing.rows if row.path not in staying]
        book = infer_positions(rows, at_year_end=filing.base_form == "5")
        known = [row for row in rows if row.path in book.of]
        give_names(book.all)
        told, untold = events(filing.base_form, [row for row in known if not row.holding], book.position_of)
        strays = {**book.strays, **untold, **_among_transactions(known)}
        if not strays:
            return EventPlan(_in_order(book.all, known), tuple(told), staying)
        staying = _with_those_above(filing, {**staying, **strays})


def _with_those_above(filing: Filing, staying: Mapping[Path, str]) -> Mapping[Path, str]:
    """Let every row stay that stands above one that does."""
    found: dict[Path, str] = {}
    for table in (filing.non_derivative, filing.derivative):
        last = max((n for n, row in enumerate(table) if row.path in staying), default=-1)
        found |= {row.path: staying.get(row.path, ABOVE) for row in table[: last + 1]}
    return found


def _among_transactions(rows: list[Row]) -> dict[Path, str]:
    """Return the holdings between transactions: positions are shown above all of them or below."""
    found: dict[Path, str] = {}
    for table in TABLES:
        moved = [n for n, row in enumerate(rows) if row.table == table and not row.holding]
        between = rows[moved[0] : moved[-1]] if moved else []
        found |= {row.path: AMONG for row in between if row.holding and row.table == table}
    return found


def _in_order(found: list[InferredPosition], rows: list[Row]) -> tuple[InferredPosition, ...]:
    """Put the holdings above the transactions first, then what moved, then the holdings below."""
    last = {row.table: row.number for row in rows if not row.holding}
    for each in found:
        each.above = not each.moved and each.first.number < last.get(each.table, 0)
    return tuple(sorted(found, key=lambda each: (not each.above, not each.moved)))

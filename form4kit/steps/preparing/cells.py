"""The cells of the form: where each was answered, and by which working a computed one came about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from form4kit.convert import to_decimal
from form4kit.events.broker.numbers import Commas, numeral
from form4kit.events.kinds.index import KINDS
from form4kit.events.working import Working
from form4kit.model import ABSENT, Field, Filing, Row
from form4kit.place import Path
from form4kit.proof.view import view
from form4kit.steps.cell_words import ANSWERS_BEHIND, CELL_WORDS
from form4kit.steps.preparing.answers import EventAnswers
from form4kit.steps.preparing.balances import Holdings
from form4kit.steps.preparing.pastes import typed_day
from form4kit.words import grouped

TABLES: Final = {"non_derivative": "I", "derivative": "II"}


def row_name(path: Path) -> str:
    """Return the name of a row: `I-4`."""
    table, number = path[0], path[1]
    return f"{TABLES[str(table)]}-{int(number) + 1}"


def columns(filing: Filing) -> dict[str, list[str]]:
    """Return the names of the columns of the two tables, in printed order."""
    form = view(filing)
    return {table: [str(each["cell"]) for each in getattr(form, table).columns] for table in TABLES}


def cell_words(name: str) -> str:
    """Return a cell in the form's words: `Table I, row 4, amount`."""
    table, row, cell = name.split("-", 2)
    return f"Table {table}, row {row}, {CELL_WORDS.get(cell, cell.replace('_', ' '))}"


def cells_of(
    filing: Filing,
    working: Working | None,
    rows: Mapping[int, Sequence[Path]],
    events: Sequence[EventAnswers],
    waiting: Mapping[str, str],
) -> dict[str, dict[str, Any]]:
    """Return what a cell rests on: `typed` an answer, `computed` a working, `open` a question.

    `rows` are the rows of the events by the event's number, `waiting` the questions by the cell that waits.
    """
    known = columns(filing)
    of_event = {path: number for number, paths in rows.items() for path in paths}
    balances = {line.path: line for line in (working.balances if working else ())}
    ranges = {line.path: line for total in (working.fills if working else ()) for line in total.ranges}
    found: dict[str, dict[str, Any]] = {}
    for row in filing.rows:
        name, event = row_name(row.path), of_event.get(row.path)
        for column, cell in enumerate(known[row.table]):
            id = f"{name}-{cell}"
            told: dict[str, Any] = {"at": f"{row.table}:{row.number - 1}:{column}", "words": cell_words(id)}
            line, average = balances.get(row.path), ranges.get(row.path)
            if id in waiting:
                told["open"] = waiting[id]
            elif cell == "owned" and line is not None:
                told["computed"] = held_words(line.opening, line.change, line.closing)
            elif cell == "price" and average is not None and average.low != average.high:
                told["computed"] = average.words
            elif event is not None and (field := _field(cell, events[event])):
                told["typed"] = f"event-{event + 1}.{field}"
            found[id] = told
    return found


def held_words(opening: Decimal, change: Decimal, closing: Decimal) -> str:
    """Say how a balance came about: `41,471 held, less 500, leaves 40,971`."""
    if not change:
        return f"{grouped(closing)} held, nothing changed"
    if change < 0:
        return f"{grouped(opening)} held, less {grouped(-change)}, leaves {grouped(closing)}"
    return f"{grouped(opening)} held, and {grouped(change)} more, makes {grouped(closing)}"


def _field(cell: str, event: EventAnswers) -> str:
    names = ANSWERS_BEHIND.get(cell, ())
    if event.paste is not None:
        return "fills" if "fills" in names else ""
    return next((name for name in names if event.value(name)), "")


def with_open_rows(
    filing: Filing, events: Sequence[EventAnswers], open_events: Sequence[int], held: Holdings
) -> tuple[Filing, dict[int, Path]]:
    """Add a row for each event that has none yet, with what was answered of it; and say which it is."""
    made: dict[int, Path] = {}
    rows = list(filing.non_derivative)
    for number in open_events:
        row = _open_row(events[number], len(rows), held)
        rows.append(row)
        made[number] = row.path
    return replace(filing, non_derivative=tuple(rows)), made


def _open_row(event: EventAnswers, number: int, held: Holdings) -> Row:
    code = KINDS[event.kind].code if event.kind in KINDS else ""
    direction = event.value("direction")
    way = {"to": "A", "from": "D"}.get(KINDS[event.kind].sides if event.kind in KINDS else "", "")
    way = {"out": "D", "in": "A", "between": "D"}.get(direction, way)
    position = held.position(event.value("from") or event.value("to"))
    day = typed_day(event.value("date"))
    usual = KINDS[event.kind].price if event.kind in KINDS else None
    title, _, nature = position.words.rpartition(", ") if position else ("", "", "")
    return Row(
        path=("non_derivative", number),
        line=0,
        column=0,
        table="non_derivative",
        holding=False,
        security=_text(title),
        date=Field(f"{day}", day, (), 0, 0) if day else ABSENT,
        code=_text(code),
        shares=_number(event.value("shares")),
        price=_number(event.value("price") or usual or ""),
        acquired_disposed=_text(way),
        direct_indirect=_text(("D" if nature == "direct" else "I") if nature else ""),
        nature=_text(nature if nature and nature != "direct" else ""),
    )


def _text(text: str) -> Field[str]:
    return Field(text, text, (), 0, 0) if text else ABSENT


def _number(text: str) -> Field[Decimal]:
    value = numeral(text, Commas.THOUSANDS) if text else None
    return Field(f"{value:f}", to_decimal(f"{value:f}"), (), 0, 0) if value is not None else ABSENT


def event_rows(rows: Mapping[int, Sequence[Path]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of each event by their names, for the page to outline."""
    for number, paths in rows.items():
        yield number, [f"{path[0]}:{path[1]}" for path in paths]

"""What a cell of the printed form rests on: a value that was typed, a working, the registry, a question.

A cell is called as on the form: `I-1-amount`, `II-2-price`; the parts around the tables are `owner-1`,
`issuer`, `period`, `remarks`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from form4kit.draft.open_questions import OpenQuestion, open_questions
from form4kit.draft.references import parse_marks
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.model import Field, Row
from form4kit.place import Path, in_words
from form4kit.proof.view import view
from form4kit.source.yaml_tree import compose
from form4kit.steps.cell_words import ANSWERS_BEHIND, CELL_WORDS

CellKind = Literal["typed", "computed", "registry", "open", "fixed"]
_TABLES: Final = {"I": "non_derivative", "II": "derivative"}
_FIELDS: Final = {
    "early": ("timeliness",),
    "amount": ("shares", "total_value"),
    "acquired": ("shares", "total_value"),
    "disposed": ("shares", "total_value"),
    "underlying_amount": ("underlying_shares", "underlying_value"),
    "owned": ("owned_after", "value_owned_after"),
}
"""The fields of a row behind a cell, where they are not called as the cell is."""


@dataclass(frozen=True, slots=True)
class CellTold:
    """A cell with what it rests on.

    `at` is its place in the printed table, `TABLE:ROW:COLUMN` from 0. A `typed` cell has the path of its
    value in the draft; a `computed` one the working in words, and the parts that it was made of; one from the
    registry the name under which it stands there; an `open` one the question and its id. `marks` are the
    footnotes that hang on it, by name and text. `shared` says how many rows show the same value.
    """

    name: str
    words: str
    kind: CellKind
    at: str = ""
    text: str = ""
    path: Path = ()
    told: str = ""
    parts: tuple[str, ...] = ()
    question: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    shared: int = 1


def form_cells(judged: JudgedDraft) -> Iterator[CellTold]:
    """Yield every cell of the two tables, and the parts around them, in the order of the form."""
    filing = judged.filing
    if filing is None:
        return
    root, _ = compose(judged.tree.content)
    questions = open_questions(root) if root is not None else ()
    issuer = judged.tree.find(("issuer",))
    if issuer is not None:
        yield _whole("issuer", "Issuer", issuer.kind, issuer.value)
    for number, _ in enumerate(filing.owners):
        owner = judged.tree.find(("owners", number))
        if owner is not None:
            yield _whole(f"owner-{number + 1}", f"Reporting owner {number + 1}", owner.kind, owner.value)
    form = view(filing)
    for short, table in _TABLES.items():
        columns = [str(each["cell"]) for each in getattr(form, table).columns]
        for row in getattr(filing, table):
            for column, cell in enumerate(columns):
                yield _cell(judged, row, f"{short}-{row.number}-{cell}", column, questions)
    if filing.remarks:
        yield CellTold("remarks", "Remarks", "typed", text=filing.remarks.text or "", path=("remarks",))


def form_cell(judged: JudgedDraft, name: str) -> CellTold | None:
    """Return a cell by its name; None where the form has none of that name."""
    return next((each for each in form_cells(judged) if each.name == name), None)


def _whole(name: str, words: str, kind: str, value: str) -> CellTold:
    if kind == "text" and value:
        return CellTold(name, words, "registry", text=value, told=f"Stands in People: {value}")
    return CellTold(name, words, "fixed", told="Written out in this draft.")


def _cell(
    judged: JudgedDraft, row: Row, name: str, column: int, questions: tuple[OpenQuestion, ...]
) -> CellTold:
    short, number, cell = name.split("-", 2)
    words = f"Table {short}, row {number}, {CELL_WORDS.get(cell, cell.replace('_', ' '))}"
    at = f"{row.table}:{row.number - 1}:{column}"
    fields = [getattr(row, each) for each in _FIELDS.get(cell, (cell,))]
    field: Field[Any] = next((each for each in fields if each.line), fields[0])
    marks = tuple((each, _note(judged, each)) for each in field.names)
    source = judged.place_at(row.line, row.column) or row.path
    waiting = _waiting(questions, source, name, cell) if not field.text else None
    if waiting is not None:
        return CellTold(name, words, "open", at, told=waiting.words, question=waiting.id, marks=marks)
    working, parts = _working(judged, row, cell)
    if working:
        return CellTold(name, words, "computed", at, field.text or "", told=working, parts=parts, marks=marks)
    part = judged.tree.at(field.line, field.column) if field.line else None
    if part is not None and part.kind == "text" and parse_marks(part.value).text == field.text:
        shared = sum(
            (each.line, each.column) == (field.line, field.column) and each.text == field.text
            for other in (judged.filing.rows if judged.filing else ())
            for _, each in other.fields
        )
        return CellTold(name, words, "typed", at, field.text or "", part.path, marks=marks, shared=shared)
    told = f"Follows from {in_words(source[:2])}." if source[:1] in (("events",), ("positions",)) else ""
    return CellTold(
        name, words, "fixed", at, field.text or "", told=told or "Nothing stands here.", marks=marks
    )


def _working(judged: JudgedDraft, row: Row, cell: str) -> tuple[str, tuple[str, ...]]:
    """Return how a computed cell came about, in words, and what it was made of; empty for another."""
    working = judged.outcome.working
    if working is None:
        return "", ()
    for total in working.fills:
        for average in total.ranges:
            if average.path == row.path and cell in ("price", "amount", "acquired", "disposed"):
                return average.words, (total.where,)
    for line in working.balances:
        if line.path == row.path and cell == "owned" and line.change:
            return line.words, (line.position,)
    return "", ()


def _waiting(questions: tuple[OpenQuestion, ...], source: Path, name: str, cell: str) -> OpenQuestion | None:
    ids = {name}
    if source[:1] == ("events",):
        ids |= {f"event-{int(source[1]) + 1}.{each}" for each in ANSWERS_BEHIND.get(cell, ())}
    return next((each for each in questions if each.id in ids), None)


def _note(judged: JudgedDraft, name: str) -> str:
    note = judged.filing.note(name) if judged.filing else None
    return (note.text.text or "") if note else ""

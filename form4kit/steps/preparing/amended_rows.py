"""The lines of an amendment as they were filed, what is changed in them, and the reason of each change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from form4kit.convert import to_date
from form4kit.draft.references import parse_marks, write_marks
from form4kit.editor.tree import Tree, TreePart, tree_of
from form4kit.events.broker.numbers import Commas, numeral
from form4kit.model import Field, Filing, Row
from form4kit.steps.preparing.edited_text import with_key
from form4kit.steps.preparing.event_lines import bare_number
from form4kit.steps.preparing.pastes import typed_day
from form4kit.steps.step_plan import Question
from form4kit.words import scalar

TABLES: Final = (("non_derivative", "I"), ("derivative", "II"))
FIELDS: Final = (
    ("date", "Date"),
    ("shares", "Amount"),
    ("price", "Price"),
    ("owned_after", "Owned after"),
)
_AMOUNTS: Final = ("disposed", "acquired", "shares")


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A line of an amendment: its words, its values as they stand and as filed, and the reason given."""

    id: str
    words: str
    values: Mapping[str, str]
    filed: Mapping[str, str]
    reason: str = ""

    @property
    def changed(self) -> bool:
        """Whether a value differs from the one that was filed."""
        return any(_same(text) != _same(self.filed.get(name, "")) for name, text in self.values.items())


def rows_in(text: str, original: Filing | None) -> tuple[FiledRow, ...]:
    """Return the lines of an amendment's draft, in the order of the form."""
    return tuple(_rows(tree_of(text), original))


def _rows(tree: Tree, original: Filing | None) -> Iterator[FiledRow]:
    for table, roman in TABLES:
        part = tree.find((table,))
        filed = [*getattr(original, table)] if original is not None else []
        for at, row in enumerate(part.children if part is not None else ()):
            if row.kind != "mapping":
                continue
            told = {str(each.key): each.value for each in row.children}
            title, code = (parse_marks(told.get(name, "")).text or "" for name in ("security", "code"))
            values = {name: _bare(told, name) for name, _ in FIELDS if _key(row, name)}
            was = _filed(filed[at]) if at < len(filed) else {}
            note = tree.find(("footnotes", _note(roman, at)))
            words = f"Table {roman}, row {at + 1}: {title}{f', code {code}' if code else ''}"
            yield FiledRow(f"{roman}-{at + 1}", words, values, was, note.value if note is not None else "")


def with_rows(text: str, answers: Mapping[str, Mapping[str, str]]) -> str:
    """Put changed values into the lines of an amendment, each with a mark to the reason. Raises NoPlace."""
    for id, told in answers.items():
        roman, _, row = id.partition("-")
        table = next((name for name, each in TABLES if each == roman), "")
        if not table or not row.isdigit():
            continue
        at = int(row) - 1
        text = _with_row(text, (table, at), _note(roman, at), told)
    return text


def _with_row(text: str, path: tuple[str, int], note: str, told: Mapping[str, str]) -> str:
    reason = " ".join(told.get("reason", "").split())
    for name, _ in FIELDS:
        tree = tree_of(text)
        row = tree.find(path)
        key = _key(row, name) if row is not None else ""
        part = row.get(key) if row is not None and key else None
        if part is None or name not in told:
            continue
        read = parse_marks(part.value)
        new = told[name].strip()
        day = typed_day(new) if name == "date" else None
        written = f"{day}" if day else bare_number(new) or new
        if _same(new) == _same(read.text or "") and (not reason or note in [name for name, _ in read.marks]):
            continue
        marks = [name for name, _ in read.marks if name != note]
        names = [*marks, note] if reason else marks
        text = with_key(text, path, key, scalar(write_marks(written, tuple(names)), number=True, flow=True))
    if reason:
        text = _with_note(text, note, reason)
    return text


def _with_note(text: str, note: str, reason: str) -> str:
    tree = tree_of(text)
    notes = tree.find(("footnotes",))
    if notes is not None and notes.kind != "mapping":
        line = tree.point(notes.key_end)[0]
        at = tree.starts[line] if line < len(tree.starts) else len(tree.content)
        return f"{tree.content[:at]}  {note}: {scalar(reason)}\n{tree.content[at:]}"
    if notes is None:
        last = next(part for name in ("derivative", "non_derivative") if (part := tree.find((name,))))
        end = tree.content.find("\n", tree.last(last))
        end = len(tree.content) if end < 0 else end
        return f"{tree.content[:end]}\nfootnotes:\n  {note}: {scalar(reason)}{tree.content[end:]}"
    return with_key(text, ("footnotes",), note, scalar(reason))


def questions_of(rows: tuple[FiledRow, ...]) -> Iterator[Question]:
    """Ask for the reason of each changed line; an amendment takes nothing back by leaving it out."""
    for row in rows:
        if row.changed and not row.reason.strip():
            yield Question(f"row-{row.id}.reason", f"{row.words}: why is it changed?")


def _note(roman: str, at: int) -> str:
    return f"why-{roman.lower()}-{at + 1}"


def _key(row: TreePart, name: str) -> str:
    names = _AMOUNTS if name == "shares" else (name,)
    return next((each for each in names if row.get(each) is not None), "")


def _bare(told: Mapping[str, str], name: str) -> str:
    names = _AMOUNTS if name == "shares" else (name,)
    return next((parse_marks(told[each]).text or "" for each in names if each in told), "")


def _filed(row: Row) -> dict[str, str]:
    found: dict[str, Field[Any]] = {
        "date": row.date,
        "shares": row.shares,
        "price": row.price,
        "owned_after": row.owned_after,
    }
    return {name: field.text for name, field in found.items() if field.text is not None}


def _same(text: str) -> str:
    """Return a value so that two spellings of one number or day are the same."""
    day = to_date(text)
    read = numeral(text, Commas.THOUSANDS) if text and day is None else None
    return f"{day}" if day else f"{read.normalize():f}" if read is not None else text.strip()

"""Footnote marks: their numbers as EDGAR prints them, and the links between a mark and its note."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from form4kit.model import Field, Filing, Mark
from form4kit.proof import formats


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """A mark as printed; `id` is set on the first mark of a note only, where the note links back to."""

    number: str
    note: str
    id: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as printed; `back` is the id of its first mark, empty where nothing refers to it."""

    name: str
    number: str
    id: str
    back: str
    text: str


class FootnoteMarks:
    """Number the marks of one filing in the order in which they are printed."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._ids = {note.name: note.id for note in filing.footnotes}
        self._referred: set[str] = set()

    def references(self, fields: Iterable[Field[Any]]) -> tuple[PrintedMark, ...]:
        """Return the marks behind some fields, in the order in which they are printed."""
        return tuple(self._reference(mark) for field in fields for mark in field.marks)

    def _reference(self, mark: Mark) -> PrintedMark:
        note = self._ids.get(mark.name)
        if note is None:
            return PrintedMark(_number(mark.name), "", "")
        first = note not in self._referred
        self._referred.add(note)
        return PrintedMark(_number(note), note, _back(note) if first else "")

    def explained(self) -> Iterator[Note]:
        """Yield the footnotes in their own order, once every mark has been printed."""
        for note in self._filing.footnotes:
            back = _back(note.id) if note.id in self._referred else ""
            yield Note(note.name, _number(note.id), note.id, back, formats.line(note.text.text))


def _number(note: str) -> str:
    """Return `3` for the id F3; what is no such id stands for itself."""
    digits = note.removeprefix("F")
    return digits if digits.isdigit() else note


def _back(note: str) -> str:
    return f"to-{note}"

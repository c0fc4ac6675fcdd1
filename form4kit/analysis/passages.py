"""Lay out for rules what several of them ask for: a filing's free texts, and its references to footnotes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from form4kit.analysis.figures import flat
from form4kit.findings import Severity
from form4kit.model import Field, Filing, Footnote, Mark, Row
from form4kit.place import Place, in_words

T = TypeVar("T")


def cached_for_filing(find: Callable[[Filing], T]) -> Callable[[Filing], T]:
    """Keep the latest answer of a function: the rules ask in turn about one filing."""
    latest: tuple[Filing, T] | None = None

    def answer(filing: Filing) -> T:
        nonlocal latest
        known = latest
        if known is None or known[0] is not filing:
            known = latest = (filing, find(filing))
        return known[1]

    return answer


def if_left_blank(filing: Filing, found: Field[Any]) -> Severity | None:
    """Return a warning for a field that a document of record has with blanks alone in it, else None.

    Such a field passes EDGAR's schema, and the document was accepted, whatever the specification says.
    """
    on_record = filing.kind == "document" and filing.published
    return Severity.WARNING if on_record and found.line and not found.marks else None


class Reference(NamedTuple):
    """A reference to a footnote: its row, the name of its field, and the mark itself."""

    row: Row
    field: str
    mark: Mark

    @property
    def place(self) -> Place:
        """Where the reference was written."""
        return Place(self.row.at(self.field).path, self.mark.line, self.mark.column)


@cached_for_filing
def references(filing: Filing) -> tuple[Reference, ...]:
    """Return every reference of the rows, in printed order."""
    return tuple(
        [
            Reference(row, name, mark)
            for row in filing.rows
            for name, found in row.fields
            for mark in found.marks
        ]
    )


class Passage(NamedTuple):
    """A footnote or the remarks: where it stands, what to call it, its text on one line."""

    place: Place
    name: str
    text: str
    note: Footnote | None


@cached_for_filing
def passages(filing: Filing) -> tuple[Passage, ...]:
    """Return the footnotes in order, then the remarks; empty ones are left out."""
    return tuple(_passages(filing))


def _passages(filing: Filing) -> Iterator[Passage]:
    for note in filing.footnotes:
        if note.text.text:
            yield passage_of(note)
    if filing.remarks.text:
        yield Passage(filing.at("remarks"), "the remarks", flat(filing.remarks.text), None)


def passage_of(note: Footnote) -> Passage:
    """Return a footnote as a passage."""
    return Passage(note.at(), f"footnote {note.name}", flat(note.text.text or ""), note)


def passages_on(filing: Filing, *fields: Field[Any]) -> tuple[Passage, ...]:
    """Return the footnotes that these fields refer to, each once, in order of reference."""
    known = _noted(filing)
    return tuple([known[note.name] for note in filing.notes_on(*fields)])


@cached_for_filing
def _noted(filing: Filing) -> dict[str, Passage]:
    """Return the footnotes by name; of two with one name the first counts."""
    return {note.name: passage_of(note) for note in reversed(filing.footnotes)}


def rows_in_words(rows: Iterable[Row]) -> str:
    """Name rows in the form's own words: `Table I, row 2` or `Table I, rows 2, 3; Table II, row 1`."""
    parts = []
    for table, group in groupby(rows, key=lambda row: row.path[:1]):
        numbers = [str(row.number) for row in group]
        plural = "s" if numbers[1:] else ""
        parts.append(f"{in_words(table)}, row{plural} {', '.join(numbers)}")
    return "; ".join(parts)


def shortened(text: str, most: int = 60) -> str:
    """Return the beginning of a text, cut after a word."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0] + "..."

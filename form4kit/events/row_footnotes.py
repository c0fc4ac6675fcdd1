"""The footnotes that rows bring along: the preparer's words on an event, and those of earlier filings."""

from itertools import count

from form4kit.model import Field, Filing, Footnote, Mark
from form4kit.place import Place


class RowFootnotes:
    """Collect footnotes as rows are made, each under a name that is free for its text."""

    def __init__(self, filing: Filing) -> None:
        self._texts = {note.name: note.text.text for note in filing.footnotes}
        self._made: dict[str, Footnote] = {}

    def own(self, name: str, text: str, place: Place) -> Mark:
        """Refer to a text by this name, or by the name with a number where it is taken for another text."""
        names = (f"{name}-{n}" if n > 1 else name for n in count(1))
        free = next(each for each in names if self._texts.get(each, text) == text)
        line, column = place.line, place.column
        if free not in self._texts:
            self._texts[free] = text
            self._made[free] = Footnote(
                path=("footnotes", free),
                line=line,
                column=column,
                name=free,
                id="",
                text=Field(text, text, (), line, column),
            )
        return Mark(free, line, column)

    def referred_to(self, filing: Filing) -> tuple[Footnote, ...]:
        """Return those that a row of the filing refers to: EDGAR suspends a footnote that nothing does."""
        used = {mark.name for row in filing.rows for mark in row.marks}
        return tuple(note for note in self._made.values() if note.name in used)


def mark(reference: str, place: Place) -> Mark:
    """Refer to a footnote of the draft, the registry or the library."""
    return Mark(reference, place.line, place.column)

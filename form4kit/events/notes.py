"""The footnotes that rows call for and the draft does not define."""

from itertools import count

from form4kit.events import texts
from form4kit.model import Field, Filing, Footnote, Mark
from form4kit.place import Place


class Notes:
    """Collect footnotes as rows are made; the draft's own definition of a name always wins."""

    def __init__(self, filing: Filing) -> None:
        self._texts = {note.name: note.text.text for note in filing.footnotes}
        self._made: dict[str, Footnote] = {}

    def standard(self, name: str, place: Place, **values: str) -> Mark:
        """Refer to a standard footnote, filled in with values."""
        reference = texts.reference(name, values)
        return self._define(reference, texts.text(name, values), place)

    def own(self, name: str, text: str, place: Place) -> Mark:
        """Refer to a text of the preparer's own or of an earlier filing, under a name that is free for it."""
        names = (f"{name}-{n}" if n > 1 else name for n in count(1))
        free = next(each for each in names if self._texts.get(each, text) == text)
        return self._define(free, text, place)

    def _define(self, name: str, text: str, place: Place) -> Mark:
        line, column = place.line, place.column
        if name not in self._texts:
            self._texts[name] = text
            self._made[name] = Footnote(
                path=("footnotes", name),
                line=line,
                column=column,
                name=name,
                id="",
                text=Field(text, text, (), line, column),
            )
        return Mark(name, line, column)

    def referred_to(self, filing: Filing) -> tuple[Footnote, ...]:
        """Return those that a row of the filing refers to: EDGAR suspends a footnote that nothing does."""
        used = {mark.name for row in filing.rows for mark in row.marks}
        return tuple(note for note in self._made.values() if note.name in used)

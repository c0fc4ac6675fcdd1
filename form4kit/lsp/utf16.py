"""Points and ranges of the desk, and those of the protocol, which count lines from 0 and columns in units.

A unit is a code unit of UTF-16 unless the client asked for another: an emoji is two.
"""

from lsprotocol import types

from form4kit.editor.text import DraftText, Range, Replacement, normal

_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Units:
    """Converts between the two for one text; `encoding` is that which client and server agreed on."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = DraftText(normal(text))
        self._marked = text.startswith("\ufeff")
        self._name, self._size = _BYTES.get(encoding, _BYTES["utf-16"])

    def point(self, position: types.Position) -> tuple[int, int]:
        """Return the line and column of a position; one beyond its line is moved to the line's end."""
        line = self._text.line(position.line + 1)
        left, column = position.character - self._mark(position.line), 0
        while left > 0 and column < len(line):
            left -= self._units(line[column])
            column += 1
        return position.line + 1, column + 1

    def position(self, line: int, column: int) -> types.Position:
        """Return the position of a point."""
        before = self._text.line(line)[: column - 1]
        return types.Position(line - 1, self._mark(line - 1) + self._units(before))

    def range(self, range: Range) -> types.Range:
        """Return a range of the protocol."""
        return types.Range(self.position(*range[:2]), self.position(*range[2:]))

    def desk_range(self, range: types.Range) -> Range:
        """Return a range of the desk."""
        return Range(*self.point(range.start), *self.point(range.end))

    def edit(self, edit: Replacement) -> types.TextEdit:
        """Return an edit of the protocol."""
        return types.TextEdit(self.range(edit.range), edit.text)

    def _mark(self, line: int) -> int:
        """Return the units of a byte order mark, which the desk does not count."""
        return self._units("\ufeff") if line == 0 and self._marked else 0

    def _units(self, text: str) -> int:
        return len(text.encode(self._name, "surrogatepass")) // self._size

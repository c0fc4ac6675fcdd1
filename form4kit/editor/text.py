"""Ranges and edits of a draft's text, in lines and columns."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"


class Range(NamedTuple):
    """A stretch of text; lines and columns are 1-based, and the end is the first character after it."""

    line: int
    column: int
    end_line: int
    end_column: int

    def touches(self, other: "Range") -> bool:
        """Tell whether two ranges overlap or meet."""
        return self[:2] <= other[2:] and other[:2] <= self[2:]


class Replacement(NamedTuple):
    """Put `text` in place of what stands in `range`."""

    range: Range
    text: str


@dataclass(frozen=True)
class DraftText:
    """A text whose offsets can be told as lines and columns, and the other way round."""

    content: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        starts = [0]
        while (found := self.content.find("\n", starts[-1])) >= 0:
            starts.append(found + 1)
        return starts

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a point; one outside the text is moved to the nearest inside."""
        if line < 1:
            return 0
        if line > len(self.starts):
            return len(self.content)
        start = self.starts[line - 1]
        end = self.starts[line] - 1 if line < len(self.starts) else len(self.content)
        return min(start + max(column, 1) - 1, end)

    def point(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def range(self, start: int, end: int) -> Range:
        """Return the range between two offsets."""
        return Range(*self.point(start), *self.point(end))

    def line(self, number: int) -> str:
        """Return a line without its line end; empty where there is none of that number."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.content)
        return self.content[self.starts[number - 1] : end]


def normal(text: str) -> str:
    """Return a text as drafts are read: no byte order mark, line feeds for line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def as_before(text: str, old: bytes) -> bytes:
    """Give a text the line ends and the byte order mark of the file that it takes the place of."""
    plain = normal(text).encode("utf-8", "surrogatepass")
    if old.count(b"\r\n") and old.count(b"\r\n") == old.count(b"\n"):
        plain = plain.replace(b"\n", b"\r\n")
    return (_BOM if old.startswith(_BOM) else b"") + plain


def applied(text: str, edits: Iterable[Replacement]) -> str:
    """Return a text with edits applied, which must not overlap."""
    found = DraftText(normal(text))
    content = found.content
    for edit in sorted(edits, reverse=True):
        start, end = found.offset(*edit.range[:2]), found.offset(*edit.range[2:])
        content = content[:start] + edit.text + content[end:]
    return content

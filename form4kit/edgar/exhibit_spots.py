"""What may be found in an exhibit, and where: kinds of fault, spots in its text, lines and columns."""

from bisect import bisect
from collections.abc import Iterable
from enum import StrEnum

from form4kit.frozen import frozen
from form4kit.lazy_re import pattern

_LINE_END = pattern(r"\r\n|\r|\n")


class Kind(StrEnum):
    """What EDGAR, or a reader, does not take. Each kind is told once for a document."""

    CHARACTER = "character"
    CARET = "caret"
    LONG_LINE = "long line"
    TEXT_TABLE = "table of a text"
    TAG = "tag"
    UNSURE_TAG = "tag of which EDGAR's manual speaks two ways"
    ATTRIBUTE = "attribute"
    UNSURE_ATTRIBUTE = "attribute that is not supported"
    ACTIVE = "active content"
    LINK = "link"
    UNSURE_LINK = "link to another page of the SEC"
    PICTURE = "picture"
    UNSURE_PICTURE = "picture by a style"
    OTHER_FORMAT = "bytes of another format"
    SOURCE_TEXT = "source of another format, in characters that pass"
    BLANK = "white space alone"
    LOST = "character that was lost"


@frozen()
class Spot:
    """One fault: its kind, the offset in the text, what stands there, what to write, how many follow."""

    kind: Kind
    offset: int
    what: str
    hint: str
    more: int = 0


@frozen()
class Target:
    """The name of another document of the submission, as it is written, and where; both count from 1."""

    name: str
    line: int
    column: int


@frozen()
class Trait:
    """The first spot of a kind with its line and column, from 1, and how many more of the kind there are."""

    kind: Kind
    line: int
    column: int
    what: str
    hint: str
    more: int


class Lines:
    """The lines of a text, which end with LF, CR LF or CR."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, from 1, of an offset."""
        line = bisect(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def traits(spots: Iterable[Spot], lines: Lines) -> tuple[Trait, ...]:
    """Return the first spot of each kind, in the order of the kinds' first appearance in the text."""
    first: dict[Kind, Spot] = {}
    count: dict[Kind, int] = {}
    for spot in spots:
        count[spot.kind] = count.get(spot.kind, 0) + 1 + spot.more
        if spot.kind not in first or spot.offset < first[spot.kind].offset:
            first[spot.kind] = spot
    return tuple(
        Trait(kind, *lines.position(spot.offset), spot.what, spot.hint, count[kind] - 1)
        for kind, spot in first.items()
    )


def lines_of(text: str) -> Iterable[tuple[int, str]]:
    """Yield each line without its end, and the offset where it begins."""
    start = 0
    for found in _LINE_END.finditer(text):
        yield start, text[start : found.start()]
        start = found.end()
    yield start, text[start:]

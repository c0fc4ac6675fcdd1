"""A paper between its reading and its writing: paragraphs with their runs, tables, page breaks."""

from dataclasses import dataclass

from form4kit.frozen import frozen


class CannotConvert(ValueError):
    """Say in words why a paper is not converted, and what to do instead."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.hint = hint


@frozen()
class Run:
    """Characters that look alike. `marks` are among b, i, u, strike, sup, sub, in that order of nesting.

    A tab is a tab and a line break a line feed.
    """

    text: str
    marks: tuple[str, ...] = ()


@frozen()
class Paragraph:
    """A paragraph; `where` says to a person which one it is.

    `align` is left, center, right or justify; `level` of a heading counts from 1, else it is 0; `marker` is
    the number or sign of a list, at `depth` from 0; `indent` counts characters; `kept` says that blanks and
    line breaks stand as they are.
    """

    runs: tuple[Run, ...]
    where: str
    align: str = "left"
    level: int = 0
    marker: str = ""
    depth: int = 0
    indent: int = 0
    kept: bool = False

    @property
    def text(self) -> str:
        """Return the characters alone."""
        return "".join(run.text for run in self.runs)


@frozen()
class Cell:
    """A cell of a table, over one column or more."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1


@frozen()
class PaperTable:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    where: str


@frozen()
class PageBreak:
    """The end of a page that the paper asks for."""


Block = Paragraph | PaperTable | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """What a reader reads, in order, and the title for the head of a page."""

    blocks: tuple[Block, ...]
    title: str = ""

"""The lines of a file of fills, what became of each, and why a file cannot be used."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from form4kit.events.fills import Fill
from form4kit.words import counted, listed


class TableLine(NamedTuple):
    """A line of a table: its number in the file, from 1, and its cells without blanks around them."""

    number: int
    cells: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Whether it holds nothing but blanks, or a rule of dashes."""
        return not any(any(map(str.isalnum, cell)) for cell in self.cells)

    def cell(self, at: int) -> str:
        """Return a cell; empty where the line ends before it."""
        return self.cells[at] if at < len(self.cells) else ""


class FillsSheet(NamedTuple):
    """One way to read a file, or one sheet of a workbook: its lines, and what parts its cells."""

    name: str
    lines: tuple[TableLine, ...]
    delimiter: str = ""


class Trouble(NamedTuple):
    """Why a file of fills cannot be used: the line in it, 0 for the whole, words, and what to write."""

    line: int
    message: str
    hint: str = ""


class Unused(NamedTuple):
    """A line that is no fill of the event: its number and why. A `trade` is one that was left out."""

    line: int
    why: str
    trade: bool = False


@dataclass(frozen=True, slots=True)
class FileLines:
    """An account of a file of fills, line by line; a line is what a spreadsheet shows as one row.

    `columns` are those whose values count for nothing here; `told` are remarks on how it was read.
    """

    name: str = ""
    heading: int = 0
    used: int = 0
    total: int = 0
    empty: int = 0
    unused: tuple[Unused, ...] = ()
    columns: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """All lines: headings, fills, totals, lines not used, and empty ones."""
        return self.heading + self.used + self.total + len(self.unused) + self.empty

    @property
    def left_out(self) -> str:
        """The trades that were left out, in words; empty where there are none."""
        trades = [each for each in self.unused if each.trade]
        named = listed([f"{each.line} ({each.why})" for each in trades], "and")
        return f"{counted(len(trades), 'line')} left out: {named}" if trades else ""

    @property
    def words(self) -> str:
        """The account on a line."""
        counts = f"{self.heading} heading, {self.used} used, {self.total} total"
        rest = f"{len(self.unused)} not used, {self.empty} empty"
        return f"{self.name}: {counted(self.read, 'line')} read: {counts}, {rest}"

    @property
    def details(self) -> tuple[str, ...]:
        """What the account adds up from, where that is more than a number."""
        lines = [f"line {each.line} not used: {each.why}" for each in self.unused]
        if self.columns:
            lines.append(f"columns passed over: {', '.join(self.columns)}")
        return (*lines, *self.told)

    def as_plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON: `read` is the sum of the five numbers after it."""
        return {
            "file": self.name,
            "read": self.read,
            "heading": self.heading,
            "used": self.used,
            "total": self.total,
            "not_used": len(self.unused),
            "empty": self.empty,
            "reasons": [{"line": each.line, "why": each.why} for each in self.unused],
            "columns_passed_over": list(self.columns),
            "told": list(self.told),
        }


NO_LINES: Final = FileLines()
"""The account of fills that stand in the draft itself."""


class FillsFile(NamedTuple):
    """The fills of a file, and the account of its lines."""

    fills: tuple[Fill, ...]
    lines: FileLines

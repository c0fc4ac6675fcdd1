"""Lay a table out in a text: columns within 80 characters, else 132 in `<TABLE>`, else cell below cell."""

from collections.abc import Iterator, Sequence

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.lines import MOST, TABLE_MOST, wrapped

_GAP = 2
_NARROWEST = 4

RowOfCells = Sequence[tuple[Sequence[str], int]]
"""The cells of a row: the lines of each, and how many columns it is over."""


def laid_out(rows: Sequence[RowOfCells], where: str, changes: Changes) -> Iterator[str]:
    """Yield the lines of a table, whose cells are in characters that EDGAR takes."""
    rows = [row for row in rows if any(any(lines) for lines, _ in row)]
    filled = [sum(1 for lines, _ in row if any(lines)) for row in rows]
    if max(filled, default=0) <= 1:  # a frame around text
        for row in rows:
            yield from _stacked(row)
        return
    widths = _widths(rows)
    wide = sum(widths) + _GAP * (len(widths) - 1)
    if wide <= MOST:
        for row in rows:
            yield from _aligned(row, widths)
    elif (
        wide <= TABLE_MOST and max(filled) > 1 and not any(len(lines) > 1 for row in rows for lines, _ in row)
    ):
        changes.tell("tables wider than 80 characters set between <TABLE> and </TABLE>", where)
        yield "<TABLE>"
        yield "<CAPTION>"
        yield from _aligned(rows[0], widths)
        yield _columns(widths)
        for row in rows[1:]:
            yield from _aligned(row, widths)
        yield "</TABLE>"
    else:
        changes.tell("tables too wide for columns written cell below cell", where)
        for row in rows:
            yield from _stacked(row)
            yield ""


def _widths(rows: Sequence[RowOfCells]) -> list[int]:
    """Return the width of each column by what stands in it alone; what is over several widens the last."""
    count = max(sum(columns for _, columns in row) for row in rows)
    widths = [_NARROWEST] * count
    for spread in (False, True):
        for row in rows:
            at = 0
            for lines, columns in row:
                widest = max(map(len, lines), default=0)
                if columns == 1 and not spread:
                    widths[at] = max(widths[at], widest)
                elif columns > 1 and spread:
                    held = sum(widths[at : at + columns]) + _GAP * (columns - 1)
                    widths[at + columns - 1] += max(0, widest - held)
                at += columns
    return widths


def _aligned(row: RowOfCells, widths: Sequence[int]) -> Iterator[str]:
    for number in range(max(len(lines) for lines, _ in row)):
        at, line = 0, ""
        for lines, columns in row:
            text = lines[number] if number < len(lines) else ""
            width = sum(widths[at : at + columns]) + _GAP * (columns - 1)
            line += text.ljust(width + _GAP)
            at += columns
        yield line.rstrip()


def _columns(widths: Sequence[int]) -> str:
    marks = ["<S>", *(["<C>"] * (len(widths) - 1))]
    return (" " * _GAP).join(mark.ljust(width) for mark, width in zip(marks, widths, strict=True)).rstrip()


def _stacked(row: RowOfCells) -> Iterator[str]:
    for lines, _ in row:
        for line in lines:
            if line:
                yield from wrapped(line)

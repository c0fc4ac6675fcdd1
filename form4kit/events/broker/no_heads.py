"""A table without heads: the line to write above it, guessed from what stands in its columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from form4kit.events.broker.days import CLOCK, NO_DAY, day_in
from form4kit.events.broker.lines import Trouble
from form4kit.events.broker.words import foreign_money, is_dollars, side_of, status_of

_MEANINGS: Final[Mapping[str, Callable[[str], object]]] = {
    "time": lambda cell: CLOCK.match(cell),
    "date": lambda cell: day_in(cell) != NO_DAY,
    "side": lambda cell: side_of(cell) is not None,
    "currency": lambda cell: is_dollars(cell) or foreign_money(cell),
    "status": lambda cell: status_of(cell) is not None,
    "shares": lambda cell: re.fullmatch(r"\d+(?:\.0+)?|\d{1,3}(?:[,.]\d{3})+", cell),
    "price": lambda cell: re.fullmatch(r"\d+(?:[.,]\d+)?", cell),
    "symbol": lambda cell: re.fullmatch(r"[A-Z]{1,5}(?:[./ ][A-Z]{1,2})?", cell),
}
"""What a column may be, by all of its cells, in the order in which it is tried."""


def no_heads(lines: Sequence[Sequence[str]], delimiter: str = "") -> Trouble:
    """Say which line to write above a table without heads, from what stands in its columns."""
    heads = (delimiter or ",").join(_guess(lines))
    hint = f"Write it above the first trade, with the columns in the order of the file: `{heads}`."
    return Trouble(0, "no line has heads for shares and price", hint)


def _guess(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return heads that could be meant: whole numbers are shares, those with a period prices."""
    rows = [line for line in lines if sum(any(map(str.isdigit, cell)) for cell in line) > 1][:50]
    names: list[str] = []
    for at in range(max((len(row) for row in rows), default=0)):
        cells = [re.sub(r"(?<=\d)\s(?=\d)|[$']", "", row[at]) for row in rows if at < len(row) and row[at]]
        found = (
            name for name, fits in _MEANINGS.items() if name not in names and cells and all(map(fits, cells))
        )
        names.append(next(found, "other"))
    return names if {"shares", "price"} <= set(names) else ["shares", "price", "time"]

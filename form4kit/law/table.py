"""Read the data tables that stand beside the code of this package.

A table is a tab-separated file that opens with its provenance:

    # Legal public holidays of the United States.
    # source: 5 U.S.C. 6103(a)
    # checked: 2026-11-22

The first such line is the title, the others are `key: value`. Then come the column names, then the rows.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
_Line = Mapping[str, str]


class LawTable(Mapping[K, V]):
    """Give one data file as a mapping that is read on first use.

    `entry` turns a row (column name to text) into a key and a value. A row of the wrong width and a key
    that comes twice raise ValueError: a broken table is a bug, not a user's mistake.
    """

    def __init__(self, file: str, entry: Callable[[_Line], tuple[K, V]]) -> None:
        self.file = file
        self._entry = entry

    @cached_property
    def _lines(self) -> list[str]:
        return (Path(__file__).parent / self.file).read_text(encoding="utf-8").splitlines()

    @cached_property
    def about(self) -> Mapping[str, str]:
        """Return the provenance: `title`, `source`, `checked` and whatever else the header says."""
        title, *facts = (line.removeprefix("# ") for line in self._lines if line.startswith("#"))
        return {"title": title} | dict(fact.split(": ", 1) for fact in facts)

    def dated(self, key: str) -> date:
        """Return a date of the provenance, such as `checked`."""
        return date.fromisoformat(self.about[key])

    @cached_property
    def _entries(self) -> dict[K, V]:
        head, *rows = (line.split("\t") for line in self._lines if not line.startswith("#"))
        entries: dict[K, V] = {}
        for row in rows:
            key, value = self._entry(dict(zip(head, row, strict=True)))
            if key in entries:
                raise ValueError(f"{self.file} has {key!r} twice")
            entries[key] = value
        return entries

    def __getitem__(self, key: K) -> V:
        return self._entries[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

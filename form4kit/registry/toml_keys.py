"""Where the tables and keys of a TOML file stand, read line by line; the file may be half typed."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from form4kit.lazy_re import pattern
from form4kit.place import Path

_KEY = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = pattern(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]")
_VALUE = pattern(rf"[ \t]*({_DOTTED})[ \t]*=")
_INNER = pattern(rf"[{{,][ \t]*({_DOTTED})[ \t]*=")
_PART = pattern(_KEY)
_STRING = pattern(r"\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|#[^\n]*+")
_LONG: Final = ('"""', "'''")


class KeyPlace(NamedTuple):
    """Where a key stands: its line, its first column, and the column after it, all from 1."""

    line: int
    column: int
    end: int


def toml_keys(text: str) -> Iterator[tuple[Path, KeyPlace]]:
    """Yield each key with the tables and keys that lead to it, as often as it stands there; lines end in LF.

    Of a list of tables the members have numbers from 0; keys in brackets stand below the key of the value.
    """
    table: Path = ()
    counts: dict[Path, int] = {}
    open_quote, depth = "", 0
    key: Path = ()
    for number, line in enumerate(text.split("\n"), 1):
        if open_quote:
            open_quote = "" if open_quote in line else open_quote
            continue
        header = _HEADER.match(line) if not depth else None
        value = _VALUE.match(line) if not depth and not header else None
        if header:
            path = _path(header[2])
            table = (*_numbered(path[:-1], counts), path[-1])
            place = _place(number, header, 2)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                yield table, place
                table = (*table, counts[table])
            yield table, place
            continue
        if value:
            key = (*table, *_path(value[1]))
            yield key, _place(number, value, 1)
        bare = _STRING.sub(lambda each: " " * len(each[0]), line)
        for inner in _INNER.finditer(line) if key else ():
            if bare[inner.end() - 1] == "=":
                yield (*key, *_path(inner[1])), _place(number, inner, 1)
        quote = next((mark for mark in _LONG if line.count(mark) % 2), "")
        open_quote = quote
        after = bare[value.end() :] if value else bare
        depth = max(0, depth + sum(map(after.count, "[{")) - sum(map(after.count, "]}")))


def _place(line: int, found: "re.Match[str]", group: int) -> KeyPlace:
    return KeyPlace(line, found.start(group) + 1, found.end(group) + 1)


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _numbered(path: tuple[str, ...], counts: dict[Path, int]) -> Path:
    """Return a path with the number of the last member of each list of tables on the way."""
    found: Path = ()
    for step in path:
        found = (*found, step)
        if found in counts:
            found = (*found, counts[found])
    return found

"""Where the tables and keys of a TOML file stand, read line by line; the file may be half typed."""

from collections.abc import Iterator
from typing import Final

from form4kit.editor.text import DraftText, Range, normal
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


def toml_places(text: str) -> dict[Path, Range]:
    """Return the range of each key, by the tables and keys that lead to it; of two alike the first.

    Of a list of tables the members have numbers from 0; keys in brackets stand below the key of the value.
    """
    found: dict[Path, Range] = {}
    for path, place in _places(DraftText(normal(text))):
        found.setdefault(path, place)
    return found


def _places(source: DraftText) -> Iterator[tuple[Path, Range]]:
    table: Path = ()
    counts: dict[Path, int] = {}
    open_quote, depth = "", 0
    key: Path = ()
    for number, start in enumerate(source.starts, 1):
        line = source.line(number)
        if open_quote:
            open_quote = "" if open_quote in line else open_quote
            continue
        header = _HEADER.match(line) if not depth else None
        value = _VALUE.match(line) if not depth and not header else None
        if header:
            path = _path(header[2])
            table = (*_numbered(path[:-1], counts), path[-1])
            place = source.range(start + header.start(2), start + header.end(2))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                yield table, place
                table = (*table, counts[table])
            yield table, place
            continue
        if value:
            key = (*table, *_path(value[1]))
            yield key, source.range(start + value.start(1), start + value.end(1))
        bare = _STRING.sub(lambda each: " " * len(each[0]), line)
        for inner in _INNER.finditer(line) if key else ():
            if bare[inner.end() - 1] == "=":
                place = source.range(start + inner.start(1), start + inner.end(1))
                yield (*key, *_path(inner[1])), place
        quote = next((mark for mark in _LONG if line.count(mark) % 2), "")
        open_quote = quote
        after = bare[value.end() :] if value else bare
        depth = max(0, depth + sum(map(after.count, "[{")) - sum(map(after.count, "]}")))


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

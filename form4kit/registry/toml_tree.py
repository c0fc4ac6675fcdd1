"""TOML to the tree that drafts are read into: every value as text, so that one reader serves both."""

import datetime as dt
from collections import Counter
from typing import Any

from form4kit.place import Path
from form4kit.registry.toml_keys import toml_keys
from form4kit.registry.toml_text import parse
from form4kit.source.node import Node

TomlLines = dict[Path, list[int]]


def tree(data: bytes, *, lines: bool = False) -> Node:
    """Return the tree of a TOML file, with the line of each key where `lines` asks for it, else with none.

    Raises UnfitToml.
    """
    found = parse(data, floats_as_text=True)
    return _node(found, (), lines_of(data) if lines else {}, 0)


def lines_of(data: bytes) -> TomlLines:
    """Return the lines, from 1, in which each key of a TOML file stands, by the tables that lead to it."""
    lines: TomlLines = {}
    for path, place in toml_keys(data.decode("utf-8", "replace").replace("\r\n", "\n")):
        lines.setdefault(path, []).append(place.line)
    return lines


def _node(value: Any, path: Path, lines: TomlLines, line: int) -> Node:
    """Return a value as a tree; what has no line of its own has that of what holds it."""
    column = 1 if line else 0

    def made(found: "str | list[Node] | dict[str, Node]") -> Node:
        return Node(found, line, column, line, column)

    if isinstance(value, dict):
        return made({key: _member(each, (*path, key), lines, line) for key, each in value.items()})
    if isinstance(value, list):
        if not lines or (*path, 0) in lines:
            return made([_member(each, (*path, n), lines, line) for n, each in enumerate(value)])
        return made(_in_brackets(value, path, lines, line))
    if isinstance(value, bool):
        return made("true" if value else "false")
    return made(value.isoformat() if isinstance(value, dt.date | dt.time) else str(value))


def _member(value: Any, path: Path, lines: TomlLines, line: int) -> Node:
    return _node(value, path, lines, lines.get(path, [line])[0])


def _in_brackets(values: list[Any], path: Path, lines: TomlLines, line: int) -> list[Node]:
    """Return the members of a list in brackets, whose keys stand in turn below that of the list."""
    seen: Counter[str] = Counter()
    found = []
    for value in values:
        if not isinstance(value, dict):
            found.append(_node(value, path, lines, line))
            continue
        places = {key: lines.get((*path, key), [line])[seen[key] :][:1] or [line] for key in value}
        seen.update(places.keys())
        here = min((each[0] for each in places.values()), default=line)
        members = {key: _node(each, (*path, key), {}, places[key][0]) for key, each in value.items()}
        found.append(Node(members, here, 1, here, 1))
    return found

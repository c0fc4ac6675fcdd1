"""Spell values, positions and events as the YAML that a person would write."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from form4kit.draft.references import write_marks
from form4kit.lazy_re import pattern
from form4kit.model import Field
from form4kit.words import scalar

WIDTH = 106

_BARE = pattern(r"(?:\^[A-Za-z0-9_][\w.-]*(?: |\Z))+\Z", re.ASCII)


def spelt(found: Field[Any]) -> str:
    """Spell a field with its footnotes, to stand inside braces."""
    return flow_scalar(write_marks(found.text, found.names), number=found.value is not found.text)


def marked(names: tuple[str, ...]) -> str:
    """Spell references alone."""
    return flow_scalar(write_marks(None, names))


def flow_scalar(text: str, *, number: bool = True) -> str:
    """Spell a text to stand inside braces; references alone need no quotes."""
    return text if _BARE.match(text) else scalar(text, number=number, flow=True)


def item(lead: str, values: Mapping[str, "str | Mapping[str, str]"], indent: int) -> Iterator[str]:
    """Write `lead: {key: value, ...}`, on further lines where one does not hold it."""
    parts = [f"{key}: {_inner(value)}" for key, value in values.items()]
    line = f"{lead}: {{"
    for n, part in enumerate(parts):
        end = "}" if n == len(parts) - 1 else ","
        room = WIDTH - len(line) - 1
        if len(part) + len(end) > room and not line.endswith("{"):
            yield line
            line = " " * indent + part + end
        else:
            line += ("" if line.endswith("{") else " ") + part + end
    yield line


def _inner(value: "str | Mapping[str, str]") -> str:
    if isinstance(value, str):
        return value
    return "{" + ", ".join(f"{key}: {each}" for key, each in value.items()) + "}"


def comment(text: str) -> Iterator[str]:
    """Write a comment, on as many lines as it takes."""
    yield from textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ")

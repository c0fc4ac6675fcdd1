"""Change one value of a form4kit.toml, and leave every other line of it as it stands."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from form4kit.lazy_re import pattern
from form4kit.registry.toml_text import UnfitToml, parse

TomlValue = str | bool | Sequence[str]
_SIMPLE = pattern(r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\[[^\[\]#\n]*\]|[^\s#"'\[{]+)""")
_MOST_LINES: Final = 200
"""The lines that a value may take which is replaced."""


def with_value(text: str, table: str, key: str, value: TomlValue) -> str:
    """Return the text with `key` of `[table]` set; comments and all other lines stay byte for byte.

    `table` is a name or a dotted path of bare keys. Raises UnfitToml where the text is no TOML, or has the
    table in another way than under a header of its own.
    """
    steps = table.split(".")
    wanted = parse(text.encode("utf-8"))
    inner = wanted
    for step in steps:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            raise UnfitToml(f"{table} is no table")
    if key in inner and inner[key] == _plain(value):
        return text
    inner[key] = _plain(value)
    for made in _candidates(text, steps, key, spelled(value)):
        try:
            if parse(made.encode("utf-8")) == wanted:
                return made
        except UnfitToml:
            continue
    raise UnfitToml(f"{key} of [{table}] is written in a way that is not changed here: change it by hand")


def spelled(value: TomlValue) -> str:
    """Write a value as TOML has it, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"[{', '.join(spelled(each) for each in value)}]"


def _plain(value: TomlValue) -> Any:
    return value if isinstance(value, str | bool) else list(value)


def _candidates(text: str, steps: Sequence[str], key: str, value: str) -> "list[str]":
    """Return texts that may be the one that is wanted: the value replaced, added, or with a new table."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    header = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(_name(step) for step in steps) + r"\s*\]\s*(?:#.*)?\Z")
    own = next((n for n, line in enumerate(lines) if header.match(line.rstrip("\r"))), None)
    if own is None:
        before = text if not text or text.endswith("\n") else text + end
        gap = end if before.strip() else ""
        return [f"{before}{gap}[{'.'.join(steps)}]{end}{key} = {value}{end}"]
    after = next((n for n in range(own + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    made: list[str] = []
    said = re.compile(rf"(\s*{_name(key)}\s*=\s*)(.*?)(\r?)\Z")
    for n in range(own + 1, after):
        found = said.match(lines[n])
        if found is None:
            continue
        old = _SIMPLE.match(found[2])
        rest = found[2][old.end() :] if old else ""
        made.append("\n".join([*lines[:n], f"{found[1]}{value}{rest}{found[3]}", *lines[n + 1 :]]))
        for more in range(min(_MOST_LINES, len(lines) - n)):
            made.append("\n".join([*lines[:n], f"{found[1]}{value}{found[3]}", *lines[n + 1 + more :]]))
    last = max((n for n in range(own, after) if lines[n].strip() and not _is_comment(lines[n])), default=own)
    if last == len(lines) - 1:
        return [*made, "\n".join(lines) + f"{end}{key} = {value}{end}"]
    added = f"{key} = {value}" + ("\r" if end == "\r\n" else "")
    return [*made, "\n".join([*lines[: last + 1], added, *lines[last + 1 :]])]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _name(step: str) -> str:
    return rf"(?:{re.escape(step)}|\"{re.escape(step)}\"|'{re.escape(step)}')"

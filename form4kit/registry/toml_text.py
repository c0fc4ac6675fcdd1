"""Read the text of a form4kit.toml with care: Python's own reader takes gigabytes for some kilobytes.

It makes a table for each part of a dotted key and keeps all the paths, calls itself for each bracket, and
takes any number. So what no repository writes is refused before it reads.
"""

import re
import tomllib
from typing import Any, Final

from form4kit.lazy_re import pattern
from form4kit.source.limits import LARGEST_FORM, megabytes

LARGEST: Final = LARGEST_FORM // 4
MOST: Final = 20_000
"""The values, tables and members of lists of a form4kit.toml: a hundred issuers have a thousand."""
DEEPEST: Final = 12
"""The parts of a dotted key, and the brackets in one another; ours have three."""
LONGEST: Final = 200
"""The characters of a key, and of a number or a date."""

_STRING = pattern(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"""' + r"|'''(?:[^']|'{1,2}(?!'))*+'''"
    r'|"(?:[^"\\\n]|\\.)*+"' + r"|'[^'\n]*+'" + r"|#[^\n]*+",
    re.DOTALL,
)
_WORD = pattern(rf"[\w+:-]{{{LONGEST + 1},}}")
_DOTTED = pattern(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST},}}")


class UnfitToml(ValueError):
    """Say in one line why a text is no form4kit.toml."""


def parse(data: bytes, *, floats_as_text: bool = False) -> dict[str, Any]:
    """Return the tables of a form4kit.toml. Raises UnfitToml; floats come as text where that is asked for."""
    if len(data) > LARGEST:
        raise UnfitToml(f"more than {megabytes(LARGEST)}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnfitToml(f"byte 0x{data[error.start]:02x} is not UTF-8") from None
    _refuse_what_runs_away(text)
    try:
        found = tomllib.loads(text.replace("\r\n", "\n"), parse_float=str if floats_as_text else float)
    except (ValueError, RecursionError, OverflowError) as error:
        raise UnfitToml(_one_line(str(error))) from None
    return _with_short_keys(found)


def _refuse_what_runs_away(text: str) -> None:
    bare = _STRING.sub(_emptied, text)
    if found := _WORD.search(bare):
        raise UnfitToml(f"line {_line(bare, found)}: a key or number of {len(found[0]):,} characters")
    if found := _DOTTED.search(bare):
        raise UnfitToml(f"line {_line(bare, found)}: a key of more than {DEEPEST} parts")
    if sum(map(bare.count, "=,[{")) > MOST:
        raise UnfitToml(f"more than {MOST:,} values")
    depth = 0
    for found in re.finditer(r"[\[{\]}]", bare):
        depth += 1 if found[0] in "[{" else -1
        if depth > DEEPEST:
            raise UnfitToml(f"line {_line(bare, found)}: more than {DEEPEST} brackets in one another")


def _emptied(found: "re.Match[str]") -> str:
    """Put one letter in the place of a string, which may be a key, and nothing in that of a comment."""
    return ("" if found[0].startswith("#") else "s") + "\n" * found[0].count("\n")


def _line(text: str, found: "re.Match[str]") -> int:
    return text.count("\n", 0, found.start()) + 1


def _with_short_keys(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table. Raises UnfitToml for a key too long to be shown: a quoted one may be of any length."""
    pending: list[Any] = [table]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if long := next((key for key in value if len(key) > LONGEST), None):
                raise UnfitToml(f"a key of {len(long):,} characters")
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return table


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "..."

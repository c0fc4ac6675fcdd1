"""Footnote references in a value: `12.34 ^a ^b`, or `^formula` alone; `^^` is a caret."""

import re
from typing import NamedTuple

from form4kit.lazy_re import pattern

_MARK = pattern(r"(?<!\S)\^([A-Za-z0-9_][A-Za-z0-9_.-]*(?:\([^()]*\))?)")
_STRAY = pattern(r"(?<!\^)\^(?:\^\^)*(?!\^)")


class Marked(NamedTuple):
    """A value parted from its references.

    `text` is None where only references stand; `marks` are names with their offsets in the value as
    written; `stray` is the offset of a caret that is neither a reference nor doubled, or None.
    """

    text: str | None
    marks: list[tuple[str, int]]
    stray: int | None


def parse_marks(written: str) -> Marked:
    """Part a value from the footnote references after it."""
    if "^" not in written:
        return Marked(written, [], None)
    tail = _tail(written)
    before = written[: tail[0].start()].rstrip() if tail else written
    marks = [(found[1], found.start()) for found in tail]
    stray = _STRAY.search(before)
    text = before.replace("^^", "^")
    return Marked(text if text or not marks else None, marks, stray.start() if stray else None)


def _tail(written: str) -> list[re.Match[str]]:
    """Return the references with which a value ends, found in one pass."""
    tail: list[re.Match[str]] = []
    end = 0
    for found in _MARK.finditer(written):
        if written[end : found.start()].strip():
            tail.clear()
        tail.append(found)
        end = found.end()
    return [] if written[end:].strip() else tail


def write_marks(text: str | None, names: tuple[str, ...]) -> str:
    """Join a value and its references as a draft writes them."""
    parts = [] if text is None else [text.replace("^", "^^")]
    return " ".join([*parts, *(f"^{name}" for name in names)])

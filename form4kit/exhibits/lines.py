"""Break the lines of a text at blanks, within the width that EDGAR takes."""

import re
from collections.abc import Iterator
from typing import Final

from form4kit.lazy_re import pattern

WIDTH: Final = 78
"""The width that paragraphs are wrapped at, in characters."""

MOST: Final = 80
TABLE_MOST: Final = 132
_BLANKS = pattern(r" +")
_RULE = pattern(r"([_\-=*.~])\1{40,}")
_TAB = 8


def wrapped(
    text: str, *, first: str = "", indent: str = "", width: int = WIDTH, cut: bool = True
) -> Iterator[str]:
    """Yield a text in lines of at most `width`; `first` stands before the first, `indent` before others.

    A word longer than a line is broken where the line ends, unless `cut` is false. An empty text is one
    empty line.
    """
    line, has_word = first, False
    for word in text.split():
        at = 0
        while at < len(word):
            room = width - len(line) - (1 if has_word else 0)
            if len(word) - at <= room or not (cut or has_word):
                line, has_word, at = f"{line}{' ' if has_word else ''}{word[at:]}", True, len(word)
            elif has_word:
                yield line
                line, has_word = indent, False
            else:
                room = max(room, 1)
                yield line + word[at : at + room]
                line, at = indent, at + room
    if has_word:
        yield line
    elif not text.strip():
        yield line.rstrip()


def fitted(line: str, most: int = MOST) -> Iterator[str]:
    """Yield a line that stands as it was laid out, broken only where it is too long, with its own indent."""
    line = line.expandtabs(_TAB).rstrip()
    if len(line) <= most:
        yield line
        return
    line = unruled(line)
    if len(line) <= most:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())]
    hanging = re.match(r"\s*(?:\(?[A-Za-z0-9]{1,4}[.)]|[*-])\s+", line)
    if len(indent) > most // 2:
        indent, hanging, line = "", None, line.strip()
    start = hanging[0] if hanging and len(hanging[0]) < most // 2 else indent
    yield from wrapped(line[len(start) :], first=start, indent=" " * len(start), width=WIDTH)


def unruled(text: str) -> str:
    """Return a text whose ruled lines, of `_` or `-`, are 40 characters long at most."""
    return _RULE.sub(lambda found: found[0][:40], text)


def centred(text: str, width: int = WIDTH) -> Iterator[str]:
    """Yield a text in lines that stand in the middle."""
    for line in wrapped(text, width=width - 10):
        yield (" " * ((width - len(line)) // 2) + line).rstrip()


def squeezed(text: str) -> str:
    """Return a text with one blank where it had several."""
    return _BLANKS.sub(" ", text)

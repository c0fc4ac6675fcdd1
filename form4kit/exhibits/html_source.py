"""The source of an HTML page: what is written by others than a person, and what a browser shows as text."""

import html
import re

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.paper import CannotConvert
from form4kit.lazy_re import pattern

_SHOWN = pattern(r"<(xmp|listing)\b[^>]*>(.*?)(?:</\1\s*>|\Z)|<(plaintext)\b[^>]*>(.*)\Z", re.I | re.S)
_COMMENT = pattern(r"<!--.*?(?:--!?>|\Z)", re.DOTALL)
_HTML = pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LINE = pattern(r"\r\n|\r|\n")


def is_html(text: str) -> bool:
    """Tell whether a text begins as an HTML page does."""
    return _HTML.match(text.lstrip("\ufeff")) is not None


def shown_source(text: str, changes: Changes) -> str:
    """Return a page without comments, what a browser shows as source in `<pre>`; lines stay lines."""

    def blank(found: re.Match[str]) -> str:
        changes.tell("comments left out", line_of(text, found.start()))
        return "\n" * found[0].count("\n")

    def shown(found: re.Match[str]) -> str:
        inner = found[2] if found[2] is not None else found[4]
        return f"<pre>{html.escape(inner)}</pre>"

    text = _COMMENT.sub(blank, text) if "<!--" in text else text
    if "\0" in text:
        raise CannotConvert("NUL bytes in the page", "Save it again from the program that made it.")
    return _SHOWN.sub(shown, text)


def line_of(text: str, offset: int) -> str:
    """Return the line of an offset in words. It counts from the beginning: for a few places only."""
    return f"line {len(_LINE.findall(text, 0, offset)) + 1}"

"""Keep a CCC out of whatever is shown, and control characters off the terminal."""

import re
from typing import Final

from form4kit.lazy_re import pattern

_CCC = pattern(
    r"(<rptOwnerCcc[^>]*>\s*|ccc(?:_\d+)?[\"']?\s*[:=]\s*[\"']?)([^<\s,}\"']+)",
    re.IGNORECASE,
)
CONTROL: Final = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def starred(text: str) -> str:
    """Return a text with every CCC in it starred out, as long as it was."""
    return _CCC.sub(lambda found: found[1] + "*" * len(found[2]), text)


def masked(text: str) -> str:
    """Return a text fit to be shown: CCCs starred out, control characters made visible."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", starred(text))


def on_one_line(text: str) -> str:
    """Return a text fit to be shown on a line of its own, which nothing in it can end."""
    return masked(text).replace("\n", "\\n").replace("\t", " ")

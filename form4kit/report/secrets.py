"""Keep a CCC out of whatever is shown, and control characters off the terminal."""

import re

_CCC = re.compile(r"(<rptOwnerCcc>|\bccc[\"']?\s*[:=]\s*)([^<\s,}]+)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def masked(text: str) -> str:
    """Return a line of a source fit to be shown: CCCs starred out, control characters made visible."""
    starred = _CCC.sub(lambda found: found[1] + "*" * len(found[2]), text)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", starred)

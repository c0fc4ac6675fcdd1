"""Keep CCCs and EDGAR's tokens out of whatever is shown, and control characters off the terminal."""

import os
import re
from collections.abc import Mapping
from typing import Final

from form4kit.edgar.ccc_shapes import LENGTH, WORDS, is_ccc, known_in, stands_in
from form4kit.lazy_re import pattern

_CCC = pattern(
    r"(?P<element><rptOwnerCcc[^>]*>\s*)(?P<held>[^<\s]+)"
    r"|(?P<key>ccc(?:_\d+)?[\"']?\s*[:=]\s*(?P<quote>[\"']?))(?P<value>[^<\s,}\"']+)",
    re.IGNORECASE,
)
_NAMED = pattern(r"^.*ccc.*$", re.IGNORECASE | re.MULTILINE)
_WORD = pattern(r"[^\s\"'`,;:=()<>\[\]{}|\\]{8,}")
_TOKEN_NAME = pattern(r"FORM4KIT_\w*TOKEN\Z", re.IGNORECASE)
_SHORTEST: Final = 6
_LONG_PART: Final = 16
_TOKEN = pattern(r"eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){4}")
"""A token of EDGAR's API, as it begins: with a JSON header in base64."""
CONTROL: Final = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def starred(text: str) -> str:
    """Return a text with every CCC and token in it starred out, as long as it was.

    That is what stands in the element, what a key called CCC holds, where that is no ordinary word, a word of
    the shape of a CCC on a line that names one, every CCC and token of this environment, and what has the
    shape of a token.
    """
    if "ccc" in text.lower():
        text = _NAMED.sub(lambda line: _WORD.sub(_shaped, line[0]), _CCC.sub(_starred, text))
    if "eyJ" in text:
        text = _TOKEN.sub(lambda found: "*" * len(found[0]), text)
    for known in [*known_in(os.environ), *_tokens_in(os.environ)]:
        if len(known) >= _SHORTEST:
            text = text.replace(known, "*" * len(known))
    return text


def _tokens_in(environment: Mapping[str, str]) -> list[str]:
    """Return the tokens that an environment holds, and their parts, long enough to be told apart."""
    held = [environment[name].strip() for name in environment if _TOKEN_NAME.match(name)]
    return [*held, *(part for token in held for part in token.split(".") if len(part) >= _LONG_PART)]


def _starred(found: re.Match[str]) -> str:
    if found["element"]:
        return found["element"] + "*" * len(found["held"])
    value = found["value"]
    quoted = bool(found["quote"]) or re.match(r"\s*(?:[,}\"'\n]|\Z)", found.string[found.end() :]) is not None
    return found["key"] + ("*" * len(value) if _is_secret(value, quoted) else value)


def _is_secret(value: str, whole: bool) -> bool:
    """Tell whether the value of a key called CCC is one, or most of one, and no word of a sentence."""
    if stands_in(value) or len(value) < _SHORTEST:
        return False
    if any(map(str.isalpha, value)) and any(map(str.isdigit, value)):
        return True
    return len(value) == LENGTH and (whole or not value.isalpha()) and value.lower() not in WORDS


def _shaped(found: re.Match[str]) -> str:
    word = found[0].rstrip(".!?")
    return "*" * len(word) + found[0][len(word) :] if is_ccc(word) else found[0]


def trace_of(error: BaseException) -> str:
    """Return the traceback of an error, fit to be shown; a bug may have a CCC in its words."""
    import traceback

    return masked("".join(traceback.format_exception(error)))


def masked(text: str) -> str:
    """Return a text fit to be shown: CCCs starred out, control characters made visible."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", starred(text))


def on_one_line(text: str) -> str:
    """Return a text fit to be shown on a line of its own, which nothing in it can end."""
    return masked(text).replace("\n", "\\n").replace("\t", " ")

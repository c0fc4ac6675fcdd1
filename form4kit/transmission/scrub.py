"""Take secrets out of what a server answered, in every form in which it could give them back."""

import base64
import binascii
import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from form4kit.lazy_re import pattern
from form4kit.report.secrets import starred

GONE: Final = "[a secret was here]"
_SHORTEST: Final = 6
_LONG_PART: Final = 16
_HEXADECIMAL = pattern(r"[0-9A-Fa-f]{12,}")


def secret_parts(secrets: Iterable[str]) -> list[str]:
    """Return what must stand nowhere: the secrets, the sealed parts of tokens, and all of these encoded."""
    found: dict[str, None] = {}
    for secret in secrets:
        for part in (secret, *secret.split(".")[1:]):
            if len(part) >= (_SHORTEST if part == secret else _LONG_PART):
                found |= dict.fromkeys([part, *_encoded(part)])
    return sorted(found, key=len, reverse=True)


def _encoded(text: str) -> Iterable[str]:
    """Yield what stands in a base64 text wherever in it this begins; and the same in hexadecimal."""
    yield text.encode("utf-8").hex()
    for shift in range(3):
        encoded = base64.b64encode(b"x" * shift + text.encode("utf-8")).decode("ascii")
        yield encoded[4 if shift else 0 : len(encoded) - 4]


def scrubbed(value: object, secrets: Iterable[str]) -> object:
    """Return a JSON value with no secret in any text or key; a text that decodes to one is taken whole."""
    parts = secret_parts(secrets)
    return _scrubbed(value, parts, 0)


def scrubbed_words(words: Iterable[str], secrets: Iterable[str]) -> list[str]:
    """Return sentences with no secret in them."""
    parts = secret_parts(secrets)
    return [_clean(each, parts) for each in words]


def _scrubbed(value: object, parts: list[str], depth: int) -> object:
    if depth > 40:
        return None
    if isinstance(value, str):
        return _clean(value, parts)
    if isinstance(value, list):
        return [_scrubbed(each, parts, depth + 1) for each in value]
    if isinstance(value, dict):
        return {_clean(str(key), parts): _scrubbed(each, parts, depth + 1) for key, each in value.items()}
    return value


def _clean(text: str, parts: list[str]) -> str:
    if _hides(text, parts):
        return GONE
    for part in parts:
        text = text.replace(part, GONE)
    return starred(text)


def _lower(found: re.Match[str]) -> str:
    return found[0].lower()


def _hides(text: str, parts: list[str]) -> bool:
    """Tell whether a text has a secret in it that is not there to be read as it is.

    It is base64, base32 or hexadecimal of one, or has one backwards, spaced out, or in the references of an
    address or of HTML.
    """
    bare = "".join(each for each in text if each.isprintable() and not each.isspace())
    if any(part[::-1] in text for part in parts):
        return True
    for view in (bare, unquote(text), html.unescape(text), _HEXADECIMAL.sub(_lower, text)):
        if view != text and any(part in view and part not in text for part in parts):
            return True
    padded = bare + "=" * (-len(bare) % 4)
    ways = (
        (base64.b32decode, bare + "=" * (-len(bare) % 8)),
        (base64.b64decode, padded),
        (base64.urlsafe_b64decode, padded),
        (bytes.fromhex, bare),
    )
    for decode, given in ways:
        try:
            inside = decode(given)
        except (binascii.Error, ValueError):
            continue
        told = inside.decode("utf-8", "replace")
        if any(part in told for part in parts):
            return True
    return False

"""Take secrets out of what a server answered, in every form in which it could give them back."""

import base64
import binascii
from collections.abc import Iterable
from typing import Final

from form4kit.report.secrets import starred

GONE: Final = "[a secret was here]"
_SHORTEST: Final = 6
_LONG_PART: Final = 16


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


def _hides(text: str, parts: list[str]) -> bool:
    """Tell whether a text is base64 or hexadecimal of something with a secret in it, or has one backwards."""
    bare = "".join(text.split())
    if any(part[::-1] in text for part in parts):
        return True
    padded = bare + "=" * (-len(bare) % 4)
    ways = ((base64.b64decode, padded), (base64.urlsafe_b64decode, padded), (bytes.fromhex, bare))
    for decode, given in ways:
        try:
            inside = decode(given)
        except (binascii.Error, ValueError):
            continue
        told = inside.decode("utf-8", "replace")
        if any(part in told for part in parts):
            return True
    return False

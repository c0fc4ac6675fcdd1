"""Small JSON files that notice every change: each ends with a hash over all the rest of it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

KEY: Final = "seal"


class Broken(ValueError):
    """Say that a sealed file is not what was written."""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sealed(content: Mapping[str, Any]) -> bytes:
    """Write plain JSON values as a file that ends with its own seal."""
    return _text({**content, KEY: sha256(_text(content))})


def opened(data: bytes) -> dict[str, Any]:
    """Read a sealed file; raises Broken where any byte of it is another than was written."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise Broken("is not JSON") from None
    if not isinstance(content, dict) or KEY not in content:
        raise Broken("has no seal")
    bare = {key: value for key, value in content.items() if key != KEY}
    if sealed(bare) != data:
        raise Broken("was changed: its seal does not fit")
    return bare


def _text(content: Mapping[str, Any]) -> bytes:
    """Write JSON; half a surrogate pair, from a file name that is not UTF-8, becomes an escape."""
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")

"""Lines of JSON, each with the hash of the line before it and its own: none is changed or left out unseen.

    {"number": 1, ..., "previous": "0000...", "hash": "9b1e..."}

What a chain cannot show is that its last lines were cut off, or that all of it was written anew.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from form4kit.storage.sealed import sha256

START: Final = "0" * 64
"""What the first line follows."""


class Unchained(ValueError):
    """Say in words what is wrong with a line."""


def chained_line(entry: Mapping[str, Any]) -> bytes:
    """Write an entry as a line that ends with the hash over the rest of it; one that it has is left out."""
    bare = {key: value for key, value in entry.items() if key != "hash"}
    text = json.dumps(bare, ensure_ascii=True)
    return (
        json.dumps({**bare, "hash": sha256(text.encode("ascii"))}, ensure_ascii=True).encode("ascii") + b"\n"
    )


def entry_of_line(line: bytes, number: int, previous: str) -> dict[str, Any]:
    """Read the line of a number, counted from one, that follows the line with a hash. Raises Unchained."""
    try:
        entry = json.loads(line)
        fits = isinstance(entry, dict) and chained_line(entry) == line
    except (ValueError, RecursionError):
        raise Unchained(f"line {number} is not JSON") from None
    if not fits:
        raise Unchained(f"line {number} was changed: its hash does not fit")
    if entry.get("previous") != previous or entry.get("number") != number:
        raise Unchained(f"line {number} does not follow the line before it")
    return dict(entry)

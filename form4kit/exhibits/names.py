"""Name an exhibit as EDGAR wants files named (EDGAR Ownership XML Technical Specification v5.5, 4.2 (6))."""

import unicodedata
from collections.abc import Collection
from typing import Final

from form4kit.lazy_re import pattern

LONGEST: Final = 32
"""The characters that a name may have, with its ending."""

_OTHERS = pattern(r"[^a-z0-9]+")
_GOOD = pattern(r"(?=[^_]*_?[^_]*\Z)(?=[^-]*-?[^-]*\Z)[a-z][a-z0-9_-]*\Z")


def exhibit_name(source: str, ending: str, taken: Collection[str]) -> str:
    """Return the name of what is made of a file: `Power of Attorney (Doe).docx` is powerofattorneydoe.txt.

    It is none of `taken`; a number is put to its end for that.
    """
    stem = source.rpartition(".")[0] or source
    room = LONGEST - len(ending) - 1
    if not _GOOD.match(stem) or len(stem) > room:
        plain = unicodedata.normalize("NFKD", stem).lower()
        stem = _OTHERS.sub("", plain).lstrip("0123456789") or "exhibit"
    for number in range(1, len(taken) + 2):
        tail = "" if number == 1 else str(number)
        name = f"{stem[: room - len(tail)]}{tail}.{ending}"
        if name not in taken:
            break
    return name

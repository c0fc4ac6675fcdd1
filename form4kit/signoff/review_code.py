"""The code of the bytes that a reviewer approves: 26 letters over the form, its exhibits and its proof.

They are 130 bits of a SHA-256, in base 32 without I, L, O and U, in groups of four:
`4F2A-91C0-7J3K-...`. The first eight are for the eye, and prove nothing.
"""

import json
from collections.abc import Mapping
from typing import Final

from form4kit.folder.read import BuiltFolder
from form4kit.lazy_re import pattern
from form4kit.storage.names import DRAFT, OWNERSHIP, PROOF
from form4kit.storage.sealed import sha256

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The digits of a code, by their value."""
LENGTH: Final = 26
SHORT: Final = 8
_BITS: Final = 5
_GROUP: Final = 4
_MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", " ": None, "-": None})
_CODE = pattern(r"[0-9A-HJKMNP-TV-Z]+\Z")


class NoCode(ValueError):
    """Say why a folder has no code: what a reviewer reads is not there, or not what the manifest binds."""


def reviewed_hashes(folder: BuiltFolder) -> dict[str, str]:
    """Return the SHA-256 of what a review binds, by file: the form, its exhibits and its proof.

    They are those of the bytes in the folder. Raises NoCode where one is missing, or another than the
    manifest binds.
    """
    if folder.broken:
        raise NoCode(f"manifest.json {folder.broken}")
    found: dict[str, str] = {}
    for name, known in folder.bound.items():
        if name == DRAFT:
            continue
        data = folder.files.get(name)
        if data is None:
            raise NoCode(f"{name} is missing")
        found[name] = sha256(data)
        if found[name] != known:
            raise NoCode(f"{name} is not what the manifest binds")
    for name in (OWNERSHIP, PROOF):
        if name not in found:
            raise NoCode(f"has no {name}: built without it, so that nobody can read what is filed")
    return dict(sorted(found.items()))


def code_of(hashes: Mapping[str, str]) -> str:
    """Return the whole code over some hashes by file, in groups of four."""
    exhibits = {name: hashes[name] for name in sorted(hashes) if name not in (OWNERSHIP, PROOF)}
    bound = {"ownership": hashes[OWNERSHIP], "exhibits": exhibits, "proof": hashes[PROOF]}
    digest = sha256(json.dumps(bound, ensure_ascii=True).encode("ascii"))
    number = int(digest, 16) >> (len(digest) * 4 - LENGTH * _BITS)
    letters = [LETTERS[number >> _BITS * place & 31] for place in reversed(range(LENGTH))]
    return grouped_code("".join(letters))


def grouped_code(letters: str) -> str:
    """Write the letters of a code in groups of four."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def short_code(code: str) -> str:
    """Return the first eight letters of a code, which are shown large and prove nothing."""
    return grouped_code(code.replace("-", "")[:SHORT])


def read_code(typed: str) -> str:
    """Return a code as it was typed, in groups of four; empty where it is none.

    Small letters and blanks do not matter, and I, L and O are read as the figures that they look like.
    """
    letters = typed.upper().translate(_MISREAD)
    return grouped_code(letters) if letters.isascii() and _CODE.match(letters) else ""


def is_whole(code: str) -> bool:
    """Tell whether a code has all its letters."""
    return len(code.replace("-", "")) == LENGTH


def is_code(found: object) -> bool:
    """Tell whether a value is a whole code, as form4kit writes it."""
    return isinstance(found, str) and is_whole(found) and read_code(found) == found

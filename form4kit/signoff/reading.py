"""That a signer has read a packet to its end: the code on its last page, or each form read on a screen.

    {"filing": "2026/2026-11-25-reyes", "ownership_sha256": "9b1e...", "at": "2026-11-30T21:48:00+00:00",
     "way": "screen"}

The code follows from what the packet binds: another form, another code.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from form4kit.signoff.terms import FilingTerms, read_terms
from form4kit.storage.names import OWNERSHIP, PROOF
from form4kit.storage.sealed import sha256

ReadingWay = Literal["screen", "code"]
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", " ": None, "-": None})
_SIZE: Final = 8


@dataclass(frozen=True, slots=True)
class FormRead:
    """A form of a packet that was read to its end: the SHA-256 of its bytes, and when (ISO 8601)."""

    ownership_sha256: str
    at: str
    way: ReadingWay = "screen"


def reading_code(content: Mapping[str, Any]) -> str:
    """Return the code of a packet by the content of its `packet.json`, the code in that left aside."""
    bound = [
        [
            str(content.get("signer")),
            each.name,
            each.hashes.get(OWNERSHIP),
            each.hashes.get(PROOF),
            sorted(each.exhibits.items()),
            each.submission,
        ]
        for each in read_terms(content).filings
    ]
    number = int(sha256(json.dumps(["reading", *bound], ensure_ascii=True).encode("ascii")), 16)
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_SIZE)))
    return f"{letters[:4]}-{letters[4:]}"


def is_code(typed: str, code: str) -> bool:
    """Tell whether what was typed is a code; blanks, hyphens and small letters do not matter."""
    plain = typed.upper().translate(_MISREAD)
    return bool(code) and plain == code.replace("-", "")


def unread(filings: Iterable[FilingTerms], read: Sequence[FormRead]) -> list[FilingTerms]:
    """Return the filings of a packet whose bytes nobody has read."""
    known = {each.ownership_sha256 for each in read}
    return [each for each in filings if each.hashes.get(OWNERSHIP) not in known]


def as_kept(filings: Sequence[FilingTerms], read: Iterable[FormRead]) -> tuple[dict[str, str], ...]:
    """Return what was read as it is kept with a signature, in the order of the packet."""
    known = {each.ownership_sha256: each for each in read}
    found = [(each.name, known.get(str(each.hashes.get(OWNERSHIP)))) for each in filings]
    return tuple(
        {"filing": name, "ownership_sha256": one.ownership_sha256, "at": one.at, "way": one.way}
        for name, one in found
        if one is not None
    )

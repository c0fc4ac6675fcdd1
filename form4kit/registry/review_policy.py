"""The table `[review]` of form4kit.toml: whether a second person must approve a filing, who, and how.

[review]
required = true                       # nothing is signed or filed live without an approval
reviewers = ["J. Moreau <jm@example.com>", {name = "A. Okoye", certificate_sha256 = "9b1e..."}]
needs = "key"                         # only a reply that is signed with a pinned key approves
signature_after = true                # who signs and when may change after the approval
reminder_hours = 4
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any, Final

from form4kit.lazy_re import pattern

NEEDS: Final = ("any", "key")
_HASH = pattern(r"[0-9a-f]{64}\Z")
_REMINDER: Final = 4
_KEYS: Final = frozenset(["required", "reviewers", "needs", "signature_after", "reminder_hours"])
_OF_A_REVIEWER: Final = frozenset(["name", "email", "certificate_sha256"])


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who may approve: the name, the address of their mail, and the SHA-256 of the certificate of their key.

    The last two are empty where they are not said; the hash is hexadecimal, of the certificate in DER.
    """

    name: str
    email: str = ""
    certificate_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """What a repository says about review; `asked` tells whether it says anything.

    `required`: nothing is signed or filed live without an approval. `reviewers` are those who may approve,
    anyone but who prepared it where there are none. `needs_key`: only a reply signed with a pinned key
    counts. `signature_after`: an approval stands where nothing but the signature's two cells differ.
    `reminder_hours` is after how many hours without an answer the board reminds.
    """

    asked: bool = False
    required: bool = False
    reviewers: tuple[Reviewer, ...] = ()
    needs_key: bool = False
    signature_after: bool = False
    reminder_hours: int = _REMINDER


NO_POLICY: Final = ReviewPolicy()


def read_policy(table: Mapping[str, Any] | None, wrong: Callable[[str, str], None]) -> ReviewPolicy:
    """Read the table, None where there is none.

    `wrong` is told of each key that cannot be read, and what it has to be.
    """
    if table is None:
        return NO_POLICY
    for key in sorted({*table} - _KEYS):
        wrong(f"{key} in [review]", f"one of {', '.join(sorted(_KEYS))}")
    needs = table.get("needs", "any")
    if needs not in NEEDS:
        wrong("needs in [review]", '"key" or "any"')
    return ReviewPolicy(
        asked=True,
        required=_switch(table, "required", wrong),
        reviewers=_reviewers(table.get("reviewers", []), wrong),
        needs_key=needs != "any",
        signature_after=_switch(table, "signature_after", wrong, fallback=False),
        reminder_hours=_hours(table.get("reminder_hours", _REMINDER), wrong),
    )


def _switch(
    table: Mapping[str, Any], key: str, wrong: Callable[[str, str], None], *, fallback: bool = True
) -> bool:
    """Read true or false; what is neither is taken as the stricter, `fallback`."""
    found = table.get(key, False)
    if isinstance(found, bool):
        return found
    wrong(f"{key} in [review]", "true or false")
    return fallback


def _hours(found: object, wrong: Callable[[str, str], None]) -> int:
    if isinstance(found, int) and not isinstance(found, bool) and 0 < found <= 1000:
        return found
    wrong("reminder_hours in [review]", "a whole number of hours")
    return _REMINDER


def _reviewers(found: object, wrong: Callable[[str, str], None]) -> tuple[Reviewer, ...]:
    read = [_reviewer(each) for each in found] if isinstance(found, list) else [None]
    known = tuple(each for each in read if each is not None)
    if len(known) < len(read):
        wrong("reviewers in [review]", "a list of `Name <address>` or of {name, email, certificate_sha256}")
        return known or (Reviewer(""),)  # nobody may approve until the list can be read
    return known


def _reviewer(found: object) -> Reviewer | None:
    if isinstance(found, str):
        name, email = parseaddr(found) if "<" in found else (found, "")
        return Reviewer(name.strip(), email.strip()) if name.strip() else None
    if not isinstance(found, dict) or {*found} - _OF_A_REVIEWER:
        return None
    if not all(isinstance(each, str) for each in found.values()) or not found.get("name", "").strip():
        return None
    pin = found.get("certificate_sha256", "").lower()
    if pin and not _HASH.match(pin):
        return None
    return Reviewer(found["name"].strip(), found.get("email", "").strip(), pin)

"""Whose key, whose name: names compared strictly, and the certificates that a registry pins to a person.

A name is a set of words. Two names are one person's where each word of the one has its own in the other:
the same word, or an initial that fits it. A middle initial may be missing on one side; any other word may
not. Everything else is another person, until their certificate is pinned.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from form4kit.analysis.signatures import is_entity
from form4kit.lazy_re import pattern
from form4kit.registry.entries import Pin, Registry

_MARK = pattern(r"/\s*s\s*/|\(s\)", re.IGNORECASE)
_END = pattern(
    r"\battorneys?(?:[\s-]+in[\s-]+fact)?\b|\batty\b|\bp\.?\s?o\.?\s?a\b"
    r"|\b(?:by|for|under|pursuant|as|on\s+behalf)\b",
    re.IGNORECASE,
)
"""What ends the name of the hand that signs: its capacity, or for whom it signs."""
_LEADS_ON = pattern(r"\b(?:by|for|under|of|as)\Z", re.IGNORECASE)
_TITLES = pattern(r"[,;:()\n]|\s[-–—]\s")
_EDGES: Final = " \t\n,;:.-–—/()"
_APOSTROPHES = pattern("['’ʼ`´]")
_STYLES: Final = frozenset(["mr", "mrs", "ms", "dr", "esq"])
_SUFFIXES: Final = frozenset(["jr", "sr", "ii", "iii", "iv"])


@dataclass(frozen=True, slots=True)
class Pinned:
    """A certificate pinned to a person, and the file of the registry that says so, below its root."""

    pin: Pin
    origin: str


def words_in(name: str) -> tuple[str, ...]:
    """Return the words of a name, comparable: compatibility forms folded, caseless, punctuation gone.

    None at all where letters of several scripts stand in it, or a sign that is not seen: no name fits that.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn", "Cs") for sign in text):
        return ()
    if len({_script(sign) for sign in text if sign.isalpha()}) > 1:
        return ()
    text = _APOSTROPHES.sub("", text)
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text)
    return tuple(word for word in kept.split() if word not in _STYLES)


def same_person(one: str, other: str) -> bool:
    """Tell whether two names, each of at least two words, are one person's; see the head of this module."""
    first, second = words_in(one), words_in(other)
    if min(len(first), len(second)) < 2:
        return False
    shorter, longer = sorted((first, second), key=len)
    return _fit(shorter, longer)


def hands_in(typed: str) -> tuple[str, ...]:
    """Return by whose hand a typed signature is: what stands before "attorney-in-fact", "by" or "for".

    `/s/ Thomas Abel, Attorney-in-Fact for Karin Lindqvist` is Thomas Abel's. Where an entity's name stands
    there, or nothing, it is whose name comes next: `Calder Fund LP, by Ann Lee, Managing Member`.
    """
    before, mark, after = _parted(typed)
    if mark and is_entity(before):
        return before, *hands_in(after)
    parts = [part.strip(_EDGES) for part in _END.split(_MARK.sub(" ", typed))]
    named = [part for part in parts if part]
    if not named:
        return ()
    if is_entity(named[0]) and len(named) > 1:
        return named[0], *_names_in(named[1])
    return _names_in(named[0])


def signatures_typed(typed: str) -> tuple[str, ...]:
    """Return the signatures that were typed in one place, `/s/ Ann Lee; /s/ Thomas Abel`: one for each hand.

    What stands before a mark is a signature of its own where it names a person and does not end with "by".
    """
    marks = [found.start() for found in _MARK.finditer(typed)][1:]
    found, start = [], 0
    for at in marks:
        before = typed[start:at]
        name = _MARK.sub(" ", before).strip(_EDGES)
        if len(words_in(name)) > 1 and not is_entity(name) and not _LEADS_ON.search(name):
            found.append(before)
            start = at
    return (*found, typed[start:])


def _parted(typed: str) -> tuple[str, bool, str]:
    """Return what stands before the first mark of a signature, whether there is one, and what follows it."""
    found = _MARK.search(typed)
    if found is None:
        return typed, False, ""
    return typed[: found.start()].strip(_EDGES), True, typed[found.end() :]


def _names_in(part: str) -> tuple[str, ...]:
    """Return what may be the name in what was typed: all of it, or what stands before a title.

    A comma parts a name from a title, and also a surname from what follows it, or a name from its `Jr.`
    """
    pieces = [piece for each in _TITLES.split(part) if (piece := each.strip(_EDGES))]
    kept = pieces[:1]
    for piece in pieces[1:]:
        suffix = all(word in _SUFFIXES for word in words_in(piece))
        if not suffix and len(words_in(" ".join(kept))) > 1:
            break
        kept.append(piece)
    return tuple(dict.fromkeys([part, " ".join(kept)]))


def is_hand_of(name: str, typed: str) -> bool:
    """Tell whether a typed signature is by the hand of the person of this name."""
    return any(same_person(name, each) for each in hands_in(typed))


def pins_of(registry: Registry, name: str) -> tuple[Pinned, ...]:
    """Return what a registry pins to whoever has this name: by key, or as `same_person` says."""
    return tuple(
        Pinned(pin, person.origin)
        for key, person in registry.people.items()
        if name == key or registry.name_of(key) == name or same_person(registry.name_of(key), name)
        for pin in person.pins
    )


def pin_for(pins: Iterable[Pinned], fingerprint: str) -> Pinned | None:
    """Return the pin of the certificate with this SHA-256 (hexadecimal), whenever it holds."""
    return next((each for each in pins if each.pin.sha256 == fingerprint.lower()), None)


def out_of_time(pin: Pin, when: dt.datetime) -> str:
    """Say why a pin does not hold at an instant, in one clause; empty where it does."""
    day = when.astimezone(dt.UTC).date()
    if pin.since is not None and day < pin.since:
        return f"its pin begins on {pin.since}"
    if pin.until is not None and pin.until < day:
        return f"its pin ended on {pin.until}"
    return ""


def _fit(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Tell whether each word of the shorter name has its own in the longer, which has but initials beside."""
    left, initials, full = list(longer), [], 0
    for word in shorter:
        if word in left:
            left.remove(word)
            full += len(word) > 1
        else:
            initials.append(word)
    for word in initials:
        found = next((each for each in left if _is_initial(word, each) or _is_initial(each, word)), None)
        if found is None:
            return False
        left.remove(found)
    return full > 0 and all(len(word) == 1 and word.isalpha() for word in left)


def _is_initial(initial: str, word: str) -> bool:
    return len(initial) == 1 and word.startswith(initial) and word not in _SUFFIXES


def _script(sign: str) -> str:
    """Return the script of a letter by the first word of its name: LATIN, GREEK, CYRILLIC, CJK."""
    return unicodedata.name(sign, "UNKNOWN").split()[0]

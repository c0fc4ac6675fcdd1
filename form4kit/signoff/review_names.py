"""Who may approve: a person by their whole name, who is not the one who prepared the filing.

A typed name proves nothing. What is caught is the same person under another spelling: the words in another
order, an initial, a title, a sign of another script that looks like a Latin one.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from form4kit.registry.review_policy import Reviewer
from form4kit.signoff.identity import same_person, words_in

_LOOKS_LIKE: Final = str.maketrans(
    "аӑӓԁеёѐһіїјӏкорсѕтуүхѵԝвмнгпԛьαεηικνορτυχωγβϲϳցհոսօıłøđɑɡɩ01",
    "aaadeeehiijlkopcstyyxvwbmhrnqbaenikvoptuxwybcjghnuoilodagiol",
)
"""Small letters of other scripts, and figures, that look like a Latin letter."""
_TITLES: Final = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "esq", "jr", "sr", "ii", "iii", "iv"])


def unfit(name: str) -> str:
    """Say why a name is none that can answer for a review; empty where it is one."""
    if not name.strip():
        return "nobody is named: say who it is, with first and last name"
    words = words_in(name)
    if not words:
        return f"{name}: letters of several scripts, or a sign that is not seen, stand in this name"
    if len(words) < 2:
        return f"{name}: write first and last name"
    return ""


def is_same_hand(name: str, other: str) -> bool:
    """Tell whether two names may be one person's: as `same_person` says, or as they look to the eye.

    What stands beside all words of the other, a title or a remark, makes no other person of it.
    """
    if same_person(name, other):
        return True
    one, two = _seen(name), _seen(other)
    return "".join(one) == "".join(two) != "" or _within(one, two) or _within(two, one)


def prepared(name: str, preparers: Iterable[str]) -> str:
    """Return which of those who prepared a filing may be the one of this name; empty where none is."""
    return next((each for each in preparers if is_same_hand(name, each)), "")


def reviewer_of(name: str, reviewers: Sequence[Reviewer]) -> Reviewer | None:
    """Return which of the reviewers of form4kit.toml has this name; None where none has."""
    return next((each for each in reviewers if same_person(name, each.name)), None)


def reviewer_by_mail(address: str, reviewers: Sequence[Reviewer]) -> Reviewer | None:
    """Return whose the address of a mail is; None where it is none of theirs, or of several."""
    found = [each for each in reviewers if each.email and each.email.casefold() == address.casefold()]
    return next(iter(found)) if len(found) == 1 else None


def _seen(name: str) -> list[str]:
    """Return the words of a name as they look: without accents, titles and signs of other scripts."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] not in "MC").translate(_LOOKS_LIKE)
    kept = "".join(sign if sign.isalnum() else " " for sign in text.replace("'", "").replace("’", ""))
    return [word for word in kept.split() if word not in _TITLES]


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Tell whether each of at least two words has its own among others: the same, or its initial."""
    left, whole = [*many], 0
    for word in sorted(few, key=len, reverse=True):
        found = next((each for each in left if each == word), None)
        found = found or next(
            (each for each in left if _is_initial(word, each) or _is_initial(each, word)), None
        )
        if found is None:
            return False
        whole += found == word and len(word) > 1
        left.remove(found)
    return len(few) > 1 and whole > 0


def _is_initial(initial: str, word: str) -> bool:
    return len(initial) == 1 and word.startswith(initial)

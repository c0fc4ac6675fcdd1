"""What a CCC looks like, and what only stands in the place of one.

EDGAR's CCCs have eight characters, with a letter, a digit and one of `@ # $ *` among them.
"""

import binascii
import re
from collections.abc import Mapping
from typing import Final

from form4kit.lazy_re import pattern

LENGTH: Final = 8
_SHAPE = pattern(r"(?=.*[A-Za-z])(?=.*[0-9])(?=.*[@#$*!%&^?~+])[!-~]{8}\Z")
_PLAIN = pattern(r"(?=.*[0-9])[A-Za-z0-9]{8}\Z")
_MAIL = pattern(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}\Z")
_SUITE = pattern(r"(?:apt|bldg|fl|no|rm|room|ste|suite|unit)[.]?#[0-9]+[A-Z]?\Z", re.IGNORECASE)
_VARIABLE = pattern(r"[$%@&]?[A-Za-z]+\Z|[$%@&]\w*_\w*%?\Z")
_BRACKETS = pattern(r"[()\[\]{}<>\\]|\.\.\.|\u2026")
_TURNED = pattern(r"[A-Za-z0-9+/_-]{11}=\Z")
WORDS: Final = frozenset(
    ["form4kit", "required", "optional", "password", "redacted", "withheld", "provided", "verified"]
    + ["excluded", "included", "personal", "variable", "keychain"]
)
"""Values of a key that say where a CCC is, and are none."""


def is_ccc(word: str) -> bool:
    """Tell whether a word has all that EDGAR asks of a CCC, and is no mail address, suite or variable."""
    return bool(_SHAPE.match(word)) and not (stands_in(word) or _MAIL.match(word) or _SUITE.match(word))


def may_be(word: str, *, whole: bool = False) -> bool:
    """Tell whether the value of a key called CCC is one: of its length, and no ordinary word.

    `whole` says that it is all that stands between two quotes, so that letters alone are taken for one too.
    A value in base64 is judged by what it gives.
    """
    if _TURNED.match(word):
        try:
            turned = binascii.a2b_base64(word.replace("-", "+").replace("_", "/")).decode("ascii")
        except (binascii.Error, ValueError):
            turned = ""
        return is_ccc(turned) or bool(_PLAIN.match(turned))
    if len(word) != LENGTH or stands_in(word):
        return False
    if is_ccc(word) or _PLAIN.match(word):
        return True
    return whole and word.isascii() and word.isprintable() and " " not in word and not _SUITE.match(word)


def stands_in(word: str) -> bool:
    """Tell whether a word stands for a CCC, and is none: a variable, an expression, stars, a word."""
    folded = word.casefold()
    named = "ccc" in folded and not (
        len(word) == LENGTH and any(map(str.isdigit, word)) and word[0] not in "$%"
    )
    return (
        named
        or len(set(folded)) <= 1
        or folded in WORDS
        or bool(_VARIABLE.match(word) and word[:1] in "$%@&")
        or bool(_BRACKETS.search(word))
        or not any(letter.isalnum() for letter in word)
    )


def known_in(environment: Mapping[str, str]) -> list[str]:
    """Return the CCCs that an environment holds, whatever their length."""
    names = (name for name in environment if name.upper().startswith("FORM4KIT_CCC_"))
    return sorted({environment[name].strip() for name in names} - {""})

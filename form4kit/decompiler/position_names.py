"""Short keys for positions: what a person would call them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from form4kit.analysis.titles import is_option, is_unit, is_warrant, normal
from form4kit.decompiler.positions import InferredPosition
from form4kit.lazy_re import pattern

_WORDS: Final = (
    *("trust", "spouse", "wife", "husband", "son", "daughter", "children", "child", "401k", "ira", "esop"),
    *("grat", "foundation", "partnership", "fund", "estate", "custodian", "corporation", "llc", "lp", "plan"),
)
"""What tells one holder from another, in the order in which it says most."""

_CLASS = pattern(r"\b(class|series) ([a-z0-9]+)\b", re.IGNORECASE)
_SMALL = frozenset(  # and what names something else in a draft
    ["by", "the", "of", "and", "see", "footnote", "footnotes", "note", "held", "in", "a", "an", "through"]
    + ["as", "for", "to", "inc", "from", "yes", "off", "true", "false", "null"]
)


def give_names(positions: Iterable[InferredPosition]) -> None:
    """Name each account: `common`, `trust`, `rsu-2025`, with a number where a name is taken."""
    positions = list(positions)
    alike = Counter(_stem(each) for each in positions)
    taken: Counter[str] = Counter()
    for each in positions:
        name = _stem(each)
        if alike[name] > 1 and each.table == "derivative":
            name = _dated(each, name)
        taken[name] += 1
        each.name = f"{name}-{taken[name]}" if taken[name] > 1 else name


def _stem(position: InferredPosition) -> str:
    row = position.first
    title, nature = row.security.text or "", row.nature.text or ""
    kind = _derivative(title) if position.table == "derivative" else _stock(title)
    if row.direct_indirect.text != "I":
        return kind
    holder = _holder(nature)
    return holder if kind == "common" else f"{holder}-{kind}"


def _stock(title: str) -> str:
    found = _CLASS.search(title)
    if found:
        return f"{found[1]}-{found[2]}".lower()
    words = normal(title)
    for word, name in (("PREFERRED", "preferred"), ("ORDINARY", "ordinary"), ("UNIT", "units")):
        if word in words:
            return name
    return "adr" if re.search(r"\bAD[RS]S?\b|DEPOSITARY", words) else "common"


def _derivative(title: str) -> str:
    words = normal(title)
    if is_option(title):
        known = [("APPRECIATION", "sar"), ("CALL", "call"), ("PUT", "put")]
        return next((name for word, name in known if word in words), "option")
    if is_warrant(title):
        return "warrant"
    known = [("RESTRICTED STOCK UNIT", "rsu"), ("RESTRICTED SHARE UNIT", "rsu"), ("PERFORMANCE", "psu")]
    known += [("PHANTOM", "phantom"), ("DEFERRED", "deferred"), ("SWAP", "swap"), ("FORWARD", "forward")]
    known += [("PUT", "put"), ("CALL", "call"), ("DIVIDEND EQUIVALENT", "dividends")]
    found = next((name for word, name in known if re.search(rf"\b{word}", words)), "")
    if found:
        return found
    if found_class := _CLASS.search(title):
        return f"{found_class[1]}-{found_class[2]}".lower()
    if "PREFERRED" in words:
        return "preferred"
    return "units" if is_unit(title) else _slug(title, 2) or "derivative"


def _holder(nature: str) -> str:
    words = normal(nature.replace("401(k)", "401k").replace("401(K)", "401k")).lower().split()
    own = [word for word in words if _tells(word)]
    found = next((word for word in _WORDS if word in words), "")
    if found in ("llc", "lp", "fund", "partnership", "foundation", "corporation", "trust") and len(own) > 2:
        return "-".join([word for word in own if word not in _WORDS][:2]) or found
    return found or "-".join(own[:2]) or "indirect"


def _dated(position: InferredPosition, name: str) -> str:
    """Tell awards apart by the year of expiry or, for units, of the first vesting."""
    row = position.first
    day = row.expires.value or row.exercisable.value
    return f"{name}-{day.year}" if day else name


def _slug(text: str, words: int) -> str:
    return "-".join([word for word in normal(text).lower().split() if _tells(word)][:words])


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in _SMALL

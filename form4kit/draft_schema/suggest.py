"""What was meant by a key or a word that the draft language does not know."""

import difflib
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from form4kit.draft_schema.schema import Schema, draft_schema, homes, mappings, resolve
from form4kit.lazy_re import pattern
from form4kit.words import listed

_CLOSE = 0.7
_NOT_ALIKE = pattern(r"[^a-z0-9]")


class Suggestion(NamedTuple):
    """A hint about an unknown key; `key` is the one that was meant, where that is clear."""

    hint: str
    key: str | None = None


def suggest_key(key: str, schema: Schema, missing: Collection[str] = ()) -> Suggestion:
    """Say what was meant by a key that a mapping does not know.

    What another mapping knows comes before spelling: `strike` in Table I is a row of Table II, and not
    a slip of the pen. But one that is like a key which must be there and is `missing` is that one: `from` at
    the top is `form`.
    """
    bare = _bare(key)
    for meant in difflib.get_close_matches(bare, missing, 1, _CLOSE) if bare not in _known(schema) else ():
        return Suggestion(f"Did you mean `{meant}` ({_title(schema, meant)})?", meant)
    for other, hint in (draft_schema()["x-misplaced"] | schema.get("x-misplaced", {})).items():
        if _bare(other) == bare:
            return Suggestion(hint)
    known = _known(schema)
    if bare not in known and key in homes():
        return Suggestion(f"`{key}` belongs in {listed(homes()[key])}.")
    if bare not in known and bare in _elsewhere():
        meant = _elsewhere()[bare]
        return Suggestion(f"Did you mean `{meant}`? It belongs in {listed(homes()[meant])}.")
    for close in difflib.get_close_matches(bare, known, 1, _CLOSE):
        meant = known[close]
        return Suggestion(f"Did you mean `{meant}` ({_title(schema, meant)})?", meant)
    keys = [f"`{name}`" for name in schema["properties"]]
    return Suggestion(f"The keys known here are {listed(keys, 'and')}.")


def _title(schema: Schema, key: str) -> str:
    title: str = resolve(schema["properties"][key])["title"]
    return title.partition(" (")[0]


def suggest_word(word: str, allowed: list[str]) -> str:
    """Return a question about the nearest of the allowed words, or nothing where none is near."""
    if word.isdigit():  # a number is not a misspelling of another
        return ""
    spellings = {other.lower(): other for other in allowed}
    close = difflib.get_close_matches(word.lower(), spellings, 1, _CLOSE)
    return f"Did you mean `{spellings[close[0]]}`?" if close else ""


def _known(schema: Schema) -> dict[str, str]:
    """Map every spelling of a mapping's keys, aliases included, to the key."""
    parts = {key: resolve(part) for key, part in schema["properties"].items()}
    aliases = {_bare(alias): key for key, part in parts.items() for alias in part.get("x-aliases", ())}
    return aliases | {_bare(key): key for key in parts}


@cache
def _elsewhere() -> dict[str, str]:
    """Map the spellings that stand for one key, wherever they are written, to that key."""
    meanings: dict[str, set[str]] = {}
    for part in mappings():
        for spelling, key in _known(part).items():
            meanings.setdefault(spelling, set()).add(key)
    return {spelling: keys.pop() for spelling, keys in meanings.items() if len(keys) == 1}


def _bare(key: str) -> str:
    """Reduce a key to its letters and digits, so that `nonDerivative` and `non-derivative` are one."""
    return _NOT_ALIKE.sub("", key.lower())

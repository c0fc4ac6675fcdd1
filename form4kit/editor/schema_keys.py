"""What the JSON Schema of drafts says of a place: the keys and words it takes, and what they are for."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from form4kit.draft_schema.schema import Schema, draft_schema, resolve
from form4kit.place import Path


class Word(NamedTuple):
    """A word that a value may be, with what it means."""

    text: str
    title: str = ""
    description: str = ""


@lru_cache(maxsize=1024)
def branches(path: Path) -> tuple[Schema, ...]:
    """Return the parts of the schema that a value at a path may follow; none where no key is known."""
    found = list(_flat(draft_schema()))
    for step in path:
        found = [inner for each in found for inner in _step(each, step)]
    return tuple(found)


def keys(path: Path) -> dict[str, Schema]:
    """Return the keys that a mapping at a path may have, each with what the schema says of it."""
    found: dict[str, Schema] = {}
    for branch in branches(path):
        for key, part in branch.get("properties", {}).items():
            found.setdefault(key, resolve(part))
    if len(path) == 3 and path[0] == "events":
        fitting = _keys_of_kind(str(path[2]))
        found = {key: part for key, part in found.items() if not fitting or key in fitting}
    return found


def words(path: Path) -> tuple[Word, ...]:
    """Return the words that a value at a path may be; none for free text."""
    found = {}
    for branch in branches(path):
        if "const" in branch:
            text = str(branch["const"])
            found[text] = Word(text, branch.get("title", ""), branch.get("description", ""))
        for each in branch.get("enum", ()):
            if isinstance(each, str) and each:
                found.setdefault(each, Word(each))
        if "boolean" in _types(branch) and "pattern" in branch:  # free text may be a boolean for YAML too
            found |= {text: Word(text) for text in ("true", "false")}
    return tuple(found.values())


def described(path: Path) -> Schema | None:
    """Return what the schema says of the value at a path, its alternatives joined; None where nothing."""
    if not path:
        return None
    above = branches(path[:-1])
    for branch in above:
        if path[-1] in branch.get("properties", {}):
            return resolve(branch["properties"][path[-1]])
    return next((part for part in branches(path) if "title" in part), None)


def takes_text(part: Schema) -> bool:
    """Tell whether a value may be a scalar that is not blank."""
    return any(_is_text(branch) for branch in _flat(part))


def _is_text(branch: Schema) -> bool:
    types = set(_types(branch)) - {"object", "array", "null"}
    return "const" in branch or "enum" in branch or (bool(types) and branch.get("maxLength") != 0)


def _types(branch: Schema) -> list[str]:
    types = branch.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _flat(schema: Schema) -> Iterator[Schema]:
    """Yield a part of the schema without its alternatives, then each of these."""
    part = resolve(schema)
    yield {key: value for key, value in part.items() if key != "anyOf"}
    for branch in part.get("anyOf", ()):
        yield from _flat(branch)


def _step(schema: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        inner = schema.get("items")
    else:
        inner = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
    if isinstance(inner, dict):
        yield from _flat(inner)


def _keys_of_kind(name: str) -> frozenset[str]:
    from form4kit.events.kinds.index import KINDS

    kind = KINDS.get(name)
    return kind.keys if kind else frozenset()

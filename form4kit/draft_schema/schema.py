"""The JSON Schema of drafts, and what it says about kinds of value, words and keys."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from form4kit.resources import resource

Schema = dict[str, Any]

_KINDS = {"object": "a mapping", "array": "a list"}


def plain_schema_text() -> str:
    """Return the JSON Schema of drafts (2020-12), as `form4kit schema` prints it for editors."""
    return resource("schemas", "filing.schema.json").read_text(encoding="utf-8")


@cache
def draft_schema() -> Schema:
    """Return the JSON Schema of drafts; do not change it."""
    schema: Schema = json.loads(plain_schema_text())
    return schema


def resolve(schema: Schema) -> Schema:
    """Join a part of the schema with the definition that it refers to; its own words come first."""
    reference = schema.get("$ref")
    if not reference:
        return schema
    return resolve(draft_schema()["$defs"][reference.removeprefix("#/$defs/")]) | schema


def kinds(schema: Schema) -> set[str]:
    """Return the kinds of value that a part of the schema takes, in the words of `Node.kind`.

    A blank text, which stands for a value still to be written, does not count.
    """
    schema = resolve(schema)
    if "anyOf" in schema:
        return set().union(*(kinds(branch) for branch in schema["anyOf"]))
    types = schema.get("type", "string")
    found = {_KINDS.get(name, "text") for name in ([types] if isinstance(types, str) else types)}
    return found - {"text"} if schema.get("maxLength") == 0 else found


def words(schema: Schema) -> list[str]:
    """Return the words that a part of the schema takes, as a draft writes them; none for free text."""
    return list(dict.fromkeys(word for word in _words(resolve(schema)) if word))


def _words(schema: Schema) -> Iterator[str]:
    for branch in schema.get("anyOf", ()):
        yield from words(branch)
    if "const" in schema:
        yield schema["const"]
    if "enum" in schema:
        yield from (word for word in schema["enum"] if isinstance(word, str))
    if "pattern" in schema:
        yield from (str(word).lower() for word in schema.get("examples", ()))


@cache
def mappings() -> list[Schema]:
    """Return the parts of the schema that describe a mapping with keys of its own."""
    whole = draft_schema() | {"title": "The top level of the draft"}
    return [part for part in (whole, *draft_schema()["$defs"].values()) if "properties" in part]


@cache
def homes() -> dict[str, list[str]]:
    """Return for each key where it belongs: `cik` in the issuer and in a reporting owner."""
    found: dict[str, list[str]] = {}
    for part in mappings():
        title = part["title"]
        for key in part["properties"]:
            found.setdefault(key, []).append(title[0].lower() + title[1:])
    return found

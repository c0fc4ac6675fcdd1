"""A JSON Schema validator's objections, in a preparer's words and at the place in the draft."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from form4kit.draft_schema.cut_numbers import CutNumber, cut_numbers
from form4kit.draft_schema.faults import (
    CLASH,
    MISSING_KEY,
    TOO_MANY_LINES,
    UNKNOWN_KEY,
    UNKNOWN_WORD,
    WRONG_KIND,
)
from form4kit.draft_schema.schema import Schema, kinds, resolve, words
from form4kit.draft_schema.suggest import suggest_key, suggest_word
from form4kit.findings import Edit, Finding, Fix
from form4kit.lazy_re import pattern
from form4kit.place import Path, Place
from form4kit.source.node import Node
from form4kit.words import listed, scalar

_TABLES = ("non_derivative", "derivative")
_LONG = 40
_NATURE = pattern(r"(?i:by|see|held|in|through)\s+\S")
_OTHER_COLON = pattern("[：﹕︓∶꞉]")
MOST_TOLD = 500
"""The faults of shape after which the rest is left to the next run."""
_BOOLEANS = {"yes": "true", "y": "true", "on": "true", "1": "true", "x": "true", "true": "true"} | {
    "no": "false",
    "n": "false",
    "off": "false",
    "0": "false",
    "false": "false",
}


class SchemaObjection(NamedTuple):
    """A part of the schema, the keyword of it that a value breaks, and that keyword's demand."""

    path: Path
    node: Node
    schema: Schema
    keyword: str
    demand: Any


def explain(root: Node, errors: Iterable[Any]) -> list[Finding]:
    """Turn the `ValidationError`s about a tree into findings, one for each fault, in the order written."""
    findings: list[Finding] = []
    clashes: dict[Path, list[SchemaObjection]] = {}
    for objection in (found for error in errors for found in _objections(error, root)):
        if len(findings) >= MOST_TOLD:
            break
        if objection.keyword == "not":
            clashes.setdefault(objection.path, []).append(objection)
        elif objection.keyword == "additionalProperties":
            findings += islice(_unknown_keys(objection), MOST_TOLD)
        elif objection.keyword == "required":
            findings += _missing_keys(objection)
        elif objection.keyword == "maxItems":
            findings.append(_too_many_lines(objection))
        else:
            findings.append(_misfit(objection))
    for together in clashes.values():
        findings += _clashes(together)
    once = dict.fromkeys(findings)  # a validator objects to each missing key anew
    return sorted(once, key=lambda finding: (finding.place.line, finding.place.column))


def _objections(error: Any, root: Node) -> Iterator[SchemaObjection]:
    """Replace an error about alternatives by those of the alternative that was meant, if one was."""
    path: Path = tuple(error.absolute_path)
    node = root.walk(path)
    meant = set()
    if error.validator == "anyOf" and node.kind != "text":
        meant = {n for n, branch in enumerate(error.validator_value) if node.kind in kinds(branch)}
    if not meant:
        yield SchemaObjection(path, node, error.schema, error.validator, error.validator_value)
    for inner in error.context:
        if inner.relative_schema_path[0] in meant:
            yield from _objections(inner, root)


def _unknown_keys(objection: SchemaObjection) -> Iterator[Finding]:
    cut: set[str] = set()
    for number in cut_numbers(objection.node.members):
        cut.update(number.rest)
        yield UNKNOWN_KEY.at(*_about_cut(objection, number))
    for key, member in objection.node.members.items():
        if key not in objection.schema["properties"] and key not in cut:
            path = (*objection.path, key)
            place = Place(path, member.key_line, member.key_column)
            hint, meant = suggest_key(key, objection.schema, _missing(objection))
            if colon := _OTHER_COLON.search(key):
                known = key[: colon.start()].strip()
                place, meant = place._replace(path=(*objection.path, known)), None
                hint = f"Write `{known}: {key[colon.end() :].strip()}`, with a plain colon and a blank."
            fix = None
            if meant and meant not in objection.node.members:
                fix = Fix(f"Rename {key} to {meant}", (Edit("rename", path, meant),))
            yield UNKNOWN_KEY.at(place, f"unknown key {_quoted(key)}", hint, fix)


def _about_cut(objection: SchemaObjection, number: CutNumber) -> tuple[Place, str, str, Fix]:
    """Return place, message, hint and mend for a number whose thousands were taken for keys."""
    path, member = objection.path, objection.node.members[number.rest[0]]
    removals = (Edit("remove", (*path, key)) for key in number.rest)
    fix = Fix(f"Write {number.plain}", (Edit("set", (*path, number.key), number.plain), *removals))
    message = f"inside {{ }} the comma ends a value: {number.written} was cut"
    place = Place((*path, number.rest[0]), member.key_line, member.key_column)
    return place, message, f"Write {number.key}: {number.plain}, without a comma.", fix


def _missing_keys(objection: SchemaObjection) -> Iterator[Finding]:
    written, known = objection.node.members, objection.schema["properties"]
    missing = _missing(objection)
    meant = {suggest_key(key, objection.schema, missing).key for key in written if key not in known}
    for key in objection.demand:
        if key not in written and key not in meant:
            place = Place((*objection.path, key), objection.node.line, objection.node.column)
            hint = f"Write {_example(key, known[key])}. {known[key]['description'].partition('. ')[0]}."
            yield MISSING_KEY.at(place, f'"{key}" is missing', hint)


def _missing(objection: SchemaObjection) -> list[str]:
    return [key for key in objection.schema.get("required", ()) if key not in objection.node.members]


def _example(key: str, part: Schema) -> str:
    """Show a key with the first of its examples, on one line: `form: "4"`."""
    shown = part.get("examples", [None])[0]
    return f"`{key}: {_inline(shown)}`" if shown is not None else f"`{key}:`"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return scalar(value, flow=True) if isinstance(value, str) else f"{value}".lower()


def _too_many_lines(objection: SchemaObjection) -> Finding:
    path, node, _, _, most = objection
    message = f"{_name(path)} has {len(node.items)} lines, {most} at most"
    hint = "Join the rest to one of the lines, and put a line that holds a comma in quotes."
    return TOO_MANY_LINES.at(Place(path, node.line, node.column), message, hint)


def _misfit(objection: SchemaObjection) -> Finding:
    """Explain a value of the wrong kind, or a word that is none of those allowed."""
    path, node, schema, _, _ = objection
    place, hint, wanted = Place(path, node.line, node.column), schema.get("errorMessage", ""), kinds(schema)
    if node.kind not in wanted:
        found = "blank" if node.value == "" else node.kind
        message = f"{_name(path)} is {found}, not {listed(sorted(wanted))}"
        return WRONG_KIND.at(
            place, message, _with_own_words(hint, path, node, schema) or _about_kind(node, schema)
        )
    allowed = words(schema)
    one_of = "one of " if len(allowed) > 2 else ""
    message = f"{_name(path)} is {_quoted(node.text or '')}, not {one_of}{listed(allowed)}"
    about = _about_marks(node, path, allowed) or suggest_word(node.text or "", allowed) or hint
    if path[-1] == "ownership" and _NATURE.match(node.text or "") and _short(node):
        about = f"Write `ownership: {{indirect: {scalar(node.text or '', flow=True)}}}`."
    return UNKNOWN_WORD.at(place, message, about, _spelled(path, node.text or "", allowed))


def _spelled(path: Path, word: str, allowed: list[str]) -> Fix | None:
    """Offer the spelling of a boolean that other YAML readers would have taken for one."""
    meant = _BOOLEANS.get(word.strip().lower())
    return Fix(f"Write {meant}", (Edit("set", path, meant),)) if meant in allowed else None


def _short(node: Node) -> bool:
    return bool(node.text) and len(node.text or "") <= _LONG and "`" not in (node.text or "")


def _with_own_words(hint: str, path: Path, node: Node, schema: Schema) -> str:
    """Show a list that was written without its dash as it has to be written, in the preparer's own words."""
    if "array" not in schema.get("type", ()) or not path:
        return hint
    items = resolve(schema.get("items", {}))
    if node.kind == "a mapping" and (first := next(iter(node.members.items()), None)):
        key, member = first
        if member.kind == "text" and _short(member):
            return f"{hint.rstrip('.')}: `- {key}: {scalar(member.text or '')}`."
    elif node.kind == "text" and _short(node) and (keys := items.get("properties")):
        first_key = next(iter(keys))
        if node.text in keys:
            return f"Write `{path[-1]}: [{{{node.text}: {{...}}}}]`, with the keys of it inside."
        example = f"{{{first_key}: {scalar(node.text or '', flow=True)}"
        rest = ", date: YYYY-MM-DD" if "date" in keys and path[-1] == "signatures" else ", ..."
        return f"Write `{path[-1]}: [{example}{rest}}}]`."
    return hint


def _about_kind(node: Node, schema: Schema) -> str:
    if node.kind == "a list":
        return "Only one can stand here: drop the dash, or the brackets."
    if (keys := schema.get("properties")) and node.kind == "text" and node.text in keys:
        return f"Write `{node.text}: {{...}}`, with the keys of it inside."
    if keys and node.kind == "text" and _short(node):
        return f"Write `{{{next(iter(keys))}: {scalar(node.text or '', flow=True)}, ...}}`, by their keys."
    if keys:
        return f"Write {listed([f'`{key}`' for key in keys], 'and')} by their keys."
    return "Write one value, with the references to footnotes after it."


def _about_marks(node: Node, path: Path, allowed: list[str]) -> str:
    word, caret, _ = (node.text or "").partition("^")
    if not caret or word.strip() not in allowed:
        return ""
    if path[0] in _TABLES:
        return f"EDGAR has no footnote for `{path[-1]}`: put the reference after the value of `code`."
    return "References to footnotes stand in rows only."


def _clashes(objections: list[SchemaObjection]) -> Iterator[Finding]:
    """Explain the keys of one mapping that exclude each other, those that hang together as one fault."""
    path, node = objections[0].path, objections[0].node
    groups: list[tuple[set[str], str]] = []
    for objection in objections:
        keys, hint = set(objection.demand["required"]), objection.schema["errorMessage"]
        for group in [group for group in groups if group[0] & keys]:
            groups.remove(group)
            keys, hint = keys | group[0], group[1]
        groups.append((keys, hint))
    for keys, hint in groups:
        written = [key for key in node.members if key in keys]
        last = node.members[written[-1]]
        quoted = listed([f'"{key}"' for key in written], "and")
        message = f"{quoted} {'both' if len(written) == 2 else 'all'} stand here"
        yield CLASH.at(Place((*path, written[-1]), last.key_line, last.key_column), message, hint)


def _name(path: Path) -> str:
    """Name a value by its key: `"price"`, or `entry 2 of "owners"`."""
    if not path:
        return "the draft"
    if isinstance(path[-1], int):
        return f'entry {path[-1] + 1} of "{path[-2]}"'
    return f'"{path[-1]}"'


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= _LONG else f'"{text[:_LONG]}..."'

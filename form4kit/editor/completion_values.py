"""What a value may be: a code, a word, a state, somebody of the registry, a position, a footnote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from form4kit.editor import hover_text
from form4kit.editor.context import CursorContext
from form4kit.editor.name_uses import definitions
from form4kit.editor.schema_keys import words
from form4kit.editor.text import Range
from form4kit.editor.tree import TreePart
from form4kit.law.codes import CODES
from form4kit.law.places import COUNTRIES, STATES, PlaceCode
from form4kit.place import Path
from form4kit.registry.entries import Registry

CompletionKind = Literal[
    "key", "word", "code", "person", "issuer", "position", "footnote", "parameter", "place", "draft"
]
REFER: Final = ("non_derivative", "derivative", "positions", "events")
"""The parts of a draft whose values may refer to footnotes."""
_SIDES = ("from", "to", "delivers")
_OUT_OF_DERIVATIVES: Final = ("vest", "exercise", "convert", "expire")
"""The events whose `from` is a derivative security."""
_SAID_AGAIN = ("security", "underlying", "indirect", "nature")
_EXHIBITS: Final = {
    "EX-24": "a power of attorney",
    "EX-99": "any other exhibit",
    "COVER": "a cover letter, not published",
    "CORRESP": "a letter to the staff",
    "GRAPHIC": "a picture that another document shows",
}
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Completion:
    """Something to write: its label, a few words beside it, Markdown about it, and what to put where.

    `found_by` is what the word as typed is the beginning of, where that is not the label: the name of a
    person from the word that was typed on. `snippet` is the text with stops, for an editor that knows them.
    """

    label: str
    detail: str
    documentation: str
    text: str
    range: Range
    kind: CompletionKind
    found_by: str = ""
    snippet: str = ""


def values(context: CursorContext, registry: Registry) -> Iterator[Completion]:
    """Offer what a value may be."""
    path, key = context.path, context.path[-1] if context.path else ""
    if key == "code" and path[0] in REFER:
        yield from _codes(context)
    elif key in ("state", "country"):
        yield from _places(context, STATES if key == "state" else COUNTRIES)
    elif path[:1] == ("issuer",) and key in ("issuer", "name"):
        yield from _issuers(context, registry)
    elif path[:1] == ("owners",) and (len(path) == 2 or key == "name"):
        yield from _people(context, registry)
    elif path[:1] == ("exhibits",) and key == "type":
        for kind, what in _EXHIBITS.items():
            yield _offer(context, kind, what, "word")
    elif path[:1] == ("events",) and key in _SIDES:
        yield from _positions(context)
    elif key == "owner" and path[0] in REFER:
        yield from _owners(context)
    elif path == ("plan_10b5_1",) or (key == "plan" and path[:1] == ("events",)):
        yield from _words(context)
        yield from _plans(context, registry)
    else:
        yield from _words(context)
        if key in _SAID_AGAIN:
            yield from _said_again(context)


def footnotes(context: CursorContext, registry: Registry) -> Iterator[Completion]:
    """Offer the draft's own footnotes, then those that it may take by name."""
    own = defined(context, "footnotes")
    for name, part in own.items():
        yield _offer(context, name, _shortened(part.value), "footnote", part.value)
    for name, template in hover_text.templates(registry).items():
        if name not in own:
            text = template.usage.removeprefix("^")
            documentation = hover_text.library_footnote(template)
            yield Completion(name, template.title, documentation, text, context.range, "footnote")


def defined(context: CursorContext, group: str) -> dict[str, TreePart]:
    """Return the footnotes or the positions of a draft, also where the line being typed hides some."""
    return {**definitions(context.rest, group), **definitions(context.tree, group)}


def _offer(
    context: CursorContext, text: str, detail: str, kind: CompletionKind, documentation: str = ""
) -> Completion:
    return Completion(text, detail, documentation, text, context.range, kind)


def _named(context: CursorContext, text: str, name: str, kind: CompletionKind) -> Completion:
    """Offer what has a name, found by the beginning of any word of it."""
    return replace(_offer(context, text, name, kind), found_by=found_by(context.typed, text, name))


def found_by(typed: str, label: str, name: str) -> str:
    """Return the name from the word on that what was typed begins; empty where the label begins so."""
    sought = typed.casefold()
    if not sought or label.casefold().startswith(sought):
        return ""
    words = name.split()
    at = next((at for at, word in enumerate(words) if word.casefold().startswith(sought)), None)
    return "" if at is None else " ".join(words[at:])


def _codes(context: CursorContext) -> Iterator[Completion]:
    for letter, known in CODES.items():
        yield _offer(context, letter, known.name, "code", hover_text.code(letter, context.path))


def _places(context: CursorContext, table: Mapping[str, PlaceCode]) -> Iterator[Completion]:
    for code, known in table.items():
        if not known.obsolete:
            yield _named(context, code, known.name, "place")


def _issuers(context: CursorContext, registry: Registry) -> Iterator[Completion]:
    for key, company in registry.companies.items():
        name = company.keys.get("name")
        yield _named(context, key, (name.text if name else None) or f"CIK {company.cik}", "issuer")


def _people(context: CursorContext, registry: Registry) -> Iterator[Completion]:
    for key, person in registry.people.items():
        name = person.keys.get("name")
        yield _named(context, key, (name.text if name else None) or f"CIK {person.cik}", "person")


def _plans(context: CursorContext, registry: Registry) -> Iterator[Completion]:
    """Offer the plans of the people of the registry, with whose they are and when they were adopted."""
    for key, person in registry.people.items():
        for plan in person.plans:
            yield _offer(context, plan.key, f"{key}, adopted {plan.adoptions[-1]}", "word")


def _positions(context: CursorContext) -> Iterator[Completion]:
    positions = list(defined(context, "positions").items())
    if _wants_units(context.path):
        positions.sort(key=lambda each: not _is_derivative(each[1]))
    elif context.path[-1] in ("from", "to"):
        positions.sort(key=lambda each: _is_derivative(each[1]))
    for name, part in positions:
        security, held = part.get("security"), part.get("held")
        told = [each.value for each in (security, held) if each and each.value]
        yield _offer(context, name, _shortened(", ".join(told)), "position")


def _wants_units(path: Path) -> bool:
    """Tell whether a side of an event is by its kind a derivative security: units, an option."""
    return path[-1] == "from" and len(path) > 3 and path[2] in _OUT_OF_DERIVATIVES


def _is_derivative(position: TreePart) -> bool:
    found = position.get("derivative")
    return found is not None and found.value == "true"


def _owners(context: CursorContext) -> Iterator[Completion]:
    owners = context.tree.find(("owners",))
    for part in owners.children if owners else ():
        named = part if part.kind == "text" else part.get("name")
        if named is not None and named.value:
            yield _offer(context, named.value, "reporting owner", "person")


def _words(context: CursorContext) -> Iterator[Completion]:
    part = context.tree.find(context.path)
    bare = part is not None and not part.style
    for word in words(context.path):
        text = f'"{word.text}"' if bare and word.text[:1].isdigit() else word.text
        yield Completion(word.text, word.title, word.description, text, context.range, "word")


def _said_again(context: CursorContext) -> Iterator[Completion]:
    """Offer what the same key says elsewhere in the draft: balances are followed by the exact title."""
    said: dict[str, None] = {}
    for part in context.tree.root.walk() if context.tree.root else ():
        if part.kind == "text" and part.key == context.path[-1] and part.path != context.path:
            said.setdefault(part.value.partition(" ^")[0].strip())
    for text in said:
        if text:
            yield _offer(context, text, "as elsewhere in this draft", "word")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 3] + "..."

"""Who of several owners holds a position: what `owner` says reaches the form, which has no field for it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from form4kit.events.owner_match import owner_meant
from form4kit.events.positions import TERMS, Position
from form4kit.events.row_footnotes import RowFootnotes
from form4kit.footnote_library.calls import parse_call
from form4kit.footnote_library.standard import standard
from form4kit.model import Field, Filing, Mark
from form4kit.source.node import Node
from form4kit.words import listed

_SIDES: Final = ("from", "to", "delivers")
_UNSAFE: Final = frozenset("()=^,\"'")


def acting_owners(root: Node) -> Mapping[str, tuple[str, ...]]:
    """Return by position the owners whom the events in it name as acting."""
    found: dict[str, tuple[str, ...]] = {}
    events = root.get("events")
    for event in events.items if events else []:
        for inner in event.members.values():
            owner = inner.get("owner")
            names = [inner.members[side].text for side in _SIDES if side in inner.members]
            for name in names:
                if name and owner is not None and owner.text:
                    found[name] = tuple(dict.fromkeys((*found.get(name, ()), owner.text)))
    return found


def with_holder(position: Position, filing: Filing, acting: Iterable[str], notes: RowFootnotes) -> Position:
    """Name who holds a position on a joint form: in a footnote where it is direct, else as the speaker."""
    names = _names(filing, position.holders or acting)
    if not names:
        return position
    if position.direct_indirect.text == "D" and not position.direct_indirect.marks:
        own = notes.own("held-directly", f"Held directly by {listed(names, 'and')}.", position.at())
        letter = replace(position.direct_indirect, marks=(own,))
        return replace(position, direct_indirect=letter)
    return _speaking(position, names[0]) if len(names) == 1 else position


def _names(filing: Filing, texts: Iterable[str]) -> list[str]:
    meant = [owner_meant(filing, text) for text in texts]
    names = [filing.owners[at].name.text for at in meant if at is not None]
    return [name for name in names if name] if None not in meant and len(names) < len(filing.owners) else []


def _speaking(position: Position, name: str) -> Position:
    """Give the library's disclaimers on a position the name of the person who holds it."""

    def named(found: Field[Any]) -> Field[Any]:
        return (
            replace(found, marks=tuple(_named(each, name) for each in found.marks)) if found.marks else found
        )

    fields = ("security", "direct_indirect", "nature", "held_at", *TERMS)
    changed: dict[str, Any] = {each: named(getattr(position, each)) for each in fields}
    return replace(position, **changed)


def _named(found: Mark, name: str) -> Mark:
    call = parse_call(found.name)
    template = standard().get(call.name)
    known = dict(call.given)
    if template is None or template.parameter("who") is None or "who" in known or _UNSAFE & set(name):
        return found
    bare = found.name.partition("(")[0]
    inside = found.name[len(bare) + 1 : -1] if "(" in found.name else ""
    return replace(found, name=f"{bare}({inside}{', ' if inside else ''}who={name})")

"""Tell whether YAML looks like a draft, from the keys at its top, or from its lines where it is not YAML.

It does where it has one key that drafts alone have, or two of those that other files have too; so one whose
`form` is missing or misspelt is looked at, and a workflow or a chart is not.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from form4kit.lazy_re import pattern
from form4kit.source.limits import LARGEST_FORM

if TYPE_CHECKING:
    from yaml.events import Event

ALONE: Final = ("form", "issuer", "non_derivative", "derivative", "signatures")
"""The keys of which one is enough."""
TOGETHER: Final = ("owners", "events", "positions", "footnotes")
"""The keys of which two are needed."""
_DEEPEST = 100
_MOST_DIRECTIVES = 20  # each costs the parser more than the last
_ANY = "|".join(ALONE)
_NAMED = pattern(rf"(?<![\w-])(?:{_ANY}|{'|'.join(TOGETHER)})(?![\w-])", re.ASCII)
_AT_THE_TOP = pattern(rf"^(?:{_ANY})[ \t]*:(?=[ \t\n]|\Z)", re.MULTILINE)
_BEGINS_A_LINE = pattern(rf"^[ \t]*(?:\{{[ \t]*)?[\"']?(?:{_ANY})[\"']?[ \t]*[:\uff1a]", re.MULTILINE)


def looks_like_draft(data: bytes) -> bool:
    """Tell whether the bytes of a YAML file are those of a draft, or would be if they were in order."""
    text = _text(data[:LARGEST_FORM])
    if _AT_THE_TOP.search(text):
        return True
    named = set(_NAMED.findall(text))
    if not _suffice(named):
        return False
    if len(data) <= LARGEST_FORM and text.count("\n%") <= _MOST_DIRECTIVES:
        try:
            return any(_suffice(keys) for keys in list(_top_keys(text)))
        except ValueError:
            pass
    return bool(_BEGINS_A_LINE.search(text))


def _suffice(keys: set[str]) -> bool:
    """Tell whether these keys are enough to make a draft."""
    return not keys.isdisjoint(ALONE) or len(keys.intersection(TOGETHER)) > 1


def _text(data: bytes) -> str:
    """Decode as far as it goes, with line feeds for line ends; what is no text is a sign that no key has."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    elif b"\0" in data[:2]:
        text = data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    else:
        text = data.decode("utf-8-sig", "surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _top_keys(text: str) -> Iterator[set[str]]:
    """Yield the keys at the top of each document. Raises ValueError where the text is not YAML."""
    import yaml
    from yaml.events import DocumentStartEvent, MappingStartEvent

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events: Iterator[Event] = iter(loader(text).get_event, None)
        for event in events:
            if type(event) is DocumentStartEvent:
                root = next(events)
                yield _keys(events) if type(root) is MappingStartEvent else set()
    except yaml.YAMLError as error:
        raise ValueError("not YAML") from error


def _keys(events: "Iterator[Event]") -> set[str]:
    """Return the keys of the mapping that has begun. Raises ValueError where it is deeper than any draft."""
    from yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent

    keys: set[str] = set()
    depth, is_key = 1, True
    for event in events:
        if isinstance(event, CollectionEndEvent):
            depth -= 1
            if not depth:
                break
        elif depth == 1:
            if is_key and isinstance(event, ScalarEvent):
                keys.add(event.value)
            is_key = not is_key
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise ValueError("too deep")
    return keys

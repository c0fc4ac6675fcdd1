"""What can be written at a point of a draft: its keys, and what its values may be."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path as File

from form4kit.catalogue import faults
from form4kit.editor import hover_text
from form4kit.editor.completion_drafts import whole_drafts
from form4kit.editor.completion_earlier import earlier_titles
from form4kit.editor.completion_files import files
from form4kit.editor.completion_today import of_today
from form4kit.editor.completion_values import REFER, Completion, defined, footnotes, values
from form4kit.editor.context import CursorContext, What, contexts
from form4kit.editor.judged_draft import judge
from form4kit.editor.name_uses import footnote_uses
from form4kit.editor.schema_keys import keys, takes_text
from form4kit.footnote_library.calls import parse_call
from form4kit.outcome import new_york_now
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.rules.allowances import can_be_allowed

Offer = Callable[[CursorContext, Registry, File | None], Iterator[Completion]]


def complete(
    text: str, path: File | None, line: int, column: int, *, today: dt.date | None = None
) -> list[Completion]:
    """Return what can be written at a point of a draft, in the order to show it; any text will do.

    `today` is the day for dates and signatures; None is the present day in New York.

    Raises OSError where the registry cannot be opened.
    """
    registry = registry_for(path.parent if path else File())
    found: dict[str, Completion] = {
        each.label: each for each in whole_drafts(text, line, column, registry, path)
    }
    for context in contexts(text, line, column):
        for each in _OFFERS[context.what](context, registry, path):
            found.setdefault(each.label, each)
        if context.what == "value":
            for each in of_today(context, registry, path, today or new_york_now().date()):
                found.setdefault(each.label, each)
    return list(found.values())


def _keys(context: CursorContext, registry: Registry, path: File | None) -> Iterator[Completion]:
    """Offer the keys that a mapping does not have yet, or the names that it is to give words to."""
    free = "" if context.colon else ": "
    for key, part in keys(context.path).items():
        if key not in context.written:
            after = free if takes_text(part) else free.rstrip()
            documentation = hover_text.key((*context.path, key))
            yield Completion(key, part.get("title", ""), documentation, key + after, context.range, "key")
    if context.path == ("footnotes",):
        known = {**hover_text.templates(registry), **defined(context, "footnotes")}
        for name in dict.fromkeys(use.name for use in footnote_uses(context.tree)):
            if name not in known:
                yield Completion(name, "referred to already", "", name + free, context.range, "footnote")
    elif context.path == ("allow",):
        yield from _allowances(context, free, path)


def _allowances(context: CursorContext, free: str, path: File | None) -> Iterator[Completion]:
    """Offer the rules that the draft itself breaks and may, with what was found; then all others."""
    own = {
        each.rule: each.message for each in judge(context.rest.content, path).findings if can_be_allowed(each)
    }
    known = faults()
    for code in dict.fromkeys([*own, *known]):
        fault = known.get(code)
        if fault is not None and code not in context.written:
            detail = f"here: {own[code]}" if code in own else fault.title
            yield Completion(code, detail, fault.reason, code + free, context.range, "word")


def _marks(context: CursorContext, registry: Registry, path: File | None) -> Iterator[Completion]:
    """Offer the footnotes that a value may refer to."""
    if context.path and context.path[0] in REFER:
        yield from footnotes(context, registry)


def _parameters(context: CursorContext, registry: Registry, path: File | None) -> Iterator[Completion]:
    """Offer the parameters of a footnote that are not given yet, or the words that one takes."""
    template = hover_text.templates(registry).get(context.call)
    if template is None:
        return
    given = dict(parse_call(f"{context.call}({context.given})").given)
    name, equals, _ = context.typed.partition("=")
    for parameter in template.parameters:
        if parameter.name in given or (equals and parameter.name != name):
            continue
        words = [f"{parameter.name}={word}" for word in parameter.choices or ()] if equals else []
        for text in words or [f"{parameter.name}="]:
            yield Completion(text, parameter.takes, parameter.about, text, context.range, "parameter")


def _values(context: CursorContext, registry: Registry, path: File | None) -> Iterator[Completion]:
    yield from files(context, path)
    yield from earlier_titles(context, path)
    yield from values(context, registry)


_OFFERS: dict[What, Offer] = {"key": _keys, "value": _values, "mark": _marks, "parameter": _parameters}

__all__ = ["Completion", "complete"]

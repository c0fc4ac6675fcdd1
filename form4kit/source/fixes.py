"""Apply a fix to the text of a draft, leaving comments and layout as they are.

Edits name parts of the draft by their keys; the parser's events tell where each part begins and ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from form4kit.findings import Edit, Fix
from form4kit.place import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Put `text` in place of the characters from `start` to `end` of a draft."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Span:
    """Where a part of the draft stands: its key, its value, and how its mapping is written."""

    key_start: int
    key_end: int
    start: int
    end: int
    flow: bool = False
    members: dict[str | int, "_Span"] = field(default_factory=dict)


_NOWHERE = _Span(0, 0, 0, 0)


def text_edits(text: str, fix: Fix) -> list[TextEdit]:
    """Turn a fix into edits of a draft's text, from its end to its start; none where a part is not there."""
    try:
        return _edits(text, fix, _spans(text))
    except yaml.YAMLError:
        return []


def _edits(text: str, fix: Fix, root: _Span) -> list[TextEdit]:
    edits = []
    for edit in fix.edits:
        span = _find(root, edit.path)
        if span is None:
            return []
        edits.append(_edit(text, edit, span))
    return sorted(edits, key=lambda each: each.start, reverse=True)


def apply(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """Apply fixes to a draft's text; the new text, and how many could be applied.

    One that touches what another has changed waits for the next run.
    """
    edits, applied = together(text, fixes)
    for edit in edits:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, applied


def together(text: str, fixes: Iterable[Fix]) -> tuple[list[TextEdit], int]:
    """Return the edits of all fixes that do not touch each other, from the end, and of how many fixes."""
    wanted = dict.fromkeys(fixes)
    try:
        root = _spans(text) if wanted else _NOWHERE
    except yaml.YAMLError:
        return [], 0
    applied = 0
    taken: list[TextEdit] = []
    for fix in wanted:
        edits = _edits(text, fix, root)
        clash = any(a.start < b.end and b.start < a.end for a in edits for b in taken)
        if edits and not clash:
            taken += edits
            applied += 1
    return sorted(taken, key=lambda each: each.start, reverse=True), applied


def _edit(text: str, edit: Edit, span: _Span) -> TextEdit:
    if edit.action == "rename":
        return TextEdit(span.key_start, span.key_end, edit.text)
    if edit.action == "set":
        blank = " " if span.start == span.end and text[span.start - 1 : span.start] == ":" else ""
        return TextEdit(span.start, span.end, blank + edit.text)
    return _removal(text, span)


def _removal(text: str, span: _Span) -> TextEdit:
    """Take out a member of a mapping: in a flow with its comma, in a block with its lines."""
    start, end = span.key_start, span.end
    if span.flow:
        rest = text[end:]
        stripped = rest.lstrip()
        if stripped.startswith(","):
            after = stripped[1:]
            follows_a_comma = text[start - 1 : start] == ","  # keeps the blank behind it
            return TextEdit(start, len(text) - len(after if follows_a_comma else after.lstrip(" ")), "")
        before = text[:start].rstrip()
        return TextEdit(len(before) - before.endswith(","), end, "")
    line_start = text.rfind("\n", 0, start) + 1
    next_line = text.find("\n", end)
    line_end = len(text) if next_line < 0 else next_line + 1
    if end > start and text[end - 1 : end] == "\n":  # a block scalar ends at the start of the next line
        line_end = end
    if text[line_start:start].strip():  # `- key: value`, the first of an item: leave the dash
        following = text[line_end:]
        return TextEdit(start, line_end + len(following) - len(following.lstrip(" ")), "")
    return TextEdit(line_start, line_end, "")


def _find(root: _Span, path: Path) -> _Span | None:
    span: _Span | None = root
    for step in path:
        span = span.members.get(step) if span else None
    return span


def _spans(text: str) -> _Span:
    events = iter(yaml.parse(text, Loader=_LOADER))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return _span(event, events)
    return _NOWHERE


def _span(event: Any, events: Iterator[Any]) -> _Span:
    """Read the span that an event opens, members and all; a collection ends where its last member does."""
    span = _Span(0, 0, event.start_mark.index, event.end_mark.index)
    closing: Any
    if isinstance(event, yaml.MappingStartEvent):
        while not isinstance(closing := next(events), yaml.MappingEndEvent):
            key = closing
            member = _span(next(events), events)
            member.key_start, member.key_end = key.start_mark.index, key.end_mark.index
            member.flow = bool(event.flow_style)
            span.members[getattr(key, "value", "")] = member
            span.end = member.end
        span.end = _end(closing) if event.flow_style else span.end
    elif isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(closing := next(events), yaml.SequenceEndEvent):
            member = _span(closing, events)
            span.members[len(span.members)] = member
            span.end = member.end
        span.end = _end(closing) if event.flow_style else span.end
    return span


def _end(event: Any) -> int:
    return int(event.end_mark.index)

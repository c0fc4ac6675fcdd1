"""Answers put into a draft that is there: only what was answered otherwise changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from form4kit.editor.text import Replacement, applied
from form4kit.editor.tree import Tree, TreePart, tree_of
from form4kit.steps.preparing.event_lines import KEYS, lines_of
from form4kit.steps.preparing.new_text import open_lines, position_lines
from form4kit.words import scalar


@dataclass(frozen=True, slots=True)
class EditedEvent:
    """An event as it is to stand: its kind, its keys, and its number in the draft, None for a new one."""

    kind: str
    parts: Mapping[str, str]
    at: int | None = None


class NoPlace(ValueError):
    """Say that a draft has no place where an answer could be put by itself."""


def edited_text(
    text: str,
    before: Sequence[Mapping[str, str]],
    events: Sequence[EditedEvent],
    left: Iterable[int],
    box: str,
    was: str,
    asked: Sequence[tuple[str, str]],
    positions: Sequence[Mapping[str, str]] = (),
    earlier: Sequence[str] = (),
) -> str:
    """Return a draft with the answers in it.

    `before` are the keys of its events as they were read, `left` the numbers of those that were taken out,
    `box` and `was` the answer to the box of plans now and before. Raises NoPlace.
    """
    for event in events:
        if event.at is not None and event.at < len(before):
            text = _event(text, event, before[event.at])
    for number in sorted(left, reverse=True):
        text = without_event(text, number)
    new = [line for event in events if event.at is None for line in lines_of(event.kind, event.parts)]
    if new:
        text = _with_new(text, new)
    if box != was:
        text = with_key(text, (), "plan_10b5_1", box, after="form")
    text = _with_positions(text, positions, earlier)
    return with_open(text, asked)


def _event(text: str, event: EditedEvent, before: Mapping[str, str]) -> str:
    for name in KEYS:
        now, was = event.parts.get(name, ""), before.get(name, "")
        if now != was:
            text = with_key(text, ("events", event.at or 0, event.kind), name, now)
    return text


def with_key(text: str, path: tuple[str | int, ...], name: str, value: str, after: str = "") -> str:
    """Set a key of a mapping to a value as it is written; an empty one takes the key out. Raises NoPlace."""
    tree = tree_of(text)
    mapping = tree.find(path) if path else tree.root
    if mapping is None or mapping.kind != "mapping" or not tree.whole:
        raise NoPlace(f"{name}: no place for it in this draft; open it as text")
    part = mapping.get(name)
    if part is not None and value:
        return _replaced(tree, part.start, tree.last(part), value)
    if part is not None:
        return _without(tree, mapping, part)
    if not value:
        return text
    if mapping.flow:
        at = tree.content.rfind("}", mapping.start, mapping.end)
        return _replaced(tree, at, at, f"{', ' if mapping.children else ''}{name}: {value}")
    previous = (mapping.get(after) if after else None) or mapping.children[-1]
    indent = " " * (tree.point(mapping.children[0].key_start)[1] - 1)
    at = _line_end(tree, tree.last(previous))
    return _replaced(tree, at, at, f"\n{indent}{name}: {value}")


def _without(tree: Tree, mapping: TreePart, part: TreePart) -> str:
    content = tree.content
    if mapping.flow:
        start, end = part.key_start, tree.last(part)
        rest = content[end:]
        if rest.lstrip().startswith(","):
            end += len(rest) - len(rest.lstrip().removeprefix(",").lstrip(" "))
        else:
            start = len(content[:start].rstrip().removesuffix(","))
        return content[:start] + content[end:]
    line, column = tree.point(part.key_start)
    last = tree.point(tree.last(part))[0]
    if part is mapping.children[0] and tree.line(line)[: column - 1].strip():
        raise NoPlace(f"{part.key}: stands first in its event; open it as text")
    return _without_lines(tree, line, last)


def without_event(text: str, number: int) -> str:
    """Take an event out, and `events:` with the last one. Raises NoPlace."""
    tree = tree_of(text)
    events = tree.find(("events",))
    if events is None or events.kind != "list" or number >= len(events.children):
        raise NoPlace("events: no such event in this draft any more")
    part = events.children[number]
    if len(events.children) == 1:
        return _without_lines(tree, tree.point(events.key_start)[0], tree.point(tree.last(events))[0])
    if events.flow:
        raise NoPlace("events: stand in one line; open them as text")
    return _without_lines(tree, _dash_line(tree, part), tree.point(tree.last(part))[0])


def _dash_line(tree: Tree, part: TreePart) -> int:
    return tree.point(part.key_start)[0]


def _with_new(text: str, lines: Sequence[str]) -> str:
    tree = tree_of(text)
    events = tree.find(("events",))
    if events is None:
        return f"{text.rstrip()}\nevents:\n" + "".join(f"{line}\n" for line in lines)
    if not tree.whole or events.kind != "list" or events.flow or not events.children:
        raise NoPlace("events: no list that one could be added to; open it as text")
    indent = tree.point(events.children[0].key_start)[1] - 3
    new = "".join(f"\n{' ' * max(indent, 0)}{line[2:]}" for line in lines)
    at = _line_end(tree, tree.last(events))
    return _replaced(tree, at, at, new)


def _with_positions(text: str, positions: Sequence[Mapping[str, str]], earlier: Sequence[str]) -> str:
    """Add positions and filings that a draft does not name yet."""
    tree = tree_of(text)
    have = tree.find(("positions",))
    if have is None:
        lines = [*position_lines(positions, earlier)]
        at = tree.find(("events",))
        if not lines:
            return text
        offset = tree.starts[tree.point(at.key_start)[0] - 1] if at else len(tree.content)
        return _replaced(tree, offset, offset, "".join(f"{line}\n" for line in lines))
    for line in position_lines([p for p in positions if have.get(p.get("name", "")) is None], ()):
        if line.startswith("  "):
            name, _, rest = line.strip().partition(": ")
            text = with_key(text, ("positions",), name, rest)
    source = tree_of(text).find(("positions", "from"))
    named = [each.value for each in (source.children or [source])] if source is not None else []
    if earlier and set(earlier) - set(named):
        text = with_key(text, ("positions",), "from", f"[{', '.join(scalar(e, flow=True) for e in earlier)}]")
    return text


def with_open(text: str, asked: Sequence[tuple[str, str]]) -> str:
    """Put the open questions at the end of a draft in place of those that stood there."""
    tree = tree_of(text)
    part = tree.find(("open",))
    lines = [*open_lines(asked)]
    if part is not None:
        first, last = tree.point(part.key_start)[0], tree.point(tree.last(part))[0]
        now = [tree.line(n) for n in range(first, last + 1)]
        if now == lines:
            return text
        text = _without_lines(tree, first, last)
    if not lines:
        return text
    gap = "" if text.endswith("\n") or not text else "\n"
    return text + gap + "".join(f"{line}\n" for line in lines)


def _line_end(tree: Tree, offset: int) -> int:
    found = tree.content.find("\n", offset)
    return found if found >= 0 else len(tree.content)


def _without_lines(tree: Tree, first: int, last: int) -> str:
    start = tree.starts[first - 1]
    end = tree.starts[last] if last < len(tree.starts) else len(tree.content)
    return tree.content[:start] + tree.content[end:]


def _replaced(tree: Tree, start: int, end: int, text: str) -> str:
    return applied(tree.content, [Replacement(tree.range(start, end), text)])

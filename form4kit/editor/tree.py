"""A draft's parts and where each begins and ends, also in a text that is half typed.

`source.draft` makes the tree that is judged, or none; an editor needs the parts above the line that does
not parse, so this one keeps whatever the parser had read before it gave up.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import yaml

from form4kit.editor.text import DraftText, Range, normal
from form4kit.place import Path
from form4kit.source.limits import DEEPEST, LARGEST_FORM, MOST_VALUES

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENS = {"MappingStartEvent": "mapping", "SequenceStartEvent": "list"}
_BLOCK = ("|", ">")


@dataclass(slots=True)
class TreePart:
    """A scalar, a list or a mapping with the offsets of its key and its value.

    `style` is the quote or the block mark of a scalar, empty for a plain one; `flow` says that a list or
    a mapping stands in brackets. One without a key has `key_start` and `key_end` at its own start.
    """

    path: Path
    kind: Literal["text", "list", "mapping"]
    start: int
    end: int
    key_start: int
    key_end: int
    value: str = ""
    style: str = ""
    flow: bool = False
    children: "list[TreePart]" = field(default_factory=list)

    @property
    def key(self) -> str | int | None:
        """The key or the index under which it stands; None for the whole."""
        return self.path[-1] if self.path else None

    def get(self, step: str | int) -> "TreePart | None":
        """Return the child under a key or an index, the first where there are two."""
        return next((child for child in self.children if child.key == step), None)

    def walk(self) -> "Iterator[TreePart]":
        """Yield the part itself and all below it, in the order written."""
        pending = [self]
        while pending:
            part = pending.pop()
            yield part
            pending += reversed(part.children)


class Tree(DraftText):
    """The text of a draft and its parts."""

    @cached_property
    def _read(self) -> tuple[TreePart | None, bool]:
        return _Reader().read(self.content)

    @property
    def root(self) -> TreePart | None:
        """The part that holds all others; None where nothing could be read."""
        return self._read[0]

    @property
    def whole(self) -> bool:
        """Whether the text could be read to its end."""
        return self._read[1]

    def find(self, path: Path) -> TreePart | None:
        """Return the part at a path."""
        part = self.root
        for step in path:
            part = part.get(step) if part else None
        return part

    def nearest(self, path: Path) -> TreePart | None:
        """Return the part at a path, or the nearest above it."""
        part = self.root
        for step in path:
            below = part.get(step) if part else None
            if below is None:
                break
            part = below
        return part

    def at(self, line: int, column: int) -> TreePart | None:
        """Return the innermost part at a point, its key included; None outside of all parts."""
        return self.under(self.offset(line, column))

    def under(self, offset: int) -> TreePart | None:
        """Return the innermost part at an offset."""
        part, found = self.root, None
        while part is not None and part.key_start <= offset <= self.last(part):
            found = part
            before = bisect_right(part.children, offset, key=lambda child: child.key_start)
            part = part.children[before - 1] if before else None
        return found

    def last(self, part: TreePart) -> int:
        """Return the offset where what shows of a part ends: blank lines after a block are not its."""
        while part.kind != "text" and not part.flow and part.children:
            part = part.children[-1]
        if part.style not in _BLOCK:
            return part.end
        return part.start + len(self.content[part.start : part.end].rstrip())

    def value_range(self, part: TreePart) -> Range:
        """Return the range of a part's value."""
        return self.range(part.start, self.last(part))

    def key_range(self, part: TreePart) -> Range:
        """Return the range of a part's key."""
        return self.range(part.key_start, part.key_end)

    def whole_range(self, part: TreePart) -> Range:
        """Return the range of a part, its key included."""
        return self.range(part.key_start, self.last(part))

    def raw(self, part: TreePart) -> tuple[str, int]:
        """Return a scalar as it is written, without quotes or block mark, and the offset where it starts."""
        written, start = self.content[part.start : part.end], part.start
        if part.style in _BLOCK:
            head, _, rest = written.partition("\n")
            return rest, start + len(head) + 1
        return (written[1:-1], start + 1) if part.style else (written, start)


def tree_of(text: str) -> Tree:
    """Return the parts of a draft's text; any text will do."""
    return Tree(normal(text))


class _Reader:
    """Turn parser events into parts, until the parser gives up."""

    def __init__(self) -> None:
        self.root: TreePart | None = None
        self.open: list[tuple[TreePart, list[Any]]] = []  # a part and, for a mapping, the event of its key

    def read(self, content: str) -> tuple[TreePart | None, bool]:
        if len(content) > LARGEST_FORM:
            return None, False
        try:
            for number, event in enumerate(yaml.parse(content, Loader=_LOADER)):
                if number > 3 * MOST_VALUES or len(self.open) > DEEPEST:
                    return self.root, False
                if type(event).__name__ == "DocumentEndEvent":
                    return self.root, True
                self.take(event)
        except (yaml.YAMLError, UnicodeError):
            self.end()
            return self.root, False
        return self.root, True

    def take(self, event: Any) -> None:
        name = type(event).__name__
        if name in ("MappingEndEvent", "SequenceEndEvent"):
            part, _ = self.open.pop()
            part.end = event.end_mark.index if part.flow else max(part.end, *_ends(part))
        elif name in ("ScalarEvent", "AliasEvent", *_OPENS):
            self.place(event, name)

    def end(self) -> None:
        """Keep a key whose value could not be read."""
        owner, pending = self.open[-1] if self.open else (None, [])
        if owner is not None and pending:
            key = pending.pop()
            path, end = (*owner.path, getattr(key, "value", "")), key.end_mark.index
            owner.children.append(TreePart(path, "text", end, end, key.start_mark.index, end))
            for above, _ in self.open:
                above.end = max(above.end, end)

    def place(self, event: Any, name: str) -> None:
        path: Path = ()
        key = None
        if self.open:
            owner, pending = self.open[-1]
            if owner.kind == "mapping" and not pending:
                pending.append(event)
                if name in _OPENS:  # a list or a mapping as a key: read, and belonging to nobody
                    self.open.append((_part(event, name, owner.path, None), []))
                return
            key = pending.pop() if pending else None
            step = getattr(key, "value", "") if key is not None else len(owner.children)
            path = (*owner.path, step)
        part = _part(event, name, path, key)
        if self.open:
            self.open[-1][0].children.append(part)
            for above, _ in self.open:
                above.end = max(above.end, part.end)
        elif self.root is None:
            self.root = part
        if name in _OPENS:
            self.open.append((part, []))


def _part(event: Any, name: str, path: Path, key: Any) -> TreePart:
    start, end = event.start_mark.index, event.end_mark.index
    kind: Any = _OPENS.get(name, "text")
    return TreePart(
        path=path,
        kind=kind,
        start=start,
        end=end,
        key_start=key.start_mark.index if key is not None else start,
        key_end=key.end_mark.index if key is not None else start,
        value=getattr(event, "value", ""),
        style=getattr(event, "style", None) or "",
        flow=bool(getattr(event, "flow_style", False)),
    )


def _ends(part: TreePart) -> list[int]:
    return [child.end for child in part.children] or [part.start]

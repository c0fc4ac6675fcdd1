"""The tree of a draft: plain strings, lists and mappings, each with its line and column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


@dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping of a draft; `line` and `column` are 1-based.

    `key_line` and `key_column` are those of the key, for a member of a mapping. A scalar that YAML would
    read as null, a key with nothing after it, is the empty string.
    """

    value: "str | list[Node] | dict[str, Node]"
    line: int
    column: int
    key_line: int = 0
    key_column: int = 0

    @property
    def kind(self) -> str:
        """What it is, in a preparer's words."""
        if isinstance(self.value, str):
            return "text"
        return "a list" if isinstance(self.value, list) else "a mapping"

    @property
    def text(self) -> str | None:
        """The text of a scalar; None for a list or a mapping."""
        return self.value if isinstance(self.value, str) else None

    @property
    def items(self) -> "list[Node]":
        """The members of a list; none for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def members(self) -> "dict[str, Node]":
        """The members of a mapping; none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def get(self, key: str) -> "Node | None":
        """Return the member of a mapping, or None."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def plain(self) -> Plain:
        """Return the tree without its places, for a JSON Schema validator."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def walk(self, steps: "list[str | int] | tuple[str | int, ...]") -> "Node":
        """Follow keys and indices as far as they lead; the last node reached."""
        node = self
        for step in steps:
            if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            elif isinstance(step, str) and step in node.members:
                node = node.members[step]
            else:
                break
        return node

    def scalars(self) -> "Iterator[Node]":
        """Every scalar of the tree, in the order written."""
        pending = [self]
        while pending:
            node = pending.pop()
            if isinstance(node.value, str):
                yield node
            else:
                pending += reversed(node.value.values() if isinstance(node.value, dict) else node.value)

"""Read a draft on past a slip in its shape: a misspelt key as the one meant, one mapping as a list of one.

The slip stays a fault, and stops a build; but what stands under it is judged as well, and nothing else in the
draft is blamed for what only seems to be missing.
"""

from collections.abc import Iterable
from dataclasses import replace

from form4kit.draft_schema.faults import UNKNOWN_KEY, WRONG_KIND
from form4kit.findings import Edit, Finding
from form4kit.place import Path
from form4kit.source.node import Node

_LISTS = frozenset([("owners",), ("non_derivative",), ("derivative",), ("signatures",), ("events",)])


def as_meant(root: Node, findings: Iterable[Finding]) -> Node:
    """Return a draft's tree with the slips mended of which it is clear what was meant."""
    for found in findings:
        path = found.place.path
        if found.rule == WRONG_KIND.code:
            if path in _LISTS and root.walk(path).kind == "a mapping":
                root = _changed(root, path[:-1], path[-1], None)
        elif found.rule == UNKNOWN_KEY.code and found.fix:
            for edit in found.fix.edits:
                root = _renamed(root, edit)
    return root


def _renamed(root: Node, edit: Edit) -> Node:
    if edit.action != "rename" or root.walk(edit.path[:-1]).get(edit.text) is not None:
        return root
    return _changed(root, edit.path[:-1], edit.path[-1], edit.text)


def _changed(node: Node, path: Path, key: str | int, meant: str | None) -> Node:
    """Copy the nodes on the way to a member, and give it the key that was meant, or put it into a list."""
    if path:
        step, rest = path[0], path[1:]
        if isinstance(step, int):
            items = [
                _changed(each, rest, key, meant) if n == step else each for n, each in enumerate(node.items)
            ]
            return replace(node, value=items)
        members = {
            name: _changed(each, rest, key, meant) if name == step else each
            for name, each in node.members.items()
        }
        return replace(node, value=members)
    if meant is None:
        wrapped = {
            name: replace(each, value=[each]) if name == key else each for name, each in node.members.items()
        }
        return replace(node, value=wrapped)
    return replace(node, value={meant if name == key else name: each for name, each in node.members.items()})

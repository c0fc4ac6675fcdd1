"""TOML to the tree that drafts are read into: every value as text, so that one reader serves both."""

import datetime as dt
from typing import Any

from form4kit.registry.toml_text import parse
from form4kit.source.node import Node


def tree(data: bytes) -> Node:
    """Return the tree of a TOML file; it has no lines. Raises UnfitToml."""
    return _node(parse(data, floats_as_text=True))


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({key: _node(member) for key, member in value.items()}, 0, 0)
    if isinstance(value, list):
        return Node([_node(member) for member in value], 0, 0)
    if isinstance(value, bool):
        return Node("true" if value else "false", 0, 0)
    if isinstance(value, dt.date | dt.time):
        return Node(value.isoformat(), 0, 0)
    return Node(str(value), 0, 0)

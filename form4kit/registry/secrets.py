"""Find a CCC in the registry, and keep it out of every message.

EDGAR's CCCs have eight characters, with a letter, a digit and one of `@ # $ *` among them.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from form4kit.edgar import ccc_scan
from form4kit.lazy_re import pattern
from form4kit.source.node import Node

_KEY = pattern(r"(?:\A|[_\W]|(?<=[a-z]))ccc(?:\Z|[_\W])", re.IGNORECASE)
_SHAPE = pattern(r"(?=\S*[A-Za-z])(?=\S*\d)(?=\S*[@#$*])\S{8}\Z")
_MAIL = pattern(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}\Z")
_WORD = pattern(r"\bccc\b", re.IGNORECASE)
_BETWEEN = pattern(r"[\s\"'`,;:]+")


class Pruned(NamedTuple):
    """A tree without what may be a CCC, and the paths where one stood."""

    node: Node
    paths: tuple[str, ...]


def lines_with_ccc(data: bytes) -> list[int]:
    """Return the lines of a file, comments included, that name a CCC with its value."""
    found = set(ccc_scan.lines_with_ccc(data))
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if _WORD.search(line) and repeats_ccc(line):
            found.add(number)
    return sorted(found)


def looks_like_ccc(text: str) -> bool:
    """Tell whether a value has the shape of a CCC; an e-mail address of eight characters has not."""
    return bool(_SHAPE.match(text)) and not _MAIL.match(text)


def repeats_ccc(message: str) -> bool:
    """Tell whether a message holds a word of the shape of a CCC."""
    return any(looks_like_ccc(word) for word in _BETWEEN.split(message))


def pruned(node: Node, path: str = "") -> Pruned:
    """Take out every member that is called CCC and has a value, and every value of its shape.

    Streets are left alone: `STE#1200` is a suite.
    """
    if isinstance(node.value, dict):
        kept, paths = {}, []
        for key, member in node.value.items():
            here = f"{path}.{key}" if path else key
            if key == "street":
                kept[key] = member
            elif looks_like_ccc(key):
                paths.append(path or "its keys")
            elif (_KEY.search(key) and member.value not in ("", [], {})) or _shaped(member):
                paths.append(here)
            else:
                kept[key], below = pruned(member, here)
                paths += below
        return Pruned(replace(node, value=kept), tuple(paths))
    if isinstance(node.value, list):
        members, paths = [], []
        for number, member in enumerate(node.value):
            if _shaped(member):
                paths.append(f"{path}[{number}]")
                continue
            inner, below = pruned(member, f"{path}[{number}]")
            members.append(inner)
            paths += below
        return Pruned(replace(node, value=members), tuple(paths))
    return Pruned(node, ())


def _shaped(node: Node) -> bool:
    return node.text is not None and looks_like_ccc(node.text)

"""Numbers that YAML cut at the commas between thousands: `{shares: 25,000}` is shares 25 and a key 000."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from form4kit.lazy_re import pattern
from form4kit.source.node import Node

_HEAD = pattern(r"\$?(\d{1,3})", re.ASCII)
_THOUSANDS = pattern(r"\d{3}(?:\.\d+)?", re.ASCII)


class CutNumber(NamedTuple):
    """A number cut in pieces: `key` holds the first, and the keys `rest` are the others."""

    key: str
    rest: tuple[str, ...]
    written: str
    plain: str


def cut_numbers(members: Mapping[str, Node]) -> Iterator[CutNumber]:
    """Yield the numbers of a mapping that lie in pieces.

    A piece is a key of three digits without a value that follows one to three digits. A number with the
    same piece twice, 1,000,000, cannot be told: the key stands twice, which is a fault of its own.
    """
    key, pieces = "", [""]
    for name, node in members.items():
        if pieces[0] and node.value == "" and _THOUSANDS.fullmatch(name):
            pieces.append(name)
            continue
        yield from _joined(key, pieces)
        head = _HEAD.fullmatch(node.text or "")
        key, pieces = name, [head[1] if head else ""]
    yield from _joined(key, pieces)


def _joined(key: str, pieces: list[str]) -> Iterator[CutNumber]:
    if len(pieces) > 1:
        yield CutNumber(key, tuple(pieces[1:]), ",".join(pieces), "".join(pieces))

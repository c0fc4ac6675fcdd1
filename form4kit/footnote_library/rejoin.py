"""Put a footnote reference together again that YAML has cut at a comma, and say how it is to be written.

Inside braces, `{price: 0 ^vesting(first=2026-03-01, parts=4)}` is a price and a key `parts=4)`. It is clear
what was meant, so the tree is mended, and the one finding says to quote the value.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from form4kit.draft.references import parse_marks
from form4kit.findings import Edit, Finding, Fix
from form4kit.footnote_library.faults import CUT
from form4kit.lazy_re import pattern
from form4kit.place import Path, Place
from form4kit.source.faults import DUPLICATE_KEY
from form4kit.source.node import Node

_OPEN = pattern(r"(?<!\S)\^[A-Za-z0-9_][A-Za-z0-9_.-]*\([^()]*\Z")
_KEY_NAMED = pattern(r'"([^"]*)"')


class _Rest(NamedTuple):
    """A part of a cut value that was taken for a key; `key` is None where it is not in the tree."""

    at: tuple[int, int]
    text: str
    key: str | None


def rejoin(root: Node, findings: Iterable[Finding]) -> tuple[Node, list[Finding]]:
    """Mend the cut references of a draft's tree; `findings` are those of reading it.

    Those that only say that a cut-off part stands there twice are left out, and one is added for each
    reference that was cut.
    """
    mender = _Mender(list(findings))
    if not any("(" in (text := node.text or "") and _OPEN.search(text) for node in root.scalars()):
        return root, mender.findings  # which is all but every draft
    return mender.mended(root, ()), mender.findings


class _Mender:
    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings

    def mended(self, node: Node, path: Path) -> Node:
        if isinstance(node.value, list):
            return replace(node, value=[self.mended(each, (*path, n)) for n, each in enumerate(node.value)])
        if isinstance(node.value, dict):
            members = self.members(node.value, path)
            return replace(
                node, value={key: self.mended(each, (*path, key)) for key, each in members.items()}
            )
        return node

    def members(self, members: dict[str, Node], path: Path) -> dict[str, Node]:
        """Give each cut value of a mapping its rest back, and take that out of the keys."""
        cut = [key for key, node in members.items() if node.text and _OPEN.search(node.text)]
        if not cut:
            return members
        rests = self.rests(members)
        written = [rest.text for rest in rests]
        for key in cut:
            node = members[key]
            parts = _closing(node, rests)
            if parts:
                whole = ", ".join([node.text or "", *(part.text for part in parts)])
                gone = {part.key for part in parts}
                members = {k: v for k, v in members.items() if k not in gone} | {
                    key: replace(node, value=whole)
                }
                alone = len(parts) == 1 and written.count(parts[0].text) == 1
                self.explain(members[key], (*path, key), parts, alone)
                rests = [rest for rest in rests if rest not in parts]
        return members

    def rests(self, members: dict[str, Node]) -> list[_Rest]:
        """Return what may be the rest of a value: keys without one, and keys refused as doubled."""
        found = [
            _Rest((node.key_line, node.key_column), key, key)
            for key, node in members.items()
            if node.text == ""
        ]
        for finding in self.findings:
            named = _KEY_NAMED.match(finding.message) if finding.rule == DUPLICATE_KEY.code else None
            if named:
                found.append(_Rest((finding.place.line, finding.place.column), named[1], None))
        return sorted(found, key=lambda rest: rest.at)

    def explain(self, node: Node, path: Path, parts: list[_Rest], alone: bool) -> None:
        """Say that a value was cut; `alone` tells that its rest is one key, and no other is like it."""
        places = {part.at for part in parts if part.key is None}
        self.findings = [
            each
            for each in self.findings
            if each.rule != DUPLICATE_KEY.code or (each.place.line, each.place.column) not in places
        ]
        quoted = f'"{node.text}"'
        message = f'YAML cuts this value at the comma: "{parts[0].text}" is taken for a key'
        fix = None
        if alone and '"' not in (node.text or ""):
            edits = (Edit("set", path, quoted), Edit("remove", (*path[:-1], parts[0].text)))
            fix = Fix("Put the value in quotes", edits)
        place = Place(path, node.line, node.column)
        self.findings.append(CUT.at(place, message, f"Put it in quotes: {path[-1]}: {quoted}", fix))


def _closing(node: Node, rests: list[_Rest]) -> list[_Rest]:
    """Return the parts after a cut value up to the one that closes its bracket; none where none does."""
    parts: list[_Rest] = []
    whole = node.text or ""
    for rest in rests:
        if rest.at < (node.line, node.column):
            continue
        parts.append(rest)
        whole = f"{whole}, {rest.text}"
        if ")" in rest.text:
            marked = parse_marks(whole)
            return parts if marked.marks and marked.stray is None else []
    return []

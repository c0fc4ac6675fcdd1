"""YAML to a tree of plain strings, from the parser's events.

Composing would resolve aliases and types and can crash on deep nesting; events let us keep every scalar
as text and refuse what a filing has no use for.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from form4kit.findings import Finding
from form4kit.place import Place
from form4kit.source.draft_faults import (
    ALIAS,
    CUT_SHORT,
    DEEPEST,
    DUPLICATE_KEY,
    NOT_A_MAPPING,
    ODD_KEY,
    SECOND_DOCUMENT,
    TAG,
    TOO_DEEP,
)
from form4kit.source.node import Node
from form4kit.source.size import LARGEST_FORM, MOST_VALUES, TOO_LARGE, megabytes
from form4kit.source.syntax import QUOTE, explain
from form4kit.source.text import control_characters, position, unfit_escape

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _at(mark: Any) -> Place:
    return Place((), mark.line + 1, mark.column + 1)


def compose(text: str) -> tuple[Node | None, list[Finding]]:
    """Read a draft's text into a tree; None where there is no tree to judge.

    A tree comes back beside findings such as a duplicate key, so that one run shows every fault.
    """
    if len(text) > LARGEST_FORM:
        message = f"{megabytes(len(text))}; a draft has {megabytes(LARGEST_FORM)} at most"
        return None, [TOO_LARGE.at(Place(), message, "Is this the right file?")]
    if text.count("^") > MOST_VALUES:
        place = position(text, text.index("^"))
        return None, [TOO_LARGE.at(place, f"more than {MOST_VALUES:,} carets", "Is this the right file?")]
    findings = control_characters(text)
    if findings:
        return None, findings
    builder = _Builder(text, findings)
    try:
        root = builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        findings.append(explain(error, text))
        return None, findings
    except _Stop:
        return None, findings
    if root is None or not isinstance(root.value, dict):
        place = Place((), root.line, root.column) if root else Place()
        findings.append(NOT_A_MAPPING.at(place, *_instead(root)))
        return None, findings
    return root, findings


def _instead(root: Node | None) -> tuple[str, str]:
    """Say what stands in a file in place of a draft, and what to do."""
    if root is not None and (root.text or "").startswith("<"):
        return "the file holds XML", "Name it .xml."
    empty = root is None or root.value == ""
    found = "the file is empty" if empty or root is None else f"the draft is {root.kind}"
    return found, "Start with `form:`, or with `form4kit new`."


class _Stop(Exception):
    """End the reading of a draft whose rest has no meaning."""


class _Builder:
    """Turn parser events into nodes, without recursion."""

    def __init__(self, text: str, findings: list[Finding]) -> None:
        self.lines = text.split("\n")
        self.findings = findings

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        open_nodes: list[tuple[Node, list[Node]]] = []  # a node and, for a mapping, its pending key
        documents = values = 0
        for event in events:
            kind = type(event).__name__
            values += not kind.endswith("EndEvent")
            if values > MOST_VALUES:
                message = f"more than {MOST_VALUES:,} values"
                hint = "Put fills into a CSV file; or is this the wrong file?"
                self.findings[:] = [TOO_LARGE.at(_at(event.start_mark), message, hint)]
                raise _Stop
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    hint = "Put it into a file of its own."
                    self.findings.append(SECOND_DOCUMENT.at(_at(event.start_mark), "a second document", hint))
                    return root
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                open_nodes.pop()
            elif kind in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"):
                node = self.node(event, kind)
                if open_nodes:
                    self.attach(open_nodes[-1], node)
                else:
                    root = node
                if kind.endswith("StartEvent"):
                    open_nodes.append((node, []))
                    if len(open_nodes) > DEEPEST:
                        message = f"more than {DEEPEST} levels deep"
                        self.findings.append(TOO_DEEP.at(_at(event.start_mark), message))
                        raise _Stop
        return root

    def node(self, event: Any, kind: str) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if kind == "AliasEvent":
            message = f'"*{event.anchor}" is read as an alias, not as text'
            self.findings.append(ALIAS.at(_at(mark), message, QUOTE))
            return Node("", line, column)
        if event.anchor:
            message = f'"&{event.anchor}" is read as an anchor, not as text'
            self.findings.append(ALIAS.at(_at(mark), message, QUOTE))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f'"{tag}" is read as a type, not as text'
            self.findings.append(TAG.at(_at(mark), message, QUOTE))
        if kind == "SequenceStartEvent":
            return Node([], line, column)
        if kind == "MappingStartEvent":
            return Node({}, line, column)
        if not event.style:
            self.check_cut(event)
        text: str = event.value
        if event.style in ("|", ">"):  # the block's own last line end is layout, not text
            text = text.removesuffix("\n")
        if event.style == '"' and (unfit := unfit_escape(text, _at(mark))):
            self.findings.append(unfit)
            raise _Stop
        return Node(text, line, column)

    def check_cut(self, event: Any) -> None:
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        found = _COMMENT_LIKE.match(line, end.column)
        if found:
            read = f'only "{_short(event.value)}"' if event.value else "nothing"
            message = f'{read} is read; "{_short(found[1])}" is taken for a comment'
            place = Place((), end.line + 1, found.start(1) + 1)
            self.findings.append(CUT_SHORT.at(place, message, QUOTE))

    def attach(self, parent: tuple[Node, list[Node]], node: Node) -> None:
        owner, pending = parent
        if isinstance(owner.value, list):
            owner.value.append(node)
        elif not pending:
            if not isinstance(node.value, str):
                self.findings.append(ODD_KEY.at(Place((), node.line, node.column), f"{node.kind} as a key"))
            pending.append(node)
        elif isinstance(owner.value, dict):
            key = pending.pop()
            node.key_line, node.key_column = key.line, key.column
            name = key.text or ""
            if name in owner.value:
                first = owner.value[name]
                message = f'"{name}" stands here a second time; the first is in line {first.key_line}'
                hint = "Join the two, or take one of them out."
                self.findings.append(DUPLICATE_KEY.at(Place((), key.line, key.column), message, hint))
            else:
                owner.value[name] = node


_COMMENT_LIKE = re.compile(r"[ \t]+(#[^\s#].*)")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."

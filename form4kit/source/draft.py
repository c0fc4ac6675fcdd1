"""YAML to a tree of plain strings, from the parser's events.

Composing would resolve aliases and types and can crash on deep nesting; events let us keep every scalar
as text and refuse what a filing has no use for.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from form4kit.findings import Authority, Fault, Finding, Severity
from form4kit.place import Place
from form4kit.source.node import Node
from form4kit.source.text import control_characters

DEEPEST = 24
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CITES = ("form4kit draft language",)
_QUOTE = "Put the value in double quotes."


def _fault(
    code: str, title: str, reason: str, bad: str, good: str, severity: Severity = Severity.ERROR
) -> Fault:
    return Fault(
        code=code,
        severity=severity,
        authority=Authority.PRACTICE,
        title=title,
        cites=_CITES,
        reason=reason,
        bad=bad,
        good=good,
    )


NOT_YAML = _fault(
    "YML01", "A draft is a YAML document.", "What cannot be read cannot be filed.", "form: [4", 'form: "4"'
)
DUPLICATE_KEY = _fault(
    "YML02",
    "A key stands once in a mapping.",
    "Most YAML readers keep the last of two and drop the first without a word.",
    "form: '4'\nform: '5'",
    "form: '4'",
)
ALIAS = _fault(
    "YML03",
    "A draft has no anchors and no aliases.",
    "A value written elsewhere hides from the reviewer, and a title such as *Restricted* would vanish.",
    "issuer: &a {cik: '1'}\nowners: [*a]",
    'remarks: "*as amended"',
)
TAB = _fault(
    "YML04",
    "A draft is indented with spaces.",
    "YAML forbids tabs, because editors show them at different widths.",
    "issuer:\n\tcik: '1'",
    "issuer:\n  cik: '1'",
)
SECOND_DOCUMENT = _fault(
    "YML05",
    "One file is one filing.",
    "A second document would be passed over and never filed.",
    "form: '4'\n---\nform: '4'",
    "form: '4'",
)
CUT_SHORT = _fault(
    "YML09",
    "A number sign after a blank starts a comment.",
    "`Smith #2` without quotes is read as `Smith`, so part of a name or an address would be lost.",
    "remarks: Suite #200",
    'remarks: "Suite #200"',
    Severity.WARNING,
)
TOO_DEEP = _fault(
    "YML10",
    "A draft is a few levels deep.",
    "No filing needs more; a file that does is damaged or hostile.",
    "form: " + "[" * (DEEPEST + 2),
    "form: '4'",
)
TAG = _fault(
    "YML11",
    "A draft has no YAML tags.",
    "An exclamation mark at the start of a value is taken for a type, and the value is lost.",
    "remarks: !note later",
    'remarks: "!note later"',
)
NOT_A_MAPPING = _fault(
    "YML12",
    "A draft is a mapping of keys to values.",
    "A filing starts with `form:`, `issuer:` and `owners:`.",
    "- form",
    "form: '4'",
)
ODD_KEY = _fault(
    "YML13",
    "A key is plain text.",
    "Lists and mappings as keys have no meaning in a filing.",
    "? [a, b]\n: c",
    "form: '4'",
)


def _at(mark: Any) -> Place:
    return Place((), mark.line + 1, mark.column + 1)


def compose(text: str) -> tuple[Node | None, list[Finding]]:
    """Read a draft's text into a tree; None where there is no tree to judge.

    A tree comes back beside findings such as a duplicate key, so that one run shows every fault.
    """
    findings = control_characters(text)
    if findings:
        return None, findings
    builder = _Builder(text, findings)
    try:
        root = builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        findings.append(_syntax(error, text))
        return None, findings
    except _Stop:
        return None, findings
    if root is None or not isinstance(root.value, dict):
        place = Place((), root.line, root.column) if root else Place()
        found = "the file is empty" if root is None or root.value == "" else f"the draft is {root.kind}"
        findings.append(NOT_A_MAPPING.at(place, found, "Start with `form:`, or with `form4kit new`."))
        return None, findings
    return root, findings


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
        documents = 0
        for event in events:
            kind = type(event).__name__
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
        place = _at(event.start_mark)
        if kind == "AliasEvent":
            message = f'"*{event.anchor}" is read as an alias, not as text'
            self.findings.append(ALIAS.at(place, message, _QUOTE))
            return Node("", place.line, place.column)
        if event.anchor:
            message = f'"&{event.anchor}" is read as an anchor, not as text'
            self.findings.append(ALIAS.at(place, message, _QUOTE))
        if event.tag is not None and event.tag != "!":
            message = f'"{event.tag}" is read as a type, not as text'
            self.findings.append(TAG.at(place, message, _QUOTE))
        if kind == "SequenceStartEvent":
            return Node([], place.line, place.column)
        if kind == "MappingStartEvent":
            return Node({}, place.line, place.column)
        if not event.style:
            self.check_cut(event)
        text: str = event.value
        if event.style in ("|", ">"):  # the block's own last line end is layout, not text
            text = text.removesuffix("\n")
        return Node(text, place.line, place.column)

    def check_cut(self, event: Any) -> None:
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        found = _COMMENT_LIKE.match(rest)
        if found and event.value:
            message = f'only "{_short(event.value)}" is read; "{found[1]}" is taken for a comment'
            place = Place((), end.line + 1, end.column + found.start(1) + 1)
            self.findings.append(CUT_SHORT.at(place, message, _QUOTE))

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
                self.findings.append(DUPLICATE_KEY.at(Place((), key.line, key.column), message))
            else:
                owner.value[name] = node


_COMMENT_LIKE = re.compile(r"[ \t]+(#[^\s#].*)")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def _syntax(error: yaml.YAMLError, text: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = _at(mark) if mark else Place()
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or "not YAML")
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "\t" in line[: place.column] or "'\\t'" in problem:
        column = line.find("\t") + 1 or place.column
        return TAB.at(Place((), place.line, column), "a tab in the indentation", "Use spaces.")
    for words, message, hint in _EXPLAINED:
        if words in problem:
            return NOT_YAML.at(place, message, hint)
    return NOT_YAML.at(place, problem, "Check quotes, brackets and indentation.")


_EXPLAINED = (
    (
        "mapping values are not allowed",
        "a second colon in one value",
        'Put the value in double quotes: "by: her trust".',
    ),
    ("could not find expected ':'", "a line without a colon after its key", "Write `key: value`."),
    ("did not find expected key", "a key or the end of the mapping is wanted here", "Check the indentation."),
    ("did not find expected ',' or", "a list or mapping is not closed", "Check brackets, commas and quotes."),
    ("unexpected end of stream", "a quote is opened and never closed", "Close the quote."),
    ("found character that cannot start", "this character cannot start a value", _QUOTE),
    ("while scanning a quoted", "a quote is opened and never closed", "Close the quote."),
)

"""YAML to a tree of plain strings, from the parser's events.

Composing would resolve aliases and types and can crash on deep nesting; events let us keep every scalar
as text and refuse what a filing has no use for.
"""

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.source.decode import control_characters, position, unfit_escape
from form4kit.source.faults import (
    ALIAS,
    CUT_SHORT,
    DUPLICATE_KEY,
    NOT_A_MAPPING,
    ODD_KEY,
    SECOND_DOCUMENT,
    TAG,
    TOO_DEEP,
    TOO_LARGE,
)
from form4kit.source.limits import (
    DEEPEST,
    LARGEST_FORM,
    LONGEST_NAME,
    MOST_CARETS,
    MOST_DIRECTIVES,
    MOST_FAULTS,
    MOST_MARKS,
    MOST_VALUES,
    megabytes,
)
from form4kit.source.node import Node
from form4kit.source.yaml_errors import QUOTE, explain

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MASSES = (("^", MOST_CARETS, "carets"), ("\n%", MOST_DIRECTIVES, "lines that begin with %"))
_STARTS = frozenset([MappingStartEvent, SequenceStartEvent])
_VALUES = _STARTS | {ScalarEvent, AliasEvent}
_ENDS = frozenset([MappingEndEvent, SequenceEndEvent])


def _at(mark: Any) -> Place:
    return Place((), mark.line + 1, mark.column + 1)


def compose(text: str) -> tuple[Node | None, list[Finding]]:
    """Read a draft's text into a tree; None where there is no tree to judge.

    A tree comes back beside findings such as a duplicate key, so that one run shows every fault.
    """
    if len(text) > LARGEST_FORM:
        message = f"{megabytes(len(text))}; a draft has {megabytes(LARGEST_FORM)} at most"
        return None, [TOO_LARGE.at(Place(), message, "Is this the right file?")]
    for sign, most, words in _MASSES:
        if text.count(sign) > most:
            place = position(text, text.index(sign) + len(sign) - 1)
            return None, [TOO_LARGE.at(place, f"more than {most:,} {words}", "Is this the right file?")]
    findings = control_characters(text)
    if findings:
        return None, findings
    builder = _Builder(text, findings)
    try:
        root = builder.build(iter(_LOADER(text).get_event, None))
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
    found = "the file is empty" if empty or root is None else f"the file is {root.kind}"
    return found, "Start with `form:`, or with `form4kit new`."


class _Stop(Exception):
    """End the reading of a draft whose rest has no meaning."""


class _Builder:
    """Turn parser events into nodes, without recursion."""

    def __init__(self, text: str, findings: list[Finding]) -> None:
        self.lines = text.split("\n")
        self.comments, self.carets = "#" in text, "^" in text
        self.faults = 0
        self.findings = findings

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        open_nodes: list[_Open] = []
        documents = values = 0
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                node = self.scalar(event)
            elif kind in _VALUES:
                node = self.other(event)
            else:
                if kind in _ENDS:
                    open_nodes.pop()
                elif kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self.second(event)
                        break
                continue
            if not open_nodes:
                root = node
            elif (key := open_nodes[-1].key) is not None:
                open_nodes[-1].key = None
                self.enter(open_nodes[-1].members, key, node)
            else:
                self.begin(open_nodes[-1], node)
            if kind is not ScalarEvent and kind in _STARTS:
                open_nodes.append(_Open(node))
            values += 1
            if values > MOST_VALUES or len(open_nodes) > DEEPEST:
                self.stop(event, len(open_nodes))
            if self.faults > MOST_FAULTS:
                self.refuse(_at(event.start_mark), f"more than {MOST_FAULTS} errors", "Is this a draft?")
        return root

    def second(self, event: Any) -> None:
        """Object to a second document; what it holds is not read."""
        message, hint = "a second document", "Put it into a file of its own."
        self.findings.append(SECOND_DOCUMENT.at(_at(event.start_mark), message, hint))

    def stop(self, event: Any, depth: int) -> NoReturn:
        """End at a draft that is too deep or too long to be one."""
        if depth > DEEPEST:
            self.findings.append(TOO_DEEP.at(_at(event.start_mark), f"more than {DEEPEST} levels deep"))
        else:
            hint = "Put fills into a CSV file; or is this the wrong file?"
            self.refuse(_at(event.start_mark), f"more than {MOST_VALUES:,} values", hint)
        raise _Stop

    def refuse(self, place: Place, message: str, hint: str = "Is this the right file?") -> NoReturn:
        """End with one line in place of all that was found before."""
        self.findings[:] = [TOO_LARGE.at(place, message, hint)]
        raise _Stop

    def scalar(self, event: Any) -> Node:
        mark, text, style = event.start_mark, event.value, event.style
        if event.anchor or event.tag is not None:
            self.object_to(event)
        if self.carets and text.count("^") > MOST_MARKS:
            self.refuse(_at(mark), f"more than {MOST_MARKS} carets in one value")
        if not style:
            if self.comments:
                self.check_cut(event)
        elif style in "|>":  # the block's own last line end is layout, not text
            text = text.removesuffix("\n")
        elif style == '"' and (unfit := unfit_escape(text, _at(mark))):
            self.findings.append(unfit)
            raise _Stop
        return Node(text, mark.line + 1, mark.column + 1)

    def other(self, event: Any) -> Node:
        """Return a list or a mapping, still empty; or what stands for an alias."""
        mark, kind = event.start_mark, type(event)
        line, column = mark.line + 1, mark.column + 1
        if kind is AliasEvent:
            message = f'"*{event.anchor}" is read as an alias, not as text'
            self.object(ALIAS.at(_at(mark), message, QUOTE))
            return Node("", line, column)
        self.object_to(event)
        return Node([] if kind is SequenceStartEvent else {}, line, column)

    def object(self, finding: Finding) -> None:
        """Take an error, and count it."""
        self.findings.append(finding)
        self.faults += 1

    def object_to(self, event: Any) -> None:
        """Object to an anchor or a type, which are no text."""
        if event.anchor:
            message = f'"&{event.anchor}" is read as an anchor, not as text'
            self.object(ALIAS.at(_at(event.start_mark), message, QUOTE))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f'"{tag}" is read as a type, not as text'
            self.object(TAG.at(_at(event.start_mark), message, QUOTE))

    def check_cut(self, event: Any) -> None:
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        found = _COMMENT_LIKE.match(line, end.column)
        if found:
            read = f'only "{_short(event.value)}"' if event.value else "nothing"
            message = f'{read} is read; "{_short(found[1])}" is taken for a comment'
            place = Place((), end.line + 1, found.start(1) + 1)
            self.findings.append(CUT_SHORT.at(place, message, QUOTE))

    def begin(self, owner: "_Open", node: Node) -> None:
        """Take a member of a list, or the key of a member to come."""
        if owner.items is not None:
            owner.items.append(node)
            return
        if not isinstance(node.value, str):
            self.object(ODD_KEY.at(Place((), node.line, node.column), f"{node.kind} as a key"))
        owner.key = node

    def enter(self, members: dict[str, Node], key: Node, node: Node) -> None:
        """Enter a member of a mapping under its key; of two with one key the first counts."""
        node.key_line, node.key_column = key.line, key.column
        name = key.text or ""
        if len(name) > LONGEST_NAME:
            self.refuse(Place((), key.line, key.column), f"a key of {len(name):,} characters")
        if name in members:
            message = f'"{name}" stands here a second time; the first is in line {members[name].key_line}'
            hint = "Join the two, or take one of them out."
            self.object(DUPLICATE_KEY.at(Place((), key.line, key.column), message, hint))
        else:
            members[name] = node


class _Open:
    """A list or a mapping whose members are being read; of a mapping, the key whose value comes next."""

    __slots__ = ("items", "key", "members")

    def __init__(self, node: Node) -> None:
        self.items = node.value if isinstance(node.value, list) else None
        self.members = node.members
        self.key: Node | None = None


_COMMENT_LIKE = pattern(r"[ \t]+(#[^\s#].*)")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."

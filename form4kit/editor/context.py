"""Where in a draft the pointer stands while somebody types, in a text that need not parse.

A word that stands for nothing is put in the place of what is being typed, and the parser says where it is:
in the whole text, else in what stands above, else in the lines that enclose it, a quote closed if need be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from form4kit.editor.text import DraftText, Range, normal
from form4kit.editor.tree import Tree, TreePart
from form4kit.lazy_re import pattern
from form4kit.place import Path

What = Literal["key", "value", "mark", "parameter"]
_STAND_IN: Final = "Qj7xw0kz"
_WORD = r"[^\s\[\]{},:\"'#^]*"
_BEFORE = pattern(rf"{_WORD}\Z")
_AFTER = pattern(_WORD)
_MARK = pattern(r"(?:^|(?<=[\s\"'\[{,:]))\^(?P<typed>[A-Za-z0-9_.-]*)\Z")
_CALL = pattern(r"\^(?P<call>[A-Za-z0-9_.-]+)\((?P<given>[^()^]*?)(?P<typed>[\w=.-]*)\Z")
_NAME = pattern(r"[A-Za-z0-9_.-]*")
_REST = pattern(r"[^\n\"'\]},]*")
_ABOVE: Final = 400
"""The lines above the pointer that are searched for those that enclose it."""


@dataclass(frozen=True, slots=True)
class CursorContext:
    """What can be typed at a point: a key of the mapping at `path`, or its value, a footnote, a parameter.

    `typed` is what stands there already, and `range` what a completion takes the place of. `written` are
    the keys that the mapping has; `colon` says that one follows. `call` is the footnote within whose
    brackets the point is, and `given` what stands in them before it. `tree` is the text with a word that
    stands for nothing, `rest` the text without the line that is being typed.
    """

    what: What
    path: Path
    typed: str
    range: Range
    tree: Tree
    rest: Tree
    written: frozenset[str] = frozenset()
    colon: bool = False
    call: str = ""
    given: str = ""


def contexts(text: str, line: int, column: int) -> list[CursorContext]:
    """Return what can be typed at a point; nothing in a comment or within a text that runs on."""
    source = DraftText(normal(text))
    offset = source.offset(line, column)
    before = source.content[source.offset(line, 1) : offset]
    found = _CALL.search(before) or _MARK.search(before)
    return _of_mark(source, offset, found) if found else _of_word(source, offset, before)


def _of_mark(source: DraftText, offset: int, found: "re.Match[str]") -> list[CursorContext]:
    """Return the context of a reference to a footnote, or of a parameter in its brackets."""
    groups = {"call": "", "given": ""} | found.groupdict()
    what: What = "parameter" if groups["call"] else "mark"
    caret = offset - (found.end() - found.start())
    for tree, part in _readings(source, caret, _end(_REST, source, offset), _STAND_IN):
        start = offset - len(groups["typed"])
        stop = _end(_NAME, source, offset) if what == "mark" else offset
        range, rest = source.range(start, stop), _rest(source, offset)
        call, given = groups["call"], groups["given"]
        return [CursorContext(what, part.path, groups["typed"], range, tree, rest, call=call, given=given)]
    return []


def _of_word(source: DraftText, offset: int, before: str) -> list[CursorContext]:
    """Return the contexts of a word: a key where there is room for one, and a value."""
    found = _BEFORE.search(before)
    typed = found[0] if found else ""
    start, end = offset - len(typed), _end(_AFTER, source, offset)
    range, rest = source.range(start, end), source.content[end:].partition("\n")[0]
    colon = rest.lstrip(" ").startswith(":")
    contexts, without = [], _rest(source, offset)
    if _has_room_for_key(before.removesuffix(typed)):
        for tree, part in _readings(source, start, end, _STAND_IN if colon else f"{_STAND_IN}: "):
            if part.key == _STAND_IN:
                path, written = part.path[:-1], _keys(tree, part.path[:-1])
                contexts.append(CursorContext("key", path, typed, range, tree, without, written, colon))
            break
    for tree, part in _readings(source, start, end, _STAND_IN):
        if part.key != _STAND_IN and part.value.partition("^")[0].strip() == _STAND_IN:
            contexts.append(CursorContext("value", part.path, typed, range, tree, without))
        break
    return contexts


def _has_room_for_key(before: str) -> bool:
    bare = before.rstrip()
    return set(bare) <= set("- ") or bare.endswith(("{", ","))


def _keys(tree: Tree, path: Path) -> frozenset[str]:
    mapping = tree.find(path)
    children = mapping.children if mapping else []
    return frozenset(str(child.key) for child in children) - {_STAND_IN}


def _end(pattern: "re.Pattern[str]", source: DraftText, offset: int) -> int:
    found = pattern.match(source.content, offset)
    return found.end() if found else offset


def _readings(source: DraftText, start: int, end: int, stand_in: str) -> Iterator[tuple[Tree, TreePart]]:
    """Yield the readings of the text in which the stand-in has a place, the best first."""
    content = source.content
    above, around = f"{content[:start]}{stand_in}", f"{_enclosing(source, start)}{stand_in}"
    quotes = [quote for quote in "\"'" if quote in around]
    closed = [f"{text}{quote}" for text in (above, around) for quote in quotes]
    for text in (f"{above}{content[end:]}", above, *closed, around):
        tree = Tree(text)
        for part in tree.root.walk() if tree.root else ():
            if part.key == _STAND_IN or (part.kind == "text" and _STAND_IN in part.value):
                yield tree, part


def _rest(source: DraftText, offset: int) -> Tree:
    content = source.content
    start, end = content.rfind("\n", 0, offset) + 1, content.find("\n", offset)
    return Tree(content[:start] + (content[end + 1 :] if end >= 0 else ""))


def _enclosing(source: DraftText, offset: int) -> str:
    """Return a line up to an offset, under the lines above it that stand less and less indented."""
    line, column = source.point(offset)
    head = source.line(line)[: column - 1]
    kept, limit = [head], _indent(head) if head.strip() else column - 1
    for number in range(line - 1, max(line - _ABOVE, 0), -1):
        above = source.line(number)
        if above.strip() and not above.lstrip().startswith("#") and _indent(above) < limit:
            kept.append(above)
            limit = _indent(above)
    return "\n".join(reversed(kept))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

"""Lay a draft's text out: two spaces a level, no blanks at the ends of lines, one line end at the end.

Comments, order, quoting and blank lines stay. Each step is taken only where the draft reads the same after
it, value for value, so that nothing that is filed can change.
"""

from collections.abc import Callable, Iterator
from typing import Final

from form4kit.editor.text import Range, Replacement, normal
from form4kit.editor.tree import Tree, TreePart, tree_of
from form4kit.lazy_re import pattern
from form4kit.source.node import Plain
from form4kit.source.yaml_tree import compose

_UP_TO_DASH = pattern(r"(?:\s|#[^\n]*)*")
STEP: Final = 2
"""The spaces by which a level is indented."""


def formatted(text: str) -> str:
    """Return a draft laid out, with its own line ends; one that cannot be read to its end is left alone."""
    content = normal(text)
    meant = _read(content)
    if meant is None:
        return text
    for step in _STEPS:
        changed = step(tree_of(content))
        if changed != content and _read(changed) == meant:
            content = changed
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + (content.replace("\n", "\r\n") if "\r\n" in text else content)


def layout_edits(text: str) -> list[Replacement]:
    """Return the edits that lay a draft out, a line at a time; ends of the text that move make it one."""
    before, after = normal(text).split("\n"), normal(formatted(text)).split("\n")
    if len(before) != len(after):
        return [Replacement(Range(1, 1, len(before), len(before[-1]) + 1), "\n".join(after))]
    changed = ((n, old, new) for n, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new)
    return [Replacement(Range(n, 1, n, len(old) + 1), new) for n, old, new in changed]


def _read(content: str) -> "Plain | None":
    """Return what a draft says, its keys in order; None where something in it cannot be read for certain."""
    root, findings = compose(content)
    if root is None or any(each.blocks for each in findings):
        return None
    return root.plain()


def _indented(tree: Tree) -> str:
    """Move each line by as much as the key or dash that it belongs to."""
    shifts = _shifts(tree)
    lines = tree.content.split("\n")
    kept = _inside(tree)
    shift = 0
    for number, line in enumerate(lines):
        shift = shifts.get(number, shift)
        if line.lstrip(" ").startswith("#") and number not in kept:
            shift = _of_comment(lines, number, shifts, shift)
        if line.strip():
            width = len(line) - len(line.lstrip(" "))
            lines[number] = " " * max(width + shift, 0) + line[width:]
    return "\n".join(lines)


def _of_comment(lines: list[str], number: int, shifts: dict[int, int], current: int) -> int:
    """Return the shift of a line of comment: that of what it stands above, where they stand in line."""
    width = len(lines[number]) - len(lines[number].lstrip(" "))
    following = next((n for n in range(number + 1, len(lines)) if n in shifts), None)
    if following is None:
        return current
    indent = len(lines[following]) - len(lines[following].lstrip(" "))
    return shifts[following] if indent == width else current


def _shifts(tree: Tree) -> dict[int, int]:
    """Return for each line on which a key or a dash begins by how much it moves."""
    found: dict[int, int] = {}
    root = tree.root
    pending: list[tuple[TreePart, int]] = [(root, 0)] if root else []
    while pending:
        part, column = pending.pop()
        if part.kind == "text" or part.flow:
            continue
        end = part.start
        for child in part.children:
            start = _dash(tree, end) if part.kind == "list" else child.key_start
            line, old = tree.point(start)
            found.setdefault(line - 1, column - (old - 1))
            beside = part.kind == "list" and tree.point(child.start)[0] == line
            pending.append((child, column + (child.start - start if beside else STEP)))
            end = child.end
    return found


def _dash(tree: Tree, offset: int) -> int:
    """Return the offset of the dash that stands next, behind blanks and comments."""
    found = _UP_TO_DASH.match(tree.content, offset)
    return found.end() if found else offset


def _without_blanks(tree: Tree) -> str:
    """Take the blanks from the ends of lines, outside of texts that run over several lines."""
    kept = _inside(tree)
    lines = tree.content.split("\n")
    return "\n".join(line if n in kept else line.rstrip(" \t") for n, line in enumerate(lines))


def _inside(tree: Tree) -> frozenset[int]:
    """Return the lines, from 0, that a text of several lines fills to their end."""
    return frozenset(number for part in _texts(tree) for number in _lines(tree, part))


def _texts(tree: Tree) -> Iterator[TreePart]:
    for part in tree.root.walk() if tree.root else ():
        if part.kind == "text":
            yield part


def _lines(tree: Tree, part: TreePart) -> range:
    first, last = tree.point(part.start)[0], tree.point(part.end)[0]
    return range(first if part.style in ("|", ">") else first - 1, last - 1)


def _ended(tree: Tree) -> str:
    """End the text with one line end."""
    return tree.content.rstrip("\n") + "\n"


_STEPS: tuple[Callable[[Tree], str], ...] = (_indented, _without_blanks, _ended)

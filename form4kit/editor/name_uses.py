"""Where a draft's text refers to footnotes and to positions, by offsets that an edit can use."""

from collections.abc import Iterator
from typing import NamedTuple

from form4kit.draft.references import parse_marks
from form4kit.editor.tree import Tree, TreePart
from form4kit.events.positions import EARLIER
from form4kit.events.splits import ADJUST

_REFER = ("non_derivative", "derivative", "positions", "events")
_NO_NAMES = (("positions", EARLIER), ("positions", ADJUST))
_SIDES = ("from", "to", "delivers")


class Use(NamedTuple):
    """A name where it is written, from `start` to `end`; `whole` is the reference with its brackets."""

    name: str
    start: int
    end: int
    whole: str
    part: TreePart


def footnote_uses(tree: Tree) -> Iterator[Use]:
    """Yield every reference to a footnote, in the order written; the offsets are those of the bare name."""
    for part in _scalars(tree):
        if part.path[0] in _REFER and part.path[:2] not in _NO_NAMES:
            yield from uses_in(tree, part)


def uses_in(tree: Tree, part: TreePart) -> Iterator[Use]:
    """Yield the references to footnotes of one scalar, where what is written is what is read."""
    if "^" not in part.value:
        return
    written, start = tree.raw(part)
    there = parse_marks(written).marks
    if [_bare(name) for name, _ in there] != [_bare(name) for name, _ in parse_marks(part.value).marks]:
        return
    for whole, offset in there:
        name, begin = _bare(whole), start + offset + 1
        yield Use(name, begin, begin + len(name), whole, part)


def hidden_uses(tree: Tree) -> bool:
    """Tell whether some reference is written with escapes, so that it cannot be edited safely."""
    for part in _scalars(tree):
        marks = parse_marks(part.value).marks if part.path[0] in _REFER and "^" in part.value else []
        if marks and not list(uses_in(tree, part)):
            return True
    return False


def position_uses(tree: Tree) -> Iterator[Use]:
    """Yield every place in the events that names a position, in the order written."""
    for part in _scalars(tree):
        if part.path[0] == "events" and part.key in _SIDES:
            name = (parse_marks(part.value).text or "").strip()
            written, start = tree.raw(part)
            if name and written.startswith(name):
                yield Use(name, start, start + len(name), name, part)


def definitions(tree: Tree, group: str) -> dict[str, TreePart]:
    """Return the footnotes or the positions that a draft defines, by their names."""
    part = tree.find((group,))
    found: dict[str, TreePart] = {}
    for child in part.children if part else ():
        if (group, child.key) not in _NO_NAMES and isinstance(child.key, str):
            found.setdefault(child.key, child)
    return found


def _scalars(tree: Tree) -> Iterator[TreePart]:
    for part in tree.root.walk() if tree.root else ():
        if part.kind == "text" and part.path:
            yield part


def _bare(reference: str) -> str:
    return reference.partition("(")[0]

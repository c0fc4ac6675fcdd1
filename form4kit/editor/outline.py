"""The parts of a draft as an editor lists them, in the form's own words."""

from dataclasses import dataclass
from typing import Literal

from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.schema_keys import described
from form4kit.editor.text import Range
from form4kit.editor.tree import Tree, TreePart
from form4kit.place import in_words

SymbolKind = Literal["field", "list", "row", "person", "footnote", "position", "event"]

_KINDS: dict[str, SymbolKind] = {
    "non_derivative": "row",
    "derivative": "row",
    "owners": "person",
    "signatures": "person",
    "footnotes": "footnote",
    "positions": "position",
    "events": "event",
}
_SHOWN = ("name", "security", "date", "code", "acquired", "disposed", "held", "shares", "owned_after", "file")
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of the draft: its name, a few of its values, the whole of it, and where its name stands."""

    name: str
    detail: str
    kind: SymbolKind
    range: Range
    selection: Range
    children: "tuple[Symbol, ...]" = ()


def symbols(judged: JudgedDraft) -> list[Symbol]:
    """Return the parts of a draft in the order written; of one half typed, those above the fault."""
    tree = judged.tree
    root = tree.root
    return [_symbol(tree, part) for part in root.children if _named(part)] if root else []


def folds(judged: JudgedDraft) -> list[Range]:
    """Return the parts of a draft that span several lines, which an editor may fold."""
    tree = judged.tree
    ranges = [tree.whole_range(part) for part in tree.root.walk() if part.path] if tree.root else []
    return sorted({(r.line, r.end_line): r for r in ranges if r.end_line > r.line}.values())


def _symbol(tree: Tree, part: TreePart) -> Symbol:
    top = str(part.path[0])
    inner = tuple(_entry(tree, child) for child in part.children if _named(child)) if top in _KINDS else ()
    title = (described(part.path) or {}).get("title", "")
    detail = _shortened(part.value) or title
    kind: SymbolKind = "list" if inner else "field"
    return Symbol(top or "?", detail, kind, tree.whole_range(part), tree.key_range(part), inner)


def _entry(tree: Tree, part: TreePart) -> Symbol:
    top = str(part.path[0])
    inner = part
    name = in_words(part.path) if isinstance(part.key, int) else str(part.key)
    if top == "events" and len(part.children) == 1:
        inner = part.children[0]
        name = f"{part.path[1]}: {inner.key}" if not isinstance(part.path[1], int) else str(inner.key)
    values = [child.value for key in _SHOWN if (child := inner.get(key)) and child.kind == "text"]
    detail = _shortened(part.value or " ".join(value for value in values if value))
    selection = tree.key_range(part) if part.key_end > part.key_start else tree.whole_range(part)
    return Symbol(name or "?", detail, _KINDS[top], tree.whole_range(part), selection)


def _named(part: TreePart) -> bool:
    return bool(part.path)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 3] + "..."

"""Add an entry to a mapping of a draft, in the layout that the mapping has."""

from form4kit.editor.text import Replacement
from form4kit.editor.tree import Tree, TreePart


def inserted(tree: Tree, mapping: TreePart, entry: str) -> Replacement | None:
    """Return the edit that adds an entry at the end of a mapping, in its own layout; None where none can."""
    if mapping.flow:
        return _in_brackets(tree, mapping, entry)
    first = mapping.children[0]
    column = tree.point(first.key_start)[1]
    indented = "\n".join(" " * (column - 1) + line for line in entry.split("\n"))
    end = _line_after(tree, mapping.children[-1])
    before = "" if tree.content[end - 1 : end] == "\n" else "\n"
    return Replacement(tree.range(end, end), f"{before}{indented}\n")


def _in_brackets(tree: Tree, mapping: TreePart, entry: str) -> Replacement | None:
    inside = tree.content[mapping.start : mapping.end]
    if "#" in inside:  # a comment may hold the last comma
        return None
    bare = inside[:-1].rstrip()
    at = mapping.start + len(bare)
    joint = "" if bare.endswith(("{", ",")) else ", "
    return Replacement(tree.range(at, at), (" " if bare.endswith(",") else joint) + entry)


def _line_after(tree: Tree, part: TreePart) -> int:
    """Return the offset of the line after a part, whose last blank lines may be part of a block."""
    while part.children and not part.flow:
        part = part.children[-1]
    if part.style in ("|", ">") and tree.content[part.end - 1 : part.end] == "\n":
        return part.end
    line_end = tree.content.find("\n", part.end)
    return len(tree.content) if line_end < 0 else line_end + 1

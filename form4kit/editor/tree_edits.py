"""Change one part of a draft's text and leave all else as it is written, byte for byte.

Each change is tried in the layout that stands there, and read back: it counts only where the draft then says
just what was wanted. Where a layout cannot be kept, for a comment inside brackets or an odd indentation, the
part is spelled anew: first a small one, then a larger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from form4kit.editor.text import normal
from form4kit.editor.tree import Tree, TreePart
from form4kit.place import Path
from form4kit.source.node import Plain
from form4kit.source.yaml_tree import compose
from form4kit.words import scalar

EditAction = Literal["set", "remove", "insert"]
_BLOCK = ("|", ">")


class CannotEdit(ValueError):
    """Say that a draft's text cannot be changed as wanted: it is no draft, or has no such part."""


@dataclass(frozen=True, slots=True)
class TreeEdit:
    """A change of one part: `path` is that of the part, for an `insert` the one that it then has.

    `value` is what stands there afterwards. `after` is the key behind which a new one is put, None for the
    first place. `written` are ways to write it that are tried first, as they stand in another text; the lines
    of a block begin at the first column.
    """

    action: EditAction
    path: Path
    value: Plain = ""
    after: str | None = None
    written: tuple[str, ...] = ()


def edited(text: str, edits: Sequence[TreeEdit]) -> str:
    """Return a draft's text with edits made in their order. Raises CannotEdit."""
    text = normal(text)
    for each in edits:
        text = _made(text, each)
    return text


def plain_of(text: str) -> Plain:
    """Return a draft's tree without its places. Raises CannotEdit where the text is no draft."""
    root, _ = compose(normal(text))
    if root is None:
        raise CannotEdit("the text cannot be read as a draft")
    return root.plain()


def with_edit(plain: Plain, edit: TreeEdit) -> Plain:
    """Return a tree with an edit made. Raises CannotEdit where it has no such part."""
    return _changed(plain, edit.path, edit)


def same(one: Plain, another: Plain) -> bool:
    """Tell whether two trees say the same; of what is blank, an empty list among it, all is alike."""
    if isinstance(one, dict) and isinstance(another, dict) and one and another:
        return list(one) == list(another) and all(same(one[key], another[key]) for key in one)
    if isinstance(one, list) and isinstance(another, list):
        return len(one) == len(another) and all(map(same, one, another))
    return one == another or (not one and not another)


def spelled(value: Plain) -> str:
    """Spell a value on one line, so that it may stand within brackets."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{scalar(key, flow=True)}: {spelled(each)}" for key, each in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(spelled, value)) + "]"
    return scalar(value, number=True, flow=True) if value else '""'


def block_of(tree: Tree, part: TreePart) -> str:
    """Return how the value of a part is written, its lines moved so that they begin at the first column."""
    start, end = part.start, tree.last(part)
    written = tree.content[start:end]
    if "\n" not in written:
        return written
    first, *rest = written.split("\n")
    inline = part.kind == "text" or part.flow
    ends = (len(line) - len(line.lstrip(" ")) for line in rest if line.strip())
    column = min(ends, default=0) if inline else tree.point(start)[1] - 1
    if any(line[:column].strip() for line in rest):
        return written
    return "\n".join([first, *(line[column:] for line in rest)])


def _made(text: str, edit: TreeEdit) -> str:
    wanted = with_edit(plain_of(text), edit)
    while True:
        for candidate in _candidates(Tree(text), edit):
            root, _ = compose(candidate)
            if root is not None and same(root.plain(), wanted):
                return candidate
        if not edit.path:
            raise CannotEdit("the draft cannot be changed as it is written")
        parent = edit.path[:-1]
        value = _at(wanted, parent)
        if not parent and isinstance(value, dict):
            return "".join(f"{scalar(key)}: {spelled(each)}\n" for key, each in value.items())
        edit = TreeEdit("set", parent, value)


def _candidates(tree: Tree, edit: TreeEdit) -> Iterator[str]:
    if edit.action == "remove":
        part = tree.find(edit.path)
        owner = tree.find(edit.path[:-1])
        if part is not None and owner is not None:
            yield from _without(tree, owner, part)
        return
    for written in (*edit.written, spelled(edit.value)):
        if edit.action == "set":
            yield from _set(tree, tree.find(edit.path), written)
        else:
            yield from _inserted(tree, tree.find(edit.path[:-1]), edit, written)


def _set(tree: Tree, part: TreePart | None, written: str) -> Iterator[str]:
    if part is None:
        return
    content, start, end = tree.content, part.start, tree.last(part)
    column = tree.point(part.key_start)[1] - 1
    blank = " " if content[start - 1 : start] not in ("", " ", "\n") else ""
    if "\n" in written and not written.startswith(_BLOCK):
        deeper = _moved("\n" + written, column + 2)
        yield content[: part.key_end + 1] + deeper + content[end:]
    if content[part.key_end + 1 : start].count("\n"):  # a block below its key: the value goes behind the key
        yield content[: part.key_end + 1] + " " + _moved(written, column + 2) + content[end:]
    yield content[:start] + blank + _moved(written, column + 2) + content[end:]


def _inserted(tree: Tree, owner: TreePart | None, edit: TreeEdit, written: str) -> Iterator[str]:
    if owner is None:
        return
    key = edit.path[-1]
    if owner.kind == "text" or not owner.children:
        own = f"[{written}]" if isinstance(key, int) else f"{{{scalar(str(key), flow=True)}: {written}}}"
        yield from _set(tree, owner, own)
        return
    if isinstance(key, int):
        before = owner.children[key - 1] if key else None
        yield from _new_item(tree, owner, before, written)
    else:
        before = owner.get(edit.after) if edit.after is not None else None
        yield from _new_member(tree, owner, before, scalar(key, flow=owner.flow), written)


def _new_member(
    tree: Tree, owner: TreePart, before: TreePart | None, key: str, written: str
) -> Iterator[str]:
    if owner.flow:
        yield from _in_brackets(tree, owner, before, f"{key}: {written}")
        return
    column = tree.point(owner.children[0].key_start)[1] - 1
    inline = _moved(f"{key}: {written}", column, hanging=2)
    below = _moved(f"{key}:\n{_moved(written, 2, first=True)}", column)
    for entry in (below, inline) if "\n" in written and not written.startswith(_BLOCK) else (inline,):
        if before is not None:
            yield _after(tree, before, " " * column + entry)
        else:
            start = owner.children[0].key_start
            yield tree.content[:start] + entry + "\n" + " " * column + tree.content[start:]


def _new_item(tree: Tree, owner: TreePart, before: TreePart | None, written: str) -> Iterator[str]:
    if owner.flow:
        yield from _in_brackets(tree, owner, before, written)
        return
    column = tree.point(owner.start)[1] - 1
    entry = "- " + _moved(written, column + 2)
    if before is not None:
        yield _after(tree, before, " " * column + entry)
    else:
        yield tree.content[: owner.start] + entry + "\n" + " " * column + tree.content[owner.start :]


def _in_brackets(tree: Tree, owner: TreePart, before: TreePart | None, entry: str) -> Iterator[str]:
    content = tree.content
    if before is None:
        yield content[: owner.start + 1] + entry + ", " + content[owner.start + 1 :]
    else:
        yield content[: before.end] + ", " + entry + content[before.end :]


def _after(tree: Tree, part: TreePart, entry: str) -> str:
    at = line_after(tree, part)
    joint = "" if tree.content[at - 1 : at] == "\n" else "\n"
    return tree.content[:at] + joint + entry + "\n" + tree.content[at:]


def _without(tree: Tree, owner: TreePart, part: TreePart) -> Iterator[str]:
    content, at = tree.content, owner.children.index(part)
    if owner.flow:
        if at + 1 < len(owner.children):
            yield content[: part.key_start] + content[owner.children[at + 1].key_start :]
        start = owner.children[at - 1].end if at else owner.start + 1
        rest = content[part.end :].lstrip()
        yield content[:start] + (rest[1:] if rest.startswith(",") and not at else content[part.end :])
        return
    start = part.key_start if owner.kind == "mapping" else content.rfind("-", 0, part.start)
    line_start, end = content.rfind("\n", 0, start) + 1, line_after(tree, part)
    if not content[line_start:start].strip():
        yield content[:line_start] + content[end:]
    elif at + 1 < len(owner.children):
        follows = owner.children[at + 1]
        next_start = follows.key_start if owner.kind == "mapping" else content.rfind("-", 0, follows.start)
        yield content[:start] + content[next_start:]
    else:
        yield content[:start].rstrip(" ") + "\n" + content[end:]


def line_after(tree: Tree, part: TreePart) -> int:
    """Return the offset of the line after a part, whose last blank lines may be part of a block."""
    end = tree.last(part)
    line_end = tree.content.find("\n", end)
    return len(tree.content) if line_end < 0 else line_end + 1


def _moved(written: str, column: int, *, hanging: int = 0, first: bool = False) -> str:
    """Put every line but the first further in, that one too where `first` says so."""
    head, *rest = written.split("\n")
    blank = " " * (column + hanging)
    return "\n".join(
        [f"{blank}{head}" if first else head, *(f"{blank}{line}" if line else line for line in rest)]
    )


def _at(plain: Plain, path: Path) -> Any:
    for step in path:
        plain = plain[step]  # type: ignore[index]
    return plain


def _changed(plain: Plain, path: Path, edit: TreeEdit) -> Plain:
    if not path:
        return edit.value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(plain) if isinstance(plain, list) else []
        if rest or edit.action != "insert":
            if step >= len(items):
                raise CannotEdit(f"nothing stands at {edit.path}")
            items[step : step + 1] = (
                [] if not rest and edit.action == "remove" else [_changed(items[step], rest, edit)]
            )
        else:
            items.insert(step, edit.value)
        return items
    members = dict(plain) if isinstance(plain, dict) else {}
    if not rest and edit.action == "insert":
        return _with_member(members, step, edit)
    if step not in members:
        raise CannotEdit(f"nothing stands at {edit.path}")
    if not rest and edit.action == "remove":
        del members[step]
    else:
        members[step] = _changed(members[step], rest, edit)
    return members


def _with_member(members: dict[str, Plain], key: str, edit: TreeEdit) -> dict[str, Plain]:
    if key in members:
        raise CannotEdit(f"{key} stands there already")
    before = list(members).index(edit.after) + 1 if edit.after in members else 0
    entries = list(members.items())
    return dict([*entries[:before], (key, edit.value), *entries[before:]])

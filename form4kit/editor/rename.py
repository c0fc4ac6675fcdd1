"""Follow a footnote or a position by its name: where it is defined and used, and call it otherwise."""

import re
from dataclasses import dataclass
from typing import Literal

from form4kit.draft.footnote_numbers import PLAN_NOTE
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.name_uses import Use, definitions, footnote_uses, hidden_uses, position_uses
from form4kit.editor.registry_links import Location, company_file, file_named, note_file, person_file
from form4kit.editor.text import Range, Replacement
from form4kit.editor.tree import TreePart
from form4kit.footnote_library.standard import standard
from form4kit.lazy_re import pattern
from form4kit.place import Path

NameGroup = Literal["footnotes", "positions"]
_FIT = pattern(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z", re.ASCII)
_RESERVED = ("from", "adjust")


@dataclass(frozen=True, slots=True)
class Name:
    """A name under the pointer: of a footnote or of a position, and the range in which it is written."""

    group: NameGroup
    text: str
    range: Range

    @property
    def what(self) -> str:
        """What it names, in a word."""
        return self.group.removesuffix("s")


def name_at(judged: JudgedDraft, line: int, column: int) -> Name | None:
    """Return the name of a footnote or a position at a point; None where there is none."""
    tree = judged.tree
    offset = tree.offset(line, column)
    for group in _GROUPS:
        for name, part in definitions(tree, group).items():
            start, end = _key(judged, part)
            if part.key_start <= offset <= part.key_end:
                return Name(group, name, tree.range(start, end))
        for use in _uses(judged, group):
            if use.start - (group == "footnotes") <= offset <= use.end:
                return Name(group, use.name, tree.range(use.start, use.end))
    return None


def definition(judged: JudgedDraft, line: int, column: int) -> list[Location]:
    """Return where the word at a point is defined: in the draft, in the registry, or a file it names."""
    name = name_at(judged, line, column)
    if name is not None:
        part = definitions(judged.tree, name.group).get(name.text)
        if part is not None:
            return [Location(None, judged.tree.range(*_key(judged, part)))]
        return note_file(judged, name.text) if name.group == "footnotes" else []
    part = judged.tree.at(line, column)
    if part is None or part.kind != "text":
        return []
    return _outside(judged, part.path, part.value.strip())


def _outside(judged: JudgedDraft, path: Path, written: str) -> list[Location]:
    if path[:1] == ("issuer",) and path[-1] in ("issuer", "name"):
        return company_file(judged, written)
    if path[:1] == ("owners",) and (len(path) == 2 or path[-1] == "name"):
        return person_file(judged, written)
    if path[:2] == ("positions", "from") or path[-1:] in (("fills",), ("file",)):
        return file_named(judged, written)
    return []


def references(judged: JudgedDraft, line: int, column: int, *, declared: bool = True) -> list[Range]:
    """Return every range that holds the name at a point; `declared` counts its definition too."""
    name = name_at(judged, line, column)
    if name is None:
        return []
    part = definitions(judged.tree, name.group).get(name.text) if declared else None
    found = [_key(judged, part)] if part else []
    found += [(use.start, use.end) for use in _uses(judged, name.group) if use.name == name.text]
    return [judged.tree.range(start, end) for start, end in sorted(found)]


def rename(judged: JudgedDraft, line: int, column: int, new: str) -> list[Replacement] | str:
    """Return the edits that call a footnote or a position otherwise everywhere, or say why it cannot be."""
    name = name_at(judged, line, column)
    if name is None:
        return "A footnote or a position can be renamed; there is none here."
    part = definitions(judged.tree, name.group).get(name.text)
    refused = unfit(judged, name) or _taken(judged, name, new)
    if refused or part is None:
        return refused
    if new == name.text:
        return []
    ranges = [_key(judged, part)]
    ranges += [(u.start, u.end) for u in _uses(judged, name.group) if _means(u, name, judged)]
    return [Replacement(judged.tree.range(start, end), new) for start, end in sorted(ranges)]


def unfit(judged: JudgedDraft, name: Name) -> str:
    """Say why a name cannot be changed at all; empty where it can."""
    part = definitions(judged.tree, name.group).get(name.text)
    if part is None:
        return f"The {name.what} {name.text} is not defined in this draft."
    start, end = _key(judged, part)
    if judged.tree.content[start:end] != name.text or hidden_uses(judged.tree):
        return "A name here is written with escapes; rename it by hand."
    if not judged.tree.whole:
        return "The draft cannot be read to its end; mend that first, or a use might be missed."
    if _wanted(judged, name):
        return f"form4kit refers to {name.text} by this name; under another your words would not be found."
    return ""


def _taken(judged: JudgedDraft, name: Name, new: str) -> str:
    if not _FIT.match(new):
        return f'"{new}" cannot be a name: letters, digits, hyphens, underscores and periods, no blanks.'
    if new == name.text:
        return ""
    if name.group == "positions" and new in _RESERVED:
        return f"`{new}` is no name for a position: it says where balances come from."
    known = set(definitions(judged.tree, name.group)) | {use.name for use in _uses(judged, name.group)}
    if name.group == "positions" and judged.outcome.working:
        known |= {line.position for line in judged.outcome.working.balances}
    if new in known:
        return f"There is a {name.what} {new} already."
    if name.group == "footnotes" and _in_library(judged, new):
        where = "the registry" if new in judged.registry.footnotes else "form4kit's library"
        return f"{new} is a footnote of {where}; choose a name of your own."
    return ""


def _means(use: Use, name: Name, judged: JudgedDraft) -> bool:
    """Tell whether a use means what the draft defines: one with parameters may mean the library's."""
    return use.name == name.text and (use.whole == use.name or not _in_library(judged, name.text))


def _in_library(judged: JudgedDraft, name: str) -> bool:
    return name in judged.registry.footnotes or name in standard()


def _wanted(judged: JudgedDraft, name: Name) -> bool:
    """Tell whether form4kit itself refers to a footnote by this name, which the draft words anew."""
    if name.group != "footnotes" or not _in_library(judged, name.text):
        return False
    return judged.tree.find(("events",)) is not None or name.text == PLAN_NOTE


_GROUPS: tuple[NameGroup, ...] = ("footnotes", "positions")


def _uses(judged: JudgedDraft, group: NameGroup) -> list[Use]:
    find = footnote_uses if group == "footnotes" else position_uses
    return list(find(judged.tree))


def _key(judged: JudgedDraft, part: TreePart) -> tuple[int, int]:
    """Return the offsets of a key without its quotes."""
    written = judged.tree.content[part.key_start : part.key_end]
    inset = 1 if written[:1] in ("'", '"') else 0
    return part.key_start + inset, part.key_end - inset

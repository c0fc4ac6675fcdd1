"""Merge the texts of two drafts that were made of one; what neither changed stays byte for byte as theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

from form4kit.draft.merge import Change, MergeDifference, MergeSide, in_order, merge
from form4kit.editor.text import normal
from form4kit.editor.tree import Tree
from form4kit.editor.tree_edits import CannotEdit, TreeEdit, block_of, edited, plain_of, spelled

WHOLE = "whole"
"""The id of the one difference of texts that cannot be compared part by part."""


@dataclass(frozen=True, slots=True)
class MergedText:
    """What two texts come to: the text, as theirs where an answer is missing, what is asked, what was taken.

    `why` says why there is one difference for the whole, where a text cannot be read as a draft.
    """

    text: str
    asked: tuple[MergeDifference, ...] = ()
    taken: tuple[tuple[MergeSide, MergeDifference], ...] = ()
    why: str = ""


def merge_texts(
    base: str, mine: str, theirs: str, answers: Mapping[str, MergeSide] | None = None
) -> MergedText:
    """Merge three texts with the answers that there are, by the ids of differences. Never raises."""
    base, mine, theirs = normal(base), normal(mine), normal(theirs)
    if mine in (base, theirs):
        return MergedText(theirs)
    if theirs == base:
        return MergedText(mine)
    answers = answers or {}
    try:
        trees = plain_of(base), plain_of(mine), plain_of(theirs)
    except CannotEdit:
        return _as_one(base, mine, theirs, answers, "one of the two cannot be read as a draft")
    found = merge(*trees, answers)
    source = Tree(mine)
    try:
        text = edited(theirs, [_edit(each, source) for each in in_order(found.changes)])
    except CannotEdit as error:
        return _as_one(base, mine, theirs, answers, str(error))
    return MergedText(text, tuple(_still(found.asked, answers)), tuple(found.taken))


def shown(value: object) -> str:
    """Return a value of a difference on one line, shortened; empty where there is none."""
    text = "" if value is None else spelled(value)  # type: ignore[arg-type]
    return text if len(text) <= 200 else text[:197] + "..."


def _still(asked: list[MergeDifference], answers: Mapping[str, MergeSide]) -> list[MergeDifference]:
    return [each for each in asked if each.id not in answers]


def _edit(change: Change, source: Tree) -> TreeEdit:
    """Return the edit of theirs that makes a change, written as mine writes it."""
    path = change.path
    if change.action == "insert" and isinstance(path[-1], int):
        path = (*path[:-1], path[-1] + 1)
    part = source.find(change.source) if change.action != "remove" else None
    written = (block_of(source, part),) if part is not None else ()
    return TreeEdit(change.action, path, change.value, change.after, written)


def _as_one(base: str, mine: str, theirs: str, answers: Mapping[str, MergeSide], why: str) -> MergedText:
    difference = MergeDifference(WHOLE, "The whole text", base, mine, theirs)
    chosen = answers.get(WHOLE)
    return MergedText(mine if chosen == "mine" else theirs, () if chosen else (difference,), (), why)

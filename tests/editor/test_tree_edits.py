"""Edits of a draft's text: what was wanted is what it then says, and no other line is another."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4kit.editor.text import normal
from form4kit.editor.tree import Tree
from form4kit.editor.tree_edits import CannotEdit, TreeEdit, edited, plain_of, same, spelled, with_edit
from form4kit.source.node import Plain
from form4kit.source.yaml_tree import compose

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "examples").glob("*.yaml")), *sorted((ROOT / "tests/clean").glob("*.yaml"))]
TEXTS = [normal(file.read_text(encoding="utf-8")) for file in FILES]
VALUES: list[Plain] = ["250", "A, B: c", "0001", "true", {"a": "1", "b": ["x", "y"]}, ["q"], "Unit #2", ""]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
def test_an_edit_says_what_was_wanted_and_touches_nothing_else(text: str, seed: int) -> None:
    dice = random.Random(seed)
    tree = Tree(text)
    assert tree.root is not None
    part = dice.choice([each for each in tree.root.walk() if each.path])
    action = dice.choice(["set", "remove", "insert"])
    edit = TreeEdit("remove", part.path)
    if action == "set":
        edit = TreeEdit("set", part.path, dice.choice(VALUES))
    elif action == "insert":
        new = (part.key or 0) if isinstance(part.key, int) else "added"
        after = str(part.key) if dice.random() < 0.7 else None
        edit = TreeEdit("insert", (*part.path[:-1], new), dice.choice(VALUES), after)
    found = edited(text, [edit])
    assert same(plain_of(found), with_edit(plain_of(text), edit))
    before, after_lines = text.splitlines(), found.splitlines()
    first = text.count("\n", 0, part.key_start)
    last = text.count("\n", 0, tree.last(part)) + 1
    if action != "insert":
        dash = action == "remove" and before[first].lstrip().startswith("- ")
        assert after_lines[:first] == before[:first]
        rest = before[last + dash :]
        assert after_lines[len(after_lines) - len(rest) :] == rest
        return
    gone = [line for line in before if line not in after_lines]
    assert len(gone) <= 1
    assert not gone or gone[0].lstrip().startswith("- ") or set(gone[0]) & set("{[]}")


@pytest.mark.parametrize("value", VALUES)
def test_a_value_spelled_on_a_line_reads_back(value: Plain) -> None:
    root, findings = compose(f"a: [{spelled(value)}, x]\n")
    assert findings == []
    assert root is not None
    assert root.plain() == {"a": [value, "x"]}


def test_a_number_alone_changes_with_comment_quotes_and_layout_around_it() -> None:
    text = "a: {b: 500 , c: 1}  # 500\nd:\n  - 'e'   # e\n"
    edits = [TreeEdit("set", ("a", "b"), "250"), TreeEdit("set", ("d", 0), "f")]
    assert edited(text, edits) == "a: {b: 250 , c: 1}  # 500\nd:\n  - f   # e\n"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: [1\n", TreeEdit("set", ("a",), "2")),
        ("a: 1\n", TreeEdit("set", ("b",), "2")),
        ("a: 1\n", TreeEdit("insert", ("a",), "2")),
        ("a: [1]\n", TreeEdit("remove", ("a", 3))),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, edit: TreeEdit) -> None:
    with pytest.raises(CannotEdit):
        edited(text, [edit])

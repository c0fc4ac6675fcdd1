"""Every part of a draft has its place, in a draft with a fault too."""

from pathlib import Path

import pytest
from edited_drafts import BROKEN, EXAMPLES, ROWS, shown

from form4kit.editor.tree import tree_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("file", [*EXAMPLES, *BROKEN], ids=lambda file: file.name)
def test_every_part_stands_where_the_tree_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = tree_of(text)
    assert tree.root is not None and tree.whole is (file.name != "indented.yaml")
    for part in tree.root.walk():
        if part.path and isinstance(part.key, str):
            assert shown(text, tree.key_range(part)).strip("\"'") == part.key
        if part.kind == "text" and not part.style and "\n" not in tree.raw(part)[0]:
            assert shown(text, tree.value_range(part)) == part.value
        if part.path and part.key_start < part.end:
            found = tree.under(part.key_start)
            assert found is not None and found.path[: len(part.path)] == part.path


def test_what_stands_above_a_fault_is_still_known() -> None:
    tree = tree_of(ROWS + "remarks: a: b\n")
    assert not tree.whole
    assert tree.find(("signatures", 0, "name")) is not None

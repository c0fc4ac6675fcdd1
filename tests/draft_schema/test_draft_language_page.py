"""docs/draft-language.md: each key has words, and each example is a draft's own and reads as it is meant."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from clean_filings import CLEAN

from form4kit.draft_schema.check import check_shape
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "draft-language.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "schemas" / "filing.schema.json").read_text(encoding="utf-8"))
KEYS = re.findall(r"^- \*\*`(\w[\w-]*)`\*\* (.*?)(?: Example: `(.*)`)?$", PAGE, re.MULTILINE)
EXAMPLES = [(key, example) for key, _, example in KEYS if example]
TOP = dict(EXAMPLES[: len(SCHEMA["properties"])])


def plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: plain(member) for name, member in node.members.items()}
    return [plain(each) for each in node.items] if isinstance(node.value, list) else node.value


def text(value: Any) -> Any:
    """Return a value as a draft reads it: every scalar is text."""
    if isinstance(value, dict):
        return {name: text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [text(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def meant() -> list[tuple[str, Any]]:
    """Return the first example of every key of the schema, in the page's order."""
    found: list[tuple[str, Any]] = []
    for part in (SCHEMA, *SCHEMA["$defs"].values()):
        for key, entry in part.get("properties", {}).items():
            while "examples" not in entry and "$ref" in entry:
                entry = SCHEMA["$defs"][entry["$ref"].rpartition("/")[2]]
            if entry.get("examples"):
                found.append((key, entry["examples"][0]))
    return found


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[0])
def test_each_key_has_words(key: tuple[str, str, str]) -> None:
    name, words, example = key
    title, _, rest = words.partition(". ")
    assert title.strip(" .")
    assert len(rest) > 10, name
    assert example


@pytest.mark.parametrize(("shown", "wanted"), list(zip(EXAMPLES, meant(), strict=True)))
def test_each_example_reads_as_it_is_meant(shown: tuple[str, str], wanted: tuple[str, Any]) -> None:
    root, findings = compose(shown[1] + "\n")
    assert (root is not None, findings) == (True, [])
    assert root is not None
    assert plain(root) == {wanted[0]: text(wanted[1])}


def test_digits_that_are_no_number_stand_in_quotes() -> None:
    for key, example in EXAMPLES:
        if key in ("form", "cik", "zip", "edition"):
            assert re.fullmatch(rf'{key}: "[^"]+"|{key}: [A-Z]\w*', example), example


@pytest.mark.parametrize("key", TOP)
def test_each_example_of_the_top_runs(key: str) -> None:
    sound = (CLEAN / "4.yaml").read_text(encoding="utf-8")
    root, _ = compose(sound)
    added, _ = compose(TOP[key] + "\n")
    assert root is not None
    assert added is not None
    root.members.update(added.members)
    assert [each.message for each in check_shape(root)] == []

"""New drafts: each kind reads, has the shape of a draft, and is complete once its blanks are filled."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from form4kit.draft.read import read_draft
from form4kit.draft.templates import KINDS, SCHEMA_FILE, new_draft, schema_reference
from form4kit.draft_schema.check import check_shape
from form4kit.findings import Severity
from form4kit.law.codes import CODES
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.place import dotted
from form4kit.resources import resource
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose

BLANKS = Path(__file__).parents[1] / "data" / "new-blanks.yaml"
kinds = pytest.mark.parametrize("kind", KINDS)


def tree(text: str) -> Node:
    root, findings = compose(text)
    assert root is not None and not findings, findings
    return root


def blanks(root: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, Node]]:
    """Every value of a draft that is still to be written, by its path."""
    members: list[tuple[str | int, Node]] = [*root.members.items(), *enumerate(root.items)]
    for step, member in members:
        if member.value == "":
            yield dotted((*path, step)), member
        yield from blanks(member, (*path, step))


def filled(kind: str) -> str:
    """A new draft with its blanks filled from the table, each blank in it and none left over."""
    text = new_draft(kind)
    table = tree(BLANKS.read_text())
    values = {**table.members["every"].members, **table.members[kind].members}
    found = dict(blanks(tree(text)))
    assert list(found) != [] and set(found) == set(values)
    lines = text.split("\n")
    for path, blank in found.items():
        line = lines[blank.key_line - 1]
        colon = line.index(":", blank.key_column - 1) + 1
        lines[blank.key_line - 1] = f"{line[:colon]} {json.dumps(values[path].text)}{line[colon:]}"
    return "\n".join(lines)


@kinds
def test_a_new_draft_reads_and_has_the_shape_of_a_draft(kind: str) -> None:
    text = new_draft(kind)
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
    assert "include:" not in text and "TBD" not in text and text.endswith("\n")
    assert max(map(len, text.split("\n"))) <= 110
    assert check_shape(tree(text)) == []


@kinds
def test_what_can_be_switched_on_belongs_where_it_stands(kind: str) -> None:
    text = re.sub(r"^( *)# (?!yaml-language-server)", r"\1", new_draft(kind), flags=re.MULTILINE)
    assert text != new_draft(kind)
    assert check_shape(tree(text)) == []


@kinds
def test_a_filled_draft_has_nothing_left_to_fill_in(kind: str) -> None:
    root = tree(filled(kind))
    assert not list(blanks(root))
    assert check_shape(root) == []
    filing, findings = read_draft(root)
    assert findings == []
    assert all(row.code.text in CODES for row in filing.transactions)
    referred = {mark.name for row in filing.rows for mark in row.marks}
    assert referred == {note.name for note in filing.footnotes}


@kinds
def test_a_filled_draft_checks_clean(kind: str, tmp_path: Path) -> None:
    filed = dt.date(2026, 2, 17) if kind == "form5" else dt.date(2026, 11, 20)
    outcome = run_bytes(filled(kind).encode(), f"{kind}.yaml", tmp_path, Options(filed=filed))
    assert [f for f in outcome.findings if f.severity is not Severity.NOTE] == []
    assert outcome.written is not None


@kinds
def test_the_comments_say_when_it_is_due(kind: str) -> None:
    head = " ".join(line for line in new_draft(kind).split("\n") if line.startswith("##"))
    deadline = {"form3": "ten days", "form5": "45 days", "amendment": "General Instruction 9"}
    assert deadline[kind] in head


def test_every_template_is_a_kind() -> None:
    folder = resource("templates", "drafts")
    assert {path.stem for path in folder.glob("*.yaml")} == set(KINDS)


def test_an_unknown_kind_is_a_bug_of_the_caller() -> None:
    with pytest.raises(KeyError, match="form6"):
        new_draft("form6")


def test_the_schema_is_the_nearest_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repository" / "2026" / "11"
    inner.mkdir(parents=True)
    (tmp_path / SCHEMA_FILE).write_text("{}")
    (tmp_path / "repository" / "form4kit.toml").write_text("")
    assert schema_reference(inner) == SCHEMA_FILE
    (tmp_path / "repository" / SCHEMA_FILE).write_text("{}")
    assert schema_reference(inner) == f"../../{SCHEMA_FILE}"
    (inner / SCHEMA_FILE).write_text("{}")
    assert schema_reference(inner) == SCHEMA_FILE
    assert new_draft("form5", "../" + SCHEMA_FILE).startswith("# yaml-language-server: $schema=../filing")

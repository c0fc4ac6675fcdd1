"""docs/year-end.md: its example is run, and gives what the page says."""

import json
import re
from pathlib import Path

import pytest
from commands_run import form4kit

from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "year-end.md"


def test_the_example_is_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+) ([\w./-]+)\n(.*?)```", text, re.DOTALL)
    said = {name: block for language, name, block in blocks if language == "json"}
    for language, name, block in blocks:
        if language != "json":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(block)
    monkeypatch.chdir(tmp_path)
    (command,) = re.findall(r"^\$ form4kit (year-end .*)$", text, re.MULTILINE)
    done = form4kit(*command.split())
    assert done.code == 1, done.err
    for name, block in said.items():
        assert json.loads((tmp_path / name).read_text()) == json.loads(block)
    arrangements = (tmp_path / "year-end" / "item-408.txt").read_text()
    assert (
        "Antonio J. Reyes, Director: adopted a Rule 10b5-1 arrangement on 2026-03-02 (sales-2026)"
        in arrangements
    )
    assert arrangements.count("none") == 2 and "completed" in arrangements
    names = sorted(each.name for each in (tmp_path / "year-end").iterdir())
    assert names == [
        "filing.schema.json",
        "item-405.txt",
        "item-408.txt",
        "lindqvist-statement.txt",
        "reyes-form5.yaml",
        "summary.json",
    ]
    draft = tmp_path / "year-end" / "reyes-form5.yaml"
    outcome = run_bytes(draft.read_bytes(), draft.name, draft.parent, Options())
    assert not [each for each in outcome.findings if each.blocks and each.rule[:3] != "DUE"]


def test_every_key_of_the_page_is_one_that_is_read(tmp_path: Path) -> None:
    """The entries of the page have no problem, so that no key in them is passed over."""
    from form4kit.registry.load import registry_for

    for language, name, block in re.findall(r"```(\w+) ([\w./-]+)\n(.*?)```", PAGE.read_text(), re.DOTALL):
        if language != "json":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(block)
    registry = registry_for(tmp_path)
    assert registry.findings == ()
    assert [each.problems for each in (*registry.people.values(), *registry.companies.values())] == [
        (),
        (),
        (),
    ]

"""Answers that no page sends are refused in a line, whatever they are; nothing is written of them."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra form4kit[web]")

from start_kit import NOW, filed, set_up

from form4kit.steps.step_plan import StepPlan
from form4kit.storage.served_folder import ServedFolder
from form4kit.web import people_routes, record_routes, start_routes
from form4kit.web.responses import Refusal
from form4kit.web.workbench import Workbench

JUNK: tuple[Any, ...] = ("x", 1, [1], {"a": 1}, ["x", {"y": None}], True, {"name": "../x", "sha256": "0"})
KEYS = {
    "person": ("key", "values", "ended", "began", "power", "revoked", "plan", "remove"),
    "record": ("receipt", "copy", "folder"),
    "start": ("parts", "dropped", "companies", "still", "added", "powers", "acting"),
}
DOORS = {"person": people_routes, "record": record_routes, "start": start_routes}


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    set_up(tmp_path, ("a.xml", filed()))
    return Workbench(ServedFolder(tmp_path.resolve()), now=lambda: NOW)


@pytest.mark.parametrize(("door", "key"), [(door, key) for door in sorted(KEYS) for key in KEYS[door]])
def test_junk_is_refused_or_changes_nothing_outside(bench: Workbench, door: str, key: str) -> None:
    plan = DOORS[door].doors()[door].plan
    for junk in JUNK:
        answers = {"key": "reyes", "parts": ["company", "people", "powers", "acting"], key: junk}
        try:
            made = plan(bench, answers)
        except Refusal:
            continue
        assert isinstance(made, StepPlan)
        assert all(each.file.is_relative_to(bench.shelf.root) for each in made.writes)


@pytest.mark.parametrize("person", ["../../etc/passwd", "a/b", ".x", "reyes\0", "nobody", ""])
def test_a_power_of_nobody_is_refused(bench: Workbench, person: str) -> None:
    power = {"person": person, "attorneys": ["Thomas Abel"], "forms": ["4"], "signed": "2026-01-12"}
    made = start_routes.doors()["start"].plan(bench, {"parts": ["powers"], "powers": [power]})
    assert (made.refusals or made.questions) and not made.writes


def test_a_file_that_is_no_text_is_told_and_stays(bench: Workbench) -> None:
    file = bench.shelf.root / "people" / "reyes.yaml"
    file.write_bytes(b"cik: '1903446'\nname: R\xe9yes\n")
    power = {"person": "reyes", "attorneys": ["T A"], "forms": ["4"], "signed": "2026-01-12"}
    made = start_routes.doors()["start"].plan(bench, {"parts": ["powers"], "powers": [power]})
    assert [each.words for each in made.refusals] == ["people/reyes.yaml is not UTF-8: save it so first"]

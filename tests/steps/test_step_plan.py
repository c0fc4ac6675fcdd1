"""The hash of a plan stands for all that it says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from form4kit.steps.step_plan import PlannedRead, PlannedWrite, Question, StepPlan, StepRefusal

PLAN = StepPlan("One file is written.", (PlannedWrite(Path("a.txt"), b"after"),))

OTHERS = {
    "day": {"day": date(2026, 11, 30)},
    "fact": {"facts": {"cik": "0001903415"}},
    "question": {"questions": (Question("event-2.direction", "Who gave?"),)},
    "read": {"reads": (PlannedRead(Path("b.txt"), "00"),)},
    "refusal": {"refusals": (StepRefusal("EXH22", "no words"),)},
    "sentence": {"sentence": "Two files are written."},
    "told": {"told": ("2 curly quotes",)},
    "write: its bytes": {"writes": (PlannedWrite(Path("a.txt"), b"other"),)},
    "write: its path": {"writes": (PlannedWrite(Path("b.txt"), b"after"),)},
    "write: private": {"writes": (PlannedWrite(Path("a.txt"), b"after", private=True),)},
    "write: what was there": {"writes": (PlannedWrite(Path("a.txt"), b"after", before="00"),)},
}


@pytest.mark.parametrize("what", sorted(OTHERS))
def test_another_plan_has_another_hash(what: str) -> None:
    assert replace(PLAN, **OTHERS[what]).hash != PLAN.hash


def test_the_same_plan_has_the_same_hash() -> None:
    assert replace(PLAN).hash == PLAN.hash


def test_a_file_that_is_there_is_changed_and_another_is_new() -> None:
    assert PLAN.writes[0].kind == "new"
    assert replace(PLAN.writes[0], before="00").kind == "changed"

"""The door of a step: what is carried out is what was shown, or nothing is."""

import asyncio
import datetime as dt
import errno
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

from browser_kit import NOW, Clock, StepsAsked, files_of, served

from form4kit.steps.step_plan import PlannedRead, PlannedWrite, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.sealed import sha256
from form4kit.web.access import TOKEN
from form4kit.web.responses import Refusal, answering, disk_words
from form4kit.web.step_routes import Door, difference


def _plan(bench: Any, answers: dict[str, Any]) -> StepPlan:
    """Plan to write a number of shares to a file: a step as simple as one can be."""
    root, shares = bench.shelf.root, answers.get("shares")
    if shares == "?":
        raise Refusal("`shares` is not what a page of the workbench sends.")
    source = root / "source.txt"
    refusals = (StepRefusal("EVT21", f"{shares} are too many.", "Event 1", "", "shares"),)
    question = Question("shares", "How many?", ("I-1-amount",))
    file = root / "out.txt"
    before = sha256(file.read_bytes()) if file.exists() else ""
    return StepPlan(
        f"Writes {shares} shares.",
        writes=(PlannedWrite(file, str(shares).encode(), before),),
        reads=(PlannedRead(source, sha256(source.read_bytes())),),
        refusals=refusals if shares and shares > 500 else (),
        questions=() if shares else (question,),
        day=bench.now().date(),
        lines={"read": 8} if answers.get("pasted") else {},
    )


def _carry_out(bench: Any, planned: StepPlan, answers: dict[str, Any]) -> dict[str, Any]:
    if answers.get("meanwhile"):
        (bench.shelf.root / "source.txt").write_text("changed meanwhile")
    if answers.get("fails"):
        raise KeyError("a secret of the draft")
    write_planned(planned)
    return {"wrote": [each.file.name for each in planned.writes]}


SHARES = SimpleNamespace(
    routes=lambda bench: [],
    doors=lambda: {"shares": Door(_plan, _carry_out, lambda bench, planned, answers: {"form": "<table>"})},
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "source.txt").write_text("as it was")
    return tmp_path


def test_what_is_carried_out_is_what_was_shown(root: Path) -> None:
    clock = Clock()
    with served(root, clock, screens=[SHARES]) as server:
        ask = StepsAsked(server)
        before = files_of(root)
        status, plan = ask.post("shares/plan", {"answers": {"shares": 100, "pasted": True}})
        assert status == 200 and plan["sentence"] == "Writes 100 shares." and plan["form"] == "<table>"
        assert plan["lines"] == {"read": 8}
        assert plan["writes"] == [{"file": "out.txt", "kind": "new", "before": "", "after": sha256(b"100")}]
        answers = {"shares": 250}
        status, other = ask.post("shares/do", {"answers": answers, "hash": plan["hash"]})
        assert status == 409 and files_of(root) == before
        assert other["error"] == (
            "This is no longer what was shown: it now says “Writes 250 shares.”. "
            "Read it again, then press the button once more."
        )
        assert other["plan"]["sentence"] == "Writes 250 shares."
        assert ask.post("shares/do", {"answers": answers, "hash": other["plan"]["hash"]}) == (
            200,
            {"wrote": ["out.txt"]},
        )
        assert files_of(root) == before | {"out.txt": b"250"}
        shown = ask.post("shares/plan", {"answers": answers})[1]
        clock.at = NOW + dt.timedelta(hours=8)
        status, other = ask.post("shares/do", {"answers": answers, "hash": shown["hash"]})
        assert status == 409 and "it is December 1 now" in other["error"]


def test_what_changed_between_the_plan_and_the_writing_stops_it(root: Path) -> None:
    with served(root, screens=[SHARES]) as server:
        ask = StepsAsked(server)
        answers = {"shares": 100, "meanwhile": True}
        hash = ask.post("shares/plan", {"answers": answers})[1]["hash"]
        status, told = ask.post("shares/do", {"answers": answers, "hash": hash})
        assert status == 409 and "source.txt has changed" in told["error"]
        assert told["plan"]["hash"] != hash and not (root / "out.txt").exists()


def test_refusals_and_open_questions_write_nothing(root: Path) -> None:
    with served(root, screens=[SHARES]) as server:
        ask = StepsAsked(server)
        for answers, words in (
            ({"shares": 900}, "900 are too many."),
            ({}, "Not answered yet: How many?"),
        ):
            plan = ask.post("shares/plan", {"answers": answers})[1]
            status, told = ask.post("shares/do", {"answers": answers, "hash": plan["hash"]})
            assert (status, told["error"]) == (422, words)
            assert told["plan"]["refusals"] == plan["refusals"]
            assert told["plan"]["questions"] == plan["questions"]
        assert plan["questions"] == [{"id": "shares", "words": "How many?", "cells": ["I-1-amount"]}]
        assert not (root / "out.txt").exists()
        assert ask.post("shares/plan", {"answers": {"shares": "?"}})[0] == 400
        assert ask.post("shares/plan", {"answers": []})[0] == 400
        assert ask.post("shares/do", {"answers": {"shares": 1}})[0] == 400
        assert ask.post("nothing/plan", {"answers": {}})[0] == 404


def test_reading_only_shows_and_writes_nothing(root: Path) -> None:
    with served(root, read_only=True, screens=[SHARES]) as server:
        ask = StepsAsked(server)
        status, plan = ask.post("shares/plan", {"answers": {"shares": 100}})
        assert status == 200
        assert ask.post("shares/do", {"answers": {"shares": 100}, "hash": plan["hash"]})[0] == 403
        assert not (root / "out.txt").exists()


def test_two_screens_with_one_step_are_a_fault(root: Path) -> None:
    with pytest.raises(ValueError, match="shares"), served(root, screens=[SHARES, SHARES]):
        pass


def test_what_differs_is_said() -> None:
    shown = StepPlan("It.", writes=(PlannedWrite(Path("a.yaml"), b"1"),), told=("a",))
    assert difference(None, shown) == "what was shown is not known here any more"
    other = StepPlan("It.", writes=(PlannedWrite(Path("a.yaml"), b"2"),), told=("a",))
    assert difference(shown, other) == "what will be written to a.yaml"
    read = StepPlan("It.", writes=shown.writes, reads=(PlannedRead(Path("people/r.yaml"), "0"),), told=("a",))
    assert difference(shown, read) == "r.yaml changed"
    refused = StepPlan("It.", writes=shown.writes, told=("a",), refusals=(StepRefusal("X", "Too many."),))
    assert difference(shown, refused) == "Too many."
    assert difference(shown, StepPlan("It.", writes=shown.writes, told=("b",))) == "what goes with it"
    assert TOKEN not in difference(shown, refused)


# ---------------------------------------------------------------- where it cannot answer

SECRET = "ab#cd123"


def _asked(error: BaseException) -> tuple[int, dict[str, Any]]:
    async def fails(request: Any) -> Any:
        held = f"ccc: {SECRET}"
        raise error from ValueError(held)

    request = SimpleNamespace(
        method="POST",
        url=SimpleNamespace(path="/api/filing"),
        scope={"route": SimpleNamespace(path="/f/{name}")},
    )
    answer = asyncio.run(answering(fails)(request))  # type: ignore[arg-type]
    return answer.status_code, json.loads(bytes(answer.body))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "The file is held by another program, or may not be written."),
        (errno.EIO, "The disk refuses: Input/output error."),
        (errno.ENOSPC, "The disk is full."),
        (errno.EROFS, "The disk is for reading only."),
    ],
)
def test_what_the_disk_refuses_is_said(number: int, words: str) -> None:
    error = OSError(number, "Input/output error", f"/{SECRET}")
    assert disk_words(error) == words
    status, told = _asked(error)
    assert (status, told) == (507, {"error": f"{words} Nothing was written; your answers are here."})


def test_a_fault_of_ours_gives_a_report_without_a_draft_or_a_secret() -> None:
    status, told = _asked(KeyError(f"draft with {SECRET}"))
    assert status == 500 and told["error"] == "form4kit failed here (KeyError). Your answers are here."
    report = told["report"]
    assert report["error"] == "KeyError" and report["asked"] == "/f/{name}" and report["form4kit"]
    assert any(each.endswith(" fails") for each in report["way"])
    assert SECRET not in json.dumps(told) and "draft" not in json.dumps(report["way"])

"""The one way by which a page does something: it shows the plan of a step, and carries out what it showed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.steps.filing_state import FilingState
from form4kit.steps.filing_states import standing_of
from form4kit.steps.held_draft import ANYWAY, held
from form4kit.steps.journal import Doing, journaled
from form4kit.steps.step_plan import StepPlan
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.sealed import sha256
from form4kit.web.responses import Json, Refusal, answering, sent, text_of, writing
from form4kit.web.workbench import Workbench

Answers = dict[str, Any]
_SHOWN: Final = 256
"""Plans that were shown last, so that it can be said how one differs from the one that came after."""
_AGAIN: Final = "Read it again, then press the button once more."


@dataclass(frozen=True, slots=True)
class Door:
    """A step as a page does it: the two functions of the step, given the answers as the page sent them.

    `plan` may raise Refusal where the answers are none that a page sends. `carry_out` returns what the page
    is told; `shown` adds to the answer of a plan what the page draws, such as the form. A step that `edits`
    a draft is refused where somebody's work rests on it, until the page says `anyway`.
    """

    plan: Callable[[Workbench, Answers], StepPlan]
    carry_out: Callable[[Workbench, StepPlan, Answers], dict[str, Any]]
    shown: Callable[[Workbench, StepPlan, Answers], dict[str, Any]] | None = None
    edits: bool = False

    def planned(self, bench: Workbench, answers: Answers) -> StepPlan:
        """Plan the step, held back where it would undo what somebody did."""
        plan = self.plan(bench, answers)
        return held(plan, _standing(bench, plan), answers.get(ANYWAY) is True) if self.edits else plan


@dataclass(slots=True)
class _Doors:
    """Answers `plan` and `do` of each step; one `do` at a time."""

    bench: Workbench
    doors: Mapping[str, Door]
    shown: OrderedDict[str, StepPlan] = field(default_factory=OrderedDict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def plan(self, request: Request) -> Response:
        """Show what the step would do, from the answers; nothing is written."""
        door = self._door(request)
        answers = _answers(await sent(request))
        planned = await run_in_threadpool(door.planned, self.bench, answers)
        return Json(await self._told(door, planned, answers))

    async def do(self, request: Request) -> Response:
        """Plan again from the answers, and carry it out where it is what was shown."""
        door = self._door(request)
        asked = await sent(request)
        answers, hash = _answers(asked), text_of(asked, "hash")
        writing(self.bench.shelf)
        async with self.turn:
            planned = await run_in_threadpool(door.planned, self.bench, answers)
            if planned.hash != hash:
                raise await self._otherwise(door, planned, answers, difference(self.shown.get(hash), planned))
            if planned.refusals or planned.questions:
                raise Refusal(_in_the_way(planned), 422, plan=await self._told(door, planned, answers))
            try:
                step = str(request.path_params["step"])
                done = await run_in_threadpool(self._carried_out, step, door, planned, answers)
            except NoLongerPlanned as changed:
                planned = await run_in_threadpool(door.planned, self.bench, answers)
                raise await self._otherwise(door, planned, answers, str(changed)) from None
        return Json(done)

    def _carried_out(self, step: str, door: Door, planned: StepPlan, answers: Answers) -> dict[str, Any]:
        """Carry a plan out, and keep in the folder's journal what it was."""
        filing, of = filing_of(self.bench, planned, answers), str(planned.facts.get("of", ""))
        doing = Doing(self.bench.shelf.root, step, filing, self.bench.now(), of=of)
        with journaled(doing, planned):
            return door.carry_out(self.bench, planned, answers)

    def _door(self, request: Request) -> Door:
        door = self.doors.get(str(request.path_params["step"]))
        if door is None:
            raise Refusal("There is no such step.", 404)
        return door

    async def _told(self, door: Door, planned: StepPlan, answers: Answers) -> dict[str, Any]:
        self.shown[planned.hash] = planned
        while len(self.shown) > _SHOWN:
            self.shown.popitem(last=False)
        more = await run_in_threadpool(door.shown, self.bench, planned, answers) if door.shown else {}
        return told(self.bench, planned) | more

    async def _otherwise(self, door: Door, planned: StepPlan, answers: Answers, why: str) -> Refusal:
        words = f"This is no longer what was shown: {why.removesuffix('.')}. {_AGAIN}"
        return Refusal(words, 409, plan=await self._told(door, planned, answers))


def _standing(bench: Workbench, planned: StepPlan) -> FilingState | None:
    """Return where the draft stands that a plan changes: as the board has it, else read now."""
    changed = {bench.shelf.name(each.file): each for each in planned.writes if each.before}
    for entry in bench.board.entries():
        if entry.judged and not entry.built and (write := changed.pop(entry.file, None)) is not None:
            return entry.standing if entry.hash == write.before else None
    drafts = (each.file for each in changed.values() if each.file.suffix.lower() in (".yaml", ".yml"))
    return next((standing_of(each, bench.shelf.root, bench.now()) for each in drafts), None)


def routes(bench: Workbench, doors: Mapping[str, Door]) -> list[Route]:
    """Return the two routes by which every step is planned and done."""
    here = _Doors(bench, doors)
    return [
        Route("/api/steps/{step}/plan", answering(here.plan), methods=["POST"]),
        Route("/api/steps/{step}/do", answering(here.do), methods=["POST"]),
    ]


def filing_of(bench: Workbench, planned: StepPlan, answers: Mapping[str, Any]) -> str:
    """Return the filing that a step is of, the draft's path without its ending; empty for a step of none."""
    names = answers.get("names")
    alone = names[0] if isinstance(names, list) and len(names) == 1 else ""
    facts = (planned.facts.get("filing"), planned.facts.get("file"))
    known = (*facts, answers.get("name"), answers.get("file"), alone)
    name = next((each for each in known if isinstance(each, str) and each), "")
    root = bench.shelf.root.as_posix()
    name = name.removeprefix(f"{root}/")
    return name.rpartition(".")[0] if name.lower().endswith((".yaml", ".yml")) else name


def told(bench: Workbench, planned: StepPlan) -> dict[str, Any]:
    """Return a plan as a page takes it; of the files their names and hashes alone."""
    root = bench.shelf.root

    def name(file: Path) -> str:
        return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name

    return {
        "hash": planned.hash,
        "sentence": planned.sentence,
        "writes": [
            {"file": name(each.file), "kind": each.kind, "before": each.before, "after": sha256(each.after)}
            for each in planned.writes
        ],
        "questions": [{"id": e.id, "words": e.words, "cells": list(e.cells)} for e in planned.questions],
        "refusals": [
            {"code": e.code, "words": e.words, "where": e.where, "hint": e.hint, "question": e.question}
            for e in planned.refusals
        ],
        "told": list(planned.told),
        **({"lines": planned.lines} if planned.lines else {}),
    }


def difference(before: StepPlan | None, after: StepPlan) -> str:
    """Say in what a plan differs from the one that was shown."""
    if before is None:
        return "what was shown is not known here any more"
    parts = []
    if before.day != after.day:
        parts.append(f"it is {after.day:%B} {after.day.day} now" if after.day else "the day")
    if before.sentence != after.sentence:
        parts.append(f"it now says “{after.sentence}”")
    written = {each.file: each.after for each in before.writes}
    now = {each.file: each.after for each in after.writes}
    names = sorted({file.name for file in {*written, *now} if written.get(file) != now.get(file)})
    if names and not parts:
        parts.append(f"what will be written to {', '.join(names)}")
    if {each.file: each.sha256 for each in before.reads} != {each.file: each.sha256 for each in after.reads}:
        changed = sorted({each.file.name for each in {*before.reads} ^ {*after.reads}})
        parts.append(f"{', '.join(changed)} changed")
    if before.questions != after.questions:
        parts.append("what is asked")
    if before.refusals != after.refusals:
        parts.append(after.refusals[0].words if after.refusals else "what stood in the way")
    return "; ".join(parts) or "what goes with it"


def _in_the_way(planned: StepPlan) -> str:
    if planned.refusals:
        return planned.refusals[0].words
    return f"Not answered yet: {planned.questions[0].words}"


def _answers(asked: Mapping[str, Any]) -> Answers:
    answers = asked.get("answers")
    if not isinstance(answers, dict):
        raise Refusal("`answers` is missing.")
    return answers

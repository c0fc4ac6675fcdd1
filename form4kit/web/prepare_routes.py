"""Prepare and New filing: what their pages ask for, and the door of the step `prepare`."""

import datetime as dt
from base64 import b64decode
from binascii import Error as NotBase64
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.events.broker.lines import Trouble
from form4kit.events.broker.sheet import sheets_of
from form4kit.report.secrets import masked
from form4kit.rules.selection import Selection
from form4kit.steps import amend, prepare
from form4kit.steps.held_draft import within
from form4kit.steps.prepare import Prepared
from form4kit.steps.preparing.case import NoDraft
from form4kit.steps.preparing.choices import choices_in, on_record
from form4kit.steps.preparing.edited_text import NoPlace
from form4kit.steps.preparing.from_draft import answers_in
from form4kit.steps.preparing.next_step import next_of_draft
from form4kit.steps.preparing.plain import answers_of, plain_of
from form4kit.steps.step_plan import StepPlan
from form4kit.web import draft_store
from form4kit.web.prepare_shown import shown_of
from form4kit.web.responses import Json, Refusal, answering, sent, text_of, writing
from form4kit.web.step_routes import Door
from form4kit.web.workbench import Workbench

_KEPT: Final = 32
"""Plans whose forms are kept, so that what is shown is not worked out twice."""


def routes(bench: Workbench) -> list[Route]:
    """Return what the two pages ask for."""

    async def begun(request: Request) -> Response:
        name = request.query_params.get("name", "")
        return Json(await run_in_threadpool(_begun, bench, name))

    async def table(request: Request) -> Response:
        return Json(await run_in_threadpool(_table, await sent(request)))

    async def record(request: Request) -> Response:
        return Json(await run_in_threadpool(on_record, bench.shelf.root))

    return [
        Route("/api/prepare", answering(begun)),
        Route("/api/prepare/on-record", answering(record)),
        Route("/api/prepare/table", answering(table), methods=["POST"]),
    ]


def doors() -> Mapping[str, Door]:
    """Return the step `prepare` as the page does it."""
    kept = _Kept()
    return {
        "prepare": Door(kept.plan, kept.carry_out, kept.shown, edits=True),
        "amend": Door(_amends, _amended),
    }


def _amends(bench: Workbench, told: dict[str, Any]) -> StepPlan:
    return amend.plan(bench.shelf.root, amend.AmendAnswers(text_of(told, "filed")), bench.now())


def _amended(bench: Workbench, plan: StepPlan, told: dict[str, Any]) -> dict[str, Any]:
    for write in plan.writes:
        writing(bench.shelf, write.file)
    name = amend.carry_out(plan)
    return {"file": name, "name": name.removesuffix(".yaml")}


@dataclass(slots=True)
class _Kept:
    """The plans that were made last, with the forms that they print."""

    made: OrderedDict[str, Prepared] = field(default_factory=OrderedDict)

    def plan(self, bench: Workbench, told: dict[str, Any]) -> StepPlan:
        answers = answers_of(told)
        if answers.file:
            bench.shelf.draft(answers.file)
        try:
            made = prepare.prepared(bench.shelf.root, answers, bench.now())
        except (NoDraft, NoPlace) as error:
            raise Refusal(f"{masked(str(error))}.", 422) from None
        self.made[made.plan.hash] = made
        while len(self.made) > _KEPT:
            self.made.popitem(last=False)
        return made.plan

    def carry_out(self, bench: Workbench, plan: StepPlan, told: dict[str, Any]) -> dict[str, Any]:
        for write in plan.writes:
            writing(bench.shelf, write.file)
            if not write.file.parent.is_dir():
                raise Refusal("There is no such folder.", 409)
        name = prepare.carry_out(plan)
        stored = draft_store.load(bench.shelf.draft(name))
        read = answers_in(stored.text, name)
        return {
            "base": stored.text,
            "hash": stored.hash,
            "file": name,
            "name": name.removesuffix(".yaml").removesuffix(".yml"),
            "at": _places(told, [each.at for each in read.answers.events]),
        }

    def shown(self, bench: Workbench, plan: StepPlan, told: dict[str, Any]) -> dict[str, Any]:
        made = self.made.get(within(plan))
        return shown_of(made) | {"next": _next(bench, made)} if made is not None else {}


def _next(bench: Workbench, made: Prepared) -> dict[str, str]:
    """Return the one next step: as the board has it, or as it will once this is written."""
    case = made.case
    name = bench.shelf.name(case.file)
    entry = bench.board.named(name.removesuffix(".yaml").removesuffix(".yml"))
    same = entry is not None and entry.judged and entry.hash == case.hash
    if entry is not None and entry.standing and same and not made.plan.writes:
        found = entry.standing
    else:
        selection = Selection().within(made.judged.outcome.settings)
        signed = made.filing is not None and bool(made.filing.signatures)
        found = next_of_draft(case.root, name, selection.of(made.findings), signed, bench.now())
    return {"page": found.next_step, "button": found.button}


def _places(told: dict[str, Any], there: list[int | None]) -> list[int | None]:
    """Return where each event of the answers stands in the draft that was written of them."""
    events = answers_of(told).events
    old = sorted((n for n, each in enumerate(events) if each.at is not None), key=lambda n: events[n].at or 0)
    order = [*old, *(n for n, each in enumerate(events) if each.at is None)]
    places = dict(zip(order, there, strict=False))
    return [places.get(n) for n in range(len(events))]


def _begun(bench: Workbench, name: str) -> dict[str, Any]:
    """Return the answers that stand in a draft, none for a new one, and what can be chosen."""
    shelf = bench.shelf
    found: dict[str, Any] = {**choices_in(shelf.root), "now": bench.now().isoformat(), "answers": None}
    if not name:
        return found
    file = next(
        (each for suffix in (".yaml", ".yml") if (each := shelf.draft(f"{name}{suffix}")).is_file()), None
    )
    if file is None:
        raise Refusal("There is no such draft in this folder.", 404)
    stored = draft_store.load(file)
    read = answers_in(stored.text, shelf.name(file))
    changed = dt.datetime.fromtimestamp(file.stat().st_mtime, bench.now().tzinfo)
    return found | {
        "answers": plain_of(read.answers) | {"base": stored.text},
        "hash": stored.hash,
        "by_hand": [] if read.amends else list(read.by_hand),
        "changed": changed.isoformat(),
    }


def _table(told: dict[str, Any]) -> dict[str, Any]:
    """Return a broker's file as text, its cells parted by tabs; of several sheets one must be named."""
    try:
        data = b64decode(text_of(told, "data"), validate=True)
    except (NotBase64, ValueError):
        raise Refusal("The file did not arrive whole.") from None
    sheets = sheets_of(data)
    if isinstance(sheets, Trouble):
        raise Refusal(f"{sheets.message}. {sheets.hint}".strip(), 422)
    named = [each for each in sheets if each.name]
    wanted = str(told.get("sheet") or "")
    if len(named) > 1 and not wanted:
        return {"sheets": [each.name for each in named]}
    sheet = next((each for each in sheets if not wanted or each.name == wanted), None)
    if sheet is None:
        raise Refusal("There are no lines in that file.", 422)
    cells = (" ".join(cell.split("\t")).replace("\n", " ") for line in sheet.lines for cell in line.cells)
    text = "\n".join("\t".join(next(cells) for _ in line.cells) for line in sheet.lines)
    return {"text": text}

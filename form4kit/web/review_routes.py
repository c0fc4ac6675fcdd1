"""The review of a filing: what a page asks for, and its two steps, to ask and to answer."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from form4kit.folder.read import looks_built
from form4kit.signoff.review import ReviewState
from form4kit.steps import review, review_ask
from form4kit.steps.filing_state import DONE
from form4kit.steps.filing_states import standing_of
from form4kit.steps.held_draft import held
from form4kit.steps.review import AnswerFile, ReviewAnswers, ReviewDeed
from form4kit.steps.review_view import asking_shown, filing_shown, state_shown
from form4kit.steps.step_plan import StepPlan
from form4kit.web.form_page import form_html, spots
from form4kit.web.responses import Json, Refusal, answering
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what the page asks for."""

    async def shown(request: Request) -> Response:
        name = request.query_params.get("name", "")
        return Json(await run_in_threadpool(_shown, bench, name))

    async def pdf(request: Request) -> Response:
        file = bench.shelf.file(request.query_params.get("file", ""))
        if (
            file.suffix.lower() != ".pdf"
            or file.parent.name != review_ask.REVIEW_FOLDER
            or not file.is_file()
        ):
            raise Refusal("There is no such review PDF.", 404)
        return FileResponse(file, media_type="application/pdf", filename=file.name)

    return [Route("/api/review", answering(shown)), Route("/api/review/pdf", answering(pdf))]


def doors() -> Mapping[str, Door]:
    """Return the steps: asking for a review, and what is said in one."""
    return {
        "review-ask": Door(plan=_plan_ask, carry_out=_carry_out_ask),
        "review": Door(plan=_plan, carry_out=_carry_out),
    }


def _shown(bench: Workbench, name: str) -> dict[str, Any]:
    draft = _draft(bench, name)
    state = _state(bench, draft)
    now = bench.now()
    filing = filing_shown(state, draft, now)
    return {
        "form": form_html(filing) if filing is not None else "",
        "spots": spots(filing) if filing is not None else {},
        "state": state_shown(state, now) if state is not None else None,
        "asking": asking_shown(draft, now),
        "read_only": bench.shelf.read_only,
    }


def _state(bench: Workbench, draft: Path) -> ReviewState | None:
    folder = _folder(bench, draft)
    return review.state_of(folder, bench.now()) if folder is not None else None


def _draft(bench: Workbench, name: str) -> Path:
    for suffix in (".yaml", ".yml"):
        draft = bench.shelf.draft(f"{name}{suffix}")
        if draft.is_file():
            return draft
    raise Refusal("There is no such filing in this folder.", 404)


def _folder(bench: Workbench, draft: Path) -> Path | None:
    """Return the built folder of a draft: its own, the one beside it, else the one that the board knows."""
    if looks_built(draft.parent):
        return draft.parent
    beside = draft.with_suffix("")
    if looks_built(beside):
        return beside
    name = bench.shelf.name(draft)
    known = next((each.folder for each in bench.board.entries() if each.file == name and each.folder), "")
    found = bench.shelf.file(known) if known else None
    return found if found is not None and looks_built(found) else None


def _plan_ask(bench: Workbench, answers: Answers) -> StepPlan:
    draft = _draft(bench, _text(answers, "name"))
    asked = review_ask.AskAnswers(
        signer=_text(answers, "signer"),
        dated=_text(answers, "dated"),
        reviewer=_text(answers, "reviewer"),
        until=_text(answers, "until"),
        word=_text(answers, "word"),
        by=_text(answers, "by"),
        only_sign=answers.get("only_sign") is True,
    )
    planned = review_ask.plan(bench.shelf.root, draft, asked, bench.now())
    standing = standing_of(draft, bench.shelf.root, bench.now())
    if standing is not None and standing.done >= DONE["signed"]:
        return held(planned, standing, anyway=False)
    return planned


def _carry_out_ask(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    done = review_ask.carry_out(planned, bench.now())
    if "signed" in done:
        return done
    return {**done, "pdf": bench.shelf.name(Path(done["pdf"]))}


def _plan(bench: Workbench, answers: Answers) -> StepPlan:
    folder = _folder(bench, _draft(bench, _text(answers, "name")))
    if folder is None:
        raise Refusal("This is not built yet: ask for a review first.", 409)
    deed = _text(answers, "deed")
    if deed not in get_args(ReviewDeed) or deed == "ask":
        raise Refusal("That is nothing that can be said in a review.")
    comment = answers.get("comment", 0)
    said = ReviewAnswers(
        deed=cast("ReviewDeed", deed),
        comment=comment if type(comment) is int else 0,
        file=_file(answers.get("file")),
        by=_text(answers, "by"),
        code=_text(answers, "code"),
        text=_text(answers, "text"),
        place=_text(answers, "place"),
    )
    return review.plan(folder, said, bench.now())


def _carry_out(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    review.carry_out(planned, bench.now())
    return {"sentence": planned.sentence, "told": list(planned.told)}


def _text(answers: Answers, key: str) -> str:
    value = answers.get(key, "")
    if not isinstance(value, str):
        raise Refusal(f"`{key}` is no text.")
    return value


def _file(sent: object) -> AnswerFile | None:
    """Read a file as a page sends it: its name, and its bytes in base64."""
    if sent is None:
        return None
    if not isinstance(sent, dict) or not all(isinstance(sent.get(key), str) for key in ("name", "data")):
        raise Refusal("`file` is not what a page of the workbench sends.")
    try:
        return AnswerFile(Path(sent["name"]).name[:200], base64.b64decode(sent["data"], validate=True))
    except (binascii.Error, ValueError):
        raise Refusal("`file` is not what a page of the workbench sends.") from None

"""A review PDF as a page: reading and answering only. No folder is served, and nothing else is written."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.signoff.review_answer import PlacedComment
from form4kit.steps import review_copy
from form4kit.steps.review_copy import CopyAnswers, ReviewCopy
from form4kit.steps.sign_answers import KeyFile
from form4kit.web.form_page import form_html, spots
from form4kit.web.pages import Page
from form4kit.web.responses import Json, Refusal, answering, list_of, mapping_of, sent, text_of
from form4kit.web.workbench import Workbench

PAGE = Page("/", "review-copy", "Review", "/")


def routes(bench: Workbench, copy: ReviewCopy) -> list[Route]:
    """Return what the page asks for: the form with what stands beside it, and the making of the answer."""

    async def shown(request: Request) -> Response:
        form = await run_in_threadpool(form_html, copy.filing)
        told = review_copy.shown(copy)
        return Json({**told, "form_type": told["form"], "form": form, "spots": spots(copy.filing)})

    async def answer(request: Request) -> Response:
        answers = _answers(await sent(request))
        return Json(await run_in_threadpool(_made, bench, copy, answers))

    return [
        Route("/api/review-copy", answering(shown)),
        Route("/api/review-copy/answer", answering(answer), methods=["POST"]),
    ]


def _made(bench: Workbench, copy: ReviewCopy, answers: CopyAnswers) -> dict[str, Any]:
    now = bench.now()
    planned = review_copy.plan(copy, answers, now)
    if planned.refusals:
        first = planned.refusals[0]
        raise Refusal(f"{first.words}. {first.hint}".strip(), 422, question=first.question)
    file = review_copy.carry_out(planned, copy, answers, now)
    return {"file": file.name, "folder": str(file.parent), "sentence": planned.sentence}


def _answers(asked: dict[str, Any]) -> CopyAnswers:
    return CopyAnswers(
        by=text_of(asked, "by"),
        verdict=text_of(asked, "verdict"),
        reason=text_of(asked, "reason"),
        code=text_of(asked, "code"),
        comments=tuple(_comment(each) for each in list_of(asked, "comments")),
        key=_key(mapping_of(asked, "key")),
    )


def _comment(sent: object) -> PlacedComment:
    if not isinstance(sent, dict) or not all(isinstance(sent.get(key), str) for key in ("place", "text")):
        raise Refusal("`comments` is not what a page of the workbench sends.")
    return PlacedComment(sent["text"], sent["place"])


def _key(sent: Mapping[str, Any]) -> KeyFile | None:
    """Read a key as a page sends it: its file's name, its bytes in base64, and the password."""
    if not sent:
        return None
    if not all(isinstance(sent.get(key), str) for key in ("name", "data", "password")):
        raise Refusal("`key` is not what a page of the workbench sends.")
    try:
        data = base64.b64decode(sent["data"], validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("`key` is not what a page of the workbench sends.") from None
    return KeyFile(str(sent["name"])[:200], data, sent["password"])

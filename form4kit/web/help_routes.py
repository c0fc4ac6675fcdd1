"""Help and the computer: the documentation, what this machine is ready for, and the end of the run."""

import os
from collections.abc import Mapping

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.report.secrets import masked
from form4kit.transmission.readiness import as_json
from form4kit.transmission.ready_for import looked_at
from form4kit.web import help_pages
from form4kit.web.responses import Json, Refusal, answering
from form4kit.web.step_routes import Door
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what help and computer ask for."""

    async def help(request: Request) -> Response:
        return Json(await run_in_threadpool(_page, request.query_params.get("word", "")))

    async def found(request: Request) -> Response:
        return Json(await run_in_threadpool(_found, request.query_params.get("words", "")))

    async def computer(request: Request) -> Response:
        return Json(await run_in_threadpool(_computer, bench))

    async def close(request: Request) -> Response:
        return Json({"closed": True}, background=BackgroundTask(bench.close))

    return [
        Route("/api/help", answering(help)),
        Route("/api/help/search", answering(found)),
        Route("/api/computer", answering(computer)),
        Route("/api/close", answering(close), methods=["POST"]),
    ]


def doors() -> Mapping[str, Door]:
    """Return no step: nothing is written here."""
    return {}


def _page(word: str) -> dict[str, object]:
    found = help_pages.page(word)
    pages = [{"name": name, "title": title} for name, title in help_pages.pages().items()]
    if found is None:
        raise Refusal(f"There is no help on '{word}'.", 404, pages=pages)
    name, text, anchor = found
    return {"name": name, "text": text, "anchor": anchor, "pages": pages}


def _found(words: str) -> list[dict[str, str]]:
    return [
        {
            "page": hit.section.page,
            "title": hit.section.title,
            "heading": hit.section.heading,
            "anchor": hit.section.anchor,
            "around": hit.around,
        }
        for hit in help_pages.search(words)
    ]


def _computer(bench: Workbench) -> dict[str, object]:
    """Return the lines of `doctor`, without a secret in them."""
    told = as_json(looked_at(bench.shelf.root, bench.now(), os.environ))
    lines = told["lines"]
    if isinstance(lines, list):
        told["lines"] = [{key: masked(str(value)) for key, value in line.items()} for line in lines]
    return told

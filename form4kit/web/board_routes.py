"""The board: every filing of the folder, and where one of them stands."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.web.responses import Json, Refusal, answering
from form4kit.web.step_routes import Door
from form4kit.web.workbench import Workbench, line_of


def routes(bench: Workbench) -> list[Route]:
    """Return what the board asks for, and what the head of a filing's pages does."""

    async def board(request: Request) -> Response:
        return Json([line_of(each) for each in bench.board.entries()])

    async def filing(request: Request) -> Response:
        name = request.query_params.get("name", "")
        found = bench.board.named(name)
        if found is None:
            raise Refusal("There is no such filing in this folder.", 404)
        told = line_of(found) | {"missing": found.standing.missing if found.standing else {}}
        return Json(told | {"parts": [line_of(each) for each in bench.board.parts(found)]})

    return [Route("/api/board", board), Route("/api/filing", answering(filing))]


def doors() -> Mapping[str, Door]:
    """Return no step: the board itself does nothing."""
    return {}

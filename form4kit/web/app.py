"""The workbench as a web application: its pages, its assets, and what they ask for."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from form4kit.storage.names import PROOF
from form4kit.storage.served_folder import Outside
from form4kit.web import (
    board_routes,
    build_routes,
    file_routes,
    form_page,
    help_routes,
    ledger_routes,
    pages,
    people_routes,
    prepare_routes,
    record_routes,
    review_routes,
    sign_routes,
    start_routes,
    step_routes,
    text_routes,
)
from form4kit.web.access import Gate, Guard
from form4kit.web.known_law import known_law
from form4kit.web.responses import Json, answering
from form4kit.web.step_routes import Door
from form4kit.web.workbench import Workbench

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Screen(Protocol):
    """A module of a screen: what it asks for beside the steps, and the doors of its steps."""

    def routes(self, bench: Workbench) -> list[Route]:
        """Return what the screen asks for."""

    def doors(self) -> Mapping[str, Door]:
        """Return the steps that it does, by their names."""


SCREENS: tuple[Screen, ...] = (
    board_routes,
    help_routes,
    prepare_routes,
    review_routes,
    build_routes,
    sign_routes,
    file_routes,
    ledger_routes,
    people_routes,
    record_routes,
    start_routes,
    text_routes,
)
"""The screens' modules, one a line."""


def application(bench: Workbench, gate: Gate, screens: Iterable[Screen] = SCREENS) -> ASGIApp:
    """Return the application, guarded. Raises ValueError where two screens have a step of one name."""
    screens = tuple(screens)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        bench.start()
        try:
            yield
        finally:
            bench.stop()

    routes = [
        *pages.page_routes(),
        Route("/assets/{name}", _asset),
        Route("/fonts/{name}.ttf", _font),
        *_shared(bench),
        *(route for screen in screens for route in screen.routes(bench)),
        *step_routes.routes(bench, _doors(screens)),
    ]
    return Guard(start_routes.FirstRun(Starlette(routes=routes, lifespan=life), bench), gate)


def standing_alone(bench: Workbench, gate: Gate, page: pages.Page, asked: Iterable[Route]) -> ASGIApp:
    """Return an application of one page, guarded, with what it asks for; no folder is watched."""
    routes = [
        pages.page_alone(page),
        Route("/assets/{name}", _asset),
        Route("/fonts/{name}.ttf", _font),
        *_shared(bench),
        *asked,
    ]
    return Guard(Starlette(routes=routes), gate)


def _doors(screens: Iterable[Screen]) -> Mapping[str, Door]:
    found: dict[str, Door] = {}
    for screen in screens:
        more = screen.doors()
        if double := sorted(found.keys() & more.keys()):
            raise ValueError(f"two screens have the step {double[0]}")
        found |= more
    return found


def _asset(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name == "form.css":
        return Response(form_page.stylesheet(), media_type="text/css")
    if name == "fonts.css":
        return Response(form_page.font_faces(), media_type="text/css")
    file = pages.ASSETS / name
    if file.suffix not in _KINDS or file not in pages.ASSETS.iterdir():
        return PlainTextResponse("There is no such part of the workbench.\n", 404)
    return FileResponse(file, media_type=_KINDS[file.suffix])


def _font(request: Request) -> Response:
    data = form_page.font(str(request.path_params["name"]))
    if data is None:
        return PlainTextResponse("There is no such font.\n", 404)
    return Response(data, media_type="font/ttf", headers={"Cache-Control": "private, max-age=86400"})


def _shared(bench: Workbench) -> list[Route]:
    async def about(request: Request) -> Response:
        known = {"folder": bench.shelf.root.name, "read_only": bench.shelf.read_only}
        empty = not any(not each.name.startswith(".") for each in bench.shelf.root.iterdir())
        passed_over = bench.board.passed_over
        return Json({**known, **bench.hello(), "empty": empty, "passed_over": passed_over, **known_law()})

    async def changes(request: Request) -> Response:
        return StreamingResponse(bench.feed.stream(), media_type="text/event-stream")

    async def proof(request: Request) -> Response:
        folder = bench.shelf.file(request.query_params.get("folder", ""))
        file = bench.shelf.file(f"{bench.shelf.name(folder)}/{PROOF}")
        if not bench.shelf.is_built(file):
            raise Outside(f"{folder.name!r} is not a built folder")
        name = f"{folder.name}-{PROOF}"
        if not file.is_file():
            return PlainTextResponse("It was built without a proof.\n", 404)
        return FileResponse(file, media_type="application/pdf", filename=name)

    return [
        Route("/api/proof", answering(proof)),
        Route("/api/about", about),
        Route("/api/changes", changes),
    ]

"""The workbench as a web application: its pages, its assets, and what they ask for."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from string import Template

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp

from form4kit.storage.names import PROOF
from form4kit.web import batch_routes, desk_routes, event_form_routes, form_page, ledger_routes
from form4kit.web.access import Gate, Guard
from form4kit.web.responses import Json, answering
from form4kit.web.served_folder import Outside
from form4kit.web.workbench import Workbench, line_of

_ASSETS = Path(__file__).parent / "assets"
_PAGES = (
    ("/", "board", "Board"),
    ("/happened", "happened", "What happened?"),
    ("/ledger", "ledger", "Ledger"),
    ("/batch", "batch", "Batch"),
)
_DESK = ("/desk", "desk", "Desk")
"""The pages: address, name and title; the desk is reached from the board, for one draft."""
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def application(bench: Workbench, gate: Gate) -> ASGIApp:
    """Return the application, guarded."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        bench.start()
        try:
            yield
        finally:
            bench.stop()

    routes = [
        *(Route(path, _page(name, title)) for path, name, title in (*_PAGES, _DESK)),
        Route("/assets/{name}", _asset),
        Route("/fonts/{name}.ttf", _font),
        *_shared(bench),
        *desk_routes.routes(bench),
        *event_form_routes.routes(bench),
        *ledger_routes.routes(bench),
        *batch_routes.routes(bench),
    ]
    return Guard(Starlette(routes=routes, lifespan=life), gate)


def _page(name: str, title: str) -> Callable[[Request], Response]:
    views = "".join(
        f'<li><a href="{path}"{" aria-current=page" if each == name else ""}>{words}</a></li>'
        for path, each, words in _PAGES
    )

    def shown(request: Request) -> Response:
        shell = Template((_ASSETS / "shell.html").read_text(encoding="utf-8"))
        main = (_ASSETS / f"{name}.html").read_text(encoding="utf-8")
        return HTMLResponse(shell.substitute(name=name, title=title, views=views, main=main))

    return shown


def _asset(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name == "form.css":
        return Response(form_page.stylesheet(), media_type="text/css")
    if name == "fonts.css":
        return Response(form_page.font_faces(), media_type="text/css")
    file = _ASSETS / name
    if file.suffix not in _KINDS or file not in _ASSETS.iterdir():
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
        return Json({**known, "passed_over": bench.board.passed_over})

    async def board(request: Request) -> Response:
        return Json([line_of(each) for each in bench.board.entries()])

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
        Route("/api/board", board),
        Route("/api/changes", changes),
    ]

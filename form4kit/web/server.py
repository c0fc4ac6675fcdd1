"""Listen on this machine, and on no other."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import ASGIApp

from form4kit.web.access import Gate
from form4kit.web.app import application, standing_alone
from form4kit.web.connections import Timed
from form4kit.web.served_folder import ServedFolder
from form4kit.web.workbench import Workbench

if TYPE_CHECKING:
    from form4kit.steps.review_copy import ReviewCopy

LOOPBACK = "127.0.0.1"


class Taken(OSError):
    """Say that a port cannot be had."""


def serve(folder: Path, port: int, read_only: bool, ready: Callable[[Gate], None]) -> None:
    """Serve a folder until the process is told to end; `ready` is called with the address to open.

    Port 0 is any that is free. Raises Taken where the port is not.
    """
    bench = Workbench(ServedFolder(folder.resolve(), read_only))
    _listen(port, bench, partial(application, bench), ready)


def serve_review(copy: "ReviewCopy", port: int, ready: Callable[[Gate], None]) -> None:
    """Serve a review PDF, for reading and answering, as `serve` does a folder. Raises Taken."""
    from form4kit.web import review_copy_routes

    with TemporaryDirectory(prefix="form4kit-") as empty:
        nothing = Path(empty) / "review"
        nothing.mkdir()
        bench = Workbench(ServedFolder(nothing.resolve(), True))
        asked = review_copy_routes.routes(bench, copy)
        _listen(port, bench, lambda gate: standing_alone(bench, gate, review_copy_routes.PAGE, asked), ready)


def _listen(
    port: int, bench: Workbench, made: Callable[[Gate], ASGIApp], ready: Callable[[Gate], None]
) -> None:
    config = uvicorn.Config(
        app="",
        host=LOOPBACK,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        http=Timed,
        timeout_graceful_shutdown=1,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    try:
        listening = config.bind_socket()
    except SystemExit as refused:  # so uvicorn ends where the port is taken
        raise Taken(f"port {port} is taken") from refused
    listening.listen()  # a browser that comes before all is ready waits, and is not turned away
    gate = Gate(listening.getsockname()[1], started=bench.started.isoformat())
    config.app = made(gate)
    ready(gate)
    uvicorn.Server(config).run(sockets=[listening])

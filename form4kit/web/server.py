"""Listen on this machine, and on no other."""

import logging
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import ASGIApp

from form4kit.storage.served_folder import ServedFolder
from form4kit.web.access import Gate
from form4kit.web.app import application, standing_alone
from form4kit.web.connections import Timed
from form4kit.web.running import Running, port_of
from form4kit.web.workbench import Workbench

if TYPE_CHECKING:
    from form4kit.steps.review_copy import ReviewCopy

LOOPBACK = "127.0.0.1"


class Taken(OSError):
    """Say that a port cannot be had."""


def serve(folder: Path, port: int, read_only: bool, ready: Callable[[Gate], None]) -> None:
    """Serve a folder until the process is told to end; `ready` is called with the address to open.

    Port 0 is the one that the folder had before, or any that is free. Raises Taken where a port is not.
    """
    bench = Workbench(ServedFolder(folder.resolve(), read_only))
    _listen(port, bench, partial(application, bench), ready, Running(bench.shelf.root, read_only))


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
    port: int,
    bench: Workbench,
    made: Callable[[Gate], ASGIApp],
    ready: Callable[[Gate], None],
    running: Running | None = None,
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
    listening = _socket(config, port_of(running.folder) if running else 0)
    listening.listen()  # a browser that comes before all is ready waits, and is not turned away
    gate = Gate(listening.getsockname()[1], started=bench.started.isoformat())
    config.app = made(gate)
    server = uvicorn.Server(config)
    bench.close = partial(setattr, server, "should_exit", True)
    if running:
        running.tell(gate.address)
    try:
        ready(gate)
        server.run(sockets=[listening])
    finally:
        if running:
            running.forget(gate.address)


def _socket(config: uvicorn.Config, wanted: int) -> socket.socket:
    """Return a socket at the wanted port, or at any that is free where none was asked for. Raises Taken."""
    for port in (wanted, 0) if config.port == 0 else (config.port,):
        config.port = port
        try:
            return config.bind_socket()
        except SystemExit:  # so uvicorn ends where the port is taken
            continue
    raise Taken(f"port {config.port} is taken")

"""Listen on this machine, and on no other."""

import logging
from collections.abc import Callable
from pathlib import Path

import uvicorn

from form4kit.web.access import Gate
from form4kit.web.app import application
from form4kit.web.connections import Timed
from form4kit.web.served_folder import ServedFolder
from form4kit.web.workbench import Workbench

LOOPBACK = "127.0.0.1"


class Taken(OSError):
    """Say that a port cannot be had."""


def serve(folder: Path, port: int, read_only: bool, ready: Callable[[Gate], None]) -> None:
    """Serve a folder until the process is told to end; `ready` is called with the address to open.

    Port 0 is any that is free. Raises Taken where the port is not.
    """
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
    bench = Workbench(ServedFolder(folder.resolve(), read_only))
    gate = Gate(listening.getsockname()[1], started=bench.started.isoformat())
    config.app = application(bench, gate)
    ready(gate)
    uvicorn.Server(config).run(sockets=[listening])

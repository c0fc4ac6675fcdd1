"""A real browser before a workbench of this process, whose clock a test sets: for the screens' tests."""

import datetime as dt
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

import uvicorn
from workbench_kit import browser

from form4kit.law.clock import NEW_YORK
from form4kit.storage.served_folder import ServedFolder
from form4kit.web.access import Gate
from form4kit.web.app import SCREENS, application
from form4kit.web.connections import Timed
from form4kit.web.server import LOOPBACK
from form4kit.web.workbench import Workbench

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright (dependency group test)")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
"""Monday, November 30, 2026, 4:48 p.m. in New York."""
MEANWHILE = 15_000
"""Milliseconds to wait for what takes a moment: a machine that tests may be a busy one."""
SLOW = 4 * MEANWHILE
"""Milliseconds to wait for what is printed or signed first."""
needs_browser = pytest.mark.skipif(browser() is None, reason="no Chromium on this machine (FORM4KIT_BROWSER)")


class Clock:
    """The clock of a workbench under test: it stands where it was set, unless it is let run."""

    def __init__(self, at: dt.datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> dt.datetime:
        return self.at


class Served:
    """A workbench in a thread of this process; `bench` is the workbench itself."""

    def __init__(
        self, root: Path, clock: Callable[[], dt.datetime], read_only: bool, screens: Any, made: Any = None
    ) -> None:
        self.bench = Workbench(ServedFolder(root.resolve(), read_only), now=clock)
        self.root, self.screens, self.made = root, screens, made
        self.port = 0
        self.start()

    def start(self) -> None:
        """Listen; at the port of the run before, if there was one."""
        config = uvicorn.Config(
            "",
            host=LOOPBACK,
            port=self.port,
            log_config=None,
            access_log=False,
            ws="none",
            http=Timed,
            timeout_graceful_shutdown=1,
        )
        listening = config.bind_socket()
        listening.listen()
        self.port = int(listening.getsockname()[1])
        self.gate = Gate(self.port, started=self.bench.started.isoformat())
        if self.made is not None:
            config.app = self.made(self.bench, self.gate)
        else:
            config.app = application(self.bench, self.gate, self.screens)  # type: ignore[assignment]
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End it, and wait until it has."""
        self.server.should_exit = True
        self.thread.join(10)

    def again(self, clock: Callable[[], dt.datetime] | None = None) -> None:
        """End it and start another run at the same port, with another token."""
        self.stop()
        self.bench = Workbench(self.bench.shelf, now=clock or self.bench.now)
        self.start()

    @property
    def base(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"


@contextmanager
def served(
    root: Path,
    clock: Callable[[], dt.datetime] | None = None,
    *,
    read_only: bool = False,
    screens: Iterable[Any] = SCREENS,
    made: Callable[[Workbench, Gate], Any] | None = None,
) -> Iterator[Served]:
    """Serve a folder in this process, with a clock that stands at `NOW` where none is given.

    `made` makes another application than that of the whole workbench.
    """
    found = Served(root, clock or Clock(), read_only, tuple(screens), made)
    try:
        yield found
    finally:
        found.stop()


@contextmanager
def chromium_here() -> Iterator[Any]:
    """Start Chromium; one for a module is enough."""
    with playwright.sync_playwright() as kit:
        found = kit.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        try:
            yield found
        finally:
            found.close()


class Tab:
    """A page of the workbench that takes any complaint of the browser for a failure.

    `how` is what Playwright's `new_context` takes, such as `color_scheme` and `viewport`.
    """

    def __init__(self, chromium: Any, server: Served, **how: Any) -> None:
        self.server = server
        self.context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **how}
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(MEANWHILE)
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._asked)
        self.page.goto(server.gate.address)

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server.base, "data:", "blob:")):
            self.strangers.append(request.url)

    def go(self, path: str, wait: str = "html[data-ready]") -> Any:
        """Open an address, and wait until the page says that it is ready; returns the page."""
        self.page.goto(self.server.base + path)
        if wait:
            self.page.wait_for_selector(wait, state="attached")
        return self.page

    def filing(self, name: str, screen: str) -> Any:
        """Open a page of a filing."""
        return self.go(f"/f/{quote(name)}/{screen}")

    def size(self, width: int, height: int = 900) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def theme(self, scheme: str) -> None:
        """Show it in light or dark, as the system would ask."""
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing half-way

    def accessible(self) -> list[str]:
        """Return what axe-core objects to; what the browser objects to in axe-core is passed over."""
        before = len(self.complaints)
        found = axe.Axe().run(self.page).response["violations"]
        del self.complaints[before:]
        return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]

    def fits(self) -> bool:
        """Tell whether nothing need be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    def sound_everywhere(self, sizes: Iterable[int] = (1280, 820, 640)) -> None:
        """Hold the page as it is against axe-core, light and dark, and see that it fits, at each width."""
        for width in sizes:
            self.size(width)
            for scheme in ("light", "dark"):
                self.theme(scheme)
                found = self.accessible()
                assert found == [], f"{self.page.url} at {width}, {scheme}: {found}"
            assert self.fits(), f"{self.page.url} is wider than {width}"
        self.size(1280)
        self.theme("light")

    def close(self) -> None:
        for page in self.context.pages:  # what a test answers in the server's place may be under way still
            page.unroute_all(behavior="ignoreErrors")
        self.context.close()
        assert self.complaints == []
        assert self.strangers == []


@contextmanager
def tab(chromium: Any, server: Served, **how: Any) -> Iterator[Tab]:
    """Open a tab, and see at the end that the browser had nothing to complain about."""
    made = Tab(chromium, server, **how)
    try:
        yield made
    except BaseException:
        made.context.close()
        raise
    made.close()


def until(told: Callable[[], Any], wanted: Any = True) -> None:
    """Wait until something is so; at the end it must be."""
    end = time.monotonic() + MEANWHILE / 1000
    while (last := told()) != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert last == wanted, f"in the end it was {last!r}"


def files_of(root: Path, *, journal: bool = False) -> dict[str, bytes]:
    """Return what all files below a folder hold, hidden ones too, by their names.

    What can be taken back is kept in `.form4kit/undo`, which is left out unless it is asked for.
    """
    files = [each for each in sorted(root.rglob("*")) if each.is_file()]
    found = {each.relative_to(root).as_posix(): each.read_bytes() for each in files}
    return {name: data for name, data in found.items() if journal or not name.startswith(".form4kit/undo/")}


class StepsAsked:
    """What a page asks of the steps of a workbench, without a browser."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.headers = {
            "Host": server.base.removeprefix("http://"),
            "Origin": server.base,
            "Cookie": f"{server.gate.cookie}={server.gate.token}",
            "Content-Type": "application/json",
        }

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        """Post to `STEP/plan` or `STEP/do`; return the status and the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.request("POST", f"/api/steps/{path}", json.dumps(body), self.headers)
        answer = connection.getresponse()
        found = answer.status, json.loads(answer.read())
        connection.close()
        return found

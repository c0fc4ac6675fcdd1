"""The workbench: what all its pages share, and its start and end."""

import datetime as dt
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any

from form4kit.batch.executor import processes
from form4kit.batch.worker import warm
from form4kit.law.clock import NEW_YORK
from form4kit.steps.board_entry import BoardEntry
from form4kit.storage.served_folder import ServedFolder
from form4kit.web.board import Board
from form4kit.web.event_stream import Feed
from form4kit.web.file_watch import hashes, watching
from form4kit.web.given_files import GivenFiles
from form4kit.web.responses import failed

_PATIENCE = 5
_AGAIN = 2
"""Seconds after which a file that another program holds is tried again."""
_HIDDEN = ("hash", "read_with", "documents", "folders", "standing", "unsigned")
_SHOWN = tuple(each.name for each in fields(BoardEntry) if each.name not in _HIDDEN)
_JUDGES = 2
"""Processes that judge a large folder: more would take the machine from whoever sits before it."""


def present() -> dt.datetime:
    """Return this instant, in New York."""
    return dt.datetime.now(NEW_YORK)


@dataclass
class Workbench:
    """A folder, what is known of it, and the pages that listen.

    `api` is the address of EDGAR's API where it is another than EDGAR's own. `now` is the clock of all its
    steps and pages, an aware instant. `run` tells one run from the next, so
    that a page sees that its server was started again.
    """

    shelf: ServedFolder
    feed: Feed = field(default_factory=Feed)
    now: Callable[[], dt.datetime] = present
    given: GivenFiles = field(default_factory=GivenFiles)
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    api: str | None = None

    def __post_init__(self) -> None:
        self.started = self.now()
        self.close: Callable[[], None] = self.stop  # who listens puts in the end of the run
        self.feed.hello = self.hello
        self.board = Board(self.shelf.root, partial(processes, _JUDGES, gently))
        self.board.listeners.append(self._tell)
        self._stop = self.board.stop
        self._retrying = False
        self._watcher = threading.Thread(
            target=watching, args=(self.shelf.root, self.look, self._stop), name="watch", daemon=True
        )

    def start(self) -> None:
        """Begin to read the folder and to watch it."""
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching and judging; what is under way is let go."""
        self._stop.set()
        self._watcher.join(_PATIENCE)

    def hello(self) -> dict[str, str]:
        """Return what a page is told first: which run this is, and what time it is here."""
        return {"run": self.run, "now": self.now().isoformat()}

    def look(self, changed: list[Path]) -> None:
        """Tell pages which files changed, and judge again what rests on them."""
        if told := hashes(changed, self.shelf.root):
            self.feed.tell("files", told)
        try:
            self.board.refresh(self.now())
        except Exception as bug:  # were this thread to end, every page would show the board of now for ever
            failed("the board", bug)
        self.feed.tell("looked", {"passed_over": list(self.board.passed_over)})
        if self.board.unreadable and not self._retrying and not self._stop.is_set():
            self._retrying = True
            threading.Thread(target=self._retry, name="retry", daemon=True).start()

    def _retry(self) -> None:
        """Look once more, after a moment, at what another program holds."""
        if not self._stop.wait(_AGAIN):
            self._retrying = False
            self.look([])

    def _tell(self, changed: list[BoardEntry], gone: list[str]) -> None:
        self.feed.tell("board", {"changed": [line_of(each) for each in changed], "gone": gone})


def gently() -> None:
    """Get a worker ready that stands back for the page, and for whatever else the person does."""
    if hasattr(os, "nice"):
        os.nice(10)
    warm()


def line_of(entry: BoardEntry) -> dict[str, Any]:
    """Return an entry as the board's page takes it, with where it stands."""
    line = {name: getattr(entry, name) for name in _SHOWN}
    standing = entry.standing
    if standing is None:
        return line
    return line | {
        "name": standing.name,
        "standing": standing.state,
        "words": standing.words,
        "done": standing.done,
        "marks": [asdict(each) for each in standing.marks],
        "next": standing.next_step,
        "button": standing.button,
        "waits": standing.waits,
        "detail": standing.detail,
        "undone": standing.undone,
        "accession": standing.accession,
        "filed": standing.filed.isoformat() if standing.filed else "",
    }

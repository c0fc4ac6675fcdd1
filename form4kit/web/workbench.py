"""The workbench: what all its pages share, and its start and end."""

import os
import threading
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any

from form4kit.batch.executor import processes
from form4kit.batch.worker import warm
from form4kit.web.board import Board
from form4kit.web.board_entry import BoardEntry
from form4kit.web.event_stream import Feed
from form4kit.web.file_watch import hashes, watching
from form4kit.web.responses import failed
from form4kit.web.served_folder import ServedFolder

_PATIENCE = 5
_SHOWN = tuple(each.name for each in fields(BoardEntry) if each.name not in ("hash", "read_with"))
_JUDGES = 2
"""Processes that judge a large folder: more would take the machine from whoever sits before it."""


@dataclass
class Workbench:
    """A folder, what is known of it, and the pages that listen."""

    shelf: ServedFolder
    feed: Feed = field(default_factory=Feed)

    def __post_init__(self) -> None:
        self.board = Board(self.shelf.root, partial(processes, _JUDGES, gently))
        self.board.listeners.append(self._tell)
        self._stop = self.board.stop
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

    def look(self, changed: list[Path]) -> None:
        """Tell pages which files changed, and judge again what rests on them."""
        if told := hashes(changed, self.shelf.root):
            self.feed.tell("files", told)
        try:
            self.board.refresh()
        except Exception as bug:  # were this thread to end, every page would show the board of now for ever
            failed("the board", bug)
        self.feed.tell("looked", {"passed_over": list(self.board.passed_over)})

    def _tell(self, changed: list[BoardEntry], gone: list[str]) -> None:
        self.feed.tell("board", {"changed": [line_of(each) for each in changed], "gone": gone})


def gently() -> None:
    """Get a worker ready that stands back for the page, and for whatever else the person does."""
    if hasattr(os, "nice"):
        os.nice(10)
    warm()


def line_of(entry: BoardEntry) -> dict[str, Any]:
    """Return an entry as the board's page takes it."""
    return {name: getattr(entry, name) for name in _SHOWN}

"""See files change: by the system's own notice, or by looking now and then where it has none."""

import hashlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from form4kit.storage.regular import read_regular

_LOOK = 2_000
_LOOKS = 15
"""Milliseconds without a change, and how many of these pauses pass before the folder is looked at anyway."""
_STEP = 60
"""Milliseconds for which changes are gathered: half a second later nobody would call the page current."""


class _Visible(DefaultFilter):
    """Leaves out what is hidden: `.git`, and what form4kit writes before it is whole."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root

    def __call__(self, change: Change, path: str) -> bool:
        below = Path(path).relative_to(self.root).parts if Path(path).is_relative_to(self.root) else ()
        return super().__call__(change, path) and not any(part.startswith(".") for part in below)


def watching(root: Path, look: Callable[[list[Path]], None], stop: threading.Event) -> None:
    """Call `look` once, then whenever files below a folder change, and every half minute; until `stop`.

    It is given the paths that changed; none where only time has passed.
    """
    look([])
    while not stop.is_set():
        pauses = _LOOKS - 1  # what changed before the notice began is seen at the first pause
        try:
            for changes in watch(
                root,
                watch_filter=_Visible(root),
                step=_STEP,
                debounce=400,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                stop_event=stop,
                ignore_permission_denied=True,
            ):
                pauses = 0 if changes else pauses + 1
                if changes or pauses == _LOOKS:
                    look(sorted({Path(path) for _, path in changes}))
                    pauses = 0
        except OSError:  # no notice to be had: too many folders, or a disk of another machine
            while not stop.wait(_LOOK / 1000):
                look([])


def hashes(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Return the SHA-256 of files by their name below a folder; empty for one that is gone."""
    found = {}
    for file in files:
        try:
            found[file.relative_to(root).as_posix()] = hashlib.sha256(read_regular(file)).hexdigest()
        except (OSError, ValueError):
            if not file.exists() and file.is_relative_to(root):
                found[file.relative_to(root).as_posix()] = ""
    return found

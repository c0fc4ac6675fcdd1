"""Tasks for processes of their own, which find them here by name."""

import os
import signal
import time
from pathlib import Path


def same(source: int) -> int:
    return source


def ready() -> None:
    """Warm nothing."""


def square(source: int) -> int:
    if source == 5:
        raise ValueError("five")
    if source == 6:
        raise FileNotFoundError(2, "No such file or directory", "six")
    return source * source


def deadly(source: int) -> int:
    if source == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return source * source


def dies_once(marker: Path, source: int) -> int:
    if source == 3 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return source * source


def slow_first(source: int) -> int:
    time.sleep(0.05 if source % 4 == 0 else 0)
    return source

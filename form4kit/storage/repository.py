"""Where a repository begins, and whose form4kit.toml holds in a folder.

A form4kit.toml switches rules off, so it must be the user's own. In the folder that was given, and above it
up to the root of its repository, it is read whoever owns it. Beyond that only up to the home folder, and only
where it and every folder on the way belong to the user and nobody else may write there. For a folder that is
not below the home folder the user's own folders alone set the end.
"""

import os
import stat
from functools import lru_cache
from os.path import isfile, lexists
from pathlib import Path
from typing import NamedTuple

NAME = "form4kit.toml"
_REPOSITORY = ".git"
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class InForce(NamedTuple):
    """The form4kit.toml that holds in a folder, and the nearest that was passed over; None without one."""

    file: Path | None = None
    passed_over: Path | None = None


_top: str | None = None


def confine(folder: Path) -> None:
    """Look at nothing above a folder from now on, in this process: neither settings nor what drafts name.

    For who serves one folder to somebody else.
    """
    global _top
    _top = str(folder.resolve())
    _ways.cache_clear()


def in_force(folder: Path, given: Path | None = None) -> InForce:
    """Return which form4kit.toml holds in a folder; `given` is the folder above it that the user named."""
    ways = _ways(folder.absolute())
    trusted = _trusted(ways, given)
    passed: Path | None = None
    safe = True
    for number, place in enumerate(ways):
        free = number < trusted
        safe = free or (safe and _is_ours_alone(place, ways[0]))
        if isfile(file := os.path.join(place, NAME)):  # noqa: PTH113, PTH118
            if free or (safe and _belongs(file)):
                return InForce(Path(file), passed)
            passed = passed or Path(file)
    return InForce(None, passed)


def root_of(folder: Path, given: Path | None = None) -> Path:
    """Return the folder, resolved, inside which a draft of `folder` may name files.

    It is the nearest above with a form4kit.toml that holds, or a repository; where there is neither, the
    folder two above the draft, which is the one above its own.
    """
    ways = _ways(folder.absolute())
    file = in_force(folder, given).file
    toml = str(file.parent) if file else None
    found = next((place for place in ways if place == toml or _is_repository(place)), None)
    return Path(found) if found else Path(ways[min(1, len(ways) - 1)])


@lru_cache(maxsize=64)
def _ways(folder: Path) -> tuple[str, ...]:
    """Return a folder and those above it, nearest first, links resolved."""
    folder = folder.resolve()
    ways = tuple(str(place) for place in (folder, *folder.parents))
    if _top is None:
        return ways
    return ways[: ways.index(_top) + 1] if _top in ways else ways[:1]


def _trusted(ways: tuple[str, ...], given: Path | None) -> int:
    """Return how many of the folders are the one given, or of its repository: their file always holds."""
    named = _ways(given.absolute())[0] if given else ways[0]
    start = ways.index(named) if named in ways else 0
    root = next((number for number, place in enumerate(ways) if _is_repository(place)), 0)
    return max(start, root) + 1


def _is_repository(place: str) -> bool:
    """Tell whether a repository begins here; never in a folder such as /tmp, where anyone may put one."""
    if not lexists(os.path.join(place, _REPOSITORY)):  # noqa: PTH118
        return False
    mode = Path(place).stat().st_mode
    return not (mode & stat.S_ISVTX and mode & stat.S_IWOTH)


def _is_ours_alone(place: str, start: str) -> bool:
    """Tell whether a folder may hold for one below it: the user's own, and not above the home folder."""
    home = _home()
    if home is not None and _is_below(start, home) and not _is_below(place, home):
        return False
    if not hasattr(os, "getuid"):  # Windows tells no owner here: then the home folder is the user's
        return home is not None and _is_below(place, home)
    return _belongs(place)


def _belongs(path: str) -> bool:
    """Tell whether a file or folder belongs to the user, and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True
    try:
        found = Path(path).stat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS


def _is_below(place: str, folder: str) -> bool:
    return Path(place).is_relative_to(folder)


def _home() -> str | None:
    try:
        return str(Path.home().resolve())
    except (OSError, RuntimeError):
        return None

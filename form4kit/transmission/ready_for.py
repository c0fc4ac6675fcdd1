"""Look at a machine and a repository, and say what both are ready for."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from form4kit.transmission import ready_machine, ready_repository
from form4kit.transmission.readiness import ReadyLine


def looked_at(folder: Path, now: dt.datetime, environment: Mapping[str, str]) -> tuple[ReadyLine, ...]:
    """Return what this machine, and the repository of a folder, are ready for; `now` is aware."""
    return (*ready_machine.lines(folder, now), *ready_repository.lines(folder, now, environment))

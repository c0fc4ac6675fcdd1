"""What a worker does with one source, here or on another machine, and what travels to it and back."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run, run_bytes
from form4kit.registry.settings import NO_SETTINGS, Settings, settings_for
from form4kit.source.discover import Found
from form4kit.source.limits import LARGEST
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME, root_of

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True)
class LocalTask:
    """A source that the worker reads itself, where it sees the same disk."""

    found: Found

    def judge(self, options: Options) -> Outcome:
        """Read and judge it. Raises OSError where it cannot be opened."""
        return run(self.found, options)


@dataclass(frozen=True, slots=True)
class PackedTask:
    """A source that travels: its bytes, and whatever else on our disk judging may read.

    `registry` and `draft_files` hold files by their path under a root, in which the source's own folder is
    `folder`: those that hold for all drafts there, and those that this one names.
    """

    name: str
    data: bytes
    settings: Settings = NO_SETTINGS
    folder: str = ""
    registry: tuple[tuple[str, bytes], ...] = ()
    draft_files: tuple[tuple[str, bytes], ...] = ()
    not_judged: frozenset[str] = frozenset()

    def judge(self, options: Options) -> Outcome:
        """Judge it in a copy of its repository, in which the next one will find nothing of this one's."""
        root = Path(_repository(self.registry).name)
        folder = root / self.folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _put(root, self.draft_files)
            outcome = run_bytes(self.data, self.name, folder, replace(options, given=root))
        finally:
            for name, _ in self.draft_files:
                (root / name).unlink(missing_ok=True)
        return replace(outcome.without(self.not_judged), settings=self.settings)


@lru_cache(maxsize=4)
def _repository(files: tuple[tuple[str, bytes], ...]) -> "TemporaryDirectory[str]":
    """Make a folder with a registry in it, which a worker reads once and not for each filing."""
    from tempfile import TemporaryDirectory

    folder = TemporaryDirectory(prefix="form4kit-")
    _put(Path(folder.name), ((NAME, b""), *files))  # without a form4kit.toml one further up would hold
    return folder


def _put(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


Task = LocalTask | PackedTask


def packed(found: Found) -> PackedTask:
    """Pack a source for a worker that sees no disk of ours. Raises OSError where it cannot be read."""
    from form4kit.compiler.dependencies import dependencies_of

    data = found.read()
    folder = found.folder.resolve()
    needed = dependencies_of(data, found.name, folder, found.given)
    registry = frozenset(needed.registry)
    highest = root_of(folder, found.given)  # as high as a draft may name files
    root = Path(os.path.commonpath([highest, *(file.parent for file in (*needed.registry, *needed.named))]))
    return PackedTask(
        found.name,
        data,
        settings_for(folder, found.given),
        folder.relative_to(root).as_posix(),
        _read(root, needed.registry),
        _read(root, (file for file in needed.named if file not in registry)),
        found.not_judged,
    )


def _read(root: Path, files: Iterable[Path]) -> tuple[tuple[str, bytes], ...]:
    return tuple((file.relative_to(root).as_posix(), read_regular(file, LARGEST)) for file in files)


def judge(task: Task, options: Options) -> Outcome:
    """Judge a source; without what only a build needs, and without the text where nothing was found."""
    outcome = task.judge(options)
    return replace(outcome, written=None, parts=(), data=outcome.data if outcome.findings else b"")


def warm(pdf: bool = False) -> None:
    """Make once, in a new worker, what every filing needs: the rules, the validators, the press."""
    import gc

    from form4kit.draft_schema.check import accepts
    from form4kit.edgar import xsd
    from form4kit.law.editions import TODAY
    from form4kit.rules.engine import catalogue

    catalogue()
    accepts({})
    for form in ("3", "4", "5"):
        xsd.ready(form, TODAY)
    if pdf:
        from form4kit.proof.pdf import warm as warm_press

        warm_press()
    gc.freeze()  # what is made here lives as long as the worker: no collection need look at it again
    gc.set_threshold(50_000, 10, 10)  # as the command line does

"""What a worker does with one source, near or far, and what travels to it and back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.edgar.exhibits import LARGEST
from form4kit.pipeline import Options, Outcome, run, run_bytes
from form4kit.settings import NAME, NO_SETTINGS, Settings, settings_for
from form4kit.source import draft, text
from form4kit.source.files import Found
from form4kit.source.kinds import kind_of

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_REGISTRY = ("people", "footnotes")


@dataclass(frozen=True, slots=True)
class Near:
    """A source that the worker reads itself, where it sees the same disk."""

    found: Found

    def judged(self, options: Options) -> Outcome:
        """Read and judge it. Raises OSError where it cannot be opened."""
        return run(self.found, options)


@dataclass(frozen=True, slots=True)
class Far:
    """A source that travels: its bytes, and whatever else on our disk judging may read.

    `registry` and `beside` hold files by their path under the root of the repository, in which the source's
    own folder is `folder`: those that hold for all its drafts, and those that this one names.
    """

    name: str
    data: bytes
    settings: Settings = NO_SETTINGS
    folder: str = ""
    registry: tuple[tuple[str, bytes], ...] = ()
    beside: tuple[tuple[str, bytes], ...] = ()

    def judged(self, options: Options) -> Outcome:
        """Judge it in a copy of its repository, in which the next one will find nothing of this one's."""
        root = Path(_repository(self.registry).name)
        folder = root / self.folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _put(root, self.beside)
            outcome = run_bytes(self.data, self.name, folder, options)
        finally:
            for name, _ in self.beside:
                (root / name).unlink(missing_ok=True)
        return replace(outcome, settings=self.settings)


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


Task = Near | Far


def far(found: Found) -> Far:
    """Pack a source for a worker that sees no disk of ours. Raises OSError where it cannot be read."""
    data = found.read()
    folder = found.folder.resolve()
    settings = settings_for(folder)
    root = settings.file.parent if settings.file else folder
    registry = tuple(_registry(root)) if settings.file else ()
    named = (path for path in _named(data, found.name, folder, root) if path not in registry)
    return Far(
        found.name,
        data,
        settings,
        folder.relative_to(root).as_posix(),
        _read(root, registry),
        _read(root, dict.fromkeys(named)),
    )


def _read(root: Path, files: Iterable[Path]) -> tuple[tuple[str, bytes], ...]:
    return tuple((file.relative_to(root).as_posix(), file.read_bytes()) for file in files)


def _registry(root: Path) -> Iterator[Path]:
    """The files that hold for all drafts of a repository."""
    yield root / NAME
    for name in _REGISTRY:
        for pattern in ("*.yaml", "*.yml"):
            yield from sorted((root / name).glob(pattern))


def _named(data: bytes, name: str, folder: Path, root: Path) -> Iterator[Path]:
    """The files that a draft names anywhere, such as its exhibits, and that lie in its repository."""
    if kind_of(data, name) != "draft":
        return
    content, _ = text.decode(data)
    tree, _ = draft.compose(content) if content is not None else (None, [])
    for node in tree.scalars() if tree else ():
        path = _inside(folder, node.text or "", root)
        if path is not None and path.is_file() and path.stat().st_size <= LARGEST:
            yield path


def _inside(folder: Path, name: str, root: Path) -> Path | None:
    try:
        path = (folder / name).resolve() if name and len(name) < 1024 else root
    except (OSError, ValueError):  # longer than a path may be, or with a NUL
        return None
    return path if path != root and path.is_relative_to(root) else None


def judge(task: Task, options: Options) -> Outcome:
    """Judge a source; without what only a build needs, and without the text where nothing was found."""
    outcome = task.judged(options)
    return replace(outcome, written=None, data=outcome.data if outcome.findings else b"")


def warm(pdf: bool = False) -> None:
    """Make once, in a new worker, what every filing needs: the rules, the validators, the press."""
    import gc

    from form4kit.edgar import xsd
    from form4kit.law.editions import TODAY
    from form4kit.rules.frame import catalogue
    from form4kit.shape.check import accepts

    catalogue()
    accepts({})
    for form in ("3", "4", "5"):
        xsd.ready(form, TODAY)
    if pdf:
        from form4kit.proof.pdf import warm as warm_press

        warm_press()
    gc.freeze()  # what is made here lives as long as the worker: no collection need look at it again

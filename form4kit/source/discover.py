"""Find filings: a path, a folder of them, or standard input."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from form4kit.source.detect import is_filing, may_be_filing
from form4kit.source.limits import LARGEST
from form4kit.storage.names import DRAFT, MANIFEST, OWNERSHIP

_MOST_ENTRIES = 5_000
"""The files and folders that are looked at in a folder which a draft names."""
_NOT_FILINGS = frozenset(["people", "footnotes"])
STDIN = "-"


class Inside(Protocol):
    """A source inside a file that holds many."""

    @property
    def stem(self) -> str:
        """The name of its output."""

    @property
    def not_judged(self) -> frozenset[str]:
        """The rules that it has not all the facts for."""

    def read(self) -> bytes:
        """Return its bytes. Raises OSError where they cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source to judge: the path as a report names it, and what is needed to read it.

    `given` is the folder that the user named, where the source was met in it; `inside` is there where the
    file holds many sources, and gives this one of them.
    """

    name: str
    file: Path | None
    given: Path | None = None
    inside: Inside | None = None

    @property
    def folder(self) -> Path:
        """The folder that paths inside the source start from."""
        return self.file.parent if self.file else Path()

    @property
    def stem(self) -> str:
        """The name of its output: the file's stem, or the built folder's name."""
        if self.inside is not None:
            return self.inside.stem
        if self.file is None:
            return "stdin"
        built = self.file.name in (DRAFT, OWNERSHIP) and (self.folder / MANIFEST).exists()
        name = self.folder.resolve().name if built else self.file.stem
        return name if name.strip(".") else self.file.name.strip(".") or "unnamed"  # `...yaml` is `..`

    @property
    def size(self) -> int:
        """The size in bytes, 0 where it cannot be known before reading."""
        return self.file.stat().st_size if self.file and self.inside is None else 0

    @property
    def not_judged(self) -> frozenset[str]:
        """The codes of the rules that the source has not all the facts for."""
        return self.inside.not_judged if self.inside else frozenset()

    def read(self) -> bytes:
        """Return the bytes. Raises OSError where the file cannot be opened."""
        if self.inside is not None:
            return self.inside.read()
        if self.file is None:
            return sys.stdin.buffer.read(LARGEST + 1)
        with self.file.open("rb") as stream:  # a device such as /dev/zero has no size and no end
            return stream.read(LARGEST + 1)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that does not exist or cannot be opened, and why, in a few words."""

    name: str
    why: str


def beside_filings(folder: Path) -> bool:
    """Tell whether a folder is one of those of a registry, whose files are no filings."""
    return folder.name in _NOT_FILINGS


def find(
    paths: list[str], passed_over: list[str] | None = None, *, archives: bool = False
) -> Iterator[Found | Unreadable]:
    """Turn paths into sources, in the order given; folders are walked in sorted order.

    In a folder only what looks like a filing is taken; a folder with a `manifest.json` is one filing.
    A file named outright is always taken. `passed_over` takes the names of other YAML and XML in folders.
    With `archives` a ZIP of the SEC's quarterly data sets gives its filings.
    """
    for name in paths:
        if name == STDIN:
            yield Found(STDIN, None)
            continue
        path = Path(name)
        try:
            if path.is_dir():
                found = _built(path) or _walk(path, passed_over, archives=archives)
                yield from (replace(each, given=path) if isinstance(each, Found) else each for each in found)
            elif path.exists():
                with path.open("rb"):
                    opened = _archive(path) if archives else None
                yield from opened or [Found(name, path)]
            else:
                yield Unreadable(name, "no such file or folder")
        except OSError as error:
            yield Unreadable(name, (error.strerror or str(error)).lower())


def find_inside(path: Path, root: Path) -> Iterator[Found | Unreadable]:
    """Yield what lies at a path that a draft names, as `find` does; of a folder so much as is sensible.

    What links lead to outside `root` is left out.
    """
    if not path.is_dir():
        yield Found(str(path), path)
        return
    try:
        for each in _built(path) or _walk(path, None, _Entries()):
            if isinstance(each, Unreadable) or (each.file and each.file.resolve().is_relative_to(root)):
                yield each
    except _TooMany:
        why = f"more than {_MOST_ENTRIES:,} files and folders; name the filings, or a smaller folder"
        yield Unreadable(str(path), why)


class _TooMany(Exception):
    """End a walk that leads too far."""


class _Entries:
    """Counts what a walk looks at."""

    left = _MOST_ENTRIES

    def of(self, folder: Path) -> list[Path]:
        """Return what lies in a folder. Raises OSError, and _TooMany."""
        found = list(islice(folder.iterdir(), self.left + 1))
        self.left -= len(found)
        if self.left < 0:
            raise _TooMany
        return found


def _built(folder: Path) -> list[Found]:
    """Return the one filing of a built folder; nothing where it is none."""
    names = (DRAFT, OWNERSHIP) if (folder / MANIFEST).is_file() else ()
    return [Found(str(folder / name), folder / name) for name in names if (folder / name).is_file()][:1]


def _archive(file: Path) -> Iterator[Found | Unreadable] | None:
    """Return what a file holds that holds many sources; None where it is itself one. Raises OSError."""
    from form4kit.source.data_set_store import is_data_set

    return _in_data_set(file) if is_data_set(file) else None


def _in_data_set(file: Path) -> Iterator[Found | Unreadable]:
    from form4kit.source.data_sets import INSIDE, BadDataSet, filings_in

    try:
        for each in filings_in(file):
            yield Found(f"{file}{INSIDE}{each.stem}", file, inside=each)
    except BadDataSet as error:
        yield Unreadable(str(file), str(error))
    except OSError as error:
        yield Unreadable(str(file), (error.strerror or str(error)).lower())


def _walk(
    folder: Path,
    passed_over: list[str] | None,
    counted: "_Entries | None" = None,
    *,
    archives: bool = False,
) -> Iterator[Found | Unreadable]:
    try:
        entries = sorted(counted.of(folder) if counted else folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Unreadable(str(folder), (error.strerror or str(error)).lower())
        return
    for entry in entries:
        if entry.is_dir():
            if not (entry.name in _NOT_FILINGS or entry.name.startswith(".") or entry.is_symlink()):
                yield from _built(entry) or _walk(entry, passed_over, counted, archives=archives)
            continue
        try:
            if archives and entry.suffix.lower() == ".zip" and (held := _archive(entry)):
                yield from held
            elif is_filing(entry):
                yield Found(str(entry), entry)
            elif passed_over is not None and may_be_filing(entry):
                passed_over.append(str(entry))
        except OSError as error:
            yield Unreadable(str(entry), (error.strerror or str(error)).lower())

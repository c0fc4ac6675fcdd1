"""The forms of a folder, read once as long as their files stay as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from form4kit.history.replay import Named
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run
from form4kit.source.discover import Found, find
from form4kit.source.limits import LARGEST
from form4kit.storage.names import MANIFEST


@dataclass(frozen=True, slots=True)
class FolderForm:
    """A form below a folder: its name with slashes, what came of reading it, and the form itself.

    `built` says that it lies in a built folder. What is no draft and lies in none was published by EDGAR.
    """

    name: str
    outcome: Outcome
    filing: Filing
    built: bool

    @property
    def published(self) -> bool:
        """Whether it is a document as EDGAR has it, and no draft of one."""
        return self.filing.kind != "draft" and not self.built

    @property
    def named(self) -> Named:
        """The form as a history takes it."""
        return Named(self.name, self.filing)


def forms_in(root: Path) -> Iterator[FolderForm]:
    """Yield the forms below a folder that can be read, in the order of their files."""
    for found in find([str(root)]):
        if isinstance(found, Found) and found.file is not None:
            yield from _named(found.file.relative_to(root).as_posix(), found)


def _named(name: str, found: Found) -> Iterator[FolderForm]:
    try:
        stat = found.file.stat() if found.file else None
    except OSError:
        return
    if stat is None or stat.st_size > LARGEST:
        return
    held = _read(found, stat.st_mtime_ns, stat.st_size)
    built = (found.folder / MANIFEST).is_file()
    for number, each in enumerate(held, start=1):
        if each.filing is not None:
            told = name if len(held) == 1 else f"{name}, filing {number}"
            yield FolderForm(told, each, each.filing, built)


@lru_cache(maxsize=8192)
def _read(found: Found, _changed: int, _size: int) -> tuple[Outcome, ...]:
    try:
        return run(found, Options(only_read=True)).held
    except OSError:
        return ()

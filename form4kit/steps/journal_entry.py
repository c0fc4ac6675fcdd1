"""Read the journal of a folder. Whoever can write there may have put anything into it: nothing is trusted."""

import datetime as dt
import errno
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from form4kit.lazy_re import pattern
from form4kit.storage.names import JOURNAL, PRIVATE, RECEIPTS, RECORD
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256

ENTRY: Final = "plan.json"
BEFORE_AND_AFTER: Final = ("before", "after")
KEPT_FOR: Final = dt.timedelta(days=30)
_NAME = pattern(r"\d{8}T\d{12}Z-[0-9a-f]{8}\Z")
_SHA = pattern(r"(?:[0-9a-f]{64})?\Z")
_LARGEST: Final = 1_000_000
_MOST: Final = 20_000
_NEVER = frozenset([RECORD, RECEIPTS, *PRIVATE])
_UNFIT = pattern('[\x00-\x1f\x7f<>:"|?*\\\\]')


class Unsound(ValueError):
    """Say that an entry of the journal is none that form4kit has written."""


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A file that a plan wrote: its path below the folder, the SHA-256 before and after; empty where none."""

    file: str
    before: str
    after: str
    known: bool


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A plan that was carried out. `of` is the entry that it takes back, `undoable` whether it can be too."""

    name: str
    at: dt.datetime
    by: str
    step: str
    filing: str
    sentence: str
    of: str
    undoable: bool
    files: tuple[JournalFile, ...]

    @staticmethod
    def instant(name: str) -> dt.datetime:
        """Return when an entry was made, by its name."""
        return dt.datetime.strptime(name[:22], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=dt.UTC)


def names(root: Path) -> list[str]:
    """Return the names of a journal's entries, oldest first; none where the journal is a link."""
    if not _plain_folder(root / JOURNAL.split("/")[0]) or not _plain_folder(root / JOURNAL):
        return []
    found = []
    with os.scandir(root / JOURNAL) as listed:
        for each in listed:
            if _NAME.match(each.name) and each.is_dir(follow_symlinks=False) and _is_instant(each.name):
                found.append(each.name)
            if len(found) >= _MOST:
                break
    return sorted(found)


def entry_folder(root: Path, name: str) -> Path:
    """Return the folder of an entry. Raises Unsound where it is no name of one."""
    if not _NAME.match(name):
        raise Unsound("there is no such entry")
    return root / JOURNAL / name


def entries(root: Path) -> Iterator[JournalEntry]:
    """Yield the entries of a folder's journal that can be read, the newest first."""
    for name in reversed(names(root)):
        try:
            yield read_entry(root, name)
        except (Unsound, OSError):
            continue


def read_entry(root: Path, name: str) -> JournalEntry:
    """Read an entry. Raises Unsound and OSError."""
    folder = entry_folder(root, name)
    if name not in names(root):
        raise Unsound("there is no such entry")
    try:
        value = json.loads(_read(folder / ENTRY, _LARGEST))
        files = tuple(_file(each) for each in value["writes"])
        texts = [value[key] for key in ("by", "step", "filing", "sentence", "of")]
        if not all(isinstance(each, str) and len(each) < 100_000 for each in texts):
            raise Unsound("an entry of the journal is damaged")
        by, step, filing, sentence, of = texts
        undoable = value["undoable"] is True
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unsound("an entry of the journal is damaged") from None
    return JournalEntry(name, JournalEntry.instant(name), by, step, filing, sentence, of, undoable, files)


def kept_bytes(root: Path, entry: JournalEntry, number: int, which: str) -> bytes:
    """Return the bytes of a file before or after a plan. Raises Unsound where they are not those, OSError."""
    wanted = getattr(entry.files[number], which)
    data = _read(entry_folder(root, entry.name) / f"{number}.{which}", 10_000_000) if wanted else b""
    if wanted and sha256(data) != wanted:
        raise Unsound("what the journal kept was changed since")
    return data


def target(root: Path, file: str) -> Path:
    """Return where a file of an entry lies. Raises Unsound where that is no place that an undo may write to.

    It lies in the folder, on a way without links and hidden folders, and is nothing that is final.
    """
    parts = PurePosixPath(file).parts
    wrong = not parts or file.startswith("/") or len(file) > 1_000 or _UNFIT.search(file)
    if wrong or any(part.startswith(".") or part in _NEVER for part in parts):
        raise Unsound("the journal names a file that is not of this folder")
    path = root
    for part in parts:
        path = path / part
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue
        last = path == root.joinpath(*parts)
        if not (stat.S_ISREG(mode) if last else stat.S_ISDIR(mode)):
            raise Unsound(f"{file} is behind a link")
    return path


def _file(value: Any) -> JournalFile:
    known = value["known"] is True
    before, after = (value["before"], value["after"]) if known else ("", "")
    if not (isinstance(value["file"], str) and _SHA.match(before) and _SHA.match(after)):
        raise Unsound("an entry of the journal is damaged")
    return JournalFile(value["file"], before, after, known)


def _read(file: Path, most: int) -> bytes:
    if not stat.S_ISREG(file.lstat().st_mode):
        raise OSError(errno.EINVAL, "not a file", str(file))
    return read_regular(file, most)


def _plain_folder(folder: Path) -> bool:
    try:
        return stat.S_ISDIR(folder.lstat().st_mode)
    except OSError:
        return False


def _is_instant(name: str) -> bool:
    try:
        JournalEntry.instant(name)
    except ValueError:
        return False
    return True

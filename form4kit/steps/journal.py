"""What was done in a folder: each plan that was carried out, who did it and when, and the bytes before.

`.form4kit/undo/` has a folder for each, closed to others: `plan.json`, and beside it the bytes of each file
before and after. They go after thirty days. Of what may hold a CCC nothing is kept, no hash either.
"""

import datetime as dt
import getpass
import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from form4kit.edgar.ccc_scan import lines_with_ccc
from form4kit.edgar.ccc_shapes import known_in
from form4kit.steps.journal_entry import BEFORE_AND_AFTER, ENTRY, KEPT_FOR, JournalEntry, entry_folder, names
from form4kit.steps.step_plan import PlannedWrite, StepPlan
from form4kit.storage.names import JOURNAL, PRIVATE
from form4kit.storage.sealed import sha256

FINAL: Final = frozenset(
    ["sign", "send", "submit", "live", "receive", "record", "put-on-record", "hand-off", "set-aside"]
)
"""The steps that cannot be taken back, of which therefore no bytes are kept."""
LARGEST: Final = 2_000_000
"""The bytes of a file above which it is not kept."""


@dataclass(slots=True)
class Doing:
    """A step that is being carried out: in which folder, of what filing, when, and by whom.

    `filing` is the draft's path below the folder without `.yaml`, empty where it is of none; `of` is the
    entry that an undo takes back.
    """

    root: Path
    step: str
    filing: str
    now: dt.datetime
    by: str = ""
    of: str = ""
    entry: Path | None = field(default=None, init=False)


_DOING: ContextVar[Doing | None] = ContextVar("doing", default=None)


@contextmanager
def journaled(doing: Doing, planned: StepPlan) -> Iterator[None]:
    """Keep what is carried out meanwhile; a step that writes otherwise than by its plan leaves a line only.

    Raises OSError where the journal cannot be written.
    """
    token = _DOING.set(doing)
    try:
        yield
        if doing.entry is None:
            _write_entry(doing, planned, ())
    finally:
        _DOING.reset(token)


def keep(planned: StepPlan, held: Sequence[bytes | None]) -> Path | None:
    """Keep the bytes that a plan is about to replace; None where nobody keeps a journal. Raises OSError."""
    doing = _DOING.get()
    if doing is None:
        return None
    doing.entry = _write_entry(doing, planned, held)
    return doing.entry


def drop(entry: Path | None) -> None:
    """Take an entry out again, since what it tells of came to nothing."""
    doing = _DOING.get()
    if entry is not None:
        _delete(entry)
    if doing is not None:
        doing.entry = None


def user() -> str:
    """Return the name under which somebody is logged in; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _write_entry(doing: Doing, planned: StepPlan, held: Sequence[bytes | None]) -> Path:
    folder = _journal(doing.root)
    _forget_old(doing.root, doing.now)
    stamp = doing.now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    entry = _new_folder(folder, stamp, doing.root)
    undoable = bool(held) and doing.step not in FINAL
    files = [
        _file(entry, number, write, held, doing.root, undoable) for number, write in enumerate(planned.writes)
    ]
    known = all(each["known"] for each in files)
    content: dict[str, Any] = {
        "version": 1,
        "at": doing.now.astimezone(dt.UTC).isoformat(),
        "by": doing.by or user(),
        "step": doing.step,
        "filing": doing.filing,
        "of": doing.of,
        "sentence": _public(planned.sentence),
        "hash": planned.hash if known else "",
        "undoable": undoable and bool(files) and known,
        "writes": files,
    }
    _put(entry / ENTRY, json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8", "replace"))
    return entry


def _new_folder(folder: Path, stamp: str, root: Path) -> Path:
    """Make the folder of an entry, which comes behind all others of its instant."""
    number = max((int(name[-8:], 16) for name in names(root)), default=0)
    while True:
        number = (number + 1) % 2**32
        entry = folder / f"{stamp}-{number:08x}"
        with suppress(FileExistsError):
            entry.mkdir(mode=0o700)
            return entry


def _file(
    entry: Path, number: int, write: PlannedWrite, held: Sequence[bytes | None], root: Path, keeping: bool
) -> dict[str, Any]:
    """Return what is put down of one file, and keep its bytes where they may be kept."""
    inside = write.file.resolve().is_relative_to(root.resolve())
    name = write.file.resolve().relative_to(root.resolve()).as_posix() if inside else write.file.name
    before = held[number] if number < len(held) else None
    if write.private or write.file.name in PRIVATE or _secret(before) or _secret(write.after) or not inside:
        return {"file": name, "kind": write.kind, "known": False}
    small = max(len(before or b""), len(write.after)) <= LARGEST
    if keeping and small:
        for ending, data in zip(BEFORE_AND_AFTER, (before, None if write.gone else write.after), strict=True):
            if data is not None:
                _put(entry / f"{number}.{ending}", data)
    after = "" if write.gone else sha256(write.after)
    return {"file": name, "kind": write.kind, "before": write.before, "after": after, "known": small}


def _secret(data: bytes | None) -> bool:
    return data is not None and bool(lines_with_ccc(data, known_in(os.environ)))


def _public(sentence: str) -> str:
    return "" if _secret(sentence.encode("utf-8", "replace")) else sentence


def _journal(root: Path) -> Path:
    """Return the journal's folder, made where there is none; a link on the way to it is refused.

    Raises OSError.
    """
    root.mkdir(parents=True, exist_ok=True)
    folder = root
    for part in JOURNAL.split("/"):
        folder = folder / part
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NotADirectoryError(20, "is a link or a file where the journal goes", str(folder))
    return folder


def _put(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)


def _forget_old(root: Path, now: dt.datetime) -> None:
    for name in names(root):
        if now - JournalEntry.instant(name) > KEPT_FOR:
            _delete(entry_folder(root, name))


def _delete(entry: Path) -> None:
    """Delete an entry: the files in it, never through a link, and the folder where it is empty then."""
    with suppress(OSError):
        if stat.S_ISDIR(entry.lstat().st_mode):
            for each in entry.iterdir():
                if not stat.S_ISDIR(each.lstat().st_mode):
                    each.unlink()
            entry.rmdir()

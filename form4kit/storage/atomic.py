"""Write a folder or a file whole or not at all: in a scratch folder beside it, then renamed.

A process that is killed leaves its scratch folder. Whoever next writes there sees that nobody holds it any
more, puts back what it had taken out of the way, and deletes it.
"""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from form4kit.storage.names import KEPT, MANIFEST, PRIVATE
from form4kit.storage.regular import NotRegular, is_regular, read_regular

_SCRATCH = ".form4kit-"
_LOCKLESS = frozenset([errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
"""The answers of a folder that may not be listed, or that lies on a disk without locks for folders."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, in place of what it held; an interrupted write leaves the old one.

    Raises OSError where the folder cannot be written, or holds what form4kit has not built.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _refuse_what_is_in_the_way(folder)
    with _scratch(folder.parent) as scratch:
        fresh = scratch / "new"
        fresh.mkdir()
        for name, data in files.items():
            _write(fresh / name, data, 0o600 if name in PRIVATE else 0o666)
            if name in PRIVATE and (fresh / name).read_bytes() != data:
                raise OSError(errno.EIO, "does not read back as it was written", str(folder / name))
        with locked(folder.parent):
            _refuse_what_is_in_the_way(folder)
            _take_place(fresh, folder, scratch / "old")


def kept_in(folder: Path) -> dict[str, bytes]:
    """Return what stays in a folder that is written anew: what others said of it, by name. Raises OSError."""
    return {name: read_regular(folder / name) for name in sorted(KEPT) if is_regular(folder / name)}


def write_file(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the permissions of the one that it replaces.

    One that may hold a secret is its owner's alone, whatever was there before. A device or a pipe,
    such as /dev/stdout, is written to and stays what it is. Raises OSError where the file
    cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if _is_device(file):
        file.write_bytes(data)
        return
    with _scratch(file.parent) as scratch:
        _replace(file, data, scratch / "new")


def _is_device(file: Path) -> bool:
    try:
        mode = file.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def rewrite_file(file: Path, change: Callable[[bytes], bytes]) -> None:
    """Give a file, empty where there is none, the content that `change` makes of its own; others wait.

    When it returns, the content is on the disk, and no loss of power undoes it. Raises OSError where the file
    cannot be read or written, and what `change` raises.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with _scratch(file.parent) as scratch, locked(file.parent):
        data = change(read_regular(file) if file.exists() else b"")
        _replace(file, data, scratch / "new", forced=True)


def tidy(folder: Path) -> None:
    """Delete what killed processes have left in a folder, and put back what they had taken out of the way.

    What a living process holds is left alone; so is everything where there are no locks to tell by, and
    what cannot be deleted.
    """
    with suppress(OSError), locked(folder):
        for scratch in folder.glob(f"{_SCRATCH}*"):
            with suppress(OSError), _hold(scratch, wait=False) as held:
                if held:
                    _put_back(scratch / "old", folder)
                    shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file or folder against other form4kit processes, where there are locks."""
    with _hold(path, wait=True):
        yield


@contextmanager
def held_alone(file: Path) -> Iterator[None]:
    """Hold a file, made where there is none, as long as this lasts, where there are locks.

    Raises BlockingIOError where another process holds it, and OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    if not is_regular(file):
        raise NotRegular(errno.EINVAL, "not a file", str(file))
    with _hold(file, wait=False):
        yield


@contextmanager
def _hold(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold a file or folder; false where there are no locks. Raises BlockingIOError rather than wait."""
    handle = _lock(path, wait)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _lock(path: Path, wait: bool) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows, which lets no one rename a folder that is in use
        return None
    handle = None
    try:
        handle = os.open(path, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if handle is not None:
            os.close(handle)
        if error.errno in _LOCKLESS:
            return None
        raise
    return handle


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Make a folder in a folder, closed to others and held as long as it is there."""
    _tidy_once(folder.resolve())
    with ExitStack() as last:
        with locked(folder):  # so that none is seen before it is held
            scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
            last.callback(shutil.rmtree, scratch, ignore_errors=True)
            last.enter_context(_hold(scratch, wait=True))
        yield scratch


@cache
def _tidy_once(folder: Path) -> None:
    """Tidy a folder before the first of what may be thousands of writes."""
    tidy(folder)


def _write(file: Path, data: bytes, mode: int, *, forced: bool = False) -> None:
    """Write a new file; the user's umask takes from its mode what it takes from that of any file."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        stream.write(data)
        if forced:
            stream.flush()
            os.fsync(stream.fileno())


def _replace(file: Path, data: bytes, fresh: Path, *, forced: bool = False) -> None:
    """Rename a new file to the name of another; `forced` to the disk, so that no loss of power undoes it."""
    private = file.name in PRIVATE
    _write(fresh, data, 0o600 if private else 0o666, forced=forced)
    with suppress(FileNotFoundError):
        fresh.chmod(0o600 if private else stat.S_IMODE(file.stat().st_mode))
    fresh.replace(file)
    if forced:
        _force_names(file.parent)


def _force_names(folder: Path) -> None:
    """Have the system write the names in a folder to the disk, where it can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refuse_what_is_in_the_way(folder: Path) -> None:
    ours = folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))
    if folder.exists() and not ours:
        raise FileExistsError(
            errno.EEXIST, "is in the way, and not a folder that form4kit built", str(folder)
        )


def _take_place(fresh: Path, folder: Path, old: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    old.mkdir()
    try:
        folder.rename(old / folder.name)
        fresh.rename(folder)
    except BaseException:
        _put_back(old, folder.parent)
        raise


def _put_back(old: Path, folder: Path) -> None:
    """Put what was taken out of the way back into a folder, unless something else has its place."""
    for taken in old.glob("*"):
        if not (folder / taken.name).exists():
            taken.rename(folder / taken.name)

"""Write a folder whole or not at all: to a temporary name beside it, then renamed."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PRIVATE = frozenset(["submission.xml"])
"""Files that may hold a secret: readable by their owner alone."""
MANIFEST = "manifest.json"
"""The file by which a built folder is known."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, in place of what it held; an interrupted write leaves the old one.

    Raises OSError where the folder cannot be written, or holds what form4kit has not built.
    """
    if folder.exists() and not _replaceable(folder):
        raise FileExistsError(
            errno.EEXIST, "is in the way, and not a folder that form4kit built", str(folder)
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, data in files.items():
            mode = 0o600 if name in PRIVATE else 0o644
            with os.fdopen(os.open(fresh / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
                stream.write(data)
        fresh.chmod(0o755)
        with locked(folder.parent):
            _take_place(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file or folder against other form4kit processes, where the system has locks."""
    try:
        import fcntl
    except ImportError:  # Windows, which lets no one rename a folder that is in use
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_file(file: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError where it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _replaceable(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def _take_place(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    try:
        folder.rename(old / folder.name)
        try:
            fresh.rename(folder)
        except OSError:
            (old / folder.name).rename(folder)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)

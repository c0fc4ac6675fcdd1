"""Read a regular file and nothing else: a pipe would keep the reader waiting, a device has no end."""

import errno
import os
import stat
from os import open as low_open
from pathlib import Path

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NotRegular(OSError):
    """Say that a path leads to no regular file; `strerror` says so in words."""


def read_regular(file: Path, most: int = -1) -> bytes:
    """Return the bytes of a regular file, at most `most` of them, all where it is negative.

    Never waits. Raises NotRegular for a folder, a pipe, a socket or a device, and OSError.
    """
    handle = low_open(file, _READ)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegular(errno.EINVAL, "not a file", str(file))
    with open(handle, "rb") as stream:  # noqa: PTH123
        return stream.read(most)


def is_regular(file: Path) -> bool:
    """Tell whether a path leads to a regular file; of what cannot be looked at it is not."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except (OSError, ValueError):
        return False

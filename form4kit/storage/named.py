"""The paths that a draft may name: relative ones, to regular files and folders inside a root.

Whoever sends a draft must not be able to have any file of this machine read, or to keep the reader waiting.
Every path in a draft goes through here: balances carried forward, fills, what is amended, exhibits.
"""

import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

_LONGEST = 4096


class MayNotName(ValueError):
    """Say in words why a path is not read; `outside` tells that it leads out of the root."""

    def __init__(self, why: str, *, outside: bool = False) -> None:
        super().__init__(why)
        self.outside = outside


def named(name: str, folder: Path, root: Path, where: str) -> Path:
    """Return the file or folder that a draft in `folder` names, links resolved.

    `where` says in words what `root` is. Raises MayNotName for an absolute path, one outside the root, and
    what is neither a regular file nor a folder; nothing is opened.
    """
    if not name or "\0" in name:
        raise MayNotName("not a file name")
    if len(name) > _LONGEST:
        raise MayNotName(f"file name too long: {len(name):,} characters")
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor:
        raise MayNotName(f"{name} is an absolute path; nothing outside {where} is read", outside=True)
    try:
        path = (folder.resolve() / name).resolve()
        if not path.is_relative_to(root):
            raise MayNotName(f"{name} is outside {where}", outside=True)
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise MayNotName(f"{name}: no such file or folder") from None
    except OSError as error:
        raise MayNotName(f"{name}: {(error.strerror or str(error)).lower()}") from None
    except RuntimeError:  # a link that leads to itself
        raise MayNotName(f"{name} leads to itself") from None
    except UnicodeError:
        raise MayNotName("not a file name") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise MayNotName(f"{name} is not a file")  # a pipe, a socket or a device
    return path

"""Files that a person gives, and what a zip among them holds."""

import io
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from form4kit.source.limits import LARGEST, megabytes

MOST: Final = 2_000
"""The files that are read at once."""
MOST_BYTES: Final = 256 * 1024 * 1024
"""What they may come to, unpacked."""
_NOT_FOR_PEOPLE: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """A file that was given, or lies in a zip that was: its name, its bytes, or why it is not read."""

    name: str
    data: bytes = b""
    why: str = ""


def is_zip(name: str, data: bytes) -> bool:
    """Tell whether a file is an archive of files, and no Word file or workbook, which are zips too."""
    return data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" not in data[:4096]


def unpacked(files: Iterable[tuple[str, bytes]]) -> Iterator[UnpackedFile]:
    """Yield the files that were given; of a zip what lies in it, by its name and the one inside.

    What is too much, cannot be read, or is a link comes with the reason and without bytes.
    """
    budget = _Budget()
    for name, data in files:
        if is_zip(name, data):
            yield from _members(name, data, budget)
        else:
            yield budget.taken(name, data)


class _Budget:
    """Counts the files and bytes that are still read."""

    def __init__(self) -> None:
        self.files, self.size = MOST, MOST_BYTES

    def refused(self, size: int) -> str:
        """Say why one more file of a size is not read; empty where it is, and count it."""
        if size > LARGEST:
            return f"more than {megabytes(LARGEST)}"
        if self.files <= 0:
            return f"more than {MOST:,} files at once; give the rest by itself"
        if size > self.size:
            return f"more than {megabytes(MOST_BYTES)} at once; give the rest by itself"
        self.files, self.size = self.files - 1, self.size - size
        return ""

    def taken(self, name: str, data: bytes) -> UnpackedFile:
        why = self.refused(len(data))
        return UnpackedFile(name, b"" if why else data, why)


def _members(name: str, data: bytes, budget: _Budget) -> Iterator[UnpackedFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        yield UnpackedFile(name, why="a zip that cannot be read")
        return
    with archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
        if len(members) > MOST:
            why = f"it holds {len(members):,} files; {MOST:,} at most are read at once"
            yield UnpackedFile(name, why=why)
            return
        for each in members:
            if any(mark in each.filename for mark in _NOT_FOR_PEOPLE):
                continue
            yield _member(archive, each, f"{name}/{each.filename}", budget)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> UnpackedFile:
    if stat.S_ISLNK(info.external_attr >> 16):
        return UnpackedFile(name, why="a link, which leads elsewhere")
    if info.flag_bits & 1:
        return UnpackedFile(name, why="it has a password")
    if why := budget.refused(info.file_size):
        return UnpackedFile(name, why=why)
    try:
        with archive.open(info) as stream:  # no more than it says of itself, whatever it unpacks to
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        return UnpackedFile(name, why="it cannot be unpacked")
    except Exception as error:  # zlib and lzma have errors of their own
        if type(error).__module__ not in ("zlib", "_lzma", "lzma"):
            raise
        return UnpackedFile(name, why="it cannot be unpacked")
    if len(data) != info.file_size:
        return UnpackedFile(name, why="it unpacks to another size than it says")
    if is_zip(name, data):
        return UnpackedFile(name, why="a zip in a zip; unpack it first")
    return UnpackedFile(name, data)

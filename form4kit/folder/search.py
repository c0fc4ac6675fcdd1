"""Look through a folder for all that could be filed from it: built folders, and what does not belong there.

Nothing is passed over for its name or depth. What would be filed by mistake stands in the way: a link, whose
target may be another file tomorrow; a built folder inside another; a submission or an ownership document that
no manifest binds. Any other file is named, since nothing binds it.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from form4kit.folder.read import BuiltFolder, looks_built, read_built
from form4kit.source.full_submission import looks_like_submission
from form4kit.storage.names import DRAFT, MANIFEST, OWNERSHIP, PROOF, SUBMISSION

REVIEWS: Final = "review.jsonl"
"""The second person's word, kept beside a manifest."""
_OWN: Final = frozenset([OWNERSHIP, PROOF, DRAFT, REVIEWS])
"""Names that are no surprise in a built folder, though its manifest may not bind them."""
_ROOT = re.compile(rb"<(?:[^\s<>/:]+:)?(?:edgarSubmission|ownershipDocument)[\s/>]")
_LEAD: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
"""Byte order marks and blanks, before which no XML begins."""
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Search:
    """What a folder holds: built folders in sorted order, what must not be there, and other files.

    `faults` pair the path below the folder with a clause; `others` are paths of files that nothing binds.
    """

    folders: tuple[BuiltFolder, ...]
    faults: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


def search(folder: Path, known: frozenset[Path] = frozenset()) -> Search:
    """Search a folder, itself one that was built or not. `known` are files to pass over, such as the packet.

    Raises OSError where something cannot be read.
    """
    found = _Search(folder, {each.resolve() for each in known})
    found.look(folder, inside=None)
    return Search(tuple(found.folders), tuple(found.faults), tuple(found.others))


class _Search:
    """Walks one tree, sorted by name."""

    def __init__(self, root: Path, known: set[Path]) -> None:
        self.root, self.known = root, known
        self.folders: list[BuiltFolder] = []
        self.faults: list[tuple[str, str]] = []
        self.others: list[str] = []

    def look(self, folder: Path, inside: str | None) -> None:
        """Take in a folder and what lies in it; `inside` is the name of the built folder around it."""
        bound: frozenset[str] = frozenset()
        own: frozenset[str] = frozenset()
        if looks_built(folder):
            name = folder.resolve().name if folder == self.root else self.name(folder)
            built = read_built(folder, name)
            bound, own = frozenset([MANIFEST, SUBMISSION, *built.bound]), _OWN
            self.folders.append(built)
            if inside is not None:
                self.faults.append((name, f"is a built folder inside another, {inside}"))
            inside = name
        for entry in _entries(folder):
            if entry.is_symlink():
                self.faults.append((self.name(Path(entry.path)), "is a link; put the file itself there"))
            elif entry.is_dir():
                self.look(Path(entry.path), inside)
            elif not stat.S_ISREG(entry.stat().st_mode):
                self.faults.append((self.name(Path(entry.path)), "is neither a file nor a folder"))
            elif entry.name not in bound:
                self.other(Path(entry.path), told=entry.name not in own)

    def other(self, file: Path, *, told: bool) -> None:
        """Take in a file that no manifest binds."""
        if file.resolve() in self.known:
            return
        if kind := filing_in(file):
            self.faults.append((self.name(file), f"holds {kind} that no manifest binds"))
        elif told:
            self.others.append(self.name(file))

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def filing_in(file: Path) -> str:
    """Return what a file holds that could be filed, in words; empty where it holds nothing of the kind."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
        while head and not head.strip(_LEAD):
            head = stream.read(_HEAD)
        if not head.lstrip(_LEAD).startswith((b"<", b"-----BEGIN")):
            return ""
        data = head + stream.read()
    if looks_like_submission(data):
        return "a copy of EDGAR's"
    tag = _ROOT.search(data.replace(b"\0", b""))  # UTF-16 and UTF-32 are ASCII with zeros between
    if tag is None:
        return ""
    return "a submission" if b"edgarSubmission" in tag[0] else "an ownership document"


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        yield from sorted(entries, key=lambda entry: entry.name)

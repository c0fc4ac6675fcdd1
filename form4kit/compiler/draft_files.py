"""The files that a draft names: earlier filings, seen from its folder, and fills, inside it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from form4kit.model import Filing
from form4kit.outcome import MOST_FILES, Budget, Chain
from form4kit.source.discover import Found, Unreadable, find_inside
from form4kit.source.limits import LARGEST
from form4kit.storage.named import MayNotName, named
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import root_of

Read = Callable[[Found, Chain], "Filing | str"]
"""Reads one source to a filing, or says why it cannot, in a few words."""

WIDEST: Final = "what a draft may name: its repository, or the folder above its own"
OWN_FOLDER: Final = "the draft's folder"
"""Where files may lie that a draft names: filings, and what goes into its own."""

_DEEPEST: Final = 40


class DraftFiles:
    """Reads what a draft names; a draft that comes back to itself has no beginning, and is refused."""

    def __init__(
        self,
        folder: Path,
        read: Read,
        chain: Chain = (),
        budget: Budget | None = None,
        given: Path | None = None,
        beside: Mapping[str, bytes] | None = None,
    ) -> None:
        """Start from the draft's folder; `chain` ends with the draft itself, where it is a file.

        `given` is the folder above it that the user named; `beside` are files that are about to be written.
        """
        self._folder, self._read, self._chain = folder, read, chain
        self._budget, self._given, self._beside = budget or Budget(), given, beside or {}

    @property
    def nested(self) -> bool:
        """Whether the draft is read because another names it."""
        return len(self._chain) > 1

    def filings(self, path: str) -> tuple[tuple[str, Filing], ...] | str:
        """Return the filings at a path: a file, a built folder, or a folder of filings."""
        if len(self._chain) >= _DEEPEST:
            return f"{path}: more than {_DEEPEST} filings, each resting on another; start from a filed one"
        try:
            place = named(path, self._folder, root_of(self._folder, self._given), WIDEST)
        except MayNotName as refused:
            return str(refused)
        read: list[tuple[str, Filing]] = []
        there = [*self._there(place, path)]
        for found, name in there:
            filing = self._filing(found)
            if isinstance(filing, str):
                return f"{name if len(there) > 1 else path}: {filing}"
            read.append((name if len(there) > 1 else path, filing))
        return tuple(read) or f"{path}: no filing in that folder"

    def _there(self, place: Path, path: str) -> Iterator[tuple[Found | Unreadable, str]]:
        """Yield what lies at a place, each with its name as seen from the draft."""
        for found in find_inside(place, root_of(self._folder, self._given)):
            if not self._is_own(found, place):
                yield found, (Path(path) / Path(found.name).relative_to(place)).as_posix()

    def _is_own(self, found: Found | Unreadable, place: Path) -> bool:
        """Tell whether a draft was met in a folder that it names, where it is not what it names."""
        if isinstance(found, Unreadable) or found.file is None or not self._chain:
            return False
        return place.is_dir() and found.file.resolve() == self._chain[-1].resolve()

    def _filing(self, found: Found | Unreadable) -> Filing | str:
        if isinstance(found, Unreadable):
            return found.why
        if found.file is None:
            return "standard input is no earlier filing"
        file = found.file.resolve()
        if any(file == each.resolve() for each in self._chain):
            return "it takes its balances from this draft, and this draft from it"
        try:
            if found.size > LARGEST:
                return "too large to be a filing"
            if not self._budget.takes(found.size):
                return f"more than {MOST_FILES:,} filings, or {LARGEST >> 20} MB; name those that are needed"
            return self._read(found, (*self._chain, file))
        except OSError as error:
            return (error.strerror or str(error)).lower()

    def data(self, path: str) -> bytes | str:
        """Return the bytes of a file in the draft's folder or below; never of one outside."""
        if path in self._beside:
            return self._beside[path]
        try:
            file = named(path, self._folder, self._folder.resolve(), OWN_FOLDER)
            data = read_regular(file, LARGEST + 1)
        except MayNotName as refused:
            return str(refused)
        except OSError as error:
            return f"{path}: {(error.strerror or str(error)).lower()}"
        return data if len(data) <= LARGEST else f"{path} is too large"

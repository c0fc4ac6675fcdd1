"""The files that a draft names: earlier filings, seen from its folder, and fills, inside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from form4kit.model import Filing
from form4kit.outcome import Chain
from form4kit.source.discover import LARGEST, Found, Unreadable, find

Read = Callable[[Found, Chain], "Filing | str"]
"""Reads one source to a filing, or says why it cannot, in a few words."""

_DEEPEST: Final = 40


class DraftFiles:
    """Reads what a draft names; a draft that comes back to itself has no beginning, and is refused."""

    def __init__(self, folder: Path, read: Read, chain: Chain = ()) -> None:
        """Start from the draft's folder; `chain` ends with the draft itself, where it is a file."""
        self._folder, self._read, self._chain = folder, read, chain

    @property
    def nested(self) -> bool:
        """Whether the draft is read because another names it."""
        return len(self._chain) > 1

    def filings(self, path: str) -> tuple[tuple[str, Filing], ...] | str:
        """Return the filings at a path: a file, a built folder, or a folder of filings."""
        if len(self._chain) >= _DEEPEST:
            return f"{path}: more than {_DEEPEST} filings, each resting on another; start from a filed one"
        read: list[tuple[str, Filing]] = []
        there = [*find([str(self._folder / path)])]
        for found in there:
            if self._is_own(found, path):
                continue
            inside = Path(found.name).relative_to(self._folder / path)
            name = (Path(path) / inside).as_posix() if len(there) > 1 else path
            filing = self._filing(found)
            if isinstance(filing, str):
                return f"{name}: {filing}"
            read.append((name, filing))
        return tuple(read) or f"{path}: no filing in that folder"

    def _is_own(self, found: Found | Unreadable, path: str) -> bool:
        """Tell whether a draft was met in a folder that it names, where it is not what it names."""
        if isinstance(found, Unreadable) or found.file is None or not self._chain:
            return False
        return (self._folder / path).is_dir() and found.file.resolve() == self._chain[-1].resolve()

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
            return self._read(found, (*self._chain, file))
        except OSError as error:
            return (error.strerror or str(error)).lower()

    def data(self, path: str) -> bytes | str:
        """Return the bytes of a file in the draft's folder or below; never of one outside."""
        root = self._folder.resolve()
        try:
            file = (root / path).resolve()
            if not file.is_relative_to(root):
                return f"{path} is outside the draft's folder"
            if file.stat().st_size > LARGEST:
                return f"{path} is too large"
            return file.read_bytes()
        except (OSError, ValueError) as error:  # ValueError: a null byte in the name
            reason = error.strerror if isinstance(error, OSError) else None
            return f"{path}: {(reason or str(error)).lower()}"

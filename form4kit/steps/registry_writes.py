"""Texts of a repository as a plan leaves them: read once, changed one after another, written at the end."""

from collections.abc import Iterator
from pathlib import Path

from form4kit.source.limits import LARGEST_FORM
from form4kit.steps.step_plan import PlannedWrite
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256


class UnfitFile(ValueError):
    """Say in one line why a file of the folder cannot be changed here."""


class LeadsOutside(UnfitFile):
    """Say that a file would be written outside of the folder, or in the place of what is no file."""


class RegistryWrites:
    """The files below a folder that a plan changes."""

    def __init__(self, root: Path) -> None:
        """Begin with the files as they are."""
        self.root = root
        self._before: dict[Path, bytes | None] = {}
        self._after: dict[Path, bytes] = {}

    def data(self, name: str) -> bytes | None:
        """Return what a file holds as planned so far; None where there is none. Raises OSError."""
        file = self._file(name)
        if file in self._after:
            return self._after[file]
        if file not in self._before:
            self._before[file] = read_regular(file, LARGEST_FORM * 16) if file.exists() else None
        return self._before[file]

    def text(self, name: str) -> str:
        """Return the text of a file, empty where there is none. Raises OSError, and UnfitFile."""
        try:
            return (self.data(name) or b"").decode("utf-8")
        except UnicodeDecodeError:
            raise UnfitFile(f"{name} is not UTF-8: save it so first") from None

    def put(self, name: str, content: str | bytes) -> None:
        """Give a file, by its name with slashes, another content."""
        self.data(name)
        self._after[self._file(name)] = content if isinstance(content, bytes) else content.encode("utf-8")

    def writes(self) -> Iterator[PlannedWrite]:
        """Yield the files whose content changes, in the order of their names."""
        for file, after in sorted(self._after.items()):
            before = self._before[file]
            if before != after:
                yield PlannedWrite(file, after, sha256(before) if before is not None else "")

    def _file(self, name: str) -> Path:
        """Return the path of a name. Raises LeadsOutside."""
        file, root = self.root / name, self.root.resolve()
        found = file.resolve()
        if not found.is_relative_to(root) or found == root:
            raise LeadsOutside(f"{name} leads out of the folder")
        if file.is_symlink():
            raise LeadsOutside(f"{name} is a link to another file")
        if file.exists() and not file.is_file():
            raise LeadsOutside(f"{name} is no file")
        return file

"""The folder that page or assistant is given: its files by names that never lead out of it."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from form4kit.storage.names import MANIFEST

PART_OF_BUILT: Final = "This is part of a built folder. Change the draft it was built from, and build again."


class Outside(ValueError):
    """Say that a name leads out of the folder, or to what no page may touch."""


@dataclass(frozen=True, slots=True)
class ServedFolder:
    """The root folder, resolved; `read_only` says that nothing may be written."""

    root: Path
    read_only: bool = False

    def file(self, name: str) -> Path:
        """Return the path of a name with slashes, links followed. Raises Outside.

        What is hidden is outside too: `.git` and the like are nobody's business here.
        """
        if not name or "\0" in name or "\\" in name or PurePosixPath(name).is_absolute():
            raise Outside(f"{name!r} is not a file of this folder")
        try:
            found = (self.root / name).resolve()
        except (OSError, RuntimeError, ValueError) as error:  # a link that leads to itself, half a character
            raise Outside(f"{name!r} is not a file of this folder") from error
        if not found.is_relative_to(self.root) or found == self.root:
            raise Outside(f"{name!r} is outside the folder that is served")
        if any(part.startswith(".") for part in found.relative_to(self.root).parts):
            raise Outside(f"{name!r} is hidden")
        return found

    def draft(self, name: str) -> Path:
        """Return the path of a draft by its name. Raises Outside where it is not called as one."""
        found = self.file(name)
        if found.suffix.lower() not in (".yaml", ".yml"):
            raise Outside(f"{name!r} is not a draft: those end with .yaml")
        return found

    def is_built(self, file: Path) -> bool:
        """Tell whether a file is part of a built folder, which its manifest binds as it is."""
        return (file.parent / MANIFEST).is_file()

    def takes(self, file: Path) -> bool:
        """Tell whether what is typed may be kept beside a draft: one that is there, and may be written."""
        return not self.read_only and not self.is_built(file) and file.is_file()

    def is_empty(self) -> bool:
        """Tell whether nothing lies in it that is not hidden."""
        try:
            return all(each.name.startswith(".") for each in self.root.iterdir())
        except OSError:
            return False

    def name(self, file: Path) -> str:
        """Return the name of a file below the root, with slashes."""
        return file.relative_to(self.root).as_posix()

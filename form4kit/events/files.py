"""What events read beside the draft itself: earlier filings and files of fills, through one door."""

from typing import Protocol

from form4kit.model import Filing


class Reader(Protocol):
    """Reads the files that a draft names, seen from its folder; what it cannot read it says in words."""

    @property
    def nested(self) -> bool:
        """Whether the draft is itself one that another names: then only its rows are asked for."""

    def filings(self, path: str) -> tuple[tuple[str, Filing], ...] | str:
        """Return the filings at a path with their names, or why there are none."""

    def data(self, path: str) -> bytes | str:
        """Return the bytes of a file inside the draft's folder, or why there are none."""


class NoFiles:
    """The reader of a draft that lies in no folder."""

    nested = False

    def filings(self, path: str) -> tuple[tuple[str, Filing], ...] | str:
        """Say that there is nothing to read from."""
        return f"{path} cannot be found: the draft lies in no folder"

    def data(self, path: str) -> bytes | str:
        """Say that there is nothing to read from."""
        return f"{path} cannot be found: the draft lies in no folder"

"""Read a draft as a page sees it, and keep what is typed beside it until it is saved."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from form4kit.edgar.ccc_scan import lines_with_ccc
from form4kit.edgar.ccc_shapes import known_in
from form4kit.storage.regular import read_regular


class NotText(ValueError):
    """Say that a file is not text that the page could show and write back as it was."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as the page sees it: its text with line feeds, and the SHA-256 of its bytes.

    `unsaved` is what a page that was lost had not saved.
    """

    text: str = ""
    hash: str = ""
    unsaved: str | None = None


def load(file: Path) -> Stored:
    """Read a draft. Raises OSError, and NotText where it is not UTF-8."""
    data = read_regular(file)
    text, hash = _text(data), hashlib.sha256(data).hexdigest()
    kept = _unsaved(file)
    try:
        unsaved = _text(read_regular(kept))
    except (OSError, NotText):
        unsaved = text
    return Stored(text, hash, unsaved if unsaved != text else None)


def keep(file: Path, text: str, base: str) -> None:
    """Keep what is typed and not saved beside the draft, for when browser or server dies.

    `base` is the SHA-256 of what it was typed over: a request that comes after another was saved over that
    keeps nothing. Nor is anything kept that looks like a CCC. Raises OSError.
    """
    data = text.encode("utf-8", "replace")
    if hashlib.sha256(read_regular(file)).hexdigest() == base and not lines_with_ccc(
        data, known_in(os.environ)
    ):
        _write_private(_unsaved(file), data)


def forget(file: Path) -> None:
    """Drop what was kept of a draft."""
    _unsaved(file).unlink(missing_ok=True)


def _unsaved(file: Path) -> Path:
    return file.with_name(f".{file.name}.unsaved")


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotText("is not UTF-8 text; mend it with another editor") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _write_private(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone, as `mkstemp` makes it."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""The built folders that a command is given."""

from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.folder.read import BuiltFolder


def built_in(folder: Path) -> "list[BuiltFolder]":
    """Return the built folders in a folder; end with exit code 2 where there is none to read."""
    from form4kit.folder.read import find_built

    try:
        folders = find_built(folder)
    except OSError as error:
        opt.fail(f"{error.filename or folder}: {opt.reason(error)}")
    if not folders:
        opt.fail(f"{folder}: no built folder here; form4kit build makes them")
    return folders

"""The files that a draft may name: fills, exhibits, an earlier filing, each seen from its own folder."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path as File
from typing import Final

from form4kit.editor.completion_values import Completion
from form4kit.editor.context import CursorContext
from form4kit.place import Path
from form4kit.storage.repository import root_of

_TABLES: Final = (".csv", ".tsv", ".xlsx")
_FILINGS: Final = (".yaml", ".yml", ".xml", ".txt")
_OF_FILINGS: Final = (("positions", "from"), ("amends",), ("amends", "filing"), ("amends", "later"))
"""Where filings are named, one or a list of them."""
_MOST: Final = 2_000
"""As many entries of a folder are looked at."""


def files(context: CursorContext, path: File | None) -> Iterator[Completion]:
    """Offer the folders and files that fit where the pointer stands, as far as a draft may name them.

    None in a folder that cannot be read, or that lies outside the draft's root, by a link too.
    """
    suffixes = _suffixes(context.path)
    if suffixes is None or path is None:
        return
    lead = context.typed.rpartition("/")[0]
    folder, root = path.parent / lead, root_of(path.parent)
    try:
        if context.typed.startswith("/") or not folder.resolve().is_relative_to(root):
            return
        found = sorted(islice(folder.iterdir(), _MOST))
        named = [(each, each.is_dir()) for each in found if not each.name.startswith(".") and each != path]
    except (OSError, RuntimeError, ValueError):  # links in a ring; a null byte in the name
        return
    for each, inner in named:
        if inner or not suffixes or each.suffix.lower() in suffixes:
            text = f"{lead}/{each.name}" if lead else each.name
            label = f"{text}/" if inner else text
            yield Completion(label, "folder" if inner else "file", "", label, context.range, "word")


def _suffixes(path: Path) -> tuple[str, ...] | None:
    """Return how the names end that fit a place, none for any; None where no file is named."""
    if path[:1] == ("events",) and path[-1] == "fills":
        return _TABLES
    where = path[:-1] if path and isinstance(path[-1], int) else path
    if where in _OF_FILINGS:
        return _FILINGS
    return () if path[:1] == ("exhibits",) and path[-1] == "file" else None

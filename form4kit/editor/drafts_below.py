"""The drafts and filings of a whole folder, for what an editor asks of all of them at once."""

from collections.abc import Iterator
from pathlib import Path

from form4kit.source.discover import Found, find_inside
from form4kit.storage.names import MANIFEST
from form4kit.storage.regular import is_regular

_DRAFTS = (".yaml", ".yml")


def drafts_below(root: Path) -> Iterator[Path]:
    """Yield the drafts of a folder, by name; those in built folders are copies, and left out.

    None where there are too many files to look at, and none outside by a link.
    """
    for each in filings_below(root):
        if each.suffix.lower() in _DRAFTS and not is_regular(each.parent / MANIFEST):
            yield each


def filings_below(root: Path) -> Iterator[Path]:
    """Yield the drafts and documents of a folder, by name; of a built folder its draft."""
    for found in find_inside(root, root.resolve()):
        if isinstance(found, Found) and found.file is not None:
            yield found.file

"""Find a document that was filed, as the record knows it by its hash, among the built folders."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from form4kit.registry.on_record import OnRecord
from form4kit.registry.settings import Settings
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256

_MOST: Final = 500
"""The folders that are looked into: a note is not worth a walk through an archive."""


def filed_document(entry: OnRecord, settings: Settings) -> bytes | None:
    """Return the ownership document that was filed; None where no built folder of that name has it still."""
    if not entry.folder or Path(entry.folder).name != entry.folder:
        return None
    here = Path.cwd()
    root = settings.file.parent if settings.file else here
    seen = dict.fromkeys(each for place in (root, here) for each in _folders(place, entry.folder))
    for folder in seen:
        try:
            data = read_regular(folder / OWNERSHIP)
        except OSError:
            continue
        if sha256(data) == entry.document:
            return data
    return None


def _folders(root: Path, name: str) -> Iterator[Path]:
    """Yield the folders of a name in a folder, those of it, and theirs; hidden ones are passed over."""
    level = [root]
    for _ in range(3):
        yield from (place / name for place in level)
        level = list(islice((each for place in level for each in _within(place)), _MOST))


def _within(place: Path) -> list[Path]:
    try:
        return sorted(each for each in place.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return []

"""The filings of a folder, drafts and published documents alike, each read once while it stays as it was."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from form4kit.history.replay import Named
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.source.discover import Found, find
from form4kit.source.limits import LARGEST
from form4kit.steps.file_stamp import stamp


def filings_in(root: Path, doubles: Collection[str] = ()) -> Iterator[Named]:
    """Yield every filing below a folder that can be read, drafts and published documents alike.

    `doubles` are files that say again what another one says, and are left out.
    """
    for found in find([str(root)]):
        if isinstance(found, Found) and found.file is not None:
            name = found.file.relative_to(root).as_posix()
            filings = () if name in doubles else _read(found, stamp(found.file))
            yield from (Named(name, filing) for filing in filings)


@lru_cache(maxsize=8192)
def _read(found: Found, state: tuple[int, int]) -> tuple[Filing, ...]:
    """Read the filing of a file, or the several of a download; what is as it was is read once."""
    try:
        held = run(found, Options(only_read=True)).held if state[1] <= LARGEST else ()
    except OSError:
        return ()
    return tuple(each.filing for each in held if each.filing is not None)

"""Where every filing of a folder stands, read from its files at once: for who asks without a board."""

import datetime as dt
from pathlib import Path

from form4kit.source.discover import Found, find
from form4kit.steps.board_entry import BoardEntry, entry_of
from form4kit.steps.board_lines import lines_of
from form4kit.steps.filing_state import FilingState
from form4kit.steps.filing_status import filing_status, walk


def filing_states(root: Path, now: dt.datetime) -> dict[str, FilingState]:
    """Return where each filing stands, by its name: the draft's path below the folder without `.yaml`.

    Raises OSError where the folder cannot be read.
    """
    return {each.name: each.standing for each in entries_below(root, now) if each.standing}


def entries_below(root: Path, now: dt.datetime) -> list[BoardEntry]:
    """Return the filings of a folder with their standings; a built folder stands there by its draft."""
    root = root.resolve()
    status = filing_status(walk(root))
    found = [each for each in find([str(root)], []) if isinstance(each, Found)]
    entries = [entry_of(each, root, now).with_standing(status, root, now) for each in found]
    return lines_of(entries)


def standing_of(draft: Path, root: Path, now: dt.datetime) -> FilingState | None:
    """Return where the filing of one draft stands; None where it is none. Raises OSError."""
    root = root.resolve()
    found = next((each for each in find([str(draft)], []) if isinstance(each, Found)), None)
    if found is None:
        return None
    return entry_of(found, root, now).with_standing(filing_status(walk(root)), root, now).standing

"""Which entries stand on the board: one for each filing."""

from collections.abc import Iterable
from dataclasses import replace

from form4kit.steps.amended import with_amendments
from form4kit.steps.board_entry import BoardEntry


def lines_of(entries: Iterable[BoardEntry]) -> list[BoardEntry]:
    """Return one entry for each filing: a built folder stands by its draft, where that is there.

    The filings of a draft that becomes several stand by themselves, while all are of it as it is now.
    """
    entries = list(entries)
    owners = {folder: each for each in entries if not each.built for folder in each.folders}
    shown = []
    for each in entries:
        owner = owners.get(each.folder) if each.built else None
        if owner is not None and owner.split:
            number = owner.folders.index(each.folder) + 1
            shown.append(replace(each, draft=owner.name, part=number, becomes=owner.becomes))
        elif owner is None and not each.split:
            shown.append(each)
    return with_amendments(shown)

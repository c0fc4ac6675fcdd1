"""`form4kit verify` of statements that no Form 5 is due: a file, or a folder, against the packets."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli.statement_files import read_text, written_in

if TYPE_CHECKING:
    from form4kit.folder.search import Search
    from form4kit.signoff.verify_packet import Verified

SIGNED = "the statement is what was signed"
BOUND = "the statement is what this packet binds; who signed is not proven"


def statement_lines(
    path: Path, found: "Search | None", verified: "Sequence[Verified]", *, trusted: bool
) -> list[tuple[bool, str]]:
    """Tell of each statement whether packets bind it: of one file, or of all in the folder that was searched.

    Of a folder with filings, only where a packet binds statements.
    """
    from form4kit.signoff.verify_statements import verify_statements

    bound = [statement for each in verified for statement in each.statements]
    if found is not None and found.folders and not bound:
        return []
    files = [path] if found is None else written_in(path, frozenset(each.name for each in bound))
    read = [(each, None if each.is_symlink() else read_text(each)) for each in files if not each.is_dir()]
    sound = all(each.verdict.sound for each in verified)
    lines = []
    for verdict in verify_statements(read, bound, whole=found is not None):
        if not verdict.sound:
            lines.append((False, f"{verdict.name}: FAILED: {'; '.join(verdict.faults)}"))
        elif not sound:
            lines.append((False, f"{verdict.name}: not proven, since the packet failed"))
        else:
            lines.append((True, f"{verdict.name}: {SIGNED if trusted else BOUND}"))
    return lines

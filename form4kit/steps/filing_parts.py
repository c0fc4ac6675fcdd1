"""A draft that becomes several filings: its folders NAME-1, NAME-2, and where it stands by them."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from form4kit.steps.filing_state import DraftFacts, FilingState, PaperFacts, filing_state
from form4kit.steps.filing_status import BuiltDraft, FilingStatus


def folder_names(stem: str, parts: int) -> list[str]:
    """Return the names of the folders of a source: one, or one for each filing that it becomes."""
    return [f"{stem}-{n}" for n in range(1, parts + 1)] or [stem]


@dataclass(frozen=True, slots=True)
class DraftParts:
    """The filings that a draft becomes as it is now; `documents` has the SHA-256 of each one's document.

    `name` is the draft's file name, `stem` that without its ending, `hash` the SHA-256 of its bytes. An empty
    document is one that was not written, and any folder of the same draft is of it.
    """

    name: str
    stem: str
    hash: str
    documents: tuple[str, ...]

    def built(self, status: FilingStatus) -> list[BuiltDraft | None]:
        """Return the folders that were built of the filings, in their order; None for one that is not there.

        Folders of more filings than the draft becomes now come last: it was changed since.
        """
        numbered: dict[int, BuiltDraft] = {}
        for made in status.of_source(self.name, self.hash):
            if found := re.fullmatch(rf"{re.escape(self.stem)}-([1-9]\d?)", made.folder.name):
                numbered[int(found[1])] = made
        return [numbered.get(n) for n in range(1, max(len(self.documents), *numbered, 0) + 1)]

    def is_current(self, number: int, made: BuiltDraft | None) -> bool:
        """Tell whether a folder is of filing `number`, counted from 0, exactly as it is now."""
        if made is None or number >= len(self.documents) or made.source_hash != self.hash:
            return False
        return self.documents[number] in ("", made.document)

    def all_current(self, status: FilingStatus) -> bool:
        """Tell whether every filing was built as it is now, and no folder of another lies beside them."""
        return all(self.is_current(n, made) for n, made in enumerate(self.built(status)))


def standing_of_parts(
    facts: DraftFacts, becomes: int, papers: Sequence[PaperFacts], now: dt.datetime
) -> FilingState:
    """Return where a draft of so many filings stands: where the one stands that has come least far.

    What a change would undo is that of the one that has come farthest. `papers` are those of the filings, and
    then of folders that the draft gives no more.
    """
    each = [filing_state(facts, one, now) for one in papers]
    least = min(each[:becomes], key=_done)
    undone = max((one for one in each if one.undone), key=_done, default=least).undone
    marks = tuple(dict.fromkeys(mark for one in each for mark in one.marks))
    together = replace(least, undone=undone, marks=marks)
    if least.state not in ("draft", "complete"):
        return together
    together = replace(together, detail=f"This becomes {becomes} filings")
    if facts.signed and least.state == "complete" and not all(one.same for one in papers[:becomes]):
        return replace(together, next_step="build", button="Build")  # a review is asked for each, once built
    return together


def _done(standing: FilingState) -> int:
    return standing.done

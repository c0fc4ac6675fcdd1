"""What to do next with a draft that has no open question, in the words of the board."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from form4kit.findings import Finding
from form4kit.steps.board_entry import standing_counts
from form4kit.steps.filing_review import review_needed
from form4kit.steps.filing_state import DraftFacts, FilingState, PaperFacts, ReviewFacts, filing_state


def next_of_draft(
    root: Path, name: str, findings: Iterable[Finding], signed: bool, now: dt.datetime
) -> FilingState:
    """Return where a draft stands by its findings alone, as the board will have it once it is written.

    `findings` are those that the settings of the folder let stand, without the one that nobody has signed.
    """
    errors, warnings = standing_counts([each for each in findings if each.allowed is None])
    review = ReviewFacts(needed=review_needed(root))
    return filing_state(
        DraftFacts(name=name, errors=errors, warnings=warnings, signed=signed), PaperFacts(review=review), now
    )

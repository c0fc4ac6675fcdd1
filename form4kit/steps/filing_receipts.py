"""What EDGAR answered about exactly one ownership document, and what was sent of it without an answer."""

from collections.abc import Sequence
from typing import Final

from form4kit.steps.filing_state import EdgarFacts
from form4kit.steps.filing_status import BuiltDraft, FilingStatus
from form4kit.transmission.attempts import Attempt

_UNKNOWN: Final = ("sending", "sent")


def tested(made: BuiltDraft, status: FilingStatus) -> EdgarFacts:
    """Return what is known at EDGAR of the document of a built folder."""
    attempts = status.attempts.get(made.document, ())
    tests = [each for each in attempts if each.tag == "TEST" and each.state == "accepted"]
    lives = [each for each in attempts if each.tag == "LIVE"]
    live = [each for each in lives if each.state == "accepted"]
    return EdgarFacts(
        test=tests[-1].accession if tests else "",
        begun=any(each.state in _UNKNOWN for each in lives) and not live,
        live=live[-1].accession if live else "",
        suspended=_suspended(attempts),
    )


def _suspended(attempts: Sequence[Attempt]) -> str:
    """Return what is known of a suspension, where nothing came after it."""
    last = max(attempts, key=lambda each: each.began, default=None)
    return (last.words or "suspended") if last and last.state == "suspended" else ""

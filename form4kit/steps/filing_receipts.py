"""What EDGAR answered about exactly one ownership document, and what was sent of it without an answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from form4kit.steps.filing_state import EdgarFacts
from form4kit.steps.filing_status import BuiltDraft, FilingStatus
from form4kit.transmission.attempts import Attempt
from form4kit.transmission.received import ReceivedAnswer

_UNKNOWN: Final = ("sending", "sent")


def tested(made: BuiltDraft, status: FilingStatus) -> EdgarFacts:
    """Return what is known at EDGAR of the document of a built folder."""
    attempts = status.attempts.get(made.document, ())
    tests = [each for each in attempts if each.tag == "TEST" and each.state == "accepted"]
    lives = [each for each in attempts if each.tag == "LIVE"]
    live = [each for each in lives if each.state == "accepted"]
    received = status.received.get(made.document, ())
    given = [each for each in received if each.status == "accepted"]
    test = [*(each.accession for each in given if each.test is True), *(each.accession for each in tests)]
    filed = [each for each in given if each.test is False]
    return EdgarFacts(
        test=test[-1] if test else "",
        tested=next((each.decided for each in given if each.accession == test[-1]), None) if test else None,
        begun=any(each.state in _UNKNOWN for each in lives) and not (live or filed),
        live=live[-1].accession if live else filed[-1].accession if filed else "",
        accepted=filed[-1].decided if filed else None,
        suspended=_suspended(attempts, received),
    )


def _suspended(attempts: Sequence[Attempt], received: Sequence[ReceivedAnswer]) -> str:
    """Return what is known of a suspension, where nothing came after it."""
    told: list[tuple[dt.datetime, str, str]] = [(e.began, e.state, e.words) for e in attempts]
    told += [(each.decided, each.status, each.words) for each in received if each.decided]
    last = max(told, key=lambda each: each[0], default=None)
    return (last[2] or "suspended") if last and last[1] == "suspended" else ""

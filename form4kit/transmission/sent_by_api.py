"""What `form4kit submit` did with a folder, as whoever hands it in by hand must know it.

No token is at hand here, so that no seal can be proven: what an attempt says can stand in the way of sending,
and never opens it.
"""

from collections.abc import Iterator
from pathlib import Path

from form4kit.storage.names import ATTEMPTS
from form4kit.transmission.api_address import api_address
from form4kit.transmission.attempts import Attempts, KnownAttempt
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.kept_answer import kept_answer
from form4kit.transmission.receipt import Receipt


def attempts_at(record: Path, ownership: str) -> list[KnownAttempt]:
    """Return the attempts beside a record to send the document of a SHA-256 to EDGAR. Raises OSError."""
    known = Attempts(record.parent / ATTEMPTS, b"").of(ownership) if ownership else []
    return [each for each in known if not _is_practice(each)]


def answers_to(record: Path, attempts: list[KnownAttempt]) -> list[Receipt]:
    """Return EDGAR's answers to attempts, where they are kept as they came. Raises OSError."""
    found = (
        kept_answer(record, each.attempt.accession, each.attempt.answer)
        for each in attempts
        if each.attempt and each.attempt.answer
    )
    return [each for each in found if each is not None]


def not_known(attempts: list[KnownAttempt], tag: LiveOrTest | None) -> Iterator[str]:
    """Yield that it was begun to be sent, live or as the folder is tagged, and that the end is not known."""
    for each in attempts:
        state = each.attempt.state if each.attempt else "sending"
        if state in ("sending", "sent") and (each.tag == "LIVE" or each.tag == tag):
            number = f", {each.attempt.accession}" if each.attempt and each.attempt.accession else ""
            yield (
                f"form4kit submit began to send it {each.tag}{number}, and what became of it is not known:"
                " run that again, which finds out, and never send it by hand meanwhile"
            )


def _is_practice(known: KnownAttempt) -> bool:
    if known.attempt is None:
        return False
    try:
        address = api_address(known.attempt.api)
    except ValueError:
        return False
    return address.loopback or address.beta

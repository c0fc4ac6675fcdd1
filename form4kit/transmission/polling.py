"""Wait for EDGAR's decision: its status is asked gently, and whatever goes wrong meanwhile is borne.

Nothing is sent here, so that asking again can do no harm.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, Final

from form4kit.transmission.api import ApiReply, EdgarApi, NoAnswer, NotReached
from form4kit.transmission.api_answer import read_answer
from form4kit.transmission.posted import told
from form4kit.transmission.receipt import Receipt, one_each

FIRST_WAITS: Final = (3.0, 5.0, 10.0, 20.0)
LATER_WAIT: Final = 30.0
LONGEST_WAIT: Final = 120.0
"""The most that EDGAR's Retry-After is heeded."""
ASKED_AT_MOST: Final = 60
"""How often a status is asked for: half an hour."""
_NOT_FOUND_AT_MOST: Final = 8
_NOT_FINAL_AT_MOST: Final = 5
_HELD_AT_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Decision:
    """EDGAR's decision with the answer that has it, or why there is none yet. `value` may hold a secret."""

    receipt: Receipt | None = None
    value: Any = field(default=None, repr=False)
    words: str = ""


@dataclass(slots=True)
class _Seen:
    """What has been seen so far, each so many times in all."""

    lost: int = 0
    not_found: int = 0
    not_final: int = 0
    held: int = 0


def waits() -> Iterator[float]:
    """Yield the seconds to wait before each time of asking."""
    return chain(FIRST_WAITS, repeat(LATER_WAIT))


def await_decision(
    api: EdgarApi, accession: str, sleep: Callable[[float], None], tell: Callable[[str], None]
) -> Decision:
    """Ask for a submission's status until EDGAR has decided, or there is no use in asking on.

    Raises nothing of the network's; Ctrl-C ends it at once, and it can be begun again at any time.
    """
    seen, later = _Seen(), 0.0
    for _, wait in zip(range(ASKED_AT_MOST), waits(), strict=False):
        sleep(max(wait, min(later, LONGEST_WAIT)))
        later = 0.0
        try:
            reply = api.status(accession)
        except (NotReached, NoAnswer) as error:
            seen.lost += 1
            tell(f"{error}; asking again")
            continue
        later = reply.retry_after or 0.0
        decision = _decided(reply, accession, seen, tell)
        if decision is not None:
            return decision
    return Decision(words="EDGAR has not decided yet")


def _decided(reply: ApiReply, accession: str, seen: _Seen, tell: Callable[[str], None]) -> Decision | None:
    """Return what an answer settles; None where it is to be asked again."""
    if reply.status in (401, 403, 400, 405, 406):
        return Decision(words="; ".join(told(reply)))
    if reply.status == 404:
        seen.not_found += 1
        gone = seen.not_found > _NOT_FOUND_AT_MOST
        return Decision(words=f"EDGAR does not know {accession}") if gone else None
    if reply.status != 200:
        tell(f"{told(reply)[0]}; asking again")
        return None
    receipt = receipt_of(reply.value, accession)
    if receipt is None:
        tell("an answer that is not about it; asking again")
        return None
    if receipt.status == "received":
        seen.held += _word(reply.value, "status") == "BLOCKED"
        if seen.held > _HELD_AT_MOST:
            return Decision(
                words="BLOCKED: EDGAR holds it until something else is settled; ask Filer Support"
            )
        return None
    if _word(reply.value, "final") == "FALSE":
        seen.not_final += 1
        if seen.not_final <= _NOT_FINAL_AT_MOST:
            return None
    return Decision(receipt, reply.value)


def receipt_of(value: object, accession: str) -> Receipt | None:
    """Return what an answer says of one submission; None where it is about no other or none."""
    return next((each for each in one_each(read_answer(value)) if each.accession == accession), None)


def _word(value: object, key: str) -> str:
    """Return a word of an answer in capitals, whether it is written as a text or a boolean."""
    found = value.get(key) if isinstance(value, dict) else None
    return str(found).strip().upper() if isinstance(found, str | bool) else ""

"""Find out whether EDGAR has a submission whose answer was lost, by the account's own next numbers.

The API gives no list. Accession numbers of a login CIK go up by one in a year, so that what was sent last is
among the few numbers after the last that is known.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from form4kit.convert import bare_cik
from form4kit.law.clock import NEW_YORK
from form4kit.transmission.api import EdgarApi, NoAnswer, NotReached
from form4kit.transmission.api_answer import read_answer
from form4kit.transmission.attempts import Attempt
from form4kit.transmission.receipt import Receipt, one_each

LOOKED_AFTER: Final = (0.0, 3.0, 5.0, 10.0, 20.0)
"""The seconds between looks: a submission may be found only some seconds after it was taken."""
_BLOCK: Final = 25
_BLOCKS: Final = 8
_GAPS: Final = 2
_BEFORE: Final = dt.timedelta(minutes=5)
_AFTER: Final = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was found: the accession numbers that may be it. `sure` says that all numbers were looked at."""

    found: tuple[str, ...] = ()
    sure: bool = False


def look_up(
    api: EdgarApi,
    attempt: Attempt,
    known: Iterable[str],
    earlier: Iterable[str],
    sleep: Callable[[float], None],
) -> LookedUp:
    """Look for what an attempt may have left at EDGAR. `known` are numbers that are of other submissions.

    `earlier` are those that EDGAR gave before the attempt began: what was sent since has a greater number,
    and so has what is looked for.
    """
    known, earlier = frozenset(known), frozenset(earlier)
    sure = False
    for wait in LOOKED_AFTER:
        sleep(wait)
        fitting, sure = _once(api, attempt, known, earlier)
        if fitting:
            return LookedUp(tuple(fitting), sure)
    return LookedUp((), sure)


def live_since(api: EdgarApi, attempt: Attempt, test: str, known: Iterable[str]) -> list[str] | None:
    """Return submissions like an attempt's that EDGAR has since a TEST, none of the known among them.

    One of which it is not said whether it is live is taken for it. None where EDGAR did not answer.
    """
    known = frozenset(known)
    receipts, sure = _numbered(api, test[:10], test)
    year = f"{attempt.login}-{attempt.began.astimezone(NEW_YORK):%y}-"
    if not test.startswith(year[-4:], 10):  # numbers begin anew with the year
        more, sure_too = _numbered(api, attempt.login, f"{year}000000")
        receipts, sure = [*receipts, *more], sure and (sure_too or not more)
    live = (each for each in receipts if each.test is not True and each.status != "suspended")
    found = [each.accession or "" for each in live if _is_like(each, attempt, known)]
    return found if found or sure else None


def _once(
    api: EdgarApi, attempt: Attempt, known: frozenset[str], earlier: frozenset[str]
) -> tuple[list[str], bool]:
    year = f"{attempt.login}-{attempt.began.astimezone(NEW_YORK):%y}-"
    last = max((each for each in earlier if each.startswith(year)), default="")
    receipts, sure = _numbered(api, attempt.login, last or f"{year}000000", _GAPS if last else _BLOCKS)
    wanted = attempt.tag == "TEST"
    fitting = [
        each.accession or ""
        for each in receipts
        if each.test in (wanted, None) and _is_like(each, attempt, known) and _in_time(each, attempt)
    ]
    return fitting, sure and bool(last)


def _is_like(receipt: Receipt, attempt: Attempt, known: frozenset[str]) -> bool:
    """Tell whether an answer may be about an attempt: its form, its owners, and none that is known."""
    named = {bare_cik(each) for each in receipt.ciks}
    return (
        receipt.accession not in known
        and receipt.form in (None, attempt.document.form)
        and (not named or {*attempt.document.owners} <= named)
    )


def _in_time(receipt: Receipt, attempt: Attempt) -> bool:
    return receipt.received is None or (attempt.began - _BEFORE <= receipt.received <= attempt.began + _AFTER)


def _numbered(api: EdgarApi, login: str, last: str, gaps: int = _GAPS) -> tuple[list[Receipt], bool]:
    """Return what EDGAR has under the numbers after one, and whether it answered all that was asked.

    It is looked on where some blocks have nothing: they may be older than EDGAR keeps a status.
    """
    found: list[Receipt] = []
    for numbers in _blocks(login, last):
        try:
            reply = api.statuses(numbers)
        except (NotReached, NoAnswer):
            return found, False
        if reply.status not in (200, 204):
            return found, False
        here = [each for each in one_each(read_answer(reply.value)) if each.accession in numbers]
        found += here
        gaps = _GAPS if here else gaps - 1
        if not gaps:
            return found, True
    return found, False


def _blocks(login: str, last: str) -> Iterator[list[str]]:
    """Yield the numbers after one, as many at once as may be asked for."""
    head, _, digits = last.rpartition("-")
    if not head.startswith(login):
        return
    start = int(digits)
    for block in range(_BLOCKS):
        first = start + 1 + block * _BLOCK
        yield [f"{head}-{number:06}" for number in range(first, min(first + _BLOCK, 1_000_000))]

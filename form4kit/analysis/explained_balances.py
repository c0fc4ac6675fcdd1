"""Tell whether footnotes explain a balance that does not follow."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from form4kit.analysis.figures import REMEMBERED
from form4kit.analysis.rows import note_text, note_text_on
from form4kit.analysis.tally import Step
from form4kit.convert import LONGEST
from form4kit.lazy_re import pattern
from form4kit.model import Filing

_SHARES = pattern(
    r"(?<![\w/.,$-])((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s+(?:[^\W\d][\w'’()-]*\s+){0,5}?"
    r"(?:shares?|units?|stock|ads|adss|rsus?|psus?)\b",
    re.I,
)
_CHANGED = pattern(
    r"acquired|espp|purchase plan|dividend|reinvest|\b401|\bsplit|transfer|previous|adjust|correct|\berror"
    r"|inadvert|reclass|distribut|forfeit|cancel|\bexempt|\bsince\b|gift|moved|exchang|merger|\bround",
    re.I,
)
_MOST_NUMBERS: Final = 8


def explains_break(filing: Filing, before: Step, after: Step, off: Decimal) -> bool:
    """Tell whether footnotes say why a balance is off.

    Numbers of shares in them, other than those of the transactions, must make up the difference to a share;
    where none is given, a note on the balance itself must speak of a change that needs no row.
    """
    own = after.row.owned_after
    numbers = _numbers(note_text(filing, before.row)) + _numbers(note_text(filing, after.row))
    traded = (abs(before.change), abs(after.change))
    if any(abs(total - abs(off)) < 1 for total in _sums([n for n in numbers if n not in traded])):
        return True
    note = note_text_on(filing, own) if own.names != before.row.owned_after.names else ""
    return bool(note) and not _numbers(note) and bool(_CHANGED.search(note))


@lru_cache(maxsize=REMEMBERED)
def _numbers(text: str) -> tuple[Decimal, ...]:
    """Return the numbers of shares, units and the like in a text."""
    return tuple(
        Decimal(number.replace(",", "")) for number in _SHARES.findall(text) if len(number) <= LONGEST
    )


def _sums(numbers: list[Decimal]) -> set[Decimal]:
    """Return what some of these numbers, each once, add up to; of many numbers only each for itself."""
    if len(numbers) > _MOST_NUMBERS:
        return set(numbers)
    sums = {Decimal(0)}
    for number in dict.fromkeys(numbers):
        sums |= {total + number for total in sums}
    return sums - {Decimal(0)}

"""Tell from a title what sort of security it names; several rules need one answer.

Titles are free text (General Instruction 3(b) of Form 4 asks for the class), so each answer is a reading
of the words that filers use.
"""

import re
from functools import lru_cache

from form4kit.lazy_re import pattern

_UNIT = pattern(
    r"\b(?:rsus?|psus?|prsus?|dsus?|msus?|ltip|phantom"
    r"|performance (?:stock|share|rsu)?\s*(?:units?|rights?|awards?|shares?)"
    r"|deferred (?:\w+ )?(?:stock|share|comp|units?|fee)\w*"
    r"|performance[- ]based|dividend equivalents?"
    r"|units?|notional|restricted stock|restricted shares?)\b",
    re.IGNORECASE,
)
_OPTION = pattern(r"\b(?:options?|right to (?:buy|purchase|acquire)|stock appreciation|sars?|ssars?)\b", re.I)
_WARRANT = pattern(r"\bwarrants?\b", re.IGNORECASE)
_SWAP = pattern(
    r"\b(?:swaps?|forward|collar|short(?![- ]term)|obligation to|puts?|written|contract"
    r"|derivative agreement)\b",
    re.I,
)
_FREE_TO_ENTER = pattern(
    r"\b(?:swaps?|forwards?|collars?|futures?(?: contracts?)?|contracts? for differences?|cfds?)\b",
    re.IGNORECASE,
)
_OBLIGED_TO_SELL = pattern(
    r"\b(?:obligat(?:ion|ed) to (?:sell|deliver)|(?:written|short|sold) (?:\w+ )?calls?"
    r"|calls? \(?(?:written|short|sold)"
    r"|short (?:\w+ )?(?:swaps?|forwards?)|forward sales?|(?:prepaid )?variable forward)\b",
    re.IGNORECASE,
)
_PUT_RIGHT = pattern(r"\bputs?\b|\bright to sell\b", re.IGNORECASE)
_OTHER_SIDE = pattern(
    r"\b(?:obligat(?:ion|ed) to (?:buy|purchase|acquire)|written|short|sold)\b", re.IGNORECASE
)
_CASH_SETTLED = pattern(r"\bcash[- ]settled\b", re.IGNORECASE)
_DEBT = pattern(r"\b(?:notes?|debentures?|bonds?|loans?|indebtedness)\b", re.IGNORECASE)
_CONVERTIBLE = pattern(r"\b(?:convertible|preferred|class [b-z]|series [a-z0-9-]+)\b", re.IGNORECASE)
_SPACES = pattern(r"[^A-Z0-9]+")


@lru_cache(maxsize=4096)
def is_unit(title: str) -> bool:
    """Tell whether a title names units: RSUs, PSUs, phantom or deferred stock, and the like."""
    return bool(_UNIT.search(title)) and not is_option(title)


@lru_cache(maxsize=4096)
def is_option(title: str) -> bool:
    """Tell whether a title names an option or a stock appreciation right."""
    return bool(_OPTION.search(title))


@lru_cache(maxsize=4096)
def is_warrant(title: str) -> bool:
    """Tell whether a title names a warrant."""
    return bool(_WARRANT.search(title))


@lru_cache(maxsize=4096)
def is_swap(title: str) -> bool:
    """Tell whether a title names a swap, a forward, a put or another position that may be short."""
    return bool(_SWAP.search(title)) or (bool(_CASH_SETTLED.search(title)) and not is_unit(title))


@lru_cache(maxsize=4096)
def is_free_to_enter(title: str) -> bool:
    """Tell whether a title names a swap, a forward, a future or a collar, entered into at no price."""
    return bool(_FREE_TO_ENTER.search(title))


@lru_cache(maxsize=4096)
def is_sold_short(title: str) -> bool:
    """Tell whether a title names a call that was written, or a swap or forward by which shares are sold."""
    return bool(_OBLIGED_TO_SELL.search(title))


@lru_cache(maxsize=4096)
def is_put_right(title: str) -> bool:
    """Tell whether a title names a put that is held, a right to sell."""
    return bool(_PUT_RIGHT.search(title)) and not _OTHER_SIDE.search(title)


@lru_cache(maxsize=4096)
def is_debt(title: str) -> bool:
    """Tell whether a title names debt: notes, debentures, bonds or loans."""
    return bool(_DEBT.search(title))


@lru_cache(maxsize=4096)
def is_convertible(title: str) -> bool:
    """Tell whether a title names a convertible or preferred class, or one lettered B or later."""
    return bool(_CONVERTIBLE.search(title))


@lru_cache(maxsize=4096)
def normal(title: str) -> str:
    """Return a title in capitals with single blanks and no punctuation, for comparing."""
    return _SPACES.sub(" ", title.upper()).strip()

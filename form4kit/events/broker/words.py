"""What brokers write in a cell: whether a trade stood, which side it was, in which currency.

Words that are not known here are None, never a guess.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from form4kit.lazy_re import pattern

_GAP: Final = pattern(r"[\s_./\-–—:;,()*]+")
_DONE: Final = pattern(
    r"\b(?:(?:fully |part(?:ial(?:ly)?)? )?(?:fill(?:ed|s)?|executed|done)|partial(?:ly)?|executions?"
    r"|traded?|complete[d]?|settled|confirmed|matched|affirmed|allocated|booked|cleared|posted|processed)\b"
)
_NOT_DONE: Final = pattern(
    r"\b(?:cancel(?:l?ed|led|s|lation|lations|ing|ling)?|cxl(?:e?d|led)?|cncl(?:d)?|canc|cxd"
    r"|rej(?:ect(?:ed|ion)?)?|rejct|repl(?:aced?)?|replacement|expired?|bust(?:ed)?|broken|void(?:ed)?"
    r"|pend(?:ing)?|new|open|working|queued|suspended|held|unfilled|unexecuted|killed|deleted|declined"
    r"|withdrawn|failed|errors?|nothing done"
    r"|(?:not|never|no) (?:yet )?(?:fill(?:ed|s)?|executed|executions?|done|traded?))\b"
)
_UNDONE: Final = pattern(r"\b(?:cancel|cxl|cncl|canc\b|cxd|bust|broken|void)")
_DOUBTFUL: Final = pattern(r"\b(?:correct|revers|adjust|amend|for day|dfd)")
_SHORT: Final = pattern(r"short|\b(?:ss|sse|ssx|sshrt|shrt|sldsh|sto|sell to open|sold to open)\b")
_COVER: Final = pattern(
    r"\b(?:btc|bcov|cvr|buy (?:to )?(?:cover|close)|bought to (?:cover|close)|cover(?:ed)? short)\b"
)
_SELL: Final = pattern(r"(?:you )?(?:(?:s|sl|s l|stc)\Z|(?:sells?|selling|sold|sld|sales?)\b)")
_BUY: Final = pattern(
    r"(?:you )?(?:(?:b|by|bl|bto)\Z|(?:buys?|buying|bought|bot|purch|purchased?|purchases)\b)"
)
_DOLLARS: Final = frozenset(
    [
        "usd",
        "us$",
        "$",
        "usd$",
        "$us",
        "us",
        "u.s.$",
        "us dollar",
        "us dollars",
        "u.s. dollar",
        "u.s. dollars",
    ]
    + ["dollar", "dollars", "united states dollar", "united states dollars"]
)
DOLLARS_HINT: Final = (
    "Prices are in US dollars (General Instruction 5(a)): convert them, with the rate in a footnote."
)
FOREIGN: Final = (
    "AED|ARS|AUD|BRL|CAD|CHF|CLP|CNH|CNY|COP|CZK|DKK|EUR|GBP|GBX|GBp|HKD|HUF|IDR|ILA|ILS|INR|JPY|KRW|KWD|MXN|MYR|NOK"
    "|NZD|PEN|PHP|PLN|QAR|RMB|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|VND|ZAC|ZAR"
)
_MONEY: Final = pattern(
    rf"(?:{FOREIGN}|[€£¥₩₪₹₽₺₫฿]|(?i:euros?|pounds? sterling|pence|yen|yuan|renminbi|rubles?|rupees?|shekels?"
    r"|(?:swiss )?francs?|kron(?:a|or|e|er)|zloty|forints?|reais|rand|pesos?"
    r"|(?:Canadian|Australian|Hong Kong|New Zealand|Singapore|Taiwan) dollars?))"
)
_TOLD: Final = pattern(
    r"(?i:currency|denominated|prices?|amounts?|values?|quoted|expressed|stated|shown)\b[^.;]{0,40}?(?:\bin\b|:)"
    rf"\s*(?:the )?({_MONEY.pattern})(?![A-Za-z])"
)


class Status(Enum):
    """Whether a trade stands."""

    DONE = "done"
    NOT_DONE = "not done"


class Side(Enum):
    """Which way a trade went."""

    BUY = "buy"
    SELL = "sell"
    SHORT = "short sale"
    COVER = "cover of a short sale"


def plain(text: str) -> str:
    """Return a text as small words with one blank between."""
    return _GAP.sub(" ", text.lower()).strip()


@lru_cache(maxsize=1024)
def status_of(text: str) -> Status | None:
    """Tell what a status says; None where it is not known, or says both."""
    words = plain(text)
    if _DOUBTFUL.search(words):
        return None
    if _NOT_DONE.search(words):
        return None if _DONE.search(_NOT_DONE.sub("", words)) else Status.NOT_DONE
    return Status.DONE if _DONE.search(words) else None


def undoes(text: str) -> bool:
    """Tell whether a status takes back what was a trade before: a bust, a cancellation."""
    return bool(_UNDONE.search(plain(text)))


@lru_cache(maxsize=1024)
def side_of(text: str) -> Side | None:
    """Tell which side a cell says; None where it is not known."""
    words = plain(text)
    if _DOUBTFUL.search(words):
        return None
    if _SHORT.search(words):
        return Side.SHORT
    if _COVER.search(words):
        return Side.COVER
    if _SELL.match(words):
        return Side.SELL
    return Side.BUY if _BUY.match(words) else None


def is_dollars(text: str) -> bool:
    """Tell whether a currency is the United States dollar."""
    return re.sub(r"\s+", " ", text.strip().lower()) in _DOLLARS


def foreign_money(text: str) -> bool:
    """Tell whether a cell names a currency other than the dollar, and nothing else."""
    return bool(_MONEY.fullmatch(text.strip()))


def told_currency(text: str) -> str:
    """Return the foreign currency that a sentence says its prices are in; empty where none does."""
    found = _TOLD.search(text)
    return found[1] if found else ""

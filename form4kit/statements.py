"""Tell what a free text states: an averaged price, an undertaking, a trading plan and its date, a blank.

Each answer is a reading of the words that filers use; texts are taken flat (`reading.flat`).
"""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from form4kit.reading import REMEMBERED, Day, days

_AVERAGE = re.compile(
    r"(?<!volume )(?<!volume-)weighted[- ]?average"
    r"|volume[- ]weighted[- ]average (?:sales?|selling|purchase|execution)"
    r"|\baverage (?:(?:sales?|selling|purchase|execution|trade|trading) )?price (?:of|at which|for|per|paid|received)"
    r"|average (?:sales?|selling|purchase|execution) price",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?:multiple|several|series of|numerous|various) "
    r"(?:(?:open|market|open-market|broker|individual|separate|small|smaller|block|different) )*"
    r"(?:trades|transactions|sales|purchases|orders|executions|fills|prices|lots)"
    r"|(?:prices?|trades|sales|purchases|transactions|sold|purchased)(?: \w+){0,4} rang(?:ing|ed|e from)"
    r"|rang(?:ing|ed) (?:in price )?(?:from|between)",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"trading days?|closing|-day\b|\bdays? (?:period|prior|preceding|before|immediately)|measurement"
    r"|formula|determined|vest|convert|fair market|grant date",
    re.IGNORECASE,
)
_LOT = re.compile(
    r"\d (?:shares|units|ADSs?|ADRs?|warrants|options)?\s?(?:of [\w ]{3,30} )?(?:were |was )?"
    r"(?:sold |purchased |acquired |bought )?(?:at|@|for)\s(?:a |the )?(?:price of )?(?:US)?\$?\s?\d*\.?\d",
    re.IGNORECASE,
)
_UNDERTAKING = re.compile(
    r"undertak|\bon (?:written )?request|upon (?:\w+ ){0,2}request"
    r"|\b(?:will|shall|agrees? to|can|may) (?:\w+ ){0,3}(?:provided?|furnish(?:ed)?|suppl(?:y|ied)|give|deliver|make available)\b"
    r"|full information|available (?:up)?on request",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(r"\bdisclaim|not be deemed an admission|no admission", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def says_average(text: str) -> bool:
    """Tell whether a text says that a price is the average of several.

    The averages of formulas, such as a volume-weighted average over trading days, are others.
    """
    return bool(_AVERAGE.search(text)) and not (_FORMULA.search(text) and not _SEVERAL.search(text))


@lru_cache(maxsize=REMEMBERED)
def says_several_trades(text: str) -> bool:
    """Tell whether a text says that a row stands for several trades, or gives a range of their prices."""
    return bool(_SEVERAL.search(text))


@lru_cache(maxsize=REMEMBERED)
def lists_lots(text: str) -> bool:
    """Tell whether a text lists its trades one by one: `400 shares at $10.05, 600 shares at $10.10`."""
    return len(_LOT.findall(text)) > 1


@lru_cache(maxsize=REMEMBERED)
def undertakes(text: str) -> bool:
    """Tell whether a text promises to give the trades behind a price on request."""
    return bool(_UNDERTAKING.search(text))


@lru_cache(maxsize=REMEMBERED)
def disclaims(text: str) -> bool:
    """Tell whether a text disclaims beneficial ownership."""
    return bool(_DISCLAIMER.search(text))


_PLAN = re.compile(r"\b10\s?b\s?-?\s?5\b|\b10\s?b\s?-?\s?5(?=\s?[-–—‑(]?\s?1)", re.IGNORECASE)
_NO_PLAN = re.compile(
    r"\b(?:not|nor|neither|without|outside|other than|rather than)\b[^.;,]{0,60}\b10\s?b\s?-?\s?5|\bnon-?\s?(?:rule )?10\s?b\s?-?\s?5",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def mentions_plan(text: str) -> bool:
    """Tell whether a text mentions Rule 10b5-1, in one of its usual spellings."""
    return "10" in text and bool(_PLAN.search(text))


@lru_cache(maxsize=REMEMBERED)
def denies_plan(text: str) -> bool:
    """Tell whether a text says that a trade was not made under a Rule 10b5-1 plan."""
    return "10" in text and bool(_NO_PLAN.search(text))


class Adoption(NamedTuple):
    """The date on which a plan was adopted or, where `modified`, changed."""

    date: Day
    modified: bool

    @property
    def day(self) -> dt.date:
        """The day, or the first of the month where only that is named."""
        return self.date.day

    def __str__(self) -> str:
        return f"{'modified' if self.modified else 'adopted'} {self.date}"


_TRADING_PLAN = re.compile(
    r"\b(?:trading|sales?|selling|purchase|written|diversification) (?:plan|arrangement)", re.I
)
_ADOPTED = r"adopt(?:ed|ion|ing)?|enter(?:ed|ing) into|establish(?:ed|ing)?|institut(?:ed|ing)|put in place"
_CHANGED = r"modif(?:ied|ication|ying)|amend(?:ed|ment|ing)|renewed|revised"
_STOP = (
    r"(?:disclos|announc|8-K|\bfiled|report(?:ed)? on|expir|terminat|\bsold|\bsales?\b|\bvest|\bgrants?\b|granted"
    r"|until|\bbirth|\bdeath|effected|(?-i:\.\s+(?:The|This|These|On|In|All|Such|Shares|Each|Reflects|Represents)\b))"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_ADOPTED}|(?P<change>{_CHANGED}))\b|\bplans?\b[^\d;.]{{0,20}}\b(?:dated|signed|executed)\b)"
    rf"(?:(?!{_STOP}|\b(?:{_ADOPTED}|{_CHANGED})\b)[^;]){{0,140}}\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\b(?:on|in|as of|effective)\s\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?,?\s?(?:and|or|&)\s(?:on\s|in\s)?\Z", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s?,?\s(?:(?!{_STOP})[^\d;]){{0,80}}?\b(?:{_ADOPTED}|(?P<change>{_CHANGED}))\s"
    r"(?:an?|the|his|her|its|their|this|that|such)\s[^;]{0,60}?\bplan\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def speaks_of_plan(text: str) -> bool:
    """Tell whether a text speaks of a trading plan, with or without naming Rule 10b5-1."""
    return mentions_plan(text) or bool(_TRADING_PLAN.search(text))


@lru_cache(maxsize=REMEMBERED)
def adoptions(text: str) -> tuple[Adoption, ...]:
    """Return the dates on which a text says that a trading plan was adopted or modified.

    Only a date that directly follows such a word counts, or one that opens the sentence in which the
    plan is adopted: trades, terms and trusts have dates too.
    """
    if not speaks_of_plan(text):
        return ()
    found = days(text)
    adopted: list[Adoption] = []
    for at, date in enumerate(found):
        lead = text[found[at - 1].end if at else 0 : date.start]
        told = _BEFORE.search(lead)
        if told is None and _OPENS.search(lead):
            told = _AFTER.match(text[date.end : found[at + 1].start if at + 1 < len(found) else len(text)])
        if told:
            adopted.append(Adoption(date, bool(told["change"])))
        elif adopted and adopted[-1].date is found[at - 1] and _GOES_ON.match(lead):
            adopted.append(Adoption(date, adopted[-1].modified))
    return tuple(adopted)


_PLACEHOLDER = re.compile(
    r"\[\s*(?:[●•◦_*.…?\s-]*|x+|tbd|tba|tbc|(?:insert|enter|add|confirm|fill|note to)\b[^\]]{0,60}"
    r"|(?:\w+ ){0,3}(?:date|name|price|amount|number|month|day|year|title|address|percentage)(?: \w+){0,3}|n/?t/?d\b[^\]]{0,60})\s*\]"
    r"|[●◦]|\b(?:TBD|TBA|TBC)\b|_{3,}|\$\s?(?:X{1,}(?:\.X+)?\b|_+|\[)|\bX{2,}(?:[/,.-]X+)+\b|\b20XX\b|\bX{3,}\b|\bxx+\b"
    r"|\b(?-i:XX)\b(?=,? (?:shares|units|options|20\d\d|days|%))|\b(?:on|of|dated) (?-i:XX)\b"
    r"|lorem ipsum|\?{3,}|\{\{[^}]*\}\}|<(?:date|name|price|amount|number|insert[^>]*)>|\bDD/MM|\bMM/DD/",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def placeholders(text: str) -> tuple[str, ...]:
    """Return what a draft left to be filled in: `[●]`, `[date]`, `____`, `TBD`, `$XX`, `lorem ipsum`."""
    return tuple(dict.fromkeys(found[0].strip() for found in _PLACEHOLDER.finditer(text)))

"""Tell what a free text states: an averaged price, an undertaking, a trading plan and its date, a blank.

Each answer is a reading of the words that filers use; texts are taken flat (`reading.flat`).
"""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from form4kit.analysis.figures import REMEMBERED, Day, days
from form4kit.lazy_re import pattern

_AVERAGE = pattern(
    r"(?<!volume )(?<!volume-)weighted[- ]?average"
    r"|volume[- ]weighted[- ]average (?:sales?|selling|purchase|execution)"
    r"|\baverage (?:(?:trade|trading) )?price (?:of|at which|for|per|paid|received)"
    r"|average (?:sales?|selling|purchase|execution) price|average weighted"
    r"|price \w+ (?:is |was )?an average",
    re.IGNORECASE,
)
_SEVERAL = pattern(
    r"(?:multiple|several|series of|numerous|various) "
    r"(?:(?:open|market|open-market|broker|individual|separate|small|smaller|block|different) )*"
    r"(?:trades|transactions|sales|purchases|orders|executions|fills|prices|lots)"
    r"|(?:prices?|trades|sales|purchases|transactions|sold|purchased)(?: \w+){0,4} rang(?:ing|ed|e from)"
    r"|rang(?:ing|ed) (?:in price )?(?:from|between)|more than one (?:trade|transaction|sale|purchase)",
    re.IGNORECASE,
)
_FORMULA = pattern(
    r"trading days?|closing|-day\b|\bdays? (?:period|prior|preceding|before|immediately)|measurement"
    r"|formula|determined|vest|convert|fair market|grant date",
    re.IGNORECASE,
)
_LOT = pattern(
    r"(?P<shares>(?<![\d,])\d[\d,]*+) (?:shares|units|ADSs?|ADRs?|warrants|options)?\s?(?:of [\w ]{3,30} )?"
    r"(?:were |was )?(?:sold |purchased |acquired |bought )?"
    r"(?:at|@|for)\s(?:a |the )?(?:price of )?(?:US)?\$?\s?\d*\.?\d",
    re.IGNORECASE,
)
_UNDERTAKING = pattern(
    r"undertak|\bon (?:written )?request|upon (?:\w+ ){0,2}request"
    r"|\b(?:will|shall|agrees? to|can|may) (?:\w+ ){0,3}"
    r"(?:provided?|furnish(?:ed)?|suppl(?:y|ied)|give|deliver|make available)\b"
    r"|full information|available (?:up)?on request",
    re.IGNORECASE,
)
_DISCLAIMER = pattern(r"\bdisclaim|not be deemed an admission|no admission", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def average_words(text: str) -> str:
    """Return the words in which a text calls a price the average of several; empty where it does not.

    The averages of formulas, such as a volume-weighted average over trading days, are others.
    """
    found = _AVERAGE.search(text) if "averag" in text.lower() else None
    if found is None or (_FORMULA.search(text) and not _SEVERAL.search(text)):
        return ""
    return found[0]


@lru_cache(maxsize=REMEMBERED)
def several_words(text: str) -> str:
    """Return the words in which a text says that a row stands for several trades; empty where it does not."""
    found = _SEVERAL.search(text) if _may_be_several(text.lower()) else None
    return found[0] if found else ""


def _may_be_several(lowered: str) -> bool:
    """Tell whether a text has one of the words at the heart of the pattern, which takes long to search."""
    return any(
        word in lowered
        for word in ("multiple", "several", "series", "numerous", "various", "rang", "more than one")
    )


@lru_cache(maxsize=REMEMBERED)
def lists_lots(text: str) -> bool:
    """Tell whether a text lists its trades one by one: `400 shares at $10.05, 600 shares at $10.10`."""
    return len(lots(text)) > 1


@lru_cache(maxsize=REMEMBERED)
def lots(text: str) -> tuple[int, ...]:
    """Return the shares of each trade that a text lists with its price, in the order of the text."""
    return tuple(int(found["shares"].replace(",", "")) for found in _LOT.finditer(text))


@lru_cache(maxsize=REMEMBERED)
def undertakes(text: str) -> bool:
    """Tell whether a text promises to give the trades behind a price on request."""
    return bool(_UNDERTAKING.search(text))


@lru_cache(maxsize=REMEMBERED)
def disclaims(text: str) -> bool:
    """Tell whether a text disclaims beneficial ownership."""
    return bool(_DISCLAIMER.search(text))


_PLAN = pattern(
    r"\b10\s?b5\b|\b10\s?b\s?-?\s?5(?=\s?[-–—‑(]?\s?1)"
    r"|\b10\s?b\s?-\s?5\b(?=[^.;]{0,30}\b(?:plan|trading|arrangement|instruction))"
    r"|\bplans?\b(?! of)[^.;]{0,60}\b10\s?b\s?-\s?5\b",
    re.IGNORECASE,
)
_ANTIFRAUD = pattern(r"\b10\s?b\s?-\s?5\b(?!\s?[-–—‑(]?\s?1)", re.IGNORECASE)
_CLAIM = pattern(
    r"\b(?:claims?|liabilit|violat|fraud|antifraud|lawsuit|litigation|class action|alleg|complaint)",
    re.IGNORECASE,
)
_NO_PLAN = pattern(
    r"\b(?:not|nor|neither|without|outside|other than|rather than)\b[^.;,]{0,60}\b10\s?b\s?-?\s?5"
    r"|\bnon-?\s?(?:rule )?10\s?b\s?-?\s?5",
    re.IGNORECASE,
)
_ENDED = pattern(
    r"\b(?:terminat|cancel|revok|discontinu|withdr[ae]w)\w*[^.;]{0,60}\b10\s?b\s?-?\s?5"
    r"|\b10\s?b\s?-?\s?5[^.;]{0,60}\b(?:was|were|had been|has been|is)\s(?:\w+ )?"
    r"(?:terminated|cancell?ed|revoked|discontinued|withdrawn)"
    r"|\b10\s?b\s?-?\s?5[^.;]{0,60}(?<!not )\b(?:expired|lapsed|ended)\b"
    r"|\b(?:expired|lapsed|ended)\b[^.;]{0,20}\b10\s?b\s?-?\s?5"
    r"|\b(?:expiration|expiry|lapse|end) of (?:an?|the|his|her|its|their|such) [^.;]{0,40}\b10\s?b\s?-?\s?5",
    re.IGNORECASE,
)
_UNDER = pattern(
    r"\b(?:sold|sales?|sells?|effected|made|executed|transactions?|trades?|purchased?|gifted|reported|disposed)\b"
    r"[^.;]{0,80}\b(?:under|pursuant to|in accordance with|in connection with|by|through)\b"
    r"[^.;]{0,60}\b10\s?b\s?-?\s?5",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def mentions_plan(text: str) -> bool:
    """Tell whether a text mentions Rule 10b5-1, in one of its usual spellings.

    Rule 10b-5 is the antifraud rule; it counts only where the text speaks of a plan, and of no claim.
    """
    if "10" not in text or "5" not in text or not _PLAN.search(text):
        return False
    return not (_CLAIM.search(text) and _ANTIFRAUD.search(text))


@lru_cache(maxsize=REMEMBERED)
def denies_plan(text: str) -> bool:
    """Tell whether a text says that a trade was not made under a Rule 10b5-1 plan, or that one was ended."""
    if "10" not in text:
        return False
    return bool(_NO_PLAN.search(text)) or bool(_ENDED.search(text) and not _UNDER.search(text))


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


_TRADING_PLAN = pattern(r"\b(?:trading|sales?|selling|written|diversification) (?:plan|arrangement)", re.I)
_ADOPTED = r"adopt(?:ed|ion|ing)?|enter(?:ed|ing) into|establish(?:ed|ing)?|institut(?:ed|ing)|put in place"
_CHANGED = r"modif(?:ied|ication|ying)|amend(?:ed|ment|ing)|renewed|revised"
_TRADES = r"trades?|transactions?|sales?|purchases?|orders?|lots?|blocks?|prices?|shares|dates"
_MADE = (
    r"\b(?:plans?|instructions?|arrangements?|10b5-1(?:\(c\))?(?: \w+){0,2} agreements?)\b[^\d;.]{0,40}"
    r"\b(?:dated|signed|approved|implemented|initiated|created|set up)\b"
    r"|\b(?:plans?|instructions?|arrangements?|10b5-1(?:\(c\))?(?: \w+){0,2} agreements?)\b"
    rf"(?:(?!\b(?:and|{_TRADES})\b)[^\d;.]){{0,40}}\b(?:executed|made)\b"
    rf"(?! (?:in|by|through|as|at) (?:\w+ ){{0,3}}(?:{_TRADES})\b)"
)
_STOP = (
    r"(?:disclos|announc|8-K|\bfiled|report(?:ed)? on|expir|terminat|until|\bbirth|\bdeath"
    r"|\bsold|\bsales?\b|effected|\bvest|\bgrants?\b|granted"
    r"|(?-i:\.\s+(?:The|This|These|On|In|All|Such|Shares|Each|Reflects|Represents)\b))"
)
_BEFORE = pattern(
    rf"(?:\b(?:{_ADOPTED}|(?P<change>{_CHANGED}))\b|{_MADE})"
    rf"(?:(?!{_STOP}|\b(?:{_ADOPTED}|{_CHANGED})\b)[^;]){{0,140}}\Z",
    re.IGNORECASE,
)
_TRUST = pattern(
    r"\b(?:trusts?|foundation|fund|company),? (?:that |which )?(?:was|were|is|has been) \Z", re.I
)
_WHOSE = pattern(r"\b(?:the|an?|his|her|its|their|this|that|such|\w+['’]s?)\s\Z", re.IGNORECASE)
_NAMED = pattern(
    r"\s?,?\s(?:(?:rule|written|pre-?arranged|trading|sales?|selling"
    r"|10\s?b\s?-?\s?5-1(?:\(c\)(?:\(1\))?)?)\s){0,4}"
    r"plan\b(?!\s(?:year|period|expir|terminat|end|amend|modif))",
    re.IGNORECASE,
)
"""What follows a date that names a plan: "the March 2, 2026 plan" is the plan of that day."""
_OPENS = pattern(r"\b(?:on|in|as of|effective)\s\Z", re.IGNORECASE)
_GOES_ON = pattern(r"\s?,?\s?(?:and|or|&)\s(?:on\s|in\s)?\Z", re.IGNORECASE)
_AFTER = pattern(
    rf"\s?,?\s(?:(?!{_STOP})[^\d;]){{0,80}}?\b(?:{_ADOPTED}|(?P<change>{_CHANGED}))\s"
    r"(?:an?|the|his|her|its|their|this|that|such)\s[^;]{0,60}?\bplan\b"
    rf"|\s?,?\s(?:(?!{_STOP})[^\d;]){{0,80}}?\b(?:signed|executed|implemented|initiated|created|set up)\s"
    rf"(?:an?|the|his|her|its|their)\s(?:(?!\b(?:{_TRADES}|under|pursuant)\b)[^;.]){{0,60}}?\bplan\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def speaks_of_plan(text: str) -> bool:
    """Tell whether a text speaks of a trading plan, with or without naming Rule 10b5-1."""
    return mentions_plan(text) or bool(_TRADING_PLAN.search(text))


_OF_THE_PLAN = pattern(
    r"\bplan\b|\b(?:adoption date|date of (?:the )?adoption)\b|\bdate (?:of )?plan adoption", re.IGNORECASE
)
_OTHER_PLAN = pattern(
    r"\b(?:equity|incentive|stock|share|option|compensation|bonus|savings|purchase|retirement|deferred|award"
    r"|inducement|omnibus|LTIP?|401\(k\)|reinvestment|merger|fee|director\w*|employee\w*)\b"
    r"[\w ]{0,30}\bplan\b"
    r"|\bplan of\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def speaks_of_the_plan(text: str) -> bool:
    """Tell whether a text beside a ticked Rule 10b5-1 box speaks of its plan: any plan that is no other."""
    return speaks_of_plan(text) or bool(_OF_THE_PLAN.search(text) and not _OTHER_PLAN.search(text))


@lru_cache(maxsize=REMEMBERED)
def adoptions(text: str, ticked: bool = False) -> tuple[Adoption, ...]:
    """Return the dates on which a text says that a trading plan was adopted or modified.

    Only a date that directly follows such a word counts, one that opens the sentence in which the plan is
    adopted, or one that names the plan: trades, terms and trusts have dates too. Where the box is `ticked`,
    "the plan" is its.
    """
    if not (speaks_of_the_plan(text) if ticked else speaks_of_plan(text)):
        return ()
    found = days(text)
    adopted: list[Adoption] = []
    for at, date in enumerate(found):
        lead = text[found[at - 1].end if at else 0 : date.start]
        told = _BEFORE.search(lead)
        if told and _TRUST.search(lead, 0, told.start()):
            continue
        if told is None and _OPENS.search(lead):
            told = _AFTER.match(text[date.end : found[at + 1].start if at + 1 < len(found) else len(text)])
        if told:
            adopted.append(Adoption(date, bool(told["change"])))
        elif _WHOSE.search(lead) and _NAMED.match(text, date.end):
            adopted.append(Adoption(date, False))
        elif adopted and adopted[-1].date is found[at - 1] and _GOES_ON.match(lead):
            adopted.append(Adoption(date, adopted[-1].modified))
    return tuple(adopted)


_PLACEHOLDER = pattern(
    r"""
    \[ \s*+ (?: [●•◦_\s]*+ | [?]+ | x{2,} | t\.?b\.?[dac]\.? | n/?t/?d\b[^\]]*+       # [●], [ ], [XX], [TBD]
             | to\ (?:come|follow|be\ (?:added|completed|confirmed|determined|inserted|provided))\b[^\]]{0,60}
             | (?:insert|enter|add|confirm|complete|fill|note\ to\ draft)\b[^\]]{0,60}  # [insert date]
             | (?:\w+\ ){0,3} (?:date|name|price|amount|number|month|day|year|title|address|percentage|shares)
               (?:\ \w+){0,3} ) \s*+ \]                                                  # [date of grant]
    | [●◦] | _{3,} | \?{3,} | \{\{ [^{}]*+ \}\} | \blorem\ ipsum\b
    | (?-i: \bTB[DAC]\b | \bXX+(?:[/,.-]X+)+\b | \b20XX\b | \bX{3,}\b | \bxx+\b )       # TBD, XX/XX, X,XXX
    | \$ \s? (?: _+ | \[ | (?-i:X+ | x+)(?:\.x+)? \b )                                  # $XX.XX
    | (?-i: \bXX\b ) (?= [/-](?:XX|\d) | ,?\ (?:shares|units|options|days|20\d\d) | % ) # XX shares
    | \b (?:(?!and\b|or\b)(?-i:[a-z]+) | (?-i:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[a-z.]*)
      \ (?-i:XX)\b (?! ,?\ (?:L\.?P|LLC|GP|Ltd|Inc|Fund))                              # March XX, not Fund XX
    | < (?:date|name|price|amount|number|insert[^>]*) > | \b(?:DD/MM|MM/DD)/
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SIGNS = (
    *("[", "●", "◦", "___", "???", "{{", "<", "TB", "XX", "xx", "$X", "$x", "$ X", "$ x", "$_", "$ _"),
    *("orem ipsum", "OREM", "DD/", "MM/"),
)
"""What every placeholder has one of; most texts have none, and the pattern takes long to search."""


@lru_cache(maxsize=REMEMBERED)
def placeholders(text: str) -> tuple[str, ...]:
    """Return what a draft left to be filled in: `[●]`, `[date]`, `____`, `TBD`, `$XX`, `lorem ipsum`."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(dict.fromkeys(found[0].strip() for found in _PLACEHOLDER.finditer(text)))

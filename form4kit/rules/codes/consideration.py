"""Rules on the price: what was paid for a share, a derivative or a unit."""

import re
from functools import lru_cache

from form4kit.analysis.rows import (
    CODES_LISTED,
    mentions,
    note_text,
    note_text_on,
    nothing_paid,
    one_line,
    quoted,
    rows_with_code,
    title,
    without_denials,
)
from form4kit.analysis.titles import is_free_to_enter, is_option
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_PER_SHARE = "Form 4, General Instruction 5(a)"
_IN_KIND = "Form 4, General Instruction 5(b)"
_IN_KIND_SAID = pattern(
    r"\b(?:exchang(?:ed|eable|ing)|in exchange|consideration|in lieu|conver|contribut|distribut|merger|cancel"
    r"|redeem|redempt|transfer|partnership|connection with|agreement|settle|premium|no (?:cash|payment|price)"
    r"|no value|not (?:applicable|a purchase|a sale))",
    re.I,
)
_PRICE_SAID = pattern(r"\$|\bpric|\bvalue|\bpaid|\bcash|\bfee\b|\bassign", re.I)
_AVERAGE = pattern(r"\bweighted|\baverage\b|\bprices? rang", re.I)
_UNIT = pattern(r"(?:(?:private )?placement |private |public |ipo |sponsor )?units?", re.I)
_SHARE_AND_WARRANT = pattern(
    r"\bunits?\b[^.;]{0,60}\b(?:consist|compris|contain|includ|represent|is made up)[^.;]{0,120}\bshares?\b"
    r"[^;]{0,160}\b(?:warrants?|rights?)\b",
    re.I,
)
_COSTS = pattern(
    r"\b(?:net of|after (?:deduct|subtract)\w*|less|includ(?:es?|ing)|inclusive of|plus)\b[^.;]{0,40}"
    r"\b(?:commissions?|brokerage|(?:brokers?'?|transaction|trading|SEC) fees?)\b|\bnet of (?:\w+ )?fees\b",
    re.I,
)
_NOT_THE_PRICE = pattern(r"\b(?:not|without|excluding|exclusive|before|underwrit\w*)\b", re.I)
_SENTENCE = pattern(r"(?<=[.;])\s")


@rule(
    "COD30",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[_PER_SHARE, _IN_KIND],
    aliases=["FTN23"],
    good=[
        {
            "non_derivative[0].price": "0 ^kind",
            "footnotes.kind": "Exchanged for two shares of another company valued at $15.53 each.",
        }
    ],
    bad=[
        Bad({"non_derivative[0].price": "0"}, at="non_derivative[0].price"),
        Bad(
            {"non_derivative[0].price": "^kind", "footnotes.kind": "See Form 8-K."},
            at="non_derivative[0].price",
        ),
    ],
)
def purchase_and_sale_have_a_price(filing: Filing) -> Problems:
    """Give a purchase or sale its price, or say in a footnote what was paid otherwise.

    Nothing is bought for nothing. Consideration other than cash is described with its value.
    """
    for row in rows_with_code(filing, frozenset("PS")):
        if row.table == "non_derivative" and _unexplained(filing, row):
            verb = "bought" if row.code.value == "P" else "sold"
            what = f"{verb} at {row.price.text or 'no price'}"
            if row.price.marks:
                what += ", and the footnote does not say for what"
            hint = "Enter the price per share; a footnote on it tells of anything but cash, with its value."
            yield Problem(row.at("price"), what, hint)


def _unexplained(filing: Filing, row: Row) -> bool:
    """Tell whether a price is 0, or only a footnote, and no footnote on it says what was paid instead."""
    price = row.price
    if not nothing_paid(price) or not price.marks:
        return price.value == 0
    words = note_text_on(filing, price)
    if not words or _IN_KIND_SAID.search(words):
        return False
    averaged = price.value == 0 and _AVERAGE.search(words)
    return bool(averaged) or not _PRICE_SAID.search(words)


_SWAP_TERMS = "Cash-settled equity swap on 1,000 shares at $31.07; nothing was paid on entry."
_BOUGHT = {"non_derivative": None, "derivative[0].code": "P", "derivative[0].acquired_disposed": "A"}


@rule(
    "COD36",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(c)(iii)", CODES_LISTED],
    good=[
        Good(_BOUGHT | {"derivative[0].price": "2.35"}, on="4-option"),
        Good(_BOUGHT | {"derivative[0].security": "Zero-cost Collar"}, on="4-option"),
        Good(
            _BOUGHT
            | {"derivative[0].swap": "true", "derivative[0].disposed": "1000 ^s", "footnotes.s": _SWAP_TERMS},
            on="4-option",
        ),
    ],
    bad=[Bad(_BOUGHT, on="4-option", at="derivative[0].price")],
)
def derivative_bought_has_a_price(filing: Filing) -> Problems:
    """Give a derivative that is bought or sold its own price in column 8.

    An option that the issuer grants is not bought: it is a grant (A) at 0. Into a swap, a forward or a collar
    one may enter at no price.
    """
    for row in rows_with_code(filing, frozenset("PS")):
        if row.table != "derivative" or row.price.text is None or not _unexplained(filing, row):
            continue
        if row.swap.value or is_free_to_enter(title(row)):
            continue
        grant = row.code.value == "P" and is_option(title(row))
        hint = "A grant by the issuer is code A." if grant else "Enter the premium or price per derivative."
        verb = "bought" if row.code.value == "P" else "sold"
        yield Problem(row.at("price"), f"{title(row)} {verb} at {row.price.text}", hint)


_OF_TWO = {
    "non_derivative[1].security": "Units",
    "non_derivative[1].owned_after": "500",
    "footnotes.award": "Each unit consists of one share of common stock and one-half of one warrant.",
}


@rule(
    "COD37",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(c)(iv)"],
    good=[_OF_TWO | {"non_derivative[1].security": "Common Stock underlying Units"}],
    bad=[Bad(_OF_TWO, at="non_derivative[1].security")],
)
def unit_is_reported_in_parts(filing: Filing) -> Problems:
    """Report the parts of a unit each in its own table.

    The shares go into Table I and the warrants into Table II; footnotes link the two and give the price
    of the unit.
    """
    for row in rows_with_code(filing, frozenset("APSJCDX")):
        if not _UNIT.fullmatch(title(row).strip()):
            continue
        if _SHARE_AND_WARRANT.search(without_denials(note_text(filing, row))):
            hint = "Make a row for the shares in Table I and one for the warrants in Table II."
            yield Problem(row.at("security"), f"{title(row)} of shares and warrants in one row", hint)


@rule(
    "COD38",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[_PER_SHARE],
    good=[
        {
            "non_derivative[0].price": "31.07 ^costs",
            "footnotes.costs": "The price does not include commissions.",
        }
    ],
    bad=[
        Bad(
            {
                "non_derivative[0].price": "31.02 ^costs",
                "footnotes.costs": "The price is net of brokerage commissions.",
            },
            at="non_derivative[0].price",
        )
    ],
)
def price_is_without_commissions(filing: Filing) -> Problems:
    """State the price before commissions and fees.

    Brokerage commissions and other costs of the trade are neither added nor taken off.
    """
    for row in filing.rows:
        if not row.price.marks or row.holding:
            continue
        costs = next(
            filter(None, (_costs(note.text.text or "") for note in filing.notes_on(row.price))), None
        )
        if costs:
            message = f'price {row.price.text or "in a footnote"} "{quoted(costs)}"'
            yield Problem(row.at("price"), message, "Enter the price per share as traded.")


@lru_cache(maxsize=1024)
def _costs(text: str) -> str | None:
    """Return the words of a footnote that count costs into the price, None where there are none."""
    if not mentions(text, "commission", "brokerage", " fee"):
        return None
    for sentence in _SENTENCE.split(one_line(text)):
        found = _COSTS.search(sentence)
        if found and not _NOT_THE_PRICE.search(sentence):
            return found[0]
    return None

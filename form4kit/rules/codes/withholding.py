"""Rules on shares withheld for tax, and on what is taken for it: a sale, or a return to the issuer."""

import re

from form4kit.analysis.rows import (
    CODES_LISTED,
    mentions,
    note_text_of_transaction,
    nothing_paid,
    quoted,
    rows_with_code,
    without_denials,
    without_reason,
)
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_BY_THE_ISSUER = "17 CFR 240.16b-3(e)"
_SHARES_WITHHELD = pattern(
    r"\b(?:shares?|stock|units?)\b(?:[\s,]+[\w'-]+){0,8}?[\s,]+(?:withheld|retained)\b[^.;]{0,160}"
    r"\b(?:tax|exercise price)"
    r"|\b(?:withheld|retained)\b[^.;]{0,30}\bshares\b[^.;]{0,160}\b(?:tax|exercise price)"
    r"|\bshare withholding\b|\bnet settle",
    re.I,
)
_CASH = pattern(r"\bcash\b", re.I)
_SOLD = pattern(r"\bsold\b|\bmultiple (?:transactions|trades|sales)\b|\bsell[- ]to[- ]cover\b", re.I)
_IN_THE_MARKET = pattern(r"\bopen[- ]market\b|\bbrokers?\b|\bblock (?:trade|sale)\b", re.I)
_SALE = pattern(r"\b(?:sold|sales?|sell)\b", re.I)


@rule(
    "COD17",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 5(a)", CODES_LISTED],
    good=[Good({}, on="4-option")],
    bad=[Bad({"non_derivative[1].price": "0"}, on="4-option", at="non_derivative[1].price")],
)
def withholding_has_a_price(filing: Filing) -> Problems:
    """Give shares withheld (F) the value per share at which they were counted.

    The price is what the shares paid for: tax or the exercise price. For units withheld in Table II a
    footnote may say it.
    """
    for row in rows_with_code(filing, {"F"}):
        price = row.price
        if price.value == 0 or (row.table == "non_derivative" and nothing_paid(price)):
            message = f"withheld at {price.text}" if price.text else "withheld at no price, only a footnote"
            yield Problem(
                row.at("price"), message, "Enter the market value per share used for the withholding."
            )


@rule(
    "COD18",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=[CODES_LISTED, _BY_THE_ISSUER],
    good=[
        {
            "non_derivative[0].disposed": "1000 ^tax",
            "footnotes.tax": "Sold by a broker to cover taxes; no shares were withheld for tax.",
        },
        Good(
            {
                "non_derivative[1].disposed": "400 ^tax",
                "footnotes.tax": "Shares withheld for tax; not an open market sale, and no shares were sold.",
            },
            on="4-option",
        ),
        Good(
            {
                "non_derivative[1].disposed": "400 ^tax",
                "footnotes.tax": "None of these shares were sold, as the issuer retained them for taxes.",
            },
            on="4-option",
        ),
    ],
    bad=[
        Bad(
            {
                "non_derivative[0].disposed": "1000 ^tax",
                "footnotes.tax": "Shares withheld by the issuer to satisfy tax obligations upon vesting.",
            },
            at="non_derivative[0].code",
        ),
        Bad(
            {
                "non_derivative[1].disposed": "400 ^tax",
                "footnotes.tax": "Shares sold by a broker to cover the taxes due on exercise.",
            },
            on="4-option",
            at="non_derivative[1].code",
        ),
    ],
)
def withheld_is_not_sold(filing: Filing) -> Problems:
    """Code shares that the issuer withholds F, and shares that a broker sells to cover tax S.

    Withholding returns shares to the issuer and is exempt; a sale in the market is not, and may fall
    under a Rule 10b5-1 plan.
    """
    for row in rows_with_code(filing, frozenset("FSD")):
        words = note_text_of_transaction(filing, row)
        if filing.amendment:
            words = without_reason(words)
        if row.code.value == "F":
            sold = mentions(words, "sold", "multiple", "cover")
            found = _SOLD.search(without_denials(words)) if sold else None
            hint = "A sale by a broker is S, though it pays a tax."
        else:
            found = _withheld(words, row.code.value == "D")
            hint = "Shares that the issuer withholds for tax or the exercise price are F."
        if found:
            message = f'code {row.code.text}, but the footnote says "{quoted(found[0])}"'
            yield Problem(row.at("code"), message, hint)


def _withheld(words: str, returned: bool) -> re.Match[str] | None:
    """Find the words by which the issuer withheld shares; in cash an award is returned, not withheld."""
    if not mentions(words, "withheld", "retained", "share withholding", "net settle"):
        return None
    if returned and _CASH.search(words):
        return None
    return None if _SALE.search(without_denials(words)) else _SHARES_WITHHELD.search(words)


@rule(
    "COD28",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, _BY_THE_ISSUER],
    good=[
        {
            "non_derivative[0].code": "D",
            "non_derivative[0].disposed": "1000 ^back",
            "footnotes.back": "Bought back by the issuer; not an open market sale.",
        }
    ],
    bad=[
        Bad(
            {
                "non_derivative[0].code": "D",
                "non_derivative[0].disposed": "1000 ^back",
                "footnotes.back": "Sold in the open market.",
            },
            at="non_derivative[0].code",
        )
    ],
)
def return_goes_to_the_issuer(filing: Filing) -> Problems:
    """Code D only what goes back to the issuer.

    It claims the exemption of Rule 16b-3(e); a sale to anyone else is S, also one under a repurchase
    program in which the shares are bought in the market.
    """
    for row in rows_with_code(filing, {"D"}):
        words = note_text_of_transaction(filing, row)
        traded = mentions(words, "market", "broker", "block")
        found = _IN_THE_MARKET.search(without_denials(words)) if traded else None
        if found:
            hint = "Use S unless the issuer itself took the shares."
            yield Problem(row.at("code"), f'code D, but the footnote says "{found[0]}"', hint)

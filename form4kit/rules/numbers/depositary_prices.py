"""The rule on a price per depositary share beside an amount of shares."""

import re

from form4kit.analysis.rows import note_text_on, title
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_DEPOSITARY = (
    r"(?:A\.?D\.?[SR]s?\b\.?|G\.?D\.?[SR]s?\b|(?:American |Global )?deposit[ao]ry (?:share|receipt)s?)"
)
_PER = pattern(
    rf"\b(?:per|for each|a|each|of (?:an|one)) {_DEPOSITARY}|\bper-{_DEPOSITARY}"
    rf"|\bprices? (?:of|for) (?:the |an? )?{_DEPOSITARY}",
    re.IGNORECASE,
)
_IS_DEPOSITARY = pattern(_DEPOSITARY, re.IGNORECASE)
_CONVERTED = pattern(
    r"\b(?:divid(?:ed|ing)|convert|calculated|equivalent|adjust|per (?:ordinary|common|class [a-z])|per-share"
    r"|per share|reflect\w* the ratio|based on (?:the|a) ratio|underlying each)",
    re.IGNORECASE,
)


@rule(
    "NUM11",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["Form 4, General Instruction 4(a)(i)"],
    good=[
        Good(
            {
                "non_derivative[0].security": "American Depositary Shares",
                "non_derivative[0].price": "31.07 ^ads",
                "footnotes.ads": "The price is per ADS.",
            }
        ),
        {
            "non_derivative[0].price": "31.07 ^ads",
            "footnotes.ads": "The price per ADS of $62.14, divided by the two shares that it stands for.",
        },
    ],
    bad=[
        Bad(
            {
                "non_derivative[0].price": "31.07 ^ads",
                "footnotes.ads": "The price is per American Depositary Share. Each represents two shares.",
            },
            at="non_derivative[0].price",
        )
    ],
)
def price_is_of_what_is_counted(filing: Filing) -> Problems:
    """Give amount and price of one and the same security: of shares, or of depositary shares.

    The amount in shares times the price of a depositary share is wrong by the ratio of the two.
    """
    for row in filing.transactions:
        if not row.price.value or not row.price.marks or _IS_DEPOSITARY.search(title(row)):
            continue
        words = note_text_on(filing, row.price)
        told = _PER.search(words)
        if told and not _CONVERTED.search(words):
            hint = "Divide the price by the ratio, or count depositary shares; the footnote gives the ratio."
            yield Problem(
                row.at("price"),
                f"{row.price.text} {told[0].rstrip('. ')}, beside an amount of {title(row)}",
                hint,
            )

"""The rule on units that a row says are settled in cash and in shares."""

import re
from typing import Final

from form4kit.analysis.rows import note_text, without_denials
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_PAID = (
    r"\b(?:settled|settles?|settlement|payable|paid(?: out)?|pays? out|payments?|redeem\w*|distribut\w+"
    r"|delivered)\b(?: (?:only|solely|entirely|will be|is|are|made|by the (?:issuer|company)"
    r"|to the reporting person)){0,3} in "
)
_IN_CASH = pattern(_PAID + r"(?:a )?(?:lump[- ]sum )?(?:U\.?S\.? )?cash\b", re.I)
_IN_SHARES = pattern(_PAID + r"(?:(?!cash\b)[\w'-]+ ){0,3}?(?:shares|stock)\b", re.I)
_EITHER = pattern(
    r"\bcash,? (?:or|and|and/or)\b|\b(?:or|and|and/or) (?:in )?(?:an? |the )?(?:amount (?:in |of ))?cash\b"
    r"|\bcash equivalent|\b(?:either|elect\w*|discretion|option of|combination|fraction\w*|portion"
    r"|part(?:ly)?|half|dividends?|lieu|except|unless|previously|originally|amended|remain\w*|percent)\b|%",
    re.I,
)
_UNITS: Final = {
    "derivative[0].security": "Phantom Stock Units",
    "derivative[0].exercise_price": "^worth",
    "derivative[0].code": "A",
    "derivative[0].disposed": None,
    "derivative[0].acquired": "1000",
    "derivative[0].exercisable": "^paid",
    "derivative[0].expires": "^paid",
    "non_derivative": None,
}
_WORTH: Final = "Each unit is the economic equivalent of one share and is settled in cash."


@rule(
    "DER18",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(c)(i)"],
    good=[
        Good(
            _UNITS | {"footnotes": {"worth": _WORTH, "paid": "Paid on retirement, and they do not expire."}},
            on="4-option",
        ),
        Good(
            _UNITS
            | {
                "footnotes": {
                    "worth": "Each unit is the economic equivalent of one share.",
                    "paid": "Settled in shares on retirement, cash for a fraction. No expiration.",
                }
            },
            on="4-option",
        ),
    ],
    bad=[
        Bad(
            _UNITS | {"footnotes": {"worth": _WORTH, "paid": "Payable in shares on retirement."}},
            on="4-option",
            at="derivative[0].security",
        )
    ],
)
def units_are_settled_in_one_thing(filing: Filing) -> Problems:
    """Say of a derivative that it is settled in cash, in shares, or in either.

    Where the footnotes of one row say both, one of them is of another award. What is settled in shares has
    a Table I row when they come; what is settled in cash has none.
    """
    for row in filing.derivative:
        words = without_denials(note_text(filing, row))
        if "cash" not in words.lower() or _EITHER.search(words):
            continue
        cash, shares = _IN_CASH.search(words), _IN_SHARES.search(words)
        if cash and shares:
            message = f'"{cash[0]}" and "{shares[0]}" in the footnotes of one row'
            hint = "Keep what the award says; if it leaves both open, write `in cash or shares`."
            yield Problem(row.at("security"), message, hint)

"""The rule on shares tendered: in a change of control, to the issuer itself, or not at all."""

import re

from form4kit.analysis.rows import CODES_LISTED, note_text, nothing_paid, rows_with_code, without_denials
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_TO_THE_ISSUER = pattern(
    r"\bissuer(?:'s)? (?:self[- ])?tender offer|\bself[- ]tender|\bdutch auction"
    r"|\b(?:tender\w*|sold|sale|offer) (?:of shares )?(?:to|by) the (?:issuer|company)\b"
    r"|\b(?:tender|exchange) offer (?:made |conducted |commenced )?(?:by|of) the (?:issuer|company)\b(?!'s)"
    r"|\b(?:issuer|company)'s (?:cash |self[- ])?tender offer|\brepurchase[ds]? by the (?:issuer|company)\b"
    r"|\b(?:issuer|company|registrant) (?:re)?(?:purchased|bought|accepted)\b[^.;]{0,60}\bits\b[^.;]{0,30}"
    r"\b(?:tender|exchange) offer",
    re.IGNORECASE,
)
_ANOTHER_BUYER = pattern(
    r"\bmerger|change (?:of|in) control|\bpurchaser\b|\bparent\b|\bacqui(?:red|sition|rer|ror)\b"
    r"|\b(?:subsidiary of|not|rather than|other than|without|instead of|following|after)\b[^.;]{0,40}"
    r"(?:issuer|company|self|dutch)",
    re.IGNORECASE,
)


_MERGED = pattern(r"\beffective time\b|\bmerger\b", re.I)
_TENDERED = pattern(r"\btender", re.I)


def _tendered(text: str) -> dict[str, object]:
    """Return the edits that make the sale of the clean Form 4 a tender with a footnote."""
    return {"non_derivative[0].code": "U ^tender", "footnotes.tender": text}


@rule(
    "COD27",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, "17 CFR 240.16b-3(e)"],
    aliases=["COD41"],
    good=[
        {"non_derivative[0].code": "U"},
        _tendered("Tendered to the purchaser under the merger agreement."),
        _tendered("Not tendered in the issuer tender offer, but to Acorn Holdings."),
        Good(_tendered("Tendered in the issuer tender offer.") | {"non_derivative[0].code": "D ^tender"}),
    ],
    bad=[
        Bad({"non_derivative[0].code": "U", "non_derivative[0].price": "0"}, at="non_derivative[0].price"),
        Bad(
            _tendered("Tendered in the issuer tender offer that expired on November 18, 2026."),
            at="non_derivative[0].code",
            severity=Severity.NOTE,
        ),
        Bad(
            _tendered("The issuer purchased these shares in its cash tender offer."),
            at="non_derivative[0].code",
            severity=Severity.NOTE,
        ),
        Bad(
            _tendered("Converted into $31.07 in cash at the Effective Time of the merger."),
            at="non_derivative[0].code",
            severity=Severity.NOTE,
        ),
    ],
)
def tender_has_its_price(filing: Filing) -> Problems:
    """Use U for shares tendered in a change of control, at the price of the offer.

    Shares that a merger turns into cash take D where the board approved it under Rule 16b-3(e), else J. What
    the issuer itself buys back in a tender offer is D where the conditions of that rule were met, else S.
    """
    for row in rows_with_code(filing, frozenset("U")):
        if nothing_paid(row.price) and not row.price.marks:
            yield Problem(row.at("price"), "tendered at 0", "Enter the offer price per share.")
        words = note_text(filing, row)
        told = _TO_THE_ISSUER.search(without_denials(words))
        if told and not _ANOTHER_BUYER.search(words):
            message = f'code U, but the footnote says "{told[0]}", which is no change of control'
            hint = "To the issuer it is D if Rule 16b-3(e) was met, else S."
            yield Problem(row.at("code"), message, hint, Severity.NOTE)
        elif _MERGED.search(without_denials(words)) and not _TENDERED.search(words):
            hint = "Shares converted in a merger take D, or J with a footnote."
            yield Problem(row.at("code"), "code U, but the footnote tells of a merger", hint, Severity.NOTE)

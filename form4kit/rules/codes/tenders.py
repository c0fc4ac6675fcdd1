"""The rule on shares tendered to the issuer itself."""

import re

from form4kit.analysis.rows import note_text, rows_with_code
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_TO_THE_ISSUER = pattern(
    r"\bissuer(?:'s)? (?:self[- ])?tender offer|\bself[- ]tender|\bmodified dutch auction"
    r"|\b(?:tender\w*|sold|sale|offer) (?:of shares )?(?:to|by) the (?:issuer|company)\b"
    r"|\b(?:issuer|company)'s (?:cash |self[- ])?tender offer|\brepurchase[ds]? by the (?:issuer|company)\b",
    re.IGNORECASE,
)
_ANOTHER_BUYER = pattern(
    r"\bmerger|change (?:of|in) control|\bpurchaser\b|\bparent\b|\bacqui(?:red|sition|rer|ror)\b"
    r"|\b(?:subsidiary of|not|rather than|other than|without|instead of|following|after)\b[^.;]{0,40}"
    r"(?:issuer|company|self|dutch)",
    re.IGNORECASE,
)


def _tendered(text: str) -> dict[str, object]:
    """Return the edits that make the sale of the clean Form 4 a tender with a footnote."""
    return {"non_derivative[0].code": "U ^tender", "footnotes.tender": text}


@rule(
    "COD41",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 8"],
    good=[
        _tendered("Tendered to the purchaser under the merger agreement."),
        _tendered("Not tendered in the issuer tender offer, but to Acorn Holdings."),
        Good(_tendered("Tendered in the issuer tender offer.") | {"non_derivative[0].code": "D ^tender"}),
    ],
    bad=[
        Bad(
            _tendered("Tendered in the issuer tender offer that expired on November 18, 2026."),
            at="non_derivative[0].code",
        )
    ],
)
def tender_to_the_issuer_is_d(filing: Filing) -> Problems:
    """Code a disposition to the issuer D, in a tender offer too.

    U is for shares tendered in a change of control. What the issuer buys back is D, and exempt under Rule
    16b-3(e) only where its conditions are met.
    """
    for row in rows_with_code(filing, frozenset("U")):
        words = note_text(filing, row)
        told = _TO_THE_ISSUER.search(words)
        if told and not _ANOTHER_BUYER.search(words):
            yield Problem(
                row.at("code"),
                f'U, and the footnote says "{told[0]}"',
                "To the issuer it is D; U is a change of control.",
            )

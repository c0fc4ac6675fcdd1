"""Rules on transactions that are discretionary or exempt from reporting altogether."""

import re

from form4kit.analysis.rows import mentions, note_text_of_transaction, rows_with_code, without_denials
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_ON = r"(?:[^.;]|\.(?=\S)|(?<=\bInc)\.|(?<=\bCorp)\.|(?<=\bCo)\.|(?<=\bLtd)\.|(?<=\bN\.V)\.)"
"""What goes on in a sentence: the period of `Inc.` does not end it."""

_EXEMPT_PLAN = pattern(
    rf"\b(?:acquired|acquisitions?|bought|purchase[ds]?|received|credited|allocated|issued)\b{_ON}{{0,80}}?"
    rf"\b(?:under|pursuant to|through|within|in|via|by)\b{_ON}{{0,80}}?"
    r"\b(dividend re-?investment|stock split|stock dividend"
    r"|(?:employees?'?s?'? )?(?<!direct )(?:stock|share) purchase (?:plan|program)|ESPP|401\s?\(k\)"
    r"|domestic relations order)"
    r"|\b((?:employees?'?s?'? )(?:stock|share) purchase (?:plan|program)|ESPP) "
    r"(?:purchases?|acquisitions?)\b",
    re.I,
)
_PART_OF_A_BALANCE = pattern(rf"\binclud(?:es?|ed|ing)\b{_ON}*\Z", re.I)
_MERGER = pattern(r"\bmerger|\beffective time\b", re.I)


@rule(
    "COD26",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16b-3(b)(1)", "17 CFR 240.16b-3(f)", "17 CFR 240.16a-3(g)(3)"],
    good=[{"non_derivative[1].code": "I"}],
    bad=[
        Bad(
            {"non_derivative[1].code": "I", "non_derivative[1].price": "31.07", "footnotes": None},
            at="non_derivative[1].code",
        )
    ],
)
def discretionary_transaction_is_described(filing: Filing) -> Problems:
    """Say in a footnote what a discretionary transaction (I) in a plan was.

    It is a volitional move within a plan, into or out of the issuer's stock fund or out in cash; routine
    contributions are exempt and not reported. The plan may choose the day, which is why the deemed
    execution date may differ.
    """
    for row in rows_with_code(filing, {"I"}):
        if not any(row.marks):
            hint = (
                "Name the plan, what was moved and how units count; add `deemed:` if the plan chose the day."
            )
            yield Problem(row.at("code"), "code I without a footnote", hint)


_PURCHASE_PLAN = pattern(r"purchase (?:plan|program)|ESPP", re.I)


@rule(
    "COD33",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.16a-9", "17 CFR 240.16a-11", "17 CFR 240.16a-12", "17 CFR 240.16b-3(c)"],
    good=[
        {},
        {"footnotes.award": "Grant of restricted shares with dividend reinvestment until they vest."},
        {"footnotes.award": "Includes 120 shares bought under the employee stock purchase plan in June."},
    ],
    bad=[
        Bad(
            {"footnotes.award": "Shares acquired through the dividend reinvestment plan of the issuer."},
            at="non_derivative[1].code",
        ),
        Bad(
            {
                "non_derivative[1].code": "P",
                "non_derivative[1].price": "32.41 ^award",
                "footnotes.award": "Purchased under the issuer's employee stock purchase plan.",
            },
            at="non_derivative[1].code",
            severity=Severity.WARNING,
        ),
        Bad(
            {
                "non_derivative[1].code": "P",
                "non_derivative[1].price": "32.41 ^award",
                "footnotes.award": "Acquired through the Allied Motion Technologies Inc. ESPP.",
            },
            at="non_derivative[1].code",
            severity=Severity.WARNING,
        ),
    ],
)
def exempt_transaction_needs_no_row(filing: Filing) -> Problems:
    """Leave out what is exempt from reporting: dividend reinvestment, splits, plan contributions.

    The balance of the next form rises by it, with a footnote that says so. Who reports it all the same
    does more than the rules ask. Code P says of a purchase under a plan of the issuer that it is not exempt,
    which a plaintiff under Section 16(b) reads too.
    """
    told: set[str] = set()
    for row in rows_with_code(filing, frozenset("AJLP")):
        if row.acquired_disposed.text != "A":
            continue
        words = note_text_of_transaction(filing, row)
        exempt = mentions(
            words, "reinvest", "stock split", "stock dividend", "purchase p", "espp", "401", "domestic"
        )
        plan = _exempt_plan(without_denials(words)) if exempt else ""
        if plan and row.code.text == "L" and _PURCHASE_PLAN.search(plan):
            continue  # COD25 speaks of that
        if plan and plan.lower() not in told and not _MERGER.search(words):
            told.add(plan.lower())
            message = f'an acquisition under "{plan}", which is probably exempt'
            if row.code.text == "P" and _PURCHASE_PLAN.search(plan):
                yield Problem(
                    row.at("code"), f"code P for {message}", _OF_THE_PLAN, Severity.WARNING, Authority.FORM
                )
                continue
            hint = "Drop the row and footnote the balance, or keep it as a voluntary report."
            yield Problem(row.at("code"), message, hint)


def _exempt_plan(words: str) -> str:
    """Return the words for the plan or rule that a text names; what a balance includes is another matter."""
    for found in _EXEMPT_PLAN.finditer(words):
        if not _PART_OF_A_BALANCE.search(words, 0, found.start()):
            return found[1] or found[2]
    return ""


_OF_THE_PLAN = (
    "Exempt under Rule 16b-3(c) if the plan meets section 423(b)(3) and (5) or 410 of the Code: drop the row "
    "and say so on the balance, `held: N ^purchase-plan(shares=N)`; under another plan of the issuer it is A."
)

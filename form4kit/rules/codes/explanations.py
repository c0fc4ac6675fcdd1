"""Rules on codes that need words beside them: other transactions (J), expirations, tenders and swaps."""

import re

from form4kit.analysis.rows import (
    CODES_LISTED,
    ON_OWNERSHIP,
    SPEC,
    mentions,
    note_text_of_transaction,
    quoted,
    rows_with_code,
    without_denials,
)
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_ON_TERMS = ON_OWNERSHIP | {"exercise_price", "exercisable", "expires"}
_TELLS = pattern(
    r"transfer|distribut|exchang|contribut|dividend|conver|acqui|dispos|received|shares|securities|merger|plan\b"
    r"|transaction|pursuant|cancel|redeem|redempt|split|reclassif",
    re.I,
)
_INSTEAD_OF_J = (
    (
        "F",
        pattern(
            r"\b(?:shares?|stock|units?)\b[^.;]{0,60}\b(?:withheld|assigned|surrendered)\b[^.;]{0,120}\btax"
            r"|\b(?:withheld|assigned|surrendered)\b[^.;]{0,40}\b(?:shares|units)\b[^.;]{0,120}\btax",
            re.I,
        ),
    ),
    ("G", pattern(r"\bbona fide gifts?\b|\bgifted\b", re.I)),
    ("W", pattern(r"\binherit|\bby will\b|\bunder the will\b|\bintesta", re.I)),
)
_SWAPPED = frozenset("PSJCXODEHM")


_J = {"non_derivative[1].code": "J", "non_derivative[1].price": "0"}


@rule(
    "COD12",
    Severity.ERROR,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, f"{SPEC}, section 3.6.10"],
    good=[
        {"non_derivative[1].code": "J ^award", "non_derivative[1].price": "0"},
        _J | {"footnotes": None, "remarks": "Row 2 is a distribution by a partnership to its partners."},
    ],
    bad=[
        Bad(_J | {"footnotes": None}, at="non_derivative[1].code"),
        Bad(
            _J | {"footnotes": None, "remarks": "Chief Financial Officer and Treasurer."},
            at="non_derivative[1].code",
            severity=Severity.WARNING,
        ),
        Bad(
            _J
            | {
                "non_derivative[1].owned_after": "41971 ^joint",
                "footnotes": {"joint": "Held jointly with the spouse of the reporting person."},
            },
            at="non_derivative[1].code",
            severity=Severity.NOTE,
        ),
    ],
)
def other_transaction_is_described(filing: Filing) -> Problems:
    """Describe in a footnote what an other transaction (J) was.

    J stands for whatever has no code of its own, so without a description the row says nothing.
    """
    for row in rows_with_code(filing, {"J"}):
        hint = "Add a footnote to the code that says what happened."
        if any(row.marks):
            if all(name in _ON_TERMS for name, found in row.fields if found.marks):
                message = "code J, with footnotes on terms and ownership only"
                yield Problem(row.at("code"), message, hint, Severity.NOTE)
        elif not filing.remarks.value:
            yield Problem(row.at("code"), "code J without a description", hint)
        elif not _TELLS.search(filing.remarks.value):
            message = "code J without a footnote, and the remarks do not describe it"
            yield Problem(row.at("code"), message, hint, Severity.WARNING)


@rule(
    "COD13",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=[CODES_LISTED],
    good=[
        {
            "non_derivative[1].code": "J ^award",
            "footnotes.award": "Distribution by a partnership to its partners; not a bona fide gift.",
        }
    ],
    bad=[
        Bad(
            {
                "non_derivative[1].code": "J ^award",
                "footnotes.award": "Bona fide gift from the mother of the reporting person.",
            },
            at="non_derivative[1].code",
        ),
        Bad(
            {
                "non_derivative[0].code": "J ^tax",
                "footnotes.tax": "Shares withheld by the issuer to pay taxes on vesting.",
            },
            at="non_derivative[0].code",
        ),
    ],
)
def listed_code_comes_before_j(filing: Filing) -> Problems:
    """Use the code that fits before J.

    Tax withholding has F, a gift G, an inheritance W; J is for what has none.
    """
    for row in rows_with_code(filing, {"J"}):
        words = note_text_of_transaction(filing, row)
        if not mentions(words, "tax", "gift", "inherit", "by will", "the will", "intesta"):
            continue
        for code, told in _INSTEAD_OF_J:
            if told.search(words) and (found := told.search(without_denials(words))):
                message = f'code J, but the footnote says "{quoted(found[0])}"'
                yield Problem(row.at("code"), message, f"Use {code} if that is what it was.")
                break


_CANCELLED = {"non_derivative": None, "derivative[0].code": "H", "derivative[0].expires": "2026-11-18"}


@rule(
    "COD31",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, "17 CFR 240.16a-4(d)", "17 CFR 240.16b-6(d)"],
    good=[Good(_CANCELLED | {"derivative[0].price": "1.2"}, on="4-option")],
    bad=[
        Bad(_CANCELLED, on="4-option", at="derivative[0].price"),
        Bad(
            _CANCELLED | {"derivative[0].price": "1.2", "derivative[0].expires": "2026-11-19"},
            on="4-option",
            at="derivative[0].expires",
        ),
    ],
)
def expiration_has_its_terms(filing: Filing) -> Problems:
    """Give the value received for an expired or cancelled derivative (H), and expire it on its day.

    A long derivative that ends without value is not reported. One that ends before its expiration date
    was cancelled, which a footnote explains.
    """
    for row in rows_with_code(filing, frozenset("EH")):
        if any(row.marks):
            continue
        if row.code.value == "H" and row.price.value == 0:
            hint = "Enter the value received per unit; if there was none leave the row out."
            yield Problem(row.at("price"), "code H at 0", hint)
        ends, day = row.expires.value, row.date.value
        if ends and day and ends > day:
            message = f"code {row.code.text} on {day}, before the expiration on {ends}"
            yield Problem(
                row.at("expires"), message, "Check the dates, or say in a footnote why it ended early."
            )


_SWAP = {
    "non_derivative[0].swap": "true",
    "non_derivative[0].disposed": "1000 ^swap",
    "footnotes.swap": "Cash-settled swap on 1,000 shares at a reference price of $31.07 until May 18, 2027.",
}


@rule(
    "COD32",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[CODES_LISTED, "15 U.S.C. 78p(a)(2)(C)"],
    good=[_SWAP],
    bad=[
        Bad({"non_derivative[0].swap": "true"}, at="non_derivative[0].swap"),
        Bad({"non_derivative[1].swap": "true"}, at="non_derivative[1].swap"),
    ],
)
def swap_has_its_terms(filing: Filing) -> Problems:
    """Give the terms of an equity swap in a footnote, and flag only what can be one.

    K says that the row is a swap or the like; term, notional amount and settlement stand nowhere else.
    """
    for row in filing.rows:
        if not row.swap.value or row.holding:
            continue
        code = row.code.value or ""
        if code and code not in _SWAPPED:
            hint = "Take the flag off unless the transaction was a swap; then use P, S or J."
            yield Problem(row.at("swap"), f"swap flag on code {code}", hint)
        elif not any(row.marks):
            hint = "Add a footnote with the notional amount, reference price, term and settlement."
            yield Problem(row.at("swap"), "swap flag without a footnote", hint)


@rule(
    "COD34",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    sources=["submission"],
    cites=["EDGAR stylesheets of Forms 4 and 5"],
    good=[Good(_SWAP, xml=((">0</equitySwapInvolved>", ">false</equitySwapInvolved>"),))],
    bad=[
        Bad(
            _SWAP,
            xml=((">1</equitySwapInvolved>", ">true</equitySwapInvolved>"),),
            at="non_derivative[0].swap",
        )
    ],
)
def swap_flag_is_written_as_1(filing: Filing) -> Problems:
    """Write the swap flag as 1.

    The public stylesheet prints /K for that text only; `true` is the same to the schema and prints nothing.
    """
    for row in filing.rows:
        if row.swap.text == "true":
            yield Problem(row.at("swap"), "equitySwapInvolved is true", "Write 1.")

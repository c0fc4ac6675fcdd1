"""Rules on gifts and inheritances, for which nothing is paid."""

import re

from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import CODES_LISTED, note_text, rows_with_code, without_denials
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_PRICES = "Form 4, General Instruction 5"
_OWN_TRUST = pattern(r"\b(?:revocable|living) trust\b|\btrustee and (?:\w+ )?beneficiary\b", re.I)
_OWN_HOUSEHOLD = pattern(
    r"\b(?:spouse|wife|husband|(?:step)?(?:child(?:ren)?|sons?|daughters?)|minors?|household|custodian|UTMA|UGMA"
    r"|trusts?|GRATs?|IRA|joint(?:ly)?|community property)\b",
    re.I,
)
_GIFT = {"non_derivative[0].code": "G", "non_derivative[0].price": "0"}


@rule(
    "COD14",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=[_PRICES, CODES_LISTED],
    good=[_GIFT],
    bad=[Bad({"non_derivative[0].code": "G"}, at="non_derivative[0].price")],
)
def gift_has_no_price(filing: Filing) -> Problems:
    """Give a gift the price 0.

    The price is the consideration, and a bona fide gift has none; a value for taxes may stand in a
    footnote. What is part gift, part sale takes two rows.
    """
    for row in rows_with_code(filing, {"G"}):
        if row.price.value:
            hint = "Enter 0; if something was paid, report that part as a sale."
            yield Problem(row.at("price"), f"gift at {row.price.text}", hint)


@rule(
    "COD16",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.16a-13", "17 CFR 240.16a-1(a)(2)(ii)(A)", "17 CFR 240.16a-8", "17 CFR 240.16b-5"],
    good=[
        _GIFT
        | {"non_derivative[0].disposed": "1000 ^trust", "footnotes.trust": "Given to an irrevocable trust."}
    ],
    bad=[
        Bad(
            _GIFT
            | {
                "non_derivative[0].disposed": "1000 ^trust",
                "footnotes.trust": "Transferred to the reporting person's revocable trust.",
            },
            at="non_derivative[0].code",
        ),
        Bad(
            {
                "non_derivative[0].code": "G",
                "non_derivative[0].price": "0",
                "non_derivative[0].disposed": "500",
                "non_derivative[0].owned_after": "9500",
                "non_derivative[0].ownership": {"indirect": "By Spouse"},
                "non_derivative[1].code": "G",
                "non_derivative[2]": None,
                "footnotes.award": "A gift between husband and wife.",
            },
            at="non_derivative[0].code",
        ),
    ],
)
def gift_leaves_the_owner(filing: Filing) -> Problems:
    """Report as a gift only what the owner no longer has an interest in.

    A transfer to one's own revocable trust changes the form of ownership, which is exempt and no
    transaction; who keeps an indirect interest after a gift shows the other leg as acquired. What moves from
    the spouse or from a trust of one's own to oneself was the person's own in the sense of Rule 16a-1(a)(2)
    before, unless the interest is disclaimed.
    """
    yield from _to_oneself(filing)
    acquired = None
    for row in rows_with_code(filing, {"G"}):
        if row.acquired_disposed.text != "D":
            continue
        if acquired is None:
            acquired = {
                each.date.value
                for each in rows_with_code(with_the_rest(filing), {"G"})
                if each.acquired_disposed.text == "A"
            }
        found = (
            None if row.date.value in acquired else _OWN_TRUST.search(without_denials(note_text(filing, row)))
        )
        if found:
            yield Problem(
                row.at("code"),
                f'gift, with "{found[0]}" in its footnote and no row that shows what the trust received',
                "If the owner keeps the interest, move the shares to an indirect holding and report no gift.",
            )


def _to_oneself(filing: Filing) -> Problems:
    """Yield the gifts that one row takes from the household or a trust, and another gives to the person."""
    gifts = rows_with_code(filing, {"G"})
    received = [
        row for row in gifts if row.acquired_disposed.text == "A" and row.direct_indirect.value == "D"
    ]
    for row in gifts if received else ():
        nature = row.nature.text or ""
        if row.acquired_disposed.text != "D" or not _OWN_HOUSEHOLD.search(nature):
            continue
        if any(_one_movement(row, other) for other in received) and len(filing.owners) == 1:
            yield Problem(
                row.at("code"),
                f'a gift from "{nature}" to the person who reports it',
                "If the interest stayed the person's, only the form of ownership changed (Rule 16a-13): drop "
                "both rows, and say so on the balances with `^change-of-form(...)`.",
            )


def _one_movement(one: Row, other: Row) -> bool:
    return (one.date.value, one.shares.value, one.security.text) == (
        other.date.value,
        other.shares.value,
        other.security.text,
    )


@rule(
    "COD29",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=[_PRICES, "17 CFR 240.16b-5", "17 CFR 240.16b-8"],
    good=[Good({"non_derivative[0].price": "^estate"}, on="5")],
    bad=[Bad({"non_derivative[0].price": "31.07 ^estate"}, on="5", at="non_derivative[0].price")],
)
def inheritance_has_no_price(filing: Filing) -> Problems:
    """Give an inheritance (W) or a voting trust (Z) the price 0.

    Nothing is paid when shares pass by will, or into or out of a voting trust.
    """
    for row in rows_with_code(filing, frozenset("WZ")):
        if row.price.value:
            hint = "Enter 0, or leave the price to a footnote."
            yield Problem(row.at("price"), f"code {row.code.text} at {row.price.text}", hint)

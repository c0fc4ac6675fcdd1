"""Rules on gifts and inheritances, for which nothing is paid."""

import re

from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import CODES_LISTED, note_text, rows_with_code
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_PRICES = "Form 4, General Instruction 5"
_OWN_TRUST = pattern(r"\b(?:revocable|living) trust\b|\btrustee and (?:\w+ )?beneficiary\b", re.I)
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
    cites=["17 CFR 240.16a-13", "17 CFR 240.16a-8", "17 CFR 240.16b-5"],
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
        )
    ],
)
def gift_leaves_the_owner(filing: Filing) -> Problems:
    """Report as a gift only what the owner no longer has an interest in.

    A transfer to one's own revocable trust changes the form of ownership, which is exempt and no
    transaction; who keeps an indirect interest after a gift shows the other leg as acquired.
    """
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
        found = None if row.date.value in acquired else _OWN_TRUST.search(note_text(filing, row))
        if found:
            yield Problem(
                row.at("code"),
                f'gift, with "{found[0]}" in its footnote and no row that shows what the trust received',
                "If the owner keeps the interest, move the shares to an indirect holding and report no gift.",
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

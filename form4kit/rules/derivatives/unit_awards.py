"""A note on units whose number is still open when they are granted."""

import re
from typing import Final

from form4kit.analysis.rows import coded, said, title
from form4kit.analysis.titles import is_unit
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_GRANT: Final = frozenset("A")
_GOAL = pattern(
    r"earnings per share|\bEPS\b|(?<!internal )revenues?\b|EBITDA|(?:share|stock)holder return|\bTSR\b"
    r"|return on|net income"
    r"|performance[- ](?:goals?|criteria|metrics?|conditions?|measures?|objectives?|targets?|period)",
    re.I,
)
_AHEAD = pattern(
    r"\b(?:will|would|may|shall|scheduled to|eligible to|subject to|contingent (?:up)?on|depend\w*)\b", re.I
)
_DONE = pattern(
    r"\b(?:were|was|been|have|has)\b(?: \w+){0,3}? "
    r"(?:earned|achieved|satisfied|met|attained|determined)"
    r"|\bearned (?:up)?on\b|\bcertified\b|\bpreviously\b|\b(?:stock|share) price\b",
    re.I,
)
_UNITS: Final = {
    "derivative[0].security": "Restricted Stock Units",
    "derivative[0].exercise_price": "0",
    "derivative[0].code": "A",
    "derivative[0].disposed": None,
    "derivative[0].acquired": "1000",
    "derivative[0].exercisable": "2027-03-01",
    "derivative[0].expires": "2027-03-01",
    "non_derivative": None,
}


@rule(
    "DER16",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="4",
    cites=["17 CFR 240.16a-1(c)(3)", "SEC staff, Certilman Balin Adler & Hyman (20 April 1992)"],
    good=[
        Good(
            _UNITS
            | {
                "derivative[0].exercise_price": "^goal",
                "footnotes": {
                    "goal": "Each unit brings one share, earned as the EPS goal was met on November 18."
                },
            },
            on="4-option",
        )
    ],
    bad=[
        Bad(
            _UNITS
            | {
                "derivative[0].exercise_price": "^goal",
                "footnotes": {"goal": "Each unit brings one share. The units vest subject to an EPS target."},
            },
            on="4-option",
            at="derivative[0].security",
        )
    ],
)
def award_is_earned_before_it_is_reported(filing: Filing) -> Problems:
    """Report units that depend on the company's results when they are earned, not when they are granted.

    An award on conditions other than the price of the stock alone is no derivative until they are met.
    Whether this one is, only its terms can tell.
    """
    for row in coded(filing, _GRANT):
        if row.acquired_disposed.value != "A" or not is_unit(title(row)):
            continue
        words = said(filing, row)
        goal = _GOAL.search(words)
        if goal and _AHEAD.search(words) and not _DONE.search(words):
            message = f"a grant that depends on {goal[0]!r}"
            hint = "If so, leave the row out until the condition is met and certified."
            yield Problem(row.at("security"), message, hint)

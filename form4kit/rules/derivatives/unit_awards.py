"""Notes on awards of units: one that is counted twice, and one whose number is still open when granted."""

import re
from typing import Final

from form4kit.analysis.earlier_filings import earlier_forms, form_and_period
from form4kit.analysis.rows import note_text, rows_with_code, title, without_denials
from form4kit.analysis.titles import is_unit
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_GRANT: Final = frozenset("A")
_GOAL = pattern(
    r"earnings per share|\bEPS\b|(?<!internal )revenues?\b|EBITDA|(?:share|stock)holder return|\bTSR\b"
    r"|return on|net income"
    r"|(?:earnings|sales|financial|operat(?:ing|ional)|strategic|business|profit|margin|growth|cash flow)"
    r" (?:goals?|targets?|objectives?|metrics?|conditions?|criteria|milestones?)"
    r"|performance[- ](?:goals?|criteria|metrics?|conditions?|measures?|objectives?|targets?|period)",
    re.I,
)
_AHEAD = pattern(
    r"\b(?:will|would|may|shall|to be|scheduled to|eligible to|subject to|contingent (?:up)?on|depend\w*)\b",
    re.I,
)
_DONE = pattern(
    r"\b(?:were|was|been|have|has)\b(?: \w+){0,3}? "
    r"(?:earned|achieved|satisfied|met|attained|determined|certified)"
    r"|(?<!\bbecome )(?<!\bbecomes )(?<!\bare )(?<!\bis )(?<!\bbe )\bearned (?:up)?on\b"
    r"|\bcertified\b|\bpreviously\b|\b(?:stock|share) price\b",
    re.I,
)
_NOT_YET = pattern(
    r"\b(?:if|when|once|until|unless|will|would|may|shall|can|to be|provided|subject to)\b[^.;,]{0,60}\Z",
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
_AWARDED = pattern(r"\b(?:grant|award)\w*(?: \w+){0,4} (?:restricted (?:stock|share) units|rsus)\b", re.I)
_EARLIER: Final = {
    "period": "2026-11-02",
    "non_derivative[0].owned_after": "41971",
    "non_derivative[1].owned_after": "42471",
}
_VEST: Final = {
    "non_derivative[1].code": "M",
    "non_derivative[1].acquired": "100",
    "non_derivative[1].price": "0",
    "non_derivative[1].owned_after": "41571",
    "footnotes": None,
}
_SHOWN_AS_STOCK: Final = _EARLIER | {
    "footnotes.award": "Grant of 500 restricted stock units, vesting in five annual installments.",
}


@rule(
    "DER09",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(c)(i)", "17 CFR 240.16b-3(d)"],
    forms="4",
    good=[
        Good({"non_derivative[1].code": "A"}, earlier=(_EARLIER,)),
        Good(_VEST, earlier=(_EARLIER,)),
    ],
    bad=[Bad(_VEST, earlier=(_SHOWN_AS_STOCK,), at="non_derivative[1].code", also=("COD19",))],
)
def award_is_counted_once(filing: Filing) -> Problems:
    """Report units either in Table I when granted or in Table II until they vest, not both ways.

    An award shown as stock at grant is owned already: its vesting is no exercise (M), and only the shares
    withheld are a transaction then. Counted again at vesting, the balance is too high.
    """
    vested = [row for row in filing.non_derivative if row.code.value == "M" and not row.price.value]
    earlier = earlier_forms(filing) if vested else []
    if any(is_unit(title(row)) for each in earlier for row in each.derivative):
        return
    granted = [(row, each) for each in earlier for row in each.non_derivative if _is_unit_grant(each, row)]
    for row in vested:
        amount = row.shares.value
        for grant, source in granted:
            if amount and grant.shares.value and amount <= grant.shares.value:
                award = f"an award that the {form_and_period(source)} shows in Table I as acquired"
                hint = (
                    "Leave the row out, and report only what was withheld (F); or report units in Table II."
                )
                yield Problem(row.at("code"), f"{grouped(amount)} from {award}", hint)
                break


def _is_unit_grant(filing: Filing, row: Row) -> bool:
    if row.code.value != "A" or row.acquired_disposed.value != "A":
        return False
    return is_unit(title(row)) or bool(_AWARDED.search(note_text(filing, row)))


@rule(
    "DER16",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="4",
    cites=["17 CFR 240.16a-1(c)", "SEC staff, Certilman Balin Adler & Hyman (20 April 1992)"],
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
        ),
        Bad(
            _UNITS
            | {
                "derivative[0].exercise_price": "^goal",
                "footnotes": {
                    "goal": "Units become earned upon attainment of EBITDA targets, subject to certification."
                },
            },
            on="4-option",
            at="derivative[0].security",
        ),
        Bad(
            _UNITS
            | {
                "derivative[0].exercise_price": "^goal",
                "footnotes": {
                    "goal": "To be earned upon achievement of sales goals, if certified by the board."
                },
            },
            on="4-option",
            at="derivative[0].security",
        ),
    ],
)
def award_is_earned_before_it_is_reported(filing: Filing) -> Problems:
    """Report units that depend on the company's results when they are earned, not when they are granted.

    An award on conditions other than the price of the stock alone is no derivative until they are met.
    Whether this one is, only its terms can tell.
    """
    for row in rows_with_code(filing, _GRANT):
        if row.acquired_disposed.value != "A" or not is_unit(title(row)):
            continue
        words = note_text(filing, row)
        goal = _GOAL.search(without_denials(words))
        if goal and _AHEAD.search(words) and not _is_done(words):
            message = f"a grant that depends on {goal[0]!r}"
            hint = "If so, leave the row out until the condition is met and certified."
            yield Problem(row.at("security"), message, hint)


def _is_done(words: str) -> bool:
    """Tell whether a text says that units were earned, not that they will be, or only if something is met."""
    return any(not _NOT_YET.search(words, 0, found.start()) for found in _DONE.finditer(words))

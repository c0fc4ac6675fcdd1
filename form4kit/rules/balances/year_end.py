"""A rule on the balances of a Form 5, which are those of the fiscal year end."""

from typing import Final

from form4kit.analysis.running_balances import is_one_class
from form4kit.analysis.series import balance, balance_field
from form4kit.analysis.year_end_balances import YEAR_END, YearEndBalance, year_end_balances
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_LATER: Final = {
    "security": "Common Stock",
    "date": "2025-09-18",
    "code": "W",
    "acquired": "200",
    "price": "0 ^estate",
    "owned_after": "41571",
    "ownership": "direct",
}


@rule(
    "BAL11",
    Severity.WARNING,
    Authority.FORM,
    cites=YEAR_END,
    forms="5",
    good=[
        Good({"non_derivative[2]": _LATER}, on="5"),
        Good({"non_derivative[2]": _LATER | {"owned_after": "9", "security": "Class B Stock"}}, on="5"),
    ],
    bad=[
        Bad(
            {"non_derivative[2]": _LATER | {"owned_after": "41771"}},
            on="5",
            at="non_derivative[0].owned_after",
        ),
        Bad(
            {"non_derivative[2]": _LATER | {"date": "2025-03-18", "owned_after": "41671"}},
            on="5",
            at="non_derivative[2].owned_after",
        ),
    ],
)
def form_5_shows_the_year_end(filing: Filing) -> Problems:
    """Show in every row of a class held one way what is owned when the fiscal year ends.

    Form 5 has no running balance: its rows show one and the same number, with whatever else was reported
    during the year in it. Two accounts on one line want a nature of ownership, or a footnote, each.
    """
    for found in year_end_balances(filing):
        if found.others and (found.key.table == "non_derivative" or is_one_class(found.key)):
            yield _differs(found)


def _differs(found: YearEndBalance) -> Problem:
    first, owned = found.others[0], grouped(found.owned)
    more = f", as do {len(found.others) - 1} more rows" if found.others[1:] else ""
    shown = grouped(balance(first) or found.owned * 0)
    message = f"{shown} owned, but row {found.latest.number} shows {owned} for the same year end{more}"
    hint = f"Each row shows what is owned when the fiscal year ends: write {owned} in all, if that is it."
    return Problem(first.at(balance_field(first)), message, hint)

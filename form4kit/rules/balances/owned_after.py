"""Rules on single amounts owned: that one stands there, that it can be, and that the row is needed."""

from typing import Any

from form4kit.analysis.rows import SPEC, rows_with_code
from form4kit.analysis.running_balances import running_balances
from form4kit.analysis.series import balance_field
from form4kit.analysis.tally import Step
from form4kit.analysis.titles import is_debt, is_swap
from form4kit.findings import Authority, Severity
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_SOLD_OR_BOUGHT = frozenset("PSF")


@rule(
    "BAL01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.3, note (7)"],
    good=[{"non_derivative[0].owned_after": None, "non_derivative[0].value_owned_after": "500"}],
    bad=[
        Bad({"non_derivative[0].value_owned_after": "500"}, at="non_derivative[0].value_owned_after"),
        Bad({"non_derivative[0].owned_after": None}, at="non_derivative[0].owned_after"),
    ],
)
def one_amount_owned_after(filing: Filing) -> Problems:
    """Give the amount owned following the transaction once, in shares or in value.

    EDGAR suspends a row with neither or both. Only a derivative holding on a Form 3 has none.
    """
    for row in filing.rows:
        if filing.base_form == "3" and row.table == "derivative":
            continue
        if row.owned_after and row.value_owned_after:
            message = f"{row.owned_after.text} shares and a value of {row.value_owned_after.text}"
            yield Problem(row.at("value_owned_after"), message, "Keep one of the two.")
        elif not row.owned_after and not row.value_owned_after:
            yield Problem(row.at("owned_after"), "no amount owned following", "Say `owned_after:`.")


@rule(
    "BAL04",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(a)(i)"],
    forms="4",
    good=[
        {"non_derivative[0]": None, "non_derivative[0].owned_after": "500"},
        Good({"non_derivative[0].owned_after": "600", "non_derivative[1].owned_after": "600"}, on="4-option"),
    ],
    bad=[
        Bad(
            {"non_derivative[0]": None, "non_derivative[0].owned_after": "300"},
            at="non_derivative[0].owned_after",
        )
    ],
)
def acquisition_is_still_owned(filing: Filing) -> Problems:
    """Show after an acquisition at least what was acquired.

    With less, the balance before would have been negative; a balance of 0 often means that the letter should
    be D. Short positions can be so, debt is counted in dollars here and shares there, and rows that all show
    the total after later sales are understood.
    """
    for series, tally in running_balances(filing):
        title = series.rows[0].security.text or ""
        if tally.breaks or is_swap(title) or is_debt(title):
            continue
        for opening in (chain[0] for chain in tally.chains):
            if opening.before <= -1:
                yield _too_small(opening)


def _too_small(step: Step) -> Problem:
    place = step.row.at(balance_field(step.row))
    message = f"{grouped(step.change)} acquired, but only {grouped(step.after)} owned after"
    hint = "Correct the balance, or make the row a disposition (D)."
    return Problem(place, message, hint)


@rule(
    "BAL06",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(a)(i)"],
    good=[
        {"non_derivative[2].owned_after": "1"},
        {
            "non_derivative[2].owned_after": "0 ^gone",
            "footnotes.gone": "The trust has distributed its shares.",
        },
    ],
    bad=[Bad({"non_derivative[2].owned_after": "0"}, at="non_derivative[2].owned_after")],
)
def holding_holds_something(filing: Filing) -> Problems:
    """Leave out a holding of nothing.

    A form lists what is owned; a line that came to an end may stay with a footnote that says so.
    """
    for row in filing.holdings:
        if row.owned_after.value == 0 and not any(row.marks):
            message = "a holding of 0"
            yield Problem(
                row.at("owned_after"), message, "Remove the row, or say in a footnote what became of it."
            )


@rule(
    "BAL10",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(a)(ii)"],
    forms="4",
    good=[
        {
            "non_derivative[1]": {
                "security": "Common Stock",
                "date": "2026-11-18",
                "code": "S",
                "disposed": "1000",
                "price": "31.07",
                "owned_after": "40471",
                "ownership": "direct",
            },
            "footnotes": None,
        }
    ],
    bad=[
        Bad(
            {
                "non_derivative[1]": {
                    "security": "Common Stock",
                    "date": "2026-11-18",
                    "code": "S",
                    "disposed": "1000",
                    "price": "31.07",
                    "owned_after": "41471",
                    "ownership": "direct",
                },
                "footnotes": None,
            },
            at="non_derivative[1]",
        )
    ],
)
def no_trade_stands_twice(filing: Filing) -> Problems:
    """Report a trade once: two rows alike in every field may be one trade.

    Two fills of one size and price differ at least in the balance that they leave, but for Form 5, whose rows
    all show the year end. Only purchases, sales and shares withheld are compared (P, S, F).
    """
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows_with_code(filing, _SOLD_OR_BOUGHT):
        if row.table == "non_derivative":
            amounts = (row.date.text, row.shares.text, row.price.text, row.owned_after.text)
            first = seen.setdefault(amounts, row)
            if first is not row and _content(first) == _content(row):
                message = f"the same in every field as row {first.number}"
                hint = "Remove one, or correct the balance if there were two trades."
                yield Problem(row.at(), message, hint)


def _content(row: Row) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(name, found.text, found.names) for name, found in row.fields]

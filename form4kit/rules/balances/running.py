"""Rules on the running balance of Form 4: what is owned after each row follows from the row before.

Form 5 has none: its rows show the balance of the year end, of which `year_end` speaks.
"""

from typing import Final

from form4kit.analysis.running_balances import RUNNING_TALLY, break_in_words, is_one_class, running_balances
from form4kit.analysis.series import balance_field
from form4kit.analysis.tally import Break
from form4kit.findings import Authority, Severity
from form4kit.law.codes import CODES
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_FIX: Final = "Correct the balance or the amount, or say in a footnote on the balance what else changed it."


_SALE: Final = {
    "security": "Common Stock",
    "date": "2026-11-18",
    "code": "S",
    "disposed": "71",
    "price": "31.2",
    "owned_after": "41900",
    "ownership": "direct",
}
_OPTIONS_GIVEN: Final = {
    "security": "Stock Option (right to buy)",
    "exercise_price": "12.5",
    "date": "2026-11-18",
    "code": "G",
    "disposed": "500",
    "price": "0",
    "exercisable": "2022-03-01",
    "expires": "2031-03-01",
    "underlying": "Common Stock",
    "underlying_shares": "500",
    "owned_after": "2500",
    "ownership": "direct",
}


@rule(
    "BAL02",
    Severity.WARNING,
    Authority.FORM,
    cites=RUNNING_TALLY,
    forms="4",
    good=[
        {"non_derivative[1].owned_after": "41471"},
        {
            "non_derivative[1].owned_after": "42000 ^espp",
            "footnotes.espp": "Includes 29 shares bought under the employee plan in October.",
        },
        {"non_derivative[0].owned_after": "41000", "non_derivative[1].owned_after": "42000"},
        {"non_derivative[1].ownership": {"indirect": "By Trust"}, "non_derivative[1].owned_after": "900"},
    ],
    bad=[
        Bad({"non_derivative[1].owned_after": "42000"}, at="non_derivative[1].owned_after"),
        Bad({"non_derivative[1].owned_after": "41970"}, at="non_derivative[1].owned_after"),
        Bad(
            {"non_derivative[1].owned_after": "41970"},
            on="4A",
            at="non_derivative[1].owned_after",
            severity=Severity.NOTE,
        ),
        Bad(
            {
                "non_derivative[0].owned_after": "14471",
                "non_derivative[2]": _SALE,
            },
            at="non_derivative[0].owned_after",
        ),
    ],
)
def balance_follows(filing: Filing) -> Problems:
    """Let the amount owned after each row follow from the row before.

    Table I runs a tally of its own for each class and each form and nature of ownership. Rows in another
    order and one final total on every row are understood too; a change that needs no row wants a footnote.
    """
    for series, tally in running_balances(filing):
        if series.key.table == "non_derivative":
            yield from (_broken(found, _gravity(filing)) for found in tally.breaks if not found.turned)


def _broken(found: Break, severity: Severity) -> Problem:
    row = found.step.row
    return Problem(row.at(balance_field(row)), break_in_words(found), _FIX, severity)


def _gravity(filing: Filing) -> Severity:
    """Only note it of an amendment, which may hold some lines of a longer tally."""
    return Severity.NOTE if filing.amendment else Severity.WARNING


@rule(
    "BAL05",
    Severity.WARNING,
    Authority.FORM,
    cites=RUNNING_TALLY,
    forms="4",
    good=[{"non_derivative[2]": _SALE}],
    bad=[
        Bad({"non_derivative[1].owned_after": "40971"}, at="non_derivative[1].owned_after"),
        Bad(
            {"non_derivative[2]": _SALE | {"code": "G", "price": "0", "owned_after": "42042"}},
            at="non_derivative[2].acquired_disposed",
        ),
    ],
)
def balance_moves_with_the_letter(filing: Filing) -> Problems:
    """Let the balance rise on an acquisition (A) and fall on a disposition (D).

    Where it moves by the row's amount the other way, the letter or the balance is wrong; which of them, the
    transaction code often tells.
    """
    for series, tally in running_balances(filing):
        if series.key.table == "non_derivative" or is_one_class(series.key):
            yield from (_turned(found, _gravity(filing)) for found in tally.breaks if found.turned)


def _turned(found: Break, severity: Severity) -> Problem:
    row = found.step.row
    code = CODES.get(row.code.value or "")
    usual = code.expected(1 if row.table == "non_derivative" else 2) if code else None
    letter_stands = found.alone or (usual is not None and usual == row.acquired_disposed.value)
    place = row.at(balance_field(row) if letter_stands else "acquired_disposed")
    way, turn = ("acquired", "down") if found.step.change > 0 else ("disposed of", "up")
    amount, after = grouped(abs(found.step.change)), grouped(found.step.after)
    message = f"{amount} {way}, yet the balance goes {turn} to {after}"
    return Problem(place, message, "Turn the letter (A or D), or correct the balance.", severity)


@rule(
    "BAL08",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(a)(i)"],
    forms="4",
    good=[Good({"derivative[1]": _OPTIONS_GIVEN}, on="4-option")],
    bad=[
        Bad(
            {"derivative[1]": _OPTIONS_GIVEN | {"owned_after": "2400"}},
            on="4-option",
            at="derivative[1].owned_after",
        )
    ],
)
def derivative_balance_follows(filing: Filing) -> Problems:
    """Let the number of derivatives owned follow from row to row, counting those with identical terms.

    Options of one exercise price and one expiration are one class. Some filers give the total of all their
    options instead, which is why this only asks.
    """
    for series, tally in running_balances(filing):
        if series.key.table == "derivative" and is_one_class(series.key):
            for found in tally.breaks:
                if not found.turned and not _exhausted(found):
                    yield _broken(found, Severity.NOTE)


def _exhausted(found: Break) -> bool:
    return not found.alone and found.neighbour.after == 0 and found.step.change < 0


@rule(
    "BAL09",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(a)(i)"],
    forms="4",
    good=[
        Good(
            {"derivative[0].owned_after": "500", "derivative[1]": _OPTIONS_GIVEN | {"owned_after": "0"}},
            on="4-option",
        )
    ],
    bad=[
        Bad(
            {"derivative[0].owned_after": "0", "derivative[1]": _OPTIONS_GIVEN | {"owned_after": "200"}},
            on="4-option",
            at="derivative[1].shares",
        )
    ],
)
def nothing_comes_after_the_last(filing: Filing) -> Problems:
    """Dispose of no more of a derivative after the row that leaves none.

    A series that shows 0 is exhausted: what follows belongs before it, or to another series.
    """
    for series, tally in running_balances(filing):
        if series.key.table == "derivative" and is_one_class(series.key):
            for found in tally.breaks:
                if _exhausted(found):
                    amount, before = grouped(-found.step.change), found.neighbour.row.number
                    message = f"{amount} more disposed of after row {before} left none"
                    hint = "Put the rows in order, or correct the balance."
                    yield Problem(found.step.row.at("shares"), message, hint)

"""The rule on approvals under Rule 16b-3, which no form shows; silent where none are kept."""

from typing import Final

from form4kit.analysis.rows import rows_with_code
from form4kit.findings import Authority, Severity
from form4kit.law.section_16_facts import CODES
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule
from form4kit.words import listed

_BOARD: Final = {"date": "2026-05-12", "body": "board", "codes": ["A", "F"], "matter": "annual grants"}


def _approved(**approval: object) -> dict[str, object]:
    return {"approvals": [_BOARD | approval]}


@rule(
    "COD45",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.16b-3(d)", "17 CFR 240.16b-3(e)"],
    good=[
        _approved(),
        _approved(date="2026-11-18"),
        _approved(date="2027-05-12", body="shareholders"),
        _approved(codes=["D"])
        | {
            "owners[0].director": None,
            "owners[0].ten_percent": "true",
            "non_derivative[1].code": "P",
            "non_derivative[1].price": "32 ^award",
        },
    ],
    bad=[
        Bad(_approved(date="2026-11-19"), at="non_derivative[1].code"),
        Bad(_approved(codes=["D", "F"]), at="non_derivative[1].code"),
    ],
)
def transaction_with_the_issuer_is_approved(filing: Filing) -> Problems:
    """Know the approval that a grant, or what goes back to the issuer, is exempt by.

    The board, a committee of non-employee directors or the shareholders approve it in advance; shareholders
    may ratify a grant by their next annual meeting. A grant without one is exempt if it is held six months.
    Where approvals are kept, one that is missing is told.
    """
    approvals = filing.context.approvals
    if approvals is None or not any(o.director.value or o.officer.value for o in filing.owners):
        return
    told: set[tuple[str, object]] = set()
    for row in rows_with_code(filing, set(CODES)):
        code, day = row.code.value or "", row.date.value
        if day is None or (code, day) in told or any(each.covers(code, day) for each in approvals):
            continue
        told.add((code, day))
        known = [f"{each.date} ({', '.join(each.codes)})" for each in approvals]
        message = f"no approval that is kept covers code {code} of {day}: {listed(known, 'and')}"
        hint = "Add it to `approvals:` if there is one"
        hint += (
            "; a grant held for six months needs none (Rule 16b-3(d)(3))."
            if code == "A"
            else ", and ask counsel."
        )
        yield Problem(row.at("code"), message, hint)

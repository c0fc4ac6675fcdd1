"""Rules on small acquisitions (L), which Rule 16a-6 lets wait for Form 5, and on the end of that."""

from typing import Final

from form4kit.analysis.due import form4_rows_due
from form4kit.analysis.rows import rows_with_code
from form4kit.analysis.small_acquisitions import (
    EndedDeferral,
    Grade,
    ended_deferrals,
    from_the_issuer,
    market_price,
    value_of,
)
from form4kit.findings import Authority, Severity
from form4kit.law.small_acquisitions import LIMIT
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped, money

_CITES: Final = ("17 CFR 240.16a-6(a)", "17 CFR 240.16a-6(b)")
_SMALL_ROW: Final[dict[str, object]] = {
    "non_derivative[1].code": "L",
    "non_derivative[1].early": "true",
    "non_derivative[1].price": "19",
    "footnotes": None,
}
_PURCHASE: Final = {
    "security": "Common Stock",
    "date": "2026-11-18",
    "code": "P",
    "acquired": "100",
    "price": "32",
    "owned_after": "42071",
    "ownership": "direct",
}


@rule(
    "COD25",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=_CITES,
    good=[_SMALL_ROW | {"non_derivative[1].price": "20"}],
    bad=[
        Bad(
            _SMALL_ROW | {"non_derivative[1].price": "20.01"},
            at="non_derivative[1].code",
            also=("COD39",),
        ),
        Bad(
            _SMALL_ROW
            | {
                "non_derivative[1].price": "10 ^plan",
                "footnotes": {"plan": "Bought under the employee stock purchase plan of the issuer."},
            },
            at="non_derivative[1].code",
            also=("COD39",),
        ),
    ],
)
def small_acquisition_is_small(filing: Filing) -> Problems:
    """Use L only for an acquisition of up to $10,000 that is not from the issuer.

    Rule 16a-6 lets those wait for Form 5. What goes beyond is P, due on Form 4 within two business days;
    a plan of the issuer counts as the issuer.
    """
    told = False
    for row in rows_with_code(filing, {"L"}):
        if row.acquired_disposed.text == "D":
            continue
        value = value_of(filing, row)
        found = from_the_issuer(filing, row)
        if value > LIMIT:
            hint = f"Use P above $10,000{_due(filing, row)}."
            yield Problem(row.at("code"), f"{value:,.2f} dollars under code L", hint)
        elif found and not told:
            told = True
            hint = (
                "What comes from the issuer or its plan is no small acquisition; if it is exempt use A or J."
            )
            yield Problem(row.at("code"), f'code L, but the footnote says "{found}"', hint)


@rule(
    "COD44",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=_CITES,
    good=[
        _SMALL_ROW,
        _SMALL_ROW | {"non_derivative[3]": _PURCHASE | {"security": "Class B Stock", "owned_after": "100"}},
        Good(_SMALL_ROW | {"non_derivative[3]": _PURCHASE}, on="4A"),
    ],
    bad=[
        Bad(
            _SMALL_ROW | {"non_derivative[3]": _PURCHASE},
            at="non_derivative[1].code",
            also=("COD39",),
        ),
        Bad(
            _SMALL_ROW | {"non_derivative[1].date": "2026-05-19", "non_derivative[0].price": "19"},
            at="non_derivative[1].code",
        ),
    ],
)
def deferral_has_not_ended(filing: Filing) -> Problems:
    """Report a small acquisition on Form 4 from the day on which a condition of Rule 16a-6 fails.

    Acquisitions of one class come to more than $10,000 within six months, or something is disposed of within
    six months after: then all that were not reported yet are due two business days after that day, as P with
    form type 4. Older ones of the class are better reported with them.
    """
    for each in ended_deferrals(filing):
        if value_of(filing, each.row) <= LIMIT:
            yield _ended(filing, each)
    for row in rows_with_code(filing, {"L"}):
        shares = row.underlying_shares.value
        if row.table == "derivative" and shares and market_price(filing, row) is None:
            most = money(LIMIT / shares)
            message = f"the market value of the {grouped(shares)} shares under it counts, not the premium"
            hint = f"Above ${most} a share it was never small: then use P, form type 4."
            yield Problem(row.at("code"), message, hint, Severity.NOTE)


def _ended(filing: Filing, found: EndedDeferral) -> Problem:
    day = found.day
    if found.amount is not None:
        cause = f"{found.amount:,.2f} dollars within six months on {day}"
    else:
        code = found.disposition.code.value if found.disposition else ""
        cause = f"disposed of under {code} on {day}, within six months"
    if found.grade is Grade.CERTAIN:
        message = f"deferral under Rule 16a-6 ended on {day}: {cause}"
        hint = f"Report it as P with form type 4{_due(filing, found.row)}: `ended: {day}` on the event."
        return Problem(found.row.at("code"), message, hint)
    if found.grade is Grade.OFFERED:
        message = f"deferral of others of the class ended on {day}: {cause}"
        hint = "Better report it with them, as P with form type 4: all that were not reported yet are due."
    else:
        message = f"deferral under Rule 16a-6 ended on {day}, unless that was exempt: {cause}"
        hint = f"If that was not exempt from Section 16(b), report this as P: `ended: {day}` on the event."
    return Problem(found.row.at("code"), message, hint, Severity.NOTE)


def _due(filing: Filing, row: Row) -> str:
    """Return when a row is due, as the end of a sentence; nothing where that cannot be told."""
    dues = form4_rows_due(filing, [row])
    return f", due {dues[0][1].day}" if dues else ""

"""A note on purchases and sales that Section 16(b) may match."""

from collections.abc import Iterator
from typing import Final

from form4kit.analysis.rows import rows_with_code
from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.law.periods import match_within_six_months
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_BOUGHT = {
    "non_derivative[0].code": "P",
    "non_derivative[0].acquired_disposed": "A",
    "non_derivative[0].price": "20",
    "non_derivative[0].owned_after": "41971",
    "non_derivative[1].owned_after": "42471",
}
_BOUGHT_UNDER: Final = {"P": "bought", "L": "bought", "O": "exercised out of the money"}
_SOLD_UNDER: Final = {"S": "sold", "U": "tendered"}
_VERBS: Final = _BOUGHT_UNDER | _SOLD_UNDER
_TRADES: Final = frozenset(_VERBS)


@rule(
    "COD39",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["15 U.S.C. 78p(b)", "17 CFR 240.16a-6", "17 CFR 240.16b-6(b)"],
    good=[
        {"non_derivative[1].code": "P", "non_derivative[1].price": "31.07 ^award"},
        Good({}, earlier=(_BOUGHT | {"non_derivative[0].date": "2026-05-19"},)),
    ],
    bad=[
        Bad(
            {"non_derivative[1].code": "P", "non_derivative[1].price": "31.06 ^award"},
            at="non_derivative[1].price",
        ),
        Bad(
            {},
            earlier=(_BOUGHT | {"non_derivative[0].date": "2026-05-20"},),
            at="non_derivative[0].price",
        ),
        Bad(
            {
                "non_derivative[1].code": "L",
                "non_derivative[1].price": "31.06 ^award",
                "non_derivative[1].early": "true",
            },
            at="non_derivative[1].price",
            also=("COD25",),
        ),
    ],
)
def no_profit_within_six_months(filing: Filing) -> Problems:
    """Look twice at a sale within less than six months of a purchase at a lower price.

    Section 16(b) gives the issuer such a profit, whichever came first. A small acquisition (L) and an
    exercise out of the money (O) are purchases too, a tender (U) is a sale. Exemptions and the computation
    are for counsel; only what has a price in Table I is compared.
    """
    own = list(_trades(filing))
    if not own:
        return
    known = [row for earlier in filing.context.earlier for row in _trades(earlier)]
    for row in own:
        for other in known:
            if _matches(row, other):
                yield Problem(
                    row.at("price"), _told(row, other), "Ask counsel before filing whether the two match."
                )
                return
        known.append(row)


def _trades(filing: Filing) -> Iterator[Row]:
    for row in rows_with_code(filing, _TRADES):
        direction = "A" if _is_purchase(row) else "D"
        dated = row.table == "non_derivative" and row.price.value and row.date.value
        if dated and row.acquired_disposed.text == direction:
            yield row


def _is_purchase(row: Row) -> bool:
    return row.code.value in _BOUGHT_UNDER


def _matches(row: Row, other: Row) -> bool:
    if _is_purchase(row) == _is_purchase(other) or not _one_class(row, other):
        return False
    bought, sold = (row, other) if _is_purchase(row) else (other, row)
    if not (bought.price.value and sold.price.value and bought.price.value < sold.price.value):
        return False
    one, two = row.date.value, other.date.value
    return bool(one and two and match_within_six_months(one, two))


def _one_class(row: Row, other: Row) -> bool:
    one, two = normal(row.security.text or ""), normal(other.security.text or "")
    return one.startswith(two) or two.startswith(one)


def _told(row: Row, other: Row) -> str:
    return f"{_done(row)}, {_done(other)}"


def _done(row: Row) -> str:
    return f"{_VERBS[row.code.value or '']} at {row.price.text} on {row.date.value}"

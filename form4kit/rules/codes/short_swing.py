"""A note on purchases and sales that Section 16(b) may match."""

import datetime as dt
from collections.abc import Iterator

from form4kit.analysis.rows import rows_with_code
from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_BOUGHT = {
    "non_derivative[0].code": "P",
    "non_derivative[0].acquired_disposed": "A",
    "non_derivative[0].price": "20",
    "non_derivative[0].owned_after": "41971",
    "non_derivative[1].owned_after": "42471",
}
_TRADES = frozenset("PS")


@rule(
    "COD39",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["15 U.S.C. 78p(b)"],
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
    ],
)
def no_profit_within_six_months(filing: Filing) -> Problems:
    """Look twice at a sale within less than six months of a purchase at a lower price.

    Section 16(b) gives the issuer such a profit, whichever came first. Exemptions and the computation
    are for counsel; only purchases and sales of shares (P, S) with a price are compared.
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
        direction = "A" if row.code.value == "P" else "D"
        dated = row.table == "non_derivative" and row.price.value and row.date.value
        if dated and row.acquired_disposed.text == direction:
            yield row


def _matches(row: Row, other: Row) -> bool:
    if row.code.value == other.code.value or not _one_class(row, other):
        return False
    bought, sold = (row, other) if row.code.value == "P" else (other, row)
    if not (bought.price.value and sold.price.value and bought.price.value < sold.price.value):
        return False
    first, last = sorted((row.date.value or dt.date.min, other.date.value or dt.date.min))
    return last < _last_day(first)


def _last_day(first: dt.date) -> dt.date:
    """Return the last day of the six months from a day on; less than six months ends before it.

    From 1 January the six months end on 30 June, and less than six months on 29 June.
    """
    if first.year == dt.MAXYEAR:
        return dt.date.max
    year, month = divmod(first.month - 1 + 6, 12)
    start = first.replace(year=first.year + year, month=month + 1, day=1)
    return start + dt.timedelta(days=first.day - 2)


def _one_class(row: Row, other: Row) -> bool:
    one, two = normal(row.security.text or ""), normal(other.security.text or "")
    return one.startswith(two) or two.startswith(one)


def _told(row: Row, other: Row) -> str:
    verbs = {"P": "bought", "S": "sold"}
    return (
        f"{verbs[row.code.value or 'P']} at {row.price.text} on {row.date.value}, "
        f"{verbs[other.code.value or 'P']} at {other.price.text} on {other.date.value}"
    )

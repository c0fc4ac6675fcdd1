"""Rules on the amounts of a row: which must stand, and which look like a slip."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from form4kit.analysis.figures import REMEMBERED
from form4kit.analysis.rows import SPEC, note_text, note_text_on, rows_with_code, title
from form4kit.analysis.titles import is_debt, is_swap, is_unit, normal
from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.law.currencies import foreign_currency
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_MARKET: Final = frozenset("PSF")
_PER_SHARE: Final = "Form 4, General Instruction 5(a)"
_DEAR: Final = Decimal(10_000)
_LARGEST: Final = Decimal(10**12)
_DEAREST: Final = frozenset(["1067983"])  # Berkshire Hathaway, whose Class A is the one stock above it
_SLIP: Final = 5
_CONTRACT: Final = 100
_BY_PIECE = pattern(r"preferred|preference|auction|interest", re.I)
_RATIO = pattern(r"convert|conversion|ratio\b|exchang|adjust|multipl|target|dividend|fraction", re.I)
_WHOLE = pattern(r"\bround|\bwhole (?:share|unit|number)", re.I)
_ONE_FOR_ONE = pattern(r"\b(?:one|1)[- ](?:for|to)[- ](?:one|1)\b|\b1:1\b|\bone (?:\w+ ){0,3}share\b", re.I)
_CONVERTED = pattern(
    r"exchange rate|convert|translat|rate of|equivalent|\bUSD?\b|\bU\.?S\.? ?(?:\$|dollar)", re.I
)


@rule(
    "NUM03",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["Form 4, General Instruction 4(a)(i)"],
    good=[{"non_derivative[0].disposed": "0 ^award"}],
    bad=[Bad({"non_derivative[0].disposed": "0"}, at="non_derivative[0].shares")],
)
def something_changes_hands(filing: Filing) -> Problems:
    """Report a transaction of more than nothing.

    A row of zero shares moves no balance. Where one is meant, as in an amendment, a footnote says why.
    """
    for row in filing.transactions:
        if row.shares.value == 0 and not row.shares.marks:
            yield Problem(row.at("shares"), "0 shares", "Enter the amount, or remove the row.")


@rule(
    "NUM04",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=[_PER_SHARE],
    good=[
        {"non_derivative[0].security": "Convertible Notes", "non_derivative[0].price": "31070"},
        {"non_derivative[0].price": "10000"},
        Good({"non_derivative[0].code": "P", "non_derivative[0].price": "6.22"}, on="4-option"),
    ],
    bad=[
        Bad({"non_derivative[0].price": "31070"}, at="non_derivative[0].price"),
        Bad(
            {
                "non_derivative[1]": {
                    "security": "Common Stock",
                    "date": "2026-11-18",
                    "code": "S",
                    "disposed": "71",
                    "price": "3120",
                    "owned_after": "41400",
                    "ownership": "direct",
                },
                "footnotes": None,
            },
            at="non_derivative[1].price",
        ),
    ],
)
def price_is_per_share(filing: Filing) -> Problems:
    """Enter the price of one share, not the total.

    A price above 10,000, or five times that of the other trades in the security, is a total or has lost its
    period. Debt has its price in the aggregate, and some preferred stock is as dear as that.
    """
    rows = [row for row in rows_with_code(filing, _MARKET) if row.price.value and _has_unit_price(row)]
    slipped = _unlike_the_others(rows)
    issuer = bare_cik(filing.issuer.cik.text)
    for row in rows:
        price, hint = row.price.value or Decimal(0), "Enter the price per share, and check the period in it."
        if row.path in slipped:
            message = f"{grouped(price)} a share, {grouped(slipped[row.path])} in another row"
            yield Problem(row.at("price"), message, hint)
        elif _DEAR < price < _LARGEST and (row.shares.value or 0) > 1 and issuer not in _DEAREST:
            yield Problem(row.at("price"), f"{grouped(price)} a share", hint)


def _has_unit_price(row: Row) -> bool:
    name = title(row)
    return not row.total_value and not (
        is_debt(name) or is_unit(name) or is_swap(name) or _BY_PIECE.search(name)
    )


def _unlike_the_others(rows: list[Row]) -> dict[tuple[str | int, ...], Decimal]:
    """Return the rows of Table I far off the usual price of their security, with that price."""
    prices: dict[str, list[Decimal]] = {}
    for row in rows:
        if row.table == "non_derivative" and row.price.value:
            prices.setdefault(normal(title(row)), []).append(row.price.value)
    usual = {name: sorted(found)[(len(found) - 1) // 2] for name, found in prices.items() if len(found) > 1}
    return {
        row.path: middle
        for row in rows
        if row.table == "non_derivative" and (middle := usual.get(normal(title(row))))
        if not middle / _SLIP < (row.price.value or 0) < middle * _SLIP
    }


@rule(
    "NUM06",
    Severity.ERROR,
    Authority.EDGAR,
    forms="45",
    cites=[f"{SPEC}, section 3.3, note (4)"],
    good=[
        Good(
            {
                "derivative[0].disposed": None,
                "derivative[0].acquired_disposed": "D",
                "derivative[0].total_value": "1000",
            },
            on="4-option",
        )
    ],
    bad=[
        Bad(
            {"derivative[0].disposed": None, "derivative[0].acquired_disposed": "D"},
            on="4-option",
            at="derivative[0].shares",
        ),
        Bad({"derivative[0].total_value": "1000"}, on="4-option", at="derivative[0].total_value"),
    ],
)
def derivative_amount_stands_once(filing: Filing) -> Problems:
    """Give the amount of a derivative transaction once, as a number or as a total value.

    EDGAR suspends a row of Table II with neither or both. The value is for derivatives that are not counted,
    such as debt.
    """
    for row in filing.derivative:
        if row.holding:
            continue
        if row.shares and row.total_value:
            message = f"{row.shares.text} units and a total value of {row.total_value.text}"
            yield Problem(row.at("total_value"), message, "Keep one of the two.")
        elif not row.shares and not row.total_value:
            yield Problem(row.at("shares"), "no amount", "Say `acquired:`, `disposed:` or `total_value:`.")


@rule(
    "NUM07",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 3.3, note (6)"],
    good=[
        Good({"derivative[0].underlying_shares": None, "derivative[0].underlying_value": "1000"}, on="3"),
        Good({"derivative[0].underlying_shares": "^vesting"}, on="3"),
    ],
    bad=[
        Bad({"derivative[0].underlying_shares": None}, on="3", at="derivative[0].underlying_shares"),
        Bad({"derivative[0].underlying_value": "1000"}, on="3", at="derivative[0].underlying_value"),
    ],
)
def underlying_amount_stands_once(filing: Filing) -> Problems:
    """Give the amount of the underlying securities once, as a number or as a value.

    The specification wants one of the two, or a footnote in its place. The schema lets a row with neither
    through.
    """
    for row in filing.derivative:
        if row.underlying_shares and row.underlying_value:
            message = f"{row.underlying_shares.text} shares and a value of {row.underlying_value.text}"
            yield Problem(row.at("underlying_value"), message, "Keep one of the two.")
        elif not row.underlying_shares and not row.underlying_value:
            message = "no amount of underlying securities"
            yield Problem(
                row.at("underlying_shares"), message, "Say `underlying_shares:`, or refer to a footnote."
            )


@rule(
    "NUM08",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(c)(i)"],
    good=[
        Good({"derivative[0].underlying_shares": "1000.4"}, on="4-option"),
        Good(
            {
                "derivative[0].underlying_shares": "2500 ^ratio",
                "non_derivative[0].acquired": "2500",
                "non_derivative[0].owned_after": "42471",
                "footnotes": {"ratio": "Each option is a right to buy 2.5 shares."},
            },
            on="4-option",
        ),
        Good(
            {
                "derivative[0].underlying_shares": "999",
                "derivative[0].code": "M ^whole",
                "non_derivative[0].acquired": "999",
                "non_derivative[0].owned_after": "42470",
                "footnotes": {"whole": "Rounded down to the nearest whole share."},
            },
            on="4-option",
        ),
    ],
    bad=[
        Bad(
            {"derivative[0].underlying_shares": "2500", "non_derivative[0].acquired": "2500"},
            on="4-option",
            at="derivative[0].underlying_shares",
        )
    ],
)
def ratio_is_explained(filing: Filing) -> Problems:
    """Say in a footnote how many shares stand behind one unit where it is not one.

    Two amounts that differ without a word look like a slip. Exchange-traded contracts of 100 shares go
    without saying.
    """
    told: set[str] = set()
    for row in filing.derivative:
        units, shares = row.shares.value, row.underlying_shares.value
        if not units or shares is None or abs(shares - units) < 1 or shares == units * _CONTRACT:
            continue
        if (
            row.shares.marks
            or row.underlying_shares.marks
            or is_swap(title(row))
            or _rate_is_told(note_text(filing, row))
            or (abs(shares - units) <= 1 and _WHOLE.search(note_text(filing, row)))
        ):
            continue
        if title(row) in told:
            continue
        told.add(title(row))
        message = f"{grouped(units)} units, {grouped(shares)} underlying shares"
        yield Problem(
            row.at("underlying_shares"), message, "Correct the amount, or explain the ratio in a footnote."
        )


def _rate_is_told(words: str) -> bool:
    return bool(_RATIO.search(words)) and not _ONE_FOR_ONE.search(words)


@rule(
    "NUM09",
    Severity.WARNING,
    Authority.FORM,
    cites=[_PER_SHARE],
    good=[
        {
            "non_derivative[0].price": "31.07 ^rate",
            "footnotes.rate": "Sold at EUR 26.80, converted at the rate of 1.1593 dollars to the euro.",
        }
    ],
    bad=[
        Bad(
            {
                "non_derivative[0].price": "26.80 ^euro",
                "footnotes.euro": "Sold on Euronext Paris at 26.80 euros.",
            },
            at="non_derivative[0].price",
        ),
        Bad(
            {
                "non_derivative[0].price": "245.50 ^kroner",
                "footnotes.kroner": "The price is in Danish kroner.",
            },
            at="non_derivative[0].price",
        ),
    ],
)
def price_is_in_dollars(filing: Filing) -> Problems:
    """Give prices in United States dollars.

    Whoever trades in another currency converts the price and says in a footnote at what rate; the form
    prescribes no method.
    """
    for row in filing.rows:
        for name, found in (("exercise_price", row.exercise_price), ("price", row.price)):
            foreign = _unconverted(note_text_on(filing, found)) if found.marks and found.value else ""
            if foreign:
                message = f"{found.text}, with a footnote on {foreign}"
                yield Problem(
                    row.at(name),
                    message,
                    "Convert it to US dollars, and say in the footnote at what rate and from what price.",
                )


@lru_cache(maxsize=REMEMBERED)
def _unconverted(words: str) -> str:
    """Return the currency that a text speaks of without a word on conversion; empty where there is none."""
    if _CONVERTED.search(words):
        return ""
    foreign = foreign_currency(words)
    denied = re.search(rf"\b(?:not|rather than|instead of)\b[^.;]{{0,30}}{re.escape(foreign)}", words, re.I)
    return "" if denied else foreign

"""What a filing reports, in a few words: `vest of 1,000 units, 387 withheld`."""

from collections.abc import Iterator
from decimal import Decimal

from form4kit.analysis.titles import is_option, is_unit
from form4kit.law.codes import CODES
from form4kit.model import Filing, Row
from form4kit.report.ledger_report import number
from form4kit.words import counted

_EXERCISES = ("M", "X", "O")
_MOST = 3
"""How many happenings are told; of more it is said how many there are."""


def story(filing: Filing) -> str:
    """Say what happened; empty where the filing has no row that says it."""
    told = list(dict.fromkeys(_told(filing)))
    more = len(told) - _MOST
    words = "; ".join(told[:_MOST]) + (f"; and {more} more" if more > 0 else "")
    if not words and filing.holdings:
        words = counted(len(filing.holdings), "holding")
        return f"owns {words}" if filing.base_form == "3" else words
    if not words and filing.base_form == "3":
        return "owns no securities"
    return f"corrects: {words}" if filing.amendment and words else words


def _told(filing: Filing) -> Iterator[str]:
    """Yield what each code's rows come to, in the order in which the form has them."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in (*filing.derivative, *filing.non_derivative):
        if not row.holding and row.code.text:
            groups.setdefault((row.code.text, _noun(row)), []).append(row)
    converted = {code for code, noun in groups if noun != "shares" and code in "MXOC"}
    withheld = tail = _withheld(groups)
    for (code, noun), rows in groups.items():
        if (code == "F" and withheld) or (noun == "shares" and code in converted):
            continue  # the other half of an exercise, or what the vesting itself tells
        yield f"{_verb(code, noun, rows)} of {_amount(rows)} {noun}" + (tail if code in _EXERCISES else "")
        tail = "" if code in _EXERCISES else tail


def _withheld(groups: dict[tuple[str, str], list[Row]]) -> str:
    """Say what was withheld, where an exercise or a vesting stands beside it to be told with."""
    kept = [row for (code, _), rows in groups.items() if code == "F" for row in rows]
    return f", {_amount(kept)} withheld" if kept and any(code in _EXERCISES for code, _ in groups) else ""


def _verb(code: str, noun: str, rows: list[Row]) -> str:
    if code == "M" and noun == "units":
        return "vest"
    if code == "G":
        return "gift received" if all(row.acquired_disposed.text == "A" for row in rows) else "gift"
    words = _WORDS.get(code)
    return words or (CODES[code].name.lower() if code in CODES else f"code {code}")


_WORDS = {
    "A": "grant",
    "P": "purchase",
    "S": "sale",
    "M": "exercise",
    "X": "exercise",
    "O": "exercise",
    "C": "conversion",
    "F": "withholding",
    "D": "return to the issuer",
    "J": "transfer",
    "U": "tender",
    "W": "inheritance or bequest",
    "E": "expiry",
    "H": "expiry",
    "I": "discretionary transaction",
    "L": "small purchase",
    "Z": "deposit in a voting trust",
    "K": "equity swap",
}


def _noun(row: Row) -> str:
    title = row.security.text or ""
    if row.table == "derivative":
        return "options" if is_option(title) else "units" if is_unit(title) else "derivatives"
    return "units" if row.code.text == "M" and is_unit(title) else "shares"


def _amount(rows: list[Row]) -> str:
    total = sum((row.shares.value or Decimal(0) for row in rows), Decimal(0))
    if not total:
        dollars = sum((row.total_value.value or Decimal(0) for row in rows), Decimal(0))
        return f"${dollars:,f}" if dollars else "?"
    return number(total)

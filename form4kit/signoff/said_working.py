"""The working and the remarks that a manifest and a packet print beside a form, held against its draft.

What they say of a row must be what the row says, their arithmetic must be true, and what stands on the proof
must be what stands in the working. What an amendment changes is the preparer's word: the earlier form is not
there.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from form4kit.events.working import BalanceLine
from form4kit.findings import Severity
from form4kit.model import Filing, Row
from form4kit.place import Path, in_words
from form4kit.words import counted, edgar_number

_TOLD: Final = frozenset(str(each) for each in Severity)
_ROUNDED: Final = Fraction(1, 10_000)
"""How far a price of four decimals may be from the amount that it stands for, per share."""


def other_than_rows(said: Mapping[str, Any], filing: Filing) -> Iterator[str]:
    """Yield what is said otherwise than the rows of the draft give: `working`, `beside.balances`,
    `beside.averages` or `beside.remarks`."""
    working, beside = said.get("working") or {}, said.get("beside") or {}
    rows = {in_words(row.path): row for row in (*filing.non_derivative, *filing.derivative)}
    try:
        lines = [_balance(each, rows) for each in working.get("balances", ())]
        if not all(_true(line, rows[in_words(line.path)]) for line in lines):
            yield "working"
        totals = working.get("fills", ())
        if not all(_adds_up(total, rows) for total in totals):
            yield "working"
        if beside:
            shown = [(list(path), words) for path, words in beside["balances"]]
            if shown != [(list(line.path), line.words) for line in lines]:
                yield "beside.balances"
            averages = [_average(row) for total in totals for row in total["rows"]]
            if len(averages) != len(beside["averages"]) or not all(
                _says(text, wanted) for text, wanted in zip(beside["averages"], averages, strict=True)
            ):
                yield "beside.averages"
            if not _in_order(beside["remarks"], filing):
                yield "beside.remarks"
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        yield "working"


def _balance(said: Mapping[str, Any], rows: Mapping[str, Row]) -> BalanceLine:
    path: Path = rows[said["where"]].path
    opening, change, closing = (Decimal(said[key]) for key in ("opening", "change", "closing"))
    year_end = Decimal(said["year_end"]) if said.get("year_end") is not None else None
    return BalanceLine(path, said["position"], opening, change, closing, said["how"] or "", year_end)


def _true(line: BalanceLine, row: Row) -> bool:
    """Tell whether a balance adds up, to what its row has, by what its row acquires or disposes of.

    What is written or sold short, as an option or a swap of Table II may be, is disposed of and then held.
    """
    shown = line.closing if line.year_end is None else line.year_end
    owned, shares = row.owned_after.value, row.shares.value
    if line.opening + line.change != line.closing or (owned is not None and owned != shown):
        return False
    if shares is None:
        return True
    sign = -1 if row.acquired_disposed.text == "D" else 1
    return line.change in ({shares, -shares} if row.table == "derivative" else {sign * shares})


def _adds_up(total: Mapping[str, Any], rows: Mapping[str, Row]) -> bool:
    """Tell whether the fills of an event are those of its rows: shares, average prices, sums."""
    of_rows = total["rows"]
    for each in of_rows:
        row, shares, price = rows[each["where"]], Decimal(each["shares"]), Decimal(each["price"])
        low, high = Decimal(each["low"]), Decimal(each["high"])
        off = abs(_dollars(each["amount"]) - Fraction(shares) * Fraction(price))
        if not (low <= price <= high and off <= Fraction(shares) * _ROUNDED):
            return False
        if (row.shares.value, row.price.value) != (shares, price):
            return False
    shares = sum((Decimal(each["shares"]) for each in of_rows), Decimal(0))
    amount = sum((_dollars(each["amount"]) for each in of_rows), Fraction(0))
    fills = sum(each["fills"] for each in of_rows)
    near = abs(amount - _dollars(total["amount"])) <= _ROUNDED * len(of_rows)  # each is rounded
    return near and (total["fills"], Decimal(total["shares"])) == (fills, shares)


def _dollars(text: str) -> Fraction:
    return Fraction(text.removeprefix("$").replace(",", ""))


def _average(row: Mapping[str, Any]) -> str:
    """Return how the average of a row begins on the proof; a sign for equal or nearly so stands in it."""
    shares, price = edgar_number(Decimal(row["shares"])), edgar_number(Decimal(row["price"]))
    return f"{row['where']}: {counted(row['fills'], 'fill')}, {row['amount']} / {shares} = {price}"


def _says(text: str, wanted: str) -> bool:
    """Tell whether an average is what it should be, or is that and says by how much it was rounded."""
    nearly = wanted.replace(" = ", " ≈ ") + ", rounded to four decimals; shares times price is off by $"
    return text == wanted or (text.startswith(nearly) and _off(text.removeprefix(nearly)))


def _off(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "").isdecimal()


def _in_order(remarks: list[Mapping[str, Any]], filing: Filing) -> bool:
    """Tell whether remarks are numbered, say where they stand, and allow only what the draft allows."""
    allowed = {(code, f"Allowed: {reason.strip()}") for code, reason, _ in filing.allow}
    for number, each in enumerate(remarks, 1):
        word, _, code = each["label"].partition(" ")
        place = in_words(tuple(each["path"]))
        if each["number"] != number or each["where"] != place:
            return False
        if word not in _TOLD and not (word == "allowed" and (code, each["hint"]) in allowed):
            return False
    return True

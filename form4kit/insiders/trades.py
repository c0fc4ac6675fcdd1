"""Rows as purchases and sales for Section 16(b), or as transactions that it leaves out, each by its rule."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Final, Literal

from form4kit.analysis.passages import shortened
from form4kit.analysis.rows import note_text, title
from form4kit.history.insider import CannotFollow, RowOnForm
from form4kit.insiders.securities import DerivativeSeries, Security, class_of, security_of
from form4kit.insiders.standing import Reach, Reached
from form4kit.law.splits import Split, ratio_since

TradeSide = Literal["purchase", "sale"]

THOUGHT_OF: Final = "--trade"
"""What stands in the place of a file for a trade that is only thought of."""

_16B3 = {
    "A": "Rule 16b-3(d): approved by the board, a committee or shareholders, or held six months",
    "D": "Rule 16b-3(e): approved in advance",
    "F": "Rule 16b-3(e): approved in advance",
    "I": "Rule 16b-3(f): six months after an opposite-way election",
}
_EXEMPT = {
    "M": "Rules 16b-3 and 16b-6(b)",
    "X": "Rule 16b-6(b): exercise at a fixed price",
    "C": "Rule 16b-6(b): conversion at a fixed price",
    "G": "Rule 16b-5: gift",
    "W": "Rule 16b-5: will or the laws of descent",
    "Z": "Rule 16b-8: voting trust",
}
_COUNTED: Final = frozenset("PSLU")
CODES: Final = frozenset([*_16B3, *_EXEMPT, *_COUNTED, *"OEHJ"])


@dataclass(frozen=True, slots=True)
class InsiderTrade:
    """A purchase or sale that Section 16(b) may match, restated for splits since.

    `side` is that of Section 16(b): who buys a put sells. `paid` tells whether the security was acquired,
    `lapse` a written option that expired. `shares` count the security, `under` the shares that it stands for;
    `price` is for one of `shares`, None where the form has none. `matched` is false where the price does not
    enter a pair: for swaps, and without a price.
    """

    file: str
    row: str
    code: str
    side: TradeSide
    paid: bool
    date: dt.date
    shares: Fraction
    under: Fraction
    price: Fraction | None
    security: Security
    series: DerivativeSeries | None
    reached: Reached
    told: RowOnForm | None = None
    swap: bool = False
    lapse: bool = False

    @property
    def name(self) -> str:
        """File and row, to be named in a sentence."""
        return f"{self.file}, {self.row}" if self.told else f"{self.file} {self.row}"

    @property
    def matched(self) -> bool:
        """Whether its price can enter a pair."""
        return self.price is not None and not self.swap


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A transaction that is not matched: where it stands, its code, and why, with the rule by number."""

    file: str
    row: str
    code: str
    why: str
    told: RowOnForm | None = None

    @property
    def name(self) -> str:
        """File and row, to be named in a sentence."""
        return f"{self.file}, {self.row}" if self.told else f"{self.file} {self.row}"


def left_out(told: RowOnForm, why: str) -> LeftOut:
    """Return a row as one that is not matched."""
    return LeftOut(told.file, told.where, told.row.code.text or "?", why, told)


def read_row(told: RowOnForm, reached: Reached, splits: Iterable[Split] = ()) -> InsiderTrade | LeftOut:
    """Read one transaction. Raises CannotFollow where its code, or a date or number that counts, is none.

    A trade without a price is a trade all the same: it opens six months like any other.
    """
    row, code = told.row, told.row.code.value or ""
    if code not in CODES:
        raise CannotFollow(f"{told.name}: {_said('code', row.code.text)}")
    if reached.reach is Reach.OUT and not reached.holder:
        return left_out(told, reached.why)
    if why := _exempt(told, reached):
        return left_out(told, why)
    if reached.reach is Reach.OUT:
        return left_out(told, reached.why)
    security = security_of(row)
    day, shares = row.date.value, row.shares.value
    if day is None:
        raise CannotFollow(f"{told.name}: {_said('date', row.date.text)}")
    if row.price.text and row.price.value is None:
        raise CannotFollow(f"{told.name}: {_said('price', row.price.text)}")
    counted = row.underlying_shares.value if shares is None else shares
    if counted is None:
        raise CannotFollow(f"{told.name}: {_said('number of shares', row.shares.text)}")
    ratio = ratio_since(splits, day)
    own = Fraction(1) if security.debt else ratio  # a split does not change a principal amount
    under = row.underlying_shares.value if row.table == "derivative" else shares
    price = row.price.value if shares is not None else None
    lapse = code == "E" or (code == "H" and security.written)
    paid = _paid(told, code, security)
    return InsiderTrade(
        file=told.file,
        row=told.where,
        code=code,
        side="purchase" if paid != security.put else "sale",
        paid=paid,
        date=day,
        shares=Fraction(counted) * own,
        under=Fraction(counted if under is None else under) * ratio,
        price=Fraction(price or 0) / own if lapse or price else None,
        security=security,
        series=_series(told, ratio) if row.table == "derivative" else None,
        reached=reached,
        told=told,
        swap=bool(row.swap.value),
        lapse=lapse,
    )


def _said(what: str, text: str | None) -> str:
    return f'the {what} "{text}" cannot be read' if text else f"no {what}"


def _exempt(told: RowOnForm, reached: Reached) -> str:
    """Return the rule that exempts a row, or why it is none to be matched; empty where it counts."""
    row, code = told.row, told.row.code.value or ""
    derivative = row.table == "derivative"
    if code in _16B3:
        return "" if reached.holder else _16B3[code]
    if code in _EXEMPT:
        return _EXEMPT[code]
    if code == "J":
        note = shortened(" ".join(note_text(told.filing, row).split()), 80) or "no footnote"
        return f"code J: {note}; counsel decides"
    if code == "O" and derivative:
        return "Rule 16b-6(b): closing by exercise; what it brings counts in Table I"
    if code == "O" and row.acquired_disposed.value == "D":
        return "Rule 16b-6(b): a put exercised out of the money, of which its proviso does not speak; counsel"
    if code == "H" and not row.price.value and not security_of(row).written:
        noted = row.price.text is None and row.price.marks
        return "" if noted else "Rule 16b-6(d): no value received"
    if code == "E" and not derivative:
        return "Rule 16b-6(d): an expiration, no trade in shares"
    return ""


def _paid(told: RowOnForm, code: str, security: Security) -> bool:
    """Tell whether a row acquires its security, or closes a written one."""
    if code in "PLO":
        return True
    if code in "SUDF":
        return False
    if code in "EH":
        return code == "E" or security.written
    return told.row.acquired_disposed.value != "D"


def _series(told: RowOnForm, ratio: Fraction) -> DerivativeSeries:
    row = told.row
    at = row.exercise_price.value
    return DerivativeSeries(
        class_of(title(row)),
        None if at is None else Fraction(at) / ratio,
        row.expires.value,
        class_of(row.underlying.text or ""),
    )


def decimal_of(number: Fraction) -> Decimal:
    """Return a number as a decimal, exact where it has an end, else to six places."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    digits = 6 if rest != 1 else next(n for n in count() if (number * 10**n).denominator == 1)
    return Decimal(f"{round(number * 10**digits)}E-{digits}")

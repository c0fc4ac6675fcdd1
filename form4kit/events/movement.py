"""What a row says of a position, before the balances are known: so many came or went, and how."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from form4kit.events.positions import Position
from form4kit.model import ABSENT, Field, Mark
from form4kit.place import Place

Letter = Literal["A", "D"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What the rows of one event share: where it stands, its dates, and how EDGAR is told of it.

    `marks` are the footnotes on the transaction code, `title_marks` those on the title beside the
    position's own, `balance_marks` those on the last balance of the rows that share it. `plan` is what the
    event says of a Rule 10b5-1 plan: None where it says nothing.
    """

    place: Place
    kind: Place
    date: Field[dt.date]
    deemed: Field[dt.date] = ABSENT
    form_type: Field[str] = ABSENT
    timeliness: Field[str] = ABSENT
    swap: Field[bool] = ABSENT
    marks: tuple[Mark, ...] = ()
    title_marks: tuple[Mark, ...] = ()
    balance_marks: tuple[Mark, ...] = ()
    plan: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One row to be made: the position, the code, the letter, the amount and the price.

    `change` is what it adds to the balance, negative where it takes; the letter does not tell, since to
    write an option is to dispose of it. `underlying` is given for a derivative. `verb` says what was
    done, for messages: `sold`; `how` says how the amount was worked out, where it was.
    """

    position: Position
    coding: Coding
    code: str
    letter: Letter
    amount: Field[Decimal]
    change: Decimal
    price: Field[Decimal]
    underlying: Field[Decimal] = ABSENT
    verb: str = "disposed of"
    how: str = ""


@dataclass(frozen=True, slots=True)
class AppliedMovement:
    """A movement that has changed its position's balance from `opening` to `closing`."""

    movement: Movement
    opening: Decimal
    closing: Decimal

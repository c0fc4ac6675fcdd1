"""Rule 16a-6: small acquisitions that wait for Form 5, and the day on which they no longer may.

Of several readings the wider is taken, by which more is reported and earlier: the same-numbered day six
months before or after is within six months, and "all such acquisitions" are all of the class, however old.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from form4kit.law.periods import first_within, last_within

LIMIT: Final = Decimal(10_000)
"""Dollars of market value that one acquisition, and all of a class within six months, may come to."""


@dataclass(frozen=True, slots=True)
class SmallAcquisition:
    """An acquisition that is not from the issuer: its class, its day, and its market value in dollars.

    `reported` is the day on which a Form 4 or 5 told of it; it counts no longer from that day on. A purchase
    that never was `small` counts in the sum of later ones, and ends nothing by itself. `after_sales` says
    that whatever was disposed of on its day went before.
    """

    security: str
    day: date
    value: Decimal
    reported: date | None = None
    small: bool = True
    after_sales: bool = False

    def unreported_on(self, day: date) -> bool:
        """Tell whether no form has told of it before the end of a day."""
        return self.day <= day and (self.reported is None or self.reported > day)

    def met_by(self, disposition: date) -> bool:
        """Tell whether a disposition comes within six months after it, before any form has told of it."""
        same_day = disposition == self.day and self.after_sales
        return self.unreported_on(disposition) and disposition <= last_within(self.day) and not same_day


@dataclass(frozen=True, slots=True)
class DeferralEnd:
    """The day on which a deferral ended: by an amount in dollars, or by a disposition where that is None.

    The acquisitions are given by their numbers: those `certain`, within the six months, and those `offered`,
    older ones of the same class that "all such acquisitions" takes in on the wider reading.
    """

    day: date
    amount: Decimal | None
    certain: tuple[int, ...]
    offered: tuple[int, ...] = ()


def deferral_ends(
    acquisitions: Sequence[SmallAcquisition], dispositions: Iterable[date] = ()
) -> list[DeferralEnd]:
    """Return the days on which small acquisitions stop to qualify, earliest first; each is certain once.

    `dispositions` are the days of those that are not exempt from Section 16(b), of any class.
    """
    found = [*_by_amount(acquisitions), *_by_disposition(acquisitions, dispositions)]
    told: set[int] = set()
    ends = []
    for end in sorted(found, key=lambda each: (each.day, each.amount is None)):
        certain = tuple(number for number in end.certain if number not in told)
        told.update(certain)
        if certain:
            ends.append(DeferralEnd(end.day, end.amount, certain, end.offered))
    return [_without(end, told) for end in ends]


def _without(end: DeferralEnd, told: set[int]) -> DeferralEnd:
    offered = tuple(number for number in end.offered if number not in told)
    return DeferralEnd(end.day, end.amount, end.certain, offered)


def _by_amount(acquisitions: Sequence[SmallAcquisition]) -> Iterable[DeferralEnd]:
    """Yield the days on which one acquisition, or a class in the six months before, passes the limit."""
    for day, security in sorted({(each.day, each.security) for each in acquisitions if each.small}):
        unreported = [
            number
            for number, each in enumerate(acquisitions)
            if each.security == security and each.unreported_on(day)
        ]
        near = [number for number in unreported if acquisitions[number].day >= first_within(day)]
        amount = sum((acquisitions[number].value for number in near), Decimal(0))
        if amount > LIMIT:
            yield DeferralEnd(day, amount, tuple(near), tuple(n for n in unreported if n not in near))


def _by_disposition(
    acquisitions: Sequence[SmallAcquisition], dispositions: Iterable[date]
) -> Iterable[DeferralEnd]:
    """Yield the days of dispositions within six months after an acquisition of any class."""
    for day in sorted(set(dispositions)):
        unreported = [number for number, each in enumerate(acquisitions) if each.unreported_on(day)]
        near = [number for number in unreported if acquisitions[number].met_by(day)]
        classes = {acquisitions[number].security for number in near}
        older = [n for n in unreported if n not in near and acquisitions[n].day < day]
        rest = [n for n in older if acquisitions[n].security in classes]
        if near:
            yield DeferralEnd(day, None, tuple(near), tuple(rest))

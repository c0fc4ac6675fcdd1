"""Match purchases with sales: for the greatest profit that any pairing yields, and lowest in, highest out.

The greatest profit is a transportation problem, which linear programming solves (A. Chin, "The Learned Hand
Unformula", 91 Wash. L. Rev. 1523 (2016)); here by paths that augment, in whole numbers, so that it is exact.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

MayMatch = Callable[[int, int], bool]
"""Tells whether the law lets a purchase and a sale match, each by its number; prices are no part of it."""


class Lot(NamedTuple):
    """So many shares at a price for each, both exact."""

    shares: Fraction
    price: Fraction


@dataclass(frozen=True, slots=True)
class Match:
    """Shares of a purchase and of a sale that are set against each other; each is given by its number."""

    purchase: int
    sale: int
    shares: Fraction
    profit: Fraction


def greatest_profit(purchases: Sequence[Lot], sales: Sequence[Lot], may_match: MayMatch) -> list[Match]:
    """Return a pairing with the greatest profit; each pair sells dearer than it buys, losses are left out."""
    return _Matching(purchases, sales, may_match).matches()


def lowest_in_highest_out(purchases: Sequence[Lot], sales: Sequence[Lot], may_match: MayMatch) -> list[Match]:
    """Return the pairing that gives the cheapest purchase first the dearest sale that it may match.

    Lots of one price are taken in the order in which they are given. The profit can fall short of the
    greatest, at worst by half.
    """
    left = [sale.shares for sale in sales]
    dearest = sorted(range(len(sales)), key=lambda at: -sales[at].price)
    found: list[Match] = []
    for bought in sorted(range(len(purchases)), key=lambda at: purchases[at].price):
        shares, price = purchases[bought]
        for sold in dearest:
            gain = sales[sold].price - price
            if gain <= 0 or not shares:
                break
            if left[sold] and may_match(bought, sold):
                taken = min(shares, left[sold])
                shares -= taken
                left[sold] -= taken
                found.append(Match(bought, sold, taken, taken * gain))
    return found


class _Matching:
    """Takes sales from the dearest down, and gives each the cheapest purchases that it can come by.

    A sale comes by a purchase that it matches, or by one that frees such a purchase from a sale before. What
    has been matched stays matched; so each step gains the price of the sale less that of the purchase at the
    end of the way, and the pairing is the best one for the sales so far. Purchases and sales go by their rank
    of price; a set of them is the bits of a whole number.
    """

    def __init__(self, purchases: Sequence[Lot], sales: Sequence[Lot], may_match: MayMatch) -> None:
        self.purchases = sorted(range(len(purchases)), key=lambda at: purchases[at].price)
        self.sales = sorted(range(len(sales)), key=lambda at: -sales[at].price)
        self.price_in = [purchases[at].price for at in self.purchases]
        self.price_out = [sales[at].price for at in self.sales]
        self.scale = lcm(*(lot.shares.denominator for lot in (*purchases, *sales)))
        self.left = [int(purchases[at].shares * self.scale) for at in self.purchases]
        self.need = [int(sales[at].shares * self.scale) for at in self.sales]
        self.cheaper = [bisect_left(self.price_in, out) for out in self.price_out]
        self.reach = [
            _bits(rank for rank in range(self.cheaper[sale]) if may_match(self.purchases[rank], at))
            for sale, at in enumerate(self.sales)
        ]
        self.free = _bits(rank for rank, shares in enumerate(self.left) if shares)
        self.alive = (1 << len(self.left)) - 1
        self.flow: dict[tuple[int, int], int] = {}
        self.supplies = [0] * len(self.left)

    def matches(self) -> list[Match]:
        for sale in range(len(self.sales)):
            while self.need[sale] and self._augment(sale):
                pass
        found = (
            Match(
                self.purchases[purchase],
                self.sales[sale],
                Fraction(units, self.scale),
                Fraction(units, self.scale) * (self.price_out[sale] - self.price_in[purchase]),
            )
            for (purchase, sale), units in self.flow.items()
        )
        return sorted(found, key=lambda match: (match.purchase, match.sale))

    def _augment(self, sale: int) -> bool:
        """Bring a sale shares of the cheapest purchase that it can come by; tell whether there was one."""
        wanted = self.free & self.alive & ((1 << self.cheaper[sale]) - 1)
        lowest = wanted & -wanted
        unseen, best = self.alive, 0
        given_to: dict[int, int] = {}  # the sale from which the search came to a purchase
        taken_from: dict[int, int] = {}  # the purchase from which it came to a sale
        seen, queue = 1 << sale, [sale]
        for asking in queue:
            new = self.reach[asking] & unseen
            unseen ^= new
            hits = new & wanted
            if hits and (not best or hits & -hits < best):
                best = hits & -hits
                given_to[best.bit_length() - 1] = asking
                if best == lowest:
                    break
            for purchase in _members(new):
                others = self.supplies[purchase] & ~seen
                if others:
                    given_to.setdefault(purchase, asking)
                    seen |= others
                    for other in _members(others):
                        taken_from[other] = purchase
                        queue.append(other)
        if not best:  # nothing that later, cheaper sales could gain by lies beyond what was seen
            self.alive = unseen
            return False
        self._shift(sale, self._way(sale, best.bit_length() - 1, given_to, taken_from))
        return True

    def _way(
        self, sale: int, purchase: int, given_to: dict[int, int], taken_from: dict[int, int]
    ) -> list[tuple[int, int]]:
        """Return the purchases from the free one back, each with the sale that it is now to supply."""
        way = [(purchase, given_to[purchase])]
        while way[-1][1] != sale:
            purchase = taken_from[way[-1][1]]
            way.append((purchase, given_to[purchase]))
        return way

    def _shift(self, sale: int, way: list[tuple[int, int]]) -> None:
        given_up = [(purchase, way[at][1]) for at, (purchase, _) in enumerate(way[1:])]
        end = way[0][0]
        units = min(self.need[sale], self.left[end], *(self.flow[each] for each in given_up))
        for purchase, other in given_up:
            self.flow[purchase, other] -= units
            if not self.flow[purchase, other]:
                del self.flow[purchase, other]
                self.supplies[purchase] &= ~(1 << other)
        for purchase, other in way:
            self.flow[purchase, other] = self.flow.get((purchase, other), 0) + units
            self.supplies[purchase] |= 1 << other
        self.need[sale] -= units
        self.left[end] -= units
        if not self.left[end]:
            self.free &= ~(1 << end)


def _bits(members: Iterator[int]) -> int:
    bits = 0
    for member in members:
        bits |= 1 << member
    return bits


def _members(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low

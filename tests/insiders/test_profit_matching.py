"""Purchases paired with sales: held against brute force where small, a solver of flows where large."""

import time
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from random import Random

import pytest

from form4kit.insiders.profit_matching import Lot, Match, greatest_profit, lowest_in_highest_out

MayMatch = Callable[[int, int], bool]


def total(found: list[Match]) -> Fraction:
    return sum((each.profit for each in found), Fraction(0))


def brute_force(purchases: list[Lot], sales: list[Lot], may_match: MayMatch) -> Fraction:
    """Try every partner, or none, for every single share that was bought."""
    units = [at for at, lot in enumerate(purchases) for _ in range(int(lot.shares))]

    @cache
    def best(unit: int, left: tuple[int, ...]) -> Fraction:
        if unit == len(units):
            return Fraction(0)
        found = best(unit + 1, left)
        for sale, shares in enumerate(left):
            gain = sales[sale].price - purchases[units[unit]].price
            if shares and gain > 0 and may_match(units[unit], sale):
                rest = (*left[:sale], shares - 1, *left[sale + 1 :])
                found = max(found, gain + best(unit + 1, rest))
        return found

    return best(0, tuple(int(lot.shares) for lot in sales))


def lots(random: Random, number: int, most: int, dearest: int, unit: int = 1) -> list[Lot]:
    return [
        Lot(Fraction(random.randint(1, most), unit), Fraction(random.randint(1, dearest), unit))
        for _ in range(number)
    ]


def is_a_pairing(found: list[Match], purchases: list[Lot], sales: list[Lot], may_match: MayMatch) -> bool:
    """Tell whether no share is taken twice, and each pair is allowed, for a profit that is what it says."""
    pairs = [(each.purchase, each.sale) for each in found]
    taken = [sum(each.shares for each in found if each.purchase == at) for at in range(len(purchases))]
    given = [sum(each.shares for each in found if each.sale == at) for at in range(len(sales))]
    gains = [each.shares * (sales[each.sale].price - purchases[each.purchase].price) for each in found]
    return (
        len(set(pairs)) == len(pairs)
        and all(may_match(*pair) for pair in pairs)
        and all(shares <= lot.shares for shares, lot in zip(taken + given, purchases + sales, strict=True))
        and gains == [each.profit for each in found]
        and all(each.shares > 0 and each.profit > 0 for each in found)
    )


def test_the_worked_example_where_lowest_in_highest_out_falls_short() -> None:
    """11 matches 20 alone, 10 matches both: cheapest first takes 20 with 10 and leaves 11 alone."""
    purchases = [Lot(Fraction(100), Fraction(11)), Lot(Fraction(100), Fraction(10))]
    sales = [Lot(Fraction(100), Fraction(20)), Lot(Fraction(100), Fraction(19))]

    def may_match(purchase: int, sale: int) -> bool:
        return (purchase, sale) != (0, 1)

    assert total(greatest_profit(purchases, sales, may_match)) == 1800
    assert total(lowest_in_highest_out(purchases, sales, may_match)) == 1000


@pytest.mark.parametrize("seed", range(8))
def test_no_other_pairing_of_a_small_number_yields_more(seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        purchases = lots(random, random.randint(0, 4), 3, 12)
        sales = lots(random, random.randint(0, 4), 3, 12)
        allowed = {(i, j) for i in range(4) for j in range(4) if random.random() < 0.5}

        def may_match(purchase: int, sale: int, allowed: set[tuple[int, int]] = allowed) -> bool:
            return (purchase, sale) in allowed

        greatest = brute_force(purchases, sales, may_match)
        found = greatest_profit(purchases, sales, may_match)
        usual = lowest_in_highest_out(purchases, sales, may_match)
        assert total(found) == greatest
        assert greatest / 2 <= total(usual) <= greatest
        assert is_a_pairing(found, purchases, sales, may_match)
        assert is_a_pairing(usual, purchases, sales, may_match)


def min_cost_flow(purchases: list[Lot], sales: list[Lot], may_match: MayMatch, unit: int) -> Fraction:
    """Let another program solve it: a source, an arc for each lot and pair, and a way past them all."""
    networkx = pytest.importorskip("networkx", reason="needs networkx (dependency group test)")
    graph = networkx.DiGraph()
    bought = sum(int(lot.shares * unit) for lot in purchases)
    graph.add_node("in", demand=-bought)
    graph.add_node("out", demand=bought)
    graph.add_edge("in", "out", capacity=bought, weight=0)
    for at, lot in enumerate(purchases):
        graph.add_edge("in", ("b", at), capacity=int(lot.shares * unit), weight=0)
    for at, lot in enumerate(sales):
        graph.add_edge(("s", at), "out", capacity=int(lot.shares * unit), weight=0)
    for i, purchase in enumerate(purchases):
        for j, sale in enumerate(sales):
            if may_match(i, j):
                graph.add_edge(("b", i), ("s", j), weight=-int((sale.price - purchase.price) * unit))
    return Fraction(-networkx.network_simplex(graph)[0], unit * unit)


@pytest.mark.parametrize(("seed", "size", "days"), [(1, 40, 200), (2, 60, 400), (3, 90, 900), (4, 120, 1500)])
def test_a_solver_of_flows_finds_the_same_for_a_large_number(seed: int, size: int, days: int) -> None:
    random = Random(seed)
    purchases, sales = lots(random, size, 90_000, 9_000, 100), lots(random, size, 90_000, 9_000, 100)
    when = [[random.randint(0, days) for _ in range(size)] for _ in range(2)]

    def may_match(purchase: int, sale: int) -> bool:
        return abs(when[0][purchase] - when[1][sale]) < 182

    found = greatest_profit(purchases, sales, may_match)
    assert total(found) == min_cost_flow(purchases, sales, may_match, 100)
    assert is_a_pairing(found, purchases, sales, may_match)


def test_prices_after_a_split_stay_exact() -> None:
    purchases = [Lot(Fraction(300), Fraction(10, 3))]
    assert total(greatest_profit(purchases, [Lot(Fraction(100), Fraction(5))], lambda *_: True)) == Fraction(
        500, 3
    )


@pytest.mark.parametrize("dearer", [0, 2000])
def test_a_thousand_trades_take_less_than_a_second(dearer: int) -> None:
    """Of processor time, by which other processes are left out."""
    random = Random(7)
    purchases, sales = lots(random, 500, 500_000, 2000, 100), lots(random, 500, 500_000, 2000, 100)
    sales = [Lot(lot.shares, lot.price + Fraction(dearer, 100)) for lot in sales]
    days = [[random.randint(0, 900) for _ in range(500)] for _ in range(2)]
    began = time.process_time()
    found = greatest_profit(purchases, sales, lambda i, j: abs(days[0][i] - days[1][j]) < 182)
    assert time.process_time() - began < 1
    assert len(found) > 400

"""Rows of an exercise, a vesting or a conversion to one event, with the shares withheld and sold of it."""

from decimal import Decimal
from typing import Final

from form4kit.analysis.titles import is_option, is_warrant, normal
from form4kit.decompiler.positions import InferredPosition
from form4kit.decompiler.row_events import (
    PositionOf,
    RowEvent,
    Values,
    alike,
    balance_note,
    by_ratio,
    says,
    title_note,
    values_of_coding,
)
from form4kit.decompiler.yaml_events import marked, spelt
from form4kit.model import Row
from form4kit.place import Path

CODES: Final = frozenset("MXOC")
_CODING: Final = ("date", "deemed", "form_type", "swap", "timeliness")
_ZERO: Final = Decimal(0)


def pairs(given: list[Row], brought: list[Row]) -> dict[Path, Row]:
    """Match derivatives given up with the shares they brought, both in the order of the form.

    No match crosses another, since the rows of an event stand in both tables in the order of the events;
    of all such matchings the one that fits amounts and titles best.
    """
    best: list[list[tuple[int, tuple[tuple[int, int], ...]]]] = [
        [(0, ())] * (len(brought) + 1) for _ in range(len(given) + 1)
    ]
    for i, one in enumerate(given, 1):
        for j, other in enumerate(brought, 1):
            score, chosen = best[i - 1][j - 1]
            fit = fitness(one, other)
            options = [best[i - 1][j], best[i][j - 1]]
            if fit:
                options.insert(0, (score + fit, (*chosen, (i - 1, j - 1))))
            best[i][j] = max(options, key=lambda option: option[0])
    return {given[i].path: brought[j] for i, j in best[-1][-1][1]}


def fitness(given: Row, brought: Row) -> int:
    """Tell how well two rows go together as one event; 0 where they cannot."""
    if not same_coding(given, brought) or (brought.code.marks and not given.code.marks):
        return 0
    amounts = brought.shares.value in (given.underlying_shares.value, given.shares.value)
    titles = normal(given.underlying.text or "") == normal(brought.security.text or "")
    price = given.exercise_price.value is not None and given.exercise_price.value == brought.price.value
    return 1 + 8 * amounts + 4 * price + 2 * titles


def same_coding(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one day and are reported alike."""
    return one.code.text == other.code.text and alike(one, other, _CODING)


def exercise(given: Row, brought: Row, after: list[Row], base: str, of: PositionOf) -> RowEvent | None:
    """Tell of a pair of rows, and of those `after` it in Table I that it explains; None where it cannot."""
    source, target = of(given), of(brought)
    if balance_note(given, source):
        return None
    kind = _kind(given, brought)
    side = "to" if brought.acquired_disposed.value == "A" else "delivers"
    if side == "delivers" and kind != "exercise":
        return None
    values: Values = {"from": source.name, side: target.name, **values_of_coding(brought, base)}
    values |= title_note(brought, target)
    if given.code.names != brought.code.names:
        values["derivative_note"] = marked(given.code.names)
    if kind == "exercise" and given.code.value != "M":
        values["code"] = given.code.value or ""
    values["shares"] = spelt(given.shares)
    values |= _received(given, brought, source) | _paid(kind, given, brought)
    if not says(given.price, _ZERO):
        values["derivative_price"] = spelt(given.price)
    kept = _kept(kind, brought, after, of) if side == "to" else []
    rows = [given, brought, *kept]
    if any(balance_note(row, target) for row in rows[1:-1]):
        kept, rows = [], [given, brought]
    values |= _kept_values(kind, brought, kept) | balance_note(rows[-1], target)
    sold = _sold(rows, after[len(kept) :], of) if side == "to" else None
    if sold is not None:
        values |= _sale(sold, target, values, left=_left(rows))
        rows.append(sold)
    return RowEvent(kind, values, tuple(rows))


def _kind(given: Row, brought: Row) -> str:
    if given.code.value == "C":
        return "convert"
    title = given.security.text or ""
    bought = is_option(title) or is_warrant(title) or bool(brought.price.value)
    return "exercise" if bought or given.code.value != "M" else "vest"


def _received(given: Row, brought: Row, source: InferredPosition) -> Values:
    """Write the shares that came, where the ratio does not give them, and those of column 7."""
    values: Values = {}
    usual, names = by_ratio(source, given.shares.value or _ZERO)
    if not says(brought.shares, usual):
        values["received"] = spelt(brought.shares)
        usual = brought.shares.value or _ZERO
    if not says(given.underlying_shares, usual, names):
        values["underlying_shares"] = spelt(given.underlying_shares)
    return values


def _paid(kind: str, given: Row, brought: Row) -> Values:
    """Write what was paid, where it is not the exercise price, or 0 for units."""
    usual = given.exercise_price
    if kind == "vest" or not usual:
        known = says(brought.price, _ZERO) and (kind != "exercise")
    elif usual.text is not None:
        known = says(brought.price, usual.value)
    else:
        known = brought.price.text is None and brought.price.names == usual.names
    return {} if known else {"paid": spelt(brought.price)}


def _kept(kind: str, brought: Row, after: list[Row], of: PositionOf) -> list[Row]:
    """Return the rows F that follow at once and say nothing of their own but amounts and one price."""
    found: list[Row] = []
    for row in after[:2]:
        plain = row.code.value == "F" and not row.code.marks and row.acquired_disposed.value == "D"
        if not plain or of(row) is not of(brought) or title_note(row, of(row)) or not row.price:
            break
        if not alike(row, brought, _CODING) or (found and not alike(row, found[0], ["price"])):
            break
        found.append(row)
    for_price = bool(found) and kind == "exercise" and _pays_price(brought, found[0])
    most = 1 + for_price if kind != "exercise" or for_price else 0
    found = found[:most]
    amounts = sum((row.shares.value or _ZERO for row in found), _ZERO)
    return found if amounts <= (brought.shares.value or _ZERO) else []


def _pays_price(brought: Row, row: Row) -> bool:
    """Tell whether shares withheld are worth the exercise price, to the share."""
    market, price = row.price.value, brought.price.value
    received, kept = brought.shares.value or _ZERO, row.shares.value or _ZERO
    if not market or not price:
        return False
    return abs(kept * market - received * price) < market


def _kept_values(kind: str, brought: Row, kept: list[Row]) -> Values:
    values: Values = {}
    for row in kept:
        net = kind == "exercise" and row is kept[0]
        values["net" if net else "withheld"] = spelt(row.shares)
    if kept:
        values["price"] = spelt(kept[0].price)
        if not all(row.shares.marks for row in kept):
            values["footnotes"] = "false"
    return values


def _sold(rows: list[Row], after: list[Row], of: PositionOf) -> Row | None:
    """Return the one sale that follows at once and is of these shares."""
    brought = rows[1]
    if not after or after[0].code.value != "S" or after[0].acquired_disposed.value != "D":
        return None
    row, early = after[0], brought.form_type.text == "5" or bool(brought.timeliness)
    more = len(after) > 1 and after[1].code.value == "S" and of(after[1]) is of(row)
    if more or early or of(row) is not of(brought) or title_note(row, of(row)):
        return None
    if not alike(row, brought, _CODING):
        return None
    return row if (row.shares.value or _ZERO) <= _left(rows) else None


def _left(rows: list[Row]) -> Decimal:
    brought, kept = rows[1], rows[2:]
    return (brought.shares.value or _ZERO) - sum((row.shares.value or _ZERO for row in kept), _ZERO)


def _sale(row: Row, target: InferredPosition, values: Values, left: Decimal) -> Values:
    """Write a sale of what came in: how much and at what price, or all of it that is left."""
    of_all = says(row.shares, left)
    alone = not row.code.marks and not balance_note(row, target) and not row.shares.marks
    if alone and "price" not in values:
        return {"price": spelt(row.price), "sell": "true" if of_all else spelt(row.shares)}
    inner = {"shares": spelt(row.shares), "price": spelt(row.price)}
    if row.code.marks:
        inner["note"] = marked(row.code.names)
    inner |= {key: str(value) for key, value in balance_note(row, target).items()}
    return {"sell": inner}

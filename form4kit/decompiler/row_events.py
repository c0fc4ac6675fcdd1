"""Rows to events: what a draft would say so that these rows come out again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from form4kit.decompiler.positions import InferredPosition, balance_of
from form4kit.decompiler.yaml_events import marked, spelt
from form4kit.events.amounts import rounded
from form4kit.model import Field, Row

Values = dict[str, "str | Mapping[str, str]"]
PositionOf = Callable[[Row], InferredPosition]
"""The account that a row belongs to."""

ONE_SIDED: Final[dict[str, tuple[str, str]]] = {
    "A": ("grant", "A"),
    "P": ("purchase", "A"),
    "L": ("small-acquisition", "A"),
    "S": ("sale", "D"),
    "F": ("withhold", "D"),
    "D": ("to-issuer", "D"),
    "U": ("tender", "D"),
    "E": ("expire", "D"),
    "H": ("expire", "D"),
    "G": ("gift", "AD"),
    "J": ("transfer", "AD"),
    "W": ("inherit", "AD"),
    "I": ("discretionary", "AD"),
    "Z": ("voting-trust", "AD"),
}
"""The event that makes one row of a code, and the letters that it can have."""

FREE: Final = frozenset(["grant", "gift", "transfer", "inherit", "voting-trust"])
"""Events whose price is 0 unless they say another."""


@dataclass(frozen=True, slots=True)
class RowEvent:
    """An event to be written: its kind, its keys as YAML, and the rows that it makes, in their order."""

    kind: str
    values: Values
    rows: tuple[Row, ...]


class Unsayable(Exception):
    """No event says what a row says; its text is the reason, for people."""


def one_row(row: Row, base: str, of: PositionOf) -> RowEvent:
    """Tell of a row that stands alone."""
    kind = _kind(row)
    position = of(row)
    side = "to" if row.acquired_disposed.value == "A" else "from"
    values: Values = {side: position.name, **values_of_coding(row, base), **title_note(row, position)}
    if kind != "expire" or amount_left(row) or row.shares.marks:
        values["shares"] = spelt(row.shares)
    values |= _price(row, kind) | _underlying(row, position) | balance_note(row, position)
    if row.code.value == "F" and not row.code.marks and not row.shares.marks:
        values["footnotes"] = "false"
    return RowEvent(kind, values, (row,))


def both_sides(gone: Row, come: Row, base: str, of: PositionOf) -> RowEvent | None:
    """Tell of what went from one own account into another, where two rows say just that."""
    kind, letters = ONE_SIDED.get(gone.code.value or "", ("", ""))
    names = ("code", "date", "deemed", "form_type", "swap", "timeliness", "shares", "price")
    same = alike(gone, come, names)
    way = (gone.acquired_disposed.value, come.acquired_disposed.value) == ("D", "A")
    if letters != "AD" or not same or not way or gone.table != come.table:
        return None
    if balance_note(gone, of(gone)) or title_note(gone, of(gone)) or title_note(come, of(come)):
        return None
    if _underlying(gone, of(gone)) or _underlying(come, of(come)):
        return None
    values: Values = {"from": of(gone).name, "to": of(come).name, **values_of_coding(gone, base)}
    values |= {"shares": spelt(gone.shares), **_price(gone, kind), **balance_note(come, of(come))}
    return RowEvent(kind, values, (gone, come))


def values_of_coding(row: Row, base: str) -> Values:
    """Write the dates, the flags and the note on the code."""
    values: Values = {"date": spelt(row.date)}
    if row.deemed:
        values["deemed"] = spelt(row.deemed)
    form_type = row.form_type.text or ""
    if form_type == "5" and base == "4":
        values["early"] = "true"
    elif form_type != base:
        values["form_type"] = spelt(row.form_type)
    if row.timeliness.text == "L":
        values["late"] = "true"
    elif row.timeliness:
        values["timeliness"] = spelt(row.timeliness)
    if row.swap.value:
        values["swap"] = "true"
    if row.code.marks:
        values["note"] = marked(row.code.names)
    return values


def title_note(row: Row, position: InferredPosition) -> Values:
    """Write the footnotes on this row's title that are not on all of the account's."""
    names = row.security.names[len(position.title_names) :]
    return {"title_note": marked(names)} if names else {}


def balance_note(row: Row, position: InferredPosition) -> Values:
    """Write the footnotes on this balance that are not on all of the account's."""
    names = balance_of(row).names[len(position.balance_names) :]
    return {"owned_after": marked(names)} if names else {}


def amount_left(row: Row) -> bool:
    """Tell whether something is held after a row."""
    return row.owned_after.value != 0


def alike(one: Row, other: Row, names: Iterable[str]) -> bool:
    """Tell whether two rows have the same texts and footnotes in these fields."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    return all((a.text, a.names) == (b.text, b.names) for a, b in pairs)


def says(found: Field[Any], value: Decimal | None, names: tuple[str, ...] = ()) -> bool:
    """Tell whether a field has this number and these footnotes."""
    return found.value == value and found.names == names


def by_ratio(position: InferredPosition, units: Decimal) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return the underlying shares of so many derivatives by the account's ratio, and the footnotes."""
    ratio, names = position.ratio
    return rounded(Fraction(ratio) * Fraction(units)) if ratio else None, names


def _kind(row: Row) -> str:
    code, letter = row.code.value or "", row.acquired_disposed.value or ""
    kind, letters = ONE_SIDED.get(code, ("", ""))
    if not kind and (letter, row.table) == ("A", "derivative"):
        raise Unsayable(f"code {code} with the letter A is no exercise of a derivative")
    if not kind:
        raise Unsayable(f"code {code} takes a row in the other table too, which is missing or stays a row")
    if letter not in letters:
        raise Unsayable(f"code {code} with the letter {letter} is no {kind}")
    return kind


def _price(row: Row, kind: str) -> Values:
    if not row.price:
        raise Unsayable("it has no price")
    free = kind in FREE or (kind == "expire" and row.code.value == "E")
    return {} if free and says(row.price, Decimal(0)) else {"price": spelt(row.price)}


def _underlying(row: Row, position: InferredPosition) -> Values:
    if row.table != "derivative":
        return {}
    if says(row.underlying_shares, *by_ratio(position, row.shares.value or Decimal(0))):
        return {}
    return {"underlying_shares": spelt(row.underlying_shares)}

"""The rows that each kind of table makes of one line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from form4kit.analysis.titles import is_option, is_unit
from form4kit.csv_drafts.cells import LineReader
from form4kit.csv_drafts.faults import MISSING_VALUE, WILL_NOT_ADD_UP
from form4kit.model import Table

STOCK: Final = "Common Stock"
UNITS: Final = "Restricted Stock Units"
OPTION: Final = "Stock Option (right to buy)"
Keys = dict[str, str]


@dataclass
class Rows:
    """The rows of one draft, as keys and values, with the footnotes written out for them."""

    non_derivative: list[Keys] = field(default_factory=list)
    derivative: list[Keys] = field(default_factory=list)
    footnotes: Keys = field(default_factory=dict)

    @property
    def by_table(self) -> dict[Table, list[Keys]]:
        """The rows that there are, by table."""
        tables: dict[Table, list[Keys]] = {
            "non_derivative": self.non_derivative,
            "derivative": self.derivative,
        }
        return {name: rows for name, rows in tables.items() if rows}


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of draft that a table can make: its rows, the columns it must have, and those it may have.

    Of each group in `one_of` the table has at least one.
    """

    make: Callable[[LineReader], Rows]
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it takes, those it must have first."""
        grouped = [name for group in self.one_of for name in group]
        return tuple(dict.fromkeys([*self.needs, *grouped, *self.may, *_ALWAYS]))


_ALWAYS = ("issuer", "ownership", "footnote", "plan_adopted", "signature", "signed", "file")
_HELD = ("held", "owned_after")
_UNITS_HELD = ("units_held", "units_after")


def _plain(number: Decimal | None) -> str:
    """Write a number as a draft does; blank where there is none, for the findings have said so."""
    return "" if number is None else f"{number:f}"


def _ownership(reader: LineReader) -> str:
    text = reader.text("ownership", "direct")
    return "direct" if text.lower() in ("d", "direct", "directly") else text


def _noted(reader: LineReader, rows: Rows, value: str, column: str = "footnote", name: str = "note") -> str:
    """Put what a column says after a value, as a reference or as a footnote of the draft's own."""
    if column not in reader.line.cells:
        return value
    before = len(reader.findings)
    reference = reader.reference(column)
    if reference is None:
        if len(reader.findings) > before:
            return value
        rows.footnotes[name] = reader.text(column)
        reference = name
    return f"{value} ^{reference}".strip()


def _row(reader: LineReader, code: str, amount: tuple[str, str], price: str, after: Decimal | None) -> Keys:
    """Return a row of Table I; `amount` is its key, `acquired` or `disposed`, and its value."""
    return {
        "security": reader.text("security", STOCK),
        "date": f"{reader.day('date') or ''}",
        "code": code,
        amount[0]: amount[1],
        "price": price,
        "owned_after": _plain(after),
        "ownership": _ownership(reader),
    }


def _one_row(code: str, key: str, *, priced: bool) -> Callable[[LineReader], Rows]:
    """Make one row of Table I: what was bought, sold or given."""
    sign = 1 if key == "acquired" else -1

    def make(reader: LineReader) -> Rows:
        rows = Rows()
        shares = reader.shares()
        price = reader.number("price", needed=True) if priced else Decimal(0)
        opening = reader.balance(*_HELD, None if shares is None else sign * shares)
        after = None if opening is None or shares is None else opening + sign * shares
        amount = _plain(shares)
        if code == "G" and (kind := reader.text("recipient")):
            known = reader.templates["gift"].parameter("kind")
            if known is not None and known.read(kind) is not None:
                amount = f"{amount} ^gift(kind={kind})"
            else:
                amount = _noted(reader, rows, amount, "recipient", "recipient")
        written = _noted(reader, rows, code)
        rows.non_derivative.append(_row(reader, written, (key, amount), _plain(price), after))
        return rows

    return make


def _grant(reader: LineReader) -> Rows:
    """Make the row of a grant: units and options in Table II, stock in Table I."""
    title = reader.text("award") or reader.text("security") or UNITS
    if not (is_unit(title) or is_option(title)):
        return _stock_grant(reader, title)
    rows = Rows()
    shares = reader.shares()
    both = "held" in reader.line.cells or "owned_after" in reader.line.cells
    opening = reader.balance(*_HELD, shares) if both else Decimal(0)
    after = None if shares is None or opening is None else opening + shares
    row = _award(reader, rows, title, "A", ("acquired", shares), after)
    row["code"] = _noted(reader, rows, "A")
    rows.derivative.append(row)
    return rows


def _stock_grant(reader: LineReader, title: str) -> Rows:
    rows = Rows()
    shares = reader.shares()
    opening = reader.balance(*_HELD, shares)
    after = None if opening is None or shares is None else opening + shares
    amount = _noted(reader, rows, _plain(shares), "exercisable", "vesting")
    row = _row(reader, _noted(reader, rows, "A"), ("acquired", amount), "0", after)
    rows.non_derivative.append(row | {"security": title})
    return rows


def _award(
    reader: LineReader,
    rows: Rows,
    title: str,
    code: str,
    amount: tuple[str, Decimal | None],
    after: Decimal | None,
) -> Keys:
    """Return a row of Table II for units or an option."""
    option = is_option(title)
    stock = reader.text("security", STOCK) if reader.text("award") else STOCK
    price = _plain(reader.number("exercise_price", needed=True)) if option else _one_for_one(stock)
    if "exercisable" not in reader.line.cells:
        reader.object(MISSING_VALUE, "exercisable", "it does not say when the award vests", _VESTING)
    expires = reader.day("expires", needed=option)
    day = reader.day("exercisable") if reader.is_day("exercisable") else None
    vesting = f"{day}" if day else _noted(reader, rows, "", "exercisable", "vesting")
    return {
        "security": title,
        "exercise_price": price,
        "date": f"{reader.day('date') or ''}",
        "code": code,
        amount[0]: _plain(amount[1]),
        "exercisable": vesting,
        "expires": f"{expires}" if expires else "" if option else "^no-expiration",
        "underlying": stock,
        "underlying_shares": _plain(amount[1]),
        "price": "0",
        "owned_after": _plain(after),
        "ownership": _ownership(reader),
    }


_VESTING = "Give a date, a footnote such as vesting(first=2027-03-01, parts=4), or the words of one."


def _one_for_one(stock: str) -> str:
    return "^one-for-one" if stock == STOCK else f"^one-for-one(underlying={stock})"


def _settled(default: str) -> Callable[[LineReader], Rows]:
    """Make the rows of a vest or an exercise: stock in, shares withheld for taxes out, the award down."""

    def make(reader: LineReader) -> Rows:
        rows = Rows()
        title = reader.text("award", default)
        shares, withheld = reader.shares(), reader.shares("withheld", needed=False)
        if shares is not None and withheld is not None and withheld > shares:
            message = f"{_plain(withheld)} shares withheld of {_plain(shares)} that came in"
            reader.object(WILL_NOT_ADD_UP, "withheld", message)
            withheld = None
        change = None if shares is None else shares - (withheld or 0)
        opening = reader.balance(*_HELD, change)
        units = reader.balance(*_UNITS_HELD, None if shares is None else -shares)
        paid = _plain(reader.number("exercise_price")) if is_option(title) else "0"
        held = None if opening is None or shares is None else opening + shares
        code = _noted(reader, rows, "M")
        rows.non_derivative.append(_row(reader, code, ("acquired", _plain(shares)), paid, held))
        if withheld is not None:
            price = _plain(reader.number("price", needed=True))
            after = None if held is None else held - withheld
            amount = ("disposed", f"{_plain(withheld)} ^withheld{_occasion(title)}")
            rows.non_derivative.append(_row(reader, "F", amount, price, after))
        left = None if units is None or shares is None else units - shares
        rows.derivative.append(_award(reader, rows, title, "M", ("disposed", shares), left))
        return rows

    return make


def _occasion(title: str) -> str:
    return "(occasion=exercise of the option)" if is_option(title) else ""


TABLE_KINDS: Final[dict[str, TableKind]] = {
    "grant": TableKind(
        _grant,
        ("person", "date", "shares"),
        ("award", "security", "exercisable", "exercise_price", "expires", "held", "owned_after"),
    ),
    "purchase": TableKind(
        _one_row("P", "acquired", priced=True), ("person", "date", "shares", "price"), ("security",), (_HELD,)
    ),
    "sale": TableKind(
        _one_row("S", "disposed", priced=True), ("person", "date", "shares", "price"), ("security",), (_HELD,)
    ),
    "plan-sale": TableKind(
        _one_row("S", "disposed", priced=True),
        ("person", "date", "shares", "price", "plan_adopted"),
        ("security",),
        (_HELD,),
    ),
    "gift": TableKind(
        _one_row("G", "disposed", priced=False),
        ("person", "date", "shares"),
        ("security", "recipient"),
        (_HELD,),
    ),
    "vest": TableKind(
        _settled(UNITS),
        ("person", "date", "shares", "exercisable"),
        ("withheld", "price", "award", "security", "expires"),
        (_HELD, _UNITS_HELD),
    ),
    "exercise": TableKind(
        _settled(OPTION),
        ("person", "date", "shares", "exercise_price", "exercisable", "expires"),
        ("withheld", "price", "award", "security"),
        (_HELD, _UNITS_HELD),
    ),
}
"""What `new KIND --from` takes. An amendment, a Form 3 and a Form 5 are written one by one."""

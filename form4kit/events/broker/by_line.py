"""A pasted table of trades, every line accounted for: heading, used, total, not used with a reason, or empty.

The reader of files stops at the first line that it cannot use; this one goes on, since a person is there to
be asked.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from form4kit.events.broker import alike, cells, totals
from form4kit.events.broker.cells import Expected
from form4kit.events.broker.columns import Column, columns_of, heads_as_chosen
from form4kit.events.broker.days import CLOCK, NO_DAY, Order, clock_in_new_york, day_in, order_of, trade_day
from form4kit.events.broker.heads import Heads, is_head
from form4kit.events.broker.lines import FillsSheet, TableLine, Trouble
from form4kit.events.broker.numbers import Commas, commas_of, numeral
from form4kit.events.broker.options import option_trade
from form4kit.events.broker.sheet import MOST_LINES, WIDEST, is_separator, sheets_of
from form4kit.events.broker.words import Side, is_dollars, side_of
from form4kit.events.fills import Fill, amount_of, shares_of
from form4kit.lazy_re import pattern

HEADING, USED, TOTAL, NOT_USED, EMPTY = "heading", "used", "total", "not_used", "empty"
KEPT: Final = ("date", "time", "side", "shares", "price", "symbol", "currency")
"""What is kept of a line, and shown; other columns are left out."""
_PREAMBLE: Final = 60
_DECIMAL_COMMA: Final = pattern(r"\d{1,3}(?:\.\d{3})+,\d+\Z|\d+,\d{1,2}\Z")
_DECIMAL_POINT: Final = pattern(r"\d{1,3}(?:,\d{3})+\.\d+\Z")
_ACCOUNT: Final = pattern(r"(?<![\d.])[A-Z]{0,3}\d(?:-?\d){6,}(?![\d.,])")
_NAMES: Final = {Side.BUY: "a purchase", Side.SELL: "a sale"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of a paste: its columns, a day where lines have none, what is left out and why.

    `day` is the day that was typed, `only_that_day` that lines of others are not meant, `side` that all are
    of the event's side, `commas` which mark parts decimals (`point` or `comma`); `only` are the lines that
    belong to this event where another has the rest, `elsewhere` says what became of those.
    """

    columns: Sequence[str] = ()
    day: dt.date | None = None
    only_that_day: bool = False
    side: bool = False
    commas: str = ""
    only: frozenset[int] = frozenset()
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    left_out: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountedLine:
    """A line, what became of it and why; `settled` where nothing is left to ask about it.

    `other_side` is set for a trade that would be an event of the other side; `shown` has the kept cells.
    """

    number: int
    became: str
    why: str = ""
    settled: bool = True
    other_side: bool = False
    fill: Fill | None = None
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Account:
    """A paste with an account of all its lines; `trouble` is what stands against using it at all."""

    lines: tuple[AccountedLine, ...] = ()
    columns: tuple[Column, ...] = ()
    headed: bool = False
    trouble: Trouble | None = None
    mixed_numbers: bool = False

    def count(self, became: str) -> int:
        """Return how many lines became what is named."""
        return sum(each.became == became for each in self.lines)

    @property
    def used(self) -> tuple[AccountedLine, ...]:
        """The lines that are fills of the event."""
        return tuple(each for each in self.lines if each.became == USED)

    @property
    def fills(self) -> tuple[Fill, ...]:
        """The fills, in the order of the lines."""
        return tuple(each.fill for each in self.lines if each.fill is not None)

    @property
    def shares(self) -> Decimal:
        """The shares of the fills."""
        return shares_of(self.fills)

    @property
    def amount(self) -> Fraction:
        """What the fills come to, in dollars."""
        return amount_of(self.fills)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days of the fills."""
        return tuple(sorted({each.day for each in self.fills if each.day}))

    @property
    def has_sides(self) -> bool:
        """Whether a column says the side of each trade."""
        return any(each.role == "side" for each in self.columns)

    @property
    def asked(self) -> tuple[AccountedLine, ...]:
        """The lines that a person has to say something about."""
        return tuple(each for each in self.lines if not each.settled)


def account_of(data: bytes, expected: Expected, said: Said) -> Account:
    """Read a paste or a file; every line of it is in the account."""
    sheets = sheets_of(data)
    if isinstance(sheets, Trouble):
        return Account(trouble=sheets)
    for each in sheets:
        wide = next((line.number for line in each.lines if len(line.cells) > WIDEST), None)
        if wide or len(each.lines) > MOST_LINES:
            return Account(
                trouble=Trouble(wide or 0, f"more than {WIDEST} values in one line, or {MOST_LINES:,} lines")
            )
    found = [(sheet, at) for sheet in sheets if (at := _head_at(sheet)) is not None]
    if len(found) > 1 and not found[0][0].delimiter:
        names = " and ".join(sheet.name for sheet, _ in found)
        return Account(
            trouble=Trouble(0, f"the sheets {names} both have fills", "Keep one, or save each as a file.")
        )
    sheet, head = found[0] if found else (sheets[0] if sheets else FillsSheet("", ()), None)
    lines = sheet.lines
    heads = lines[head] if head is not None else None
    body = [line for line in lines[0 if head is None else head + 1 :] if not line.bare]
    columns = columns_of(heads, body, said.columns)
    reader = _Reader(heads_as_chosen(columns, heads), heads, expected, said)
    mixed = reader.prepare(body)
    above = head or 0
    made = tuple(reader.line(line, above=at < above, head=at == head) for at, line in enumerate(lines))
    return Account(made, columns, heads is not None, None, mixed and not said.commas)


def _head_at(sheet: FillsSheet) -> int | None:
    full = [at for at, line in enumerate(sheet.lines) if not line.bare][:_PREAMBLE]
    return next((at for at in full if is_head(sheet.lines[at].cells)), None)


def masked_accounts(text: str) -> str:
    """Return a cell with all but the last digits of an account's number hidden; a date is none."""
    if not _ACCOUNT.search(text) or day_in(text) != NO_DAY:
        return text
    return _ACCOUNT.sub(lambda found: "\u2022" * 4 + found[0][-2:], text)


@dataclass
class _Reader:
    heads: Heads
    head_line: TableLine | None
    expected: Expected
    said: Said
    commas: Commas = Commas.THOUSANDS
    order: Order = Order.MONTH
    fills: list[Fill] = field(default_factory=list)
    since: int = 0
    mixed: bool = False
    ids: tuple[int, ...] = ()
    by_id: dict[str, alike.Trade] = field(default_factory=dict)
    first: dict[int, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return {"shares", "price"} <= set(self.heads.one)

    def prepare(self, body: Sequence[TableLine]) -> bool:
        """Find out how the paste writes numbers and dates; tell whether it writes numbers in two ways."""
        one = self.heads.one
        columns = [[line.cell(one[name]) for line in body] for name in ("shares", "price") if name in one]
        if len(columns) == 2:
            numbers = [cell.strip("$ ") for cells_ in columns for cell in cells_]
            both = any(map(_DECIMAL_COMMA.match, numbers)) and any(map(_DECIMAL_POINT.match, numbers))
            known = commas_of(*columns, semicolons=False)
            self.mixed = both or known is None
            wanted = {"comma": Commas.DECIMALS, "point": Commas.THOUSANDS}.get(self.said.commas)
            self.commas = wanted or known or Commas.THOUSANDS
            self.ids = alike.execution_columns(self.heads, body)
        dates = [line.cell(one[name]) for name in ("date", "time") if name in one for line in body]
        self.order = order_of(dates, european=self.commas is Commas.DECIMALS)
        return self.mixed

    def line(self, line: TableLine, *, above: bool, head: bool) -> AccountedLine:
        """Say what a line is."""
        if line.bare:
            return AccountedLine(line.number, EMPTY)
        if head or is_separator(line) or self.is_head_again(line):
            return AccountedLine(line.number, HEADING)
        if above:
            return AccountedLine(line.number, NOT_USED, "text above the table")
        if not self.ready:
            missing = next(name for name in ("shares", "price") if name not in self.heads.one)
            why = f"say which column has the {missing}"
            return AccountedLine(line.number, NOT_USED, why, shown=self.raw(line))
        names = [at for name in ("symbol", "security") for at in self.heads.many.get(name, ())]
        label = totals.total_label(line.cells, names)
        if label or self.is_bare_total(line):
            return self.total(line, label)
        if self.is_text(line):
            return AccountedLine(line.number, NOT_USED, "text, no trade")
        return self.trade(line)

    def is_head_again(self, line: TableLine) -> bool:
        return self.head_line is not None and [*map(str.lower, line.cells)] == [
            *map(str.lower, self.head_line.cells)
        ]

    def numbers(self, line: TableLine) -> tuple[Decimal | None, Decimal | None]:
        one = self.heads.one
        return numeral(line.cell(one["shares"]), self.commas), numeral(line.cell(one["price"]), self.commas)

    def is_text(self, line: TableLine) -> bool:
        one = self.heads.one
        return not any(any(map(str.isdigit, line.cell(one[name]))) for name in ("shares", "price"))

    def is_bare_total(self, line: TableLine) -> bool:
        shares, _ = self.numbers(line)
        sides = self.heads.many.get("side", ())
        if not shares or line.cell(self.heads.one["price"]) or not self.fills or any(map(line.cell, sides)):
            return False
        counted = totals.Counted(self.fills, self.since)
        return not totals.wrong_total("", self.day_cell(line), shares, counted, self.order)

    def day_cell(self, line: TableLine) -> str:
        one = self.heads.one
        return line.cell(one["date"]) if "date" in one else line.cell(one["time"]) if "time" in one else ""

    def total(self, line: TableLine, label: str) -> AccountedLine:
        if self.said.only and line.number not in self.said.only:
            return AccountedLine(
                line.number, NOT_USED, "a total of other lines", shown=self.shown(line, None)
            )
        shares, _ = self.numbers(line)
        wrong = ""
        if shares is not None:
            counted = totals.Counted([*self.fills], self.since)
            wrong = totals.wrong_total(label, self.day_cell(line), shares, counted, self.order)
        self.since = len(self.fills)
        return AccountedLine(line.number, TOTAL, wrong, shown=self.shown(line, None))

    def trade(self, line: TableLine) -> AccountedLine:
        """Use a trade, or say why it is not used."""
        number = line.number

        def unused(why: str, *, settled: bool = True, other: bool = False) -> AccountedLine:
            shown = self.shown(line, None)
            given = self.said.left_out.get(number)
            if given and not settled:
                why, settled = f"{why}; left out: {given}", True
            return AccountedLine(number, NOT_USED, why, settled, other, shown=shown)

        if number in self.said.elsewhere:
            return AccountedLine(number, NOT_USED, self.said.elsewhere[number], shown=self.shown(line, None))
        if self.said.only and number not in self.said.only:
            return AccountedLine(number, NOT_USED, "belongs to another event", shown=self.shown(line, None))
        left = cells.left_out(self.heads, line)
        if isinstance(left, Trouble):
            return unused(left.message, settled=False)
        if left:
            return unused(left)
        if not self.expected.options and (by := option_trade(self.heads, line, self.expected.symbols)):
            return unused(f"a trade of options: {by}")
        sides = [found for at in self.heads.many.get("side", ()) if (found := side_of(line.cell(at)))]
        if sides and sides[0] in _NAMES and sides[0] is not (Side.BUY if self.expected.buying else Side.SELL):
            strange = self.strange(line)
            return unused(strange or _NAMES[sides[0]], settled=bool(strange), other=not strange)
        if wrong := cells.against(self.heads, line, self.expected):
            foreign = any(not is_dollars(line.cell(at)) for at in self.heads.many.get("currency", ()))
            return unused(wrong.message, settled=foreign or self.strange(line) != "")
        hidden = cells.settled(self.heads, [line])
        if isinstance(hidden, Trouble):
            return unused(hidden.message, settled=False)
        return self.use(line, unused)

    def strange(self, line: TableLine) -> str:
        """Say by what a line is of another security, or another currency."""
        for name in ("symbol", "security", "currency"):
            for at in self.heads.many.get(name, ()):
                cell = line.cell(at)
                if cell and (wrong := cells.contradiction(name, cell, self.expected)):
                    return wrong[0]
        return ""

    def use(self, line: TableLine, unused: Callable[..., AccountedLine]) -> AccountedLine:
        one = self.heads.one
        shares, price = self.numbers(line)
        if self.mixed and not self.said.commas:
            return unused("numbers are written in two ways: say which mark parts decimals")
        if not shares:
            return unused(f'"{line.cell(one["shares"])}" is not a number of shares', settled=False)
        if not price or price < 0:
            return unused(f'"{line.cell(one["price"])}" is not a price', settled=False)
        if shares < 0 and self.expected.buying and "side" not in self.heads.many:
            return unused("a negative number of shares: a sale?", settled=False, other=True)
        time = line.cell(one["time"]) if "time" in one else ""
        date = line.cell(one["date"]) if "date" in one else ""
        read = trade_day(date, time, self.heads.zone, self.order)
        if read.trouble:
            return unused(read.trouble, settled=False)
        day = read.day or self.said.day
        if self.said.only_that_day and self.said.day and day != self.said.day:
            return unused(f"of {day}, not of {self.said.day}")
        clock = clock_in_new_york(date, time, self.heads.zone, day)
        fill = Fill(abs(shares), price, day, clock)
        trade = alike.Trade(line, fill, alike.ids_of(line, self.ids))
        before = alike.same_execution(trade, self.by_id)
        if before:
            words = before.message if isinstance(before, Trouble) else before
            return unused(words, settled=not isinstance(before, Trouble))
        if other := self.other_kind(line):
            return unused(other, settled=False)
        self.by_id |= dict.fromkeys(trade.ids, trade)
        self.fills.append(fill)
        return AccountedLine(line.number, USED, fill=fill, shown=self.shown(line, day))

    def other_kind(self, line: TableLine) -> str:
        """Say that a trade is of another account or another security than the first of the paste."""
        for name in ("account", "cusip", "security"):
            for at in self.heads.many.get(name, ()):
                cell = " ".join(line.cell(at).split()).upper()
                if cell and self.first.setdefault(at, cell) != cell:
                    return f"another {name}, {masked_accounts(cell)}: make it an event of its own"
        return ""

    def shown(self, line: TableLine, day: dt.date | None) -> dict[str, str]:
        one = self.heads.one
        found = {name: line.cell(one[name]) for name in ("date", "time", "shares", "price") if name in one}
        for name in ("side", "symbol", "currency"):
            found[name] = next((line.cell(at) for at in self.heads.many.get(name, ())), "")
        if day is not None:
            found["date"] = f"{day}"
            written = CLOCK.search(found.get("time", ""))
            found |= {"time": written[0]} if written else {}
        return {name: masked_accounts(text) for name, text in found.items()}

    def raw(self, line: TableLine) -> dict[str, str]:
        return {f"{at}": masked_accounts(cell) for at, cell in enumerate(line.cells)}

"""A broker's file of fills: which of its lines are trades of the event, and what became of the others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final

from form4kit.events.broker import alike, cells, totals
from form4kit.events.broker.cells import Expected
from form4kit.events.broker.days import NO_DAY, Order, day_in, order_of, trade_day
from form4kit.events.broker.heads import Heads, heads_of, is_head, meaning
from form4kit.events.broker.lines import FileLines, FillsFile, FillsSheet, TableLine, Trouble, Unused
from form4kit.events.broker.no_heads import no_heads
from form4kit.events.broker.numbers import Commas, commas_of, numeral
from form4kit.events.broker.options import option_trade
from form4kit.events.broker.sheet import MOST_LINES, WIDEST, is_separator, sheets_of
from form4kit.events.broker.words import Status, side_of, status_of
from form4kit.events.fills import Fill
from form4kit.lazy_re import pattern

_PREAMBLE: Final = 60
_WHOLE: Final = pattern(r"\d+\Z", re.A)
_POINT: Final = pattern(r"\d*\.\d+\Z", re.A)
_WHEN: Final = pattern(r"\d{1,2}:\d\d|\d{4}-\d\d?-\d\d?|\d{1,2}/\d{1,2}/")
_SPOILT: Final = pattern(r"[-−(]?[$€£]?\s?\d[\dOolI.,]*\)?\Z")
_WORD: Final = pattern(r"[^\W\d_]{2,}")
_PAGE: Final = pattern(r"\W*(?:page|sheet)\W+\d", re.I)
_BARE: Final = ("shares", "price", "time")


@lru_cache(maxsize=4)
def read_fills(data: bytes, expected: Expected, name: str = "") -> FillsFile | Trouble:
    """Read the fills of a file, with an account of every line; `name` is what the account calls it."""
    sheets = sheets_of(data)
    if isinstance(sheets, Trouble):
        return sheets
    for sheet in sheets:
        wide = next((line.number for line in sheet.lines if len(line.cells) > WIDEST), None)
        if wide or len(sheet.lines) > MOST_LINES:
            return Trouble(wide or 0, f"more than {WIDEST} values in one line, or {MOST_LINES:,} lines")
    found = [(sheet, at) for sheet in sheets if (at := _head_at(sheet)) is not None]
    if not found:
        return _without_heads(sheets, expected, name)
    if len(found) > 1 and not found[0][0].delimiter:
        names = " and ".join(sheet.name for sheet, _ in found)
        return Trouble(0, f"the sheets {names} both have fills", "Keep one, or save each as a file.")
    sheet, at = found[0]
    heads = heads_of(sheet.lines[at].cells, sheet.lines[at].number)
    if isinstance(heads, Trouble):
        return heads
    body = sheet.lines[at + 1 :]
    settled = cells.settled(heads, [line for line in body if not (line.bare or is_head(line.cells))])
    if isinstance(settled, Trouble):
        return settled
    table = _Table(settled, expected, FileLines(name, heading=1), sheet.delimiter)
    return table.read(sheet.lines[:at], body)


def _head_at(sheet: FillsSheet) -> int | None:
    full = [at for at, line in enumerate(sheet.lines) if not line.bare][:_PREAMBLE]
    return next((at for at in full if is_head(sheet.lines[at].cells)), None)


def _without_heads(sheets: Sequence[FillsSheet], expected: Expected, name: str) -> FillsFile | Trouble:
    """Read `shares,price,time` where nothing else can be meant: whole numbers, then numbers with a period."""
    sheet = sheets[0] if sheets else FillsSheet("", ())
    full = [line for line in sheet.lines if not line.bare and not is_separator(line)]
    plain = full and all(
        2 <= len(line.cells) <= 3
        and _WHOLE.match(line.cell(0))
        and _POINT.match(line.cell(1))
        and (not line.cell(2) or _WHEN.match(line.cell(2)))
        for line in full
    )
    if expected.heads or not plain:
        return no_heads([line.cells for line in full], sheet.delimiter)
    width = max(len(line.cells) for line in full)
    heads = Heads(_BARE[:width], {each: at for at, each in enumerate(_BARE[:width])}, {})
    told = f"it has no heads, and is read as {', '.join(_BARE[:width])}"
    return _Table(heads, expected, FileLines(name), sheet.delimiter, told=[told]).read((), sheet.lines)


_OF_OPTIONS = "a trade of options is a line of Table II: report it as an event of its own position"


@dataclass
class _Table:
    """A table being read, line by line."""

    heads: Heads
    expected: Expected
    account: FileLines
    delimiter: str
    told: list[str] = field(default_factory=list)
    trades: list[alike.Trade] = field(default_factory=list)
    undone: list[alike.Trade] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    heading: int = 0
    total: int = 0
    empty: int = 0
    since: int = 0
    so_far: Decimal = Decimal(0)
    options: int = 0
    by_id: dict[str, alike.Trade] = field(default_factory=dict)
    commas: Commas = Commas.THOUSANDS
    order: Order = Order.MONTH
    given_day: str = ""
    ids: tuple[int, ...] = ()

    def read(self, above: Sequence[TableLine], body: Sequence[TableLine]) -> FillsFile | Trouble:
        """Read the lines above the heads and below them."""
        self.heading = self.account.heading
        if wrong := self.prepare(body):
            return wrong
        for line in above:
            if wrong := self.beside(line):
                return wrong
        after_empty = False
        for line in body:
            if wrong := self.take(line, after_empty):
                return wrong
            after_empty = line.bare
        return self.whole()

    def prepare(self, body: Sequence[TableLine]) -> Trouble | None:
        """Find out how the file writes numbers and dates."""
        one = self.heads.one
        columns = [[line.cell(one[name]) for line in body] for name in ("shares", "price")]
        commas = commas_of(*columns, semicolons=self.delimiter == ";")
        if commas is None:
            message = "a comma or a period may part thousands or decimals here: write 1000 and 20.50"
            return Trouble(0, message, "Write numbers with a period for decimals alone.")
        self.commas = commas
        dates = [line.cell(one[name]) for name in ("date", "time") if name in one for line in body]
        self.order = order_of(dates, european=commas is Commas.DECIMALS)
        if self.order is Order.DAY:
            self.told.append("its dates have the day first")
        self.ids = alike.execution_columns(self.heads, body)
        return None

    def take(self, line: TableLine, after_empty: bool) -> Trouble | None:
        """Put a line where it belongs."""
        if line.bare:
            self.empty += 1
            return None
        if is_separator(line):
            self.heading += 1
            return None
        if is_head(line.cells):
            return self.again(line)
        names = [at for name in ("symbol", "security") for at in self.heads.many.get(name, ())]
        if label := totals.total_label(line.cells, names):
            return self.add_up(line, label)
        if self.is_text(line, after_empty):
            return self.beside(line)
        if self.is_bare_total(line):
            return self.add_up(line, "")
        return self.trade(line)

    def again(self, line: TableLine) -> Trouble | None:
        """Read over the heads where a page repeats them."""
        if tuple(map(str.lower, line.cells)) == tuple(map(str.lower, self.heads.names)):
            self.heading += 1
            return None
        return Trouble(line.number, "a second table with other heads", "Put it into a file of its own.")

    def beside(self, line: TableLine) -> Trouble | None:
        """Pass over a line of text, but for what it says of the whole table."""
        if line.bare:
            self.empty += 1
            return None
        if is_separator(line):
            self.heading += 1
            return None
        for name, value in cells.told_beside(line.cells):
            wrong = cells.contradiction(name, value, self.expected)
            if name == "status" and status_of(value) is not Status.DONE:
                wrong = f'the status is "{value}"', "Take the text out if the trades below were made."
            if wrong:
                return Trouble(line.number, *wrong)
            if name == "trade date" and "date" not in self.heads.one:
                self.given_day = value
        self.unused.append(Unused(line.number, "text"))
        return None

    def is_text(self, line: TableLine, after_empty: bool) -> bool:
        """Tell whether a line is one of text: words, and nothing where a trade has numbers."""
        one = self.heads.one
        numbers = [line.cell(one["shares"]), line.cell(one["price"])]
        if any(numeral(cell, self.commas) is not None or _SPOILT.match(cell) for cell in numbers):
            return False
        if any(self.says(name, line.cell(at)) for name, at in self.known()):
            return False
        full = [cell for cell in line.cells if cell]
        words = len(_WORD.findall(" ".join(full)))
        if len(full) == 1 and (words > 1 or full[0].endswith(":") or _PAGE.match(full[0])):
            return True
        return bool(words) if after_empty else words > 2

    def known(self) -> list[tuple[str, int]]:
        """Return the columns by which a trade would be known even where its numbers are spoilt."""
        one = [("date", self.heads.one[name]) for name in ("date", "time") if name in self.heads.one]
        return one + [
            (name, at) for name in ("side", "status", "symbol") for at in self.heads.many.get(name, ())
        ]

    def says(self, name: str, cell: str) -> bool:
        """Tell whether a cell says what its column is for."""
        if not cell or len(cell) > 40:
            return False
        if name == "date":
            return day_in(cell, self.order) != NO_DAY or bool(_WHEN.match(cell))
        if name == "side":
            return side_of(cell) is not None and len(cell.split()) < 4
        if name == "status":
            return status_of(cell) is not None and len(cell.split()) < 4
        return not cells.contradiction(name, cell, self.expected) and len(cell.split()) < 4

    def is_bare_total(self, line: TableLine) -> bool:
        """Tell whether a line has shares alone, and just those of the lines before."""
        one = self.heads.one
        number = numeral(line.cell(one["shares"]), self.commas)
        if not number or line.cell(one["price"]) or not self.trades:
            return False
        if any(line.cell(at) for name, at in self.known() if name != "date"):
            return False
        return not totals.wrong_total("", self.day_cell(line), number, self.counted(), self.order)

    def counted(self) -> totals.Counted:
        """Return the fills so far."""
        return totals.Counted([each.fill for each in self.trades], self.since)

    def day_cell(self, line: TableLine) -> str:
        """Return the cell with the date, which may be that of the time."""
        one = self.heads.one
        return line.cell(one["date"]) if "date" in one else line.cell(one["time"]) if "time" in one else ""

    def add_up(self, line: TableLine, label: str) -> Trouble | None:
        """Hold a total against the lines that it adds up."""
        self.total += 1
        total = numeral(line.cell(self.heads.one["shares"]), self.commas)
        if total is not None:
            wrong = totals.wrong_total(label, self.day_cell(line), total, self.counted(), self.order)
            if wrong:
                left = ", without those left out" if any(each.trade for each in self.unused) else ""
                return Trouble(line.number, wrong + left, "Compare both with the broker's confirmation.")
        self.since = len(self.trades)
        return None

    def trade(self, line: TableLine) -> Trouble | None:
        """Read a trade, or leave one out that did not stand."""
        why = cells.left_out(self.heads, line)
        if isinstance(why, Trouble):
            return why
        one = self.heads.one
        written = [line.cell(one["shares"]), line.cell(one["price"])]
        shares, price = (numeral(cell, self.commas) for cell in written)
        if why:
            return self.leave_out(line, why, shares, price)
        if not self.expected.options and (by := option_trade(self.heads, line, self.expected.symbols)):
            self.options += 1
            self.unused.append(Unused(line.number, f"a trade of options: {by}", trade=True))
            return None
        if wrong := cells.against(self.heads, line, self.expected):
            return wrong
        if not shares:
            return Trouble(line.number, f'"{written[0]}" is not a number of shares')
        if not price or price < 0:
            return Trouble(line.number, f'"{written[1]}" is not a price')
        if any("\n" in cell and self.delimiter in cell for cell in line.cells if self.delimiter):
            return Trouble(line.number, "a cell goes over several lines", "Close its quotation mark.")
        return self.enter(line, shares, price)

    def enter(self, line: TableLine, shares: Decimal, price: Decimal) -> Trouble | None:
        """Enter a trade on its day."""
        one = self.heads.one
        time = line.cell(one["time"]) if "time" in one else ""
        date = line.cell(one["date"]) if "date" in one else ""
        read = trade_day(
            date or ("" if day_in(time, self.order).day else self.given_day),
            time,
            self.heads.zone,
            self.order,
        )
        if read.trouble:
            return Trouble(line.number, read.trouble)
        if len(self.heads.needed) == 2 and abs(shares) == self.so_far:
            fills = [each.fill for each in self.trades]
            if totals.looks_like_total(shares, price, fills):
                message = f"{shares:f} shares are what the lines before add up to, at their average price"
                return Trouble(
                    line.number, message, "Write `Total` at the beginning of the line if it is one."
                )
        trade = alike.Trade(line, Fill(shares, price, read.day, time), alike.ids_of(line, self.ids))
        before = alike.same_execution(trade, self.by_id)
        if isinstance(before, Trouble):
            return before
        if before:
            self.unused.append(Unused(line.number, before, trade=True))
            return None
        self.trades.append(trade)
        self.by_id |= dict.fromkeys(trade.ids, trade)
        self.so_far += abs(shares)
        return None

    def leave_out(
        self, line: TableLine, why: str, shares: Decimal | None, price: Decimal | None
    ) -> Trouble | None:
        """Leave a trade out that did not stand, unless the line says that some of it did."""
        head = self.heads.names[self.heads.one["shares"]]
        if shares and meaning(head)[0] == "fill shares" and not re.search(r"bust|broken", why, re.I):
            hint = "Write `Partially filled` if they were traded; if they were not, take the line out."
            return Trouble(line.number, f"{why}, beside {head} {line.cell(self.heads.one['shares'])}", hint)
        self.unused.append(Unused(line.number, why, trade=True))
        if shares and price:
            self.undone.append(alike.Trade(line, Fill(abs(shares), price), alike.ids_of(line, self.ids), why))
        return None

    def whole(self) -> FillsFile | Trouble:
        """Close the account, and look at the trades together."""
        if self.options:
            self.told.append(_OF_OPTIONS)
        if not self.trades and self.options:
            hint = "Give the options a position of their own; where they are shares, write `Buy` or `Sell`."
            return Trouble(0, f"it has no fills of shares: {self.unused[-1].why}", hint)
        if not self.trades:
            return Trouble(0, "it has no fills" + (": none of its trades stood" if self.unused else ""))
        wrong = alike.taken_back(self.undone, self.trades) or alike.of_one(self.heads, self.trades)
        fills = [each.fill for each in self.trades]
        if wrong or len({fill.shares > 0 for fill in fills}) > 1:
            mixed = "some shares are negative and some are not: purchases and sales are two events"
            return wrong or Trouble(0, mixed)
        if self.heads.average:
            head = self.heads.names[self.heads.one["price"]]
            why = "if it is of several trades, ask for each, since the footnote gives their range"
            self.told.append(f'"{head}" is an average: {why}')
        if self.heads.strange:
            names = ", ".join(self.heads.names[at] for at in self.heads.strange)
            self.told.append(f"columns not known here: {names}")
        account = FileLines(
            self.account.name,
            self.heading,
            len(fills),
            self.total,
            self.empty,
            tuple(sorted(self.unused)),
            tuple(self.heads.names[at] for at in self.heads.passed),
            tuple(self.told),
        )
        sums = tuple(Fill(abs(fill.shares), fill.price, fill.day, fill.time) for fill in fills)
        return FillsFile(sums, account)

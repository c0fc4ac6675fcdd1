"""The working: each computed value with the arithmetic that made it, for review and for the manifest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from form4kit.events.amounts import rounded
from form4kit.events.broker.lines import NO_LINES, FileLines
from form4kit.events.fills import FillGroup
from form4kit.events.movement import AppliedMovement
from form4kit.place import Path, in_words
from form4kit.words import counted, edgar_number, money


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """How the balance of a row came about; `holding` rows have no change.

    `year_end` is what the row of a Form 5 shows in its place: what is held when the fiscal year ends.
    """

    path: Path
    position: str
    opening: Decimal
    change: Decimal
    closing: Decimal
    how: str = ""
    year_end: Decimal | None = None

    @property
    def words(self) -> str:
        """The arithmetic: `41471 - 500 = 40971`, and how the amount itself was worked out, where it was."""
        if not self.change:
            return f"{edgar_number(self.closing)} held"
        sign = "-" if self.change < 0 else "+"
        amount = edgar_number(abs(self.change))
        worked_out = f"; {amount} = {self.how}" if self.how else ""
        if self.year_end is not None and self.year_end != self.closing:
            worked_out += f"; {edgar_number(self.year_end)} at the end of the fiscal year"
        return f"{edgar_number(self.opening)} {sign} {amount} = {edgar_number(self.closing)}{worked_out}"


@dataclass(frozen=True, slots=True)
class RangeLine:
    """How the price of a row of fills came about."""

    path: Path
    fills: int
    shares: Decimal
    low: Decimal
    high: Decimal
    amount: Fraction
    price: Decimal

    @property
    def words(self) -> str:
        """The arithmetic, and where the price was rounded, by how much the row's amount is off."""
        exact = self.amount == Fraction(self.shares) * Fraction(self.price)
        sign = "=" if exact else "≈"
        amount = dollars(self.amount)
        shares, price = edgar_number(self.shares), edgar_number(self.price)
        text = f"{counted(self.fills, 'fill')}, {amount} / {shares} {sign} {price}"
        if exact:
            return text
        off = abs(Fraction(self.shares) * Fraction(self.price) - self.amount)
        return f"{text}, rounded to four decimals; shares times price is off by {dollars(off)}"


@dataclass(frozen=True, slots=True)
class FillsTotal:
    """The fills of an event as the broker's confirmation totals them, and the rows they became.

    `lines` account for every line of their file; they have no name where the fills stand in the draft.
    """

    where: str
    fills: int
    shares: Decimal
    amount: Fraction
    ranges: tuple[RangeLine, ...]
    lines: FileLines = NO_LINES

    @property
    def words(self) -> str:
        """The total line."""
        fills, rows = counted(self.fills, "fill"), counted(len(self.ranges), "row")
        return f"{fills}, {edgar_number(self.shares)} shares, {dollars(self.amount)}, {rows}"


@dataclass(frozen=True, slots=True)
class Working:
    """Every balance and every average that the events made, in the order of the rows."""

    balances: tuple[BalanceLine, ...] = ()
    fills: tuple[FillsTotal, ...] = ()

    def of(self, here: Mapping[Path, Path]) -> "Working":
        """Return the arithmetic behind some of the rows, whose paths are then those that `here` has."""
        balances = tuple(replace(line, path=here[line.path]) for line in self.balances if line.path in here)
        totals = (_among(total, here) for total in self.fills)
        return Working(balances, tuple(total for total in totals if total.ranges))

    def as_plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON; numbers are texts, so that nothing is rounded."""
        return {
            "balances": [
                {
                    "where": in_words(line.path),
                    "position": line.position,
                    "opening": edgar_number(line.opening),
                    "change": edgar_number(line.change),
                    "closing": edgar_number(line.closing),
                    "how": line.how or None,
                    **({} if line.year_end is None else {"year_end": edgar_number(line.year_end)}),
                }
                for line in self.balances
            ],
            "fills": [_plain_total(total) for total in self.fills],
        }

    def as_text(self) -> str:
        """Return it for reading, a line for each row."""
        lines = [f"{in_words(line.path)} ({line.position}): {line.words}" for line in self.balances]
        for total in self.fills:
            lines.append(f"{total.where}: {total.words}")
            lines += [f"  {in_words(line.path)}: {line.words}" for line in total.ranges]
            if total.lines.name:
                lines.append(f"  {total.lines.words}")
                lines += [f"    {each}" for each in total.lines.details]
        return "".join(f"{line}\n" for line in lines)


def _among(total: FillsTotal, here: Mapping[Path, Path]) -> FillsTotal:
    lines = tuple(replace(line, path=here[line.path]) for line in total.ranges if line.path in here)
    return _total(total.where, lines, total.lines)


def _plain_total(total: FillsTotal) -> dict[str, Any]:
    return {
        "event": total.where,
        **({"lines": total.lines.as_plain()} if total.lines.name else {}),
        "fills": total.fills,
        "shares": edgar_number(total.shares),
        "amount": dollars(total.amount),
        "rows": [
            {
                "where": in_words(line.path),
                "fills": line.fills,
                "shares": edgar_number(line.shares),
                "low": money(line.low),
                "high": money(line.high),
                "amount": dollars(line.amount),
                "price": edgar_number(line.price),
            }
            for line in total.ranges
        ],
    }


def dollars(amount: Fraction) -> str:
    """Write an exact amount of dollars: `$93,421.50`, with more decimals where they count."""
    near = rounded(amount)
    whole, _, decimals = money(near).partition(".")
    return f"${int(whole):,}.{decimals}"


def balance_line(applied: AppliedMovement, path: Path) -> BalanceLine:
    """Return the line of a transaction."""
    movement = applied.movement
    name, change = movement.position.name, movement.change
    return BalanceLine(path, name, applied.opening, change, applied.closing, movement.how)


def fills_total(where: str, found: Iterable[tuple[Path, FillGroup]], of_file: FileLines) -> FillsTotal:
    """Return the total of an event's fills over the rows that they became, with the account of their file."""
    lines = tuple(
        RangeLine(path, len(each.fills), each.shares, each.low, each.high, each.amount, each.price)
        for path, each in found
    )
    return _total(where, lines, of_file)


def _total(where: str, lines: tuple[RangeLine, ...], of_file: FileLines) -> FillsTotal:
    shares = sum((line.shares for line in lines), Decimal(0))
    amount = sum((line.amount for line in lines), Fraction(0))
    return FillsTotal(where, sum(line.fills for line in lines), shares, amount, lines, of_file)

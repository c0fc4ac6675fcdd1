"""The trades of a file held against each other: told twice, taken back, of two accounts or securities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from form4kit.events.broker.heads import Heads
from form4kit.events.broker.lines import TableLine, Trouble
from form4kit.events.broker.words import undoes
from form4kit.events.fills import Fill


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade and the line it stands in; `ids` number its execution, `why` says why it did not stand."""

    line: TableLine
    fill: Fill
    ids: tuple[str, ...] = ()
    why: str = ""

    @property
    def terms(self) -> tuple[object, ...]:
        """What two trades have in common that are one."""
        return self.fill.shares, self.fill.price, self.fill.day, self.fill.time


def execution_columns(heads: Heads, lines: Iterable[TableLine]) -> tuple[int, ...]:
    """Return the columns that number executions; a number of several trades, as of an order, is none."""
    found: list[int] = []
    for at in heads.many.get("execution", ()):
        numbers: dict[str, set[tuple[str, str]]] = {}
        for line in lines:
            if line.cell(at):
                terms = line.cell(heads.one["shares"]), line.cell(heads.one["price"])
                numbers.setdefault(line.cell(at), set()).add(terms)
        of_executions = heads.names[at].lower().startswith(("exec", "fill"))
        if of_executions or all(len(terms) < 2 for terms in numbers.values()):
            found.append(at)
    return tuple(found)


def ids_of(line: TableLine, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the numbers of a line's execution."""
    return tuple(line.cell(at) for at in columns if line.cell(at))


def same_execution(trade: Trade, others: Mapping[str, Trade]) -> str | Trouble:
    """Say which line has a trade already; Trouble where it has the same number and other terms."""
    for number in trade.ids:
        other = others.get(number)
        if other is not None and other.terms == trade.terms:
            return f"execution {number} stands in line {other.line.number} already"
        if other is not None:
            message = f"execution {number} has other numbers in line {other.line.number}"
            return Trouble(trade.line.number, message, "Keep the line that the broker confirms.")
    return ""


def taken_back(undone: Sequence[Trade], trades: Sequence[Trade]) -> Trouble | None:
    """Refuse a cancellation of what looks like a trade that is counted: either may be what counts."""
    made: dict[object, Trade] = {}
    for trade in trades if undone else ():
        for key in ((abs(trade.fill.shares), trade.fill.price), *trade.ids):
            made.setdefault(key, trade)
    for each in undone:
        keys: tuple[object, ...] = ((each.fill.shares, each.fill.price), *each.ids)
        same = next((made[key] for key in keys if key in made), None)
        if same is not None and undoes(each.why):
            message = f"{each.why}, and line {same.line.number} has the same trade as made"
            hint = "Take both lines out if the trade was undone, or this one if it stands."
            return Trouble(each.line.number, message, hint)
    return None


def of_one(heads: Heads, trades: Sequence[Trade]) -> Trouble | None:
    """Refuse trades in two accounts, or of two securities."""
    for name in ("account", "cusip", "security"):
        for at in heads.many.get(name, ()):
            seen: dict[str, TableLine] = {}
            for trade in trades:
                if cell := " ".join(trade.line.cell(at).split()).upper():
                    seen.setdefault(cell, trade.line)
            if len(seen) > 1:
                _, second = list(seen)[:2]
                return _several(name, heads.names[at], list(seen)[:2], seen[second])
    return None


def _several(name: str, head: str, values: list[str], line: TableLine) -> Trouble:
    if name == "account":
        ends = " and ".join(f"...{value[-4:]}" if len(value) > 4 else value for value in values)
        hint = (
            "Make it an event for each, with a file of its own; take the column out where all is held as one."
        )
        return Trouble(line.number, f'two accounts under "{head}", {ends}', hint)
    message = f'two securities under "{head}", {" and ".join(values)}'
    return Trouble(line.number, message, "Keep only those of the event's position in the file.")

"""What the cells beside shares and price say of a line: whether it counts, and what speaks against it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from form4kit.events.broker.days import NO_DAY, day_in
from form4kit.events.broker.heads import Heads, meaning, not_the_day
from form4kit.events.broker.lines import TableLine, Trouble
from form4kit.events.broker.options import contract_root, option_side
from form4kit.events.broker.symbols import is_ticker, other_company, same_symbol
from form4kit.events.broker.words import (
    DOLLARS_HINT,
    Side,
    Status,
    foreign_money,
    is_dollars,
    side_of,
    status_of,
    told_currency,
)
from form4kit.lazy_re import pattern

_NO: Final = frozenset(["", "n", "no", "false", "0", "-"])
_YES: Final = frozenset(["y", "yes", "true", "1", "x"])
_STRIKING: Final = pattern(
    r"\W*(?:cancel|cxl|cncl|cxd|reject|bust|replaced|expired|void|unfilled|not (?:filled|executed)"
    r"|(?:sell|sold) short|short sale|(?:you )?(?:buy|bought|sell|sold)\b)",
    re.I,
)
_UNDOING: Final = pattern(r"\b(?:cancel\w*|cxl\w*|cncl|bust\w*|reject\w*|void\w*)\b", re.I)
_TOLD_OF: Final = pattern(
    r"(?<!till )(?<!til )(?<!until )(?<!till-)(?<!til-)(?<!until-)"
    r"\b(?:cancell?ed|cxle?d|busted|rejected|voided)\b",
    re.I,
)
"""That something was undone, wherever it stands in a remark; an order that is good till cancelled was not."""

_PAIR: Final = pattern(r"\s*([^:]{2,30}):\s*(.*)\Z", re.S)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file is held against: the side of the event and the symbols of the issuer, if it has any.

    `company` is the issuer's name; `heads` says that a table without heads is asked about rather than read
    as `shares,price,time`; `options` that what is traded is itself an option.
    """

    buying: bool
    symbols: tuple[str, ...] = ()
    heads: bool = False
    options: bool = False
    company: str = ""

    @property
    def trades(self) -> str:
        """What the fills of the event are."""
        return "purchases" if self.buying else "sales"


def settled(heads: Heads, lines: Sequence[TableLine]) -> Heads | Trouble:
    """Say of each column that may be a side or a status which it is, and refuse one that nobody can tell.

    A column that counts for nothing, but has a cancellation, another side or another currency in it, would
    be read over to a wrong number.
    """
    many = {name: found for name, found in heads.many.items() if name != "kind"}
    passed, strange = list(heads.passed), list(heads.strange)
    for at in heads.many.get("kind", ()):
        cells = [(line, line.cell(at)) for line in lines if line.cell(at)]
        sides = [side_of(cell) is not None for _, cell in cells]
        states = [status_of(cell) is not None for _, cell in cells]
        name = "side" if any(sides) else "status" if any(states) else ""
        if name:
            many[name] = (*many.get(name, ()), at)
        else:
            passed.append(at)
    for at in strange if not {"date", "time"} & set(heads.one) else ():
        if any(day_in(line.cell(at)) != NO_DAY for line in lines):
            return not_the_day(heads.names, at, lines[0].number)
    width = max((len(line.cells) for line in lines), default=0)
    spoken_for = set(heads.one.values()) | {at for found in many.values() for at in found}
    for at in sorted({*range(width), *passed} - spoken_for):
        for line in lines:
            cell = line.cell(at)
            if len(cell) < 40 and (_STRIKING.match(cell) or _TOLD_OF.search(cell) or foreign_money(cell)):
                name = (heads.names[at] if at < len(heads.names) else "") or f"column {at + 1}"
                kind = "Currency" if foreign_money(cell) else "Status" if _UNDOING.search(cell) else "Side"
                hint = f"Write `{kind}` as the head of the column if it is that, or take the column out."
                return Trouble(line.number, f'"{cell}" under "{name}"', hint)
    return Heads(heads.names, heads.one, many, tuple(passed), tuple(strange), heads.average, heads.zone)


def left_out(heads: Heads, line: TableLine) -> str | Trouble:
    """Say why a line is a trade that did not stand; empty for one that did, Trouble where nobody can tell."""
    reasons: list[str] = []
    stands: list[str] = []
    for at in heads.many.get("status", ()):
        cell = line.cell(at)
        said = status_of(cell)
        if said is Status.NOT_DONE:
            reasons.append(f'{heads.names[at]} is "{cell}"')
        elif said is Status.DONE:
            stands.append(cell)
        elif cell or any(line.cells):
            known = "a status that is not known here" if cell else "no status"
            hint = "Write `Filled` or `Cancelled` there, as the broker means it."
            return Trouble(line.number, f'"{cell}" is {known}' if cell else "the line has no status", hint)
    for at in heads.many.get("cancel", ()):
        cell = line.cell(at)
        if cell.lower() in _YES or status_of(cell) is Status.NOT_DONE:
            reasons.append(f'{heads.names[at]} is "{cell}"')
        elif cell.lower() not in _NO:
            return Trouble(line.number, f'"{cell}" under "{heads.names[at]}"', "Write `yes` or `no` there.")
    for at in heads.many.get("side", ()):
        if _UNDOING.search(line.cell(at)):
            reasons.append(f'{heads.names[at]} is "{line.cell(at)}"')
    if reasons and stands:
        hint = "Write `Filled` or `Cancelled` there, as the broker means it."
        return Trouble(line.number, f'{reasons[0]}, beside "{stands[0]}"', hint)
    return reasons[0] if reasons else ""


def against(heads: Heads, line: TableLine, expected: Expected) -> Trouble | None:
    """Say what in a line is not of the event: another side, another company's symbol, another currency."""
    for name in ("side", "symbol", "security", "currency"):
        for at in heads.many.get(name, ()):
            cell = line.cell(at)
            if cell and (wrong := contradiction(name, cell, expected)):
                return Trouble(line.number, wrong[0], wrong[1])
    return None


def contradiction(name: str, cell: str, expected: Expected) -> tuple[str, str] | None:
    """Return what speaks against a value of a column, and what to do; None where nothing does."""
    if name == "side":
        return _side(cell, expected)
    if name == "currency" and not is_dollars(cell):
        return f'"{cell}" is not US dollars', DOLLARS_HINT
    symbols = expected.symbols
    if expected.options and (root := contract_root(cell)) and same_symbol(root, symbols):
        return None
    if name == "symbol" and symbols and not _numbered(cell) and not same_symbol(cell, symbols):
        hint = "Keep only the issuer's trades in the file; or mend the issuer's symbol in the draft."
        return f'"{cell}" is not the issuer\'s symbol, {" or ".join(symbols)}', hint
    if name == "security" and other_company(cell, expected.company, symbols):
        return f'"{cell}" is not {expected.company}', "Keep only the issuer's trades in the file."
    if name == "security" and symbols and is_ticker(cell) and not same_symbol(cell, symbols):
        hint = "Keep only the issuer's trades in the file."
        return f'"{cell}" is not the issuer\'s symbol, {" or ".join(symbols)}', hint
    return None


def _side(cell: str, expected: Expected) -> tuple[str, str] | None:
    said = (option_side(cell) if expected.options else None) or side_of(cell)
    if said is (Side.BUY if expected.buying else Side.SELL):
        return None
    if said is Side.SHORT:
        return (
            f'"{cell}" is a short sale',
            "Insiders may not sell short (Section 16(c)): ask counsel, and the broker.",
        )
    if said is Side.COVER:
        return f'"{cell}" covers a short sale', "Insiders may not sell short (Section 16(c)): ask counsel."
    if said is None:
        return f'"{cell}" is no side that is known here', "Write `Buy` or `Sell` there."
    return f'"{cell}" among {expected.trades}', "Purchases and sales are two events, each with its own fills."


def _numbered(cell: str) -> bool:
    """Tell whether a security is named by a number: a CUSIP or an ISIN, which no form has."""
    return bool(re.fullmatch(r"(?=.*\d.*\d)[A-Z0-9]{9}|[A-Z]{2}[A-Z0-9]{9}\d", cell.upper()))


def told_beside(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what lines of text above and below a table say of all of it: `Symbol: ABC`, `Prices in CAD`."""
    filled = [cell for cell in cells if cell]
    for at, cell in enumerate(filled):
        pair = _PAIR.match(cell)
        if pair and pair[2].strip():
            yield meaning(pair[1])[0], pair[2].strip()
        elif at + 1 < len(filled) and (pair or at == 0):
            yield meaning(cell.rstrip(": "))[0], filled[at + 1]
    if foreign := told_currency(" ".join(filled)):
        yield "currency", foreign

"""A position's balance over time as a step plot, drawn as SVG: a mark for each filing, breaks in red."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape

from form4kit.convert import to_date
from form4kit.history.ledger import History, LedgerLine
from form4kit.report.ledger_report import number

_WIDE, _HIGH = Decimal(900), Decimal(260)
_LEFT, _RIGHT, _TOP, _BOTTOM = Decimal(90), Decimal(20), Decimal(16), Decimal(34)
_TICKS = 4


@dataclass(frozen=True, slots=True)
class _Point:
    """A filing on the plot: where it stands, and the heights of its opening and closing balance."""

    line: LedgerLine
    x: Decimal
    opening: Decimal | None
    closing: Decimal | None


def plot(history: History, drafts: Sequence[LedgerLine] = ()) -> str:
    """Return the plot of a position; empty where no balance of it can be read.

    `drafts` are not filed: their marks are hollow, and no line leads to them.
    """
    every = [*history.lines, *drafts]
    balances = [each for line in every for each in (line.opening, line.closing) if each is not None]
    if not balances:
        return ""
    scale = _Scale(every, max(balances), min(balances))
    points = [scale.point(line) for line in history.lines]
    hollow = [_mark(len(points) + n, scale.point(line), draft=True) for n, line in enumerate(drafts)]
    parts = [*scale.axis(), *_steps(points, scale), *map(_mark, range(len(points)), points), *hollow]
    title = escape(f"{history.security}, {history.ownership}: balance after each filing")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="group"'
        f' aria-label="{title}">{"".join(parts)}</svg>'
    )


class _Scale:
    """Days to the right, balances upwards."""

    def __init__(self, lines: Sequence[LedgerLine], most: Decimal, least: Decimal) -> None:
        days = [day for line in lines if (day := to_date(line.period))]
        self.first = min(days, default=dt.date(2000, 1, 1))
        self.days = max((max(days, default=self.first) - self.first).days, 1)
        self.least, self.step, self.ticks = _ticks(least, most)
        self.span = self.step * self.ticks

    def x(self, day: dt.date | None) -> Decimal:
        passed = Decimal(((day or self.first) - self.first).days) / self.days
        return _near(_LEFT + 14 + passed * (_WIDE - _LEFT - _RIGHT - 28))

    def y(self, balance: Decimal) -> Decimal:
        return _near(_HIGH - _BOTTOM - (balance - self.least) / self.span * (_HIGH - _TOP - _BOTTOM))

    def point(self, line: LedgerLine) -> _Point:
        opening = self.y(line.opening) if line.opening is not None else None
        closing = self.y(line.closing) if line.closing is not None else None
        return _Point(line, self.x(to_date(line.period)), opening, closing)

    def axis(self) -> Iterator[str]:
        """Yield the lines of the balances, each with its number, and the first and last day."""
        for n in range(self.ticks + 1):
            balance = self.least + self.step * n
            y = self.y(balance)
            yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y}" y2="{y}"/>'
            yield f'<text class="label end" x="{_LEFT - 8}" y="{y + 4}">{number(balance)}</text>'
        last = self.first + dt.timedelta(days=self.days)
        yield f'<text class="label" x="{_LEFT}" y="{_HIGH - 10}">{self.first}</text>'
        yield f'<text class="label end" x="{_WIDE - _RIGHT}" y="{_HIGH - 10}">{last}</text>'


def _ticks(least: Decimal, most: Decimal) -> tuple[Decimal, Decimal, int]:
    """Return where the scale begins, how far its lines lie apart and how many follow: 1, 2 or 5 times ten.

    It begins at nothing unless the balance never comes near that.
    """
    base = least if least < 0 or least > most / 2 else Decimal(0)
    span = most - base or abs(most) or Decimal(1)
    ten = Decimal(1).scaleb((span / _TICKS).adjusted())
    step = next(ten * n for n in (1, 2, 5, 10) if ten * n * _TICKS >= span)
    first = (base / step).to_integral_value(ROUND_FLOOR) * step
    return first, step, max(int(((most - first) / step).to_integral_value(ROUND_CEILING)), 1)


def _steps(points: Sequence[_Point], scale: _Scale) -> Iterator[str]:
    """Yield the balance from filing to filing; where one does not open at what is left, the gap in red."""
    before: _Point | None = None
    for point in points:
        if before is not None and before.closing is not None:
            y = before.closing
            yield f'<line class="held" x1="{before.x}" x2="{point.x}" y1="{y}" y2="{y}"/>'
            if point.line.mark and point.opening is not None:
                yield f'<line class="break" x1="{point.x}" x2="{point.x}" y1="{y}" y2="{point.opening}"/>'
        if point.opening is not None and point.closing is not None and point.opening != point.closing:
            ends = f'y1="{point.opening}" y2="{point.closing}"'
            yield f'<line class="step" x1="{point.x}" x2="{point.x}" {ends}/>'
        before = point if point.closing is not None else before


def _mark(number: int, point: _Point, *, draft: bool = False) -> str:
    y = point.closing if point.closing is not None else point.opening
    words = escape(arithmetic(point.line) + ("; a draft, not filed" if draft else ""))
    kind = "mark draft" if draft else "mark broken" if point.line.mark else "mark"
    if y is None:
        y = _HIGH - _BOTTOM
        kind = "mark unknown"
    shape = (
        f'<path d="M{point.x} {y - 8}l7 13h-14z"/>'
        if point.line.mark and not draft
        else f'<circle cx="{point.x}" cy="{y}" r="5"/>'
    )
    return (
        f'<g class="{kind}" data-line="{number}" tabindex="0" role="img" aria-label="{words}">'
        f"<title>{words}</title>{shape}</g>"
    )


def arithmetic(line: LedgerLine) -> str:
    """Say how a filing moves a balance: `2026-11-19, Form 4: 1,300,000 - 25,000 (G) = 1,275,000`."""
    sums = "".join(
        f" {'-' if amount is not None and amount < 0 else '+'} "
        f"{number(abs(amount) if amount is not None else None)} ({code or 'no code'})"
        for code, amount in line.changes
    )
    told = (
        f"{number(line.opening)}{sums} = {number(line.closing)}" if sums else f"{number(line.closing)} held"
    )
    mark = f"; {line.mark}" if line.mark else ""
    return f"{line.period}, Form {line.form}: {told}{mark}"


def _near(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))

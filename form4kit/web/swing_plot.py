"""Purchases and sales over time, and which of them Section 16(b) matches, drawn as SVG."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

_WIDE, _HIGH = Decimal(900), Decimal(260)
_LEFT, _RIGHT, _TOP, _BOTTOM = Decimal(80), Decimal(24), Decimal(20), Decimal(34)
_LINES = 4


def swing_plot(trades: Sequence[Mapping[str, Any]], pairs: Sequence[Mapping[str, Any]]) -> str:
    """Return the plot of trades by day and price; empty where none has a price.

    A purchase is a triangle that points up, a sale one that points down; a line joins the two of a pair.
    """
    priced = [each for each in trades if each["price"]]
    if not priced:
        return ""
    scale = _Scale(priced)
    parts = [*scale.axis(), *(_join(pair, scale) for pair in pairs), *(_mark(each, scale) for each in priced)]
    title = f"{len(priced)} purchases and sales by day and price, {len(pairs)} pairs; the table says the same"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img"'
        f' aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


class _Scale:
    """Days to the right, prices upwards."""

    def __init__(self, trades: Sequence[Mapping[str, Any]]) -> None:
        days = [dt.date.fromisoformat(each["date"]) for each in trades]
        prices = [Decimal(each["price"]) for each in trades]
        self.first, self.last = min(days), max(days)
        self.days = max((self.last - self.first).days, 1)
        self.least = min(prices) * Decimal("0.9")
        self.span = max(prices) * Decimal("1.1") - self.least or Decimal(1)

    def x(self, day: str) -> Decimal:
        passed = Decimal((dt.date.fromisoformat(day) - self.first).days) / self.days
        return _near(_LEFT + 20 + passed * (_WIDE - _LEFT - _RIGHT - 40))

    def y(self, price: str) -> Decimal:
        share = (Decimal(price) - self.least) / self.span
        return _near(_HIGH - _BOTTOM - share * (_HIGH - _TOP - _BOTTOM))

    def axis(self) -> Iterator[str]:
        for n in range(_LINES + 1):
            price = self.least + self.span * n / _LINES
            y = self.y(f"{price}")
            yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y}" y2="{y}"/>'
            yield f'<text class="label end" x="{_LEFT - 8}" y="{y + 4}">${price:.2f}</text>'
        yield f'<text class="label" x="{_LEFT}" y="{_HIGH - 10}">{self.first}</text>'
        yield f'<text class="label end" x="{_WIDE - _RIGHT}" y="{_HIGH - 10}">{self.last}</text>'


def _join(pair: Mapping[str, Any], scale: _Scale) -> str:
    bought, sold = pair["purchase"], pair["sale"]
    if not (bought["price"] and sold["price"]):
        return ""
    ends = (
        f'x1="{scale.x(bought["date"])}" y1="{scale.y(bought["price"])}"'
        f' x2="{scale.x(sold["date"])}" y2="{scale.y(sold["price"])}"'
    )
    return f'<line class="pair" {ends}/>'


def _mark(trade: Mapping[str, Any], scale: _Scale) -> str:
    x, y = scale.x(trade["date"]), scale.y(trade["price"])
    up = trade["side"] == "purchase"
    shape = f"M{x} {y - 8}l7 13h-14z" if up else f"M{x} {y + 8}l7 -13h-14z"
    kind = f"{'bought' if up else 'sold'}{' thought' if trade['thought'] else ''}"
    words = escape(f"{trade['date']}: {trade['side']} of {trade['shares']} at ${trade['price']}")
    return f'<path class="{kind}" d="{shape}"><title>{words}</title></path>'


def _near(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))

"""What becomes at once of shares that an exercise or a vesting brought: kept by the issuer, or sold.

The shares that come in are shown in full, and what is kept of them for the price or for taxes in rows F of
their own, at the market value used for it (Form 4, General Instructions 4(a)(ii) and 5(a)).
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from form4kit.convert import to_bool
from form4kit.events import standard_footnotes
from form4kit.events.event import Event
from form4kit.events.faults import MISSING, NET_MISMATCH, STRAY_KEY, WITHHELD_MORE
from form4kit.events.kinds.awards import with_note
from form4kit.events.kinds.market import SALE, traded
from form4kit.events.movement import Movement
from form4kit.events.positions import Position
from form4kit.events.values import stated
from form4kit.model import ABSENT, Field
from form4kit.source.node import Node
from form4kit.words import edgar_number, money

_MARKET = "the market value per share at which shares are withheld or sold"


def withheld_and_sold(event: Event, given: Position, brought: Movement) -> list[Movement]:
    """Make the rows of what was kept for the price and for taxes, and of what was sold."""
    received = brought.amount.value or Decimal(0)
    net, withheld = _net(event, received, brought.price), event.amount("withheld")
    kept = (net.value or Decimal(0)) + (withheld.value or Decimal(0))
    if kept > received:
        message = f"{edgar_number(kept)} shares withheld of {edgar_number(received)} that came in"
        hint = "Enter what was withheld of these shares; the number that came in is before withholding."
        event.object(WITHHELD_MORE, "withheld" if withheld else "net", message, hint)
    if net or withheld:
        event.need("price", _MARKET)
    elif "price" in event and "sell" not in event:
        hint = "What was paid per share is `paid`; without withholding or sale there is nothing to price."
        event.refuse(STRAY_KEY, "price", f"`price` is {_MARKET}, and none are", hint)
    price, coding = event.amount("price"), replace(brought.coding, marks=(), title_marks=())
    title = given.security.text or ""
    movements: list[Movement] = []
    for amount, reference, how in (
        (net, standard_footnotes.withheld_at_exercise(title, pays="price"), _net_words(event, brought)),
        (withheld, _taxes(event, title), ""),
    ):
        if amount:
            movement = event.moved(brought.position, coding, "F", "D", amount, price, verb="withheld")
            movements.append(replace(with_note(event, movement, reference), how=how))
    return movements + _sold(event, received - kept)


def _net_words(event: Event, brought: Movement) -> str:
    """Say how the shares kept for the price were worked out, where they were not given."""
    node = event.node.get("net")
    if node is None or not _all(node):
        return ""
    market = event.amount("price").text
    return f"{brought.amount.text} × {brought.price.text} / {market}, to the next whole share"


def _taxes(event: Event, title: str) -> str:
    """Return the footnote on shares withheld for taxes, by what the taxes fall due on."""
    if event.kind == "vest":
        return standard_footnotes.withheld_at_vesting(title)
    if event.kind == "convert":
        return standard_footnotes.withheld_at_conversion()
    return standard_footnotes.withheld_at_exercise(title, pays="taxes")


def _net(event: Event, received: Decimal, paid: Field[Decimal]) -> Field[Decimal]:
    """Return the shares kept for the exercise price: as given, or as many whole ones as it takes."""
    node = event.node.get("net")
    if node is None or not node.text or to_bool(node.text) is False:
        return ABSENT
    market = event.amount("price").value
    exact = Fraction(received * paid.value) / Fraction(market) if market and paid.value is not None else None
    if _all(node):
        if exact is None:
            message = "the shares kept for the price cannot be worked out"
            hint = "Give their number, or the exercise price and, as `price`, the market value."
            event.refuse(MISSING, "net", message, hint)
            return ABSENT
        return stated(Decimal(ceil(exact)), event.place("net"))
    found = event.amount("net")
    if exact is not None and market and found.value is not None and abs(Fraction(found.value) - exact) >= 1:
        due, covers = money(received * (paid.value or Decimal(0))), money(found.value * market)
        message = f"{edgar_number(found.value)} shares are worth {covers}, the exercise price is {due}"
        event.object(NET_MISMATCH, "net", message, "Check the number, the price and the shares exercised.")
    return found


def _all(node: Node) -> bool:
    """Tell whether `true` is written; a `1` is one share."""
    return to_bool(node.text or "") is True and (node.text or "").strip() != "1"


def _sold(event: Event, left: Decimal) -> list[Movement]:
    """Make the rows of a sale of the shares by a broker: all that are left, so many, or fill by fill."""
    node = event.node.get("sell")
    if node is None or node.value == "" or to_bool(node.text or "") is False:
        return []
    members = dict(node.members)
    if node.text is not None:
        members["shares"] = Node(edgar_number(left), node.line, node.column) if _all(node) else node
    for key in ("date", "price", "footnotes", "swap", "deemed"):
        if key in event and not (key == "price" and "fills" in members):
            members.setdefault(key, event.node.members[key])
    members["from"] = event.node.members["to"]
    inner = event.inner("sell", Node(members, node.line, node.column, node.key_line, node.key_column))
    movements = traded(inner, SALE)
    event.refused = event.refused or inner.refused
    return movements

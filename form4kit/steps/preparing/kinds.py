"""What can have happened, in the words that people say, and the questions that each kind has."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from form4kit.editor.schema_keys import keys
from form4kit.events.kinds.index import KINDS

_SAID: Final = {
    "sale": ("Sold on the market", "S"),
    "purchase": ("Bought", "P"),
    "vest": ("Units vested", "M, F"),
    "exercise": ("Exercised an option", "M, F, S"),
    "grant": ("Was granted", "A"),
    "gift": ("Gift", "G"),
    "withhold": ("Shares kept for taxes", "F"),
    "convert": ("Converted", "C"),
    "inherit": ("Inherited", "W"),
    "transfer": ("Moved between own positions", "J"),
}
"""The kinds that stand by their usual names, in this order; the others follow as the schema calls them."""
_SIDES: Final = {
    "sale": ("Sold from", ""),
    "purchase": ("", "Bought into"),
    "vest": ("Units that vested", "Shares came into"),
    "exercise": ("Option exercised", "Shares came into"),
    "grant": ("", "Granted into"),
    "gift": ("Given from", "Received into"),
    "withhold": ("Kept from", ""),
    "convert": ("Converted from", "Converted into"),
    "inherit": ("Passed on from", "Inherited into"),
    "transfer": ("Moved from", "Moved into"),
}
FIELDS: Final = ("from", "to", "date", "shares", "price", "fills", "withheld", "net", "sell", "note")
"""What is asked, as far as a kind takes it; the rest is for the text."""
BROUGHT: Final = frozenset(["exercise", "vest", "convert"])
"""Kinds that bring shares, some of which may be kept or sold at once."""
_NO_PRICE: Final = frozenset(["gift", "inherit", "transfer", "voting-trust", "expire", *BROUGHT])


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field of an event: its key in the draft, its label, and what the schema says of it."""

    name: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class AskedKind:
    """A kind of event: its key in the draft, its words, its code, its fields; `either` may go both ways."""

    name: str
    words: str
    code: str
    help: str
    fields: tuple[AskedField, ...]
    either: bool
    taxes: bool
    priced: bool


@lru_cache(maxsize=1)
def kinds() -> tuple[AskedKind, ...]:
    """Return every kind of event, the usual ones first, with the fields that the schema gives it."""
    known = keys(("events", 0))
    order = [*(name for name in _SAID if name in known), *(name for name in known if name not in _SAID)]
    return tuple(
        _kind(name, known[name].get("title", name), known[name].get("description", "")) for name in order
    )


def kind_of(name: str) -> AskedKind | None:
    """Return a kind by its key; None where there is none of that name."""
    return next((each for each in kinds() if each.name == name), None)


def title_of(name: str) -> str:
    """Return the words of a kind: `Gift (G)`."""
    found = kind_of(name)
    return f"{found.words} ({found.code})" if found and found.code else name


def _kind(name: str, title: str, help: str) -> AskedKind:
    words, code = _SAID.get(name, ("", ""))
    if not words:
        words, _, rest = title.partition(" (code ")
        code = rest.rstrip(")")
    inner = keys(("events", 0, name))
    fields = tuple(
        AskedField(
            each, _label(name, each, inner[each].get("title", each)), inner[each].get("description", "")
        )
        for each in FIELDS
        if each in inner
    )
    return AskedKind(
        name=name,
        words=words,
        code=code,
        help=help,
        fields=fields,
        either=KINDS[name].sides == "either",
        taxes=name in BROUGHT,
        priced=name not in _NO_PRICE and KINDS[name].price is None,
    )


def _label(kind: str, name: str, title: str) -> str:
    sides = _SIDES.get(kind, ("From", "To"))
    labels = {"from": sides[0] or title, "to": sides[1] or title, "date": "Date", "shares": "Shares"}
    labels |= {"price": "Price", "fills": "Trades from the broker", "note": "Footnote in your own words"}
    return labels.get(name, title)

"""Which lines of a broker's table are trades of options, which are no trades of the shares under them."""

from typing import Final

from form4kit.events.broker.heads import Heads
from form4kit.events.broker.lines import TableLine
from form4kit.events.broker.symbols import same_symbol
from form4kit.events.broker.words import Side, plain
from form4kit.lazy_re import pattern

_OPENING: Final = pattern(
    r"\b(?:(?:buy|bought|buying|sell|sold|selling)(?: to)? (?:open|close)(?:ing)?|bto|btc|sto|stc)\b"
)
_KIND: Final = pattern(r"(?:(?:equity|stock|listed|index|call|put) )?(?:options?|opts?)\Z|(?:calls?|puts?)\Z")
_RIGHT: Final = pattern(r"(?:putcall|callput|pc|cp|right|optiontype|putorcall|callorput|callputindicator)\Z")
_NOT_A_LETTER: Final = pattern(r"[^a-z]")
_CONTRACT: Final = pattern(r"[-.]?([A-Z]{1,6})\d?\s*\d{6}\s*[CP]\s*\d[\d.]*\Z")
"""The symbol that the Options Clearing Corporation gives a contract, and what brokers make of it."""
_SPELT: Final = pattern(
    r"(?:.*\()?[-.]?([A-Z]{1,6})\)?\b(?=.*\d).*(?:\b(?:CALLS?|PUTS?)\b|\s(?:\$?\d[\d.]*\s*[CP]|[CP]\s*\$?\d[\d.]*)\Z)"
)
_LEADING: Final = pattern(r"(?:CALLS?|PUTS?)\s+(?:\()?([A-Z]{1,6})\b(?=.*\d)")
_NUMBERS: Final = ("shares", "price", "date", "time")


def option_trade(heads: Heads, line: TableLine, symbols: tuple[str, ...]) -> str:
    """Say by what a line is known for a trade of options: `Action is "Sell to Open"`; empty where it is none.

    An option on another company's shares is left to whoever holds the line against the issuer's symbols.
    """
    numbers = {heads.one[name] for name in _NUMBERS if name in heads.one}
    sides = heads.many.get("side", ())
    found = ""
    for at, cell in enumerate(line.cells):
        if not cell or at in numbers or len(cell) > 80:
            continue
        name = heads.names[at] if at < len(heads.names) else ""
        words = plain(cell)
        root = contract_root(cell)
        if root and symbols and not same_symbol(root, symbols):
            return ""
        is_right = _RIGHT.match(_NOT_A_LETTER.sub("", name.lower())) and words in ("c", "p", "call", "put")
        if root or is_right or _KIND.match(words) or (at in sides and _OPENING.search(words)):
            found = found or f'{name or f"column {at + 1}"} is "{cell}"'
    return found


def contract_root(cell: str) -> str:
    """Return the symbol of the shares under an option that a cell names; empty where it names none."""
    text = " ".join(cell.upper().split())
    match = _CONTRACT.match(text) or _LEADING.match(text) or _SPELT.match(text)
    return str(match[1]) if match else ""


def option_side(text: str) -> Side | None:
    """Tell which side a trade of options was on: who opens or closes a position buys or sells the option."""
    words = plain(text)
    if not _OPENING.search(words):
        return None
    bought = words.startswith(("b", "you b")) or " bought" in words or " buy" in words
    return Side.BUY if bought else Side.SELL

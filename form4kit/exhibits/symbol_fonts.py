"""What the letters of symbol fonts show: a few signs that papers have, and nothing that is guessed.

A symbol font shows a picture for each code from 20 to FF; a file writes the code as it is, or from F020 on.
"""

from collections.abc import Mapping
from typing import Final

_WINGDINGS: Final = {
    " ": " ",
    "l": "\u25cf",
    "n": "\u25a0",
    "o": "\u2610",
    "q": "\u2610",
    "v": "\u2022",
    "x": "\u2612",
    "\u00a7": "\u25aa",
    "\u00a8": "\u2610",
    "\u00d8": "\u27a2",
    "\u00e0": "\u2192",
    "\u00fb": "\u2612",
    "\u00fc": "\u2714",
    "\u00fd": "\u2612",
    "\u00fe": "\u2612",
}
_WINGDINGS_2: Final = {
    " ": " ",
    "P": "\u2714",
    "R": "\u2611",
    "S": "\u2612",
    "T": "\u2612",
    "\u00a3": "\u2610",
}
_SYMBOL: Final = {
    **{each: each for each in " !#%&()+,./0123456789:;<=>?[]_{|}"},
    "*": "*",
    "-": "-",
    "\u00a3": "\u2264",
    "\u00b0": "\u00b0",
    "\u00b1": "\u00b1",
    "\u00b3": "\u2265",
    "\u00b4": "\u00d7",
    "\u00b7": "\u2022",
    "\u00d2": "\u00ae",
    "\u00d3": "\u00a9",
    "\u00d4": "\u2122",
    "\u00e2": "\u00ae",
    "\u00e3": "\u00a9",
    "\u00e4": "\u2122",
}
_UNKNOWN: Final[Mapping[str, str]] = {" ": " "}
_FONTS: Final[Mapping[str, Mapping[str, str]]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    **dict.fromkeys(
        ["bookshelf symbol 7", "marlett", "monotype sorts", "ms outlook", "mt extra", "webdings"], _UNKNOWN
    ),
    **dict.fromkeys(["itc zapf dingbats", "wingdings 3", "zapf dingbats", "zapfdingbats"], _UNKNOWN),
}


def table_of(font: str) -> Mapping[str, str] | None:
    """Return what a font of symbols shows, by letter; None for a font of letters."""
    return _FONTS.get(font.strip().lower())


def shown_by(font: str, code: int) -> str | None:
    """Return what a code shows in a font of symbols; None where that is not known."""
    return (table_of(font) or {}).get(chr(code & 0xFF)) if 0x20 <= code <= 0xFF or code >> 8 == 0xF0 else None

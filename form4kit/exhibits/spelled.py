"""How a character that is not ASCII is spelled in a text, kind by kind."""

from typing import Final

_QUOTES = "quotation marks and apostrophes made straight"
_DASHES = "long dashes written as - or --"
_BULLETS = "bullets written as *"
_NAMES = "accents and letters of other alphabets taken off, which changes a name"
_SIGNS = "signs spelled out"
_BOXES = "check boxes written as [ ] or [X]"
_JOINED = "joined or wide letters written apart"
BLANKS: Final = "no-break and other blanks written as plain ones"
DROPPED: Final = "soft hyphens and characters without width dropped"
CONTROLS: Final = "control characters dropped"
NAMES: Final = _NAMES

_KINDS = {
    _QUOTES: {
        "'": "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\u00b4\u02b9\u2035",
        '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u02ba\u3003\u2036",
    },
    _DASHES: {"-": "\u2010\u2011\u2012\u2212\ufe63\uff0d\u00af", "--": "\u2014\u2015\u2e3a\u2e3b"},
    _BULLETS: {"*": "\u2022\u25aa\u25e6\u25cf\u25cb\u25a0\u2023\u2043\u25ab\u2219\u22c5\u25c6\u27a2"},
    _SIGNS: {
        "...": "\u2026",
        "(C)": "\u00a9",
        "(R)": "\u00ae",
        "(TM)": "\u2122",
        "(SM)": "\u2120",
        "x": "\u00d7",
        "*": "\u2020\u00b7",
        "**": "\u2021",
        "+/-": "\u00b1",
        "<=": "\u2264",
        ">=": "\u2265",
        "/": "\u2044\u2215\u00f7",
        "No.": "\u2116",
        "u": "\u00b5\u03bc",
        "|": "\u00a6",
        "->": "\u2192",
        "<-": "\u2190",
        "~": "\u02dc\u223c",
        "1/2": "\u00bd",
        "1/4": "\u00bc",
        "3/4": "\u00be",
        "(1)": "\u00b9",
        "(2)": "\u00b2",
        "(3)": "\u00b3",
        "a": "\u00aa",
        "o": "\u00ba",
        "=": "\uff1d",
    },
    _BOXES: {
        "[ ]": "\u2610\u25a1\u2b1c\u2751",
        "[X]": "\u2611\u2612\u2713\u2714\u2717\u2718\u2716\u2715\u2705",
    },
    _JOINED: {"fi": "\ufb01", "fl": "\ufb02", "ff": "\ufb00", "ffi": "\ufb03", "ffl": "\ufb04"},
    _NAMES: {
        "ss": "\u00df",
        "ae": "\u00e6",
        "AE": "\u00c6",
        "o": "\u00f8",
        "O": "\u00d8",
        "oe": "\u0153",
        "OE": "\u0152",
        "d": "\u0111\u00f0",
        "D": "\u0110\u00d0",
        "th": "\u00fe",
        "Th": "\u00de",
        "l": "\u0142",
        "L": "\u0141",
        "i": "\u0131",
        "h": "\u0127",
        "H": "\u0126",
        "t": "\u0167",
        "T": "\u0166",
        "SS": "\u1e9e",
        "n": "\u0149",
    },
}

SPELLED: Final = {
    sign: (plain, kind)
    for kind, spellings in _KINDS.items()
    for plain, signs in spellings.items()
    for sign in signs
}
"""What stands for a character, and the kind of change."""

BEFORE_A_NUMBER: Final = {"\u00a3": "GBP", "\u20ac": "EUR", "\u00a5": "JPY"}
WORDS: Final = {"\u00a7": ("Section", "Sections"), "\u00b6": ("Paragraph", "Paragraphs")}
AFTER_A_NUMBER: Final = {"\u00a2": "cents", "\u00b0": "degrees"}
SIGNS: Final = _SIGNS
DASHES: Final = _DASHES
JOINED: Final = _JOINED

SYMBOLS: Final = {
    "\uf0b7": "\u2022",
    "\uf0a7": "\u25aa",
    "\uf0d8": "\u2022",
    "\uf076": "\u2022",
    "\uf0fc": "\u2714",
    "\uf0a8": "\u2610",
    "\uf06f": "\u2610",
    "\uf071": "\u2610",
    "\uf0fe": "\u2612",
    "\uf078": "\u2612",
    "\uf0fd": "\u2612",
    "\uf0fb": "\u2612",
    "\uf06c": "\u2022",
    "\uf06e": "\u25aa",
    "\uf0e0": "\u2192",
    "\uf02d": "-",
    "\uf020": " ",
    "\uf02a": "*",
    "\uf0a3": "\u2610",
    "\uf052": "\u2611",
}
"""What a private character of Word's symbol fonts shows."""

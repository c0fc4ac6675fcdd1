"""The characters of an exhibit: how its bytes are to be read, and which of them EDGAR does not take.

EDGAR takes the letters, digits and signs of ASCII, line ends, page breaks and tabs: EDGAR Filer Manual II,
5.2.1.1, table 5-1, and 5.2.2.6 for HTML.
"""

import codecs
import unicodedata
from collections.abc import Iterator

from form4kit.edgar.exhibit_spots import Kind, Spot
from form4kit.lazy_re import pattern

_NOT_TAKEN = pattern(r"[^\t\n\r\f -~]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CALLED = {
    "\u2018": "a curly quotation mark",
    "\u2019": "a curly apostrophe",
    "\u201c": "a curly quotation mark",
    "\u201d": "a curly quotation mark",
    "\u2013": "an en dash",
    "\u2014": "an em dash",
    "\u2026": "an ellipsis",
    "\u00a0": "a no-break space",
    "\u00a7": "a section sign",
    "\u00b6": "a paragraph sign",
    "\u2022": "a bullet",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
    "\0": "a NUL byte",
    "\x7f": "a DEL byte",
}
_IN_TEXT = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u00ab": '"', "\u00bb": '"', "\u2033": '"', "\u2013": "-", "\u2012": "-", "\u2212": "-", "\u2014": "--",
    "\u2015": "--", "\u2026": "...", "\u00a7": "Section", "\u00b6": "Paragraph", "\u00a9": "(C)",
    "\u00ae": "(R)", "\u2122": "(TM)", "\u2022": "*", "\u00a3": "GBP", "\u20ac": "EUR", "\u00a5": "JPY",
    "\u00a2": "cents", "\u2020": "*", "\u2021": "**", "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4",
    "\u00d7": "x", "\u00b0": "degrees", "\u00df": "ss", "\u00e6": "ae", "\u00f8": "o", "\u2610": "[ ]",
    "\u2611": "[X]", "\u2612": "[X]", "\ufb01": "fi", "\ufb02": "fl",
}  # fmt: skip
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_WORD = 24


def decode(content: bytes) -> tuple[str, str]:
    """Return an exhibit's text and its encoding; what is neither Unicode nor ASCII is Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding.upper()
    if zeros := _every_second_is_nul(content):
        return content.decode(zeros, "replace"), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return "".join(map(_WINDOWS.__getitem__, content)), "Windows-1252"


def spots(text: str, encoding: str, *, html: bool) -> Iterator[Spot]:
    """Yield the characters that EDGAR does not take, and each `^`, which it may not."""
    if encoding.startswith(("UTF-16", "UTF-32")):
        what = f"the text is in {encoding}, with {encoding[-2:]} bits for each character"
        yield Spot(Kind.CHARACTER, 0, what, "Save it as plain text in ASCII.")
        return
    first = _NOT_TAKEN.search(text)
    if first:
        what = f'{_called(first[0], encoding)} in "{_around(text, first.start())}"'
        more = sum(1 for _ in _NOT_TAKEN.finditer(text)) - 1
        yield Spot(Kind.CHARACTER, first.start(), what, _instead(first[0], html), more)
    at = text.find("^")
    if at >= 0:
        what = f'a caret in "{_around(text, at)}", where EDGAR itself writes what it did not recognise'
        yield Spot(Kind.CARET, at, what, "Write it in words.", text.count("^") - 1)


def _every_second_is_nul(content: bytes) -> str:
    """Return the UTF-16 that text without a byte order mark is in; else empty."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half and sample[1::2].count(0) * 10 > half * 7:
        return "utf-16-le"
    return "utf-16-be" if half and sample[::2].count(0) * 10 > half * 7 else ""


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = tuple(map(_windows, range(256)))


def _called(character: str, encoding: str) -> str:
    number = f"U+{ord(character):04X}"
    if encoding == "Windows-1252" and ord(character) > 0x7F:
        number = f"byte {_WINDOWS.index(character):02X} of {encoding}"
    name = _CALLED.get(character)
    if name is None:
        name = "a control character" if unicodedata.category(character) == "Cc" else f"`{character}`"
    return f"{name} ({number})"


def _around(text: str, at: int) -> str:
    """Return the word in which a character stands."""
    left = text[max(0, at - _WORD) : at].split()
    right = text[at + 1 : at + 1 + _WORD].split()
    before = left[-1] if left and not text[at - 1].isspace() else ""
    after = right[0] if right and not text[at + 1].isspace() else ""
    word = f"{before}{text[at]}{after}"
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in word)


def _instead(character: str, html: bool) -> str:
    if character in _DROPPED or unicodedata.category(character) in ("Cc", "Co", "Cs"):
        return "Take it out, or save the exhibit again as plain text in ASCII."
    if html:
        return f"Write &#{ord(character)}; for it."
    plain = _IN_TEXT.get(character) or "".join(
        each for each in unicodedata.normalize("NFKD", character) if each.isascii()
    )
    if plain.isspace():
        return "Write a blank for it."
    return f"Write {plain} for it." if plain else "Spell it out, or save the exhibit as .htm."

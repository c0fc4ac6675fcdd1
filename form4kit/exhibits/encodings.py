"""Find the encoding of a text, and never guess where a character would be lost."""

import codecs
import unicodedata
from typing import Final

from form4kit.exhibits.paper import CannotConvert
from form4kit.lazy_re import pattern

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAMPLE = 4096
_HIGH = pattern(r"[^\x00-\x7f]")
_DECLARED = pattern(r"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w-]+)", 2)  # re.IGNORECASE
_TWICE = pattern(r"â€[\u0080-\uffff]|Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u00a0-\u00bf]")
_OTHERS = frozenset(
    ["iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251", "shift_jis", "gb2312", "big5"]
)
"""Encodings that a page may declare, and that nothing else tells."""

_OPENING = "\u2018\u201c\u00ab\u201a\u201e"
_MIDDLE = "\u2019\u2013\u2014\u2026"
_ALONE = "\u00a7\u00b6\u00a9\u00ae\u2122\u2022\u00b7\u20ac\u00a3\u00bd\u00bc\u00be\u00b0\u00a2\u2020\u2021"


def decode_paper(content: bytes) -> tuple[str, str]:
    """Return the text of a paper and the name of its encoding; `ASCII` where it says nothing else.

    Raises CannotConvert where the bytes are no text in UTF-8, UTF-16, UTF-32, Windows-1252 or Mac Roman.
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strict(content, codec, name)
    if wide := _wide(content):
        return _strict(content, *wide)
    if content.isascii():
        return content.decode("ascii"), "ASCII"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _eight_bits(content)


def said_twice(text: str) -> str:
    """Return a text whose UTF-8 was once read as Windows-1252, `undersignedâ€™s`, as it was meant."""
    return (
        _TWICE.sub(lambda found: _once(found[0]), text)
        if "â€" in text or "Ã" in text or "Â" in text
        else text
    )


def _once(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _strict(content: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return content.decode(codec).removeprefix("\ufeff"), name
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotConvert(
            f"line {line}: bytes that are no {name}", "Save it again as text in UTF-8."
        ) from None


def _wide(content: bytes) -> tuple[str, str] | None:
    """Return the encoding of text with two or four bytes a character and no mark, by where its NULs are."""
    sample = content[:_SAMPLE]
    if b"\0" not in sample:
        return None
    quarter, half = len(sample) // 4, len(sample) // 2
    zeros = [sample[at::4].count(0) for at in range(4)]
    if quarter and min(zeros[2], zeros[3]) * 10 > quarter * 9 and zeros[0] * 10 < quarter:
        return "utf-32-le", "UTF-32"
    if quarter and min(zeros[0], zeros[1]) * 10 > quarter * 9 and zeros[3] * 10 < quarter:
        return "utf-32-be", "UTF-32"
    if half and (zeros[1] + zeros[3]) * 10 > half * 7 and (zeros[0] + zeros[2]) * 10 < half:
        return "utf-16-le", "UTF-16"
    if half and (zeros[0] + zeros[2]) * 10 > half * 7 and (zeros[1] + zeros[3]) * 10 < half:
        return "utf-16-be", "UTF-16"
    return None


def _eight_bits(content: bytes) -> tuple[str, str]:
    """Read bytes as Windows-1252 or Mac Roman, whichever makes sense where they are not ASCII."""
    declared = _DECLARED.search(content[:_SAMPLE].decode("latin-1"))
    if declared and declared[1].lower() in _OTHERS:
        return _strict(content, declared[1].lower(), declared[1])
    mac = content.decode("mac-roman")
    try:
        windows = content.decode("cp1252")
    except UnicodeDecodeError as error:
        if _sense(mac) > 0:
            return mac, "Mac Roman"
        line = content[: error.start].count(b"\n") + 1
        what = f"line {line}: the byte {content[error.start]:02X} is no character of Windows-1252 or UTF-8"
        raise CannotConvert(what, "Save it again as text in UTF-8.") from None
    if _sense(mac) > _sense(windows):
        return mac, "Mac Roman"
    return windows, "Windows-1252"


def _sense(text: str) -> int:
    """Count how many characters above ASCII stand where such a character stands, less those that do not."""
    found = 0
    for number, each in enumerate(_HIGH.finditer(text)):
        before, after = text[each.start() - 1 : each.start()], text[each.end() : each.end() + 1]
        found += 1 if _fits(each[0], before, after) else -1
        if number > _SAMPLE:
            break
    return found


def _fits(character: str, before: str, after: str) -> bool:
    if character in _OPENING:
        return not before.isalnum() and bool(after.strip())
    if character == "\u201d" or character == "\u00bb":
        return bool(before.strip()) and not after.isalnum()
    if character in _MIDDLE or character in _ALONE:
        return True
    if character.isalpha() and unicodedata.category(character) in ("Lu", "Ll"):
        if character.isupper():
            return not before.islower() and (after.isalpha() or before.isupper())
        return not before.isupper() or after.islower() if before.isalpha() else after.isalpha()
    return character.isspace()

"""The texts that are hidden in a file: other encodings, escapes of XML, JSON and addresses, and base64."""

import base64
import binascii
import gzip
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from urllib.parse import unquote

from form4kit.lazy_re import pattern

DEEPEST: Final = 3
"""How often base64 is looked for in base64."""
_ESCAPED = pattern(r"\\u\{?([0-9A-Fa-f]{4})\}?|\\x([0-9A-Fa-f]{2})|\\([/\"'])")
_SOFT = pattern(r"=([0-9A-F]{2})")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GAP = pattern(r"[\s\"',\\]+")
_LONG = pattern(
    r"[A-Za-z0-9+/_-]{16,}={0,2}(?:[\s\"',\\]+[A-Za-z0-9+/_-]{16,}={0,2})*"
    r"(?:[\s\"',\\]+[A-Za-z0-9+/_-]{2,15}={0,2})?"
)
_SHORT = pattern(
    r"(?:^[ \t\"'+]*[A-Za-z0-9+/_-]{4,15}[ \t\"',+\\]*\n){3,}(?:[ \t\"'+]*[A-Za-z0-9+/_-]{2,15}={0,2})?",
    re.MULTILINE,
)
_LONG_WORD: Final = 16
_LARGEST: Final = 32 << 20
"""How much of an archive is looked into, in bytes."""


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a file, whatever its encoding and line ends."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return data.decode("utf-32", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    head = data[:400]
    if head and head.count(0) * 3 > len(head):  # UTF-16 without a mark
        return data.decode(
            "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def plain_lines(lines: list[str]) -> list[str]:
    """Return lines as their reader sees them; the same list where nothing in them is escaped."""
    text = "\n".join(lines)
    if text.isascii() and not any(sign in text for sign in "&%\\"):
        return lines
    return [plain(line) for line in lines]


def plain(line: str) -> str:
    """Return a line as its reader sees it: no entities, no escapes, no letters that only look alike."""
    for _ in range(DEEPEST):
        before = line
        if "&" in line:
            line = html.unescape(line)
        if "\\" in line:
            line = _ESCAPED.sub(_unescaped, line)
        if "%" in line:
            line = unquote(line)
        if not line.isascii():
            folded = unicodedata.normalize("NFKC", line)
            line = "".join(each for each in folded if unicodedata.category(each) != "Cf")
        if line == before:
            break
    return line.replace("\n", " ").replace("\r", " ")


def _unescaped(found: re.Match[str]) -> str:
    return found[3] if found[3] else chr(int(found[1] or found[2], 16))


def quoted_printable(line: str) -> str:
    """Return a line of a mail without its escapes such as `=24`."""
    return _SOFT.sub(lambda found: chr(int(found[1], 16)), line)


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield what is packed in a ZIP or gzip file, up to a bound."""
    try:
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                left = _LARGEST
                for name in archive.namelist():
                    with archive.open(name) as member:
                        inside = member.read(left)
                    left -= len(inside)
                    yield inside
        elif data.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as member:
                yield member.read(_LARGEST)
    except (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return


def turned(text: str) -> Iterator[tuple[int, bytes]]:
    """Yield what the base64 in a text gives, where it is text or an archive, and where it begins."""
    for start, run in _runs(text.replace("\\n", "  ").replace("\\r", "  ")):
        last = len(run) - 1 if len(run) > 1 and len(run[-1]) < _LONG_WORD else len(run)
        for words in {len(run), last, 1}:
            alone = "".join(run[:words]).replace("-", "+").replace("_", "/").replace("=", "")
            for shift in range(4):
                cut = alone[shift:]
                cut = cut[: len(cut) - (len(cut) % 4 == 1)]
                try:
                    data = base64.b64decode(cut + "=" * (-len(cut) % 4))
                except (binascii.Error, ValueError):
                    continue
                if _is_text(data) or data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
                    yield start, data


def _runs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the words that may be one block of base64: long ones and a last one, or many of one length."""
    for found in _LONG.finditer(text):
        yield found.start(), _GAP.split(found[0])
    for found in _SHORT.finditer(text):
        words = [word for word in _GAP.split(found[0].replace("+ ", "  ")) if len(word) > 1]
        for length, alike in groupby(words, len):
            run = [*alike]
            if len(run) > 2 and length > 3:
                rest = words[words.index(run[-1]) + 1 :]
                yield found.start(), [*run, *rest[:1]]


def _is_text(data: bytes) -> bool:
    """Tell whether bytes are text: random ones of this length hold a control character or break UTF-8."""
    if (
        _CONTROL.search(data, 0, 64)
        and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        and b"\x00" not in data[:2]
    ):
        return False
    try:
        text = data.rstrip(b"\x00").decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        text = data[: len(data) // 2].decode("latin-1")
    for sign in "\t\r\n\ufeff":
        text = text.replace(sign, "")
    return bool(text) and text.isprintable()

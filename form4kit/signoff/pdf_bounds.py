"""Refuse a PDF that asks more of its reader than any packet does, before a PDF library sees it.

A PDF of two megabytes can inflate to two gigabytes, say that it has a thousand million objects, or make a
reader look for them byte by byte. So it is searched as bytes alone: nothing is kept, and what is found is
only counted.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

LARGEST: Final = 200 * 1024 * 1024
"""The bytes to which all streams of a packet may inflate together."""
LARGEST_FILE: Final = 64 * 1024 * 1024
"""The bytes of a packet, or of a scan."""
_MOST_OBJECTS: Final = 50_000
"""The objects of a packet, which has about sixteen for each page; its tables may list twice as many."""
_MOST_REFERENCES: Final = 50_000
_MOST_OUTSIDE: Final = 6 * 1024 * 1024
"""The bytes of a packet beside what its streams have packed."""
_LONGEST_OBJECT: Final = 512 * 1024
"""The bytes of one object beside its stream: a signature, with all its certificates, has the most."""
_LARGEST_TABLES: Final = 1024 * 1024
"""The bytes of all tables of objects, and objects packed together, that are streams. No packet has any."""
_MARK: Final = re.compile(rb"\d obj\b|endobj|stream")
_MOST_REVISIONS: Final = 100
_STREAM: Final = re.compile(rb"(?<!end)stream[\0\t\f\r\n ]+")
_HEAD: Final = 8192
"""The bytes that what a stream says of itself may have."""
_REFERENCE: Final = re.compile(rb"\d[\0\t\f\r\n ]+\d+[\0\t\f\r\n ]+R\b")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER: Final = re.compile(rb"/Filter(?![A-Za-z])")
_ONE_FILTER: Final = re.compile(
    rb"/Filter\s*(?:/(?:Flate|DCT)Decode\b|\[\s*/(?:Flate|DCT)Decode\s*\]|\[\s*\])"
)
_TWO_FILTERS: Final = re.compile(rb"/Filter\s*(?:/\w+|\[(?:\s*/\w+){0,2}\s*\])")
_UNCOUNTED: Final = re.compile(rb"/(?:(?:LZW|RunLength|ASCIIHex|ASCII85)Decode|LZW|RL|AHx|A85)(?![A-Za-z])")
"""What packs a stream in a way that is not counted here; no scanner does."""
_WIDTH: Final = re.compile(rb"/(?:Columns|Colors|BitsPerComponent)\b")
_PLAIN_WIDTH: Final = re.compile(
    rb"/(?:Columns|Colors|BitsPerComponent)\s+(\d{1,6})(?![\d.])(?!\s+\d+\s+R\b)"
)
_WIDEST: Final = 100_000
_NO_ROWS: Final = re.compile(rb"/W\s*\[[\s0]*\]")
_SYNTAX: Final = b" \t\r\n\f\0[]()<>/"
_STEP: Final = 1 << 20
_FIRST_STEP: Final = 1 << 12


class NotAPacket(ValueError):
    """Say that a PDF is not a packet, or that what it binds was changed."""


_UNLIKE: Final = "is not a packet, none is written in this way"
_PACKED_OTHERWISE: Final = "is not a packet, none is packed in this way"
_TOO_MUCH: Final = "has more in it than any packet"


def within_bounds(data: bytes, *, packet: bool = True) -> None:
    """Refuse a PDF that is too large, holds too much, or inflates to more than LARGEST. Raises NotAPacket.

    In a packet, tables of objects are plain, and streams are packed once, by Flate or JPEG. Of another PDF,
    a scan or a proof, tables may be streams.
    """
    if len(data) > LARGEST_FILE:
        raise NotAPacket(f"is larger than {LARGEST_FILE // 1024 // 1024} MB")
    if packet:
        _tables(data)
    if data.count(b"obj") > 2 * _MOST_OBJECTS or data.count(b"stream") > 2 * _MOST_OBJECTS:
        raise NotAPacket(_TOO_MUCH)
    if sum(1 for _ in _REFERENCE.finditer(data)) > _MOST_REFERENCES:
        raise NotAPacket(_TOO_MUCH)
    total = tables = 0
    for head, start in _streams(data):
        before = total
        total = _counted(data, start, total, 2)
        _look_at(head, packet=packet)
        if b"/XRef" in head or b"/ObjStm" in head:
            tables += max(total - before, len(head))
            if packet or tables > _LARGEST_TABLES or _NO_ROWS.search(head):
                raise NotAPacket(_UNLIKE if packet else _TOO_MUCH)
    _outside(data)
    _objects(data)


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield of each stream what it says of itself, names unescaped, and where it begins."""
    for found in _STREAM.finditer(data):
        at = data.rfind(b" obj", max(0, found.start() - _HEAD), found.start())
        if at < 0:
            raise NotAPacket(_PACKED_OTHERWISE)
        head = data[at : found.start()]
        yield (
            _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), head) if b"#" in head else head,
            found.end(),
        )


def _look_at(head: bytes, *, packet: bool) -> None:
    """Refuse a stream by what it says of itself, where that is unlike any in a packet or scan."""
    known = _ONE_FILTER if packet else _TWO_FILTERS
    if len(_FILTER.findall(head)) != len(known.findall(head)) or _UNCOUNTED.search(head):
        raise NotAPacket(_PACKED_OTHERWISE)
    widths = _PLAIN_WIDTH.findall(head)
    if len(widths) != len(_WIDTH.findall(head)) or any(int(each) > _WIDEST for each in widths):
        raise NotAPacket(_PACKED_OTHERWISE)


def _outside(data: bytes) -> None:
    """Refuse what has too much beside its streams. Raises NotAPacket.

    What is packed has few of the signs by which a PDF is written; a stream full of them may be none.
    """
    outside = at = 0
    for found in _STREAM.finditer(data):
        if found.start() < at:
            continue
        end = data.find(b"endstream", found.end())
        if end < 0:
            break
        packed = data[found.end() : end]
        if len(packed.translate(None, _SYNTAX)) < 0.8 * len(packed):
            continue
        outside = _more(outside, found.end() - at)
        at = end
    _more(outside, len(data) - at)


def _objects(data: bytes) -> None:
    """Refuse an object that is longer than any in a packet, its stream aside. Raises NotAPacket."""
    begun: int | None = None
    for found in _MARK.finditer(data):
        if begun is not None and found.start() - begun > _LONGEST_OBJECT:
            raise NotAPacket(_TOO_MUCH)
        begun = found.end() if found[0].endswith(b" obj") else None
    if begun is not None and len(data) - begun > _LONGEST_OBJECT:
        raise NotAPacket(_TOO_MUCH)


def _more(outside: int, more: int) -> int:
    if outside + more > _MOST_OUTSIDE:
        raise NotAPacket(_TOO_MUCH)
    return outside + more


_TAIL: Final = 1024
"""Where a PDF ends with `%%EOF`, in bytes from its end (ISO 32000-1, Annex H.3, note 18)."""
_PLACE: Final = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_SECTION: Final = re.compile(rb"(\d{1,8}) (\d{1,8}) ?(?:\r\n|\n|\r)")
_TRAILER: Final = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.DOTALL)
_BEFORE: Final = re.compile(rb"/Prev\s+(\d{1,10})(?!\d)")
_SIZE: Final = re.compile(rb"/Size\s+(\d{1,8})(?!\d)")
_FOREIGN: Final = re.compile(rb"/(?:Encrypt|XRefStm|Type)(?![A-Za-z])|#")


def _tables(data: bytes) -> None:
    """Follow the tables of objects from the last to the first, as a reader does. Raises NotAPacket.

    Where one is not as a packet has it, a reader would look for objects in the whole file, byte by byte.
    """
    tail = data[-_TAIL:]
    if b"%%EOF" not in tail:
        raise NotAPacket("is not a sound PDF")
    found = _PLACE.search(data, data.rfind(b"startxref"))
    if found is None or found.end() < len(data) - _TAIL:
        raise NotAPacket("is not a sound PDF")
    if not data.startswith(b"%PDF-"):  # else a reader counts all places from where that stands
        raise NotAPacket(_UNLIKE)
    listed, places = 0, [int(found[1])]
    while True:
        listed, trailer = _table(data, places[-1], listed)
        size = _SIZE.search(trailer)
        if size is None or int(size[1]) > 2 * _MOST_OBJECTS or _FOREIGN.search(trailer):
            raise NotAPacket(_UNLIKE)
        before = _BEFORE.search(trailer)
        if trailer.count(b"/Size") != 1 or trailer.count(b"/Prev") != (before is not None):
            raise NotAPacket(_UNLIKE)
        if before is None:
            return
        if int(before[1]) in places or len(places) >= _MOST_REVISIONS:
            raise NotAPacket(_TOO_MUCH)
        places.append(int(before[1]))


def _table(data: bytes, at: int, listed: int) -> tuple[int, bytes]:
    """Return how many objects are listed with those of the table at a byte, and its trailer."""
    start = re.compile(rb"\s*xref\s*").match(data, at)
    if start is None:
        raise NotAPacket(_UNLIKE)
    at = start.end()
    while section := _SECTION.match(data, at):
        listed += int(section[2]) + 1
        at = section.end() + 20 * int(section[2])
        if listed > 2 * _MOST_OBJECTS:
            raise NotAPacket(_TOO_MUCH)
    trailer = _TRAILER.match(data[at : at + _HEAD].lstrip())
    if trailer is None:
        raise NotAPacket(_UNLIKE)
    return listed, trailer[1]


def _counted(data: bytes, start: int, total: int, depth: int) -> int:
    """Inflate what begins at a byte, keep nothing, and return the total with it and what is in it."""
    inflate, at, head, step = zlib.decompressobj(), start, b"", _FIRST_STEP
    pending = b""
    while not inflate.eof:
        if not pending:
            pending = data[at : at + step]
            at += step
            step = min(2 * step, _STEP)
            if not pending:
                break
        try:
            out = inflate.decompress(pending, _STEP)
        except zlib.error:
            break
        pending = inflate.unconsumed_tail
        total += len(out)
        if total > LARGEST:
            raise NotAPacket(f"inflates to more than {LARGEST // 1024 // 1024} MB, which no packet does")
        if depth and len(head) < _STEP:
            head += out
    if depth and head:
        return _counted(head, 0, total, depth - 1)
    return total

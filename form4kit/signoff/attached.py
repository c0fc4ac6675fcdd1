"""Read what is attached to a packet, within bounds: nothing is inflated further than a packet may need.

A PDF of two megabytes can inflate to two gigabytes. So every stream is first inflated without being kept, and
counted; only then does a PDF library see the file.
"""

import io
import re
import zlib
from typing import Any, Final

from form4kit.signoff.terms import TERMS
from form4kit.storage.sealed import Broken, opened

LARGEST: Final = 200 * 1024 * 1024
"""The bytes to which all streams of a packet may inflate together."""
LARGEST_TERMS: Final = 16 * 1024 * 1024
"""The bytes that `packet.json` and `signing.json` may have."""
LARGEST_TABLE: Final = 4 * 1024 * 1024
"""The bytes of a table of objects, or of objects packed together, which a library reads one by one."""
_STREAM = re.compile(rb"(?<!end)stream[\0\t\f\r\n ]+")
_HEAD: Final = 8192
"""The bytes that what a stream says of itself may have."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER = re.compile(rb"/Filter(?![A-Za-z])")
_KNOWN_FILTER = re.compile(rb"/Filter\s*(?:/(?:Flate|DCT)Decode\b|\[\s*(?:/(?:Flate|DCT)Decode\s*)*\])")
_STEP: Final = 1 << 20


class NotAPacket(ValueError):
    """Say that a PDF is not a packet, or that what it binds was changed."""


def terms_of(data: bytes) -> dict[str, Any]:
    """Return what a packet binds, signed or not: the content of its `packet.json`. Raises NotAPacket."""
    terms = attachments_of(data, only=(TERMS,)).get(TERMS)
    if terms is None:
        raise NotAPacket("is not a packet: nothing says what it binds")
    try:
        return opened(terms)
    except Broken as error:
        raise NotAPacket(f"{TERMS} in it {error}") from None


def attachments_of(data: bytes, only: tuple[str, ...] | None = None) -> dict[str, bytes]:
    """Return what is attached to a PDF, by name, or some of it. Raises NotAPacket."""
    import pikepdf

    within_bounds(data)
    found: dict[str, bytes] = {}
    left = LARGEST
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            names = [*pdf.attachments]
            if len({*names}) != len(names):
                raise NotAPacket("has two attachments of one name")
            for name, attached in pdf.attachments.items():
                if len({each.objgen for _, each in attached.obj.EF.items()}) != 1:
                    raise NotAPacket(f"{name} in it is two files under one name")
                if only is None or name in only:
                    most = min(left, LARGEST_TERMS if name.endswith(".json") else left)
                    found[name] = _inflated(attached.obj.EF.F, name, most)
                    left -= len(found[name])
    except NotAPacket:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise NotAPacket("is not a sound PDF") from None
    return found


_TAIL = 1024
"""Where a PDF ends with `%%EOF`, in bytes from its end (ISO 32000-1, Annex H.3, note 18)."""


def within_bounds(data: bytes, *, packet: bool = True) -> None:
    """Refuse a PDF whose streams inflate to more than LARGEST. Raises NotAPacket.

    In a packet, streams are packed by Flate alone, pictures by JPEG too, and tables of objects are small.
    """
    if len(data) > LARGEST:
        raise NotAPacket(f"is larger than {LARGEST // 1024 // 1024} MB")
    if packet and b"%%EOF" not in data[-_TAIL:]:  # else a parser looks for objects in all of it, byte by byte
        raise NotAPacket("is not a sound PDF")
    total = 0
    for found in _STREAM.finditer(data):
        before = total
        if data[found.end() : found.end() + 1] and data[found.end()] & 0x0F == 8:
            total = _counted(data, found.end(), total, 2)
        if packet:
            _look_at(data[max(0, found.start() - _HEAD) : found.start()], total - before)


def _look_at(before: bytes, inflated: int) -> None:
    """Refuse a stream by what stands before it, where that is unlike any in a packet. Raises NotAPacket."""
    _, mark, head = before.rpartition(b" obj")
    head = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), head)
    if not mark or len(_FILTER.findall(head)) != len(_KNOWN_FILTER.findall(head)):
        raise NotAPacket("is packed in a way that no packet is")
    if (b"/XRef" in head or b"/ObjStm" in head) and inflated > LARGEST_TABLE:
        raise NotAPacket(f"has a table larger than {LARGEST_TABLE // 1024 // 1024} MB, which no packet has")


def _counted(data: bytes, start: int, total: int, depth: int) -> int:
    """Inflate what begins at a byte, keep nothing, and return the total with it and what is in it."""
    inflate, at, head = zlib.decompressobj(), start, b""
    pending = b""
    while not inflate.eof:
        if not pending:
            pending = data[at : at + _STEP]
            at += _STEP
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
    if depth and head[:1] and head[0] & 0x0F == 8 and len(head) > 2:
        return _counted(head, 0, total, depth - 1)
    return total


def _inflated(stream: Any, name: str, most: int) -> bytes:
    """Return the bytes of an attachment, of at most so many."""
    raw = bytes(stream.read_raw_bytes())
    kinds = stream.get("/Filter")
    if kinds is None:
        kept = raw
    elif str(kinds) == "/FlateDecode" and stream.get("/DecodeParms") is None:
        inflate = zlib.decompressobj()
        try:
            kept = inflate.decompress(raw, most + 1)
        except zlib.error:
            raise NotAPacket(f"{name} in it cannot be inflated") from None
    else:
        raise NotAPacket(f"{name} in it is packed in a way that no packet uses")
    if len(kept) > most:
        raise NotAPacket(f"{name} in it is larger than {most // 1024 // 1024} MB")
    return kept


def attached_to(data: bytes) -> dict[str, bytes] | None:
    """Return the files attached to a PDF by name; None where nothing here can read one (extra `sign`).

    What is no sound PDF has none.
    """
    from importlib.util import find_spec

    if find_spec("pikepdf") is None:
        return None
    try:
        return attachments_of(data)
    except NotAPacket:
        return {}

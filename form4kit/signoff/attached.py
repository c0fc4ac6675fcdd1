"""Read what is attached to a packet, within bounds: nothing is inflated further than a packet may need."""

import io
import zlib
from typing import Any, Final

from form4kit.signoff.pdf_bounds import LARGEST, within_bounds
from form4kit.signoff.pdf_bounds import NotAPacket as NotAPacket
from form4kit.signoff.terms import MOST_FILINGS, MOST_STATEMENTS, TERMS, read_terms
from form4kit.storage.sealed import Broken, opened

LARGEST_TERMS: Final = 2 * 1024 * 1024
"""The bytes that `packet.json` and `signing.json` may have; each filing has about three thousand."""
MOST_PAGES: Final = 2_500


def terms_of(data: bytes) -> dict[str, Any]:
    """Return what a packet binds, signed or not: the content of its `packet.json`. Raises NotAPacket."""
    terms = attachments_of(data, only=(TERMS,)).get(TERMS)
    if terms is None:
        raise NotAPacket("is not a packet: nothing says what it binds")
    try:
        content = opened(terms)
    except Broken as error:
        raise NotAPacket(f"{TERMS} in it {error}") from None
    bound = read_terms(content)
    if len(bound.filings) > MOST_FILINGS:
        raise NotAPacket(f"binds more than {MOST_FILINGS} filings, which no packet does")
    if len(bound.statements) > MOST_STATEMENTS:
        raise NotAPacket(f"binds more than {MOST_STATEMENTS} statements, which no packet does")
    return content


def attachments_of(
    data: bytes, only: tuple[str, ...] | None = None, *, packet: bool = True
) -> dict[str, bytes]:
    """Return what is attached to a packet or another PDF, by name, or some of it. Raises NotAPacket."""
    import pikepdf

    within_bounds(data, packet=packet)
    found: dict[str, bytes] = {}
    left = LARGEST
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise NotAPacket(f"has more than {MOST_PAGES} pages, which no packet has")
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
    except (
        pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError, RuntimeError
    ):  # fmt: skip
        raise NotAPacket("is not a sound PDF") from None
    return found


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
        return attachments_of(data, packet=False)
    except NotAPacket:
        return {}

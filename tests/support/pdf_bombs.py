"""PDFs made to hurt: each is a packet that a stranger might hand in, or a scan."""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterable

MB = 1024 * 1024


def written(objects: Iterable[bytes], *, trailer: bytes = b"", table: bool = True) -> bytes:
    """Write numbered objects as a PDF; the first is the catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    if table:
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % each for each in places))
        out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, trailer))
        out.write(b"startxref\n%d\n" % start)
    out.write(b"%%EOF\n")
    return out.getvalue()


def stream(data: bytes, head: bytes = b"", length: int | None = None) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (
        head,
        len(data) if length is None else length,
        data,
    )


_ROOT = b"<< /Type /Catalog /Pages 2 0 R %s >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> %s >>"
_BLANK = stream(b"q Q")
PLAIN = [_ROOT % b"", _PAGES, _PAGE % b"", _BLANK]
_ATTACHED = b"/Names << /EmbeddedFiles << /Names [(packet.json) 5 0 R] >> >>"
_SPEC = b"<< /Type /Filespec /F (packet.json) /UF (packet.json) /EF << /F 6 0 R >> >>"


def table_of(entries: int) -> bytes:
    """A table of objects, each of which is free."""
    body = written(PLAIN)
    at = body.index(b"xref\n")
    free = b"0000000000 00000 f \n" * entries
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (entries + 5, at)
    places = body[at : body.index(b"trailer")].replace(b"0 5", b"0 %d" % (entries + 5), 1)
    return body[:at] + places + free + tail


def _sections(number: int) -> bytes:
    """A table of objects in very many parts."""
    body = written(PLAIN)
    at, end = body.index(b"xref\n"), body.index(b"trailer")
    return body[:end] + b"9 0\n" * number + body[end:] if at else b""


def _packed_table(width: bytes, size: int, index: bytes, data: bytes, more: bytes = b"") -> bytes:
    """A table of objects that is a stream."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    for number, each in enumerate(PLAIN, 1):
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    head = b"/Type /XRef /Root 1 0 R /W [%s] /Size %d /Index [%s] /Filter /FlateDecode %s"
    out.write(b"9 0 obj\n%s\nendobj\n" % stream(zlib.compress(data), head % (width, size, index, more)))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def deflated(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def inflating(megabytes: int, byte: int = 0) -> bytes:
    """Return what inflates to so many megabytes of one byte, without having them."""
    pack = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = pack.compress(bytes([byte]) * MB) + pack.flush(zlib.Z_FULL_FLUSH)  # may be repeated
    size = megabytes * MB
    low, high = 1 + size * byte, size + byte * size * (size + 1) // 2  # Adler-32, RFC 1950 section 8.2
    return b"\x78\xda" + block * megabytes + b"\x03\0" + struct.pack(">HH", high % 65521, low % 65521)


def _with_attachment(data: bytes, head: bytes = b"/Filter /FlateDecode") -> bytes:
    return written([_ROOT % _ATTACHED, _PAGES, _PAGE % b"", _BLANK, _SPEC, stream(data, head)])


def _painting(data: bytes, head: bytes = b"/Filter /FlateDecode") -> bytes:
    return written([_ROOT % b"", _PAGES, _PAGE % b"", stream(data, head)])


def _deep_pages(depth: int) -> bytes:
    """A tree of pages with one branch."""
    kids = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (number + 1, max(2, number - 1))
        for number in range(2, depth + 2)
    ]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (depth + 1)
    return written([_ROOT % b"", *kids, page])


def _deep_names(depth: int) -> bytes:
    kids = [b"<< /Kids [%d 0 R] /Limits [(a) (z)] >>" % (number + 1) for number in range(4, depth + 4)]
    return written(
        [_ROOT % b"/Names << /EmbeddedFiles 4 0 R >>", _PAGES, _PAGE % b"", *kids, b"<< /Names [] >>"]
    )


def _cyclic_names() -> bytes:
    kids = [b"<< /Kids [4 0 R 4 0 R] /Limits [(a) (z)] >>"]
    return written([_ROOT % b"/Names << /EmbeddedFiles 4 0 R >>", _PAGES, _PAGE % b"", *kids])


def _wide_names(number: int) -> bytes:
    names = b" ".join(b"(%07d) 5 0 R" % each for each in range(number))
    root = _ROOT % (b"/Names << /EmbeddedFiles << /Names [%s] >> >>" % names)
    return written([root, _PAGES, _PAGE % b"", _BLANK, _SPEC, stream(b"{}")])


def _same_page(number: int) -> bytes:
    """One page, very many times."""
    kids = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * number, number)
    return written([_ROOT % b"", kids, _PAGE % b"", _BLANK])


def _cyclic_pages() -> bytes:
    return written([_ROOT % b"", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", _PAGE % b"", _BLANK])


def _doubling_pages(levels: int) -> bytes:
    """Each level of the tree has the next one twice."""
    kids = [
        b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (number + 1, number + 1)
        for number in range(2, levels + 2)
    ]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (levels + 1)
    return written([_ROOT % b"", *kids, page])


def _outline(siblings: int) -> bytes:
    """Bookmarks that follow each other, the last one followed by the first."""
    items = [
        b"<< /Title (x) /Parent 5 0 R /Next %d 0 R >>" % (6 + (number + 1) % siblings)
        for number in range(siblings)
    ]
    head = b"<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1 >>"
    return written([_ROOT % b"/Outlines 5 0 R", _PAGES, _PAGE % b"", _BLANK, head, *items])


def revisions(number: int) -> bytes:
    """One file, and very many small ones after it, each of which replaces the same object."""
    made = io.BytesIO()
    made.write(written(PLAIN))
    before = int(re.findall(rb"startxref\n(\d+)", made.getvalue())[-1])
    for _ in range(number):
        at = made.tell()
        made.write(b"4 0 obj\n%s\nendobj\n" % _BLANK)
        start = made.tell()
        made.write(b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\n" % (at, before))
        made.write(b"startxref\n%d\n%%%%EOF\n" % start)
        before = start
    return made.getvalue()


def _cyclic_revisions() -> bytes:
    whole = written(PLAIN)
    start = int(re.findall(rb"startxref\n(\d+)", whole)[-1])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def _object_stream(number: int, inside: bytes) -> bytes:
    """Objects packed together, listed by a table that is a stream."""
    index = b" ".join(b"%d %d" % (20 + each, each * (len(inside) + 1)) for each in range(number)) + b" "
    packed = stream(
        zlib.compress(index + (inside + b" ") * number),
        b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (number, len(index)),
    )
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for each, what in enumerate([*PLAIN, packed], 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (each, what))
    start = out.tell()
    rows = b"".join(b"\1" + place.to_bytes(4) + b"\0\0\0" for place in places)
    rows = b"\0\0\0\0\0\0\0\0" + rows + b"\1" + start.to_bytes(4) + b"\0\0\0"
    rows += b"".join(b"\2" + (5).to_bytes(4) + each.to_bytes(3) for each in range(number))
    head = b"/Type /XRef /Root 1 0 R /W [1 4 3] /Size %d /Index [0 7 20 %d] /Filter /FlateDecode"
    table = stream(zlib.compress(rows), head % (20 + number, number))
    out.write(b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start))
    return out.getvalue()


def _nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return written([*PLAIN, opening * depth + closing * depth])


def _forms(levels: int) -> bytes:
    """Each drawing draws the next one ten times."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    forms = [stream(b"/X Do " * 10, head % (number + 1)) for number in range(5, 5 + levels)]
    page = (_PAGE % b"").replace(b"<< >>", b"<< /XObject << /X 5 0 R >> >>")
    last = stream(b"0 0 1 1 re f ", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return written([_ROOT % b"", _PAGES, page, stream(b"/X Do"), *forms, last])


def _signature(contents: bytes, ranges: bytes = b"0 100 200 100") -> bytes:
    """A packet that has a signature, of which nothing is sound."""
    form = b"/AcroForm << /SigFlags 3 /Fields [7 0 R] >>"
    kind = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
    value = b"<< " + kind + b" /ByteRange [%s] /Contents <%s> >>"
    field = b"<< /FT /Sig /T (Signature) /V 8 0 R /Subtype /Widget /Rect [0 0 0 0] >>"
    root = _ROOT % (_ATTACHED + form)
    packed = stream(zlib.compress(b"{}"), b"/Filter /FlateDecode")
    objects = [
        root,
        _PAGES,
        _PAGE % b"/Annots [7 0 R]",
        _BLANK,
        _SPEC,
        packed,
        field,
        value % (ranges, contents),
    ]
    return written(objects)


def _der(depth: int) -> bytes:
    """Nested sequences in DER, as hexadecimal digits."""
    made = b""
    for _ in range(depth):
        size = len(made)
        length = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4)
        made = b"\x30" + length + made
    return made.hex().encode()


BOMBS: dict[str, Callable[[], bytes]] = {
    "a table of three million objects": lambda: table_of(3_000_000),
    "a table in two million parts": lambda: _sections(2_000_000),
    "a table that says it has two thousand million objects": lambda: written(PLAIN).replace(
        b"0 5\n", b"0 2000000000\n", 1
    ),
    "a table that is a stream, of nothing": lambda: _packed_table(
        b"0 0 0", 2_000_000_000, b"0 2000000000", b""
    ),
    "a table that is a stream, of a million objects": lambda: _packed_table(
        b"1 1 1", 1_000_000, b"0 1000000", b"\0\0\0" * 1_000_000
    ),
    "a table that is a stream, in rows of a thousand million": lambda: _packed_table(
        b"1 1 1", 10, b"0 10", bytes(3000), b"/DecodeParms << /Predictor 12 /Columns 1000000000 >>"
    ),
    "two million objects without a table": lambda: written([*PLAIN, *[b"0"] * 2_000_000], table=False),
    "a million objects": lambda: written([*PLAIN, *[b"<< >>"] * 1_000_000]),
    "two hundred thousand dictionaries": lambda: written([*PLAIN, *[b"<< /A << /B [1 2 3] >> >>"] * 200_000]),
    "forty thousand dictionaries": lambda: written([*PLAIN, *[b"<< /A << /B [1 2 3] >> >>"] * 40_000]),
    "fifty megabytes without an object": lambda: (
        written(PLAIN, table=False)[:-6] + b"1 0 " * (12 * MB) + b"%%EOF\n"
    ),
    "fifty megabytes of one array": lambda: written([*PLAIN, b"[" + b"1 " * (25 * MB) + b"]"]),
    "fifty megabytes of one text": lambda: written([*PLAIN, b"(" + b"a" * (50 * MB) + b")"]),
    "thirty thousand names in one dictionary, in each of hundred": lambda: written(
        [*PLAIN, *[b"<< %s >>" % b" ".join(b"/K%d 1" % each for each in range(30_000))] * 100]
    ),
    "streams in each other three times": lambda: _with_attachment(
        deflated(inflating(1000), 2), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    ),
    "streams in each other twelve times": lambda: _with_attachment(
        deflated(inflating(1000), 11), b"/Filter [%s]" % (b"/FlateDecode " * 12)
    ),
    "streams in each other, of a page": lambda: _painting(
        deflated(inflating(1000), 4), b"/Filter [%s]" % (b"/FlateDecode " * 5)
    ),
    "a page that inflates to a thousand megabytes": lambda: _painting(inflating(1000)),
    "a page that inflates to a hundred megabytes": lambda: _painting(inflating(100)),
    "a page of LZW": lambda: _painting(b"\x80" + b"\x0b" * (20 * MB), b"/Filter /LZWDecode"),
    "a page of runs": lambda: _painting(b"\x81\x20" * (10 * MB) + b"\x80", b"/Filter /RunLengthDecode"),
    "a page of runs in runs": lambda: _painting(
        zlib.compress(b"\x81\x81" * (20 * MB) + b"\x80"),
        b"/Filter [/FlateDecode /RunLengthDecode /RunLengthDecode]",
    ),
    "an attachment that inflates to a thousand megabytes": lambda: _with_attachment(inflating(1000)),
    "a hundred attachments' streams of twenty megabytes": lambda: written(
        [*PLAIN, *[stream(inflating(20), b"/Filter /FlateDecode")] * 100]
    ),
    "packet.json nested a hundred thousand times": lambda: _with_attachment(zlib.compress(b"[" * 100_000)),
    "packet.json of sixteen megabytes": lambda: _with_attachment(
        zlib.compress(b'{"filings": [' + b"{}," * (5 * MB) + b"{}]}")
    ),
    "a hundred thousand words of stream": lambda: written([*PLAIN, b"stream\nx" * 100_000]),
    "two million words of stream": lambda: written([*PLAIN, b"streamx " * 2_000_000]),
    "a hundred thousand streams at one place": lambda: written(
        [*PLAIN, stream(b"stream\nx" * 100_000 + bytes(MB))]
    ),
    "twenty thousand streams that overlap": lambda: written(
        [*PLAIN, stream(b" obj stream\n\x78\x01\x00\xff\xff\x00\x00" * 20_000 + bytes(20 * MB))]
    ),
    "a stream that says it has ten million million bytes": lambda: written(
        [_ROOT % b"", _PAGES, _PAGE % b"", stream(b"q Q", length=10_000_000_000_000)]
    ),
    "a stream of less than nothing": lambda: written(
        [_ROOT % b"", _PAGES, _PAGE % b"", stream(b"q Q", length=-5)]
    ),
    "a stream as long as itself": lambda: written(
        [_ROOT % b"", _PAGES, _PAGE % b"", b"<< /Length 4 0 R >>\nstream\nq Q\nendstream"]
    ),
    "a tree of pages, forty thousand deep": lambda: _deep_pages(40_000),
    "a tree of pages, three hundred thousand deep": lambda: _deep_pages(300_000),
    "pages that are their own": _cyclic_pages,
    "pages doubled forty times": lambda: _doubling_pages(40),
    "one page half a million times": lambda: _same_page(500_000),
    "names forty thousand deep": lambda: _deep_names(40_000),
    "names that are their own": _cyclic_names,
    "two hundred thousand names of one attachment": lambda: _wide_names(200_000),
    "bookmarks in a ring": lambda: _outline(3),
    "forty thousand bookmarks in a ring": lambda: _outline(40_000),
    "ten thousand revisions": lambda: revisions(10_000),
    "a revision before itself": _cyclic_revisions,
    "a hundred thousand objects packed together": lambda: _object_stream(100_000, b"<< >>"),
    "a million objects packed together": lambda: _object_stream(1_000_000, b"0"),
    "arrays two hundred thousand deep": lambda: _nested(b"[", b"]", 200_000),
    "dictionaries two hundred thousand deep": lambda: _nested(b"<</A ", b">>", 200_000),
    "a number of a million digits": lambda: written([*PLAIN, b"9" * 1_000_000]),
    "drawings in drawings, eight times ten": lambda: _forms(8),
    "drawings in drawings, forty levels": lambda: _forms(40),
    "a signature of ten million bytes": lambda: _signature(b"00" * (10 * MB)),
    "a signature nested five thousand times": lambda: _signature(_der(5_000)),
    "a signature over more than there is": lambda: _signature(b"3000", b"0 100 200 99999999999999999999"),
    "a signature over half a million parts": lambda: _signature(b"3000", b"0 1 " * 500_000),
    "a reference to itself": lambda: written([_ROOT % b"", b"2 0 R", _PAGE % b"", _BLANK]),
    "an encrypted file": lambda: written(
        PLAIN,
        trailer=b"/Encrypt << /Filter /Standard /V 2 /R 3 /O (x) /U (x) /P -4 /Length 128 >> /ID [(a) (b)]",
    ),
}

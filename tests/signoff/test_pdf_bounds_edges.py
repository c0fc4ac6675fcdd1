"""Where each bound of a PDF lies: what is just within passes, one more is refused."""

import zlib
from collections.abc import Callable

import pytest
from pdf_bombs import MB, PLAIN, deflated, inflating, revisions, stream, table_of, written

from form4kit.signoff.pdf_bounds import NotAPacket, within_bounds

SOUND = "is not a sound PDF"
MUCH = "has more in it than any packet"
PACKED = "none is packed in this way"
UNLIKE = "none is written in this way"
FLATE = b"/Filter /FlateDecode"
JPEG = b"\xff" * (2 * MB)


def refused(data: bytes, *, packet: bool = True) -> str:
    """Return why a PDF is refused; nothing where it is not."""
    try:
        within_bounds(data, packet=packet)
    except NotAPacket as error:
        return str(error)
    return ""


def with_more(*objects: bytes) -> bytes:
    return written([*PLAIN, *objects])


def with_head(head: bytes) -> bytes:
    return with_more(stream(b"q Q", head))


def of_length(length: int, *streams: bytes) -> bytes:
    """A packet of so many bytes, in texts of 400,000 at most, with streams before them."""
    left = length - len(with_more(*streams))
    texts, last = [b"(%s)" % (b"a" * 400_000)] * (left // 401_000), 1
    for _ in range(3):
        data = with_more(*streams, *texts, b"(%s)" % (b"a" * last))
        last += length - len(data)
    return data


def filled(sign: bytes, number: int, base: int) -> bytes:
    """A packet in which something stands so many times in all, `base` of them anyway."""
    return with_more(b"(%s)" % (sign * (number - base)))


def after(data: bytes, padding: int, end: bytes = b"") -> bytes:
    return data + b" " * padding + end


def two_tables(entries: int) -> bytes:
    return table_of(entries - 6)  # five of its own, and one is counted for the part


def longest(size: int) -> bytes:
    return with_more(b" " * (size - 2))  # a line ends before and after it


def longest_last(size: int) -> bytes:
    return written(PLAIN, table=False) + b"9 0 obj" + b" " * size


def with_size(size: int) -> bytes:
    return written(PLAIN).replace(b"/Size 5", b"/Size %d" % size)


def headed(length: int) -> bytes:
    """A packet with a stream of whose dictionary the last so many bytes hold the word `obj`."""
    plain = stream(b"q Q", b"/A ()")
    missing = length - len(b" obj\n" + plain.partition(b"stream")[0])
    return with_more(plain.replace(b"()", b"(%s)" % (b"a" * missing)))


def two_filters(*names: bytes) -> bytes:
    return with_head(b"/Filter [%s]" % b" ".join(b"/" + each for each in names))


def object_stream(size: int, *before: bytes) -> bytes:
    packed = zlib.compress(b"a" * size)
    return with_more(*before, stream(packed, b"/Type /ObjStm /N 1 /First 4 " + FLATE))


def tables_of(kind: bytes) -> bytes:
    return with_more(stream(b"q Q", b"/Type /XRef /W [%s]" % kind))


UNENDED = b"1 0 obj stream\n"
PAST = b"startxref\n9\n%%EOF"
INNER = inflating(201)
EDGES: dict[str, tuple[Callable[[], bytes], Callable[[], bytes], str]] = {
    "a file of 64 MB": (
        lambda: b"%PDF-" + bytes(64 * MB - 5),
        lambda: b"%PDF-" + bytes(64 * MB - 4),
        "is larger than 64 MB",
    ),
    "a hundred thousand words `obj`": (
        lambda: filled(b"obj", 100_000, 10),
        lambda: filled(b"obj", 100_001, 10),
        MUCH,
    ),
    "a hundred thousand words `stream`": (
        lambda: filled(b"stream", 100_000, 2),
        lambda: filled(b"stream", 100_001, 2),
        MUCH,
    ),
    "fifty thousand references": (
        lambda: filled(b"1 0 R ", 50_000, 5),
        lambda: filled(b"1 0 R ", 50_001, 5),
        MUCH,
    ),
    "200 MB in two streams": (
        lambda: with_more(stream(inflating(199), FLATE), stream(inflating(1), FLATE)),
        lambda: with_more(stream(inflating(200), FLATE), stream(zlib.compress(b"a"), FLATE)),
        "inflates to more than 200 MB",
    ),
    "200 MB packed again and again": (
        lambda: with_more(stream(deflated(INNER, 3), FLATE)),
        lambda: with_more(stream(deflated(INNER, 2), FLATE)),
        "inflates to more than 200 MB",
    ),
    "200 MB packed twice": (
        lambda: with_more(stream(zlib.compress(b"\x78\x9c"), FLATE)),
        lambda: with_more(stream(deflated(INNER, 1), FLATE)),
        "inflates to more than 200 MB",
    ),
    "a dictionary of 8192 bytes": (lambda: headed(8192), lambda: headed(8193), PACKED),
    "six megabytes beside streams": (
        lambda: of_length(6 * MB),
        lambda: of_length(6 * MB + 1),
        MUCH,
    ),
    "six megabytes beside a picture": (
        lambda: of_length(8 * MB + 1, stream(b"q Q"), stream(JPEG, b"/Filter /DCTDecode")),
        lambda: of_length(8 * MB + 2, stream(b"q Q"), stream(JPEG, b"/Filter /DCTDecode")),
        MUCH,
    ),
    "six megabytes beside a picture that has a stream in it": (
        lambda: of_length(10 * MB + 10, stream(b"\xffstream " + JPEG), stream(JPEG)),
        lambda: of_length(10 * MB + 11, stream(b"\xffstream " + JPEG), stream(JPEG)),
        MUCH,
    ),
    "six megabytes, some of them in what is no stream": (
        lambda: of_length(6 * MB, stream(b"[] " * 100_000)),
        lambda: of_length(6 * MB + 1, stream(b"[] " * 100_000)),
        MUCH,
    ),
    "six megabytes beside a stream of which a fifth are signs": (
        lambda: of_length(6 * MB + 2_097_150, stream((b"aaaa " * (2 * MB // 5))[:-1])),
        lambda: of_length(6 * MB + 2_097_150, stream((b"aaaa " * (2 * MB // 5))[:-2] + b" ")),
        MUCH,
    ),
    "an object of 512 kB": (lambda: longest(512 * 1024), lambda: longest(512 * 1024 + 1), MUCH),
    "an end 1024 bytes before that of the file": (
        lambda: after(written(PLAIN), 1018),
        lambda: after(written(PLAIN), 1019),
        SOUND,
    ),
    "a place 1024 bytes before the end of the file": (
        lambda: after(written(PLAIN), 1018, b"%%EOF"),
        lambda: after(written(PLAIN), 1019, b"%%EOF"),
        SOUND,
    ),
    "a place that is the last": (lambda: written(PLAIN), lambda: after(written(PLAIN), 9, PAST), UNLIKE),
    "a hundred revisions": (lambda: revisions(99), lambda: revisions(100), MUCH),
    "a size of a hundred thousand": (lambda: with_size(100_000), lambda: with_size(100_001), UNLIKE),
    "a size at all": (
        lambda: with_size(0),
        lambda: written(PLAIN).replace(b"/Size 5", b""),
        UNLIKE,
    ),
    "a hundred thousand places": (lambda: two_tables(100_000), lambda: two_tables(100_001), MUCH),
    "a trailer that says nothing else": (
        lambda: written(PLAIN, trailer=b"/Encrypted (no)"),
        lambda: written(PLAIN, trailer=b"/Encrypt (no)"),
        UNLIKE,
    ),
    "a trailer of no stream": (
        lambda: written(PLAIN, trailer=b"/XRefStmX 9"),
        lambda: written(PLAIN, trailer=b"/XRefStm 9"),
        UNLIKE,
    ),
    "a trailer of no type": (
        lambda: written(PLAIN, trailer=b"/Typed 9"),
        lambda: written(PLAIN, trailer=b"/Type /XRef"),
        UNLIKE,
    ),
    "a trailer in plain letters": (
        lambda: written(PLAIN, trailer=b"/Abc 9"),
        lambda: written(PLAIN, trailer=b"/Ab#63 9"),
        UNLIKE,
    ),
    "a picture of a hundred thousand columns": (
        lambda: with_head(b"/Columns 100000"),
        lambda: with_head(b"/Columns 100001"),
        PACKED,
    ),
    "a hundred thousand colours": (
        lambda: with_head(b"/Colors 100000"),
        lambda: with_head(b"/Colors 100001"),
        PACKED,
    ),
    "a hundred thousand bits": (
        lambda: with_head(b"/BitsPerComponent 8"),
        lambda: with_head(b"/BitsPerComponent 100001"),
        PACKED,
    ),
    "a width that stands elsewhere": (
        lambda: with_head(b"/Columns 5 /A 5 0 R"),
        lambda: with_head(b"/Columns 5 0 R"),
        PACKED,
    ),
    "a width behind noughts": (
        lambda: with_head(b"/Columns 00010"),
        lambda: with_head(b"/Columns 000000000000999999999"),
        PACKED,
    ),
    "a width with a sign": (
        lambda: with_head(b"/Columns\n10"),
        lambda: with_head(b"/Columns +999999999"),
        PACKED,
    ),
    "a width behind a comment": (
        lambda: with_head(b"/ColumnsOfText [9]"),
        lambda: with_head(b"/Columns%c\n999999999"),
        PACKED,
    ),
    "a table that is plain": (lambda: with_head(b"/Type /XObject"), lambda: tables_of(b"1 2 1"), UNLIKE),
    "objects that are not packed together": (
        lambda: with_head(b"/Type /Object"),
        lambda: object_stream(10),
        UNLIKE,
    ),
}
OF_SCANS: dict[str, tuple[Callable[[], bytes], Callable[[], bytes], str]] = {
    "a megabyte of objects packed together": (
        lambda: object_stream(MB),
        lambda: object_stream(MB + 1),
        MUCH,
    ),
    "a megabyte of objects beside another stream": (
        lambda: object_stream(MB, stream(zlib.compress(bytes(MB)), FLATE)),
        lambda: object_stream(MB + 1, stream(zlib.compress(bytes(MB)), FLATE)),
        MUCH,
    ),
    "six megabytes of a stream without an end": (
        lambda: UNENDED + b"\xff" * (6 * MB - len(UNENDED)),
        lambda: UNENDED + b"\xff" * (6 * MB - len(UNENDED) + 1),
        MUCH,
    ),
    "a table that has rows": (lambda: tables_of(b"1 2 1"), lambda: tables_of(b"0 0 0"), MUCH),
    "a last object of 512 kB": (
        lambda: longest_last(512 * 1024),
        lambda: longest_last(512 * 1024 + 1),
        MUCH,
    ),
    "two filters": (
        lambda: two_filters(b"FlateDecode", b"DCTDecode"),
        lambda: two_filters(b"FlateDecode", b"FlateDecode", b"DCTDecode"),
        PACKED,
    ),
    "a stream at the very beginning": (lambda: b" obj stream\nq Q", lambda: b"obj stream\nq Q", PACKED),
    "a stream at the very end": (lambda: b"1 0 obj stream\n", lambda: b"stream\n", PACKED),
}


@pytest.mark.parametrize("name", sorted(EDGES))
def test_one_more_is_refused(name: str) -> None:
    within, beyond, why = EDGES[name]
    assert refused(within()) in ("", SOUND if name == "a file of 64 MB" else "")
    assert why in refused(beyond())


@pytest.mark.parametrize("name", sorted(OF_SCANS))
def test_one_more_is_refused_in_a_scan(name: str) -> None:
    within, beyond, why = OF_SCANS[name]
    assert refused(within(), packet=False) == ""
    assert why in refused(beyond(), packet=False)


@pytest.mark.parametrize(
    ("head", "in_packets", "in_scans"),
    [
        (b"", True, True),
        (b"/Filter /#46lateDecode", True, True),
        (b"/Filter /ASCII85Decode", False, False),
        (b"/Filter /A85", False, False),
        (b"/Filter /AHx", False, False),
        (b"/Filter /ASCIIHexDecode", False, False),
        (b"/Filter /CCITTFaxDecode", False, True),
        (b"/Filter /DCTDecode", True, True),
        (b"/Filter /FlateDecode", True, True),
        (b"/Filter /FlateDecodes", False, True),
        (b"/Filter /LZ#57Decode", False, False),
        (b"/Filter /LZW", False, False),
        (b"/Filter /LZWDecode", False, False),
        (b"/Filter /LZWideDecode", False, True),
        (b"/Filter /RL", False, False),
        (b"/Filter /RunLengthDecode", False, False),
        (b"/Filter 9 0 R", False, False),
        (b"/Filter [ /DCTDecode ]", True, True),
        (b"/Filter []", True, True),
        (b"/Filter [/FlateDecode /DCTDecode]", False, True),
        (b"/Filter [/FlateDecode]", True, True),
        (b"/Filter/FlateDecode", True, True),
    ],
)
def test_what_packs_a_stream(head: bytes, in_packets: bool, in_scans: bool) -> None:
    data = with_head(head)
    assert (refused(data) == "") is in_packets
    assert (refused(data, packet=False) == "") is in_scans


@pytest.mark.parametrize("end", [b" \n", b" \r", b"\n", b"\r", b"\r\n"])
def test_lines_of_a_table_end_as_they_may(end: bytes) -> None:
    data = written(PLAIN)
    assert refused(data.replace(b"0 5\n", b"0 5" + end)) == ""
    parts = data.replace(b"0 5\n", b"0 2" + end).replace(b"00000 n \n", b"00000 n \n2 3" + end, 1)
    assert refused(parts) == "", "a table in two parts"
    assert UNLIKE in refused(parts.replace(b"2 3" + end, b"2 4" + end))


def test_a_picture_is_not_inflated() -> None:
    """What does not begin as Flate does is nothing that a reader inflates."""
    assert refused(with_more(stream(b"\xff\xd8" + INNER, b"/Filter /DCTDecode"))) == ""
    assert "inflates to more" in refused(with_more(stream(INNER, b"/Filter /DCTDecode")))


@pytest.mark.parametrize("data", [zlib.compress(b"a" * 100)[:-6], b"\x78\x9c\xff\xff\xff", b"\x78"])
def test_what_is_packed_badly_has_an_end(data: bytes) -> None:
    assert refused(UNENDED + data, packet=False) == ""
    assert refused(with_more(stream(data, FLATE))) == ""


def test_a_file_is_a_packet_unless_it_is_said_to_be_another() -> None:
    with pytest.raises(NotAPacket, match=UNLIKE):
        within_bounds(object_stream(10))

"""The encoding of a text is found, by its marks, by its NULs, or by what makes sense."""

import pytest

from form4kit.exhibits.encodings import decode_paper, said_twice
from form4kit.exhibits.paper import CannotConvert

TEXT = (
    "The undersigned\u2019s \u201cattorney\u201d \u2014 Jos\u00e9 \u2014 under \u00a7 16.\r\nSecond line.\r\n"
)
FOUND = {
    "ascii": "ASCII",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "utf-16": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-be": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
}


@pytest.mark.parametrize("encoding", sorted(FOUND))
def test_the_encoding_is_found(encoding: str) -> None:
    text = "The undersigned's attorney." if encoding == "ascii" else TEXT
    assert decode_paper(text.encode(encoding)) == (text, FOUND[encoding])


def test_latin_1_reads_the_same_as_windows() -> None:
    assert decode_paper("Jos\u00e9 under \u00a7 16".encode("latin-1")) == (
        "Jos\u00e9 under \u00a7 16",
        "Windows-1252",
    )


def test_a_page_that_declares_an_encoding_nothing_else_tells_is_read_by_it() -> None:
    page = '<meta charset="ISO-8859-2"><p>\u0141\u00f3d\u017a'
    assert decode_paper(page.encode("iso-8859-2"))[0] == page


@pytest.mark.parametrize(
    "content",
    [b"first line\nodd \x81 byte \x8d", b"\xff\xfea\x00\x00\xd8b\x00", b"\xef\xbb\xbfa\nb\xff"],
    ids=["no character", "half a pair", "no UTF-8"],
)
def test_what_cannot_be_decoded_is_named_with_its_line(content: bytes) -> None:
    with pytest.raises(CannotConvert, match=r"line [12]"):
        decode_paper(content)


def test_what_was_decoded_wrongly_once_is_put_right() -> None:
    assert (
        said_twice("undersigned\u00e2\u20ac\u2122s, Jos\u00c3\u00a9, \u00c2\u00a7 16")
        == "undersigned\u2019s, Jos\u00e9, \u00a7 16"
    )
    assert said_twice("\u00c2ge, p\u00e2t\u00e9") == "\u00c2ge, p\u00e2t\u00e9"

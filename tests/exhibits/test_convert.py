"""Whatever is converted, EDGAR takes what comes of it, or nothing does; and every word is still there."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import paragraph, run, table, word_file

from form4kit.edgar.exhibit_content import Kind, look
from form4kit.exhibits.convert import LARGEST, LARGEST_TEXT, Converted, Wanted, beside, convert
from form4kit.exhibits.paper import CannotConvert

FORMATS = ("", "html", "text")
_WORD = re.compile(r"[A-Za-z0-9]+")
_TAGS = re.compile(r"<!--.*?-->|<title>.*?</title>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def words(content: bytes, ending: str) -> str:
    text = content.decode("latin-1")
    return "".join(_WORD.findall(html.unescape(_TAGS.sub(" ", text)) if ending == "htm" else text))


def objections(made: Converted) -> list[str]:
    """Return what EDGAR would not take; a caret in a text, which stays, is not counted."""
    seen = look(made.content, f"exhibit.{made.ending}")
    carets = made.ending == "txt" and b"^" in made.content
    found = [each.what for each in seen.traits if not (carets and each.kind is Kind.CARET)]
    return [*found, *(link.name for link in seen.links), *(picture.name for picture in seen.pictures)]


def holds(content: bytes, name: str, format: str) -> None:
    """Try one paper in one format."""
    try:
        made = convert(content, name, Wanted(format))
    except CannotConvert as error:
        assert str(error)
        assert error.hint
        return
    if made.stops:
        assert made.content == b""
        assert all(where and what and hint for where, what, hint in made.stops)
        assert not [stop for stop in made.stops if "would be written" in stop[0]]
        return
    assert made.content
    shown = [each.name for each in look(made.content, f"exhibit.{made.ending}").pictures]
    assert objections(made) == (shown if made.content == content else [])
    again = convert(made.content, f"again.{made.ending}", Wanted())
    assert again.content == made.content


TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "\t\n\r\f\x0b\0 ?'<>&^\x92\u200b"
            "\u2019\u201c\u2013\u2014\u00a7\u00a0\u00e9\u00bd\u00a3\u2022\ufb01\u2610"
        ),
        st.characters(),
        st.sampled_from("abcdefst"),
    ),
    max_size=400,
)
PIECES = st.sampled_from(
    """
    <table> </table> <tr> <td> </td> <TABLE> <S> <C> <p> </p> <span> </span> <b> </b> <script>
    </script> <style> <!-- --> <pre> </pre> <xmp> <plaintext> <a+href=x> <a+href=http://a.b>
    <img+src=a.jpg> <img+src=a.png> <p+onclick=x> <p+style=background:url(http://a)> <o:p>
    <![if+x]> <?xml> <!DOCTYPE+html> <svg> <title> </title> eval(x) a&#8217;s undersigned?s
    &#65533; &nbsp; &sect; <s> <ins> <del> <li> <ul> <ol+type=a> <td+colspan=99>
    <font+color=red> <R> <meta+http-equiv=x> <body+background=a.jpg> <a+target=x> <link> < > &
    /s/ <h1> <center> <hr> <br> <iframe> <c> <fn> ’ é x ^
    """.split()  # noqa: SIM905
)
PAGES = st.lists(st.one_of(PIECES.map(lambda each: each.replace("+", " ")), TEXTS), max_size=30).map("".join)


@settings(deadline=None, max_examples=100)
@given(
    TEXTS, st.sampled_from(FORMATS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
)
def test_a_text_becomes_one_that_is_taken(text: str, format: str, encoding: str) -> None:
    holds(text.encode(encoding, "replace"), "poa.txt", format)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.sampled_from(FORMATS))
def test_bytes_become_a_text_that_is_taken(content: bytes, format: str) -> None:
    holds(content, "poa.txt", format)


@settings(deadline=None, max_examples=100)
@given(PAGES, st.sampled_from(FORMATS))
def test_a_page_becomes_one_that_is_taken(page: str, format: str) -> None:
    holds(page.encode("utf-8", "replace"), "poa.htm", format)


@settings(deadline=None, max_examples=100)
@given(st.lists(TEXTS, max_size=8), st.sampled_from(FORMATS))
def test_a_word_file_becomes_one_that_is_taken(texts: list[str], format: str) -> None:
    usable = ["".join(each for each in text if _is_xml(each)) for text in texts]
    blocks = [paragraph(run(text)) for text in usable]
    holds(word_file(*blocks, table(tuple(usable or ["x"]), ("a", "b"))), "poa.docx", format)


def _is_xml(character: str) -> bool:
    code = ord(character)
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text("abcXYZ019", min_size=1, max_size=100), min_size=1, max_size=60),
    st.sampled_from(FORMATS),
)
def test_every_word_is_there_in_order(each: list[str], format: str) -> None:
    text = " ".join(each)
    expected = "".join(each)
    for content, name in (
        (text.encode(), "a.txt"),
        (f"<p><span>{text}</span>".encode(), "a.htm"),
        (word_file(paragraph(text)), "a.docx"),
    ):
        made = convert(content, name, Wanted(format))
        assert words(made.content, made.ending).removeprefix("") in (expected, expected * 2, f"a{expected}")


@pytest.mark.parametrize("format", FORMATS)
def test_what_edgar_accepted_keeps_its_words(shared: Path, format: str) -> None:
    tried = 0
    for file in sorted((shared / "exhibits").iterdir()):
        if file.suffix not in (".txt", ".htm"):
            continue
        content = file.read_bytes()
        try:
            made = convert(content, file.name, Wanted(format))
        except CannotConvert as error:
            assert (format, str(error)) == ("text", "no words stand in it, pictures at most")
            continue
        assert made.stops == ()
        assert look(made.content, f"x.{made.ending}").traits == ()
        before, after = words(content, file.suffix[1:]), words(made.content, made.ending)
        assert before in after
        tried += 1
    assert tried > 140


def test_what_is_taken_already_stays_byte_for_byte() -> None:
    for content, name in (
        (b"I appoint\tJane Doe.\r\n/s/ A. Poe", "a.txt"),
        (b"<P>I appoint & so on", "a.htm"),
    ):
        assert convert(content, name, Wanted()) == Converted(content, name[-3:])


REFUSED = {
    "GIF": b"GIF89a" + b"x" * 30,
    "OLE": b"\xd0\xcf\x11\xe0" + b"x" * 600,
    "OpenDocument": None,
    "PDF": b"%PDF-1.7\n",
    "RTF": b"{\\rtf1 a}",
    "ZIP": None,
    "blank": b" \r\n\t",
    "cut off": b"PK\x03\x04",
    "empty": b"",
    "program": b"\x7fELF\x02\x01",
    "script": b"#!/bin/sh\n",
    "too large": b"a " * (LARGEST_TEXT // 2 + 1),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_cannot_be_converted_is_refused_with_what_to_do(what: str) -> None:
    from word_files import archive

    content = REFUSED[what]
    if content is None:
        names = ["mimetype", "content.xml"] if what == "OpenDocument" else ["a.txt"]
        content = archive(dict.fromkeys(names, b"<a/>"))
    with pytest.raises(CannotConvert) as raised:
        convert(content, "poa.docx", Wanted())
    assert raised.value.hint


def test_a_large_word_file_is_refused_before_it_is_opened() -> None:
    with pytest.raises(CannotConvert, match="more than"):
        convert(b"PK" + bytes(LARGEST), "a.docx", Wanted())


def test_a_power_without_a_typed_signature_is_told_so() -> None:
    told = convert("Power of Attorney\n\nI\u2019m Jane Doe\n".encode(), "a.txt", Wanted()).told
    assert "no typed signature stands in it: /s/ and the name of who signed it" in told
    signed = convert("Power of Attorney\n\nI\u2019m\n/s/ Jane Doe\n".encode(), "a.txt", Wanted()).told
    assert not [line for line in signed if "signature" in line]


def test_pictures_named_as_edgar_wants_them_may_be_shown() -> None:
    names = ["a.jpg", "b_1-2.gif", "A.jpg", "a.png", "1.jpg", "a.b.jpg", f"{'a' * 29}.jpg", "a-b-c.gif"]
    assert beside(names) == {"a.jpg", "b_1-2.gif"}

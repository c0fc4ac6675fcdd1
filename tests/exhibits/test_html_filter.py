"""A page keeps what it says and how it looks, in the tags that EDGAR takes."""

import pytest

from form4kit.exhibits.convert import Converted, Wanted, convert
from form4kit.exhibits.paper import CannotConvert

FILTERED = {
    "a list": ("<ul><li>a<li>b</ul>\u00a7", "<ul><li>a</li><li>b</li></ul>&#167;"),
    "active content": ("<script>x()</script><p onclick='x()'>a</p>", "<p>a</p>"),
    "an address to EDGAR": (
        "<s>a</s><a href=https://www.sec.gov/Archives/a.htm>b</a>",
        '<strike>a</strike><a href="https://www.sec.gov/Archives/a.htm">b</a>',
    ),
    "an unknown tag": ("<o:p>a</o:p><section>b</section><blink>c</blink>", "a<div>b</div>c"),
    "comments": ("<!-- a --><span>b<!--[if x]>c<![endif]--></span>", "b"),
    "evil in references": ('<a href="java&#115;cript:x()">a</a>', "<a>a</a>"),
    "hidden": ('<span style="display:none">a</span>b', "b"),
    "links": ('<a href="http://example.com/">a</a> <a href="#b">c</a>', '<a>a</a> <a href="#b">c</a>'),
    "looks": (
        '<span style="font-weight: bold; font-style:italic">a</span>',
        "<b><i>a</i></b>",
    ),
    "meta": ('<meta http-equiv="Content-Type" content="x"><link rel=a><p>a', "<p>a</p>"),
    "nested tables": (
        "<table><tr><td>a<table><tr><td>b<td>c</table></table>",
        "<table><tr><td>a<br><br>&nbsp; b&nbsp; c<br></td></tr></table>",
    ),
    "source that is shown": ("<xmp><b>a</b></xmp>\u2019<plaintext><i>b",
                             "<pre>&lt;b&gt;a&lt;/b&gt;</pre>&#8217;<pre>&lt;i&gt;b</pre>"),
    "styles": (
        '<p style="margin:0; background:url(http://a.b)">a</p><p style="color: rgb(1,2,3)" target=x>b</p>',
        '<p>a</p><p style="color: rgb(1,2,3)">b</p>',
    ),
    "table sections": ("<table><thead><tr><th>a</thead><tbody><tr><td>b</table>",
                       "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"),
    "unclosed": ("<p>a<p>b</div></p></i>\u2019", "<p>a</p><p>b</p>&#8217;"),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(FILTERED))
def test_it_is_written_in_tags_that_edgar_takes(what: str) -> None:
    page, expected = FILTERED[what]
    made = convert(page.encode(), "a.htm", Wanted())
    assert made.content.decode("ascii") == f"{expected}\n"
    assert made.told


def refused(page: str, wanted: Wanted | None = None) -> Converted:
    return convert(page.encode(), "a.htm", wanted or Wanted())


@pytest.mark.parametrize("page", ["<p>a <ins>b</ins>", "<p>a <del>b</del>"])
def test_tracked_changes_wait_for_a_person(page: str) -> None:
    assert "tracked" in refused(page).stops[0][1]
    expected = b"<p>a b</p>\n" if "ins" in page else b"<p>a </p>\n"
    assert refused(page, Wanted(accept=True)).content == expected


def test_a_picture_beside_the_page_is_shown_and_another_left_out() -> None:
    page = "<p>a<span>b</span><img src=seal.jpg width=20 alt=x><img src=logo.png>"
    made = refused(page, Wanted(pictures=frozenset(["seal.jpg"])))
    assert made.content == b'<p>ab<img src="seal.jpg" width="20"></p>\n'
    assert any("pictures left out" in line for line in made.told)


def test_a_picture_of_a_signature_waits_for_a_name() -> None:
    page = "<p>By: <img src=sig.png></p><p>Name: Jane Doe"
    assert "signature" in refused(page).stops[0][1]
    assert b"By: /s/ Jane Doe</p>" in refused(page, Wanted(signed=("Jane Doe",))).content


def test_a_name_without_a_signature_stops_it() -> None:
    assert "Jane Doe" in refused("<span>a</span>", Wanted(signed=("Jane Doe",))).stops[0][1]


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(CannotConvert, match="tags"):
        refused("<span>" * 160_000)


def test_headings_lists_and_tables_stand_in_a_text() -> None:
    page = (
        "<h1 align=center>Power</h1><p>I &sect; 16<br>appoint</p><ol type=a><li>one<li>two</ol>"
        "<blockquote>in</blockquote><table><tr><th>Name<th>No.<tr><td>Jane Doe<td>1</table>"
        "<pre>  kept\n   so</pre>"
    )
    text = convert(page.encode(), "a.htm", Wanted("text")).content.decode("ascii")
    assert text == (
        f"{' ' * 36}Power\n\nI Section 16\nappoint\n\na.  one\n\nb.  two\n\n    in\n\n"
        "Name      No.\nJane Doe  1\n\n  kept\n   so\n"
    )


SHOWN = {
    "a nested list": (
        "<ol type=i start=3><li>x<ol><li>y</ol><li value=9>z</ol>",
        '<ol type="i" start="3"><li>x<ol><li>y</li></ol></li><li value="9">z</li></ol>',
        "iii. x\n\n    1.  y\n\nix. z",
    ),
    "a nested table": (
        "<table><tr><td>a<table><tr><td>b</table>c<td>d</table>",
        "<table><tr><td>a<br><br>&nbsp; b<br>c</td><td>d</td></tr></table>",
        "a     d\n\nb\nc",
    ),
    "fields of a form": (
        "<input value=Jane> <input type=checkbox checked>yes <input type=radio>no<input type=hidden>",
        "Jane &#9746; yes &#9744; no",
        "Jane [X] yes [ ] no",
    ),
    "hidden words": ("<p hidden>a</p>b", "b", "b"),
    "quotation": ("<q>a</q>", "&#8220;a&#8221;", '"a"'),
    "symbols": (
        "<span style='font-family:Wingdings'>\u00fc</span> <font face=Symbol>\u00b7</font>",
        "&#10004; <font>&#8226;</font>",
        "[X] *",
    ),
}


@pytest.mark.parametrize("what", sorted(SHOWN))
def test_what_a_page_shows_is_written(what: str) -> None:
    page, as_page, as_text = SHOWN[what]
    made = [convert(f"<html><body><o:p>{page}".encode(), "a.htm", Wanted(form)) for form in ("html", "text")]
    assert made[0].content.decode() == f"<html><body>{as_page}</body></html>\n"
    assert made[1].content.decode() == f"{as_text}\n"


def test_a_symbol_that_nobody_knows_stops_it() -> None:
    page = b"<html><body><o:p><p style='color: red; font-family: \"Wingdings 3\", Arial'>q</p>"
    (stop,) = convert(page, "a.htm", Wanted()).stops
    assert stop[:2] == (
        "line 1",
        "`q` in Wingdings 3, a font of symbols, of which nobody can tell what it shows",
    )

"""Each character has its spelling in a text and its reference in HTML, and nothing is lost in silence."""

import pytest

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.characters import Characters, joined

SPELLED = {
    "a \u2014 b": "a -- b",
    "a\u00a0b\u2009c\u3000d": "a b c d",
    "soft\u00adhy\u200bphen\u2060": "softhyphen",
    "\u2018a\u2019 \u201cb\u201d \u201ec\u201f \u00abd\u00bb 5\u2032 6\u2033": '\'a\' "b" "c" "d" 5\' 6"',
    "2020\u20132021, New\u2013York \u2212 \u2012": "2020-2021, New - York - -",
    "\u00a7 16(a), \u00a7\u00a7 13 and 14, Rule\u00a05": "Section 16(a), Sections 13 and 14, Rule 5",
    "see\u00a716; \u00b6 3": "see Section 16; Paragraph 3",
    "\u00a9 \u00ae X\u2122": "(C) (R) X(TM)",
    "\u2022 a \u25aa b": "* a * b",
    "\u00a35 \u20ac6 \u00a57.50, 5\u00a2, 98\u00b0": "GBP 5 EUR 6 JPY 7.50, 5 cents, 98 degrees",
    "1\u00bd, \u00bc, 3 \u00d7 4": "1 1/2, 1/4, 3 x 4",
    "\u2610 yes \u2612 no \u2611": "[ ] yes [X] no [X]",
    "\ufb01rst \ufb02oor o\ufb03ce": "first floor office",
    "Jos\u00e9 N\u00fa\u00f1ez, Stra\u00dfe, \u00c6r\u00f8, \u0141\u00f3d\u017a": (
        "Jose Nunez, Strasse, AEro, Lodz"
    ),
    "e\u0301": "e",
    "\uff21\uff22\uff11": "AB1",
    "\u2460 x\u00b2 \u2166": "1 x(2) VII",
    "bell\x07 nul\x00 del\x7f": "bell nul del",
    "\x93windows\x94": '"windows"',
    "\uf0b7 Word's bullet, \uf0fe": "* Word's bullet, [X]",
    "undersigned?s, what? I, don\ufffdt": "undersigned's, what? I, don't",
    "x^2": "x^2",
    "\u2026": "...",
    "<p> <TABLE> <b> a < b": "< p> < TABLE> <b> a < b",
}


@pytest.mark.parametrize("text", sorted(SPELLED))
def test_a_text_has_a_spelling_for_it(text: str) -> None:
    changes = Changes()
    assert Characters(changes).write(text, "line 1") == SPELLED[text]
    assert changes.stops == []
    assert changes.lines() or text == SPELLED[text]


REFERRED = {
    "\u201cJos\u00e9\u2019s\u201d": "&#8220;Jos&#233;&#8217;s&#8221;",
    "a\u00a0b\u2009c": "a&nbsp;b&#8201;c",
    "\u00a7 16 \u65e5\u672c": "&#167; 16 &#26085;&#26412;",
    "soft\u00adhy\u200bphen\x07": "softhyphen",
    'a < b > c & "d"': "a &lt; b &gt; c &amp; &quot;d&quot;",
    "x^2": "x&#94;2",
    "undersigned?s": "undersigned's",
}


@pytest.mark.parametrize("text", sorted(REFERRED))
def test_html_has_a_reference_for_it(text: str) -> None:
    changes = Changes()
    assert Characters(changes, html=True).write(text, "line 1") == REFERRED[text]
    assert changes.stops == []


@pytest.mark.parametrize("text", ["\ue000", "a \ufffd b", "\U000f0000", "\ud800"])
@pytest.mark.parametrize("html", [False, True])
def test_what_nobody_can_read_stops_it(text: str, html: bool) -> None:
    changes = Changes()
    Characters(changes, html).write(text, "line 7")
    assert [where for where, _, _ in changes.stops] == ["line 7"]


@pytest.mark.parametrize("text", ["\u65e5\u672c", "\u0416", "\U0001f600", "\u05d0"])
def test_another_script_stops_a_text_and_not_a_page(text: str) -> None:
    changes = Changes()
    Characters(changes).write(text, "line 7")
    assert "--format html" in changes.stops[0][2]
    page = Changes()
    assert Characters(page, html=True).write(text, "line 7").startswith("&#")
    assert page.stops == []


def test_each_kind_is_told_once_with_its_count_first_place_and_the_names_it_changes() -> None:
    changes = Changes()
    spell = Characters(changes)
    spell.write("Jos\u00e9 and \u201cNu\u00f1ez\u201d", "line 2")
    spell.write("\u2018Jos\u00e9\u2019", "line 3")
    names, quotes = sorted(changes.lines())
    assert names.endswith("(3 times, first line 2): Jos\u00e9, \u201cNu\u00f1ez\u201d, \u2018Jos\u00e9\u2019")
    assert quotes == "quotation marks and apostrophes made straight (4 times, first line 2)"


def test_what_tags_held_apart_is_looked_at_again() -> None:
    assert joined("<p>ev</p>eval(x) ab?s <a href='b?s'>") == "<p>ev</p>eval&#40;x) ab's <a href='b?s'>"

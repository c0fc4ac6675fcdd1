"""Which glyph a font shows for a code, and how wide: by its outline, in fonts that show nothing else."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from fontTools.ttLib.tables.ttProgram import Program
from pikepdf import Array, Dictionary, Name, Stream

from form4kit.signoff.page_fonts import Fonts, Unknown

MANY = 300
"""The glyphs of these fonts: more than one byte can name. The glyph `gN` is a triangle N wide."""


def drawn(pen: Any, wide: int) -> Any:
    pen.moveTo((0, 0))
    pen.lineTo((wide, 0))
    pen.lineTo((wide, 700))
    pen.closePath()
    return pen


def font(
    change: Callable[[TTFont], object] = lambda made: None, units: int = 1000, compact: bool = False
) -> bytes:
    """Return a font of triangles; the last glyph of one with `glyf` is made of two others."""
    names = [".notdef", *(f"g{number}" for number in range(1, MANY))]
    builder = FontBuilder(units, isTTF=not compact)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    if not compact:
        glyphs = {name: drawn(TTGlyphPen(None), at).glyph() for at, name in enumerate(names)}
        pen = TTGlyphPen(dict.fromkeys(names))
        pen.addComponent("g1", (1, 0, 0, 1, 0, 0))
        pen.addComponent("g2", (1, 0, 0, 1, 9, 0))
        builder.setupGlyf(glyphs | {names[-1]: pen.glyph()})
    else:
        strings = {
            name: drawn(T2CharStringPen(500, None), at).getCharString() for at, name in enumerate(names)
        }
        builder.setupCFF("Triangles", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    change(builder.font)
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


PLAIN = font()
COMPOSED = MANY - 1


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.new() as made:
        yield made


def in_page(
    pdf: pikepdf.Pdf, data: bytes = PLAIN, program: str = "FontFile2", indirect: bool = False, **inner: Any
) -> Dictionary:
    """Return a font as a page names it."""
    descriptor = Dictionary({f"/{program}": Stream(pdf, data)}) if program else Dictionary()
    named = Dictionary(FontDescriptor=descriptor, **inner)
    return Dictionary(
        Subtype=Name.Type0,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(named) if indirect else named]),
    )


def codes(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def outlines(fonts: Fonts, named: Dictionary, *numbers: int) -> list[str]:
    return [outline for outline, _ in fonts.glyphs(named, codes(*numbers))]


def widths(fonts: Fonts, named: Dictionary, *numbers: int) -> list[float]:
    return [width for _, width in fonts.glyphs(named, codes(*numbers))]


def test_a_code_of_two_bytes_shows_the_glyph_of_that_number(pdf: pikepdf.Pdf) -> None:
    fonts, named = Fonts(), in_page(pdf)
    numbers = (1, 2, 256, 258, 3, 1)
    found = outlines(fonts, named, *numbers)
    assert found == [outlines(fonts, named, number)[0] for number in numbers]
    assert len({*found}) == 5
    assert found[0] == found[-1]


def test_a_glyph_is_known_by_its_outline_alone(pdf: pikepdf.Pdf) -> None:
    def renamed(made: TTFont) -> None:
        made["glyf"].glyphs["g1"] = made["glyf"].glyphs["g2"]

    first, same = outlines(Fonts(), in_page(pdf), 2), outlines(Fonts(), in_page(pdf, font(renamed)), 1)
    assert first == same
    assert outlines(Fonts(), in_page(pdf, font(units=2000)), 2) != first, "half as large"


def test_a_glyph_of_parts_is_drawn_and_its_parts_are_counted_once(pdf: pikepdf.Pdf) -> None:
    fonts, named = Fonts(), in_page(pdf)
    both = outlines(fonts, named, COMPOSED)
    assert both == outlines(fonts, named, COMPOSED)
    assert both != outlines(fonts, named, 1)
    fonts.step(100_000 - 2)
    with pytest.raises(Unknown, match="takes more to paint"):
        fonts.step()


@pytest.mark.parametrize("program", ["FontFile2", "FontFile3"])
def test_a_font_may_be_of_both_kinds_of_outlines(program: str, pdf: pikepdf.Pdf) -> None:
    shown = outlines(Fonts(), in_page(pdf, font(compact=True), program), 5, 6)
    assert shown[0] != shown[1]
    true = b"true" + PLAIN[4:]
    assert outlines(Fonts(), in_page(pdf, true, program), 5) == outlines(Fonts(), in_page(pdf), 5)


def test_widths_are_those_that_the_page_gives(pdf: pikepdf.Pdf) -> None:
    listed = Array([3, Array([300, 301.5]), 10, 12, 400, 20, Array([9])])
    named = in_page(pdf, W=listed, DW=777)
    wanted = {2: 777, 3: 300, 4: 301.5, 5: 777, 9: 777, 10: 400, 11: 400, 12: 400, 13: 777, 19: 777, 20: 9}
    assert widths(Fonts(), named, *wanted) == [*wanted.values()]
    assert widths(Fonts(), in_page(pdf), 3) == [1000], "as every font without them"


@pytest.mark.parametrize("indirect", [False, True])
def test_each_font_has_its_own_widths(indirect: bool, pdf: pikepdf.Pdf) -> None:
    fonts = Fonts()
    one, other = (in_page(pdf, indirect=indirect, DW=wide) for wide in (1, 2))
    assert [widths(fonts, each, 3) for each in (one, other, one)] == [[1], [2], [1]]


def test_a_range_of_widths_is_counted_once(pdf: pikepdf.Pdf) -> None:
    fonts, named = Fonts(), in_page(pdf, indirect=True, W=Array([100, 40_100, 5]))
    assert widths(fonts, named, 100) == widths(fonts, named, 101) == widths(fonts, named, 102) == [5]
    fonts.step(60_000)
    with pytest.raises(Unknown, match="takes more to paint"):
        fonts.step()
    with pytest.raises(Unknown, match="takes more to paint"):
        widths(Fonts(), in_page(pdf, W=Array([300_000, 100, 5])), 1)


def test_a_page_takes_a_hundred_thousand_steps_at_most() -> None:
    fonts = Fonts()
    for _ in range(100_000):
        fonts.step()
    with pytest.raises(Unknown, match="takes more to paint"):
        fonts.step()


OTHER: dict[str, dict[str, Any]] = {
    "a simple font": {"Subtype": Name.TrueType},
    "a type of its own": {"Subtype": Name.Type3},
    "an encoding of its own": {"Encoding": Name("/UniGB-UCS2-H")},
    "written down the page": {"Encoding": Name("/Identity-V")},
}


@pytest.mark.parametrize("kind", sorted(OTHER))
def test_fonts_of_other_kinds_are_no_packets(kind: str, pdf: pikepdf.Pdf) -> None:
    named = in_page(pdf)
    for key, value in OTHER[kind].items():
        named[f"/{key}"] = value
    with pytest.raises(Unknown, match="a font of another kind"):
        outlines(Fonts(), named, 1)


def test_half_a_code_is_no_packets(pdf: pikepdf.Pdf) -> None:
    for text in (b"\0", b"\0\1\0"):
        with pytest.raises(Unknown, match="a font of another kind"):
            [*Fonts().glyphs(in_page(pdf), text)]
    assert [*Fonts().glyphs(in_page(pdf), b"")] == []


def test_codes_that_stand_for_other_glyphs_are_no_packets(pdf: pikepdf.Pdf) -> None:
    for table in (Name("/Other"), Stream(pdf, codes(2, 1, 0))):
        with pytest.raises(Unknown, match="a font of another kind"):
            outlines(Fonts(), in_page(pdf, CIDToGIDMap=table), 1)
    assert outlines(Fonts(), in_page(pdf, CIDToGIDMap=Name.Identity), 1) == outlines(Fonts(), in_page(pdf), 1)


def test_a_font_that_is_not_in_the_file_is_no_packets(pdf: pikepdf.Pdf) -> None:
    for program in ("", "FontFile"):
        with pytest.raises(Unknown, match="a font that is not in it"):
            outlines(Fonts(), in_page(pdf, program=program), 1)


ALTERING = [
    *("CBDT", "CFF ", "CFF2", "COLR", "EBDT", "SVG ", "avar"),
    *("cvar", "cvt ", "fpgm", "fvar", "gvar", "prep", "sbix"),
]


@pytest.mark.parametrize("table", ALTERING)
def test_a_font_that_shows_other_than_its_outlines_is_no_packets(table: str, pdf: pikepdf.Pdf) -> None:
    made, out = TTFont(io.BytesIO(PLAIN), recalcBBoxes=False), io.BytesIO()
    made[table] = DefaultTable(table)
    made[table].data = b"\0\1\0\0"
    made.save(out)
    with pytest.raises(Unknown, match="a font that alters its glyphs"):
        outlines(Fonts(), in_page(pdf, out.getvalue()), 1)


def test_a_glyph_with_instructions_is_no_packets(pdf: pikepdf.Pdf) -> None:
    def instruct(made: TTFont) -> None:
        program = Program()
        program.fromBytecode(b"\xb0\0\x21")
        made["glyf"].glyphs["g2"].program = program

    data = font(instruct)
    assert outlines(Fonts(), in_page(pdf, data), 1) == outlines(Fonts(), in_page(pdf), 1)
    with pytest.raises(Unknown, match="a font that alters its glyphs"):
        outlines(Fonts(), in_page(pdf, data), 2)


@pytest.mark.parametrize("data", [b"", b"%!PS-AdobeFont-1.0", b"ttcf" + PLAIN[4:], b"wOFF" + PLAIN[4:]])
def test_what_is_no_plain_font_is_no_packets(data: bytes, pdf: pikepdf.Pdf) -> None:
    with pytest.raises(Unknown, match="a font that alters its glyphs"):
        outlines(Fonts(), in_page(pdf, data), 1)

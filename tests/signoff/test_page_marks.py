"""What a content stream paints, mark by mark: each operator with the points that it must have on the page."""

from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from form4kit.signoff import page_marks
from form4kit.signoff.page_fonts import Fonts, Unknown
from form4kit.signoff.page_marks import PaintedMark, differ, marks_of

BLACK = (("g", 0.0), ("G", 0.0), (), ((), ()))
PEN = (1.0, 0.0, 0.0, 1.0)
TEXT = (("g", 0.0), (), ((), ()))


class Monospaced(Fonts):
    """Fonts of which each glyph is its letter, and half an em wide."""

    def glyphs(self, font: Any, text: bytes) -> Iterator[tuple[str, float]]:
        yield from ((f"{font} {chr(each)}", 500.0) for each in text)


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.new() as made:
        yield made


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_marks, "Fonts", Monospaced)


def painted(pdf: pikepdf.Pdf, content: bytes, **resources: Any) -> tuple[PaintedMark, ...]:
    page = pdf.add_blank_page(page_size=(612, 792))
    page.obj.Contents = Stream(pdf, content)
    page.obj.Resources = Dictionary({f"/{key}": value for key, value in resources.items()})
    return marks_of(page)


def points(pdf: pikepdf.Pdf, content: bytes, **resources: Any) -> list[tuple[float, ...]]:
    found = painted(pdf, content, **resources)
    return [tuple(round(point, 4) for point in each.points) for each in found]


def words(pdf: pikepdf.Pdf, content: bytes) -> list[tuple[float, ...]]:
    """The matrix of each glyph, in a font of ten points."""
    return points(pdf, b"BT /F 10 Tf " + content + b" ET", Font=Dictionary(F="F"))


def test_a_box_has_four_corners_and_a_line_its_ends(pdf: pikepdf.Pdf) -> None:
    assert painted(pdf, b"10 20 30 40 re f 1 2 m 3 4 l h S") == (
        PaintedMark("a line or box", ("f", "re", (*BLACK, ())), (10, 20, 40, 20, 40, 60, 10, 60)),
        PaintedMark("a line or box", ("S", "mlh", (*BLACK, PEN)), (1, 2, 3, 4)),
    )


def test_curves_have_all_their_points(pdf: pikepdf.Pdf) -> None:
    (mark,) = painted(pdf, b"0 0 m 1 2 3 4 5 6 c 7 8 9 10 v 11 12 13 14 y B*")
    assert mark.what[:2] == ("B*", "mcvy")
    assert mark.points == (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)


def test_matrices_are_multiplied_the_inner_first(pdf: pikepdf.Pdf) -> None:
    # the point (1, 1): by the inner to (2*1+5*1+11, 3*1+7*1+13) = (18, 23), then by the outer
    content = b"17 19 23 29 31 37 cm 2 3 5 7 11 13 cm 1 1 m 1 0 l S"
    assert points(pdf, content) == [
        (17 * 18 + 23 * 23 + 31, 19 * 18 + 29 * 23 + 37, 17 * 13 + 23 * 16 + 31, 19 * 13 + 29 * 16 + 37)
    ]
    (mark,) = painted(pdf, content)
    assert mark.what[2][-1] == (17 * 2 + 23 * 3, 19 * 2 + 29 * 3, 17 * 5 + 23 * 7, 19 * 5 + 29 * 7), "its pen"


def test_a_state_is_kept_and_comes_back(pdf: pikepdf.Pdf) -> None:
    content = b"q 1 0 0 RG 0 1 0 rg 4 w 2 0 0 2 0 0 cm 1 1 m 2 2 l S Q 1 1 m 2 2 l S Q 1 1 m 2 2 l s"
    red, plain, last = painted(pdf, content)
    assert red.points == (2, 2, 4, 4)
    assert red.what[2] == (("rg", 0, 1, 0), ("RG", 1, 0, 0), (("w", (4,)),), ((), ()), (8, 0, 0, 8))
    assert plain.points == last.points == (1, 1, 2, 2)
    assert plain.what == ("S", "ml", (*BLACK, PEN))
    assert last.what == ("s", "ml", (*BLACK, PEN))


@pytest.mark.parametrize("name", ["B", "B*", "F", "S", "b", "b*", "f", "f*", "s"])
def test_what_paints_a_path_ends_it(name: str, pdf: pikepdf.Pdf) -> None:
    content = b"0 0 m 1 0 l " + name.encode() + b" 2 2 m 3 3 l S " + name.encode()
    first, second = painted(pdf, content)
    assert (first.what[0], first.points, second.points) == (name, (0, 0, 1, 0), (2, 2, 3, 3))
    assert first.what[2][-1] == (() if name in ("f", "F", "f*") else PEN)


@pytest.mark.parametrize("name", ["W", "W*"])
def test_all_after_a_clip_is_seen_through_it(name: str, pdf: pikepdf.Pdf) -> None:
    clip = b" 0 0 9 9 re " + name.encode() + b" n "
    found = painted(pdf, b"1 0 0 1 re n 1 1 1 1 re f" + clip + b"q" + clip + b"1 1 1 1 re f Q 1 1 1 1 re f")
    corners = (0, 0, 9, 0, 9, 9, 0, 9)
    assert [each.what[2] for each in found if each.kind == "a clip"] == [(), ()]
    assert [each.points for each in found if each.kind == "a clip"] == [corners, corners]
    assert [each.what[:2] for each in found if each.kind == "a clip"] == [(name, "re")] * 2
    through = [each.what[2][3] for each in found if each.kind == "a line or box"]
    assert through == [((), ()), ((), (1, 2)), ((), (1,))]


def test_a_clip_that_is_painted_too_is_both(pdf: pikepdf.Pdf) -> None:
    clip, box = painted(pdf, b"0 0 9 9 re W f")
    assert (clip.kind, clip.points) == ("a clip", box.points)
    assert box.what[2][3] == ((), (1,))


COLOURS = {
    b"0.25 g 0.5 G": (("g", 0.25), ("G", 0.5)),
    b"0 0 0 1 k 1 0 0 0 K": (("k", 0, 0, 0, 1), ("K", 1, 0, 0, 0)),
    b"/DeviceRGB cs 1 0 0 sc": (("sc", "/DeviceRGB", 1, 0, 0), ("G", 0)),
    b"/DeviceRGB CS 1 0 0 SC": (("g", 0), ("SC", "/DeviceRGB", 1, 0, 0)),
    b"/DeviceCMYK cs /DeviceGray CS 1 scn 0 SCN": (("scn", "/DeviceCMYK", 1), ("SCN", "/DeviceGray", 0)),
    b"/DeviceGray cs": (("cs", "/DeviceGray"), ("G", 0)),
    b"/DeviceGray CS": (("g", 0), ("CS", "/DeviceGray")),
    b"0.00004 g 0.33333 G": (("g", 0), ("G", 0.3333)),
}


@pytest.mark.parametrize("content", sorted(COLOURS))
def test_colours(content: bytes, pdf: pikepdf.Pdf) -> None:
    (mark,) = painted(pdf, content + b" 0 0 1 1 re B")
    assert mark.what[2][:2] == COLOURS[content]


@pytest.mark.parametrize("space", [b"/CS0", b"/DeviceN"])
def test_a_space_of_colours_of_its_own_is_no_packets(space: bytes, pdf: pikepdf.Pdf) -> None:
    with pytest.raises(Unknown, match="colours that it defines"):
        painted(pdf, space + b" cs 1 scn 0 0 1 1 re f", ColorSpace=Dictionary(CS0=Name.DeviceRGB))
    with pytest.raises(Unknown, match="colours that it defines"):
        painted(pdf, b"0 0 1 1 re f", ColorSpace=Dictionary(DefaultGray=Name.DeviceRGB))


def test_how_lines_are_drawn_is_a_part_of_them(pdf: pikepdf.Pdf) -> None:
    (mark,) = painted(pdf, b"[3 1] 0 d 2 J 1 j 4 M 0.5 i /Perceptual ri 3 w 0 0 m 1 1 l S")
    assert mark.what[2][2] == (
        ("J", (2,)), ("M", (4,)), ("d", ((3, 1), 0)), ("i", (0.5,)), ("j", (1,)),
        ("ri", ("/Perceptual",)), ("w", (3,)),
    )  # fmt: skip
    assert mark.what[2][4] == (3, 0, 0, 3)


def test_what_is_blended_is_told_and_a_mask_is_no_packets(pdf: pikepdf.Pdf) -> None:
    half = Dictionary(Type=Name.ExtGState, ca=0.5, BM=Name.Multiply)
    masked = Dictionary(SMask=Dictionary(S=Name.Luminosity))
    (mark,) = painted(pdf, b"/A gs 0 0 1 1 re f", ExtGState=Dictionary(A=half))
    assert mark.what[2][3] == ((("/BM", "/Multiply"), ("/ca", 0.5)), ())
    with pytest.raises(Unknown, match="through a mask"):
        painted(pdf, b"/A gs 0 0 1 1 re f", ExtGState=Dictionary(A=masked))


def test_each_glyph_stands_where_the_one_before_it_ends(pdf: pikepdf.Pdf, letters: None) -> None:
    assert words(pdf, b"1 0 0 1 100 200 Tm (ab) Tj") == [(10, 0, 0, 10, 100, 200), (10, 0, 0, 10, 105, 200)]
    assert words(pdf, b"[(a) -1000 (b) 500 (c)] TJ")[1:] == [(10, 0, 0, 10, 15, 0), (10, 0, 0, 10, 15, 0)]
    assert words(pdf, b"3 Tc (ab) Tj")[1] == (10, 0, 0, 10, 8, 0)
    wide = words(pdf, b"3 Tc 200 Tz [(a) -1000 (b)] TJ")
    assert wide == [(20, 0, 0, 10, 0, 0), (20, 0, 0, 10, 36, 0)]
    assert words(pdf, b"4 Ts (a) Tj") == [(10, 0, 0, 10, 0, 4)]
    turned = words(pdf, b"0 2 -2 0 50 60 Tm 3 4 Td (ab) Tj")
    assert turned == [(0, 20, -20, 0, 42, 66), (0, 20, -20, 0, 42, 76)]


def test_lines_of_text_follow_each_other(pdf: pikepdf.Pdf, letters: None) -> None:
    content = b"1 0 0 1 10 20 Tm (a) Tj 5 7 Td (b) Tj 2 -12 TD (c) Tj T* (d) Tj 30 TL T* (e) Tj"
    assert [each[4:] for each in words(pdf, content)] == [(10, 20), (15, 27), (17, 15), (17, 3), (17, -27)]
    assert words(pdf, b"(a) Tj ET BT (b) Tj") == [(10, 0, 0, 10, 0, 0)] * 2


def test_what_a_glyph_is_and_how_it_is_drawn(pdf: pikepdf.Pdf, letters: None) -> None:
    font = Dictionary(F="F")
    plain, outlined = painted(pdf, b"BT /F 9 Tf (a) Tj 2 Tr 0.5 w 1 G (a) Tj ET", Font=font)
    assert plain == PaintedMark("a word", ("F a", 0, TEXT), (9, 0, 0, 9, 0, 0))
    drawn = (("G", 1), (("w", (0.5,)),), (0.5, 0, 0, 0.5))
    assert outlined.what == ("F a", 2, (("g", 0), drawn, ((), ())))


def test_what_only_marks_content_paints_nothing(pdf: pikepdf.Pdf) -> None:
    assert painted(pdf, b"/P BMC /P <</A 1>> BDC /P MP /P <<>> DP EMC EMC BT ET") == ()
    with pytest.raises(Unknown, match="is painted with sh, which no packet is"):
        painted(pdf, b"/S sh")


def form(pdf: pikepdf.Pdf, content: bytes, **more: Any) -> Stream:
    return Stream(
        pdf, content, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([1, 2, 4, 8]), **more)
    )


def test_a_form_is_clipped_to_its_box_and_drawn_by_its_matrix(pdf: pikepdf.Pdf) -> None:
    inner = form(pdf, b"1 g 0 0 1 1 re f", Matrix=Array([2, 0, 0, 3, 5, 7]))
    begins, box, ends, after = painted(
        pdf, b"10 0 0 10 0 0 cm /X Do 0 0 1 1 re f", XObject=Dictionary(X=inner)
    )
    assert begins.what == ("form", "'None'")
    assert begins.points == (70, 130, 130, 130, 130, 310, 70, 310)
    assert box.points == (50, 70, 70, 70, 70, 100, 50, 100)
    assert (ends.what, ends.points) == (("end of form",), ())
    assert (after.points, after.what[2][0]) == ((0, 0, 10, 0, 10, 10, 0, 10), ("g", 0)), (
        "its state is its own"
    )


def test_a_form_takes_the_resources_of_its_page_where_it_has_none(pdf: pikepdf.Pdf) -> None:
    state = Dictionary(A=Dictionary(ca=0.5))
    found = painted(pdf, b"/X Do", XObject=Dictionary(X=form(pdf, b"/A gs 0 0 1 1 re f")), ExtGState=state)
    assert found[1].what[2][3] == ((("/ca", 0.5),), ())
    group = form(pdf, b"", Group=Dictionary(S=Name.Transparency))
    assert painted(pdf, b"/X Do", XObject=Dictionary(X=group))[0].what == (
        "form",
        "(('/S', '/Transparency'),)",
    )


def nested(pdf: pikepdf.Pdf, levels: int) -> tuple[PaintedMark, ...]:
    inner = form(pdf, b"0 0 1 1 re f")
    for _ in range(levels - 1):
        inner = form(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
    return painted(pdf, b"/X Do", XObject=Dictionary(X=inner))


def test_forms_in_forms_have_an_end(pdf: pikepdf.Pdf) -> None:
    assert len(nested(pdf, 8)) == 17
    with pytest.raises(Unknown, match="nested deeper"):
        nested(pdf, 9)


def test_a_picture_is_its_bytes_its_mask_and_all_that_is_said_of_it(pdf: pikepdf.Pdf) -> None:
    def picture(data: bytes, **more: Any) -> Stream:
        return Stream(pdf, data, Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, **more))

    def shown(image: Stream) -> PaintedMark:
        (mark,) = painted(pdf, b"5 0 0 6 7 8 cm /X Do", XObject=Dictionary(X=image))
        return mark

    plain = shown(picture(b"a"))
    assert (plain.kind, plain.points) == ("a picture", (5, 0, 0, 6, 7, 8))
    assert plain.what[-2:] == (("g", 0), ((), ()))
    assert shown(picture(b"a", StructParent=9, Metadata=Dictionary())) == plain, "nothing that is seen"
    others = [
        picture(b"b"),
        picture(b"a", Decode=Array([1, 0])),
        picture(b"a", SMask=picture(b"m")),
        picture(b"a", SMask=picture(b"n")),
    ]
    assert len({plain.what, *(shown(each).what for each in others)}) == 5
    assert len(shown(others[2]).what) == len(plain.what) + 1


def pattern(pdf: pikepdf.Pdf, content: bytes, kind: int = 1, step: float = 4) -> Dictionary:
    tile = Stream(
        pdf,
        content,
        Dictionary(PatternType=kind, PaintType=1, BBox=Array([0, 0, 4, 4.04]), XStep=step, YStep=4),
    )
    return Dictionary(P=tile)


def test_a_pattern_is_what_it_repeats_and_how_far(pdf: pikepdf.Pdf) -> None:
    content = b"/Pattern cs /P scn 0 0 9 9 re f"
    (mark,) = painted(pdf, content, Pattern=pattern(pdf, b"0 0 2.04 2 re f"))
    name, (inner,), about, space = mark.what[2][0]
    assert (name, space) == ("scn", "/Pattern")
    assert inner == ("a line or box", ("f", "re", (*BLACK, ())), (0, 0, 2, 0, 2, 2, 0, 2))
    assert about == "('None', (0.0, 0.0, 4.0, 4.0), 4.0, 4.0)"
    (stroked,) = painted(pdf, b"/Pattern CS /P SCN 0 0 9 9 re S", Pattern=pattern(pdf, b"0 0 2 2 re f"))
    assert stroked.what[2][1][0] == "SCN"
    assert stroked.what[2][1][3] == "/Pattern"
    (other,) = painted(pdf, content, Pattern=pattern(pdf, b"0 0 2.04 2 re f", step=5))
    assert other.what != mark.what
    with pytest.raises(Unknown, match="a shading"):
        painted(pdf, content, Pattern=pattern(pdf, b"", kind=2))


def test_a_page_takes_two_megabytes_to_paint_at_most(pdf: pikepdf.Pdf) -> None:
    most = 2 * 1024 * 1024
    assert painted(pdf, b" " * most) == ()
    with pytest.raises(Unknown, match="takes more to paint"):
        painted(pdf, b" " * (most + 1))
    page = pdf.add_blank_page(page_size=(9, 9))
    page.obj.Contents = Array([pdf.make_indirect(Stream(pdf, b" " * (most // 2))) for _ in range(2)])
    assert marks_of(page) == ()
    page.obj.Contents.append(pdf.make_indirect(Stream(pdf, b" ")))
    with pytest.raises(Unknown, match="takes more to paint"):
        marks_of(page)


def test_each_stream_and_each_step_in_it_counts(pdf: pikepdf.Pdf) -> None:
    assert painted(pdf, b"n " * 99_900) == (), "a hundred for the page itself"
    with pytest.raises(Unknown, match="takes more to paint"):
        painted(pdf, b"n " * 99_901)


def test_what_cannot_be_followed_is_told(pdf: pikepdf.Pdf) -> None:
    with pytest.raises(Unknown, match=r"cannot be followed \(KeyError\)"):
        painted(pdf, b"/X Do", XObject=Dictionary())


MARK = PaintedMark("a word", ("a",), (1.0, 2.0))
WORSE = {
    "a word in another place": [MARK, PaintedMark("a word", ("a",), (1.0, 2.51))],
    "a line or box where a word should be": [MARK, PaintedMark("a line or box", ("a",), (1.0, 2.0))],
    "a word": [MARK, PaintedMark("a word", ("b",), (1.0, 2.0))],
    "1 marks where 2 should be": [MARK],
    "3 marks where 2 should be": [MARK, MARK, MARK],
}


@pytest.mark.parametrize("said", sorted(WORSE))
def test_what_differs_is_said(said: str) -> None:
    assert differ([MARK, MARK], WORSE[said]) == said


def test_half_a_point_is_no_other_place() -> None:
    near = PaintedMark("a word", ("a",), (1.5, 1.5))
    assert differ([MARK], [near]) == ""
    assert differ([near], [MARK]) == ""
    assert differ([MARK], [PaintedMark("a word", ("a",), (1.0,))]) == "a word"
    assert differ([MARK], [near], within=0.4) == "a word in another place"

"""Pages that show other than they should are told from those that show the same, whatever wrote them."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from changed_packets import Change, changed, moved, packed
from pikepdf import Array

from form4kit.signoff.page_differences import pages_differ


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        return packed(tmp_path_factory.mktemp("honest"), patch)


def painted(operators: bytes) -> Change:
    return lambda pdf: pdf.pages[1].contents_add(operators)


def another_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].MediaBox = pikepdf.Array([0, 0, 500, 500])


def cut_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2]


def doubled_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[1])


def swapped(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[1].Contents, pdf.pages[4].Contents
    pdf.pages[1].Contents, pdf.pages[4].Contents = second, first


Steps = list[tuple[list[object], str]]


def rewritten(change: Callable[[Steps], None]) -> Change:
    """Write what paints the first page anew that has what to change, step by step."""

    def rewrite(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            steps = [([*step.operands], str(step.operator)) for step in pikepdf.parse_content_stream(page)]
            before = len(steps)
            change(steps)
            if len(steps) != before:
                operators = [(operands, pikepdf.Operator(name)) for operands, name in steps]
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))
                return
        pytest.fail("no page has what to change")

    return rewrite


def hair_thin(steps: Steps) -> None:
    """Squeeze what is shown by a glyph alone to nothing."""
    for at in reversed(range(len(steps))):
        shown, name = steps[at]
        if name == "TJ" and sum(len(bytes(each)) for each in shown[0] if not isinstance(each, int)) == 2:  # type: ignore[attr-defined]
            steps.insert(at + 1, ([100], "Tz"))
            steps.insert(at, ([0.1], "Tz"))


def kept_clip(steps: Steps) -> None:
    """Let a clip go on after what it was for, so that it hides all that follows."""
    for at, (_, name) in enumerate(steps):
        if name in ("W", "W*"):
            depth, end = 0, at
            while depth >= 0:
                end += 1
                depth += {"q": 1, "Q": -1}.get(steps[end][1], 0)
            if not any(each[1] == "cm" for each in steps[at:end]):
                del steps[end]
                return


def thick_lines(steps: Steps) -> None:
    """Draw lines a hundred times as thick, in units a hundred times as large."""
    for at in reversed(range(len(steps))):
        end = at
        while steps[end][1] in ("m", "l", "re"):
            end += 1
        if end > at and steps[end][1] == "S" and steps[at - 1][1] not in ("m", "l", "re"):
            for operands, _ in steps[at:end]:
                operands[:] = [float(each) / 100 for each in operands]  # type: ignore[arg-type]
            steps.insert(end + 1, ([], "Q"))
            steps[at:at] = [([], "q"), ([100, 0, 0, 100, 0, 0], "cm")]


def blended(pdf: pikepdf.Pdf) -> None:
    """Let all that is painted be lighter than the paper, which shows nothing."""
    for page in pdf.pages:
        if "/ExtGState" in page.Resources:
            page.Resources.ExtGState["/Light"] = pikepdf.Dictionary(BM=pikepdf.Name.Screen)

    def light(steps: Steps) -> None:
        for at in reversed(range(len(steps))):
            if steps[at][1] == "gs":
                steps.insert(at, ([pikepdf.Name("/Light")], "gs"))

    rewritten(light)(pdf)


def own_colours(pdf: pikepdf.Pdf) -> None:
    """Let black be white: what a page says of its colours holds for all of them."""
    white = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 1, 1], N=1)
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceRGB, white])
    pdf.pages[1].Resources.ColorSpace = pikepdf.Dictionary(DefaultGray=space)


def inherited_box(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.CropBox = pikepdf.Array([0, 0, 400, 300])


def inherited_turn(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Rotate = 180


def inherited_unit(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.UserUnit = 2


def box(name: str, by: float) -> Change:
    def enlarge(pdf: pikepdf.Pdf) -> None:
        sides = [float(each) for each in pdf.pages[1].obj[f"/{name}"]]
        pdf.pages[1].obj[f"/{name}"] = Array([*sides[:3], sides[3] + by])

    return enlarge


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    fonts = [each for _, each in pdf.pages[1].Resources.Font.items()]
    return [each.DescendantFonts[0].FontDescriptor.FontFile2 for each in fonts]


def instructed(pdf: pikepdf.Pdf) -> None:
    """Let a font have a program, which moves the points of its glyphs where they are shown."""
    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.tables.ttProgram import Program

    for program in fonts_of(pdf):
        font = TTFont(io.BytesIO(program.read_bytes()))
        font["fpgm"] = newTable("fpgm")
        font["fpgm"].program = Program()
        font["fpgm"].program.fromBytecode(b"\xb0\0\x21")
        out = io.BytesIO()
        font.save(out)
        program.write(out.getvalue())


def no_font(pdf: pikepdf.Pdf) -> None:
    for program in fonts_of(pdf):
        program.write(b"\0\1\0\0 and what is no font at all")


def endless(pdf: pikepdf.Pdf) -> None:
    """Let a form draw the next one forty times, seven deep."""
    form = None
    for _ in range(7):
        made = pdf.make_stream(b"/X Do\n" * 40 if form is not None else b"0 0 m 1 1 l S")
        made.Type, made.Subtype, made.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        if form is not None:
            made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        form = pdf.make_indirect(made)
    page = pdf.pages[1]
    page.Resources.XObject = pikepdf.Dictionary(X=form)
    page.contents_add(b" /X Do", prepend=True)


def other_words(pdf: pikepdf.Pdf) -> None:
    """Print one glyph in place of another, and leave the font to say that it is what it was."""
    page = pdf.pages[1]
    page.contents_coalesce()
    found = pikepdf.parse_content_stream(page)
    for step in found:
        if str(step.operator) != "TJ":
            continue
        shown = step.operands[0]
        glyphs = [at for at, each in enumerate(shown) if isinstance(each, pikepdf.Object)]
        if len(glyphs) > 1 and bytes(shown[glyphs[0]]) != bytes(shown[glyphs[1]]):
            first, second = bytes(shown[glyphs[0]]), bytes(shown[glyphs[1]])
            shown[glyphs[0]], shown[glyphs[1]] = pikepdf.String(second), pikepdf.String(first)
            break
    else:
        pytest.fail("no word of two letters")
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))


OTHER: dict[str, tuple[Change, str]] = {
    "moved": (moved(0.8), "page 2 .*: a clip in another place"),
    "white box": (painted(b" q 1 1 1 rg 60 60 300 300 re f Q"), "page 2 .* marks where"),
    "line": (painted(b" q 60 60 m 300 300 l S Q"), "page 2 .* marks where"),
    "size": (another_size, "page 2 .*: another size"),
    "cut page": (cut_page, "has 6 pages, where its attachments give 7"),
    "doubled page": (doubled_page, "has 8 pages, where its attachments give 7"),
    "swapped pages": (swapped, "page 2 does not show"),
    "other words": (other_words, "page 2 .*: a word$"),
    "words too thin to see": (rewritten(hair_thin), "page 1 .*: a word in another place"),
    "a clip that goes on": (rewritten(kept_clip), "page 1 .*: a line or box"),
    "thick lines": (rewritten(thick_lines), "page 1 .*: a line or box"),
    "light on light": (blended, "page 1 .*: a line or box"),
    "colours of its own": (own_colours, "page 2 .* colours that it defines itself"),
    "a box above the pages": (inherited_box, "page 1 .*: it has other entries"),
    "a turn above the pages": (inherited_turn, "page 1 .*: it has other entries"),
    "another unit above the pages": (inherited_unit, "its pages take over what no packet's do"),
    "pages a little larger": (box("MediaBox", 0.3), "page 2 .*: another size"),
    "a trim box a little larger": (box("TrimBox", 0.3), "page 2 .*: another size"),
    "a bleed box a little larger": (box("BleedBox", 0.3), "page 2 .*: another size"),
    "a font with a program": (instructed, "page 2 .* a font that alters its glyphs"),
    "no font": (no_font, "page 2 .*: cannot be followed"),
    "forms without end": (endless, "page 2 .*: takes more to paint"),
}


@pytest.mark.parametrize("kind", sorted(OTHER))
def test_pages_that_show_another_thing(kind: str, honest: bytes) -> None:
    change, words = OTHER[kind]
    assert re.search(words, next(pages_differ(changed(honest, change), honest)))


def test_within_half_a_point_pages_show_the_same(honest: bytes) -> None:
    assert [*pages_differ(changed(honest, moved(-0.4)), honest)] == []

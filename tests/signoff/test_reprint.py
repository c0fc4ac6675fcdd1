"""A packet is a function of what is in it: made again by its bytes, or by its pages for another library."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from signing_kit import SIGNER, built, run

from form4kit.signoff import packet as packets
from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import NotAPacket, attachments_of, terms_of
from form4kit.signoff.pdf_bounds import within_bounds
from form4kit.signoff.reprint import OtherVersion, active_content, reprint
from form4kit.storage.sealed import sealed

Change = Callable[[pikepdf.Pdf], None]


def packed(root: Path, monkeypatch: pytest.MonkeyPatch, **versions: str) -> bytes:
    """Return a packet that says it was made with other versions than these."""
    out, file = built(root), root / "packet.pdf"
    others = {**packets.versions(), **versions}
    with monkeypatch.context() as patch:
        patch.setattr(packets, "versions", lambda: others)
        result = run("packet", out, "--signer", SIGNER, "--out", file)
    assert result.exit_code == 0, result.output
    return file.read_bytes()


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        return packed(tmp_path_factory.mktemp("honest"), patch)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a packet that another Pango and pikepdf made."""
    with pytest.MonkeyPatch.context() as patch:
        return packed(tmp_path_factory.mktemp("elsewhere"), patch, pango="1.50.1", pikepdf="10.10.0")


def changed(data: bytes, change: Change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def with_terms(data: bytes, change: Callable[[dict[str, object]], object]) -> bytes:
    """Return a packet whose terms were changed and sealed again."""
    terms = terms_of(data)
    change(terms)

    def put(pdf: pikepdf.Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles.Names
        for at in range(0, len(names), 2):
            if str(names[at]) == "packet.json":
                names[at + 1].EF.F.write(sealed(terms))

    return changed(data, put)


def test_made_again_from_its_own_attachments(honest: bytes) -> None:
    assert make_again(terms_of(honest), attachments_of(honest)) == honest
    assert reprint(honest).words == "made again from its own attachments, byte for byte"


def test_no_registry_and_no_folder_has_a_part_in_it(
    honest: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form4kit.toml").write_text("[issuer]\nforeign_private = true\n")
    assert reprint(honest).libraries == ()


def test_other_libraries_show_the_same(elsewhere: bytes) -> None:
    found = reprint(changed(elsewhere, lambda pdf: None))
    assert [each.split(",")[0] for each in found.libraries] == ["pango 1.50.1", "pikepdf 10.10.0"]
    assert reprint(elsewhere).libraries == (), "the same bytes all the same"


@pytest.mark.parametrize("name", ["form4kit", "rules", "weasyprint"])
def test_another_version_is_to_be_built_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OtherVersion, match=f"was made by {name} 9.9: build it again"):
        reprint(packed(tmp_path, monkeypatch, **{name: "9.9"}))


def moved(by: float) -> Change:
    def move(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.contents_add(f"q 1 0 0 1 {by} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")

    return move


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


def two_streams(pdf: pikepdf.Pdf) -> None:
    """Attach under one name what is bound, and beside it what a reader shows."""
    names = pdf.Root.Names.EmbeddedFiles.Names
    for at in range(1, len(names), 2):
        names[at].EF.UF = pdf.make_stream(b"<ownershipDocument/>")


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


FORGED: dict[str, tuple[Change, str]] = {
    "moved": (moved(0.8), "page 2 .*: a clip in another place"),
    "white box": (painted(b" q 1 1 1 rg 60 60 300 300 re f Q"), "page 2 .* marks where"),
    "line": (painted(b" q 60 60 m 300 300 l S Q"), "page 2 .* marks where"),
    "size": (another_size, "page 2 .*: another size"),
    "cut page": (cut_page, "has 6 pages, where its attachments give 7"),
    "doubled page": (doubled_page, "has 8 pages, where its attachments give 7"),
    "swapped pages": (swapped, "page 2 does not show"),
    "other words": (other_words, "page 2 .*: a word$"),
}


SUBTLE: dict[str, tuple[Change, str]] = {
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
    "two streams under one name": (two_streams, "is two files under one name"),
}


@pytest.mark.parametrize(("change", "words"), FORGED.values(), ids=FORGED)
def test_pages_that_show_another_thing(change: Change, words: str, honest: bytes, elsewhere: bytes) -> None:
    for data in (honest, elsewhere):
        with pytest.raises(NotItself, match=words):
            reprint(changed(data, change))


@pytest.mark.parametrize(("change", "words"), SUBTLE.values(), ids=SUBTLE)
def test_pages_whose_words_and_places_are_right_and_show_another_thing(
    change: Change, words: str, elsewhere: bytes
) -> None:
    with pytest.raises((NotItself, NotAPacket), match=words):
        reprint(changed(elsewhere, change))


def test_within_half_a_point(honest: bytes, elsewhere: bytes) -> None:
    assert reprint(changed(elsewhere, moved(0.4))).libraries
    with pytest.raises(NotItself, match="byte for byte"):
        reprint(changed(honest, moved(0.4)))


def open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_tree(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=["x", pdf.make_indirect(action)])


def annotation(pdf: pikepdf.Pdf) -> None:
    box = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[0, 0, 400, 400])
    pdf.pages[1].Annots = pikepdf.Array([pdf.make_indirect(box)])


def page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://127.0.0.1"))


def layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[])


def outline_action(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://127.0.0.1")
        outline.root[0].destination = None


ACTIVE: dict[str, Change] = {
    "open action": open_action,
    "script": script_tree,
    "annotation": annotation,
    "page action": page_action,
    "layers": layers,
    "bookmark": outline_action,
}


@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE)
def test_active_content(change: Change, honest: bytes, elsewhere: bytes) -> None:
    for data in (honest, elsewhere):
        with pytest.raises(NotItself, match="what a packet never does"):
            reprint(changed(data, change))


def another_xml(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    stream = next(names[at + 1].EF.F for at in range(0, len(names), 2) if str(names[at]) == "001-gift.xml")
    stream.write(stream.read_bytes().replace(b"25000", b"92500"))


def one_more(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"more", filename="more.txt")


def one_less(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    del names[0]
    del names[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (another_xml, "ownership.xml of gift is not what packet.json binds"),
        (one_more, "more.txt is attached to it, and nothing says why"),
        (one_less, "001-gift.draft.yaml, which is draft.yaml of gift, is not attached to it"),
    ],
)
def test_attachments_that_are_not_bound(change: Change, said: str, honest: bytes, elsewhere: bytes) -> None:
    for data in (honest, elsewhere):
        with pytest.raises(NotItself, match=said):
            reprint(changed(data, change))


@pytest.mark.parametrize(
    "key", ["form", "issuer", "owners", "signatures", "period", "hash", "submission", "sent", "judged"]
)
def test_terms_that_say_other_than_the_files(key: str, elsewhere: bytes) -> None:
    def change(terms: dict[str, object]) -> None:
        filings = terms["filings"]
        assert isinstance(filings, list)
        filings[0][key] = [] if isinstance(filings[0][key], list) else {} if key == "sent" else "other"

    with pytest.raises(NotItself, match=r"packet\.json says other of gift than"):
        reprint(with_terms(elsewhere, change))


def test_terms_that_bind_another_proof(honest: bytes) -> None:
    def change(terms: dict[str, object]) -> None:
        filings = terms["filings"]
        assert isinstance(filings, list)
        filings[0]["sha256"]["proof.pdf"] = "0" * 64

    other = with_terms(honest, change)
    with pytest.raises(NotItself, match=r"packet\.json binds another proof\.pdf of gift"):
        reprint(make_again(terms_of(other), attachments_of(other)))


def test_terms_that_print_another_thing(elsewhere: bytes) -> None:
    with pytest.raises(NotItself, match="page 1 does not show"):
        reprint(with_terms(elsewhere, lambda terms: terms.update(reason="Counsel agreed.", passed_over=[])))
    with pytest.raises(NotItself, match="lacks what this version writes"):
        reprint(with_terms(elsewhere, lambda terms: terms.pop("filings")))
    with pytest.raises(OtherVersion):
        reprint(with_terms(elsewhere, lambda terms: terms.pop("format")))


def bomb(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    for at in range(0, len(names), 2):
        if str(names[at]) == "packet.json":
            names[at + 1].EF.F.write(b'{"a": "' + b" " * (220 << 20) + b'"}')


def table(body: bytes, kind: bytes, gap: bytes = b"\n") -> bytes:
    """Return a PDF whose table of objects is a stream."""
    start = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    start += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    head = b"3 0 obj\n<< /Type /XRef /Size 60000000 /W [1 1 1] /Root 1 0 R /Length %d /Filter %s >>\nstream"
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(start)
    return start + head % (len(body), kind) + gap + body + end


def squeezed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (table(squeezed(150), b"/FlateDecode"), "has more in it"),
        (table(squeezed(150), b"/FlateDecode", b"\r"), "has more in it"),
        (table(squeezed(150), b"/FlateDecode").replace(b"/XRef", b"/X#52ef"), "has more in it"),
        (table(squeezed(9).hex().encode(), b"[/ASCIIHexDecode /FlateDecode]"), "none is packed in this way"),
        (table(squeezed(9).hex().encode(), b"[/AHx/Fl]"), "none is packed in this way"),
        (table(b"\x81 " * 999, b"/RunLengthDecode"), "none is packed in this way"),
        (table(b"\x81 " * 999, b"1 0 R"), "none is packed in this way"),
        (
            table(b"\x81 " * 999, b"/RunLengthDecode").replace(b"/Filter", b"/F#69lter"),
            "none is packed in this way",
        ),
    ],
)
def test_a_table_that_would_be_read_for_long_is_refused_at_once(data: bytes, said: str) -> None:
    with pytest.raises(NotAPacket, match=said):
        within_bounds(data, packet=False)
    with pytest.raises(NotAPacket, match="none is written in this way"):
        terms_of(data)


def test_what_inflates_too_far_is_refused_before_it_is_kept(honest: bytes) -> None:
    data = changed(honest, bomb)
    assert len(data) < 1_000_000
    with pytest.raises(NotAPacket, match="inflates to more than 200 MB"):
        terms_of(data)
    within_bounds(honest)
    with pytest.raises(NotAPacket, match="is not a packet"):
        terms_of(changed(honest, lambda pdf: pdf.Root.Names.__delitem__("/EmbeddedFiles")))


def test_a_file_without_an_end_is_refused_before_it_is_searched() -> None:
    with pytest.raises(NotAPacket, match="is not a sound PDF"):
        within_bounds(b"%PDF-1.7\n" + bytes(50 << 20))


@pytest.mark.parametrize(
    "name",
    ["A", "AA", "AcroForm", "Annots", "JS", "JavaScript", "OpenAction", "RichMediaContent", "XFA"],
)
def test_what_acts_is_named_wherever_it_stands(name: str) -> None:
    inner = Dictionary({f"/{name}": Array([])})
    for entries in ({name: Array([])}, {"X": inner}, {"X": Array([1, Array([inner])])}):
        assert [*active_content(blank(**entries))] == [f"/{name}"]


@pytest.mark.parametrize("name", ["Collection", "Extensions", "OCProperties", "PageLabels", "Perms", "URI"])
def test_what_hides_is_named_where_it_stands_in_the_catalogue(name: str) -> None:
    assert [*active_content(blank(at="Root", **{name: Dictionary()}))] == [f"/{name}"]
    assert [*active_content(blank())] == []


@pytest.mark.parametrize("type", ["Action", "Annot", "OCG", "OCMD"])
def test_what_has_the_type_of_something_that_acts_is_named(type: str) -> None:
    assert [*active_content(blank(X=Array([Dictionary(Type=Name(f"/{type}"))])))] == [f"/{type}"]


def test_the_attributes_of_a_tag_are_no_action_and_depth_has_its_bound() -> None:
    for tag in (
        Dictionary(Type=Name.StructElem, A=Dictionary()),
        Dictionary(Pg=Dictionary(), A=Dictionary()),
    ):
        assert [*active_content(blank(X=tag))] == []
    deep = Array([])
    for _ in range(25):
        deep = Array([deep])
    assert [*active_content(blank(X=deep))] == ["what is nested deeper than anything in a packet"]


def blank(at: str = "page", **entries: Any) -> bytes:
    """Return a PDF of one page, with these entries in its page object, or in the catalogue."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "A packet"
        for key, value in entries.items():
            (pdf.Root if at == "Root" else pdf.pages[0].obj)[f"/{key}"] = value
        pdf.save(out)
    return out.getvalue()

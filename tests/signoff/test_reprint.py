"""A packet is a function of what is in it: made again by its bytes, or by its pages for another library."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from signing_kit import SIGNER, built, run

from form4kit.signoff import packet as packets
from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import NotAPacket, attachments_of, terms_of, within_bounds
from form4kit.signoff.reprint import OtherVersion, reprint
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


FORGED: dict[str, Change] = {
    "moved": moved(0.8),
    "white box": painted(b" q 1 1 1 rg 60 60 300 300 re f Q"),
    "line": painted(b" q 60 60 m 300 300 l S Q"),
    "size": another_size,
    "cut page": cut_page,
    "doubled page": doubled_page,
    "swapped pages": swapped,
    "other words": other_words,
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_pages_that_show_another_thing(change: Change, honest: bytes, elsewhere: bytes) -> None:
    for data in (honest, elsewhere):
        with pytest.raises(NotItself):
            reprint(changed(data, change))


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


def test_what_inflates_too_far_is_refused_before_it_is_kept(honest: bytes) -> None:
    data = changed(honest, bomb)
    assert len(data) < 1_000_000
    with pytest.raises(NotAPacket, match="inflates to more than 200 MB"):
        terms_of(data)
    within_bounds(honest)
    with pytest.raises(NotAPacket, match="is not a packet"):
        terms_of(changed(honest, lambda pdf: pdf.Root.Names.__delitem__("/EmbeddedFiles")))

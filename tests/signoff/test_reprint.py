"""A packet is a function of what is in it: made again by its bytes, or by its pages for another library."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from changed_packets import Change, changed, moved, packed

from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import NotAPacket, attachments_of, terms_of
from form4kit.signoff.pdf_bounds import within_bounds
from form4kit.signoff.reprint import OtherVersion, reprint
from form4kit.storage.sealed import sealed


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        return packed(tmp_path_factory.mktemp("honest"), patch)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a packet that another Pango and pikepdf made."""
    with pytest.MonkeyPatch.context() as patch:
        return packed(tmp_path_factory.mktemp("elsewhere"), patch, pango="1.50.1", pikepdf="10.10.0")


def with_terms(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
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


def test_what_another_library_made_may_be_the_same_bytes(elsewhere: bytes) -> None:
    assert reprint(elsewhere).libraries == ()


@pytest.mark.parametrize("name", ["form4kit", "rules", "weasyprint"])
def test_another_version_is_to_be_built_again(name: str, honest: bytes) -> None:
    def change(terms: dict[str, Any]) -> None:
        terms["versions"] |= {name: "9.9", "pango": "9.9"}

    with pytest.raises(OtherVersion, match=f"^was made by {name} 9.9: build it again"):
        reprint(with_terms(honest, change))


def test_a_version_that_is_not_said_is_another(honest: bytes) -> None:
    said = "^was made by rules not said, weasyprint not said: build it again$"
    with pytest.raises(OtherVersion, match=said):
        reprint(with_terms(honest, lambda terms: terms.update(versions={})))


def test_an_older_format_is_to_be_built_again(honest: bytes) -> None:
    with pytest.raises(OtherVersion, match="was made by an older form4kit: build it again"):
        reprint(with_terms(honest, lambda terms: terms.pop("format")))


def test_pages_that_show_the_same_pass_for_another_librarys_alone(honest: bytes, elsewhere: bytes) -> None:
    libraries = reprint(changed(elsewhere, moved(0.4))).libraries
    assert [each.split(",")[0] for each in libraries] == ["pango 1.50.1", "pikepdf 10.10.0"]
    with pytest.raises(NotItself, match="byte for byte"):
        reprint(changed(honest, moved(0.4)))
    with pytest.raises(NotItself, match=r"page 2 does not show .*: a clip in another place"):
        reprint(changed(elsewhere, moved(0.8)))


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


def tagged_bookmark(pdf: pikepdf.Pdf) -> None:
    """Let a bookmark act, and look like a tag, which has an entry of that name too."""
    outline_action(pdf)
    pdf.Root.Outlines.First.Pg = pdf.pages[0].obj


ACTIVE: dict[str, Change] = {
    "open action": open_action,
    "script": script_tree,
    "annotation": annotation,
    "page action": page_action,
    "layers": layers,
    "bookmark": outline_action,
    "bookmark that looks like a tag": tagged_bookmark,
}


@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE)
def test_active_content(change: Change, honest: bytes, elsewhere: bytes) -> None:
    for data in (honest, elsewhere):
        with pytest.raises(NotItself, match="what a packet never does"):
            reprint(changed(data, change))


def two_streams(pdf: pikepdf.Pdf) -> None:
    """Attach under one name what is bound, and beside it what a reader shows."""
    names = pdf.Root.Names.EmbeddedFiles.Names
    for at in range(1, len(names), 2):
        names[at].EF.UF = pdf.make_stream(b"<ownershipDocument/>")


def test_two_streams_under_one_name(elsewhere: bytes) -> None:
    with pytest.raises(NotAPacket, match="is two files under one name"):
        reprint(changed(elsewhere, two_streams))


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
    def change(terms: dict[str, Any]) -> None:
        filings = terms["filings"]
        assert isinstance(filings, list)
        filings[0][key] = [] if isinstance(filings[0][key], list) else {} if key == "sent" else "other"

    with pytest.raises(NotItself, match=r"packet\.json says other of gift than"):
        reprint(with_terms(elsewhere, change))


def test_terms_that_bind_another_proof(honest: bytes) -> None:
    def change(terms: dict[str, Any]) -> None:
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

"""What acts, lies over a page or hides in a PDF is named, wherever it stands."""

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from form4kit.signoff.active_content import active_content
from form4kit.signoff.attached import NotAPacket


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


def test_the_attributes_of_a_tag_are_told_as_the_action_that_they_might_be() -> None:
    for tag in (Dictionary(Type=Name.StructElem), Dictionary(Pg=Dictionary()), Dictionary(S=Name.URI)):
        tag.A = Dictionary()
        assert [*active_content(blank(X=tag))] == ["/A"]


def test_what_acts_in_a_stream_or_in_another_object_is_named_once_for_each() -> None:
    with pikepdf.open(io.BytesIO(blank())) as pdf:
        pdf.pages[0].X = Stream(pdf, b"", Dictionary(X=Dictionary(Type=Name.Action, JS="x")))
        out = io.BytesIO()
        pdf.save(out)
    assert [*active_content(out.getvalue())] == ["/JS", "/Action"]
    one = Dictionary(JS="x", XFA="y")
    assert [*active_content(blank(X=Array([one, one]), Y=one))] == ["/JS", "/XFA"] * 3


def nested(levels: int) -> Array | Dictionary:
    deep: Array | Dictionary = Dictionary(JS=1)
    for level in range(levels):
        deep = Dictionary(X=deep) if level % 2 else Array([deep])
    return deep


def test_what_is_nested_deep_is_followed_to_a_bound() -> None:
    assert [*active_content(blank(X=nested(19)))] == ["/JS"], "the page, nineteen, and it"
    for levels in (20, 25):
        told = [*active_content(blank(X=nested(levels)))]
        assert told == ["what is nested deeper than anything in a packet"]


def test_what_names_nothing_of_itself_is_told() -> None:
    with pikepdf.open(io.BytesIO(blank())) as pdf:
        out = io.BytesIO()
        del pdf.trailer["/Info"]
        pdf.save(out)
    assert [*active_content(out.getvalue())] == ["no /Info"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"what is no PDF"])
def test_what_is_no_sound_pdf_is_told(data: bytes) -> None:
    with pytest.raises(NotAPacket, match="is not a sound PDF"):
        [*active_content(data)]


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

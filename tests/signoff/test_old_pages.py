"""What an older packet may hold beside its pages: links of footnotes, and nothing else."""

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from form4kit.signoff.old_pages import acting

ACTS = ("AA", "AcroForm", "JS", "JavaScript", "OCProperties", "OpenAction", "RichMediaContent", "XFA")
LINK = {
    "Type": Name.Annot,
    "Subtype": Name.Link,
    "Rect": Array([0, 0, 9, 9]),
    "Border": Array([0, 0, 0]),
    "BS": Dictionary(W=0),
    "Dest": String("note-1"),
    "F": 4,
    "StructParent": 1,
    "Contents": String("footnote 1"),
}


def held(**entries: Any) -> bytes:
    """Return a PDF of one page whose page object has these entries too."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ACTS)
def test_what_acts_is_named_wherever_it_stands(name: str) -> None:
    inner = Dictionary({f"/{name}": Array([])})
    for entries in ({name: Array([])}, {"X": inner}, {"X": Array([1, Array([inner])])}):
        assert [*acting(held(**entries))] == [f"holds what a packet never does: /{name}"]


def test_a_link_of_a_footnote_passes_with_all_that_one_has() -> None:
    assert [*acting(held())] == []
    for part in (Dictionary(Rect=Array([0, 0, 9, 9])), Dictionary(Subtype=Name.Form)):
        assert [*acting(held(X=part))] == [], "neither alone makes an annotation"
    assert [*acting(held(Annots=Array([Dictionary({f"/{key}": each for key, each in LINK.items()})])))] == []
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(held())) as pdf:
        link = {f"/{key}": each for key, each in LINK.items()} | {"/P": pdf.pages[0].obj}
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(link))])
        pdf.save(out)
    assert [*acting(out.getvalue())] == [], "a link may name the page that it is on"


@pytest.mark.parametrize("more", ["A", "AP", "H", "PA", "QuadPoints", "URI"])
def test_a_link_that_does_more_does_not(more: str) -> None:
    link = Dictionary({f"/{key}": each for key, each in LINK.items()} | {f"/{more}": Dictionary()})
    assert [*acting(held(Annots=Array([link])))] == [f"holds what a packet never does: /{more}"]


@pytest.mark.parametrize(
    "annotation",
    [
        {"/Type": Name.Annot, "/Subtype": Name.Square},
        {"/Type": Name.Annot, "/Subtype": Name.Stamp, "/Rect": Array([0, 0, 9, 9])},
        {"/Subtype": Name.FreeText, "/Rect": Array([0, 0, 9, 9])},
        {"/Subtype": Name.FreeText, "/Rect": Array([0, 0, 9, 9]), "/Contents": String("25,000")},
    ],
    ids=["square", "stamp", "untyped", "untyped with words"],
)
def test_an_annotation_is_named_with_its_kind_once(annotation: dict[str, Any]) -> None:
    said = [f"holds what a packet never does: an annotation, {annotation['/Subtype']}"]
    assert [*acting(held(Annots=Array([Dictionary(annotation), Dictionary(annotation)])))] == said

"""All in which a packet's PDF may differ from the one made again is told, each for its own reason."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from changed_packets import Change
from pikepdf import Array, Dictionary, Name, OutlineItem

from form4kit.signoff.page_differences import pages_differ


def small(change: Change = lambda pdf: None, **save: Any) -> bytes:
    """Return what is made as a packet is: four pages, an attachment, a title, bookmarks."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page(page_size=(612, 792)).obj.TrimBox = Array([1, 2, 300, 400])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))
        pdf.docinfo["/Title"] = "A packet"
        with pdf.open_outline() as outline:
            outline.root.extend([OutlineItem(f"Page {at}", at) for at in range(3)])
        change(pdf)
        pdf.save(out, deterministic_id=not save, **save)
    return out.getvalue()


SMALL = small()


def first_bookmark(change: Callable[[Dictionary], object]) -> Change:
    return lambda pdf: change(pdf.Root.Outlines.First) and None


def child(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children.append(OutlineItem("Approved", 1))


def more_bookmarks(many: int) -> Change:
    def add(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.extend([OutlineItem("More", 1)] * many)

    return add


def endless_bookmarks(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First


def leads_nowhere(item: Dictionary) -> None:
    del item["/Dest"]


def leads_elsewhere(item: Dictionary) -> None:
    leads_nowhere(item)
    item.Pg, item.A = 1, Dictionary(S=Name.URI, URI="http://127.0.0.1")


def put(**entries: Any) -> Change:
    """Put entries into the last page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            made = pdf.make_stream(value) if isinstance(value, bytes) else value
            pdf.pages[-1].obj[f"/{key}"] = made

    return change


def nested_pages(pdf: pikepdf.Pdf) -> None:
    """Let the last page stand below another, which says how large its units are."""
    page = pdf.pages[-1].obj
    above = pdf.make_indirect(
        Dictionary(Type=Name.Pages, Count=1, Kids=Array([page]), Parent=pdf.Root.Pages, UserUnit=2)
    )
    page.Parent, pdf.Root.Pages.Kids[3] = above, above


BOOKMARKS = "its bookmarks are not those of what it binds"
CATALOGUE = "its catalogue has other entries than a packet's"
STRANGE = "is written in a way that no packet is"
TAKEN_OVER = "its pages take over what no packet's do"
PAGE = "page 4 does not show what its attachments give: "
ODD: dict[str, tuple[Change, list[str]]] = {
    "as it is": (lambda pdf: None, []),
    "a box within a tenth": (put(TrimBox=Array([1.04, 2, 300, 400])), []),
    "a box beyond it": (put(TrimBox=Array([1, 2.06, 300, 400])), [f"{PAGE}another size"]),
    "a box of no numbers": (put(TrimBox=Array([1, Name.X, 300, 400])), [f"{PAGE}another size"]),
    "a box of three numbers": (put(TrimBox=Array([1, 2, 300])), [f"{PAGE}another size"]),
    "a turned page": (put(Rotate=180), [f"{PAGE}it has other entries"]),
    "an unknown operator": (
        put(Contents=b"/S sh"),
        [f"{PAGE}is painted with sh, which no packet is"],
    ),
    "no page the less": (lambda pdf: pdf.pages.__delitem__(1), ["has 3 pages, where its attachments give 4"]),
    "an entry of the catalogue": (lambda pdf: pdf.Root.__setitem__("/Lang", "en"), [CATALOGUE]),
    "names of another kind": (lambda pdf: pdf.Root.Names.__setitem__("/Dests", Dictionary()), [CATALOGUE]),
    "an entry of the trailer": (lambda pdf: pdf.trailer.__setitem__("/More", 1), [STRANGE]),
    "above the pages": (lambda pdf: pdf.Root.Pages.__setitem__("/UserUnit", 2), [TAKEN_OVER]),
    "a page below another": (nested_pages, [TAKEN_OVER]),
    "a bookmark more": (more_bookmarks(1), [BOOKMARKS]),
    "bookmarks without end": (endless_bookmarks, [BOOKMARKS]),
    "a bookmark in a bookmark": (child, [BOOKMARKS]),
    "a bookmark of another title": (
        first_bookmark(lambda item: item.__setitem__("/Title", "Other")),
        [BOOKMARKS],
    ),
    "a bookmark to another place": (
        first_bookmark(lambda item: item.Dest.__setitem__(1, Name.FitH)),
        [BOOKMARKS],
    ),
    "a bookmark that acts": (first_bookmark(lambda item: item.__setitem__("/A", Dictionary())), [BOOKMARKS]),
    "a bookmark to nowhere": (first_bookmark(leads_nowhere), [STRANGE]),
    "a bookmark that leads elsewhere": (first_bookmark(leads_elsewhere), [STRANGE]),
}


@pytest.mark.parametrize("kind", sorted(ODD))
def test_all_that_is_odd_is_told(kind: str) -> None:
    change, told = ODD[kind]
    assert [*pages_differ(small(change), SMALL)] == told


def test_what_was_added_to_is_told() -> None:
    again = SMALL[SMALL.rindex(b"startxref") :]
    assert [*pages_differ(SMALL + again, SMALL)] == ["was added to after it was made"]

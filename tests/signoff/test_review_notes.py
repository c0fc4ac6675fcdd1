"""Notes that somebody wrote on a review PDF, read from PDFs that are drawn here: what they say, and where."""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
import pytest

from form4kit.signoff.review_notes import (
    TERMS_OF_REVIEW,
    NotAReview,
    ReviewTerms,
    notes_on,
    terms_of_review,
)
from form4kit.storage.sealed import sealed

CODE = "4F2A-91C0-7J3K-M5NP-QRST-VWXY-Z0"
HEAD = "ab" * 32
ISSUER, ASKED = {"place": "issuer"}, {"by": "S. Lee"}
TERMS = {"name": "gift", "code": CODE, "head": HEAD, "places": [ISSUER], "asked": ASKED}
NOBODY = ReviewTerms("gift", CODE, HEAD, (), {})


def pdf_of(*pages: Sequence[dict[str, Any]], terms: bytes | None = None) -> bytes:
    """Draw a PDF whose pages have these annotations."""
    made = pikepdf.new()
    for annotations in pages or ((),):
        page = made.add_blank_page(page_size=(612, 792)).obj
        if annotations:
            page.Annots = pikepdf.Array([pikepdf.Dictionary(each) for each in annotations])
    if terms is not None:
        made.attachments[TERMS_OF_REVIEW] = pikepdf.AttachedFileSpec(made, terms)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def note(text: object = "Why?", kind: str = "Text", by: object = "J. Moreau", **more: Any) -> dict[str, Any]:
    """Return an annotation as a reader writes it."""
    said = {"/Contents": text, "/T": by} | {f"/{key}": each for key, each in more.items()}
    return {"/Subtype": pikepdf.Name(f"/{kind}"), "/Rect": [0, 0, 10, 10]} | {
        key: each for key, each in said.items() if each is not None
    }


def comments(*pages: Sequence[dict[str, Any]], places: Sequence[Any] = ()) -> list[tuple[str, str, int]]:
    terms = ReviewTerms("gift", CODE, HEAD, tuple(places), {})
    found = [each.comment for each in notes_on(pdf_of(*pages), terms)]
    return [(each.text, each.place, each.page) for each in found]


def test_a_review_pdf_says_what_it_is_of() -> None:
    found = terms_of_review(pdf_of(terms=sealed(TERMS)))
    assert found == ReviewTerms("gift", CODE, HEAD, (ISSUER,), ASKED)
    with pikepdf.open(io.BytesIO(pdf_of(terms=sealed(TERMS)))) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)  # as many readers save
    assert terms_of_review(out.getvalue()) == found


def test_what_a_review_pdf_leaves_out_or_says_otherwise_is_nothing() -> None:
    bare = ReviewTerms("", CODE, "0" * 64, (), {})
    assert terms_of_review(pdf_of(terms=sealed({"code": CODE}))) == bare
    odd = {"code": CODE, "places": {"place": "issuer"}, "asked": ["S. Lee"]}
    assert terms_of_review(pdf_of(terms=sealed(odd))) == bare
    mixed = {"code": CODE, "places": ["issuer", {"place": "period"}, None]}
    assert terms_of_review(pdf_of(terms=sealed(mixed))).places == ({"place": "period"},)


def test_what_is_no_review_pdf_says_why() -> None:
    nothing = "is not a review PDF: nothing in it says which form it is of"
    no_code = "is not a review PDF: it has no code"
    codes = (None, 7, "", CODE[:9], CODE.lower(), CODE.replace("-", ""), CODE + "A", CODE[:-2] + "IO")
    wrong = [
        (pdf_of(), nothing),
        (pdf_of(terms=sealed(TERMS).replace(b"gift", b"gild")), nothing),
        *((pdf_of(terms=sealed(TERMS | {"code": code})), no_code) for code in codes),
        (b"", "is not a sound PDF"),
        (pdf_of(terms=sealed(TERMS))[:-200], "is not a sound PDF"),
        (pdf_of(*([()] * 2501)), "has more than 2500 pages, which no review PDF has"),
    ]
    for data, told in wrong:
        with pytest.raises(NotAReview) as why:
            terms_of_review(data)
        assert str(why.value) == told


BARE = {"Highlight": "[highlighted]", "Ink": "[drawn on]", "Stamp": "[a stamp]", "StrikeOut": "[struck out]"}
WRITTEN = ["Caret", "Circle", "FileAttachment", "FreeText", "Line", "PolyLine", "Polygon", "Redact", "Square"]
WRITTEN += ["Squiggly", "Text", "Underline"]


def test_whatever_a_reader_writes_is_a_comment() -> None:
    for kind in WRITTEN:
        assert comments([note(kind=kind)]) == [("Why?", "", 1)], kind
        assert comments([note("", kind), note(None, kind), note(" \n", kind)]) == [], kind
    for kind, told in BARE.items():
        assert comments([note(kind=kind), note(None, kind)]) == [(f"{told} Why?", "", 1), (told, "", 1)]


def test_what_nobody_wrote_is_no_comment_and_hides_none() -> None:
    others = [note(kind=kind) for kind in ("Link", "Popup", "PrinterMark", "Screen", "Movie", "Watermark")]
    assert comments([*others, {"/Rect": [0, 0, 1, 1]}, note("Last.")]) == [("Last.", "", 1)]


def test_notes_come_in_the_order_of_the_pages() -> None:
    assert comments([note("a"), note("b")], [], [note("c")]) == [("a", "", 1), ("b", "", 1), ("c", "", 3)]


def test_a_note_is_one_line_of_signs_that_can_be_seen_and_has_an_end() -> None:
    signs = note("two\r\nlines,\ta \u202etab\0 and  é", by=" J.\nMoreau\u200b ")
    (found,) = notes_on(pdf_of([signs]), NOBODY)
    assert (found.by, found.comment.text) == ("J. Moreau", "two lines, a tab and é")
    (long,) = notes_on(pdf_of([note("x" * 4001, by="y" * 201)]), NOBODY)
    assert (len(long.by), len(long.comment.text)) == (200, 4000)
    (unsigned,) = notes_on(pdf_of([note(by=None)]), NOBODY)
    assert unsigned.by == ""
    (odd,) = notes_on(pdf_of([note(pikepdf.Name("/Approve"), "Stamp", by=7)]), NOBODY)
    assert (odd.by, odd.comment.text) == ("", "[a stamp]")


def place(name: str, left: float, bottom: float, right: float, top: float, page: Any = 1) -> dict[str, Any]:
    return {"place": name, "page": page, "left": left, "bottom": bottom, "right": right, "top": top}


PLACES = [
    place("row", 100, 100, 500, 120),
    place("first", 100, 100, 150, 120),
    place("last", 450, 100, 500, 120),
    place("column", 480, 50, 500, 700),
    place("stamp", 400, 600, 500, 700),
    place("over", 100, 100, 500, 120, page=2),
]


@pytest.mark.parametrize(
    ("rect", "wanted"),
    [
        ([0, 0, 99, 220], ""),  # its middle is beside the row
        ([99, 99, 101, 101], "first"),  # on the very corner
        ([120, 20, 130, 178], ""),
        ([149, 105, 151, 115], "first"),
        ([151, 105, 153, 115], "row"),
        ([200, 119, 400, 121], "row"),
        ([200, 120, 400, 121], ""),
        ([460, 105, 480, 115], "last"),
        ([485, 105, 495, 115], "last"),  # smaller than the column
        ([485, 300, 495, 310], "column"),
        ([485, 640, 495, 650], "stamp"),
        ([499, 119, 501, 121], "last"),
        ([503, 105, 504, 115], ""),
        ([-600, 105, 860, 115], "first"),  # drawn wide around it
        ([120, 105, 130], ""),
        ([120, 105, 130, 115, 1], ""),
        (None, ""),
    ],
)
def test_a_note_is_on_the_smallest_place_around_its_middle(rect: list[float] | None, wanted: str) -> None:
    assert comments([note(Rect=rect)], places=PLACES) == [("Why?", wanted, 1)]
    assert comments([note(Rect=rect)], places=PLACES[::-1]) == [("Why?", wanted, 1)]


def test_a_place_is_on_its_own_page_alone() -> None:
    on = note(Rect=[110, 105, 120, 115])
    assert comments([on], [on], [on], places=PLACES) == [
        ("Why?", "first", 1),
        ("Why?", "over", 2),
        ("Why?", "", 3),
    ]


def test_places_that_cannot_be_read_hide_no_other() -> None:
    whole = place("row", 0, 0, 100, 100)
    broken: list[Any] = [{key: each for key, each in whole.items() if key != gone} for gone in whole]
    broken += [whole | {"left": left} for left in ("x", None, [1], -(10**400), float("nan"))]
    for each in broken:
        assert comments([note()], places=[each, whole]) == [("Why?", "row", 1)]
        assert comments([note()], places=[each]) == [("Why?", "", 1)]


def test_more_notes_than_anybody_writes_are_refused() -> None:
    link, whole = note(kind="Link"), [note()] * 250
    assert len(comments(whole, [link] * 1999 + [note()], whole[:249])) == 500
    with pytest.raises(NotAReview, match=r"^has more than 500 notes$"):
        comments(whole, [], [*whole, note()])
    with pytest.raises(NotAReview, match=r"^has more than 2,000 notes on page 2$"):
        comments([], [link] * 2001)


def test_annotations_that_are_none_make_no_sound_pdf() -> None:
    for written in (7, True):
        with pikepdf.open(io.BytesIO(pdf_of([note()]))) as pdf:
            pdf.pages[0].obj.Annots.append(written)
            out = io.BytesIO()
            pdf.save(out)
        with pytest.raises(NotAReview, match=r"^is not a sound PDF$"):
            notes_on(out.getvalue(), NOBODY)


def test_a_pdf_whose_table_of_objects_does_not_lead_to_them_is_not_guessed_at() -> None:
    data = pdf_of([note()])
    at = data.rindex(b"startxref")
    with pytest.raises(NotAReview, match=r"^is not a sound PDF$"):
        notes_on(data[:at] + b"startxref\n7\n%%EOF\n", NOBODY)

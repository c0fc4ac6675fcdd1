"""Read what somebody wrote on a review PDF in any reader: notes, highlights, stamps. All of it is comments.

Nothing in the file is run and nothing is fetched. Each note lands on the row that it touches, by the places
that `review.json` in the PDF gives, or else on its page.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from form4kit.signoff.attached import attachments_of
from form4kit.signoff.pdf_bounds import NotAPacket
from form4kit.signoff.review_answer import PlacedComment
from form4kit.signoff.review_code import is_code
from form4kit.signoff.review_lines import LONGEST
from form4kit.storage.chained import START
from form4kit.storage.sealed import Broken, opened

TERMS_OF_REVIEW: Final = "review.json"
"""The attachment of a review PDF that says what it is of."""
_MOST_NOTES: Final = 500
_MOST_EACH: Final = 2_000
_WRITTEN: Final = frozenset(
    ["/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Stamp", "/Ink"]
    + ["/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/FileAttachment", "/Redact"]
)
_SIDES: Final = ("left", "bottom", "right", "top")
_BARE: Final = {
    "/Stamp": "a stamp",
    "/Highlight": "highlighted",
    "/StrikeOut": "struck out",
    "/Ink": "drawn on",
}


class NotAReview(ValueError):
    """Say in words why a PDF is no review PDF."""


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """A note on a page: who wrote it as the reader says, and the comment, placed where its place is known."""

    by: str
    comment: PlacedComment


@dataclass(frozen=True, slots=True)
class ReviewTerms:
    """What a review PDF is of: the folder's name, the code of the bytes, and the hash `head` that the lines
    of the review had when it was made. `places` has for each place its page, top and bottom in points."""

    name: str
    code: str
    head: str
    places: tuple[Mapping[str, Any], ...]
    asked: Mapping[str, Any]


def terms_of_review(data: bytes) -> ReviewTerms:
    """Return what a review PDF says that it is of. Raises NotAReview."""
    try:
        content = opened(attachments_of(data, (TERMS_OF_REVIEW,), packet=False).get(TERMS_OF_REVIEW, b""))
    except NotAPacket as error:
        raise NotAReview(str(error).replace("packet", "review PDF")) from None
    except Broken:
        raise NotAReview("is not a review PDF: nothing in it says which form it is of") from None
    code, places, asked = content.get("code"), content.get("places"), content.get("asked")
    if not is_code(code):
        raise NotAReview("is not a review PDF: it has no code")
    return ReviewTerms(
        str(content.get("name") or ""),
        str(code),
        str(content.get("head") or START),
        tuple(each for each in places if isinstance(each, dict)) if isinstance(places, list) else (),
        asked if isinstance(asked, dict) else {},
    )


def notes_on(data: bytes, terms: ReviewTerms) -> list[ReviewNote]:
    """Return what was written on the pages of a review PDF, in the order of the pages. Raises NotAReview.

    The PDF is one that `terms_of_review` has read.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            return [*_notes(pdf, terms.places)]
    except NotAReview:
        raise
    except (
        pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError, RuntimeError
    ):  # fmt: skip
        raise NotAReview("is not a sound PDF") from None


def _notes(pdf: Any, places: Sequence[Mapping[str, Any]]) -> Iterator[ReviewNote]:
    found = 0
    for number, page in enumerate(pdf.pages, 1):
        listed = page.obj.get("/Annots", ())
        if len(listed) > _MOST_EACH:
            raise NotAReview(f"has more than {_MOST_EACH:,} notes on page {number}")
        for annotation in listed:
            note = _note(annotation, number, places)
            if note is None:
                continue
            found += 1
            if found > _MOST_NOTES:
                raise NotAReview(f"has more than {_MOST_NOTES} notes")
            yield note


def _note(annotation: Any, page: int, places: Sequence[Mapping[str, Any]]) -> ReviewNote | None:
    """Return what an annotation says; None for links, fields, windows and what says nothing."""
    kind = str(annotation.get("/Subtype"))
    if kind not in _WRITTEN:
        return None
    text = _text(annotation.get("/Contents"))
    if kind in _BARE:
        text = f"[{_BARE[kind]}] {text}".strip()
    if not text:
        return None
    return ReviewNote(
        _text(annotation.get("/T"))[:200],
        PlacedComment(text[:LONGEST], _place(annotation, page, places), page),
    )


def _text(found: Any) -> str:
    import pikepdf

    text = str(found) if isinstance(found, pikepdf.String) else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _place(annotation: Any, page: int, places: Sequence[Mapping[str, Any]]) -> str:
    """Return on which place of its page an annotation lies, by the middle of it; empty on none."""
    rect = [float(each) for each in annotation.get("/Rect", ())]
    if len(rect) != len(_SIDES):
        return ""
    across, up = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    around = []
    for each in places:
        try:
            left, bottom, right, top = (float(each[key]) for key in _SIDES)
            if each["page"] == page and left <= across <= right and bottom <= up <= top:
                around.append(((right - left) * (top - bottom), str(each["place"])))
        except (KeyError, TypeError, ValueError, OverflowError):
            continue
    return min(around, default=(0.0, ""))[1]

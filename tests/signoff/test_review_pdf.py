"""What a review PDF says and where its names lead, made of folders and proofs that are drawn here."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pdfplumber
import pikepdf
from review_states import CODE, NONE, Edits, folder, form, line

from form4kit.folder.read import BuiltFolder
from form4kit.signoff.last_filed import LastFiled
from form4kit.signoff.review import ReviewState
from form4kit.signoff.review_notes import TERMS_OF_REVIEW
from form4kit.signoff.review_pdf import mail_text, review_pdf, review_terms
from form4kit.signoff.review_places import places_of
from form4kit.storage.names import DRAFT, OWNERSHIP, PROOF
from form4kit.storage.sealed import opened

ASKED = {
    "reviewer": "J. Moreau",
    "by": "S. Lee",
    "until": "2026-11-30T22:00:00-05:00",
    "word": "Is <b>row 2</b> right?",
    "prepared_by": "T. Abel",
}
MANIFEST = {
    "form": "4",
    "due": "2026-11-20T22:00:00-05:00",
    "allowed": [
        {"rule": "SIG05", "where": "Signature 1, date", "message": "signed early", "reason": "Away."}
    ],
}
HASHES = {OWNERSHIP: "ab" * 32, PROOF: "cd" * 32}
COMMON = {"date": "2026-11-18", "code": "S", "disposed": 10, "price": 31.07, "ownership": "direct"}


def many(rows: int) -> dict[str, object]:
    """Return the edits that give Table I of a form so many sales."""
    sales = [{"security": "Common Stock", **COMMON, "owned_after": 90_000 - 10 * n} for n in range(rows)]
    return {"non_derivative": sales, "footnotes": None}


def filed(then: Any) -> Any:
    """Let the last filing on record be this one."""
    return mock.patch("form4kit.signoff.review_pdf.last_filed", lambda folder: then)


def blank_front() -> Any:
    return mock.patch("form4kit.signoff.review_pdf._front", lambda terms: proof())


def proof(pages: int = 1) -> bytes:
    """Draw a proof of blank pages, with all that a reader may do on a page."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(792, 612)).obj
        page.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Text)])
        page.AA, page.Tabs = pikepdf.Dictionary(), pikepdf.Name.S
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("The proof's own", 0))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def review_of(
    root: Path, pages: int = 1, on: str = "4-option", edits: Edits = NONE, **manifest: Any
) -> ReviewState:
    """Return the state of a folder with a proof of so many blank pages."""
    place = folder(root, edits, on, manifest={"form": "4", **manifest})
    return ReviewState(_with(place, {PROOF: proof(pages)}), CODE, hashes=HASHES)


def _with(place: BuiltFolder, files: dict[str, bytes]) -> BuiltFolder:
    return replace(place, files={**place.files, **files})


def unread(state: ReviewState) -> ReviewState:
    """Return a state whose draft cannot be read, so that nothing is laid out."""
    return ReviewState(_with(state.folder, {DRAFT: b"\xff"}), CODE, hashes=HASHES)


def test_the_terms_of_a_first_asking(tmp_path: Path) -> None:
    found = review_terms(ReviewState(folder(tmp_path), CODE, hashes=HASHES), {})
    version = found.pop("form4kit")
    assert isinstance(version, str) and version
    assert found == {
        "review": 1,
        "name": "gift",
        "form": "",
        "owners": ["Federico Richard D"],
        "issuer": "ALLIED MOTION TECHNOLOGIES INC",
        "due": None,
        "code": CODE,
        "hashes": HASHES,
        "head": "0" * 64,
        "asked": {"reviewer": "", "by": "", "until": "", "word": "", "prepared_by": ""},
        "since_review": [],
        "reviewed_before": False,
        "filed": "",
        "since_filing": [],
        "filed_here": False,
        "allowed": [],
    }


def test_the_terms_say_what_is_asked_and_what_was_passed_over(tmp_path: Path) -> None:
    entries = (line("asked"), line("comment", 2), line("comment", 3))
    state = ReviewState(folder(tmp_path, manifest=MANIFEST), CODE, entries=entries, passed=line("rejected"))
    found = review_terms(state, {**ASKED, "number": 1, "way": "here"})
    assert found["asked"] == ASKED
    assert {key: found[key] for key in MANIFEST} == MANIFEST
    assert found["head"] == entries[2]["hash"]
    assert found["reviewed_before"] is True


def test_whom_a_form_is_of_by_name_else_by_number(tmp_path: Path) -> None:
    nameless = folder(tmp_path, {"owners[0].name": None, "issuer.name": None})
    found = review_terms(ReviewState(nameless, CODE), {})
    assert (found["owners"], found["issuer"]) == (["0001234567"], "0000046129")
    unknown = {"owners[0].cik": None, "issuer.cik": None, "owners[0].name": None, "issuer.name": None}
    found = review_terms(ReviewState(folder(tmp_path, unknown), CODE), {})
    assert (found["owners"], found["issuer"]) == ([""], "")
    bare = _with(folder(tmp_path), {DRAFT: b"\xff"})
    found = review_terms(ReviewState(bare, CODE), {})
    assert (found["owners"], found["issuer"]) == ([], "")


def test_what_changed_since_the_review_and_since_the_filing_before(tmp_path: Path) -> None:
    at = folder(tmp_path).path  # an instant is not told
    state = ReviewState(folder(at, {"remarks": "Now."}), CODE, before=form({"remarks": "Then."}))
    with filed(LastFiled("0001903415-26-000001", mock.ANY, form({"period": "2026-11-17"}))):
        found = review_terms(state, {})
    assert found["since_review"] == ["Remarks: Then. became Now."]
    assert (found["filed"], found["filed_here"]) == ("0001903415-26-000001", True)
    assert "Remarks: added, Now." in found["since_filing"] and len(found["since_filing"]) == 2
    with filed(LastFiled("0001903415-26-000001", mock.ANY, None)):
        found = review_terms(state, {})
    assert (found["filed"], found["filed_here"], found["since_filing"]) == ("0001903415-26-000001", False, [])
    other = form({"remarks": "Now."})
    with filed(LastFiled("0001903415-26-000001", mock.ANY, other)):
        found = review_terms(state, {})
    assert (found["filed_here"], found["since_filing"]) == (True, [])


def test_no_more_changes_are_told_than_anybody_reads(tmp_path: Path) -> None:
    state = ReviewState(folder(tmp_path, many(70)), CODE, before=form())
    with filed(LastFiled("0001903415-26-000001", mock.ANY, form())):
        found = review_terms(state, {})
    assert (len(found["since_review"]), len(found["since_filing"])) == (60, 60)


def test_the_mail_names_the_code_and_approves_nothing(tmp_path: Path) -> None:
    terms = review_terms(ReviewState(folder(tmp_path, manifest=MANIFEST), CODE), ASKED)
    subject, text = mail_text({**terms, "owners": ["Federico Richard D", "Abel Thomas"]})
    assert subject == "For review: Form 4 of Federico Richard D; Abel Thomas, 4F2A-91C0"
    first, *lines = text.splitlines()
    assert first == (
        "Please review the attached Form 4 of Federico Richard D; Abel Thomas"
        " by Monday, November 30, 2026, 10:00 p.m. New York."
    )
    assert lines[-1] == CODE and text.endswith("\n")
    _, text = mail_text({**terms, "asked": {**ASKED, "until": ""}})
    assert text.startswith("Please review the attached Form 4 of Federico Richard D.\n")


def named(pdf: Any) -> dict[str, list[Any]]:
    """Return the named destinations of a PDF: page from 0, left and top."""
    pages = [each.obj.objgen for each in pdf.pages]
    found = [*pdf.Root.Names.Dests.Names]
    return {
        str(name): [pages.index(to[0].objgen), str(to[1]), float(to[2]), float(to[3]), float(to[4])]
        for name, to in zip(found[::2], found[1::2], strict=True)
    }


def test_a_review_pdf_is_its_front_then_the_proof(tmp_path: Path) -> None:
    state = review_of(tmp_path, due=MANIFEST["due"], allowed=MANIFEST["allowed"])
    data = review_pdf(state, ASKED)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        front = len(pdf.pages) - 1
        terms = opened(pdf.attachments[TERMS_OF_REVIEW].get_file().read_bytes())
        attached = pdf.attachments[OWNERSHIP].get_file()
        kinds = [pdf.attachments[each].get_file().mime_type for each in (OWNERSHIP, TERMS_OF_REVIEW)]
        to = named(pdf)
        with pdf.open_outline() as outline:
            titles = [(each.title, each.destination[0].objgen) for each in outline.root]
        pages = [each.obj.objgen for each in pdf.pages]
        assert titles == [("What is asked", pages[0]), ("Form 4, Federico Richard D", pages[front])]
        assert not [each for page in pdf.pages for each in ("/AA", "/Annots", "/Tabs") if each in page.obj]
        assert str(pdf.docinfo["/Title"]) == "For review: gift, 4F2A-91C0"
        assert pdf.Root.PageMode == pikepdf.Name.UseNone
        assert sorted(pdf.attachments) == [OWNERSHIP, TERMS_OF_REVIEW]
        assert attached.read_bytes() == state.folder.files[OWNERSHIP]
        assert kinds == ["text/xml", "application/json"]
        assert (attached.creation_date, attached.mod_date) == (None, None)
    assert front >= 1 and {key: terms[key] for key in ("name", "code")} == {"name": "gift", "code": CODE}
    places = {each["place"]: each for each in terms["places"]}
    assert {each["page"] for each in places.values()} == {front + 1}
    rows = {
        "table-1-row-1": "non_derivative:0",
        "table-1-row-2": "non_derivative:1",
        "table-2-row-1": "derivative:0",
    }
    assert to == {
        "form": [front, "/XYZ", 0, 612, 0],
        **{name: [front, "/XYZ", places[at]["left"], places[at]["top"], 0] for name, at in rows.items()},
    }
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        words = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages[:front])
    for told in (
        "Please review this Form 4",
        "J. Moreau, by S. Lee",
        "Monday, November 30, 2026, 10:00 p.m. New York",
        "gift: Form 4 of Federico Richard D in ALLIED MOTION TECHNOLOGIES INC",
        "Friday, November 20, 2026, 10:00 p.m. New York",
        "T. Abel, who may not approve it",
        "Is <b>row 2</b> right?",
        "4F2A-91C0",
        CODE,
        "Nobody has reviewed this filing before.",
        "No earlier filing of this owner at this issuer is on record here.",
        *("SIG05", "Signature 1", "signed early", "Away."),
    ):
        assert told in words, told


def test_what_is_not_asked_or_known_is_not_told(tmp_path: Path) -> None:
    state = unread(review_of(tmp_path))
    with pdfplumber.open(io.BytesIO(review_pdf(state, {"reviewer": "J. Moreau"}))) as pdf:
        words = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert "Answer by" not in words and "Prepared by" not in words
    assert "Due no fixed day" in words and "No finding was passed over." in words


def places_in(state: ReviewState) -> tuple[dict[str, Any], list[str]]:
    """Return the places that the review PDF of a state gives with their tops, and its names.

    A blank page stands before the proof.
    """
    with blank_front(), pikepdf.open(io.BytesIO(review_pdf(state, ASKED))) as pdf:
        found = opened(pdf.attachments[TERMS_OF_REVIEW].get_file().read_bytes())["places"]
        return {each["place"]: each["top"] for each in found}, [*named(pdf)]


def test_each_place_is_one_that_a_comment_may_be_on(tmp_path: Path) -> None:
    found, names = places_in(review_of(tmp_path, on="4"))
    assert {"note:F1", "signature:0"} <= {*found} and names[-1] == "table-1-row-3"
    assert [each for each in found if each not in places_of(form())] == []
    found, names = places_in(review_of(tmp_path, on="4", edits={"non_derivative": None, "footnotes": None}))
    assert ([*found], names) == (["signature:0"], ["form"])


def test_places_are_where_what_stands_beside_the_form_leaves_them(tmp_path: Path) -> None:
    sums = [[["non_derivative", 0], "42471 - 1000 = 41471"]]
    beside = {"due": "", "remarks": [], "balances": sums, "averages": [], "changes": []}
    state = review_of(tmp_path, on="4", beside=beside)
    plain, moved = (places_in(each)[0]["non_derivative:1"] for each in (review_of(tmp_path, on="4"), state))
    assert moved < plain
    document = state.folder.files[OWNERSHIP]
    restated = document.replace(b"<documentType>", b"<schemaVersion>X0508</schemaVersion><documentType>")
    published = ReviewState(_with(state.folder, {OWNERSHIP: restated}), CODE, hashes=HASHES)
    assert places_in(published)[0]["non_derivative:1"] == plain, "nothing stands beside a published form"


def test_a_proof_that_was_laid_out_otherwise_has_no_places(tmp_path: Path) -> None:
    assert places_in(review_of(tmp_path, 2)) == ({}, ["form"])
    state = unread(review_of(tmp_path))
    assert places_in(state) == ({}, ["form"])
    with blank_front():
        assert review_pdf(state, ASKED) == review_pdf(state, ASKED)

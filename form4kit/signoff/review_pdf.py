"""The review PDF: what is asked, by when and of which bytes, then the proof, every row a named destination.

`ownership.xml` and `review.json` are attached; never the submission, and so never a CCC. The same folder and
the same asking give the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from form4kit import __version__
from form4kit.folder.read import filing_of
from form4kit.proof.places import PlaceOnPage, places_on_pages
from form4kit.proof.review_aids import aids_from
from form4kit.resources import resource
from form4kit.signoff.last_filed import last_filed
from form4kit.signoff.review import ReviewState
from form4kit.signoff.review_code import short_code
from form4kit.signoff.review_notes import TERMS_OF_REVIEW
from form4kit.signoff.review_report import since_filing
from form4kit.signoff.review_words import changed_since, day_words
from form4kit.storage.chained import START
from form4kit.storage.names import OWNERSHIP, PROOF
from form4kit.storage.sealed import sealed

_ASKED: Final = ("reviewer", "by", "until", "word", "prepared_by")
_MOST_TOLD: Final = 60
_TABLES: Final = {"non_derivative": 1, "derivative": 2}
_KINDS: Final = {OWNERSHIP: "text/xml", TERMS_OF_REVIEW: "application/json"}
"""What is attached, in sorted order, and of which kind it is."""


def review_terms(state: ReviewState, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a review PDF says: what is asked of whom, the code, what changed, what was allowed."""
    manifest, filing = state.folder.manifest, filing_of(state.folder)
    before = last_filed(state.folder)
    filed = since_filing(state, before) if before else None
    return {
        "form4kit": __version__,
        "review": 1,
        "name": state.folder.name,
        "form": str(manifest.get("form") or ""),
        "owners": [each.name.text or each.cik.text or "" for each in filing.owners] if filing else [],
        "issuer": (filing.issuer.name.text or filing.issuer.cik.text or "") if filing else "",
        "due": manifest.get("due"),
        "code": state.code,
        "hashes": dict(state.hashes),
        "head": str(state.entries[-1]["hash"]) if state.entries else START,
        "asked": {key: asked.get(key, "") for key in _ASKED},
        "since_review": [str(each) for each in changed_since(state)][:_MOST_TOLD],
        "reviewed_before": state.passed is not None,
        "filed": before.accession if before else "",
        "since_filing": [str(each) for each in filed or ()][:_MOST_TOLD],
        "filed_here": filed is not None,
        "allowed": [dict(each) for each in manifest.get("allowed") or ()],
    }


def review_pdf(state: ReviewState, asked: Mapping[str, Any]) -> bytes:
    """Return the review PDF of a folder that has a code. Raises OSError where the record cannot be read."""
    import pikepdf

    terms = review_terms(state, asked)
    proof = state.folder.files[PROOF]
    made = pikepdf.open(io.BytesIO(_front(terms)))
    front = len(made.pages)
    with pikepdf.open(io.BytesIO(proof)) as printed:
        pages = len(printed.pages)
        made.add_pages_from(printed)
    places = _places(state, pages)
    for page in made.pages:
        for key in ("/AA", "/Annots", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    placed = [{**each.as_plain(), "page": each.page + front} for each in places]
    content = {**terms, "places": placed}
    files = {OWNERSHIP: state.folder.files[OWNERSHIP], TERMS_OF_REVIEW: sealed(content)}
    made.Root.Names = pikepdf.Dictionary(
        Dests=_destinations(made, front, placed), EmbeddedFiles=_attached(made, files)
    )
    with made.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem("What is asked", 0))
        outline.root.append(pikepdf.OutlineItem(f"Form {terms['form']}, {'; '.join(terms['owners'])}", front))
    made.docinfo["/Title"] = f"For review: {terms['name']}, {short_code(state.code)}"
    made.Root.PageMode = pikepdf.Name.UseNone
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def mail_text(terms: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and text of the mail that the review PDF goes with; it is sent by nobody here.

    No line of it is an approval, so that an answer that quotes it whole is none.
    """
    who = "; ".join(terms["owners"])
    subject = f"For review: Form {terms['form']} of {who}, {short_code(terms['code'])}"
    until = f" by {day_words(terms['asked']['until'])}" if terms["asked"]["until"] else ""
    text = (
        f"Please review the attached Form {terms['form']} of {who}{until}.\n"
        "To approve, answer with the word Approve and this code, on one line at the top of your mail;\n"
        "or with Reject, the code, because, and your reason:\n"
        f"{terms['code']}\n"
    )
    return subject, text


def _front(terms: Mapping[str, Any]) -> bytes:
    from form4kit.proof.pdf import print_pages

    shown = {
        **terms,
        "short": short_code(terms["code"]),
        "due_words": day_words(terms["due"]) if terms["due"] else "",
        "until_words": day_words(terms["asked"]["until"]) if terms["asked"]["until"] else "",
    }
    return print_pages(_environment().get_template("review.html.j2").render(**shown), "review.css")


def _places(state: ReviewState, pages: int) -> Sequence[PlaceOnPage]:
    """Return the places of the form on the pages of its proof; none where it was laid out otherwise."""
    filing = filing_of(state.folder)
    if filing is None:
        return ()
    beside = state.folder.manifest.get("beside")
    aids = aids_from(beside) if beside else None
    places, laid_out = places_on_pages(filing, draft=not state.folder.published, aids=aids)
    return places if laid_out == pages else ()


def _destinations(made: Any, front: int, places: Sequence[Mapping[str, Any]]) -> Any:
    """Make each row a named destination, `table-1-row-2`, and the form itself, `form`."""
    from pikepdf import Array, Dictionary, Name, String

    named = {"form": (front, 0, float(made.pages[front].mediabox[3]))}
    for each in places:
        table, _, row = str(each["place"]).partition(":")
        if row.isdigit() and table in _TABLES:
            name = f"table-{_TABLES[table]}-row-{int(row) + 1}"
            named.setdefault(name, (each["page"] - 1, each["left"], each["top"]))
    listed = Array()
    for name, (page, left, top) in sorted(named.items()):
        listed.append(String(name))
        listed.append(Array([made.pages[page].obj, Name.XYZ, left, top, 0]))
    return Dictionary(Names=listed)


def _attached(made: Any, files: Mapping[str, bytes]) -> Any:
    """Attach files, undated."""
    from pikepdf import Array, AttachedFileSpec, Dictionary, String

    listed = Array()
    for name, data in files.items():
        attached = AttachedFileSpec(
            made, data, description="", filename=name, mime_type=_KINDS[name], creation_date="", mod_date=""
        )
        listed.append(String(name))
        listed.append(made.make_indirect(attached.obj))
    return Dictionary(Names=listed)


@lru_cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("templates")), autoescape=True, undefined=StrictUndefined
    )

"""What stands beside a draft for its reviewer, and names that are hard to print."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import lxml.html
import pdfplumber
import pikepdf
import proof_documents as make
import pytest
from clean_filings import edited, filing_of
from lxml import etree

from form4kit.edgar.read import read_document
from form4kit.events.working import BalanceLine, Working
from form4kit.findings import Finding
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.proof.html import html
from form4kit.proof.pdf import pdf
from form4kit.proof.review_aids import Aids, aids
from form4kit.rules.rule import Good

DUE = dt.datetime(2026, 11, 20, 22, 0)
WORKING = Working(
    (BalanceLine(("non_derivative", 0), "common", Decimal(42471), Decimal(-1000), Decimal(41471)),)
)
MARGINS = (0.45 * 72, 0.36 * 72, 792 - 0.45 * 72, 612 - 0.42 * 72)


def faulty(filed: dt.date = dt.date(2026, 12, 1)) -> tuple[Filing, tuple[Finding, ...]]:
    """A draft with a fault in the head, in a row, in a footnote, in the remarks and in a signature."""
    draft = edited(
        "4",
        {
            "owners[0].address.state": "ZZ",
            "non_derivative[1].security": "Common Stock ",
            "footnotes.award": "Grant of \u201crestricted\u201d shares.",
            "remarks": "Smith &amp; Sons",
            "signatures[0].name": "/s/ Richard D. Federico ",
        },
    )
    outcome = run_bytes(draft.encode(), "draft.yaml", Path(), Options(filed=filed))
    assert outcome.filing is not None
    return outcome.filing, outcome.findings


def gathered() -> tuple[Filing, Aids]:
    filing, findings = faulty()
    return filing, aids(filing, findings, DUE, WORKING)


def test_the_words_of_the_form_are_the_same_with_aids_and_without() -> None:
    filing, known = gathered()
    plain = lxml.html.document_fromstring(html(filing, draft=True))
    helped = lxml.html.document_fromstring(html(filing, draft=True, aids=known))
    assert helped.text_content() != plain.text_content()
    for element in helped.xpath("//*[@class='beside' or @class='sum' or @class='review']"):
        element.drop_tree()
    assert " ".join(helped.text_content().split()) == " ".join(plain.text_content().split())


def test_a_published_form_has_no_aids() -> None:
    filing, known = gathered()
    assert html(filing, draft=False, aids=known) == html(filing, draft=False)


@pytest.mark.parametrize("form", ["3", "4", "4-option", "5", "4A"])
def test_nothing_known_changes_nothing(form: str) -> None:
    filing = filing_of(Good({}, on=form))
    assert html(filing, draft=True, aids=aids(filing)) == html(filing, draft=True)


def test_each_finding_stands_beside_its_place_and_below_the_form() -> None:
    filing, known = gathered()
    assert {each.path[0] for each in known.remarks if each.path} >= {
        "owners",
        "non_derivative",
        "footnotes",
        "remarks",
        "signatures",
    }
    with pdfplumber.open(io.BytesIO(pdf(filing, draft=True, attachment=None, aids=known))) as proof:
        form, review = proof.pages[0], proof.pages[-1]
        marks = {
            int(each["text"][1:-1]): each
            for each in form.extract_words()
            if re.fullmatch(r"\[\d+\]", each["text"]) and each["x1"] < MARGINS[0]
        }
        assert set(marks) == {each.number for each in known.remarks}
        words = form.extract_words()
        row = [word for word in words if word["text"] == "Common"][1]
        numbers = [each.number for each in known.remarks if each.path[:2] == ("non_derivative", 1)]
        assert numbers
        assert all(abs(marks[number]["top"] - row["top"]) < 6 for number in numbers)
        text = " ".join(review.extract_text().split())
        for each in known.remarks:
            assert f"[{each.number}] {each.label} {each.where}:" in text
        assert "Due by November 20, 2026, 22:00 Eastern." in text
        assert "42471 - 1000 = 41471" in " ".join(form.extract_text().split())


@pytest.mark.parametrize("form", ["3", "4", "4-option", "5", "4A"])
def test_what_fits_below_the_form_has_no_page_of_its_own(form: str) -> None:
    filing = filing_of(Good({}, on=form))
    known = aids(filing, (), DUE)
    with pdfplumber.open(io.BytesIO(pdf(filing, draft=True, attachment=None, aids=known))) as proof:
        (page,) = proof.pages
        text = page.extract_text()
    assert text.index("OMB Number.") < text.index("For review; not part of the form. Due by November 20")


def test_neither_the_reminders_nor_a_line_for_review_stands_alone_on_a_page() -> None:
    """However long the remarks are: the last signature goes with the reminders, and the review after them."""
    pages = []
    for lines in range(1, 34, 4):
        filing = filing_of(Good({"remarks": "The words of the remarks go on and on. " * 4 * lines}, on="4"))
        known = aids(filing, (), DUE)
        with pdfplumber.open(io.BytesIO(pdf(filing, draft=True, attachment=None, aids=known))) as proof:
            shown = [" ".join(sheet.extract_text().split()) for sheet in proof.pages]
        pages.append(len(shown))
        assert sum("Reminder: Report on a separate line" in each for each in shown) == 1
        for each in shown:
            if "Reminder: Report on a separate line" in each:
                assert "** Signature of Reporting Person" in each
    assert pages[0] == 1 and pages[-1] == 2 and pages == sorted(pages)


def test_what_depends_on_the_day_of_the_build_is_left_out() -> None:
    late, findings = faulty()
    assert any(finding.rule.startswith("DUE") for finding in findings)
    early, before = faulty(dt.date(2026, 11, 17))
    assert {finding.rule for finding in findings} != {finding.rule for finding in before}
    assert aids(late, findings) == aids(early, before)


def test_an_amendment_tells_what_it_changes() -> None:
    filing = filing_of(Good({}, on="4A"))
    before = filing_of(Good({"non_derivative[0].price": "31.00"}, on="4A"))
    filing = replace(filing, context=replace(filing.context, original=before))
    known = aids(filing)
    assert any("31 became 31.07" in line for line in known.changes)
    assert known.changes[0] in " ".join(
        lxml.html.document_fromstring(html(filing, draft=True, aids=known)).text_content().split()
    )


def test_aids_are_text_and_not_markup() -> None:
    filing, findings = faulty()
    hostile = tuple(replace(each, message="<script>x</script>", hint="<img src=x>") for each in findings)
    page = html(filing, draft=True, aids=aids(filing, hostile))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "<img src=x>" not in page


def test_the_same_aids_give_the_same_bytes() -> None:
    filing, known = gathered()
    one, two = (pdf(filing, draft=True, attachment=None, aids=known) for _ in range(2))
    assert one == two


READ = ["Юрий Иванов", "Ωμέγα", "Đặng Thị Hương", "José Ñandú"]
SPELT = {
    "王小明": "[U+738B U+5C0F U+660E]",
    "Ben 東京 Ltd": "Ben [U+6771 U+4EAC] Ltd",
    "سلمان": "[U+0633 U+0644 U+0645 U+0627 U+0646]",
    "a\u202egnp.exe": "a[U+202E]gnp.exe",
    "\U0001f600": "[U+1F600]",
}
"""What the form's font lacks, or what is not seen, and how it prints."""
SIGNATURE = ("/s/ " + "Jane Roe, by Юрий Иванов, attorney-in-fact for " * 9)[:255]


def signed(names: list[str]) -> pdfplumber.PDF:
    """A proof with an owner of each name and the longest signature."""
    owners = "".join(make.owner(f"{n:010}", name) for n, name in enumerate(names, 1))
    data = make.document(owners=owners, first=make.sale(), remarks=names[-1])
    filing, findings = read_document(data.replace(b"/s/ Jane Roe", SIGNATURE.encode()))
    assert filing is not None, findings
    assert [found.name.text for found in filing.signatures] == [SIGNATURE]
    return pdfplumber.open(io.BytesIO(pdf(filing, draft=False, attachment=None)))


def test_the_longest_signature_and_accented_names_can_be_read() -> None:
    with signed(READ) as proof:
        shown = "".join(glyph["text"] for sheet in proof.pages for glyph in sheet.chars).replace(" ", "")
    for text in (*READ, SIGNATURE):
        assert text.replace(" ", "") in shown


def test_what_the_font_lacks_prints_as_code_points_and_the_proof_says_so() -> None:
    with signed([*SPELT]) as proof:
        shown = " ".join(" ".join(sheet.extract_text() for sheet in proof.pages).split())
    for text in SPELT.values():
        assert text.replace(" ", "") in shown.replace(" ", "")
    assert "stands for a character that this proof cannot print" in shown
    with signed(READ) as proof:
        assert "cannot print" not in "".join(sheet.extract_text() for sheet in proof.pages)


@pytest.mark.parametrize("names", [READ, [*SPELT], ["שלום כהן"]])
def test_every_glyph_is_one_of_the_forms_own_font(names: list[str]) -> None:
    with signed(names) as proof:
        data = proof.stream.read() if proof.stream.seek(0) == 0 else b""
    with pikepdf.open(io.BytesIO(data)) as opened:
        for sheet in opened.pages:
            assert all("Form" in str(font.BaseFont) for font in sheet.Resources.Font.values())
            glyphs = list(glyphs_of(sheet))
            assert len(glyphs) > 100
            assert b"\0\0" not in glyphs  # the box that stands for what a font lacks


def glyphs_of(sheet: pikepdf.Page) -> Iterator[bytes]:
    """The number of each glyph that a page shows, two bytes each."""
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else operands
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    yield from (codes[at : at + 2] for at in range(0, len(codes), 2))


@pytest.mark.parametrize("names", [READ, [*SPELT]])
def test_names_of_any_script_stay_within_the_margins(names: list[str]) -> None:
    with signed(names) as proof:
        for sheet in proof.pages:
            for glyph in sheet.chars:
                assert glyph["x0"] >= MARGINS[0] - 1
                assert glyph["x1"] <= MARGINS[2] + 1
                assert glyph["bottom"] <= 612


def test_the_reviewed_page_is_one_document() -> None:
    filing, known = gathered()
    root = etree.fromstring(html(filing, draft=True, aids=known).replace("<!DOCTYPE html>", "").encode())
    assert len(root.findall(".//section[@class='review']")) == 1

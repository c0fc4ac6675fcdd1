"""The proof reads as EDGAR's public page does, shows every value sent, and is a sound PDF."""

import gc
import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html
import pdfplumber
import pikepdf
import proof_documents as make
import pytest
from lxml import etree

from form4kit.convert import to_decimal
from form4kit.edgar.read import read_document
from form4kit.model import Field, Filing
from form4kit.proof import fonts, formats
from form4kit.proof.html import html
from form4kit.proof.pdf import pdf

DAY = "{0[1]}/{0[2]}/{0[0]}"
MARGINS = (0.45 * 72, 0.36 * 72, 792 - 0.45 * 72, 612 - 0.42 * 72)


def read(data: bytes) -> Filing:
    filing, findings = read_document(data)
    assert filing is not None, findings
    return filing


def page(data: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html(read(data), draft=False))


def said(root: etree._Element) -> list[str]:
    """What a reader sees of a page, word by word and sign by sign."""
    etree.strip_elements(root, "style", "title", with_tail=False)
    return re.findall(r"\w+|[^\w\s]", " ".join(root.itertext()))


def text(root: etree._Element) -> str:
    return " ".join(" ".join(root.itertext()).split())


# As EDGAR's public pages


def test_the_form_reads_word_for_word_as_edgars_page(shared: Path) -> None:
    sources = sorted((shared / "pages").glob("*.xml"))
    assert sources
    for source in sources:
        theirs = lxml.html.document_fromstring(source.with_suffix(".html").read_bytes())
        assert said(page(source.read_bytes())) == said(theirs)


def test_the_pdf_has_every_word_of_edgars_page(shared: Path) -> None:
    for source in sorted((shared / "pages").glob("*.xml")):
        theirs = Counter(said(lxml.html.document_fromstring(source.with_suffix(".html").read_bytes())))
        with pdfplumber.open(
            io.BytesIO(pdf(read(source.read_bytes()), draft=False, attachment=None))
        ) as ours:
            words = Counter(said_in(ours))
        missing = theirs - words
        assert not missing, f"{source.name} lacks {missing}"


def said_in(proof: pdfplumber.PDF) -> Iterator[str]:
    for sheet in proof.pages:
        for word in sheet.extract_words(x_tolerance=1, use_text_flow=True):
            yield from re.findall(r"\w+|[^\w\s]", word["text"])


def dated(text: str) -> str:
    return DAY.format(text[:10].split("-"))


def counted(text: str) -> str:
    whole, point, decimals = text.partition(".")
    return f"{Decimal(whole or 0):,}" + (f".{decimals}" if point and decimals else "")


def paid(text: str) -> str:
    return "$" + counted(text)


def same(text: str) -> str:
    return " ".join(text.split())


LETTER = "transactionAcquiredDisposedCode"
VALUES: dict[str, Callable[[str], str]] = {
    "securityTitle": same,
    "conversionOrExercisePrice": paid,
    "transactionDate": dated,
    "deemedExecutionDate": dated,
    "transactionShares": counted,
    "transactionTotalValue": paid,
    "transactionPricePerShare": paid,
    LETTER: same,
    "exerciseDate": dated,
    "expirationDate": dated,
    "underlyingSecurityTitle": same,
    "underlyingSecurityShares": counted,
    "underlyingSecurityValue": paid,
    "sharesOwnedFollowingTransaction": counted,
    "valueOwnedFollowingTransaction": paid,
    "directOrIndirectOwnership": same,
    "natureOfOwnership": same,
}
"""How each value of a row prints, told from EDGAR's pages and not from the code under test."""


def printed(row: etree._Element) -> Counter[str]:
    """What a row of the XML must show, each value with its marks."""
    wanted = Counter[str]()
    for element in row.iter(*VALUES):
        if row.tag.startswith("derivative") and element.tag == LETTER:
            continue  # in Table II the column says it
        sent = (element.findtext("value") or "").strip()
        marks = "".join(f"({note.get('id')[1:]})" for note in element.findall("footnoteId"))
        wanted[(VALUES[element.tag](sent) if sent else "") + marks] += 1
    del wanted[""]
    return wanted


def test_every_value_of_every_published_filing_stands_in_its_row(shared: Path) -> None:
    sources = sorted((shared / "filings").glob("*.xml"))
    assert len(sources) == 350
    for source in sources:
        root, ours = etree.parse(source).getroot(), page(source.read_bytes())
        for table, name in (("nonDerivativeTable", "non-derivative"), ("derivativeTable", "derivative")):
            rows = list(root.iterfind(f"{table}/*"))
            shown = ours.xpath(f"//table[@class='{name}']/tbody/tr")
            assert len(rows) == len(shown), source.name
            for row, cells in zip(rows, shown, strict=True):
                there = Counter("".join(cell.itertext()) for cell in cells)
                assert not printed(row) - there, f"{source.name}: {printed(row) - there}"
        flat = text(ours)
        for tag in ("rptOwnerName", "issuerName", "rptOwnerStreet1", "rptOwnerCity", "rptOwnerZipCode"):
            for sent in root.iter(tag):
                assert same(sent.text or "") in flat, f"{source.name} lacks {tag}"
        for tag in (
            "officerTitle",
            "otherText",
            "remarks",
            "footnote",
            "signatureName",
            "issuerTradingSymbol",
        ):
            for sent in root.iter(tag):
                assert same(sent.text or "") in flat, f"{source.name} lacks {tag}"
        assert "not checked" not in flat and "None" not in said(ours)


def test_the_pdf_says_what_the_page_says_in_every_edition(shared: Path) -> None:
    kinds = {path.name.rsplit("-", 2)[0]: path for path in sorted((shared / "filings").glob("*.xml"))}
    chosen = [kinds[kind] for kind in ("3-X0203", "3-X0607", "4-X0407", "4A-X0508", "4-X0609", "5-X0508")]
    for source in chosen:
        filing = read(source.read_bytes())
        want = Counter(said(lxml.html.document_fromstring(html(filing, draft=False))))
        with pdfplumber.open(io.BytesIO(pdf(filing, draft=False, attachment=None))) as proof:
            found = Counter(said_in(proof))
        assert not want - found, f"{source.name} lacks {want - found}"


# How values are written


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        *(("0", "0"), ("0.00", "0.00"), ("1234", "1,234"), ("5381.2", "5,381.2"), ("2598.325", "2,598.325")),
        *(
            ("12.50", "12.50"),
            ("1234567.8910", "1,234,567.8910"),
            ("999999999999.9999", "999,999,999,999.9999"),
        ),
        *((".5", "0.5"), ("5.", "5"), ("+5", "5"), ("007", "7"), ("0000", "0"), (" 12 ", "12")),
        *(("1,000", "1,000"), ("twelve", "twelve"), ("", "")),
    ],
)
def test_a_number_prints_as_sent_with_separators(sent: str, shown: str) -> None:
    assert formats.number(Field(sent, to_decimal(sent), (), 1, 1)) == shown


def cells(data: bytes, table: str) -> list[str]:
    row = page(data).xpath(f"//table[@class='{table}']/tbody/tr[1]")[0]
    return ["".join(cell.itertext()) for cell in row]


@pytest.mark.parametrize(
    ("form", "form_type", "swap", "timeliness", "shown"),
    [
        *(
            ("4", "4", "0", "", ["S", ""]),
            ("4", "4", "1", "", ["S/K", ""]),
            ("4", "5", "true", "E", ["S/K", "V"]),
        ),
        *(("5", "5", "0", "", ["S"]), ("5", "5", "0", "L", ["S5"]), ("5", "5", "1", "L", ["S/K5"])),
        *(("5", "4", "0", "L", ["S4"]), ("5", "4", "0", "", ["S4"]), ("5", "4", "1", "", ["S/K4"])),
    ],
)
def test_the_code_column_says_form_swap_and_lateness(
    form: str, form_type: str, swap: str, timeliness: str, shown: list[str]
) -> None:
    late = make.value("transactionTimeliness", timeliness)
    sold = make.sale(transactionCoding=make.coding(form_type, "S", swap), transactionTimeliness=late)
    assert cells(make.document(form, first=sold), "non-derivative")[3 : 3 + len(shown)] == shown


def test_a_late_holding_of_a_form_5_prints_3() -> None:
    holding = (
        "<nonDerivativeHolding><securityTitle><value>1000</value></securityTitle><transactionCoding>"
        '<transactionFormType>3</transactionFormType><footnoteId id="F1"/></transactionCoding>'
        f"<postTransactionAmounts>{make.value('valueOwnedFollowingTransaction', '1000.5')}"
        f"</postTransactionAmounts><ownershipNature>{make.value('directOrIndirectOwnership', 'D')}"
        "</ownershipNature></nonDerivativeHolding>"
    )
    data = make.document("5", first=holding, notes=make.notes(1))
    assert cells(data, "non-derivative") == ["1000", "", "", "3(1)", "", "", "", "$1,000.5", "D", ""]
    ticked = [p.text_content() for p in page(data).xpath("//p[@class='check'][span]")]
    assert ticked == ["XForm 3 Holdings Reported."]


def test_a_derivative_amount_stands_under_its_letter_and_a_note_stands_alone() -> None:
    given = make.option(transactionTimeliness=make.value("transactionTimeliness", "", 2))
    shown = cells(make.document(second=given, notes=make.notes(2)), "derivative")
    assert shown == [
        *("Stock Option", "$0.00", "04/01/2026", "", "M", "(2)", "", "500", "(1)", "04/01/2036"),
        *("Common Stock", "500", "(1)", "1,000", "I", "By Trust(2)"),
    ]
    letter = make.value("transactionAcquiredDisposedCode", "A")
    value = make.value("transactionTotalValue", "2500")
    bought = make.option(amount=value, transactionAcquiredDisposedCode=letter)
    assert cells(make.document(second=bought), "derivative")[6:8] == ["$2,500", ""]


# What the form holds besides


def test_marks_and_notes_lead_to_each_other() -> None:
    sold = make.sale(
        transactionPricePerShare=make.value("transactionPricePerShare", "1", 2, 1, 7),
        sharesOwned=make.value("sharesOwnedFollowingTransaction", "1", 2),
    )
    ours = page(make.document(first=sold, notes=make.notes(3)))
    ids = ours.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in ours.xpath("//@href")} <= set(ids)
    assert ours.xpath("//a[@class='mark']/@href") == ["#F2", "#F1", "#F2"]
    assert [text(note) for note in ours.xpath("//p[@class='note']")] == [
        "1. A note.",
        "2. A note.",
        "3. A note.",
    ]
    assert ours.xpath("//p[@id='F2']/a/@href") == ["#to-F2"]
    assert not ours.xpath("//p[@id='F3']/a")
    assert "(7)" in ours.text_content()  # a reference that leads nowhere still prints


def test_what_march_2026_added_is_shown_from_then_on_or_where_sent() -> None:
    foreign = "<rptOwnerCity>London</rptOwnerCity><rptOwnerCountry>X0</rptOwnerCountry>"
    new = text(page(make.document(owners=make.owner(address=foreign))))
    assert "2a. Foreign Trading Symbol" in new
    assert "UNITED KINGDOM (Country)" in new
    old = text(page(make.document(version="X0508")))
    assert "Foreign Trading Symbol" not in old
    assert "(Country)" not in old
    assert "3a. Foreign Trading Symbol" in text(page(make.document("3", after="")))


def test_the_plan_box_and_the_remarks_caption_follow_the_edition() -> None:
    for form, version, plan, caption in (
        *(("4", "X0306", False, True), ("4", "X0407", True, False), ("5", "X0609", True, False)),
        *(("3", "X0206", False, True), ("3", "X0607", False, False)),
    ):
        shown = text(page(make.document(form, version=version)))
        assert ("Rule 10b5-1(c)" in shown) is plan
        assert ("Remarks:" in shown) is caption
    assert "Remarks: Said." in text(page(make.document(version="X0609", remarks="Said.")))


def test_a_draft_says_what_edgar_will_fill_in_and_never_shows_a_ccc() -> None:
    nameless = make.owner(name="").replace(
        "</rptOwnerCik>", "</rptOwnerCik><rptOwnerCcc>abcd@123</rptOwnerCcc>"
    )
    shown = text(page(make.document(issuer="", owners=nameless)))
    assert "[CIK 0000000002: name filled in by EDGAR]" in shown
    assert "[CIK 0000000001: name filled in by EDGAR] [ EX ]" in shown
    assert "[address of record: filled in by EDGAR]" in shown
    assert "abcd@123" not in shown


def test_several_owners_are_all_shown_between_the_tables_and_the_explanations() -> None:
    ticks = "<isOfficer>1</isOfficer><isOther>1</isOther>"
    chief = f"{ticks}<officerTitle>CFO</officerTitle><otherText>Co.</otherText>"
    people = make.owner() + make.owner("0000000003", "Poe John", relation=chief)
    shown = text(page(make.document(owners=people)))
    again = shown[shown.index("11. Nature") : shown.index("Explanation of Responses:")]
    assert again.count("1. Name and Address of Reporting Person") == 2
    assert "Poe John" in again
    assert "Officer (CFO); Other (Co.)" in again
    assert shown.count("1. Name and Address") == 3
    assert text(page(make.document())).count("1. Name and Address") == 1


def test_a_form_3_without_rows_says_that_nothing_is_owned() -> None:
    nothing = "No securities are beneficially owned"
    assert nothing in text(page(make.document("3", after="")))
    assert nothing not in text(page(make.document("3", version="X0607", after="")))
    said = "<noSecuritiesOwned>1</noSecuritiesOwned>"
    assert nothing in text(page(make.document("3", version="X0607", before=said, after="")))
    assert nothing not in text(page(make.document()))


def test_what_a_filer_writes_is_text_and_not_markup() -> None:
    nasty = "&lt;script&gt;x&lt;/script&gt; &amp;amp; &lt;img src=file:///etc/passwd&gt;"
    data = make.document(remarks=nasty, owners=make.owner(name=nasty))
    ours = page(data)
    assert not ours.xpath("//script")
    assert "<script>x</script> &amp; <img src=file:///etc/passwd>" in text(ours)
    assert pdf(read(data), draft=True, attachment=None)


# The PDF


@pytest.fixture(scope="module")
def small() -> bytes:
    return make.document(first=make.sale(), second=make.option(), notes=make.notes(2))


@pytest.fixture(scope="module")
def proof(small: bytes) -> bytes:
    return pdf(read(small), draft=False, attachment=small)


def test_the_proof_is_tagged_archival_and_carries_the_document(small: bytes, proof: bytes) -> None:
    with pikepdf.open(io.BytesIO(proof)) as opened:
        meta = opened.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert "EXAMPLE CORP" in meta["dc:title"]
        root: Any = opened.Root
        assert root.Lang == "en"
        assert root.MarkInfo.Marked
        assert [file.AFRelationship for file in root.AF] == ["/Source"]
        assert opened.attachments["ownership.xml"].get_file().read_bytes() == small
        tags = Counter(tag for tag, _ in structure(root.StructTreeRoot.K[0]))
        assert tags["/TH"] >= 35 and tags["/TBody"] >= 2 and tags["/H1"] == 1
        alternatives = [
            element.Alt for tag, element in structure(root.StructTreeRoot.K[0]) if tag == "/Figure"
        ]
        assert set(map(str, alternatives)) == {"not checked"}
        for sheet in opened.pages:
            for font in sheet.Resources.Font.values():
                assert "Form" in str(font.BaseFont)
                assert font.DescendantFonts[0].FontDescriptor.FontFile2


def structure(element: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S), element
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from structure(kid)


def test_the_same_filing_gives_the_same_bytes(small: bytes, proof: bytes) -> None:
    assert pdf(read(small), draft=False, attachment=small) == proof
    program = (
        "import hashlib, sys\n"
        "from form4kit.edgar.read import read_document\n"
        "from form4kit.proof.pdf import pdf\n"
        "data = sys.stdin.buffer.read()\n"
        "print(hashlib.sha256(pdf(read_document(data)[0], draft=False, attachment=data)).hexdigest())"
    )
    elsewhere = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    again = subprocess.run(
        [sys.executable, "-c", program], input=small, capture_output=True, env=elsewhere, check=True
    )
    assert again.stdout.decode().strip() == hashlib.sha256(proof).hexdigest()


def test_a_proof_leaves_nothing_behind(small: bytes) -> None:
    filing, left = read(small), []
    for _ in range(6):
        pdf(filing, draft=True, attachment=small)
        gc.collect()
        left.append(len(gc.get_objects()))
    assert left[-1] - left[2] < 100, left  # a form in the making is some ten thousand
    assert gc.isenabled()


def test_only_a_draft_is_marked_and_not_in_what_is_read(small: bytes, proof: bytes) -> None:
    drafted = pdf(read(small), draft=True, attachment=None)
    with pdfplumber.open(io.BytesIO(drafted)) as opened:
        assert all("DRAFT" in (sheet.extract_text() or "") for sheet in opened.pages)
    with pdfplumber.open(io.BytesIO(proof)) as opened:
        assert not any("DRAFT" in (sheet.extract_text() or "") for sheet in opened.pages)
        plain = opened.pages[0].structure_tree
    with pdfplumber.open(io.BytesIO(drafted)) as opened:
        assert tagged(opened.pages[0].structure_tree) == tagged(plain)


def tagged(nodes: list[dict[str, Any]]) -> list[str]:
    return [kind for node in nodes for kind in (node["type"], *tagged(node.get("children", [])))]


def test_a_page_can_fetch_nothing_but_the_forms_own_files(tmp_path: Path) -> None:
    from form4kit.proof.weasyprint_setup import press

    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    for url in (secret.as_uri(), "https://www.sec.gov/", "data:text/css,p{}"):
        with pytest.raises(KeyError):
            press().fetcher.fetch(url)
    for url, font in fonts.faces().items():
        assert press().fetcher.fetch(url).read() == font


@pytest.fixture(scope="module")
def extremes() -> Iterator[pdfplumber.PDF]:
    data = make.largest()
    with pdfplumber.open(io.BytesIO(pdf(read(data), draft=False, attachment=data))) as opened:
        yield opened


def test_the_largest_form_keeps_its_margins_and_its_heads(extremes: pdfplumber.PDF) -> None:
    left, top, right, bottom = MARGINS
    rows = 0
    for sheet in extremes.pages:
        body = [c for c in sheet.chars if c["text"].strip() and c["top"] < bottom]
        assert body
        assert min(c["x0"] for c in body) >= left - 0.1
        assert max(c["x1"] for c in body) <= right + 0.1
        assert min(c["top"] for c in body) >= top - 2
        shown = "".join(c["text"] for c in sheet.chars)
        rows_here = len(re.findall(r"S/K", shown))
        rows += rows_here
        if rows_here:
            assert "Beneficially Owned" in shown and "1. Title of" in shown
    assert rows == 60
    assert len(extremes.pages) > 10


def test_no_glyph_of_the_largest_form_covers_another(extremes: pdfplumber.PDF) -> None:
    apart(extremes)


@pytest.mark.parametrize("seed", range(6))
def test_odd_forms_keep_their_margins_and_every_word(seed: int) -> None:
    filing = read(make.odd(seed))
    left, _, right, bottom = MARGINS
    with pdfplumber.open(io.BytesIO(pdf(filing, draft=False, attachment=None))) as proof:
        apart(proof)
        for sheet in proof.pages:
            body = [c for c in sheet.chars if c["text"].strip() and c["top"] < bottom]
            assert min(c["x0"] for c in body) >= left - 0.1
            assert max(c["x1"] for c in body) <= right + 0.1
        found = Counter("".join("".join(c["text"] for c in sheet.chars) for sheet in proof.pages))
    page = lxml.html.document_fromstring(fonts.printable(html(filing, draft=False)))
    etree.strip_elements(page, "title", with_tail=False)
    wanted = Counter(sign for sign in "".join(page.itertext()) if sign.strip())
    assert not wanted - found, f"seed {seed} lacks {wanted - found}"


def apart(proof: pdfplumber.PDF) -> None:
    """Assert that no glyph covers another: the middles of their boxes do not meet."""
    for sheet in proof.pages:
        taken: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
        for c in sheet.chars:
            if not c["text"].strip():
                continue
            wide, high = (c["x1"] - c["x0"]) * 0.3, (c["bottom"] - c["top"]) * 0.35
            box = (c["x0"] + wide, c["top"] + high, c["x1"] - wide, c["bottom"] - high)
            bucket = (int(box[0] // 12), int(box[1] // 12))
            near = [
                o
                for x in (-1, 0, 1)
                for y in (-1, 0, 1)
                for o in taken.get((bucket[0] + x, bucket[1] + y), ())
            ]
            hit = [o for o in near if o[0] < box[2] and box[0] < o[2] and o[1] < box[3] and box[1] < o[3]]
            assert not hit, f"page {sheet.page_number}: {c['text']!r} at {box} covers {hit}"
            taken.setdefault(bucket, []).append(box)

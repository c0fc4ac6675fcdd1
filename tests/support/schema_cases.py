"""How the schema is known to behave: one edit to a valid document, and libxml2's verdict.

In the order of section (h) of the reference on ownership XML. `other` is the verdict of `xmlschema` where the
two libraries differ.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

from broken_documents import as_form
from lxml import etree

DATA = Path(__file__).parents[1] / "data"
FULL = etree.parse(DATA / "every-element.xml").getroot()
SUBMISSION = etree.parse(DATA / "submission.xml").getroot()

Element = etree._Element
Edit = Callable[[Element], object]


def document(form: str) -> Element:
    """Return a fresh valid document of a form, or the submission, with every element it can have."""
    if form == "submission":
        return deepcopy(SUBMISSION)
    root = deepcopy(FULL)
    as_form(root, form, Random(0))
    return root


@dataclass(frozen=True)
class Case:
    """An edit to the valid document of a form; `name` says what was done."""

    name: str
    form: str
    edit: Edit
    valid: bool
    other: bool | None = None

    def document(self) -> "etree._ElementTree":
        """Return the edited document, as parsed from its text."""
        root = document(self.form)
        self.edit(root)
        return etree.fromstring(etree.tostring(root)).getroottree()


def put(path: str, text: str) -> Edit:
    """Set the text of the element."""
    return lambda root: setattr(_at(root, path), "text", text)


def cut(path: str) -> Edit:
    """Take the element out."""
    return lambda root: _at(root, path).getparent().remove(_at(root, path))


def bare(path: str) -> Edit:
    """Take everything out of the element."""

    def edit(root: Element) -> None:
        _at(root, path)[:] = []
        _at(root, path).text = None

    return edit


def add(path: str, xml: str) -> Edit:
    """Add an element after the one at the path."""
    return lambda root: _at(root, path).addnext(etree.fromstring(xml))


def inside(path: str, xml: str) -> Edit:
    """Add an element as the last child."""
    return lambda root: _at(root, path).append(etree.fromstring(xml))


def times(path: str, count: int) -> Edit:
    """Repeat an element until its parent has so many children of its name."""

    def edit(root: Element) -> None:
        element = _at(root, path)
        for _ in range(count - len(element.getparent().findall(element.tag))):
            element.addnext(deepcopy(element))

    return edit


def mark(path: str, name: str, value: str) -> Edit:
    """Set an attribute."""
    return lambda root: _at(root, path).set(name, value)


def _at(root: Element, path: str) -> Element:
    element = root if path == "." else root.find(path)
    assert element is not None, path
    return element


def _all(*edits: Edit) -> Edit:
    def edit(root: Element) -> None:
        for one in edits:
            one(root)

    return edit


SYMBOL = "issuer/issuerTradingSymbol"
CIK = "issuer/issuerCik"
CCC = "reportingOwner/reportingOwnerId/rptOwnerCcc"
ADDRESS = "reportingOwner/reportingOwnerAddress"
STATE, COUNTRY, ZIP = f"{ADDRESS}/rptOwnerState", f"{ADDRESS}/rptOwnerCountry", f"{ADDRESS}/rptOwnerZipCode"
TRADE = "nonDerivativeTable/nonDerivativeTransaction"
HOLDING = "nonDerivativeTable/nonDerivativeHolding"
OPTION = "derivativeTable/derivativeTransaction"
OPTIONS_HELD = "derivativeTable/derivativeHolding"
TITLE = f"{TRADE}/securityTitle/value"
CODING = f"{TRADE}/transactionCoding"
CODE = f"{CODING}/transactionCode"
TIMELINESS = f"{TRADE}/transactionTimeliness/value"
SHARES = f"{TRADE}/transactionAmounts/transactionShares/value"
PRICE = f"{TRADE}/transactionAmounts/transactionPricePerShare"
LETTER = f"{TRADE}/transactionAmounts/transactionAcquiredDisposedCode/value"
DIRECT = f"{TRADE}/ownershipNature/directOrIndirectOwnership/value"
NATURE = f"{TRADE}/ownershipNature/natureOfOwnership"
CONTACT = "pointOfContact"
DOCUMENT = "edgarDocument"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def _both(valid: bool, form: str, **edits: Edit) -> list[Case]:
    return [Case(name.replace("_", " "), form, edit, valid) for name, edit in edits.items()]


def _values(path: str, form: str = "4", *, ok: tuple[str, ...] = (), bad: tuple[str, ...] = ()) -> list[Case]:
    field = path.removesuffix("/value").rpartition("/")[2]
    return [
        Case(f"{field} {value[:30]!r} ({len(value)})", form, put(path, value), valid)
        for valid, values in ((True, ok), (False, bad))
        for value in values
    ]


SPACE = [
    *_values(CIK, bad=(" 320193", "320193\n", "12345678901", "12a", ""), ok=("1", "0000320193")),
    *_values("documentType", bad=(" 4", "4\n", "5", "4/A")),
    *_values("submissionType", "submission", bad=("4 ", "6"), ok=("3", "5/A")),
    *_values(CODE, bad=(" S", "S\n", "B", "V", "K", "s"), ok=tuple("ACDEFGHIJLMOPSUWXZ")),
    *_values(f"{CODING}/transactionFormType", bad=("4 ", "3", ""), ok=("4", "5")),
    *_values(LETTER, bad=("A ", "I", ""), ok=("A", "D")),
    *_values(DIRECT, bad=("\nD", "A", ""), ok=("D", "I")),
    *_values(SYMBOL, bad=(" ABCDEFGHIJ", ""), ok=("   ", "ABCDEFGHIJ", "N")),
    *_values(TITLE, bad=("x" * 61, ""), ok=("  ", "a\nb", "x" * 60, "&" * 60, "𝒜" * 60)),
    *_values("ownerSignature/signatureName", bad=("x" * 256, ""), ok=(" ", "x" * 255)),
    *_values(CCC, bad=("1234567", "123456789", ""), ok=(" " * 8, "@bcd123#")),
    *_values(SHARES, ok=(" 5 ", "\n5\n")),
    *_values("aff10b5One", ok=(" 1 ", "\ntrue")),
    *(
        Case(f"date {value!r}", "4", put("periodOfReport", value), False, True)
        for value in (" 2026-05-04", "2026-05-04\n")
    ),
    Case("blank inside a number", "4", put(SHARES, "5 5"), False, True),
    *_values(TIMELINESS, ok=(" E ", "E", "L", "", "|"), bad=("X", "EL", "e")),
    *_values(STATE, ok=("", " ", "  ", "PR", "1V"), bad=("   ", "A0", "ny", "XX")),
    *_values(COUNTRY, ok=("", "A0", "I7"), bad=("   ", "PR", "US A")),
    *_values(ZIP, ok=("K1A 0B1", "#12-3", "", "          "), bad=("1\n2", "12.3", "12345678901", "é")),
    *_values("remarks", ok=("a\nb", "", "x" * 2000), bad=("x" * 2001,)),
    Case("blank before a mark", "4", mark("footnotes/footnote", "id", " F1"), True),
]

EMPTY = [
    *_values(f"{TRADE}/transactionDate/value", bad=("",)),
    *_values(f"{PRICE}/value", bad=("",)),
    *_values("aff10b5One", bad=("",)),
    *_values(f"{ADDRESS}/rptOwnerNonUSAddressFlag", bad=("",)),
    *_values("schemaVersion", bad=("", "X609", "X06091"), ok=("abcde",)),
    *_values(f"{DOCUMENT}/documentMimeBlock", "submission", bad=("",), ok=("\n", "not base64!")),
    *_values(f"{DOCUMENT}/documentName", "submission", bad=("", "x" * 33), ok=("A B_C.pdf", "x" * 32)),
    *_values(f"{DOCUMENT}/documentType", "submission", bad=("", "x" * 21), ok=("FOO", "x" * 20)),
    *_values(f"{NATURE}/value", ok=("", "x" * 100), bad=("x" * 101,)),
    *_values(f"{CONTACT}/contactName", "submission", ok=("", "x" * 30), bad=("x" * 31,)),
    *_both(
        True,
        "4",
        deemed_date_without_children=bare(f"{TRADE}/deemedExecutionDate"),
        timeliness_without_children=bare(f"{TRADE}/transactionTimeliness"),
        table_without_rows=bare("nonDerivativeTable"),
        derivative_table_without_rows=bare("derivativeTable"),
        footnote_without_text=bare("footnotes/footnote"),
        relationship_without_children=bare("reportingOwner/reportingOwnerRelationship"),
        address_without_children=bare(ADDRESS),
        price_by_footnote=cut(f"{PRICE}/value"),
    ),
    *_both(
        False,
        "4",
        nature_without_value=cut(f"{NATURE}/value"),
        price_without_children=bare(PRICE),
        exercise_price_without_children=bare(f"{OPTION}/conversionOrExercisePrice"),
        exercise_date_without_children=bare(f"{OPTION}/exerciseDate"),
        title_by_footnote=cut(TITLE),
        shares_by_footnote=cut(SHARES),
    ),
    *_both(
        True, "5", holding_coding_without_children=add(f"{HOLDING}/securityTitle", "<transactionCoding/>")
    ),
    *_both(
        True,
        "submission",
        contact_without_children=bare(CONTACT),
        no_notification_address=bare("notificationAddresses"),
        empty_notification_address=bare("notificationAddresses/notificationEmailAddress"),
    ),
]

TYPED = [
    *_values("aff10b5One", ok=("0", "1", "true", "false"), bad=("TRUE", "True", "Y", "yes", "01")),
    *_values(
        "periodOfReport",
        ok=(
            "2026-03-18Z",
            "2026-03-18-05:00",
            "2026-03-18+14:00",
            "-0044-03-15",
            "12026-01-01",
            "0001-01-01",
            "2024-02-29",
        ),
        bad=(
            "2026-03-18+14:01",
            "0000-01-01",
            "2026-02-30",
            "2026-3-18",
            "03/18/2026",
            "20260318",
            "2026-03-18T09:00:00",
        ),
    ),
    *_values(
        SHARES,
        ok=(
            "+5",
            "+.5",
            ".5",
            "5.",
            "00012",
            "-0",
            "-0.0",
            "0.0000",
            "5.10000",
            "999999999999.99990",
            "0" * 20,
        ),
        bad=("5.12345", "1000000000000", "-1", "1e3", "INF", "NaN", "1,000", "$5", "."),
    ),
]

NOTES = [
    *_both(
        True,
        "4",
        footnote_never_cited=add("footnotes/footnote[3]", '<footnote id="F4">Idle.</footnote>'),
        cited_twice_in_one_element=inside(f"{TRADE}/securityTitle", '<footnoteId id="F1"/>'),
        very_long_footnote=put("footnotes/footnote", "x" * 100_000),
        footnotes_out_of_order=lambda root: _at(root, "footnotes").insert(
            0, _at(root, "footnotes/footnote[3]")
        ),
        ninety_ninth_footnote=add("footnotes/footnote[3]", '<footnote id="F99">Last.</footnote>'),
        ninety_nine_citations=times(f"{TRADE}/securityTitle/footnoteId", 99),
        ninety_eight_beside_a_price=times(f"{PRICE}/footnoteId", 98),
        ninety_nine_without_a_price=_all(cut(f"{PRICE}/value"), times(f"{PRICE}/footnoteId", 99)),
    ),
    *_both(
        False,
        "4",
        footnote_defined_twice=mark("footnotes/footnote[2]", "id", "F1"),
        element_inside_a_footnote=inside("footnotes/footnote", "<b/>"),
        text_inside_a_citation=put(f"{TRADE}/securityTitle/footnoteId", "x"),
        blank_inside_a_citation=put(f"{TRADE}/securityTitle/footnoteId", " "),
        citation_before_value=lambda root: _at(root, PRICE).insert(0, _at(root, f"{PRICE}/footnoteId")),
        citation_without_mark=lambda root: _at(root, f"{PRICE}/footnoteId").attrib.clear(),
        hundred_citations=times(f"{TRADE}/securityTitle/footnoteId", 100),
        ninety_nine_beside_a_price=times(f"{PRICE}/footnoteId", 99),
        citation_on_the_letter_of_Table_II=inside(
            f"{OPTION}/transactionAmounts/transactionAcquiredDisposedCode", '<footnoteId id="F1"/>'
        ),
        **{
            f"mark_{value}": mark("footnotes/footnote", "id", value)
            for value in ("F0", "F01", "F100", "f1", "1", "(5)")
        },
    ),
    Case("footnotes without a footnote", "4", bare("footnotes"), True, False),
    Case("citation of a note that is not there", "4", mark(f"{PRICE}/footnoteId", "id", "F77"), True, False),
    Case("comment in a value", "4", lambda root: _at(root, CIK).insert(0, etree.Comment("x")), True, False),
    *_both(
        False, "5", citation_on_timeliness=inside(f"{TRADE}/transactionTimeliness", '<footnoteId id="F1"/>')
    ),
]

STRUCTURE = [
    *(
        Case(f"{total} rows", form, times(row, total - others), total <= 30)
        for form, row, others in (
            ("4", TRADE, 1),
            ("5", OPTIONS_HELD, 2),
            ("3", HOLDING, 0),
            ("3/A", OPTIONS_HELD, 0),
        )
        for total in (30, 31)
    ),
    *(Case(f"{count} owners", "4", times("reportingOwner", count), count <= 10) for count in (10, 11)),
    *(Case(f"{count} signatures", "4", times("ownerSignature", count), count <= 10) for count in (10, 11)),
    *(Case(f"{count} documents", "submission", times(DOCUMENT, count), count <= 611) for count in (611, 612)),
    *(
        Case(
            f"{count} addresses",
            "submission",
            times("notificationAddresses/notificationEmailAddress", count),
            count <= 30,
        )
        for count in (30, 31)
    ),
    *_both(
        True,
        "4",
        no_table=_all(cut("nonDerivativeTable"), cut("derivativeTable")),
        I_without_nature=cut(NATURE),
        no_coding=cut(CODING),
        no_schema_version=cut("schemaVersion"),
        schema_location=mark(".", f"{XSI}noNamespaceSchemaLocation", "form4.xsd"),
        no_underlying_amount=cut(f"{OPTION}/underlyingSecurity/underlyingSecurityShares"),
    ),
    *_both(
        False,
        "4",
        tables_swapped=lambda root: _at(root, "nonDerivativeTable").addprevious(_at(root, "derivativeTable")),
        no_signature=cut("ownerSignature"),
        no_plan_box=cut("aff10b5One"),
        no_date=cut(f"{TRADE}/transactionDate"),
        coding_on_a_holding=add(f"{HOLDING}/securityTitle", "<transactionCoding/>"),
        original_date_on_an_original=add(
            "periodOfReport", "<dateOfOriginalSubmission>2026-01-02</dateOfOriginalSubmission>"
        ),
        shares_and_total_value=add(
            f"{OPTION}/transactionAmounts/transactionShares",
            "<transactionTotalValue><value>1</value></transactionTotalValue>",
        ),
        unknown_attribute=mark("issuer", "note", "x"),
        nil=mark("aff10b5One", f"{XSI}nil", "true"),
        text_between=put("issuer", "x"),
        no_securities_owned_on_a_4=add("periodOfReport", "<noSecuritiesOwned>1</noSecuritiesOwned>"),
        Form_3_mark_on_a_4=add("periodOfReport", "<form3HoldingsReported>1</form3HoldingsReported>"),
    ),
    *_both(
        True,
        "5",
        late_holding=add(
            f"{HOLDING}/securityTitle",
            "<transactionCoding><transactionFormType>3</transactionFormType></transactionCoding>",
        ),
        Form_3_mark=add("periodOfReport", "<form3HoldingsReported>1</form3HoldingsReported>"),
    ),
    *_both(
        False,
        "5",
        holding_of_type_4=add(
            f"{HOLDING}/securityTitle",
            "<transactionCoding><transactionFormType>4</transactionFormType></transactionCoding>",
        ),
    ),
    *_both(True, "3", no_plan_box=cut("aff10b5One")),
    *_both(
        False,
        "3",
        transaction_on_a_3=lambda root: _at(root, "nonDerivativeTable").append(deepcopy(FULL.find(TRADE))),
        balance_of_options_on_a_3=lambda root: _at(root, f"{OPTIONS_HELD}/underlyingSecurity").addnext(
            deepcopy(FULL.find(f"{OPTIONS_HELD}/postTransactionAmounts"))
        ),
    ),
    *(
        Case(f"no original date on {form}", form, cut("dateOfOriginalSubmission"), False)
        for form in ("3/A", "4/A", "5/A")
    ),
    *_both(False, "submission", return_copy=add("testOrLive", "<returnCopy>YES</returnCopy>")),
]

CASES = [*SPACE, *EMPTY, *TYPED, *NOTES, *STRUCTURE]

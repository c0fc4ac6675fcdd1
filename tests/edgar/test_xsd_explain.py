"""Objections name the right element, in words, with the user's own value."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from broken_documents import FORMS, break_at_random
from lxml import etree
from schema_cases import (
    CASES,
    CCC,
    CIK,
    CODE,
    CODING,
    COUNTRY,
    HOLDING,
    LETTER,
    NATURE,
    OPTION,
    OPTIONS_HELD,
    PRICE,
    SHARES,
    STATE,
    SYMBOL,
    TIMELINESS,
    TITLE,
    TRADE,
    ZIP,
    Case,
    Edit,
    add,
    bare,
    cut,
    document,
    inside,
    mark,
    put,
    times,
)

from form4kit.edgar import xsd
from form4kit.edgar.active_schemas import ROOTS
from form4kit.edgar.xsd import XsdObjection
from form4kit.law.editions import TODAY

CODES = "A, C, D, E, F, G, H, I, J, L, M, O, P, S, U, W, X, Z"
SECRET = "@bcd123#"


@pytest.fixture(autouse=True)
def own_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a package that the user has imported out of the tests."""
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(Path(__file__).parents[1] / "no-package"))


def _edited(form: str, *edits: Edit) -> "etree._ElementTree":
    root = document(form)
    for edit in edits:
        edit(root)
    return etree.fromstring(etree.tostring(root)).getroottree()


FAULTS = [
    # values
    ("4", put(CODE, "B"), CODE, f'"B" is not one of {CODES}'),
    ("4", put(LETTER, "X"), LETTER, '"X" is not one of A, D'),
    ("4", put(LETTER, "D\n"), LETTER, 'blanks or line breaks around "D"'),
    ("4", put("documentType", "5"), "documentType", '"5" is not 4'),
    ("4", put(TIMELINESS, "X"), TIMELINESS, '"X" is not E, L or empty'),
    ("4", put(CIK, "12-34"), CIK, '"12-34" is not a CIK: digits only'),
    ("4", put(CIK, "12345678901"), CIK, "11 characters, the most is 10"),
    ("4", put(SYMBOL, ""), SYMBOL, "empty, text is wanted"),
    ("4", put(TITLE, "x" * 61), TITLE, "61 characters, the most is 60"),
    ("4", put("schemaVersion", "X609"), "schemaVersion", "4 characters, must be 5"),
    (
        "4",
        put(f"{TRADE}/transactionDate/value", ""),
        f"{TRADE}/transactionDate/value",
        "empty, a date is wanted",
    ),
    (
        "4",
        put("periodOfReport", "03/18/2026"),
        "periodOfReport",
        '"03/18/2026" is not a date written YYYY-MM-DD',
    ),
    ("4", put("periodOfReport", "2026-02-30"), "periodOfReport", '"2026-02-30" is not a day of the calendar'),
    (
        "4",
        put("periodOfReport", " 2026-02-03"),
        "periodOfReport",
        'blanks or line breaks around "2026-02-03"',
    ),
    ("4", put(SHARES, "1,000"), SHARES, '"1,000" is not a number: digits and one period'),
    ("4", put(SHARES, "5 5"), SHARES, '"5 5" is not a number: digits and one period'),
    ("4", put(SHARES, "5\u00a0"), SHARES, 'blanks or line breaks around "5"'),
    ("4", put(SHARES, "-1"), SHARES, '"-1" is below 0'),
    ("4", put(SHARES, "1000000000000"), SHARES, '"1000000000000" is above 999999999999.9999'),
    ("4", put(f"{PRICE}/value", "5.12345"), f"{PRICE}/value", '"5.12345" has 5 decimals, the most is 4'),
    ("4", put("aff10b5One", "Y"), "aff10b5One", '"Y" is not one of true, false, 1, 0'),
    ("4", put(STATE, "A0"), STATE, '"A0" is not on EDGAR\'s list of state codes'),
    ("4", put(COUNTRY, "   "), COUNTRY, '"   " is not on EDGAR\'s list of country codes'),
    ("4", put(ZIP, "12.3"), ZIP, '"12.3" is not a ZIP code: letters, digits, blanks, # and - only'),
    ("4", put("remarks", "x" * 2001), "remarks", "2,001 characters, the most is 2,000"),
    ("submission", put("testOrLive", "LIFE"), "testOrLive", '"LIFE" is not one of LIVE, TEST'),
    (
        "submission",
        put("edgarDocument/documentMimeBlock", ""),
        "edgarDocument/documentMimeBlock",
        "empty, text is wanted",
    ),
    # what is missing
    ("4", cut(f"{TRADE}/transactionDate"), TRADE, "transactionDate is missing"),
    ("4", cut("ownerSignature"), "", "ownerSignature is missing"),
    ("4", bare(PRICE), PRICE, "value or footnoteId is missing"),
    (
        "4",
        cut(f"{OPTION}[1]/transactionAmounts/transactionShares"),
        f"{OPTION}[1]/transactionAmounts",
        "transactionShares or transactionTotalValue is missing",
    ),
    ("4/A", cut("dateOfOriginalSubmission"), "", "dateOfOriginalSubmission is missing"),
    # what is misplaced
    (
        "4",
        add(f"{HOLDING}/securityTitle", "<transactionCoding/>"),
        f"{HOLDING}/transactionCoding",
        "not allowed here; expected postTransactionAmounts",
    ),
    (
        "4",
        add(f"{TRADE}/transactionDate", "<price/>"),
        f"{TRADE}/price",
        "not allowed here; expected one of deemedExecutionDate, transactionCoding, transactionTimeliness, "
        "transactionAmounts",
    ),
    (
        "4",
        lambda root: root.find("nonDerivativeTable").addprevious(root.find("derivativeTable")),
        "nonDerivativeTable",
        "not allowed here; it belongs before derivativeTable",
    ),
    (
        "4",
        lambda root: root.find(f"{CODING}").insert(0, root.find(f"{CODING}/equitySwapInvolved")),
        f"{CODING}/equitySwapInvolved",
        "not allowed here; it belongs after transactionCode",
    ),
    (
        "4",
        add(
            f"{OPTION}[1]/transactionAmounts/transactionShares",
            "<transactionTotalValue><value>1</value></transactionTotalValue>",
        ),
        f"{OPTION}[1]/transactionAmounts/transactionTotalValue",
        "not allowed beside transactionShares",
    ),
    ("4", times(TRADE, 30), f"{HOLDING}", "31 rows, the most is 30"),
    ("4", times("reportingOwner", 11), "reportingOwner[11]", "11 of these, the most is 10"),
    ("4", times(f"{PRICE}/footnoteId", 99), f"{PRICE}/footnoteId[99]", "99 of these, the most is 98"),
    (
        "3",
        inside("nonDerivativeTable", f"<{TRADE.rpartition('/')[2]}/>"),
        TRADE,
        "not allowed here; expected nonDerivativeHolding",
    ),
    (
        "3",
        add(f"{OPTIONS_HELD}/underlyingSecurity", "<postTransactionAmounts/>"),
        f"{OPTIONS_HELD}/postTransactionAmounts",
        "not allowed here; expected ownershipNature",
    ),
    # content and attributes
    ("4", put("issuer", "text"), "issuer", "text is not allowed between the elements"),
    ("4", inside(CIK, "<b/>"), CIK, "b is not allowed inside"),
    ("4", put(f"{NATURE}/footnoteId", " "), f"{NATURE}/footnoteId", "not empty, as it must be"),
    ("4", mark("footnotes/footnote[2]", "id", "F1"), "footnotes/footnote[2]", "F1 is defined twice"),
    (
        "4",
        mark(f"{NATURE}/footnoteId", "id", "F01"),
        f"{NATURE}/footnoteId",
        '"F01" is not a footnote mark: F1 to F99',
    ),
    (
        "4",
        lambda root: root.find(f"{NATURE}/footnoteId").attrib.clear(),
        f"{NATURE}/footnoteId",
        "the attribute id is missing",
    ),
    ("4", mark("issuer", "note", "x"), "issuer", "the attribute note is not allowed"),
]


@pytest.mark.parametrize(("form", "edit", "path", "message"), FAULTS, ids=[fault[3][:50] for fault in FAULTS])
def test_one_fault(form: str, edit: Edit, path: str, message: str) -> None:
    tree = _edited(form, edit)
    assert [(each.path, each.message) for each in xsd.objections(tree, form, TODAY)] == [
        (_xpath(tree, path), message)
    ]


def _xpath(tree: "etree._ElementTree", path: str) -> str:
    found = tree.getroot().find(path) if path else tree.getroot()
    assert found is not None
    return tree.getpath(found)


def test_the_line_is_that_of_the_element() -> None:
    text = (Path(__file__).parents[1] / "data" / "every-element.xml").read_text(encoding="utf-8")
    broken = text.replace("<transactionCode>S<", "<transactionCode>B<")
    [objection] = xsd.objections(broken.encode(), "4", TODAY)
    assert broken.splitlines()[objection.line - 1].strip() == "<transactionCode>B</transactionCode>"
    assert (
        objection.path
        == "/ownershipDocument/nonDerivativeTable/nonDerivativeTransaction/transactionCoding/transactionCode"
    )


def test_all_faults_are_named_beyond_a_break_in_the_order() -> None:
    tree = _edited(
        "4", cut(f"{TRADE}/transactionDate"), put(CODE, "B"), put(LETTER, "X"), put("remarks", "x" * 3000)
    )
    assert [each.message for each in xsd.objections(tree, "4", TODAY)] == [
        "transactionDate is missing",
        f'"B" is not one of {CODES}',
        '"X" is not one of A, D',
        "3,000 characters, the most is 2,000",
    ]


def test_every_repeated_row_is_numbered() -> None:
    tree = _edited(
        "4", times(TRADE, 3), lambda root: [code.set("x", "") for code in root.findall(f"{CODE}")[1:]]
    )
    assert [each.path.split("/")[3] for each in xsd.objections(tree, "4", TODAY)] == [
        "nonDerivativeTransaction[2]",
        "nonDerivativeTransaction[3]",
    ]


def test_a_valid_document_meets_no_objection() -> None:
    assert xsd.objections(_edited("4"), "4", TODAY) == []


def test_a_missing_footnote_is_left_to_the_rules() -> None:
    tree = _edited("4", mark(f"{NATURE}/footnoteId", "id", "F77"), put(CODE, "B"))
    assert [each.path.rpartition("/")[2] for each in xsd.objections(tree, "4", TODAY)] == ["transactionCode"]


@pytest.mark.parametrize(
    ("data", "objection"),
    [
        (
            b"<ownershipDocument>\n<issuer></ownershipDocument>",
            XsdObjection("/", 2, "not well-formed XML at column 29"),
        ),
        (b"<filing/>", XsdObjection("/filing", 1, "filing in place of ownershipDocument")),
        (
            b"<ownershipDocument xmlns='urn:x'/>",
            XsdObjection("/*", 1, "ownershipDocument is in a namespace, and EDGAR's has none"),
        ),
    ],
    ids=["not XML", "another root", "a namespace"],
)
def test_what_is_no_ownership_document(data: bytes, objection: XsdObjection) -> None:
    assert xsd.objections(data, "4", TODAY) == [objection]


@pytest.mark.parametrize("ccc", ["abc$123", "abc$12345", "", " @bcd123#", "p@ss"])
def test_a_ccc_is_measured_and_never_repeated(ccc: str) -> None:
    [objection] = xsd.objections(_edited("4", put(CCC, ccc)), "4", TODAY)
    assert not ccc or ccc.strip() not in objection.message
    assert "8" in objection.message


def test_a_ccc_in_the_place_of_the_cik_is_not_repeated() -> None:
    tree = _edited("4", put("reportingOwner/reportingOwnerId/rptOwnerCik", SECRET))
    assert [each.message for each in xsd.objections(tree, "4", TODAY)] == ["this is not a CIK: digits only"]


@pytest.mark.parametrize("case", [case for case in CASES if not case.valid], ids=lambda case: case.name)
def test_every_refusal_of_a_case_is_explained(case: Case) -> None:
    _assert_explained(case.document(), case.form)


def test_every_refusal_of_a_broken_document_is_explained() -> None:
    random, said = Random(2), Counter()
    for number in range(350):
        form = (*FORMS, "submission")[number % 7]
        tree = _edited(form, lambda root: break_at_random(root, random))
        if not xsd.accepts(tree, form, TODAY):
            said.update(_assert_explained(tree, form))
    assert said.total() > 200


def _assert_explained(tree: "etree._ElementTree", form: str) -> list[str]:
    """Check that each place that libxml2 names is explained, in words, and return what was said."""
    schema = etree.XMLSchema(file=xsd.schema_file(form, TODAY))
    assert not schema.validate(tree)
    objections = xsd.objections(tree, form, TODAY)
    assert len(set(objections)) == len(objections)
    paths = {objection.path for objection in objections}
    for entry in schema.error_log:
        assert entry.path in paths or _lacks_something(entry.path.rpartition("/")[0], objections)
    for objection in objections:
        assert SECRET not in objection.message
        assert not re.search(r"\[0-9|\{0,1\}|xs:|not what", objection.message), objection
        assert tree.xpath(objection.path) if ":" not in objection.path else True
    return [objection.message for objection in objections]


def _lacks_something(path: str, objections: list[XsdObjection]) -> bool:
    return any(each.path == path and each.message.endswith(" is missing") for each in objections)


def test_the_secs_package_is_explained_in_the_same_words(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its patterns and our lists of codes must read alike."""
    trees = [(form, _edited(form, edit)) for form, edit, _, _ in FAULTS]
    ours = [xsd.objections(tree, form, TODAY) for form, tree in trees]
    monkeypatch.setattr(xsd, "schema_file", lambda form, _: shared / "sec-spec-5.5" / ROOTS[form])
    theirs = [xsd.objections(tree, form, TODAY) for form, tree in trees]
    differing = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    assert differing == []

"""The schemas accept and refuse what EDGAR's own do, and say why in words."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from broken_documents import FORMS, as_form, break_at_random, single_steps, submission
from lxml import etree
from schema_cases import CASES, Case, document
from xmlschema import XMLSchema

from form4kit.edgar import xsd
from form4kit.edgar.active_schemas import ROOTS
from form4kit.law.editions import EDITION_NAMES, TODAY, edition_of, schema_version

ALL_FORMS = (*FORMS, "submission")
SEED = 16


@pytest.fixture(autouse=True)
def own_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a package that the user has imported out of the tests."""
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(Path(__file__).parents[1] / "no-package"))


@pytest.fixture(scope="module")
def sec(shared: Path) -> dict[str, etree.XMLSchema]:
    return {form: etree.XMLSchema(file=shared / "sec-spec-5.5" / name) for form, name in ROOTS.items()}


@pytest.fixture(scope="module")
def filings(shared: Path) -> list[etree._Element]:
    return [etree.parse(path).getroot() for path in sorted((shared / "filings").glob("*.xml"))]


def _tree(root: etree._Element) -> "etree._ElementTree":
    """Parse anew: libxml2 remembers the ids of a tree that it has validated."""
    return etree.fromstring(etree.tostring(root)).getroottree()


# The verdict


@pytest.mark.parametrize("edition", EDITION_NAMES)
@pytest.mark.parametrize("form", ALL_FORMS)
def test_every_schema_loads_in_both_libraries_and_accepts_its_form(form: str, edition: str) -> None:
    root = document(form)
    if edition != TODAY:
        _strip(root, "issuerForeignTradingSymbol", "rptOwnerNonUSAddressFlag", "rptOwnerNonUSStateTerritory")
        _strip(root, "rptOwnerCountry")
    if edition == "2003":
        _strip(root, "aff10b5One")
    assert xsd.accepts(_tree(root), form, edition)
    model = XMLSchema(xsd.schema_file(form, edition), allow="local", defuse="always")
    assert model.is_valid(_tree(root))


def _strip(root: etree._Element, *tags: str) -> None:
    for element in list(root.iter(*tags)):
        element.getparent().remove(element)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form}: {case.name}")
def test_case(case: Case) -> None:
    assert xsd.accepts(case.document(), case.form, TODAY) is case.valid


@pytest.mark.parametrize(
    "addition",
    [
        "rptOwnerNonUSAddressFlag",
        "rptOwnerNonUSStateTerritory",
        "rptOwnerCountry",
        "issuerForeignTradingSymbol",
    ],
)
def test_what_2026_added_is_refused_before(addition: str) -> None:
    root = document("4")
    for tag in ("rptOwnerNonUSAddressFlag", "rptOwnerNonUSStateTerritory", "rptOwnerCountry"):
        if tag != addition:
            _strip(root, tag)
    if addition != "issuerForeignTradingSymbol":
        _strip(root, "issuerForeignTradingSymbol")
    assert not xsd.accepts(_tree(root), "4", "2023")
    assert f"{addition}" in xsd.objections(_tree(root), "4", "2023")[0].path


@pytest.mark.parametrize(
    ("edition", "code", "valid"), [("2026", "A0", False), ("2023", "A0", True), ("2003", "ZZ", False)]
)
def test_state_codes_follow_the_edition(edition: str, code: str, valid: bool) -> None:
    root = document("3")
    _strip(root, "issuerForeignTradingSymbol", "rptOwnerNonUSAddressFlag", "rptOwnerNonUSStateTerritory")
    _strip(root, "rptOwnerCountry", "aff10b5One")
    root.find(".//rptOwnerState").text = code
    assert xsd.accepts(_tree(root), "3", edition) is valid


@pytest.mark.parametrize("edition", EDITION_NAMES)
def test_the_plan_box_follows_the_edition(edition: str) -> None:
    root = document("5")
    if edition != TODAY:
        _strip(root, "issuerForeignTradingSymbol", "rptOwnerNonUSAddressFlag", "rptOwnerNonUSStateTerritory")
        _strip(root, "rptOwnerCountry")
    assert xsd.accepts(_tree(root), "5", edition) is (edition != "2003")
    _strip(root, "aff10b5One")
    assert xsd.accepts(_tree(root), "5", edition) is (edition == "2003")


def test_published_filings_are_valid_in_the_edition_of_their_day(filings: list[etree._Element]) -> None:
    refused = []
    for root in filings:
        form, version = root.findtext("documentType"), root.findtext("schemaVersion")
        edition = edition_of(form, version)
        if not xsd.accepts(root.getroottree(), form, edition):
            refused.append((form, version, xsd.objections(root.getroottree(), form, edition)))
    assert (len(filings), refused) == (350, [])


# The same verdict as the SEC's


def test_agrees_with_the_sec_on_broken_documents(
    filings: list[etree._Element], sec: dict[str, etree.XMLSchema]
) -> None:
    random, verdicts, differing = Random(SEED), Counter(), []
    for form, root in (*_broken_filings(filings, random), *_stepped()):
        theirs = sec[form].validate(_tree(root))
        verdicts[form, theirs] += 1
        if xsd.accepts(_tree(root), form, TODAY) is not theirs:
            differing.append(etree.tostring(root))
    assert differing == []
    assert verdicts.total() >= 5_000
    for form in FORMS:
        both = verdicts[form, True] + verdicts[form, False]
        assert min(verdicts[form, True], verdicts[form, False]) > 0.2 * both


def _broken_filings(filings: list[etree._Element], random: Random) -> Iterator[tuple[str, etree._Element]]:
    for number in range(5_400):
        form, root = FORMS[number % 6], deepcopy(filings[number % len(filings)])
        as_form(root, form, random)
        break_at_random(root, random)
        yield form, root


def _stepped() -> Iterator[tuple[str, etree._Element]]:
    return ((form, root) for form in ("3/A", "4", "5") for root in single_steps(document(form)))


def test_agrees_with_the_sec_on_published_filings(
    filings: list[etree._Element], sec: dict[str, etree.XMLSchema]
) -> None:
    verdicts: Counter[bool] = Counter()
    for root in filings:
        form = root.findtext("documentType")
        theirs = sec[form].validate(_tree(root))
        assert xsd.accepts(_tree(root), form, TODAY) is theirs
        verdicts[theirs] += 1
    assert verdicts[True] > 100 and verdicts[False] > 50


def test_agrees_with_the_sec_on_broken_submissions(sec: dict[str, etree.XMLSchema]) -> None:
    random, verdicts = Random(SEED), Counter()
    for root in (*single_steps(document("submission")), *_broken_submissions(random)):
        theirs = sec["submission"].validate(_tree(root))
        assert xsd.accepts(_tree(root), "submission", TODAY) is theirs, etree.tostring(root)
        verdicts[theirs] += 1
    assert min(verdicts.values()) > 0.2 * verdicts.total()


def _broken_submissions(random: Random) -> Iterator[etree._Element]:
    for number in range(1_000):
        root = submission(random) if number % 2 else document("submission")
        break_at_random(root, random)
        yield root


def _broken(form: str, random: Random) -> etree._Element:
    root = document(form)
    break_at_random(root, random)
    return root


# The same verdict from both libraries


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form}: {case.name}")
def test_xmlschema_agrees_on_case(case: Case) -> None:
    expected = case.valid if case.other is None else case.other
    assert _model(case.form).is_valid(case.document()) is expected


def test_libraries_agree_on_broken_documents() -> None:
    random, verdicts, exceptions = Random(SEED), Counter(), 0
    for number in range(300):
        form = ALL_FORMS[number % len(ALL_FORMS)]
        tree = _tree(_broken(form, random))
        accepted = xsd.accepts(tree, form, TODAY)
        verdicts[accepted] += 1
        etree.strip_tags(tree, etree.Comment)  # content for xmlschema, none for libxml2
        reasons = [error.reason for error in _model(form).iter_errors(tree)]
        if accepted is any(not reason.startswith("IDREF ") for reason in reasons):
            assert not accepted and _refused_for_blanks(tree, form)
            exceptions += 1
    assert min(verdicts.values()) > 60
    assert exceptions < 10


def _refused_for_blanks(tree: "etree._ElementTree", form: str) -> bool:
    """Tell whether all that libxml2 objects to is a blank, or a no-break space taken for one."""
    messages = [objection.message for objection in xsd.objections(tree, form, TODAY)]
    blank = re.compile(r'blanks or line breaks around |"\S+ \S+" is not a number|text is not allowed between')
    return all(blank.match(message) for message in messages)


def _model(form: str) -> XMLSchema:
    return xsd._model(xsd.schema_file(form, TODAY))


# Editions


@pytest.mark.parametrize(
    ("form", "version", "edition"),
    [
        ("4", "X0609", "2026"),
        ("3", "X0607", "2026"),
        ("5/A", "X0508", "2023"),
        ("4", "X0407", "2023"),
        ("4/A", "X0306", "2003"),
        ("3", "X0206", "2003"),
        ("3/A", "X0101", "2003"),
        ("4", "X0712", "2026"),
        ("4", None, "2026"),
        ("4", "draft", "2026"),
    ],
)
def test_edition_of(form: str, version: str | None, edition: str) -> None:
    assert edition_of(form, version) == edition


@pytest.mark.parametrize("edition", EDITION_NAMES)
@pytest.mark.parametrize("form", ["4", "4/A", "5", "5/A"])
def test_the_inserted_version_leads_back_to_its_edition(form: str, edition: str) -> None:
    assert edition_of(form, schema_version(form, edition)) == edition


def test_form_3_kept_its_version_until_2026() -> None:
    assert [schema_version("3", edition) for edition in EDITION_NAMES] == ["X0607", "X0206", "X0206"]


# ---------------------------------------------------------------------------
# Threads


def test_no_two_threads_build_a_validator_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two set up libxml2's types, the workbench, which judges in threads, crashed now and then."""
    at_work, most = [], []

    def slow(file: Path) -> object:
        at_work.append(file)
        time.sleep(0.02)
        most.append(len(at_work))
        at_work.remove(file)
        return object()

    xsd._verdict.cache_clear()
    monkeypatch.setattr(etree, "XMLSchema", slow)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(xsd.ready, ("3", "4", "5"), [TODAY] * 3))
    xsd._verdict.cache_clear()
    assert most == [1, 1, 1]

"""From bytes to a tree: every text as it was written, every fault at its line and column."""

import base64
import binascii
import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_filings import CLEAN, edited
from hypothesis import given, settings
from hypothesis import strategies as st
from same_filing import said

import form4kit
from form4kit.catalogue import faults
from form4kit.draft.read import read_draft
from form4kit.draft_schema.check import check_shape
from form4kit.edgar import ccc
from form4kit.edgar.read import read_document
from form4kit.edgar.submission import write_submission
from form4kit.edgar.write import write
from form4kit.findings import Fault, Finding
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run, run_bytes
from form4kit.rules.rule import Rule
from form4kit.source.decode import decode
from form4kit.source.discover import Found
from form4kit.source.limits import DEEPEST
from form4kit.source.yaml_tree import compose

DATA = Path(__file__).parents[1] / "data"
TEXT = (CLEAN / "4.yaml").read_text()
FILED = Options(filed=dt.date(2026, 11, 19))


def table(name: str) -> list[Any]:
    """Return the rows of a table of cases."""
    rows: list[Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return rows


def cases(name: str, key: str = "name") -> list[Any]:
    return [pytest.param(row, id=str(row[key])) for row in table(name)]


def spots(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    return sorted(f"{f.rule} {f.place.line}:{f.place.column}" for f in findings)


def judged(data: str | bytes, name: str = "draft.yaml", folder: Path = Path()) -> Outcome:
    return run_bytes(data if isinstance(data, bytes) else data.encode(), name, folder, FILED)


def clean_filing() -> Filing:
    root, _ = compose(TEXT)
    assert root is not None
    return read_draft(root)[0]


def spot(needle: str, text: str = TEXT) -> str:
    """Return line and column of a text."""
    before, found, _ = text.partition(needle)
    assert found, needle
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


DOCUMENT = write(clean_filing()).text
PUBLISHED = write(clean_filing(), published=True).text


# ---------------------------------------------------------------- drafts


@pytest.mark.parametrize("row", cases("scalars.yaml", "written"))
@pytest.mark.parametrize("layout", ["{}: {}\n", "- x\n- {}"])
def test_a_scalar_stays_the_text_that_was_written(row: dict[str, str], layout: str) -> None:
    if layout.startswith("-"):
        root, findings = compose("k:\n  - " + row["written"].replace("\n", "\n  ") + "\n  - z\n")
        got = root.get("k").items[0].text if root else None  # type: ignore[union-attr]
    else:
        root, findings = compose(layout.format("k", row["written"]))
        got = root.get("k").text if root else None  # type: ignore[union-attr]
    expected = row["text"]
    if "|+" in row["written"]:  # how many blank lines are kept depends on what follows
        assert got is not None
        got, expected = got.rstrip("\n"), expected.rstrip("\n")
    assert (got, findings) == (expected, [])


@pytest.mark.parametrize("row", cases("draft-faults.yaml"))
def test_a_fault_of_a_draft_is_found_where_it_is(row: dict[str, Any]) -> None:
    root, findings = compose(row["text"])
    assert spots(findings) == sorted(row["found"])
    assert (root is not None) is row.get("tree", False)
    assert all(finding.message for finding in findings)
    if root is None:
        assert all(f.severity == "error" for f in findings if not f.rule.startswith("YML09"))


def test_a_place_counts_characters_not_bytes_and_lines_as_editors_do() -> None:
    root, _ = compose('a: {é: "𝒜\\u2028", b: x}\nc:\n  - y\n')
    assert root is not None
    a, c = root.get("a"), root.get("c")
    assert a is not None
    assert c is not None
    b = a.get("b")
    assert b is not None
    assert (a.line, a.column, a.key_column) == (1, 4, 1)
    assert (b.line, b.key_column, b.column) == (1, 19, 22)
    assert (c.items[0].line, c.items[0].column) == (3, 5)


def test_levels_up_to_the_deepest_are_taken_and_no_more() -> None:
    def nested(levels: int) -> str:
        return "a: " + "[" * levels + "]" * levels

    assert spots(compose(nested(DEEPEST - 1))[1]) == []
    assert spots(compose(nested(DEEPEST))[1]) == [f"YML10 1:{3 + DEEPEST}"]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "!a ", "&a "])
def test_a_hundred_thousand_brackets_do_no_harm(opening: str) -> None:
    root, findings = compose(opening * 100_000)
    assert root is None
    assert {finding.rule for finding in findings} <= {"YML01", "YML03", "YML10", "YML11", "YML13"}
    assert any(finding.severity == "error" for finding in findings)


ENCODED = {
    "UTF-8": (TEXT.encode(), []),
    "a byte order mark": (b"\xef\xbb\xbf" + TEXT.encode(), ["YML07 1:1"]),
    "CRLF": (TEXT.replace("\n", "\r\n").encode(), ["YML08 1:10"]),
    "CR": (TEXT.replace("\n", "\r").encode(), ["YML08 1:10"]),
    "CRLF once": (TEXT.replace("false\n", "false\r\n").encode(), ["YML08 8:19"]),
    "both": (b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), ["YML07 1:1", "YML08 1:10"]),
}


@pytest.mark.parametrize("name", ENCODED)
def test_line_ends_and_a_byte_order_mark_change_nothing_but_a_note(name: str) -> None:
    data, found = ENCODED[name]
    outcome = judged(data)
    assert spots(outcome.findings) == found
    assert {f.severity for f in outcome.findings} <= {"note"}
    assert outcome.written is not None
    assert outcome.written.text == DOCUMENT


@pytest.mark.parametrize(
    ("data", "found", "words"),
    [
        (
            TEXT.replace("Family", "Famílias").encode("latin-1"),
            f"YML06 {spot('ily Trust')}",
            'was "í" meant?',
        ),
        (TEXT.replace("Family", "Family’s").encode("cp1252"), f"YML06 {spot(' Trust')}", 'was "’" meant?'),
        (TEXT.encode("utf-16"), "YML06 1:1", "UTF-8"),
        (TEXT.encode("utf-16-le"), "YML06 1:1", "UTF-8"),
        (TEXT.encode("utf-16-be"), "YML06 1:1", "UTF-8"),
        (b"form: caf\xc3", "YML06 1:10", "UTF-8"),
        (b"form: \xed\xa0\x80", "YML06 1:7", "UTF-8"),
        (b"form: \xc0\xaf", "YML06 1:7", "UTF-8"),
        (b"form: a\rb: \x80", "YML06 2:4", "UTF-8"),
    ],
)
def test_other_encodings_are_refused_at_the_first_foreign_byte(data: bytes, found: str, words: str) -> None:
    outcome = judged(data)
    assert outcome.filing is None
    assert spots(outcome.findings) == [found]
    assert words in outcome.findings[0].hint


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("issuer.ticker", "`symbol`"),
        ("issuer.symbl", "`symbol`"),
        ("non_derivative[1].prise", "`price`"),
        ("owners[0].address.zipcode", "`zip`"),
        ("transactions", "`non_derivative`"),
        ("signatures[0].signature", "`name`"),
    ],
)
def test_an_unknown_key_is_told_the_nearest_one(key: str, words: str) -> None:
    text = edited("4", {key: "5"})
    findings = [f for f in judged(text).findings if f.rule == "DRF01"]
    assert spots(findings) == [f"DRF01 {spot(key.rpartition('.')[2] + ':', text)}"]
    assert words in findings[0].hint


# ---------------------------------------------------------------- what the catalogue promises


def _ways(tmp: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[str], list[Finding]]]:
    """Return for each fault that is no rule the way to put its example before form4kit."""
    (tmp / "fund").mkdir()
    (tmp / "trust").mkdir()
    for name in ("poa.txt", "poa-fund.txt", "poa-trust.txt", "fund/poa.txt", "trust/poa.txt"):
        (tmp / name).write_text("x")
    (tmp.parent / "private.txt").write_text("x")

    def text(snippet: str) -> list[Finding]:
        content, findings = decode(snippet.encode())
        return findings + (compose(content)[1] if content is not None else [])

    def escaped(snippet: str) -> list[Finding]:
        return text(snippet.encode().decode("unicode_escape"))

    def latin(snippet: str) -> list[Finding]:
        return (
            decode(snippet.encode("latin-1").decode("unicode_escape").encode("latin-1"))[1]
            if ("\\x" in snippet)
            else text(snippet)
        )

    def shape(snippet: str) -> list[Finding]:
        root, findings = compose(snippet)
        return findings + (check_shape(root) if root else [])

    def row(snippet: str) -> list[Finding]:
        return list(judged(f"form: '4'\nnon_derivative:\n  - {snippet}\n").findings)

    def whole(snippet: str) -> list[Finding]:
        return list(judged(snippet).findings)

    def draft(snippet: str, extra: dict[str, object] | None = None) -> list[Finding]:
        on = edited("4", extra or {})
        folder = tmp if "exhibits" in snippet else Path()
        return list(judged(f"{on}{snippet}\n", folder=folder).findings)

    def no_footnote(snippet: str) -> list[Finding]:
        return draft(snippet, {"non_derivative[0].price": "31.07 ^nowhere"})

    def used(snippet: str) -> list[Finding]:
        """The rule that the example names has something to say, but where it says that it has not."""
        rule = faults()["COD14"]
        assert isinstance(rule, Rule)
        bad = rule.bads[0]
        edits = {} if "# no row" in snippet else bad.edits
        return list(judged(f"{edited(bad.on, edits)}{snippet}\n").findings)

    def xml(snippet: str) -> list[Finding]:
        return list(judged(snippet, "a.xml").findings)

    def download(snippet: str) -> list[Finding]:
        whole = HEADER + PRIMARY + END + "\n"
        counted = re.search(r"COUNT: (.)", snippet)
        text = whole.replace("COUNT:\t\t1", f"COUNT:\t\t{counted[1]}") if counted else whole
        text += whole if "in one" in snippet else ""
        return list(judged(text, "a.txt").findings)

    def code(snippet: str) -> list[Finding]:
        return list(judged(TEXT.replace("code: S", snippet)).findings)

    def toml(snippet: str) -> list[Finding]:
        (tmp / "form4kit.toml").write_text(snippet)
        return list(judged(TEXT, folder=tmp).findings)

    def secret(snippet: str) -> list[Finding]:
        length = {"seven": 7, "eight": 8}.get(snippet.split()[-2], 8)
        end = "\n" if "line end" in snippet else ""
        there = {} if snippet.startswith("no ") else {"FORM4KIT_CCC_1234567": "x" * length + end}
        return ccc.gather(clean_filing(), live=False, environment=there)[1]

    ways = {code_: text for code_ in faults() if code_.startswith("YML")}
    ways |= {f"DRF0{n}": shape for n in range(1, 7)} | {"DRF20": row, "XSD01": code, "CFG01": toml}
    ways |= {"OPN01": whole, "YML06": latin, "YML07": escaped, "YML08": escaped, "YML14": escaped}
    ways |= {"EXH07": draft, "EXH08": draft, "EXH10": draft, "XML01": xml, "XML15": xml}
    ways |= {"XML19": download, "XML20": download}
    ways |= {
        "ALW01": used,
        "ALW02": draft,
        "ALW03": no_footnote,
        "CCC01": secret,
        "CCC02": secret,
        "CCC03": secret,
    }
    return ways


PROSE = {"XML16", "XML17"}
"""Faults whose examples are words; tests of their own are below."""
ELSEWHERE = {"EVT", "LIB", "REG", "TAB", "AMD12", "AMD13", "AMD14", "DRF21", "DRF22", "XML18", "REC01"}
"""The faults of events, library, registry, tables, amending and splitting, with tests of their own."""
KINDS = [
    code
    for code, fault in faults().items()
    if not isinstance(fault, Rule) and not {code, code[:3]} & (PROSE | ELSEWHERE)
]


@pytest.mark.parametrize("code", KINDS)
def test_the_examples_of_a_fault_are_true(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder := tmp_path / "a" / "b").mkdir(parents=True)
    ways = _ways(folder, monkeypatch)
    assert code in ways, f"{code} has no way to be tried: give it one"
    fault = faults()[code]
    bad = [finding for finding in ways[code](fault.bad) if finding.rule == code]
    assert bad
    assert {(f.severity, f.authority) for f in bad} == {(fault.severity, fault.authority)}
    assert [f for f in ways[code](fault.good) if f.rule == code] == []


def test_every_fault_in_the_code_is_in_the_catalogue_under_one_code() -> None:
    found: dict[str, Fault] = {}
    for module in pkgutil.walk_packages(form4kit.__path__, "form4kit."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Fault):
                assert found.setdefault(value.code, value) is value, f"two faults are called {value.code}"
    assert set(found) <= set(faults())


@pytest.mark.parametrize("fault", faults().values(), ids=lambda fault: fault.code)
def test_a_fault_is_documented(fault: Fault) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d\d", fault.code)
    assert fault.title.endswith(".")
    assert fault.cites
    assert all(fault.cites)
    assert isinstance(fault, Rule) or (fault.reason.endswith(".") and fault.bad and fault.good)


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    outcome = run(Found(str(big), big), FILED)
    assert spots(outcome.findings) == ["XML16 1:1"]
    assert outcome.data == b""
    assert "200 MB" in outcome.findings[0].message


def test_a_device_without_an_end_is_not_read_to_it() -> None:
    zero = Path("/dev/zero")
    if not zero.exists():
        pytest.skip("no /dev/zero here")
    assert spots(run(Found(str(zero), zero), FILED).findings) == ["XML16 1:1"]


def test_a_document_of_record_is_recognised_and_a_note_says_so() -> None:
    assert spots(judged(PUBLISHED, "a.xml").findings) == ["XML17 2:1"]
    assert judged(PUBLISHED, "a.xml").filing.published  # type: ignore[union-attr]
    meant = run_bytes(PUBLISHED.encode(), "a.xml", Path(), replace(FILED, published=True))
    assert meant.findings == ()


# ---------------------------------------------------------------- XML


def edit(row: dict[str, Any]) -> bytes:
    """Return the clean document with the edits of a case."""
    text = DOCUMENT
    for old, new in ((row.get("old", ""), row.get("new", "")), tuple(row.get("also", ("", "")))):
        assert old in text
        text = text.replace(old, new, 1)
    if "swap" in row:
        text = text.replace(*row["swap"])
    if row.get("flat"):
        text = re.sub(r">\s+<", "><", text)
    if row.get("crlf"):
        text = text.replace("\n", "\r\n")
    data: bytes = text.encode(row.get("encoding", "utf-8"))
    return data


@pytest.mark.parametrize("row", cases("xml-faults.yaml"))
def test_a_fault_of_a_document_is_found_where_it_is(row: dict[str, Any]) -> None:
    outcome = judged(edit(row), "a.xml")
    found = outcome.findings if outcome.filing is None else [f for f in outcome.findings if f.rule == "XML01"]
    assert spots(tuple(found)) == [row["found"]]
    assert (outcome.filing is not None) == ("an instruction" in row["name"])
    assert outcome.findings[0].hint


@pytest.mark.parametrize("row", cases("xml-same.yaml"))
@pytest.mark.parametrize("name", ["a.xml", "-"])
def test_a_document_written_otherwise_is_the_same_filing(row: dict[str, Any], name: str) -> None:
    outcome = judged(edit(row), name)
    expected, _ = read_document(DOCUMENT.replace(*row.get("swap", ("", ""))).encode())
    assert outcome.filing is not None, outcome.findings
    assert expected is not None
    assert said(outcome.filing) == said(expected)
    if "at" in row:
        symbol = outcome.filing.issuer.symbol
        assert f"{symbol.line}:{symbol.column}" == row["at"]


@pytest.mark.parametrize("length", range(0, len(DOCUMENT) - 1, 331))
def test_a_document_cut_off_is_refused_and_never_half_read(length: int) -> None:
    outcome = judged(DOCUMENT[:length], "a.xml")
    assert [f.rule for f in outcome.findings] == ["XML01"]
    assert outcome.filing is None
    assert outcome.findings[0].place.line <= DOCUMENT[:length].count("\n") + 1


def test_a_namespace_is_told_by_the_schema() -> None:
    outcome = judged(DOCUMENT.replace("<ownershipDocument>", '<ownershipDocument xmlns="urn:x">'), "a.xml")
    assert [str(f.message) for f in outcome.findings if f.rule == "XSD01"] == [
        "ownershipDocument is in a namespace, and EDGAR's has none"
    ]


def test_no_entity_is_ever_expanded_and_no_file_opened(tmp_path: Path) -> None:
    canary = tmp_path / "secret.txt"
    canary.write_text("the canary sings")
    head = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{canary.as_uri()}">]>\n<ownershipDocument>'
    outcome = judged(DOCUMENT.replace("<ownershipDocument>", head).replace("AMOT", "&x;"), "a.xml")
    assert outcome.filing is None
    assert "canary sings" not in repr(outcome.findings)


@pytest.mark.parametrize(
    ("old", "new", "name", "place"),
    [
        ("AMOT", "éé𝒜AMOTABCDEFGH", "symbol", (7, 30)),
        ("AMOT", "\n\n   AMOTABCDEFGHIJ\n", "symbol", (9, 4)),
        ("AMOT", "  AMOTABCDEFGHIJ", "symbol", (7, 32)),
        ("<issuerTradingSymbol>AMOT", "<a/><b>é</b><issuerTradingSymbol>AMOTABCDEFGHIJ", "symbol", (7, 42)),
    ],
)
def test_the_place_of_a_text_is_where_it_begins(
    old: str, new: str, name: str, place: tuple[int, int]
) -> None:
    filing = judged(DOCUMENT.replace(old, new), "a.xml").filing
    assert filing is not None
    found = filing.issuer.at(name)
    assert (found.line, found.column) == place


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_byte_order_mark_is_no_column(encoding: str) -> None:
    symbol = "<issuerTradingSymbol>AMOT</issuerTradingSymbol>"
    flat = f"<ownershipDocument><issuer>{symbol}</issuer></ownershipDocument>"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    filing = judged(mark + flat.encode(encoding), "a.xml").filing
    assert filing is not None
    assert (filing.issuer.symbol.line, filing.issuer.symbol.column) == (1, flat.index("AMOT") + 1)
    cut = judged(mark + flat[:60].encode(encoding), "a.xml").findings[0]
    assert (cut.place.line, cut.place.column) == (1, flat.index("</") + 1)


def test_stray_text_between_elements_is_told_on_its_line() -> None:
    text = DOCUMENT.replace("        <issuerTradingSymbol>", "hello\n        <issuerTradingSymbol>")
    findings = [f for f in judged(text, "a.xml").findings if f.rule == "XSD01"]
    assert [f.place.line for f in findings] == [8]
    assert findings[0].message == "text is not allowed between the elements"


# ---------------------------------------------------------------- EDGAR full submissions

HEADER = """\
<SEC-DOCUMENT>0001234567-26-000012.txt : 20261120
<SEC-HEADER>0001234567-26-000012.hdr.sgml : 20261120
<ACCEPTANCE-DATETIME>20261119221500
ACCESSION NUMBER:\t\t0001234567-26-000012
CONFORMED SUBMISSION TYPE:\t4
PUBLIC DOCUMENT COUNT:\t\t1
FILED AS OF DATE:\t\t20261120
</SEC-HEADER>
"""
END = "</SEC-DOCUMENT>"
PRIMARY = f"<DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n{PUBLISHED}</XML>\n</TEXT>\n</DOCUMENT>\n"
EXHIBIT = "<DOCUMENT>\n<TYPE>EX-24\n<TEXT>\n<HTML><body>Power & <b>more</HTML>\n</TEXT>\n</DOCUMENT>\n"
OTHER_XML = "<DOCUMENT>\n<TYPE>EX-101\n<TEXT>\n<XML>\n<xbrl a='&'/></XML>\n</TEXT>\n</DOCUMENT>\n"


def _uuencoded() -> str:
    octets = bytes(range(256)) * 12
    lines = [binascii.b2a_uu(octets[at : at + 45]).decode("ascii") for at in range(0, len(octets), 45)]
    body = "".join(lines)
    return f"<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\n{body}`\nend\n</TEXT>\n</DOCUMENT>\n"


PEM = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nMIC-Info: RSA-MD5,RSA,\n\n"
LAYOUTS = {
    "header and document": HEADER + PRIMARY,
    "the form is not first": HEADER + EXHIBIT + OTHER_XML + PRIMARY,
    "exhibits and graphics after": HEADER + PRIMARY + EXHIBIT + _uuencoded(),
    "graphics before": HEADER + _uuencoded() + PRIMARY,
    "documents alone": PRIMARY + EXHIBIT,
    "an old cover": PEM + HEADER + PRIMARY + "-----END PRIVACY-ENHANCED MESSAGE-----\n",
    "blank lines around": HEADER + PRIMARY.replace("<XML>\n", "<XML>\n\n  \n").replace("</XML>", "\n </XML>"),
    "small letters": HEADER + PRIMARY.replace("<XML>", "<xml>").replace("</XML>", "</xml>"),
    "a second form after": HEADER + PRIMARY + PRIMARY.replace("AMOT", "NEXT"),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("file", ["a.txt", "-", "A.TXT", "a.xml"])
def test_a_full_submission_is_the_same_filing_with_its_own_lines(name: str, ends: str, file: str) -> None:
    text = LAYOUTS[name]
    outcome = judged(text.replace("\n", ends).encode(), file)
    expected, _ = read_document(PUBLISHED.encode())
    assert outcome.filing is not None, outcome.findings
    assert expected is not None
    assert said(outcome.filing, edgars_own=True) == said(expected, edgars_own=True)
    lines = text.split("\n")
    for place in (outcome.filing.issuer.at("symbol"), outcome.filing.non_derivative[1].at("price")):
        before = {"symbol": "<issuerTradingSymbol>", "price": "<value>"}[str(place.path[-1])]
        found = lines[place.line - 1]
        assert found.lstrip().startswith(before)
        assert place.column == found.index(before) + len(before) + 1


def test_a_full_submission_says_when_it_was_filed() -> None:
    def filed(text: str) -> Any:
        filing = run_bytes(text.encode(), "a.txt", Path(), Options()).filing
        assert filing is not None
        return filing.filed

    assert filed(HEADER + PRIMARY) == dt.date(2026, 11, 20)
    assert filed(HEADER.replace("FILED AS OF", "X") + PRIMARY) == dt.date(2026, 11, 19)
    assert filed(PRIMARY) == dt.date(2026, 11, 19), "else the date of the signature"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEADER + END, ["XML15 1:1"]),
        (HEADER + EXHIBIT + END, ["XML15 1:1"]),
        (HEADER + OTHER_XML + END, ["XML15 1:1"]),
        ("", ["XML15 1:1"]),
        (TEXT, ["XML15 1:1"]),
        (HEADER + PRIMARY.replace("</issuer>", "</isuer>") + END, [f"XML01 {8 + 4 + 10}:7"]),
    ],
)
def test_a_text_without_a_form_is_told(text: str, found: list[str]) -> None:
    outcome = judged(text, "a.txt")
    assert outcome.filing is None
    assert spots(outcome.findings) == found


def test_a_bare_document_named_txt_is_read() -> None:
    outcome = judged(PUBLISHED, "a.txt")
    assert outcome.filing is not None
    assert outcome.filing.issuer.symbol.text == "AMOT"


# ---------------------------------------------------------------- edgarSubmission


def submitted(**edits: str) -> str:
    text = write_submission(clean_filing(), DOCUMENT.encode(), live=False)
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", ["a.xml", "-", "a.txt"])
def test_an_edgar_submission_is_the_same_filing_at_its_block(name: str) -> None:
    outcome = judged(submitted(), name)
    expected, _ = read_document(DOCUMENT.encode())
    assert outcome.filing is not None, outcome.findings
    assert expected is not None
    assert said(outcome.filing) == said(expected)
    assert outcome.filing.kind == "submission"
    block = submitted().split("\n").index("        <documentMimeBlock>") + 2
    places = {outcome.filing.issuer.at("symbol").line, outcome.filing.non_derivative[1].at("price").line}
    assert places == {block}


BASE64 = base64.b64encode(DOCUMENT.encode()).decode()


def wrapped(primary: bytes | str, kind: str = "4") -> str:
    block = primary if isinstance(primary, str) else base64.b64encode(primary).decode()
    return (
        "<edgarSubmission>\n<submissionType>4</submissionType>\n<testOrLive>TEST</testOrLive>\n"
        f"<edgarDocument>\n<documentName>ownership.xml</documentName>\n<documentType>{kind}</documentType>\n"
        f"<documentMimeBlock>{block}</documentMimeBlock>\n</edgarDocument>\n</edgarSubmission>\n"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (wrapped(DOCUMENT.encode(), "EX-24"), "XML15 1:1"),
        (wrapped("not base64!"), "XML15 7:20"),
        (wrapped(BASE64[:-3]), "XML15 7:20"),
        (wrapped(b"<html/>"), "XML15 7:20"),
        (wrapped(b"<ownershipDocument>"), "XML01 7:20"),
        (wrapped(b""), "XML01 7:1"),
        ("<edgarSubmission/>", "XML15 1:1"),
    ],
)
def test_a_submission_without_a_readable_form_is_told_at_its_block(text: str, found: str) -> None:
    outcome = judged(text, "a.xml")
    assert outcome.filing is None
    assert found in spots(outcome.findings)
    assert [f for f in outcome.findings if f.severity == "error"]


def test_base64_may_be_broken_over_lines_in_any_way() -> None:
    for width in (1, 3, 64, 76, 1000):
        lines = "\n \t".join(BASE64[at : at + width] for at in range(0, len(BASE64), width))
        filing = judged(wrapped(f"\n{lines}\n"), "a.xml").filing
        assert filing is not None
        assert filing.issuer.symbol.text == "AMOT"


# ---------------------------------------------------------------- anything at all

SNIPPETS = st.sampled_from(
    [
        "",
        "\n",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        "#",
        " #x",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        "^",
        " ^a",
        "|\n",
        ">\n",
    ]
    + [
        "&a ",
        "*a",
        "!b ",
        "%",
        "@",
        "?",
        "~",
        "\0",
        "\x1b",
        "\x85",
        "\u2028",
        "\ufeff",
        "\udc80",
        "é",
        "𝒜",
        "\r",
        "---\n",
    ]
    + [
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#0;",
        "&x;",
        "<?x ?>",
        "<!DOCTYPE a>",
        "<value>",
    ]
    + [
        "true",
        "4/A",
        "0",
        "-1",
        "1e9",
        "9" * 400,
        "x" * 3000,
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "NaN",
        "form: '3'\n",
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), SNIPPETS), min_size=1, max_size=6)


def mangled(text: str, edits: list[tuple[float, int, str]]) -> bytes:
    for where, cut, snippet in edits:
        at = int(where * len(text))
        text = text[:at] + snippet + text[at + cut :]
    return text.encode("utf-8", "surrogateescape")


def _holds(outcome: Outcome, data: bytes) -> None:
    """What is found has a code of the catalogue and a place in the file; what is built is valid."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for finding in outcome.findings:
        assert finding.rule in faults()
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
        assert finding.message
        assert finding.place.where
    if outcome.filing is None:
        assert any(finding.severity == "error" for finding in outcome.findings)


@given(EDITS, st.sampled_from(["3", "4", "4-option", "4A", "5"]))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_draft_makes_it_fall_over(edits: list[tuple[float, int, str]], name: str) -> None:
    data = mangled((CLEAN / f"{name}.yaml").read_text(), edits)
    _holds(judged(data), data)


@given(
    EDITS, st.sampled_from(["a.xml", "a.txt", "-"]), st.sampled_from([DOCUMENT, PUBLISHED, HEADER + PRIMARY])
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_document_makes_it_fall_over(edits: list[tuple[float, int, str]], name: str, text: str) -> None:
    data = mangled(text, edits)
    _holds(judged(data, name), data)


@given(EDITS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_submission_makes_it_fall_over(edits: list[tuple[float, int, str]]) -> None:
    inside = wrapped(mangled(DOCUMENT, edits))
    _holds(judged(inside, "a.xml"), inside.encode())
    around = mangled(submitted(), edits)
    _holds(judged(around, "a.xml"), around)


@given(st.binary(max_size=60), st.sampled_from(["a.yaml", "a.xml", "a.txt", "-", "a"]))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_bytes_make_it_fall_over(data: bytes, name: str) -> None:
    _holds(judged(data, name), data)

"""EDGAR's copy against what was sent: nothing said of what EDGAR itself does, and all else named."""

import re
import time
from pathlib import Path

import pytest
from edgar_copy import HEAD, block, published
from signing_kit import built

from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.folder.read import filing_of, find_built
from form4kit.signoff.filed import NotFromEdgar, Sent, against_filed, exhibits_of
from form4kit.signoff.filed_text import same_text
from form4kit.source.disseminated import documents_in


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, tuple[Sent, ...]]:
    folder = next(each for each in find_built(built(tmp_path_factory.mktemp("filed"))) if each.name == "plan")
    filing = filing_of(folder)
    assert filing is not None
    return folder.files["ownership.xml"], exhibits_of(filing)


def told(sent: tuple[bytes, tuple[Sent, ...]], copy: bytes) -> tuple[str, ...]:
    return against_filed(*sent, copy).differences


def test_what_edgar_itself_does_is_no_difference(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    form, exhibits = sent
    assert [each.name for each in exhibits] == ["poa.txt"]
    assert told(sent, published(form, *exhibits)) == ()
    alone = next(documents_in(published(form))).content
    found = against_filed(form, exhibits, alone)
    assert found.differences == ()
    assert found.remarks == ("exhibits were not compared: an .xml holds the form alone",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (rb"(<transactionShares>\s*<value>)\d+", rb"\g<1>999", "Table I, row 1, amount: "),
        (rb"(<transactionCode>)\w", rb"\g<1>J", "Table I, row 1"),
        (rb"(<signatureName>)[^<]+", rb"\g<1>/s/ Somebody Else", "Signature 1: "),
        (rb"(<periodOfReport>)[^<]+", rb"\g<1>2026-01-02", "Period of report: "),
        (rb"(<issuerTradingSymbol>)[^<]+", rb"\g<1>ABCD", "Issuer, trading symbol: "),
        (rb"(<documentType>)4", rb"\g<1>5", "Form: "),
        (rb"(<rptOwnerCik>)0*(\d+)", rb"\g<1>7", "Reporting owner"),
        (rb"(<footnote id=\"F1\">)[^<]+", rb"\g<1>Nothing to see.", "Footnote F1: "),
        (rb'(<footnoteId id=")F1"', rb'\g<1>F2"', "F2"),
        (
            rb"<footnotes>",
            rb'<footnotes><footnote id="F9">Nobody refers to this.</footnote>',
            "Footnote F9: added",
        ),
        (rb"(?s)(<nonDerivativeTransaction>.*?</nonDerivativeTransaction>)", rb"\1\1", "row"),
        (rb"(?s)(<reportingOwner>.*?</reportingOwner>)", rb"\1\1", "eporting owner"),
        (rb"(?s)(<ownerSignature>.*?</ownerSignature>)", rb"\1\1", "Signature 2: added"),
    ],
)
def test_any_other_value_row_note_reference_owner_or_signature_is_named(
    sent: tuple[bytes, tuple[Sent, ...]], old: bytes, new: bytes, said: str
) -> None:
    copy = published(sent[0], *sent[1])
    other, count = re.subn(old, new, copy, count=1)
    assert count == 1
    found = told(sent, other)
    assert found
    assert any(said in each for each in found), found


def test_how_a_number_or_a_box_is_spelt_is_no_difference(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    copy = published(sent[0], *sent[1])
    other = re.sub(rb"(<transactionShares>\s*<value>\d+)", rb"\g<1>.000", copy)
    other = other.replace(b"<isDirector>1<", b"<isDirector>true<").replace(
        b"<isOfficer>1<", b"<isOfficer>true<"
    )
    other = re.sub(rb">\s*<value>", b"><value>", other)
    assert other != copy
    assert told(sent, other) == ()


def test_exhibits_missing_added_or_changed_are_named(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    form, (poa,) = sent
    assert told(sent, published(form)) == ("Exhibit poa.txt: was sent, and EDGAR does not have it",)
    more = Sent("more.txt", "EX-99.1", b"More.")
    assert told(sent, published(form, poa, more)) == ("Exhibit more.txt: EDGAR has it, and it was not sent",)
    other = Sent("poa.txt", "EX-24", poa.content.replace(b"Thomas", b"Theresa"))
    assert told(sent, published(form, other)) == (
        "Exhibit poa.txt: EDGAR's text is another, from line 1 on: "
        '"...all by these presents that Thomas Abel may sign for me." became '
        '"...all by these presents that Theresa Abel may sign for me."',
    )
    kind = Sent("poa.txt", "EX-99.1", poa.content)
    assert told(sent, published(form, kind)) == ("Exhibit poa.txt: sent as EX-24, EDGAR has it as EX-99.1",)
    assert len(told(sent, published(form, poa, poa))) == 1


def test_what_edgar_does_not_publish_is_not_missed(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    form, exhibits = sent
    quiet = (
        Sent("c.txt", "CORRESP", b"Dear Sirs"),
        Sent("v.txt", "COVER", b"x"),
        Sent("p.pdf", "EX-24", b"%PDF-1.7"),
    )
    assert against_filed(form, (*exhibits, *quiet), published(form, *exhibits)).differences == ()


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (b"a\r\nb\r\n", b"a\nb", True),
        (b"a \nb\n\n", b"\na\nb\n", True),
        (b"pay <R>new</R> rate", b"pay    new     rate", True),
        (b"pay <R>new</R> rate", b"pay    old     rate", False),
        ("caf\u00e9 x".encode(), b"caf^ x", True),
        ("caf\u00e9 x".encode(), b"caf^^ x", True),
        ("caf\u00e9 x".encode(), b"caf^^^ x", False),
        ("caf\u00e9 x".encode(), b"cafe x", False),
        ("\u00e9t\u00e9".encode(), b"^t^", True),
        ("\u00e9t\u00e9".encode(), b"^s^", False),
        (b"plain", b"pla^n", False),
        (b"a b", b"a  b", False),
        (b"ab", b"abc", False),
    ],
)
def test_an_exhibit_is_the_same_as_edgar_writes_it(one: bytes, two: bytes, same: bool) -> None:
    assert same_text(one, two) is same


def test_what_is_not_edgars_is_said(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    with pytest.raises(NotFromEdgar, match="no schemaVersion"):
        against_filed(*sent, sent[0])
    for data in (b"", b"%PDF-1.7", b"<html/>", HEAD, HEAD + block("10-K", "a.htm", b"<html/>")):
        with pytest.raises(NotFromEdgar):
            against_filed(*sent, data)


MEGABYTE = 1_000_000
OPENS = b"<DOCUMENT>\n<TYPE>EX-24\n<FILENAME>poa.txt\n<TEXT>\n"
HURTS = {
    "documents without an end": b"<DOCUMENT>\n" * 200_000,
    "documents": block("EX-99", "a.txt", b"x") * 20_000,
    "ends of texts": OPENS + b"</TEXT>\n" * 300_000,
    "blanks": OPENS + b"<XML>" + b" " * MEGABYTE + b"\n</TEXT>\n</DOCUMENT>\n",
    "ends of XML": OPENS + (b" " * 500 + b"</XML> a") * 2_000 + b"\n</TEXT>\n</DOCUMENT>\n",
    "ends of a graphic": OPENS + b"begin 644 a\n" + b"`\nend x\n" * 100_000 + b"\n</TEXT>\n</DOCUMENT>\n",
    "carets": OPENS + b"^" * MEGABYTE + b"\n</TEXT>\n</DOCUMENT>\n",
}


@pytest.mark.parametrize("more", HURTS.values(), ids=HURTS)
def test_a_copy_made_to_hurt_is_read_soon(sent: tuple[bytes, tuple[Sent, ...]], more: bytes) -> None:
    start = time.process_time()
    try:
        assert told(sent, published(sent[0]) + more)
    except NotFromEdgar as error:
        assert "more than 1,000 documents" in str(error)
    assert time.process_time() - start < 5


def test_graphics_are_decoded() -> None:
    import binascii

    picture = bytes(range(256)) * 3
    lines = [binascii.b2a_uu(picture[at : at + 45]) for at in range(0, len(picture), 45)]
    coded = b"begin 644 a.jpg\n" + b"".join(lines) + b"`\nend"
    (found,) = documents_in(HEAD + block("GRAPHIC", "a.jpg", coded))
    assert found.content == picture


def test_published_filings_are_what_was_sent(shared: Path) -> None:
    files = sorted((shared / "submissions").glob("*.txt"))
    assert len(files) > 50
    for file in files:
        data = file.read_bytes()
        primary, *others = documents_in(data)
        filing, _ = read_document(primary.content)
        assert filing is not None
        exhibits = [Sent(each.name, each.type, each.content) for each in others]
        assert against_filed(write(filing).data, exhibits, data).differences == (), file.name

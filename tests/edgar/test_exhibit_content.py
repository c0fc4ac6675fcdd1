"""What EDGAR takes in an exhibit, and each kind of fault on its line and column."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from clean_filings import filing_of
from commands_run import EXHIBIT, build, put, with_exhibits

from form4kit.edgar.exhibit_content import Kind, look
from form4kit.edgar.write import write
from form4kit.findings import Authority, Severity
from form4kit.model import Document, Field, Filing, Submission
from form4kit.pipeline import check
from form4kit.rules.engine import judge
from form4kit.rules.rule import Good

HEAD = "POWER OF ATTORNEY\n\n"
TOP = "<html>\n<body>\n"

REFUSED = """acronym area base basefont bdo button col colgroup del fieldset form frame frameset iframe input
ins label legend map noframes noscript option param q select span SPAN tbody textarea tfoot thead style o:p
section svg s c fn f1 xml nobr blink"""

TEXTS = [
    # What stands in the third line of a text, the kinds that are found there, and the column.
    ("The undersigned's ~!@#$%&*()-+{}[]\\:;\"<>,_?/=`|", None, 0),
    ("\ta\fb\r", None, 0),
    ("The undersigned\u2019s", Kind.CHARACTER, 16),
    ("a \u2013 b", Kind.CHARACTER, 3),
    ("a\u00a0b", Kind.CHARACTER, 2),
    ("Section \u00a7", Kind.CHARACTER, 9),
    ("Ren\u00e9e", Kind.CHARACTER, 4),
    ("\u0430", Kind.CHARACTER, 1),
    ("a\0b", Kind.CHARACTER, 2),
    ("a\x1bb", Kind.CHARACTER, 2),
    ("a\x0bb", Kind.CHARACTER, 2),
    ("a\x7fb", Kind.CHARACTER, 2),
    ("a\x1a", Kind.CHARACTER, 2),
    ("\ufeffa", Kind.CHARACTER, 1),
    ("a^b", Kind.CARET, 2),
    ("x" * 80, None, 0),
    ("x" * 80 + "\f", None, 0),
    ("x" * 81, Kind.LONG_LINE, 1),
    ("x" * 80 + " ", Kind.LONG_LINE, 1),
    ("<TABLE>\n<CAPTION>\n<S>  <C>\n" + "x" * 132 + "\n</TABLE>", None, 0),
    ("<table>\n<C>  <C>\na  1\n</table>", None, 0),
    ("<TABLE>\n<S>  \na  1\n</TABLE>", Kind.TEXT_TABLE, 1),
    ("<TABLE>\na  1\n</TABLE>", Kind.TEXT_TABLE, 1),
    ("<TABLE>\n<S>  <C>\na  1", Kind.TEXT_TABLE, 1),
    ("a </TABLE>", Kind.TEXT_TABLE, 3),
    ("<PAGE>", None, 0),
    ("<R>a</R>", None, 0),
    ("<R>a", Kind.TEXT_TABLE, 1),
    ("<script>x()</script>", Kind.ACTIVE, 1),
    ("<p>a</p>", Kind.SOURCE_TEXT, 1),
    ("<HTML>", Kind.SOURCE_TEXT, 1),
    ("<a@example.com> 1 < 2", None, 0),
    ("undersigned?s", Kind.LOST, 1),
    ("What? so", None, 0),
]

PAGES = [
    # The same for the third line of a page.
    ("<p align=center><b>a<i>b</b></i><br/><BR><hr noshade>&nbsp;&#8220;&sect; & &foo; &#65;", None, 0),
    ("<!doctype html><!-- <script> <span> --><page><r>a</r>", None, 0),
    ("<a name=top></a><a href='#top'>a</a> <p style='margin:0' class=x id=y lang=en dir=ltr>", None, 0),
    ("<table><tr><td>a<table>", Kind.TAG, 17),
    ("<table><tr><th>a</th></tr><table><tr><td>b</table>", None, 0),
    ("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>", None, 0),
    *((f"<{name}>a</{name}>", Kind.TAG, 1) for name in REFUSED.split()),
    ("</span>", Kind.TAG, 1),
    ("<!ENTITY a 'b'>", Kind.TAG, 1),
    ("<!ELEMENT a>", Kind.TAG, 1),
    ("<link rel=stylesheet>", Kind.UNSURE_TAG, 1),
    ("<?xml version='1.0'?>", Kind.UNSURE_TAG, 1),
    ("<![if !x]>", Kind.UNSURE_TAG, 1),
    *((f"<{name}>", Kind.ACTIVE, 1) for name in ("script", "applet", "object", "embed", "SCRIPT src=a")),
    ("<p onclick=x()>", Kind.ACTIVE, 4),
    ("<p\nONFOCUS='x()'>", Kind.ACTIVE, 1),
    ("<a href='javascript:x()'>", Kind.ACTIVE, 4),
    ("<a href=' java&#115;cript:x()'>", Kind.ACTIVE, 4),
    ("<a href='java\tscript:x()'>", Kind.ACTIVE, 4),
    ("<a href=vbscript:x>", Kind.ACTIVE, 4),
    ("<p style='width: expression(x())'>", Kind.ACTIVE, 4),
    ("<p style='background: url(javascript:x())'>", Kind.ACTIVE, 4),
    ("eval (x)", Kind.ACTIVE, 1),
    ("atob(x)", Kind.ACTIVE, 1),
    ("a retrieval (x)", None, 0),
    ("<meta http-equiv=refresh content=1>", Kind.ATTRIBUTE, 7),
    ("<meta name=author content=a charset=ascii>", None, 0),
    ("<a href='#a' target=_blank>", Kind.ATTRIBUTE, 14),
    ("<body background='a.jpg'>", Kind.UNSURE_ATTRIBUTE, 7),
    ("<img loop=1>", Kind.UNSURE_ATTRIBUTE, 6),
    ("<a href='https://www.sec.gov/Archives/edgar/data/1/a.htm'>", None, 0),
    ("<a href='https://www.sec.gov/ix?doc=/Archives/edgar/data/1/a.htm'>", None, 0),
    ("<a href='http://www.sec.gov/Archives/edgar/data/1/a.htm'>", Kind.UNSURE_LINK, 4),
    ("<a href='https://www.sec.gov/rules'>", Kind.UNSURE_LINK, 4),
    ("<a href='https://www.sec.gov.example.com/Archives/'>", Kind.LINK, 4),
    ("<a href='https://www.sec.gov@example.com/Archives/'>", Kind.LINK, 4),
    ("<a href=//example.com>", Kind.LINK, 4),
    ("<a href=https://example.com>", Kind.LINK, 4),
    ("<a href='mailto:a@example.com'>", Kind.LINK, 4),
    ("<a href='ftp://example.com/a'>", Kind.LINK, 4),
    ("<a href='file:///a'>", Kind.LINK, 4),
    ("<img src='a.jpg' title=a width=1>", None, 0),
    ("<img src='a.png'>", Kind.PICTURE, 6),
    ("<img src='a.JPG'>", Kind.PICTURE, 6),
    ("<img src='https://example.com/a.jpg'>", Kind.PICTURE, 6),
    ("<img src='data:image/gif;base64,R0lG'>", Kind.PICTURE, 6),
    ("<p style='background:url(data:image/png;base64,AA)'>", None, 0),
    ("<p style='background:URL( \"http://example.com/a.gif\")'>", Kind.PICTURE, 4),
    ("<td background='http://example.com/a.gif'>", Kind.PICTURE, 5),
    ("The undersigned\u2019s", Kind.CHARACTER, 16),
    ("<!-- \u00a7 -->", Kind.CHARACTER, 6),
    ("a\x01", Kind.CHARACTER, 2),
    ("a ^ b", Kind.CARET, 3),
    ("undersigned&#65533;s", Kind.LOST, 12),
    ("undersigned?s", Kind.LOST, 1),
    ("<a name='undersigned?s'>", None, 0),
    ("x" * 500, None, 0),
]  # fmt: skip

FILES = [
    ("poa.txt", b"", None),
    ("poa.txt", b" \r\n\t\n", Kind.BLANK),
    ("poa.txt", "I appoint".encode("utf-16"), Kind.CHARACTER),
    ("poa.txt", "I appoint".encode("utf-16-le"), Kind.CHARACTER),
    ("poa.htm", "I appoint".encode("utf-16-be"), Kind.CHARACTER),
    ("poa.txt", "I appoint".encode("utf-32"), Kind.CHARACTER),
    ("poa.txt", b"\xef\xbb\xbfI appoint", Kind.CHARACTER),
    ("poa.txt", b"undersigned\x92s", Kind.CHARACTER),
    ("poa.txt", b"undersigned\x81s", Kind.CHARACTER),
    ("poa.txt", bytes(range(255, 100, -1)), Kind.CHARACTER),
    ("poa.txt", b"{\\rtf1 a}", Kind.SOURCE_TEXT),
    ("poa.htm", b"{\\rtf1 a}", Kind.SOURCE_TEXT),
    *(("poa.txt", begin, Kind.OTHER_FORMAT) for begin in (
        b"%PDF-1.7", b"PK\x03\x04a", b"\xd0\xcf\x11\xe0\xa1", b"\xff\xd8\xff\xe0", b"GIF89a", b"\x89PNG\r\n",
        b"II*\0", b"BM\x01\0")),
    *(("poa.htm", begin, Kind.ACTIVE) for begin in (
        b"%!PS-Adobe", b"MZ\x90\0", b"\x7fELF\x02", b"\xca\xfe\xba\xbe", b"FWS\x05", b"#!/usr/bin/perl\n")),
    ("poa.txt", b"BMW and MZ", None),
    ("a.jpg", b"\xff\xd8\xff\xe0", None),
    ("a.gif", b"GIF87a", None),
    ("a.jpg", b"\x89PNG\r\n", Kind.SOURCE_TEXT),
    ("a.pdf", b"anything", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind", "column"), TEXTS)
def test_what_a_text_may_hold(line: str, kind: Kind | None, column: int) -> None:
    found = look(f"{HEAD}{line}\nand so on\n".encode(), "poa.txt").traits
    assert [(each.kind, each.line, each.column) for each in found] == ([(kind, 3, column)] if kind else [])


@pytest.mark.parametrize(("line", "kind", "column"), PAGES)
def test_what_a_page_may_hold(line: str, kind: Kind | None, column: int) -> None:
    found = look(f"{TOP}{line}\n</body></html>\n".encode(), "poa.htm").traits
    where = 4 if "\n" in line else 3
    assert [(each.kind, each.line, each.column) for each in found] == (
        [(kind, where, column)] if kind else []
    )


@pytest.mark.parametrize(("name", "content", "kind"), FILES)
def test_what_a_file_may_be(name: str, content: bytes, kind: Kind | None) -> None:
    assert [each.kind for each in look(content, name).traits] == ([kind] if kind else [])


def test_a_kind_is_told_once_with_its_first_line_and_how_many_follow() -> None:
    (found,) = look("a\r\nb \u2019\r\u201c\n\u2014".encode(), "poa.txt").traits
    assert (found.line, found.column, found.more) == (2, 3, 2)
    (found,) = look(b"<p>\n<span>a</span><o:p></o:p>\n<span>", "poa.htm").traits
    assert (found.line, found.column, found.more) == (2, 1, 2)


def test_what_a_page_refers_to() -> None:
    page = look(b"<a href='b.htm#c'>\n<a href=#d><!-- <a href=e> --><IMG SRC=f.jpg>", "a.htm")
    assert [(each.name, each.line, each.column) for each in page.links] == [("b.htm", 1, 4)]
    assert [(each.name, each.line, each.column) for each in page.pictures] == [("f.jpg", 2, 36)]


def test_a_long_page_is_looked_at_in_one_pass() -> None:
    for part in (b"<p a='", b"<!--", b'<a href="', b"<table><tr><td>", b"<", b"\xe2\x80\x99", b"a=\n "):
        assert look(part * 100_000, "a.htm") is not None


FULL = b"""<SEC-DOCUMENT>0001-23-1.txt : 20260101
<DOCUMENT>
<TYPE>4
<SEQUENCE>1
<FILENAME>form4.xml
<TEXT>
<XML>
%s
</XML>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-24
<SEQUENCE>2
<FILENAME>poa.txt
<TEXT>
I appoint
Ren\xc3\xa9e Doe
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>GRAPHIC
<FILENAME>a.jpg
<TEXT>
begin 644 a.jpg
M
end
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def test_an_exhibit_of_a_full_submission_is_judged_where_its_name_stands() -> None:
    data = FULL % write(filing_of(Good({})), ccc={}).data
    found = [each for each in check(data, folder=".") if each.rule.startswith("EXH1")]
    line = next(n for n, row in enumerate(data.splitlines(), 1) if row == b"<FILENAME>poa.txt")
    assert [(each.rule, each.place.line) for each in found] == [("EXH11", line)]
    assert found[0].message.startswith("poa.txt:2:4: ")


def test_an_exhibit_that_edgar_does_not_take_stops_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put("a.yaml", with_exhibits(EXHIBIT))
    for content, rule in ((b"", "SUB05"), (b"undersigned\x92s", "EXH11"), (b"PK\x03\x04", "EXH17")):
        Path("poa.txt").write_bytes(content)
        found = build("a.yaml")
        assert (found.code, rule in found.codes()) == (1, True)
        assert not Path("out").exists()
    put("poa.txt", "I appoint Jane Doe.\n/s/ A. Poe\n")
    assert build("a.yaml").code == 0


def _said(text: str) -> Field[str]:
    return Field(text, text, (), 1, 1)


def _with(*documents: tuple[str, str, bytes]) -> Filing:
    made = tuple(
        Document(path=("exhibits", n), line=1, column=1, file=_said(name), type=_said(kind), content=content)
        for n, (name, kind, content) in enumerate(documents)
    )
    filing = filing_of(Good({"remarks": "Exhibit 24 - Power of Attorney"}))
    return replace(filing, submission=Submission(documents=made))


def test_edgar_has_nothing_against_what_it_accepted(shared: Path) -> None:
    folder, tried = shared / "exhibits", 0
    with (folder / "index.tsv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            accession = row["file"].rpartition("-")[0]
            shown = [
                (name, "GRAPHIC", (folder / "graphics" / accession / name).read_bytes())
                for name in (row["graphics"] or "").replace(",", " ").replace(";", " ").split()
            ]
            filing = _with((row["name"], row["type"], (folder / row["file"]).read_bytes()), *shown)
            found = [each for each in judge(filing) if each.rule.startswith("EXH")]
            assert [each for each in found if each.authority is Authority.EDGAR] == [], row["file"]
            assert [each for each in found if each.severity is not Severity.NOTE] == [], row["file"]
            tried += 1
    assert tried == 150

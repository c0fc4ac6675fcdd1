"""The header of what EDGAR publishes."""

from pathlib import Path

import pytest

from form4kit.source.published_header import header_of

HEAD = b"""<SEC-DOCUMENT>0001903415-26-000041.txt : 20261120
<SEC-HEADER>0001903415-26-000041.hdr.sgml : 20261120
<ACCEPTANCE-DATETIME>20261120163007
ACCESSION NUMBER:\t\t0001903415-26-000041
CONFORMED SUBMISSION TYPE:\t4/A
FILED AS OF DATE:\t\t20261120

REPORTING-OWNER:
\tOWNER DATA:
\t\tCENTRAL INDEX KEY:\t\t\t0001903416
ISSUER:
\tCOMPANY DATA:
\t\tCENTRAL INDEX KEY:\t\t\t0001903415
</SEC-HEADER>
<DOCUMENT>
<TYPE>4
ACCESSION NUMBER: 0009999999-26-999999
<ACCEPTANCE-DATETIME>20200101000000
"""


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_what_the_header_says(end: bytes) -> None:
    found = header_of(HEAD.replace(b"\n", end))
    assert found
    assert (found.accession, found.form) == ("0001903415-26-000041", "4/A")
    assert found.accepted and found.accepted.isoformat() == "2026-11-20T16:30:07-05:00"
    assert found.filed and found.filed.isoformat() == "2026-11-20"
    assert found.ciks == ("0001903416", "0001903415")


def test_what_the_documents_say_does_not_count() -> None:
    bare = HEAD.replace(b"<ACCEPTANCE-DATETIME>20261120163007\n", b"").replace(
        b"FILED AS OF DATE:\t\t20261120\n", b""
    )
    found = header_of(bare)
    assert found
    assert (found.accepted, found.filed) == (None, None)


@pytest.mark.parametrize("digits", [b"20261320163007", b"20261120993007", b"00000000000000"])
def test_an_instant_that_no_clock_has_is_none(digits: bytes) -> None:
    found = header_of(HEAD.replace(b"20261120163007", digits))
    assert found and found.accepted is None


def test_what_has_no_header_has_none() -> None:
    for data in (b"", b"<ownershipDocument/>", b"From: a\n\nb", HEAD[1:]):
        assert header_of(data) is None


def test_published_filings_say_all_of_it(shared: Path) -> None:
    for file in sorted((shared / "submissions").glob("*.txt")):
        found = header_of(file.read_bytes())
        assert found and found.accession == file.stem
        assert found.accepted and found.filed == found.accepted.date()
        assert found.form in ("3", "4", "5", "3/A", "4/A", "5/A")
        assert len(found.ciks) >= 2

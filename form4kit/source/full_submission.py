"""Find the ownership documents inside an EDGAR full submission (`.txt`, `.nc`).

Such a file is what EDGAR disseminates: a header in plain text, then one `<DOCUMENT>` for each document,
the primary one between `<XML>` and `</XML>`. Who saves several downloads into one file has several of them.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_XML = re.compile(rb"<(/?)XML>", re.IGNORECASE)
_MOST_TAGS = 10_000  # a submission has 611 documents at most
_OPENS, _TEXT, _TEXT_ENDS = b"<DOCUMENT>", b"<TEXT>", b"</TEXT>"
_NAMED = re.compile(rb"^<(TYPE|FILENAME)>(.*)$", re.MULTILINE)
_BINARY = (b"GRAPHIC", b"ZIP", b"EXCEL")
_ACCEPTED = re.compile(rb"<ACCEPTANCE-DATETIME>\s*(\d{14})")
_FILED = re.compile(rb"(?:FILED AS OF DATE:|<FILING-DATE>)\s*(\d{8})")
_ACCESSION = re.compile(rb"(?:ACCESSION NUMBER:|<ACCESSION-NUMBER>|<SEC-DOCUMENT>)\s*(\d{10}-\d{2}-\d{6})")
_NUMBER = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})(?!\d)", re.ASCII)
_BEGINS = re.compile(
    rb"^(?:<(?:SEC|IMS)-DOCUMENT>[^\n]*(?:\n\s*<(?:SEC|IMS)-HEADER>)?|<(?:SEC|IMS)-HEADER>|<SUBMISSION>)",
    re.MULTILINE,
)
_FIRST = (
    b"<SEC-DOCUMENT>",
    b"<SEC-HEADER>",
    b"<IMS-DOCUMENT>",
    b"<IMS-HEADER>",
    b"<SUBMISSION>",
    b"<DOCUMENT>",
    b"-----BEGIN PRIVACY-ENHANCED",
)
_HEADER = 65_536


@dataclass(frozen=True, slots=True)
class Section:
    """One filing in a file of one or several: its bytes, and the line of the file that it begins in."""

    data: bytes
    first_line: int

    @property
    def accession(self) -> str:
        """The accession number that its header gives, with hyphens; empty where it gives none."""
        found = _ACCESSION.search(self.data, 0, _HEADER)
        return found[1].decode("ascii") if found else ""

    @property
    def filed(self) -> dt.date | None:
        """The day on which it was filed, as its header says."""
        return filed(self.data)


@dataclass(frozen=True, slots=True)
class Embedded:
    """An ownership document inside a full submission: its bytes, its first line, and the filing it is of."""

    data: bytes
    first_line: int
    section: Section


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document beside the form inside a full submission, and the line in which its name stands.

    `content` is its text as it is disseminated; None where it is binary, which EDGAR disseminates encoded.
    """

    name: str
    type: str
    content: bytes | None
    line: int


def looks_like_submission(data: bytes) -> bool:
    """Tell whether these bytes are an EDGAR full submission, from how they begin."""
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_FIRST)


def sections(data: bytes) -> list[Section]:
    """Return the filings of a file, in order: one in most."""
    starts = [found.start() for found in _BEGINS.finditer(data)]
    if len(starts) < 2:
        return [Section(data, 1)]
    starts[0] = 0
    made: list[Section] = []
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        line, before = line + data.count(b"\n", before, start), start
        made.append(Section(data[start:end], line))
    return made


def ownership_documents(data: bytes) -> list[Embedded]:
    """Return the embedded XML documents that are ownership documents, in order."""
    return [each for section in sections(data) for each in _documents(section)]


def _documents(section: Section) -> Iterator[Embedded]:
    data, start = section.data, -1
    for tag in islice(_XML.finditer(data), _MOST_TAGS):
        if not tag[1]:
            start = tag.end() if start < 0 else start
        elif start >= 0:
            inside = data[start : tag.start()].lstrip()
            if b"<ownershipDocument" in inside:
                before = data.count(b"\n", 0, tag.start() - len(inside))
                yield Embedded(inside.rstrip(), section.first_line + before, section)
            start = -1


def hyphenated(name: str) -> str:
    """Return the accession number that a folder or file is named by, with hyphens; empty where it is not."""
    found = _NUMBER.match(name)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""


def attachments(section: Section) -> list[Attachment]:
    """Return the documents beside the form that are there whole, in their order."""
    found: list[Attachment] = []
    head, *blocks = section.data.split(_OPENS, _MOST_TAGS)
    line = section.first_line + head.count(b"\n")
    for block in blocks:
        if attachment := _attachment(block, line):
            found.append(attachment)
        line += block.count(b"\n")
    return found


def _attachment(block: bytes, first_line: int) -> Attachment | None:
    start, end = block.find(_TEXT), block.rfind(_TEXT_ENDS)
    text = block[start + len(_TEXT) : end].lstrip(b" \t\r").removeprefix(b"\n")
    if start < 0 or end < start or _XML.match(text.lstrip()):
        return None
    headers = list(_NAMED.finditer(block, 0, start))
    values = {each[1]: each[2].strip() for each in headers}
    named = next((each.start() for each in headers if each[1] == b"FILENAME"), 0)
    kind = values.get(b"TYPE", b"")
    binary = kind.startswith(_BINARY) or text.lstrip().startswith((b"<PDF>", b"begin "))
    return Attachment(
        name=values.get(b"FILENAME", b"").decode("latin-1"),
        type=kind.decode("latin-1"),
        content=None if binary else text,
        line=first_line + block.count(b"\n", 0, named),
    )


def filed(data: bytes) -> dt.date | None:
    """Return when it was filed, as its header says: the date filed, which EDGAR's clock rules have set."""
    found = _FILED.search(data)
    if found:
        return _date(found[1])
    accepted = _ACCEPTED.search(data)
    return _date(accepted[1][:8]) if accepted else None


def _date(digits: bytes) -> dt.date | None:
    try:
        return dt.datetime.strptime(digits.decode("ascii"), "%Y%m%d").date()
    except ValueError:
        return None

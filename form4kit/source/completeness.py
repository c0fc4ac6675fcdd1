"""Tell whether an EDGAR full submission is all there: its ends, and the documents that its header counts."""

import re
from collections.abc import Iterator

from form4kit.findings import Finding
from form4kit.place import Place
from form4kit.source.faults import INCOMPLETE
from form4kit.source.full_submission import Section
from form4kit.words import counted

_XML = re.compile(rb"<(/?)XML>", re.IGNORECASE)
_DOCUMENT = re.compile(rb"^<(/?)DOCUMENT>", re.MULTILINE)
_COUNT = re.compile(rb"^(?:PUBLIC DOCUMENT COUNT:|<PUBLIC-DOCUMENT-COUNT>)[ \t]*(\d{1,4})\b", re.MULTILINE)
_ENDS = (
    (b"-----BEGIN PRIVACY-ENHANCED MESSAGE", b"-----END PRIVACY-ENHANCED MESSAGE"),
    (b"<SEC-DOCUMENT>", b"</SEC-DOCUMENT>"),
    (b"<IMS-DOCUMENT>", b"</IMS-DOCUMENT>"),
    (b"<SUBMISSION>", b"</SUBMISSION>"),
)
AGAIN = "Download it again."


def missing_end(section: Section) -> str:
    """Return the tag before which a filing ends although it should not; empty where it is whole."""
    data = section.data
    tags = [tag[1] for tag in _XML.finditer(data)]
    if tags and not tags[-1]:
        return "</XML>"
    documents = [tag[1] for tag in _DOCUMENT.finditer(data)]
    if documents and not documents[-1]:
        return "</DOCUMENT>"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, end in _ENDS:
        if head.startswith(start) and end not in data:
            return end.decode("ascii") + ("-----" if end.startswith(b"-") else "")
    return ""


def objections(section: Section) -> Iterator[Finding]:
    """Find that a filing was cut off, or that its header counts other documents than are there."""
    if end := missing_end(section):
        last = section.data.rstrip().count(b"\n")
        place = Place((), section.first_line + last, 1)
        message = f"the file ends before {end}: it was cut off"
        yield INCOMPLETE.at(place, message, "Download it again: exhibits may be missing.")
        return
    found = _COUNT.search(section.data)
    here = sum(1 for tag in _DOCUMENT.finditer(section.data) if not tag[1])
    if found and int(found[1]) != here:
        place = Place((), section.first_line + section.data.count(b"\n", 0, found.start()), 1)
        message = f"the header counts {counted(int(found[1]), 'document')}, and {here} {_are(here)} here"
        yield INCOMPLETE.at(place, message, AGAIN)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"

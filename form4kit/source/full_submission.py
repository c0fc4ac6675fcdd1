"""Find the ownership document inside an EDGAR full submission (`.txt`).

Such a file is what EDGAR disseminates: a header in plain text, then one `<DOCUMENT>` for each document,
the primary one between `<XML>` and `</XML>`.
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice

_XML = re.compile(rb"<(/?)XML>", re.IGNORECASE)
_MOST_TAGS = 10_000  # a submission has 611 documents at most
_ACCEPTED = re.compile(rb"<ACCEPTANCE-DATETIME>\s*(\d{14})")
_FILED = re.compile(rb"FILED AS OF DATE:\s*(\d{8})")


@dataclass(frozen=True, slots=True)
class Embedded:
    """An ownership document inside a full submission: its bytes and the line it begins in."""

    data: bytes
    first_line: int


def looks_like_submission(data: bytes) -> bool:
    """Tell whether these bytes are an EDGAR full submission, from how they begin."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(
        (b"<SEC-DOCUMENT>", b"<SEC-HEADER>", b"-----BEGIN PRIVACY-ENHANCED", b"<DOCUMENT>")
    )


def ownership_document(data: bytes) -> Embedded | None:
    """Return the first embedded XML document that is an ownership document; None when there is none."""
    start = -1
    for tag in islice(_XML.finditer(data), _MOST_TAGS):
        if not tag[1]:
            start = tag.end() if start < 0 else start
        elif start >= 0:
            inside = data[start : tag.start()].lstrip()
            if b"<ownershipDocument" in inside:
                return Embedded(inside.rstrip(), data.count(b"\n", 0, tag.start() - len(inside)) + 1)
            start = -1
    return None


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

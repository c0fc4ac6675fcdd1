"""Read the documents of a full submission (`.txt`), as EDGAR disseminates them.

Each stands between `<DOCUMENT>` and `</DOCUMENT>` with its type, name and description before `<TEXT>`.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_START = re.compile(rb"^<DOCUMENT>[ \t]*\r?$", re.MULTILINE)
_END = re.compile(rb"^</DOCUMENT>", re.MULTILINE)
_FACT = re.compile(rb"^<(TYPE|FILENAME|DESCRIPTION)>([^\r\n]*)", re.MULTILINE)
_TEXT = re.compile(rb"^<TEXT>[ \t]*\r?\n", re.MULTILINE)
_BEGIN = re.compile(rb"begin [0-7]{3} [^\r\n]*\r?\n")
_WRAPS = (b"XML", b"PDF", b"XBRL")
_TEXT_END = b"</TEXT>"

MOST_DOCUMENTS = 1_000
"""The documents of one submission that are read; the largest has 611."""


@dataclass(frozen=True, slots=True)
class Disseminated:
    """A document as EDGAR published it: its type, name and description, and what it holds."""

    type: str
    name: str
    description: str
    content: bytes


def documents_in(data: bytes) -> Iterator[Disseminated]:
    """Yield the documents of a full submission in order, at most `MOST_DOCUMENTS` and one.

    One without an end goes to the end of the file, and is the last.
    """
    for start in islice(_START.finditer(data), MOST_DOCUMENTS + 1):
        end = _END.search(data, start.end())
        yield _document(data[start.end() : end.start() if end else len(data)])
        if end is None:
            return


def _document(block: bytes) -> Disseminated:
    text = _TEXT.search(block)
    head = block[: text.start()] if text else block
    facts = {key.decode("ascii"): value for key, value in _FACT.findall(head)}
    kind, name, description = (
        facts.get(key, b"").decode("utf-8", "replace").strip() for key in ("TYPE", "FILENAME", "DESCRIPTION")
    )
    return Disseminated(kind, name, description, _content(block[text.end() :]) if text else b"")


def _content(text: bytes) -> bytes:
    """Return what a document holds: to the last `</TEXT>`, without what EDGAR wraps it in."""
    end = text.rfind(_TEXT_END)
    while end > 0 and text[end - 1 : end] != b"\n":
        end = text.rfind(_TEXT_END, 0, end)
    inside = text[:end] if end >= 0 else text
    bare = inside.strip()
    for name in _WRAPS:
        if bare.startswith(b"<%b>" % name) and bare.endswith(b"</%b>" % name):
            return bare[len(name) + 2 : -len(name) - 3].strip()
    begins = _BEGIN.match(bare)
    if begins and bare.endswith(b"\nend"):
        return _decoded(bare[begins.end() : -len(b"end")])
    return inside


def _decoded(lines: bytes) -> bytes:
    """Decode uuencoded lines, as EDGAR publishes graphics; what cannot be decoded is nothing."""
    try:
        return b"".join(binascii.a2b_uu(line) for line in lines.splitlines() if line)
    except binascii.Error:
        return b""

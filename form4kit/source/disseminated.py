"""Read the documents of a full submission (`.txt`), as EDGAR disseminates them.

Each stands between `<DOCUMENT>` and `</DOCUMENT>` with its type, name and description before `<TEXT>`.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

_START = re.compile(rb"^<DOCUMENT>[ \t]*\r?$", re.MULTILINE)
_END = re.compile(rb"^</DOCUMENT>", re.MULTILINE)
_FACT = re.compile(rb"^<(TYPE|FILENAME|DESCRIPTION)>([^\r\n]*)", re.MULTILINE)
_TEXT = re.compile(rb"^<TEXT>[ \t]*\r?\n", re.MULTILINE)
_TEXT_END = re.compile(rb"^</TEXT>", re.MULTILINE)
_WRAPPED = re.compile(rb"\s*<(XML|PDF|XBRL)>\s*(.*?)\s*</\1>\s*\Z", re.DOTALL)
_UUENCODED = re.compile(
    rb"\s*begin [0-7]{3} [^\r\n]*\r?\n(.*?)^(?:`|[ ]?)\r?\nend\s*\Z", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Disseminated:
    """A document as EDGAR published it: its type, name and description, and what it holds."""

    type: str
    name: str
    description: str
    content: bytes


def documents_in(data: bytes) -> Iterator[Disseminated]:
    """Yield the documents of a full submission in order; one without an end goes to the end of the file."""
    for start in _START.finditer(data):
        end = _END.search(data, start.end())
        yield _document(data[start.end() : end.start() if end else len(data)])


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
    ends = [*_TEXT_END.finditer(text)]
    inside = text[: ends[-1].start()] if ends else text
    if wrapped := _WRAPPED.match(inside):
        return wrapped[2]
    if encoded := _UUENCODED.match(inside):
        return _decoded(encoded[1])
    return inside


def _decoded(lines: bytes) -> bytes:
    """Decode uuencoded lines, as EDGAR publishes graphics; what cannot be decoded is nothing."""
    try:
        return b"".join(binascii.a2b_uu(line) for line in lines.splitlines() if line)
    except binascii.Error:
        return b""

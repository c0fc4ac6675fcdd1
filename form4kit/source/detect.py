"""Tell what a source is, from its name and from how it begins."""

import re
from pathlib import Path
from typing import Literal

from form4kit.source import full_submission

SourceKind = Literal["draft", "xml", "full submission"]

_HEAD = 65_536
_DRAFT = re.compile(rb"^(?:\xef\xbb\xbf)?(?:\{[ \t]*)?[\"']?form[\"']?[ \t]*:", re.MULTILINE)
_XML = re.compile(rb"<(?:ownershipDocument|edgarSubmission)\b")
_XML_IN_TXT = (b"<?xml", b"<ownershipDocument", b"<edgarSubmission")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of(data: bytes, name: str) -> SourceKind:
    """Return how bytes from a file of this name are to be read; a name without a suffix says nothing."""
    suffix = Path(name).suffix.lower()
    if suffix in (".yaml", ".yml"):
        return "draft"
    if full_submission.looks_like_submission(data):
        return "full submission"
    head = _readable(data).lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".txt":
        return "xml" if head.startswith(_XML_IN_TXT) else "full submission"
    return "xml" if suffix == ".xml" or head.startswith(b"<") else "draft"


def begins_like_draft(data: bytes) -> bool:
    """Tell whether the bytes of a YAML file are those of a draft: near its start is a key `form:`."""
    return bool(_DRAFT.search(_readable(data)))


def is_filing(file: Path) -> bool:
    """Tell whether a file in a folder begins like a filing. Raises OSError where it cannot be read."""
    suffix = file.suffix.lower()
    if suffix not in (".yaml", ".yml", ".xml", ".txt") or not file.is_file():
        return False
    with file.open("rb") as stream:
        head = _readable(stream.read(_HEAD))
        if suffix in (".yaml", ".yml"):
            return begins_like_draft(head)
        if suffix == ".xml" or _XML.search(head):
            return bool(_XML.search(head))
        return full_submission.looks_like_submission(head) and bool(_XML.search(stream.read()))


def _readable(data: bytes) -> bytes:
    """Return the first bytes of a file, those of UTF-16 as UTF-8."""
    encoding = _UTF_16.get(data[:2])
    return data[2:_HEAD].decode(encoding, "replace").encode() if encoding else data[:_HEAD]

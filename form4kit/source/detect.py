"""Tell what a source is, from its name and from how it begins."""

import re
from pathlib import Path
from typing import Literal

from form4kit.source import full_submission
from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST_FORM

SourceKind = Literal["draft", "xml", "full submission"]

_HEAD = 65_536
_YAML = (".yaml", ".yml")
_XML = re.compile(rb"<(?:[\w.-]+:)?(?:ownershipDocument|edgarSubmission)\b")
_XML_IN_TXT = (b"<?xml", b"<ownershipDocument", b"<edgarSubmission")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of(data: bytes, name: str) -> SourceKind:
    """Return how bytes from a file of this name are to be read; a name without a suffix says nothing."""
    suffix = Path(name).suffix.lower()
    if suffix in _YAML:
        return "draft"
    if full_submission.looks_like_submission(data):
        return "full submission"
    head = _readable(data).lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".txt":
        return "xml" if head.startswith(_XML_IN_TXT) else "full submission"
    return "xml" if suffix == ".xml" or head.startswith(b"<") else "draft"


def may_be_filing(file: Path) -> bool:
    """Tell whether a file in a folder is one of those that are counted where they are passed over."""
    return file.suffix.lower() in (*_YAML, ".xml") and file.is_file()


def is_filing(file: Path) -> bool:
    """Tell whether a file in a folder is a filing, by what stands in it. Raises OSError if unreadable."""
    suffix = file.suffix.lower()
    if suffix not in (*_YAML, ".xml", ".txt") or not file.is_file():
        return False
    with file.open("rb") as stream:
        if suffix in _YAML:
            return looks_like_draft(stream.read(LARGEST_FORM + 1))
        head = _readable(stream.read(_HEAD))
        if suffix == ".xml" or _XML.search(head):
            return bool(_XML.search(head))
        return full_submission.looks_like_submission(head) and bool(_XML.search(stream.read()))


def _readable(data: bytes) -> bytes:
    """Return the first bytes of a file, those of UTF-16 as UTF-8."""
    encoding = _UTF_16.get(data[:2])
    return data[2:_HEAD].decode(encoding, "replace").encode() if encoding else data[:_HEAD]

"""Tell what a source is, from its name and from how it begins."""

import re
from pathlib import Path
from typing import Literal

from form4kit.source import full_submission, web_page
from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST_FORM

SourceKind = Literal["draft", "xml", "full submission"]

_HEAD = 65_536
_YAML = (".yaml", ".yml")
_DOWNLOADED = (".txt", ".nc", "")
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_OF_A_FORM = re.compile(rb"(?:SUBMISSION TYPE:|<TYPE>)\s*[345](?:/A)?\s", re.I)
_XML = re.compile(rb"<(?:[\w.-]+:)?(?:ownershipDocument|edgarSubmission)\b")
_XML_IN_TXT = (b"<?xml", b"<ownershipDocument", b"<edgarSubmission")
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of(data: bytes, name: str) -> SourceKind:
    """Return how bytes from a file of this name are to be read; a name without a suffix says nothing."""
    suffix = Path(name).suffix.lower()
    if suffix in _YAML:
        return "draft"
    if full_submission.looks_like_submission(data):
        return "full submission"
    head = _readable(data).lstrip(_BLANKS)
    if web_page.is_web_page(head):
        return "xml"
    if suffix in (".txt", ".nc"):
        return "xml" if head.startswith(_XML_IN_TXT) else "full submission"
    return "xml" if suffix == ".xml" or head.startswith(b"<") else "draft"


def may_be_filing(file: Path) -> bool:
    """Tell whether a file in a folder is one of those that are counted where they are passed over.

    They are YAML, XML, and what EDGAR has disseminated. Raises OSError if unreadable.
    """
    if not file.is_file():
        return False
    if file.suffix.lower() in (*_YAML, ".xml"):
        return True
    if not _may_be_downloaded(file):
        return False
    with file.open("rb") as stream:
        return full_submission.looks_like_submission(_readable(stream.read(_HEAD)))


def is_filing(file: Path) -> bool:
    """Tell whether a file in a folder is a filing, by what stands in it. Raises OSError if unreadable."""
    suffix = file.suffix.lower()
    if not (suffix in (*_YAML, ".xml") or _may_be_downloaded(file)) or not file.is_file():
        return False
    with file.open("rb") as stream:
        if suffix in _YAML:
            return looks_like_draft(stream.read(LARGEST_FORM + 1))
        head = _readable(stream.read(_HEAD))
        named = bool(_XML.search(head))
        if not full_submission.looks_like_submission(head):
            return named and (bool(suffix) or head.lstrip(_BLANKS).startswith(_XML_IN_TXT))
        if named:
            return True
        rest = stream.read()
        return bool(_XML.search(rest)) or (_is_of_a_form(head) and b"</DOCUMENT>" not in head + rest)


def _is_of_a_form(head: bytes) -> bool:
    """Tell whether the header of a full submission is that of a Form 3, 4 or 5, whatever follows it."""
    return bool(_OF_A_FORM.search(head))


def _may_be_downloaded(file: Path) -> bool:
    """Tell whether a file has a name under which downloads of EDGAR's lie in folders."""
    return file.suffix.lower() in _DOWNLOADED or bool(_ACCESSION.match(file.name))


def _readable(data: bytes) -> bytes:
    """Return the first bytes of a file, those of UTF-16 as UTF-8."""
    encoding = _UTF_16.get(data[:2])
    return data[2:_HEAD].decode(encoding, "replace").encode() if encoding else data[:_HEAD]

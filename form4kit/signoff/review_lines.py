"""The lines of `review.jsonl`: who was asked, what was said on which bytes, and how it came.

    {"number", "kind", "at", "by", "code", ..., "previous", "hash"}

`kind` is `asked`, `comment`, `answered`, `settled`, `approved` or `rejected`. The first line of a code has
`hashes`, what the code is over, and `document`, the form itself, so that what changed since can be told.
"""

import base64
import binascii
import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from form4kit.signoff.review_code import code_of, is_code
from form4kit.storage.chained import START, Unchained, entry_of_line
from form4kit.storage.names import OWNERSHIP, PROOF
from form4kit.storage.sealed import sha256

ASKED: Final = "asked"
COMMENT: Final = "comment"
ANSWERED: Final = "answered"
SETTLED: Final = "settled"
APPROVED: Final = "approved"
REJECTED: Final = "rejected"
KINDS: Final = (ASKED, COMMENT, ANSWERED, SETTLED, APPROVED, REJECTED)
VERDICTS: Final = frozenset([APPROVED, REJECTED])

KEY: Final = "key"
FILE: Final = "file"
MAIL: Final = "e-mail"
PASTED: Final = "pasted"
PDF: Final = "pdf"
HERE: Final = "here"
WAYS: Final = {
    KEY: "by a reply signed with the key of {by}",
    FILE: "by a reply file of {by}",
    MAIL: "by e-mail of {by}",
    PASTED: "by the text of an e-mail, of {by} as typed",
    PDF: "by notes in the PDF, of {by}",
    HERE: "on this computer, by {by} as typed",
}
"""How an answer came, and how that is told for ever."""

LARGEST: Final = 16 * 1024 * 1024
"""The bytes that `review.jsonl` may have."""
LONGEST: Final = 4_000
"""The characters of a comment, a reason or a word to the reviewer."""
MOST: Final = 5_000
_LARGEST_DOCUMENT: Final = 8 * 1024 * 1024
_LARGEST_TOGETHER: Final = 64 * 1024 * 1024


class BrokenReview(ValueError):
    """Say in words where `review.jsonl` is broken."""


def read_lines(data: bytes) -> list[dict[str, Any]]:
    """Return the lines of a `review.jsonl`, in order. Raises BrokenReview where it is not one whole chain."""
    if len(data) > LARGEST:
        raise BrokenReview(f"is larger than {LARGEST // 1024 // 1024} MB")
    if data and not data.endswith(b"\n"):
        raise BrokenReview("its last line has no end")
    entries: list[dict[str, Any]] = []
    known = _Known()
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        if number > MOST:
            raise BrokenReview(f"has more than {MOST:,} lines")
        try:
            entry = entry_of_line(line, number, entries[-1]["hash"] if entries else START)
            _check(entry, known)
        except Unchained as error:
            raise BrokenReview(str(error)) from None
        entries.append(entry)
    return entries


@dataclass(slots=True)
class _Known:
    """What the lines so far have: codes, numbers of comments, and how large the forms are that they carry."""

    codes: set[str] = field(default_factory=set)
    comments: set[object] = field(default_factory=set)
    size: int = 0


def _check(entry: Mapping[str, Any], known: _Known) -> None:
    """Hold a line against those before it. Raises Unchained."""
    number = entry["number"]
    for key in ("kind", "at", "by", "code"):
        if not isinstance(entry.get(key), str):
            raise Unchained(f"line {number} does not say {key}")
    if entry["kind"] not in KINDS or (entry["kind"] in {*VERDICTS, COMMENT} and entry.get("way") not in WAYS):
        raise Unchained(f"line {number} is of no kind that form4kit writes")
    try:
        if dt.datetime.fromisoformat(entry["at"]).tzinfo is None:
            raise ValueError
    except ValueError:
        raise Unchained(f"line {number} does not say when") from None
    if not is_code(entry["code"]):
        raise Unchained(f"line {number} has no code")
    if entry["code"] not in known.codes:
        known.size += _check_bytes(entry)
        known.codes.add(entry["code"])
        if known.size > _LARGEST_TOGETHER:
            raise Unchained(f"line {number}: the forms together are larger than any filing's")
    _check_words(entry, known)


def _check_words(entry: Mapping[str, Any], known: _Known) -> None:
    """Hold what a line says against its kind. Raises Unchained."""
    number, kind = entry["number"], entry["kind"]
    if kind in (ANSWERED, SETTLED) and (
        type(entry.get("comment")) is not int or entry["comment"] not in known.comments
    ):
        raise Unchained(f"line {number} is about a comment that is not there")
    if kind == COMMENT:
        known.comments.add(number)
        if not isinstance(entry.get("text"), str):
            raise Unchained(f"line {number} has no text")
    if kind == REJECTED and not isinstance(entry.get("reason"), str):
        raise Unchained(f"line {number} rejects without a reason")


def _check_bytes(entry: Mapping[str, Any]) -> int:
    """Hold the first line of a code against the form that it carries; return its size. Raises Unchained."""
    hashes, number = entry.get("hashes"), entry["number"]
    if not isinstance(hashes, dict) or not {OWNERSHIP, PROOF} <= {*hashes}:
        raise Unchained(f"line {number} does not say what its code is over")
    if code_of({str(name): str(each) for name, each in hashes.items()}) != entry["code"]:
        raise Unchained(f"line {number} has another code than its hashes give")
    document = document_in(entry)
    if sha256(document) != hashes[OWNERSHIP]:
        raise Unchained(f"line {number} carries another form than its code is over")
    return len(document)


def packed_document(ownership: bytes) -> str:
    """Return a form as a line carries it."""
    return base64.b64encode(zlib.compress(ownership, 9)).decode("ascii")


def document_in(entry: Mapping[str, Any]) -> bytes:
    """Return the form that a line carries; empty where it carries none that can be read."""
    try:
        packed = base64.b64decode(str(entry.get("document") or ""), validate=True)
        inflate = zlib.decompressobj()
        data = inflate.decompress(packed, _LARGEST_DOCUMENT + 1)
    except (binascii.Error, ValueError, zlib.error):
        return b""
    return data if len(data) <= _LARGEST_DOCUMENT else b""


def way_words(entry: Mapping[str, Any]) -> str:
    """Say how an answer came: `by e-mail of J. Moreau`."""
    return WAYS.get(str(entry.get("way")), "{by}").replace("{by}", str(entry["by"]) or "nobody named")

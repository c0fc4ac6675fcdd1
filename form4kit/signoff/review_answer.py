"""The answer file, `NAME.CODE.answer.json`: a verdict and comments on the bytes of a code, perhaps signed.

    {"form4kit", "answer": 1, "name", "code", "head", "by", "verdict", "reason", "comments": [{"place",
     "text"}], "at", "signature", "seal"}

`verdict` is `approve`, `reject` or `comment`; `head` is the hash of the line of `review.jsonl` before the
asking. The signature is over all but itself and the seal.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from form4kit import __version__
from form4kit.lazy_re import pattern
from form4kit.signoff.review_code import is_code
from form4kit.signoff.review_lines import LONGEST
from form4kit.storage.chained import START
from form4kit.storage.sealed import Broken, opened, sealed

if TYPE_CHECKING:
    from form4kit.signoff.keys import Key

APPROVE: Final = "approve"
REJECT: Final = "reject"
REMARK: Final = "comment"
VERDICTS: Final = (APPROVE, REJECT, REMARK)
LARGEST_ANSWER: Final = 1024 * 1024
"""The bytes of an answer file."""
MOST_COMMENTS: Final = 200
_FORMAT: Final = 1
_KEYS: Final = ("form4kit", "answer", "name", "code", "head", "by", "verdict", "reason", "comments", "at")
_PLACE = pattern(r"(?:[A-Za-z_]{1,20}(?::[A-Za-z0-9_]{1,40}){0,2})?\Z")


class NotAnAnswer(ValueError):
    """Say in words why a file is no answer."""


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """What somebody says of a place on the form: `non_derivative:1:3`, a cell by row and column from 0.

    The place is empty for the form as a whole; `page` is that of the PDF, 0 where none is known.
    """

    text: str
    place: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """What a reviewer says of the bytes of a code. `signature` is a detached CMS in base64, or empty."""

    code: str
    by: str
    verdict: str
    reason: str = ""
    comments: tuple[PlacedComment, ...] = ()
    name: str = ""
    head: str = START
    at: str = ""
    signature: str = ""
    form4kit: str = __version__

    @property
    def content(self) -> dict[str, Any]:
        """All that is said, as plain JSON values and without the signature."""
        return {
            "form4kit": self.form4kit,
            "answer": _FORMAT,
            "name": self.name,
            "code": self.code,
            "head": self.head,
            "by": self.by,
            "verdict": self.verdict,
            "reason": self.reason,
            "comments": [{"place": each.place, "text": each.text} for each in self.comments],
            "at": self.at,
        }


def signed_content(content: Mapping[str, Any]) -> bytes:
    """Return the bytes that a signature is over."""
    return json.dumps({key: content[key] for key in _KEYS}, sort_keys=True, ensure_ascii=True).encode("ascii")


def write_answer(answer: ReviewAnswer, key: "Key | None" = None) -> bytes:
    """Write an answer file, signed where a key is given."""
    content = answer.content
    if key is not None:
        from form4kit.signoff.review_key import sign_bytes

        content["signature"] = sign_bytes(signed_content(content), key)
    return sealed(content)


def read_answer(data: bytes) -> ReviewAnswer:
    """Read an answer file. Raises NotAnAnswer where it was changed or says nothing that can be taken."""
    if len(data) > LARGEST_ANSWER:
        raise NotAnAnswer("is larger than any answer")
    try:
        content = opened(data)
    except Broken as error:
        raise NotAnAnswer(str(error)) from None
    return answer_from(content)


def answer_from(content: Mapping[str, Any]) -> ReviewAnswer:
    """Read what an answer file says. Raises NotAnAnswer."""
    if {*content} - {*_KEYS, "signature"} or content.get("answer") != _FORMAT:
        raise NotAnAnswer("is no answer that this version of form4kit reads")
    for key in ("form4kit", "name", "code", "head", "by", "verdict", "reason", "at"):
        if not isinstance(content.get(key), str) or len(content[key]) > LONGEST:
            raise NotAnAnswer(f"does not say {key}")
    if not is_code(content["code"]):
        raise NotAnAnswer("quotes no whole code")
    if content["verdict"] not in VERDICTS:
        raise NotAnAnswer("neither approves nor rejects nor comments")
    if content["verdict"] == REJECT and not content["reason"].strip():
        raise NotAnAnswer("rejects without a reason")
    signature = content.get("signature", "")
    try:
        if dt.datetime.fromisoformat(content["at"]).tzinfo is None:
            raise ValueError
    except ValueError:
        raise NotAnAnswer("does not say when it was given") from None
    return ReviewAnswer(
        code=content["code"],
        by=" ".join(content["by"].split()),
        verdict=content["verdict"],
        reason=content["reason"],
        comments=_comments(content.get("comments")),
        name=content["name"],
        head=content["head"],
        at=content["at"],
        signature=signature if isinstance(signature, str) else "",
        form4kit=content["form4kit"],
    )


def _comments(found: object) -> tuple[PlacedComment, ...]:
    if not isinstance(found, list) or len(found) > MOST_COMMENTS:
        raise NotAnAnswer(f"has no comments that can be read, or more than {MOST_COMMENTS}")
    made = []
    for each in found:
        if not isinstance(each, dict) or {*each} != {"place", "text"}:
            raise NotAnAnswer("has a comment that cannot be read")
        place, text = each["place"], each["text"]
        if not isinstance(place, str) or not isinstance(text, str) or not _PLACE.match(place):
            raise NotAnAnswer("has a comment on no place of a form")
        if not text.strip() or len(text) > LONGEST:
            raise NotAnAnswer(f"has a comment that is empty, or longer than {LONGEST:,} characters")
        made.append(PlacedComment(text, place))
    return tuple(made)

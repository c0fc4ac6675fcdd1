"""The answers of EDGAR's submission API: JSON, whose schema and whose examples do not agree.

Each fact is looked for under every name that either has; what the answer leaves out is taken from the notice
that it carries in base64.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from form4kit.transmission.instants import iso_instant
from form4kit.transmission.mail import decoded
from form4kit.transmission.notice import accession_in, form_of, read_notices
from form4kit.transmission.receipt import EdgarError, Receipt, SubmissionStatus

ApiAnswer = Mapping[str, Any]
MOST_ANSWERS: Final = 10_000
_DEEPEST: Final = 8
_STATUS: Final[dict[str, SubmissionStatus]] = {
    "ACCEPTED": "accepted",
    "DISSEMINATED": "accepted",
    "DONE": "accepted",
    "SUSPENDED": "suspended",
}
"""What each status stands for; any other says that EDGAR has not decided."""


def json_in(text: str) -> object:
    """Return the JSON of an answer, None where it is none; an HTTP head before it is passed over."""
    text = text.strip()
    if text.startswith("HTTP/"):
        text = text.replace("\r\n", "\n").partition("\n\n")[2].strip()
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def read_answer(value: object) -> Iterator[Receipt]:
    """Yield the receipts in an answer, or in a list of answers under whatever name."""
    for _, answer in zip(range(MOST_ANSWERS), _answers(value, 0), strict=False):
        accession = accession_in(_text(answer.get("accessionNumber")))
        if accession:
            yield _receipt(answer, accession)


def messages_of(value: object) -> list[str]:
    """Return what an answer says that is about no submission, as where EDGAR refuses a token."""
    found = value.get("messages") if isinstance(value, dict) else None
    return [words for each in _list(found) if (words := _words(each))]


def _answers(value: object, depth: int) -> Iterator[ApiAnswer]:
    if isinstance(value, list) and depth < _DEEPEST:
        for each in value:
            yield from _answers(each, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        if "accessionNumber" in value:
            yield value
            return
        if value.keys() & {"status", "mode", "tracking", "type"}:
            for each in _list(value.get("accessionNumbers")):
                yield {**value, "accessionNumber": each}
        for each in value.values():
            yield from _answers(each, depth + 1)


def _receipt(answer: ApiAnswer, accession: str) -> Receipt:
    notice = _notification(answer, accession)
    errors, notices = _messages(answer)
    suspended = iso_instant(answer.get("suspendedDate"))
    mode = {_text(answer.get(key)).upper() for key in ("mode", "type")}
    word = _text(answer.get("status")).strip().upper()
    status = _STATUS.get(word, "received")
    if word == "DONE" and (suspended or errors or (notice and notice.status == "suspended")):
        status = "suspended"
    if status == "accepted" and notice and notice.status == "suspended":
        status = "received"  # EDGAR says both
    said = Receipt(
        accession=accession,
        status=status,
        form=form_of(answer.get("formType")),
        test=True if "TEST" in mode else False if "LIVE" in mode else None,
        received=iso_instant(answer.get("receivedDate")),
        accepted=iso_instant(answer.get("acceptedDate")) if status == "accepted" else None,
        filed=iso_instant(answer.get("filingDate")) if status == "accepted" else None,
        suspended=suspended,
        documents=_number(answer.get("documentCount")),
        ciks=tuple(dict.fromkeys(_ciks(answer.get("registrants")))),
        errors=tuple(errors),
        notices=tuple(notices),
    )
    return _with(said, notice) if notice else said


def _with(said: Receipt, notice: Receipt) -> Receipt:
    """Fill in from the notice what the answer leaves out; where they differ on a TEST, nothing tells."""
    if said.test is not None and notice.test not in (None, said.test):
        differ = "the answer and EDGAR's message in it differ on whether it was a TEST"
        said = replace(said, test=None, notices=(*said.notices, differ))
        notice = replace(notice, test=None)
    names = ["form", "test", "received", "suspended", "documents", "ciks"]
    names += ["accepted", "filed"] if said.status == "accepted" else []
    names += ["errors"] if said.status == "suspended" else []
    absent = [name for name in names if getattr(said, name) in (None, ())]
    more = tuple(each for each in notice.notices if each not in said.notices)
    return replace(said, notices=said.notices + more, **{name: getattr(notice, name) for name in absent})


def _notification(answer: ApiAnswer, accession: str) -> Receipt | None:
    text = answer.get("notification")
    if not isinstance(text, str):
        return None
    try:
        data = base64.b64decode("".join(text.split()) + "==")
    except (binascii.Error, ValueError):
        data = text.encode("utf-8", "replace")
    found = [*read_notices(decoded(data))]
    return next((each for each in found if each.accession == accession), None)


def _messages(answer: ApiAnswer) -> tuple[list[EdgarError], list[str]]:
    """Return the errors and the other messages of an answer, in order."""
    errors: list[EdgarError] = []
    notices: list[str] = []
    for each in [*_list(answer.get("submissionMessages")), *_list(answer.get("messages"))]:
        words = _words(each)
        label = _text(each.get("errorLabel")).strip() if isinstance(each, dict) else ""
        if not (words or label):
            continue
        if isinstance(each, dict) and _text(each.get("type")).strip().upper() == "ERROR":
            number, line = _number(each.get("errorNumber")), _number(each.get("lineNumber"))
            errors.append(EdgarError(words or label, label or None, number, line or None))
        else:
            notices.append(words or label)
    return errors, notices


def _words(message: object) -> str:
    if isinstance(message, str):
        return " ".join(message.split())
    if not isinstance(message, dict):
        return ""
    texts = (_text(message.get(key)) for key in ("content", "message", "text"))
    return next((words for each in texts if (words := " ".join(each.split()))), "")


def _ciks(value: object) -> Iterator[str]:
    for each in _list(value):
        text = _text(each.get("cik") if isinstance(each, dict) else each).strip().lstrip("0")
        if text.isascii() and text.isdigit() and len(text) <= 10:
            yield text.zfill(10)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    if (
        isinstance(value, bool)
        or not isinstance(value, str | int)
        or (isinstance(value, int) and value > 10**18)
    ):
        return ""
    return str(value)


def _number(value: object) -> int | None:
    text = _text(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None

"""EDGAR's messages, found in a text and read: acceptances and suspensions, however they were laid out.

A notice goes from its opening sentence to the next one's; what stands before it is somebody else's words. Its
labels may stand on lines of their own or side by side, quoted, folded or marked bold.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.transmission.instants import written_instant
from form4kit.transmission.receipt import EdgarError, Receipt, SubmissionStatus

MOST_NOTICES: Final = 1_000
"""The notices of one text that are read, and the errors of one notice."""

_OPENING = pattern(
    r"\bTHE\s+FOLLOWING\s+SUBMISSION\s+HAS\s+BEEN\s+(?P<status>ACCEPTED|SUSPENDED)\s+BY\s+THE\s+U\.?\s?S\b"
)
_LABEL = pattern(
    r"\*?\b(?P<label>COMPANY|OWNER|FORM\s+TYPE|NUMBER\s+OF\s+DOCUMENTS|(?:RECEIVED|ACCEPTED|SUSPENSE|SUSPENDED"
    r"|FILING)\s+DATE|TEST\s+FILING|CONFIRMING\s+COPY|ACCESSION\s+NUMBER|FILE\s+NUMBER\(S\)|REGISTRANT\(S\)"
    r"|LOGIN\s+CIK|CIK)\s{0,9}:\*?",
    re.IGNORECASE,
)
_FAULT = pattern(r"^[ \t]*\*?(ERR|WRN)\s{0,9}:\*?", re.MULTILINE)
_ANY_FAULT = pattern(r"(?<!\S)\*?(ERR|WRN)\s{0,9}:\*?(?=[^\n]{0,200}\sMSG\s{0,9}:)")
_MESSAGE = pattern(r"(?<!\S)\*?MSG\s{0,9}:\*?")
_PLACE = pattern(r"(?<!\S)\*?LOC\s{0,9}:\*?")
_LINE = pattern(r"\s*(?:\S+\s+){0,6}?LINE\s+NUMBER\s{0,9}:?\*?\s{0,9}(\d{1,9})", re.IGNORECASE)
_ERROR_LABEL = pattern(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\Z")
_RULE = pattern(r"^[ \t]*(?:[-=_*]{3,}[ \t]*)?NOTICE(?:[ \t]*[-=_*]{3,})?[ \t]*$", re.MULTILINE)
_QUOTED = pattern(r"^[ \t]{0,9}(?:[>|]+[ \t]?)+", re.MULTILINE)
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_SUBJECT = pattern(
    r"\b(?:ACCEPTED|SUSPENDED)\s+FORM\s+TYPE\s+\S{1,20}\s+\((?P<accession>\d{10}-\d\d-\d{6})\)", re.IGNORECASE
)
_ACCESSION = pattern(r"(?<!\d)(\d{10})\s?-?\s?(\d\d)\s?-?\s?(\d{6})(?!\d)")
_LETTERS: Final = {
    **dict.fromkeys(
        map(ord, "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u3000"), " "
    ),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad\x00"), None),
}


def accession_in(text: str) -> str | None:
    """Return the first accession number in a text as `0001234567-26-000001`, None where there is none."""
    found = _ACCESSION.search(text)
    return "-".join(found.groups()) if found else None


def read_notices(text: str) -> Iterator[Receipt]:
    """Yield the receipts of a text: one for each notice in it that says what was received when."""
    text = _QUOTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_LETTERS))
    openings = [found for _, found in zip(range(MOST_NOTICES), _OPENING.finditer(text), strict=False)]
    if not openings:
        if receipt := _notice(text, None, ""):
            yield receipt
        return
    ends = [*(found.start() for found in openings[1:]), len(text)]
    for found, end in zip(openings, ends, strict=True):
        before = text[max(0, found.start() - 2_000) : found.start()]
        if receipt := _notice(text[found.end() : end], found["status"], before):
            yield receipt


def _notice(text: str, opening: str | None, before: str) -> Receipt | None:
    body, rule, announced = _parted(text)
    rest, errors, warnings = _faults(body)
    said = _fields(rest)
    received, accepted = said.instant("RECEIVED DATE"), said.instant("ACCEPTED DATE")
    suspended = said.instant("SUSPENSE DATE") or said.instant("SUSPENDED DATE")
    accession = accession_in(said.first("ACCESSION NUMBER")) or _in_subject(before)
    if accession is None or (opening is None and not (received and (accepted or suspended))):
        return None
    status: SubmissionStatus = (
        "suspended" if opening == "SUSPENDED" or (not opening and suspended) else "accepted"
    )
    form = said.first("FORM TYPE").split()[:1]
    documents = said.first("NUMBER OF DOCUMENTS").split()[:1]
    return Receipt(
        accession=accession,
        status=status,
        form=form_of(form[0] if form else None),
        test={"Y": True, "N": False}.get(said.first("TEST FILING").strip()[:1].upper()),
        received=received,
        accepted=accepted if status == "accepted" else None,
        filed=said.instant("FILING DATE") if status == "accepted" else None,
        suspended=suspended,
        documents=int(documents[0]) if documents and re.fullmatch(r"[0-9]{1,6}", documents[0]) else None,
        ciks=said.ciks(),
        errors=errors,
        notices=(*warnings, *(_announcements(announced) if rule else ())),
    )


def form_of(text: object) -> str | None:
    """Return a form's type as EDGAR gives it; None for `XXXXXXXXXX`, where EDGAR does not know."""
    word = text.strip().upper() if isinstance(text, str) else ""
    return word if word.strip("X") and len(word) <= 20 else None


def _parted(text: str) -> tuple[str, bool, str]:
    found = _RULE.search(text)
    return (text[: found.start()], True, text[found.end() :]) if found else (text, False, "")


def _announcements(text: str) -> Iterator[str]:
    for _, part in zip(range(20), _BLANK_LINE.split(text[:20_000]), strict=False):
        if words := " ".join(part.split()):
            yield words


def _in_subject(before: str) -> str | None:
    found = [*_SUBJECT.finditer(before)]
    return found[-1]["accession"] if found else None


def _faults(text: str) -> tuple[str, tuple[EdgarError, ...], list[str]]:
    """Part a notice into what stands beside its errors and warnings, its errors, and its warnings' words."""
    found = [*_FAULT.finditer(text)] or [*_ANY_FAULT.finditer(text)]
    if not found:
        return text, (), []
    rest, errors, warnings = [text[: found[0].start()]], list[EdgarError](), list[str]()
    ends = [*(each.start() for each in found[1:]), len(text)]
    for each, end in zip(found[:MOST_NOTICES], ends, strict=False):
        error, after = _fault(text[each.end() : end])
        rest.append(after)
        if each[1] == "ERR":
            errors.append(error)
        else:
            warnings.append(error.text)
    return "\n".join(rest), tuple(errors), warnings


def _fault(block: str) -> tuple[EdgarError, str]:
    """Read one error from after its `ERR:`; the error, and the text that follows it."""
    place = _PLACE.search(block)
    written, after, line = (block[: place.start()], block[place.end() :], 0) if place else (block, "", 0)
    if place:
        if found := _LINE.match(after):
            line, after = int(found[1]), after[found.end() :]
    else:
        start = len(written) - len(written.lstrip())
        message = _MESSAGE.search(written)
        if message:
            start = message.end() + len(written[message.end() :]) - len(written[message.end() :].lstrip())
        if end := _BLANK_LINE.search(written, start):
            written, after = written[: end.start()], written[end.start() :]
    message = _MESSAGE.search(written)
    label = " ".join((written[: message.start()] if message else "").split())
    words = " ".join((written[message.end() :] if message else written).split())
    if not message and _ERROR_LABEL.match(first := words.partition(" ")[0]) and "_" in first:
        label, words = first, words.partition(" ")[2]
    return EdgarError(words or label, label or None, line=line or None), after


class _Fields(list[tuple[str, str, str]]):
    """The labels of a notice in order, each with its value and what stands before it."""

    def first(self, label: str) -> str:
        return next((value for name, value, _ in self if name == label), "")

    def instant(self, label: str) -> dt.datetime | None:
        return written_instant(self.first(label))

    def ciks(self) -> tuple[str, ...]:
        names = [name for name, _, _ in self]
        start = names.index("REGISTRANT(S)") if "REGISTRANT(S)" in names else len(self)
        every = [(at, value, before) for at, (name, value, before) in enumerate(self) if name == "CIK"]
        chosen = [value for _, value, before in every if re.search(r"\b\d{1,3}[.)]\s*\Z", before)]
        chosen = chosen or [value for at, value, _ in every if at > start]
        found = (re.match(r"\s*0*([1-9][0-9]{0,9})(?!\d)", value) for value in chosen)
        return tuple(dict.fromkeys(each[1].zfill(10) for each in found if each))


def _fields(text: str) -> _Fields:
    found = [each for _, each in zip(range(MOST_NOTICES), _LABEL.finditer(text), strict=False)]
    ends = [*(each.start() for each in found[1:]), len(text)][: len(found)]
    return _Fields(
        (
            " ".join(each["label"].upper().split()),
            " ".join(text[each.end() : min(end, each.end() + 500)].replace("*", " ").split()),
            text[max(0, each.start() - 12) : each.start()],
        )
        for each, end in zip(found, ends, strict=True)
    )

"""Read the header that EDGAR puts before a published filing: number, acceptance, date, form, persons."""

import datetime as dt
import re
from dataclasses import dataclass

from form4kit.law.clock import NEW_YORK
from form4kit.source.full_submission import looks_like_submission

_LONGEST = 1024 * 1024
_NUMBER = re.compile(
    rb"^(?:ACCESSION NUMBER:|<ACCESSION-NUMBER>|<(?:SEC|IMS)-DOCUMENT>)\s*(\d{10}-\d\d-\d{6})", re.M
)
_ACCEPTED = re.compile(rb"^<ACCEPTANCE-DATETIME>\s*(\d{14})", re.M)
_FILED = re.compile(rb"^(?:FILED AS OF DATE:|<FILING-DATE>)\s*(\d{8})", re.M)
_FORM = re.compile(rb"^(?:CONFORMED SUBMISSION TYPE:|<TYPE>)[ \t]*([^\s]{1,20})", re.M)
_CIK = re.compile(rb"^\s{0,20}(?:CENTRAL INDEX KEY:|<CIK>)[ \t]*(\d{1,10})\s", re.M)


@dataclass(frozen=True, slots=True)
class PublishedHeader:
    """What EDGAR says of a filing; None where it does not. `accepted` is in New York time, to the second.

    `ciks` are those of owners and issuer, ten digits each, in order.
    """

    accession: str | None
    accepted: dt.datetime | None
    filed: dt.date | None
    form: str | None
    ciks: tuple[str, ...]


def header_of(data: bytes) -> PublishedHeader | None:
    """Return the header of a full submission, that of the first where there are several; None without one."""
    if not looks_like_submission(data):
        return None
    head = data[:_LONGEST].replace(b"\r\n", b"\n")
    end = head.find(b"\n<DOCUMENT>")
    head = head[:end] if end >= 0 else head
    number, form = _NUMBER.search(head), _FORM.search(head)
    ciks = dict.fromkeys(found[1].decode("ascii").zfill(10) for found in _CIK.finditer(head))
    filed = _when(_FILED.search(head))
    return PublishedHeader(
        number[1].decode("ascii") if number else None,
        _when(_ACCEPTED.search(head)),
        filed.date() if filed else None,
        form[1].decode("ascii", "replace") if form else None,
        tuple(ciks),
    )


def _when(found: re.Match[bytes] | None) -> dt.datetime | None:
    """Return a date, or an instant, of digits alone, in New York time."""
    if found is None:
        return None
    text = found[1].decode("ascii").ljust(14, "0")
    try:
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=NEW_YORK)
    except ValueError:
        return None

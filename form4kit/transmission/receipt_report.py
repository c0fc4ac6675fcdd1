"""Receipts in words for whoever waits for them, and as JSON."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from form4kit.report.secrets import masked
from form4kit.transmission.answering_rules import rules_of, rules_of_all
from form4kit.transmission.receipt import EdgarError, Receipt
from form4kit.words import counted

_STANDING = ("Filer Support", "EDGAR takes filings")


def as_json(path: str, receipt: Receipt) -> dict[str, Any]:
    """Return what `--format json` has of a receipt; instants are ISO 8601 in New York time."""
    return {
        "path": path,
        "accession": receipt.accession,
        "form": receipt.form,
        "status": receipt.status,
        "test": receipt.test,
        "received": _iso(receipt.received),
        "accepted": _iso(receipt.accepted),
        "filed": _iso(receipt.filed),
        "documents": receipt.documents,
        "ciks": [*receipt.ciks],
        "errors": [each.as_json() for each in receipt.errors],
        "notices": [*receipt.notices],
        "rules": rules_of_all(receipt.errors, receipt.form),
    }


def as_text(path: str, receipt: Receipt, objections: Sequence[str] = ()) -> str:
    """Return a receipt in words, the verdict first; `objections` are what does not fit its folder."""
    lines = [f"{path}: {verdict(receipt)}", *(f"  {line}" for line in _lines(receipt))]
    lines += [f"  does not fit: {each}" for each in objections]
    return masked("\n".join(lines)) + "\n"


def verdict(receipt: Receipt) -> str:
    """Say in one line what became of a submission."""
    what = f"Form {receipt.form}" if receipt.form else "a submission"
    name = f"{what}, {receipt.accession}"
    if receipt.status == "suspended":
        return f"SUSPENDED, NOTHING IS FILED: {'a TEST of ' if receipt.test else ''}{name}"
    if receipt.status == "received":
        return f"NOT DECIDED YET: {'a TEST of ' if receipt.test else ''}{name}"
    if receipt.test:
        return f"TEST ACCEPTED, NOTHING IS FILED: {name}"
    if receipt.test is None:
        return f"ACCEPTED, BUT IT DOES NOT SAY WHETHER LIVE OR TEST: {name}"
    return f"ACCEPTED AND FILED: {name}"


def _lines(receipt: Receipt) -> Iterator[str]:
    instants = [(getattr(receipt, name), name) for name in ("received", "accepted", "suspended")]
    if told := [f"{name} {_minute(instant)}" for instant, name in instants if instant]:
        yield f"{', '.join(told)}, New York time"
    if receipt.filed:
        yield f"dated {receipt.filed.date().isoformat()}, which is the day of filing"
    yield from _late(receipt)
    if receipt.documents is not None:
        yield f"{counted(receipt.documents, 'document')}, the form counted"
    if receipt.ciks:
        yield f"registrants: {', '.join(receipt.ciks)}"
    elif receipt.status == "accepted":
        yield "no registrant is named: look on EDGAR whether each owner is there"
    for number, error in enumerate(receipt.errors, 1):
        yield from _error(number, error, receipt.form)
    for each in receipt.notices:
        if not any(words in each for words in _STANDING) and not each.startswith("("):
            yield f"EDGAR says: {each}"
    yield _next_step(receipt)


def _late(receipt: Receipt) -> Iterator[str]:
    received, accepted, filed = receipt.received, receipt.accepted, receipt.filed
    if received and filed and filed.date() > received.date():
        yield f"LATE: received on {received.date()}, but dated {filed.date()}; is that still in time?"
    elif received and accepted and accepted.date() > received.date():
        yield f"LATE: received on {received.date()}, but accepted only on {accepted.date()}"
    elif not filed and accepted and (accepted.hour, accepted.minute) >= (22, 1):
        yield "LATE: accepted after 10:00 p.m.; look on EDGAR which day it is dated"


def _error(number: int, error: EdgarError, form: str | None) -> Iterator[str]:
    told = [error.label or "", f"number {error.number}" if error.number is not None else ""]
    told.append(f"line {error.line}" if error.line else "")
    head = ", ".join(each for each in told if each)
    yield f"error {number}{f' ({head})' if head else ''}: {error.text}"
    if codes := rules_of(error, form):
        more = f", or {', '.join(codes[1:])}" if codes[1:] else ""
        yield f"  form4kit explain {codes[0]}{more}"


def _next_step(receipt: Receipt) -> str:
    if receipt.status == "suspended":
        return "Correct it, build it again, and send the whole submission anew: this attempt keeps no date."
    if receipt.status == "received":
        return "EDGAR has it and no more. Wait for the message that says ACCEPTED or SUSPENDED."
    if receipt.test:
        return "A test has no date and is no filing: build it with --live and send it by the live link."
    if receipt.test is None:
        return "Look on EDGAR whether it is public before you count it as filed."
    return "Keep this message, and add the filing to the record: form4kit record add."


def _iso(instant: dt.datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _minute(instant: dt.datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"

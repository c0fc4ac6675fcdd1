"""What a packet says of a filing: what its own files give, what its manifest says, and what the rules find.

The same functions make it when a packet is made and when it is held against itself, from the same files:
the draft, the ownership document, the exhibits. The registry's part, which later changes, is kept in the
terms as `facts`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from form4kit.context import context_from
from form4kit.edgar import validate
from form4kit.edgar.exhibits import base_name
from form4kit.edgar.submission import write_submission
from form4kit.edgar.write import write
from form4kit.findings import Finding, Severity
from form4kit.folder.bare_submission import submission_hash
from form4kit.model import Context, Filing, Submission
from form4kit.power import Power
from form4kit.rules.allowances import allow
from form4kit.rules.engine import judge
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.sealed import sha256

_DAYS = ("signed", "effective", "expires", "revoked")


def given_by(filing: Filing, files: Mapping[str, bytes], *, published: bool) -> dict[str, Any]:
    """Return what the files of a filing give, in JSON: all that is said of it and needs no one's word.

    `files` are `ownership.xml`, `draft.yaml` and the exhibits by their names.
    """
    ownership = files[OWNERSHIP]
    given: dict[str, Any] = {
        "form": filing.form_type,
        "issuer": filing.issuer.name.text or filing.issuer.cik.text or "",
        "owners": [each.name.text or each.cik.text or "" for each in filing.owners],
        "signatures": [each.name.text or "" for each in filing.signatures],
        "period": filing.period.text or "",
        "hash": sha256(ownership),
        "published": published,
    }
    if not published:
        given["submission"] = submission_hash(write_submission(filing, ownership, live=False).encode("utf-8"))
        given["sent"] = _sent(filing, ownership)
    return given


def _sent(filing: Filing, ownership: bytes) -> dict[str, Any]:
    """Return what goes to EDGAR beside the form: type, contact, notifications, and each document."""
    wrapper = filing.submission or Submission()
    contact = (wrapper.contact_name, wrapper.contact_phone, wrapper.contact_email)
    documents = [(OWNERSHIP, filing.form_type, "Primary Document", ownership)]
    documents += [
        (base_name(each.file.text or ""), each.type.text or "", each.description.text or "", each.content)
        for each in wrapper.documents
        if each.content is not None
    ]
    return {
        "type": filing.form_type,
        "contact": [found.text for found in contact if found.text],
        "notify": [found.text for found in wrapper.notify if found.text],
        "documents": [
            {"name": name, "type": kind, "description": about, "bytes": len(data), "sha256": sha256(data)}
            for name, kind, about, data in documents
        ],
    }


def facts_of(context: Context) -> dict[str, Any]:
    """Return what the registry and settings know of a filing when its packet is made, in JSON."""
    powers = context.powers
    return {
        "foreign_private": context.foreign_private,
        "fiscal_year_end": context.fiscal_year_end,
        "closures": sorted(day.isoformat() for day in context.closures),
        "powers": None if powers is None else [power_as_plain(each) for each in powers],
    }


def power_as_plain(power: Power) -> dict[str, Any]:
    """Return a power of attorney as the terms of a packet have it, in JSON."""
    days: dict[str, dt.date | None] = {name: getattr(power, name) for name in _DAYS}
    return {
        "grantor": power.grantor,
        "attorneys": list(power.attorneys),
        "forms": list(power.forms),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "file": power.file,
    }


def judged(filing: Filing, facts: Mapping[str, Any], *, published: bool) -> tuple[Finding, ...]:
    """Return the findings of a filing in the light of these facts, by place."""
    filing = replace(filing, published=published or filing.published, context=context_from(facts, filing))
    written = write(filing, published=published)
    found = [*judge(filing), *validate.of_draft(written, filing.form_type, filing.edition)]
    unique = {(each.rule, each.place.where, each.message): each for each in allow(found, filing)}
    return tuple(sorted(unique.values(), key=lambda each: (each.place.line, each.place.column, each.rule)))


def as_plain(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as the packet prints them, in JSON; `allowed` is the reason, or null."""
    return [
        {
            "rule": each.rule,
            "severity": str(each.severity),
            "where": each.place.where,
            "message": each.message,
            "allowed": each.allowed,
        }
        for each in findings
    ]


def counted(findings: Iterable[Finding]) -> str:
    """Count findings in words: `1 error, 2 warnings, 1 allowed`."""
    found = list(findings)
    words = []
    for severity in Severity:
        number = sum(1 for each in found if each.severity is severity and each.allowed is None)
        if number:
            words.append(f"{number} {severity}{'' if number == 1 else 's'}")
    allowed = sum(1 for each in found if each.allowed is not None)
    return ", ".join(words + ([f"{allowed} allowed"] if allowed else [])) or "none"

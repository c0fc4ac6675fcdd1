"""Rules on what the form says of its exhibits: those sent are listed, those named are sent."""

import re
from collections.abc import Iterator

from form4kit.analysis.rows import mentions
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Placed
from form4kit.rules.exhibits.attached import documents, kind_of
from form4kit.rules.rule import Bad, Problem, Problems, rule

_POWER = {"file": "poa-federico.txt", "type": "EX-24"}
_NAMED = "Exhibit 24 - Power of Attorney"
_REFERRED = pattern(r"\bex(?:hibit|\.)s?\s*(?:no\.?\s*)?(24|99)(?:\.\d+)?\b", re.IGNORECASE)
_ELSEWHERE = pattern(
    r"previously\s+filed|incorporated\s+(?:herein\s+)?by\s+reference\s+to|\bto\s+(?:the|its|his|her)\b", re.I
)


@rule(
    "EXH06",
    Severity.NOTE,
    Authority.FORM,
    cites=["Form 4, General Instruction 6; Form 3, General Instruction 6"],
    sources=["draft", "submission"],
    good=[
        {"exhibits": [_POWER], "remarks": _NAMED},
        {"exhibits": [{"file": "letter.txt", "type": "CORRESP"}]},
    ],
    bad=[Bad({"exhibits": [_POWER]}, at="exhibits[0].type")],
)
def exhibit_is_listed(filing: Filing) -> Problems:
    """List the exhibits in the remarks.

    The printed form shows no other sign of them.
    """
    for document in documents(filing):
        kind = kind_of(document)
        if kind in ("EX-24", "EX-99"):
            number = kind.removeprefix("EX-")
            if not re.search(
                rf"\bex(?:hibit|\.)?s?[\s-]*(?:no\.?\s*)?{number}\b", filing.prose, re.IGNORECASE
            ):
                what = "Power of Attorney" if number == "24" else document.description.text or "what it is"
                message = f"{document.type.text} is not listed in the remarks"
                yield Problem(document.at("type"), message, f"Write `Exhibit {number} - {what}` there.")


@rule(
    "EXH09",
    Severity.WARNING,
    Authority.FORM,
    cites=["Form 4, General Instruction 6; Form 3, General Instruction 6"],
    sources=["draft", "submission"],
    good=[
        {"exhibits": [_POWER], "remarks": _NAMED},
        {"remarks": "Power of attorney previously filed as Exhibit 24 to the reporting person's Form 3."},
    ],
    bad=[
        Bad({"remarks": _NAMED}, at="remarks"),
        Bad({"footnotes.award": "Restricted shares. See Exhibit 99.1."}, at="footnotes.award.text"),
        Bad({"signatures[0].name": "See signatures attached as Exhibit 99.2"}, at="signatures[0].name"),
    ],
)
def exhibit_named_is_attached(filing: Filing) -> Problems:
    """Attach the exhibits that the form speaks of.

    A reader sent to Exhibit 99.1 finds nothing where it was not sent along.
    """
    if filing.kind == "document" or filing.as_published:  # what goes or went along is not known
        return
    attached = {kind_of(document).removeprefix("EX-") for document in documents(filing)}
    for part, name, text in _prose(filing):
        if not mentions(text, "exhibit", "ex."):
            continue
        for found in _REFERRED.finditer(text):
            around = text[max(0, found.start() - 100) : found.end() + 60]
            if found[1] not in attached and not _ELSEWHERE.search(around):
                hint = f"Add it to `exhibits:` as EX-{found[1]}, or take the reference out."
                yield Problem(part.at(name), f"{found[0]!r} is not attached", hint)
                break


def _prose(filing: Filing) -> Iterator[tuple[Placed, str, str]]:
    for note in filing.footnotes:
        yield note, "text", note.text.text or ""
    yield filing, "remarks", filing.remarks.text or ""
    for signature in filing.signatures:
        yield signature, "name", signature.name.text or ""

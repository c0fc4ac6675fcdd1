"""What a manifest and a packet say of a filing beside its files, held against what follows from them.

The due instant follows from the draft and the days that the manifest knows, what was allowed from the draft,
the working from its rows. Those days, powers of attorney, the record and reasons are the preparer's word, and
printed as that.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from form4kit.analysis.due import due_of
from form4kit.context import recalled
from form4kit.findings import Severity
from form4kit.model import Filing
from form4kit.proof.review_aids import in_full
from form4kit.report.due_report import as_json
from form4kit.signoff.identity import is_hand_of
from form4kit.signoff.said_working import other_than_rows


def other_than_draft(said: Mapping[str, Any], filing: Filing) -> Iterator[str]:
    """Yield what a manifest, or the terms of a packet, say otherwise than the draft gives.

    That is `due`, `allowed`, or what `other_than_rows` yields.

    `filing` is that of the draft alone; `said` has the days that are known beside it.
    """
    due = due_of(recalled(filing, said.get("known")))
    if said.get("due") != (as_json(due)["due"] if due else None):
        yield "due"
    beside = said.get("beside")
    if isinstance(beside, Mapping) and beside and beside.get("due") != (in_full(due.due) if due else ""):
        yield "due"
    reasons = {(code, reason.strip()) for code, reason, _ in filing.allow}
    for each in said.get("allowed") or ():
        if (each["rule"], each["reason"]) not in reasons:
            yield "allowed"
    yield from other_than_rows(said, filing)


def held_back(said: Mapping[str, Any], filing: Filing, signer: str, excused: bool) -> Iterator[str]:
    """Yield why form4kit would have packed no such filing without a reason, which must then be printed."""
    if excused:
        return
    if any(each["severity"] == str(Severity.ERROR) and each["allowed"] is None for each in said["judged"]):
        yield "has errors, and no reason says why they were passed over"
    typed = [each.name.text or "" for each in filing.signatures]
    if not any(is_hand_of(signer, each) for each in typed):
        yield f"is signed by {'; '.join(typed) or 'nobody'}, not {signer}, and no reason says why"

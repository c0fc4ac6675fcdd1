"""A user's own judgement: findings that the draft allows, each with a reason."""

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from form4kit.findings import Authority, Finding, Severity
from form4kit.model import Filing
from form4kit.place import Place
from form4kit.rules.faults import NO_REASON, NOT_ALLOWED, UNUSED

NOT_WHOLE = ("DRF", "EVT", "LIB", "OPN", "REG", "YML")
"""Codes that say the draft is not whole: what is built past them would lack what was written, or is asked."""
_ASKED = "OPN"
_OUTSIDE = ("ALW", "CFG")
"""Codes of what is found about allowances and settings themselves, which no allowance reaches."""


def allow(findings: list[Finding], filing: Filing, known: Collection[str] = ()) -> list[Finding]:
    """Mark the findings that the draft allows, and object to allowances that cannot stand.

    `known` are the codes that there are; where none are given, any may be.
    """
    if not filing.allow:
        return findings
    reasons = {code: reason.strip() for code, reason, _ in filing.allow}
    marked = [
        replace(each, allowed=reasons[each.rule]) if reasons.get(each.rule) and not _final(each) else each
        for each in findings
    ]
    raised = {each.rule for each in findings}
    final = {each.rule for each in findings if _final(each)}
    for code, reason, place in filing.allow:
        if known and code not in known:
            near = get_close_matches(code.upper(), known, 1)
            hint = f"Did you mean {near[0]}?" if near else "`form4kit explain` lists the rules there are."
            marked.append(UNUSED.at(place, f"there is no rule {code}", hint))
        elif not reason.strip():
            marked.append(
                NO_REASON.at(
                    place,
                    f"{code} is allowed without a reason",
                    f"Write `allow: {{{code}: why it may stand}}`.",
                )
            )
        elif code in final:
            marked.append(_not_allowed(code, place))
        elif code not in raised:
            marked.append(UNUSED.at(place, f"{code} has nothing to say here", "Take the allowance out."))
    return marked


def _not_allowed(code: str, place: Place) -> Finding:
    if code.startswith(_ASKED):
        return NOT_ALLOWED.at(place, f"{code} is a question, and a reason is no answer", "Answer it.")
    if code.startswith(NOT_WHOLE):
        return NOT_ALLOWED.at(place, f"{code} leaves out what the draft says", "Mend the draft.")
    return NOT_ALLOWED.at(place, f"{code} is EDGAR's own error", "Mend the filing.")


def can_be_allowed(finding: Finding) -> bool:
    """Tell whether a reason in the draft would keep what a finding objects to."""
    return finding.allowed is None and not _final(finding) and not finding.rule.startswith(_OUTSIDE)


def _final(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and (
        finding.authority is Authority.EDGAR or finding.rule.startswith(NOT_WHOLE)
    )

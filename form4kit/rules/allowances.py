"""A user's own judgement: findings that the draft allows, each with a reason."""

from dataclasses import replace

from form4kit.findings import Authority, Fault, Finding, Severity
from form4kit.model import Filing

UNUSED = Fault(
    code="ALW01",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    title="An allowance names a rule that has something to say.",
    cites=("form4kit draft language",),
    reason="One that outlives its finding would hide the next.",
    bad="allow: {COD14: part gift}  # no row is a gift",
    good="allow: {COD14: 'part gift, valued under plan terms'}",
)
NO_REASON = Fault(
    code="ALW02",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="An allowance gives its reason.",
    cites=("form4kit draft language",),
    reason="The reason goes into the manifest, for whoever signs.",
    bad='allow: {COD14: ""}',
    good="allow: {COD14: 'part gift, valued under plan terms'}",
)
NOT_ALLOWED = Fault(
    code="ALW03",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="What EDGAR would suspend for cannot be allowed.",
    cites=("form4kit draft language",),
    reason="A reason does not change what EDGAR does.",
    bad="allow: {FTN03: it is fine}",
    good="allow: {COD14: 'part gift, valued under plan terms'}",
)


NOT_WHOLE = ("DRF", "EVT", "LIB", "REG", "YML")
"""Codes that say the draft could not be read whole: what is built past them would lack what was written."""
_OUTSIDE = ("ALW", "CFG")
"""Codes of what is found about allowances and settings themselves, which no allowance reaches."""


def allow(findings: list[Finding], filing: Filing) -> list[Finding]:
    """Mark the findings that the draft allows, and object to allowances that cannot stand."""
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
        if not reason.strip():
            marked.append(NO_REASON.at(place, f"{code} is allowed without a reason", "Say why."))
        elif code in final:
            marked.append(NOT_ALLOWED.at(place, f"{code} is EDGAR's own error", "Mend the filing."))
        elif code not in raised:
            marked.append(UNUSED.at(place, f"{code} has nothing to say here", "Take the allowance out."))
    return marked


def can_be_allowed(finding: Finding) -> bool:
    """Tell whether a reason in the draft would keep what a finding objects to."""
    return finding.allowed is None and not _final(finding) and not finding.rule.startswith(_OUTSIDE)


def _final(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and (
        finding.authority is Authority.EDGAR or finding.rule.startswith(NOT_WHOLE)
    )

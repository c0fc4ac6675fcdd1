"""What can be wrong with `allow:`, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity

_LANGUAGE = ("form4kit draft language",)

UNUSED = Fault(
    code="ALW01",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    title="An allowance names a rule that has something to say.",
    cites=_LANGUAGE,
    reason="One that outlives its finding would hide the next.",
    bad="allow: {COD14: part gift}  # no row is a gift",
    good="allow: {COD14: 'part gift, valued under plan terms'}",
)
NO_REASON = Fault(
    code="ALW02",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="An allowance gives its reason.",
    cites=_LANGUAGE,
    reason="The reason goes into the manifest, for whoever signs.",
    bad='allow: {COD14: ""}',
    good="allow: {COD14: 'part gift, valued under plan terms'}",
)
NOT_ALLOWED = Fault(
    code="ALW03",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="What EDGAR would suspend for, and what the draft lacks, cannot be allowed.",
    cites=_LANGUAGE,
    reason="A reason does not change what EDGAR does, nor does it answer a question.",
    bad="allow: {FTN03: it is fine}",
    good="allow: {COD14: 'part gift, valued under plan terms'}",
)

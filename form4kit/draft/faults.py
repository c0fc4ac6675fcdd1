"""What can be wrong with the fields of a draft, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity

STRAY_CARET = Fault(
    code="DRF20",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="A caret refers to a footnote, at the end of a value and after a blank.",
    cites=("form4kit draft language",),
    reason="A reference in the middle of a value, or without the blank before it, would be filed as text.",
    bad="security: Common Stock^award",
    good="security: Common Stock ^award",
)

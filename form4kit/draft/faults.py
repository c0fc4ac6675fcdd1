"""What can be wrong with what a draft says, as the catalogue shows it."""

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
UNANSWERED = Fault(
    code="OPN01",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="Every question of a draft is answered before anything is built of it.",
    cites=("form4kit draft language",),
    reason="An `open:` lists what nobody has answered yet. A form built past it would state what nobody said,"
    " so that no allowance, selection or baseline lets it pass.",
    bad="""\
form: "4"
issuer: amot
owners: [federico]
open:
  - {id: event-1.direction, ask: Who gave?}
  - Was the trade of November 25 under the plan?
""",
    good="""\
form: "4"
issuer: amot
owners: [federico]
""",
)

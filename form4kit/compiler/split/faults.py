"""What is said of a draft that becomes several filings, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity

SEVERAL = Fault(
    code="XML18",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="A draft that is too large for one form becomes several filings.",
    cites=("EDGAR Ownership XML Technical Specification v5.5, sections 3.3 and 3.5",),
    reason="EDGAR takes 30 rows in a table and 10 reporting owners; each filing gets a folder of its own.",
    bad="events: [sale: {...}]  # which makes 31 rows",
    good="events: [sale: {...}]  # which makes 30 rows",
)

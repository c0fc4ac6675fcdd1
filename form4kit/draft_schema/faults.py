"""What can be wrong with the shape of a draft, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity


def _fault(code: str, title: str, reason: str, bad: str, good: str, *cites: str) -> Fault:
    return Fault(
        code=code,
        severity=Severity.ERROR,
        authority=Authority.PRACTICE,
        title=title,
        cites=("form4kit draft language", *cites),
        reason=reason,
        bad=bad,
        good=good,
    )


UNKNOWN_KEY = _fault(
    "DRF01",
    "A key is one that the draft language knows.",
    "What stands under a misspelt key would be left out of the filing without a word.",
    """\
form: "4"
issuer: {cik: "0000046129", ticker: AMOT}
owners: [federico]
""",
    """\
form: "4"
issuer: {cik: "0000046129", symbol: AMOT}
owners: [federico]
""",
)
MISSING_KEY = _fault(
    "DRF02",
    "A draft names its form, its issuer and its owners.",
    "Without the three nothing else in the draft can be judged.",
    """\
form: "4"
owners: [federico]
""",
    """\
form: "4"
issuer: amot
owners: [federico]
""",
    "EDGAR Ownership XML Technical Specification v5.5, section 3.5",
)
WRONG_KIND = _fault(
    "DRF03",
    "A list, a mapping or a single value stands where the form has one.",
    "A form has several owners, rows and signatures, even where there is only one; it has one issuer.",
    """\
form: "4"
issuer: amot
owners: {cik: "0001234567", director: true}
""",
    """\
form: "4"
issuer: amot
owners: [{cik: "0001234567", director: true}]
""",
)
UNKNOWN_WORD = _fault(
    "DRF04",
    "A choice is made in the words that the form has for it.",
    "A box is ticked or not, and a form is one of six; a word that is neither cannot be filed.",
    """\
form: "4"
issuer: amot
owners: [{cik: "0001234567", director: yes}]
""",
    """\
form: "4"
issuer: amot
owners: [{cik: "0001234567", director: true}]
""",
    "EDGAR Ownership XML Technical Specification v5.5, section 3.2",
)
CLASH = _fault(
    "DRF05",
    "One thing is said in one way.",
    "Of two keys for the same box of the form only one could be filed, and the other would be lost.",
    """\
form: "4"
issuer: amot
owners: [federico]
non_derivative:
  - {security: Common Stock, acquired: 100, disposed: 100}
""",
    """\
form: "4"
issuer: amot
owners: [federico]
non_derivative:
  - {security: Common Stock, acquired: 100}
  - {security: Common Stock, disposed: 100}
""",
)
TOO_MANY_LINES = _fault(
    "DRF06",
    "A street has one line or two.",
    "EDGAR's form has no place for a third, so it would be lost.",
    """\
form: "4"
issuer: amot
owners:
  - cik: "0001234567"
    address:
      street: [C/O ALLIED MOTION TECHNOLOGIES INC., 495 COMMERCE DRIVE, SUITE 3]
""",
    """\
form: "4"
issuer: amot
owners:
  - cik: "0001234567"
    address:
      street: [C/O ALLIED MOTION TECHNOLOGIES INC., "495 COMMERCE DRIVE, SUITE 3"]
""",
    "EDGAR Ownership XML Technical Specification v5.5, section 3.5",
)

FAULTS = (UNKNOWN_KEY, MISSING_KEY, WRONG_KIND, UNKNOWN_WORD, CLASH, TOO_MANY_LINES)
"""Every fault of shape, in the order of their codes."""

"""What can be wrong with a table of transactions, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity


def _fault(
    code: str, title: str, reason: str, bad: str, good: str, severity: Severity = Severity.ERROR
) -> Fault:
    return Fault(
        code=code,
        severity=severity,
        authority=Authority.PRACTICE,
        title=title,
        cites=("form4kit draft language",),
        reason=reason,
        bad=bad,
        good=good,
    )


NOT_A_TABLE = _fault(
    "TAB01",
    "A table is a CSV file in UTF-8 with a line of headers.",
    "Without headers nobody can tell a price from a number of shares.",
    "reyes,2026-11-18,500,1000",
    "person,date,shares,held\nreyes,2026-11-18,500,1000",
)
UNKNOWN_COLUMN = _fault(
    "TAB02",
    "A column of a table is one that the kind of draft takes.",
    "What stands in a column that is passed over stands in no draft.",
    "person,date,shares,held,commission\nreyes,2026-11-18,500,1000,5",
    "person,date,shares,held\nreyes,2026-11-18,500,1000",
    Severity.WARNING,
)
MISSING_COLUMN = _fault(
    "TAB03",
    "A table has each column that its kind of draft needs, once.",
    "Every line would lack the same value.",
    "person,date,shares\nreyes,2026-11-18,500",
    "person,date,shares,held\nreyes,2026-11-18,500,1000",
)
UNFIT_VALUE = _fault(
    "TAB04",
    "A value of a table is a date, a number or a name where one is wanted.",
    "A draft with a value that was guessed at would be filed as it is.",
    "person,date,shares,held\nreyes,18.11.26,500,1000",
    "person,date,shares,held\nreyes,2026-11-18,500,1000",
)
MISSING_VALUE = _fault(
    "TAB05",
    "A line of a table has every value that its draft needs, and no more than there are columns.",
    "A cell that slipped one column to the right makes two wrong values.",
    "person,date,shares,held\nreyes,,500,1000",
    "person,date,shares,held\nreyes,2026-11-18,500,1000",
)
UNKNOWN_PERSON = _fault(
    "TAB06",
    "A person of a table stands in the registry, and so does the issuer.",
    "A draft needs the CIK, the address and the role of the day, which only the registry has.",
    "person,date,shares,held\nryes,2026-11-18,500,1000",
    "person,date,shares,held\nreyes,2026-11-18,500,1000",
)
WILL_NOT_ADD_UP = _fault(
    "TAB07",
    "The numbers of a line add up.",
    "A balance that does not follow from the transaction is wrong, or the transaction is.",
    "person,date,shares,held,owned_after\nreyes,2026-11-18,500,1000,600",
    "person,date,shares,held,owned_after\nreyes,2026-11-18,500,1000,500",
)
IN_THE_WAY = _fault(
    "TAB08",
    "A draft is written into the folder, under a name that nothing there has yet.",
    "A draft that somebody has worked on would be lost.",
    "person,date,shares,held,file\nreyes,2026-11-18,500,1000,../gift",
    "person,date,shares,held,file\nreyes,2026-11-18,500,1000,gift",
)

FAULTS = (
    NOT_A_TABLE,
    UNKNOWN_COLUMN,
    MISSING_COLUMN,
    UNFIT_VALUE,
    MISSING_VALUE,
    UNKNOWN_PERSON,
    WILL_NOT_ADD_UP,
    IN_THE_WAY,
)
"""Every fault of a table, in the order of their codes."""

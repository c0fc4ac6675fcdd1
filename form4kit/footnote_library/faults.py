"""What can be wrong with a footnote that is taken by name, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_ROW = "{{security: Common Stock, date: 2026-11-18, code: A, acquired: 500, price: {}}}"


def _fault(
    code: str, title: str, reason: str, bad: str, good: str, *, authority: Authority = Authority.EDGAR
) -> Fault:
    cites = ("form4kit draft language", f"{_SPEC}, section 4.3.6")
    return Fault(
        code=code,
        severity=Severity.ERROR,
        authority=authority,
        title=title,
        cites=cites if authority is Authority.EDGAR else cites[:1],
        reason=reason,
        bad=bad,
        good=good,
    )


UNKNOWN_NOTE = _fault(
    "LIB01",
    "A footnote taken by name is one of the draft, of the registry or of the library.",
    "A reference that leads to no footnote explains nothing, and EDGAR suspends it.",
    "price: 0 ^vestng(first=2027-03-01, parts=4)",
    "price: 0 ^vesting(first=2027-03-01, parts=4)",
)
UNKNOWN_PARAMETER = _fault(
    "LIB02",
    "A parameter is one that the footnote has.",
    "What a misspelt parameter says would not stand in the footnote.",
    "price: 0 ^vesting(first=2027-03-01, part=4)",
    "price: 0 ^vesting(first=2027-03-01, parts=4)",
)
MISSING_PARAMETER = _fault(
    "LIB03",
    "A footnote is given every parameter that its text needs.",
    "A text with a gap cannot be filed.",
    "price: 0 ^vesting(first=2027-03-01)",
    "price: 0 ^vesting(first=2027-03-01, parts=4)",
)
UNFIT_VALUE = _fault(
    "LIB04",
    "A parameter's value is of its kind: a date, an amount of money, a number, a word.",
    "The footnote spells it out, so that it must be understood first.",
    "price: 0 ^vesting(first=3/1/27, parts=4)",
    "price: 0 ^vesting(first=2027-03-01, parts=4)",
)
TOO_LONG = _fault(
    "LIB05",
    "A footnote, filled in, has at most 1,000 characters.",
    "EDGAR suspends a longer one, although its schema lets it pass.",
    "price: 0 ^house-note(text=<a text of 1,200 characters>)",
    "price: 0 ^house-note(text=<a text of 200 characters>)",
)
MALFORMED = _fault(
    "LIB06",
    "Each parameter is written once, as `name=value`, with commas between.",
    "A value without its name could be meant for any of them.",
    "price: 0 ^vesting(2027-03-01, 4)",
    "price: 0 ^vesting(first=2027-03-01, parts=4)",
)
CUT = _fault(
    "LIB07",
    "Inside braces, a value with a comma stands in quotes.",
    "YAML ends a value at the comma, and takes the rest of the footnote's parameters for keys of the row.",
    _ROW.format("0 ^vesting(first=2027-03-01, parts=4)"),
    _ROW.format('"0 ^vesting(first=2027-03-01, parts=4)"'),
    authority=Authority.PRACTICE,
)
BAD_TEMPLATE = _fault(
    "LIB08",
    "A footnote of your own library has a text, and its parameters are of kinds that there are.",
    "A template with a fault would fail in the draft that uses it, on the day it has to be filed.",
    "vesting: The units vest in {parts:integer} parts.",
    "vesting: The units vest in {parts:count} parts.",
    authority=Authority.PRACTICE,
)

FAULTS = (
    UNKNOWN_NOTE,
    UNKNOWN_PARAMETER,
    MISSING_PARAMETER,
    UNFIT_VALUE,
    TOO_LONG,
    MALFORMED,
    CUT,
    BAD_TEMPLATE,
)
"""Every fault of a footnote taken by name, in the order of their codes."""

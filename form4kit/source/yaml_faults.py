"""What can be wrong with a draft as YAML, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity

DEEPEST = 24
"""The levels that a draft may have: a filing needs six."""


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


NOT_YAML = _fault(
    "YML01", "A draft is a YAML document.", "What cannot be read cannot be filed.", "form: [4", 'form: "4"'
)
DUPLICATE_KEY = _fault(
    "YML02",
    "A key stands once in a mapping.",
    "Most YAML readers keep the last of two and drop the first without a word.",
    "form: '4'\nform: '5'",
    "form: '4'",
)
ALIAS = _fault(
    "YML03",
    "A draft has no anchors and no aliases.",
    "A value written elsewhere hides from the reviewer, and a title such as *Restricted* would vanish.",
    "remarks: *amended",
    'remarks: "*amended"',
)
TAB = _fault(
    "YML04",
    "A draft is indented with spaces.",
    "YAML forbids tabs, because editors show them at different widths.",
    "issuer:\n\tcik: '1'",
    "issuer:\n  cik: '1'",
)
SECOND_DOCUMENT = _fault(
    "YML05",
    "One file is one filing.",
    "A second document would be passed over and never filed.",
    "form: '4'\n---\nform: '4'",
    "form: '4'",
)
CUT_SHORT = _fault(
    "YML09",
    "A number sign after a blank starts a comment.",
    "`Smith #2` without quotes is read as `Smith`, so part of a name or an address would be lost.",
    "remarks: Suite #200",
    'remarks: "Suite #200"',
    Severity.WARNING,
)
TOO_DEEP = _fault(
    "YML10",
    "A draft is a few levels deep.",
    "No filing needs more; a file that does is damaged or hostile.",
    "form: " + "[" * (DEEPEST + 2),
    "form: '4'",
)
TAG = _fault(
    "YML11",
    "A draft has no YAML tags.",
    "An exclamation mark at the start of a value is taken for a type, and the value is lost.",
    "remarks: !note later",
    'remarks: "!note later"',
)
NOT_A_MAPPING = _fault(
    "YML12",
    "A draft is a mapping of keys to values.",
    "A filing starts with `form:`, `issuer:` and `owners:`.",
    "- form",
    "form: '4'",
)
ODD_KEY = _fault(
    "YML13",
    "A key is plain text.",
    "Lists and mappings as keys have no meaning in a filing.",
    "? [a, b]\n: c",
    "form: '4'",
)

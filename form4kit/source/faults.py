"""What can be wrong with a source as bytes, as YAML or as XML, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity
from form4kit.source.limits import DEEPEST

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_ENCODING = ("YAML 1.2.2, section 5.2", "form4kit draft language")


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
TOO_LARGE = Fault(
    code="XML16",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="A submission has a size that EDGAR takes.",
    cites=("EDGAR Filer Manual, volume II",),
    reason="A filing has some kilobytes; a file of many megabytes is something else, and is not read.",
    bad="a file of 200 MB",
    good="a file of 20 KB",
)
NOT_XML = Fault(
    code="XML01",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="A submission is well-formed XML 1.0 without document type or processing instructions.",
    cites=(f"{_SPEC}, sections 4.1 and 5",),
    reason="EDGAR suspends a file that it cannot read, or that carries a stylesheet link or a document type.",
    bad="<ownershipDocument><documentType>4</ownershipDocument>",
    good="<ownershipDocument><documentType>4</documentType></ownershipDocument>",
)
SEVERAL_FILINGS = Fault(
    code="XML19",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    title="A file of EDGAR's holds one filing, and a filing one ownership document.",
    cites=(f"{_SPEC}, section 4.3",),
    reason="Each one is read and judged, but a file of several is a mistake of whoever saved it.",
    bad="two full submissions, one after the other, in one .txt",
    good="two files, each with one full submission",
)
INCOMPLETE = Fault(
    code="XML20",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    title="A full submission is all there: its end, and the documents that its header counts.",
    cites=("EDGAR Public Dissemination Service Technical Specification",),
    reason="A download that was cut off lacks exhibits, and nobody sees it.",
    bad="PUBLIC DOCUMENT COUNT: 2, and one <DOCUMENT>",
    good="PUBLIC DOCUMENT COUNT: 1, and one <DOCUMENT>",
)
NOT_UTF8 = Fault(
    code="YML06",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="A draft is UTF-8 text.",
    cites=_ENCODING,
    reason="In another encoding an accented name or a curly quote turns into something else on EDGAR.",
    bad="form: caf\\xe9",
    good="form: café",
)
BYTE_ORDER_MARK = Fault(
    code="YML07",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="A draft needs no byte order mark.",
    cites=_ENCODING,
    reason="Some editors put one at the start of a file; it is passed over.",
    bad="\\ufeffform: '4'",
    good="form: '4'",
)
CRLF = Fault(
    code="YML08",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="A draft's lines end in a line feed.",
    cites=_ENCODING,
    reason="Windows line ends are read as line feeds, so that a draft gives the same bytes everywhere.",
    bad="form: '4'\\r\\n",
    good="form: '4'\\n",
)
CONTROL = Fault(
    code="YML14",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="A draft holds no control characters.",
    cites=("XML 1.0, section 2.2", "YAML 1.2.2, section 5.1"),
    reason="XML cannot carry them, so nothing with one in it can be filed.",
    bad="remarks: a\\x00b",
    good="remarks: a b",
)

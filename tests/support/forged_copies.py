"""EDGAR's copy of a form, forged in one place: what is changed, and what must be said of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Forgery:
    """A kind of difference: its name, what it does to a copy, and a pattern of the words that name it."""

    name: str
    change: Change
    says: str


def _put(old: str, new: str) -> Change:
    return lambda data: re.sub(old.encode(), new.encode(), data, count=1, flags=re.DOTALL)


def _value(tag: str, old: str, new: str) -> Change:
    return _put(rf"(<{tag}>\s*<value>){old}", rf"\g<1>{new}")


def _other_case(start: str) -> Change:
    return lambda data: re.sub(
        rf"({start})([^<&]+)".encode(), lambda found: found[1] + found[2].swapcase(), data, count=1
    )


_ROW = r"(<(nonDerivative|derivative)(Transaction|Holding)>.*?</\2\3>)"
_OWNER = r"(<reportingOwner>.*?</reportingOwner>)"
_SIGNED = r"(<ownerSignature>.*?</ownerSignature>)"
_NOTE = r'(<footnote id="F\d+">)'
_I, _II, _ANY = r"^Table I, row \d+", r"^Table II, row \d+", r"^Table II?, row \d+"

FORGERIES = [
    Forgery("amount", _value("transactionShares", "", "1"), rf"{_ANY}, amount: "),
    Forgery("a fraction", _put(r"(<transactionShares>\s*<value>\d+)(?=<)", r"\1.5"), rf"{_ANY}, amount: "),
    Forgery("price", _value("transactionPricePerShare", "", "1"), rf"{_ANY}, price: "),
    Forgery(
        "amount owned", _value("sharesOwnedFollowingTransaction", "", "1"), f"{_ANY}, amount owned following"
    ),
    Forgery(
        "exercise price", _value("conversionOrExercisePrice", "", "1"), f"{_II}, conversion or exercise price"
    ),
    Forgery(
        "underlying", _value("underlyingSecurityShares", "", "1"), f"{_II}, amount of underlying securities"
    ),
    Forgery("date", _value("transactionDate", r"\d{4}", "2019"), f"{_ANY}, date: "),
    Forgery("expiration", _value("expirationDate", r"\d{4}", "2019"), f"{_II}, expiration date: "),
    Forgery("exercisable", _value("exerciseDate", r"\d{4}", "2019"), f"{_II}, date exercisable: "),
    Forgery("code", _put(r"(<transactionCode>)\w", r"\1J"), f"{_ANY}, code: "),
    Forgery("row's form", _put(r"(<transactionFormType>)\w", r"\g<1>5"), f"{_ANY}, form type: 4 became 5"),
    Forgery("swap", _put(r"(<equitySwapInvolved>)\w+", r"\g<1>1"), f"{_ANY}, equity swap"),
    Forgery(
        "timeliness",
        _put("(?=<transactionAmounts>)", "<transactionTimeliness><value>L</value></transactionTimeliness>"),
        f"{_ANY}, timeliness",
    ),
    Forgery(
        "acquired",
        _value("transactionAcquiredDisposedCode", "A", "D"),
        rf"{_ANY}, \(A\) or \(D\): A became D",
    ),
    Forgery(
        "disposed",
        _value("transactionAcquiredDisposedCode", "D", "A"),
        rf"{_ANY}, \(A\) or \(D\): D became A",
    ),
    Forgery("direct", _value("directOrIndirectOwnership", "D", "I"), f"{_ANY}, ownership form: D became I"),
    Forgery("nature", _value("natureOfOwnership", "", "Not "), f"{_ANY}, nature of indirect ownership"),
    Forgery(
        "letters", _other_case(r"<natureOfOwnership>\s*<value>"), f"{_ANY}, nature of indirect ownership"
    ),
    Forgery("title", _value("securityTitle", "", "New "), rf"{_ANY}, title of security|{_ANY}"),
    Forgery("underlying title", _value("underlyingSecurityTitle", "", "New "), f"{_II}, title of underlying"),
    Forgery("footnote's word", _put(_NOTE, r"\1Not "), r"^Footnote F\d+: "),
    Forgery("footnote's letters", _other_case(r'<footnote id="F\d+">'), r"^Footnote F\d+: "),
    Forgery(
        "footnote's last sign", _put(_NOTE + r"([^<]*)\S(\s*</footnote>)", r"\1\2#\3"), r"^Footnote F\d+: "
    ),
    Forgery("footnote gone", _put(_NOTE + "[^<]*</footnote>", ""), r"^Footnote F\d+: taken out, was "),
    Forgery(
        "footnote more",
        _put("</footnotes>", '<footnote id="F98">More.</footnote></footnotes>'),
        "F98: added, More",
    ),
    Forgery(
        "footnotes' texts changed round",
        _put(r'(<footnote id="F1">)([^<]*)(</footnote>\s*<footnote id="F2">)([^<]*)', r"\1\4\3\2"),
        r"^Footnote F2: ",
    ),
    Forgery("reference gone", _put(r'<footnoteId id="F\d+"\s*/>', ""), rf"{_ANY}, .*F\d+"),
    Forgery(
        "reference moved",
        _put(r"(<transactionCode>\w</transactionCode>)", r'\1<footnoteId id="F1"/>'),
        r"code: .*(?:\[F1\]|F1, F1)",
    ),
    Forgery("row gone", _put(_ROW, ""), rf"{_ANY}: taken out, was "),
    Forgery("row doubled", _put(_ROW, r"\1\1"), rf"{_ANY}: added, "),
    Forgery(
        "rows changed round",
        _put(_ROW + r"(\s*)(<\2\3>.*?</\2\3>)", r"\5\4\1"),
        rf"{_ANY}|^Table II?: in another order",
    ),
    Forgery(
        "owner",
        _put(r"(<rptOwnerCik>)\d+", r"\g<1>0000000007"),
        r"^Reporting owner \d+: (?:taken out|added)",
    ),
    Forgery("owner doubled", _put(_OWNER, r"\1\1"), r"^Reporting owner: \d+ became \d+"),
    Forgery(
        "owners changed round",
        _put(_OWNER + r"(\s*)" + _OWNER, r"\3\2\1"),
        r"^Reporting owner: in another order",
    ),
    Forgery("director", _put(r"<isDirector>(?:1|true)", "<isDirector>0"), r"^Reporting owner \d+, director"),
    Forgery("officer", _put(r"<isOfficer>(?:1|true)", "<isOfficer>0"), r"^Reporting owner \d+, officer"),
    Forgery(
        "10% owner",
        _put(r"<isTenPercentOwner>(?:1|true)", "<isTenPercentOwner>0"),
        r"^Reporting owner \d+, 10% owner",
    ),
    Forgery(
        "officer's title", _put("(<officerTitle>)", r"\1Former "), r"^Reporting owner \d+, officer title"
    ),
    Forgery("symbol", _put("(<issuerTradingSymbol>)[^<]+", r"\1ABCD"), r"^Issuer, trading symbol: "),
    Forgery("issuer", _put(r"(<issuerCik>)\d+", r"\g<1>0000000007"), r"^Issuer, CIK: "),
    Forgery("period", _put(r"(<periodOfReport>)\d{4}", r"\g<1>2019"), r"^Period of report: "),
    Forgery("form", _put(r"(<documentType>\d)(?=<)", r"\1/A"), r"^Form: 4 became 4/A"),
    Forgery(
        "amendment",
        _put("(</periodOfReport>)", r"\1<dateOfOriginalSubmission>2023-01-03</dateOfOriginalSubmission>"),
        r"^Date of original filing: added",
    ),
    Forgery(
        "remarks",
        _put("<remarks>[^<]*</remarks>|<remarks/>|(?=<ownerSignature>)", "<remarks>Else.</remarks>"),
        r"^Remarks: ",
    ),
    Forgery("signature", _put("(<signatureName>)[^<]+", r"\1/s/ Somebody Else"), r"^Signature \d+: "),
    Forgery("signature's date", _put(r"(<signatureDate>)\d{4}", r"\g<1>2019"), r"^Signature \d+: "),
    Forgery("signature gone", _put(_SIGNED, ""), r"^Signature \d+: "),
    Forgery("signature doubled", _put(_SIGNED, r"\1\1"), r"^Signature \d+: added"),
    Forgery(
        "Section 16 box",
        _put(
            r"<notSubjectToSection16>(?:0|false)</notSubjectToSection16>|(?=<issuer>)",
            "<notSubjectToSection16>1</notSubjectToSection16>",
        ),
        r"^Section 16 exit box",
    ),
    Forgery("plan box", _put(r"<aff10b5One>(?:0|false)", "<aff10b5One>1"), r"^Rule 10b5-1\(c\) box: added"),
    Forgery(
        "plan box cleared",
        _put(r"<aff10b5One>(?:1|true)", "<aff10b5One>0"),
        r"^Rule 10b5-1\(c\) box: taken out",
    ),
]
"""Every kind; each applies to what has such a place, and leaves the copy as it was where none is."""

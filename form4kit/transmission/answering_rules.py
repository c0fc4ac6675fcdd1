"""Which rules answer to an error of EDGAR's, told by the words of the error where they leave no doubt.

The SEC's list of messages is not public as a whole, so that nothing rests on a number: an error that no line
here speaks of answers to no rule.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.transmission.receipt import EdgarError

_BY_WORDS: Final = [
    (r"\bCCC\b|rptOwnerCcc", "OWN04 CCC01"),
    (r"\bperiod ?of ?report\b", "DAT01 DAT02 DAT03 DAT04"),
    (r"dateOfOriginalSubmission|date of (?:the )?original", "AMD01 DAT11"),
    (r"footnote.*(?:length|exceed|longer|1,?000|characters)", "FTN06"),
    (r"footnote.*(?:not defined|undefined|does not exist|no such|missing)|IDREF", "FTN03"),
    (r"footnote.*(?:not referenced|not referred|never referred|unreferenced|unused|no reference)", "FTN04"),
    (r"footnote.*(?:duplicate|more than once|already defined|unique|twice)", "FTN02"),
    (r"\bfootnotes?\b|footnoteId|footnoteText", "FTN01 FTN02 FTN03 FTN04 FTN06"),
    (r"\bremarks\b", "FTN07"),
    (r"signatureDate", "DAT01"),
    (r"signatureName|\bsignatures?\b|ownerSignature", "SIG01 SIG02"),
    (r"issuerCik|issuer'?s? CIK", "ISS01"),
    (r"issuerForeignTradingSymbol", "ISS03"),
    (r"issuerTradingSymbol|(?<!foreign )\btrading symbol\b", "ISS02"),
    (r"rptOwnerCik|reporting owner'?s? CIK", "OWN02 OWN03"),
    (r"rptOwnerState|\bstate code\b|\bowner'?s? state\b", "OWN15 OWN14"),
    (r"rptOwnerCountry|\bcountry code\b|\bowner'?s? country\b", "OWN16 OWN14"),
    (r"rptOwnerNonUSAddressFlag|rptOwnerNonUSStateTerritory", "OWN13 OWN14"),
    (r"rptOwner(?:Street\d|City|ZipCode)|\baddress(?:es)?\b(?! ?@)(?<!mail address)", "OWN17"),
    (r"officerTitle", "OWN07 OWN09"),
    (r"otherText", "OWN08 OWN09"),
    (r"reportingOwnerRelationship|\brelationship\b|isDirector|isOfficer|isTenPercentOwner", "OWN06"),
    (r"aff10b5One|10b5-1", "PLN01"),
    (r"transactionCode|\btransaction code\b", "COD01 COD04"),
    (r"equitySwapInvolved|\bequity swap\b", "COD02"),
    (r"transactionFormType", "COD05"),
    (r"transactionTimeliness|\btimeliness\b", "COD06 COD07"),
    (r"transactionDate|deemedExecutionDate", "DAT01"),
    (r"exerciseDate|expirationDate", "DER05"),
    (r"securityTitle|underlyingSecurityTitle", "DER13"),
    (r"transactionPricePerShare|conversionOrExercisePrice", "FTN12 NUM01"),
    (r"transactionShares|transactionTotalValue", "NUM01 NUM02 NUM06"),
    (r"underlyingSecurityShares|underlyingSecurityValue", "NUM01 NUM02 NUM07"),
    (r"(?:shares|value)OwnedFollowingTransaction", "BAL01"),
    (r"directOrIndirectOwnership|natureOfOwnership", "OWN25 OWN26"),
    (r"testOrLive", "SUB02"),
    (r"returnCopy", "SUB03"),
    (r"(?:contact|notification)\w*e-?mail|contactPhone|contactName|internetAddress", "SUB04"),
    (r"\bsubmission ?type\b|conformedSubmissionType", "SUB01"),
    (r"conformedDocumentType|\bdocument type\b", "EXH01"),
    (r"\bfile ?name\b|conformedName", "EXH03"),
    (r"\bPDF\b", "EXH02"),
    (
        r"(?:\bdocument|\bexhibit|\.(?:txt|html?)\b).*\bcharacters?\b.{0,80}(?:recogni[sz]e|invalid|illegal|allowed)",
        "EXH11",
    ),
    (r"(?:\bdocument|\bexhibit|\.txt\b).*\blines?\b.{0,80}(?:exceed|longer|too long|\b80\b)", "EXH12"),
    (r"\bHTML\b.*\b(?:tags?|elements?)\b|\btags?\b.*\bHTML\b", "EXH14 EXH15"),
    (r"\bactive content\b|\bjavascript\b|<script\b", "EXH16"),
    (r"\bexternal (?:reference|link)|\bhyperlinks?\b|\bhref\b", "EXH19"),
    (r"\bgraphics?\b|\.(?:gif|jpe?g)\b", "EXH20 EXH05"),
    (r"\bsubmission\b.{0,60}(?:\bsize\b|\btoo large\b|\bMB\b)", "XML16"),
    (r"schemaVersion", "XML07"),
    (r"not well[- ]formed|\bDOCTYPE\b|not parsable|could not be parsed", "XML01"),
    (r"\b30 (?:rows|transactions|entries)\b|more than 30\b", "XML09"),
    (r"\bschema\b|\bcvc-", "XSD01"),
]
_PATTERNS: Final = [(pattern(f"(?i:{words})"), codes.split()) for words, codes in _BY_WORDS]
_LABELS: Final = {"XML_SCHEMA_ERROR": "XSD01"}
_PERIOD: Final = {"3": "DAT03", "4": "DAT02", "5": "DAT04"}


def rules_of(error: EdgarError, form: str | None = None) -> list[str]:
    """Return the codes of the rules that speak of an error, the nearest first; none where no word is sure.

    `form` narrows those that are of one form: box 3 holds another date on each.
    """
    text = error.text[:5_000]
    found: list[str] = []
    footnotes = False
    for words, codes in _PATTERNS:
        if codes[0].startswith("FTN0") and codes[0] != "FTN07":
            if footnotes or not words.search(text):
                continue
            footnotes = True
            found += codes
        elif words.search(text):
            found += codes
    if error.label in _LABELS:
        found.append(_LABELS[error.label])
    return [*dict.fromkeys(_of_form(found, form))]


def rules_of_all(errors: Iterable[EdgarError], form: str | None = None) -> list[str]:
    """Return the codes that speak of any of the errors, each once, in the order of the errors."""
    return [*dict.fromkeys(code for error in errors for code in rules_of(error, form))]


def _of_form(codes: list[str], form: str | None) -> Iterator[str]:
    mine = _PERIOD.get((form or "")[:1])
    for code in codes:
        if mine is None or code not in _PERIOD.values() or code == mine:
            yield code

"""Ownership documents for the proof: a small one of each kind of cell, the largest that EDGAR takes, and a
sweep of odd ones between.
"""

from collections.abc import Callable
from random import Random

WORD = "Pneumonoultramicroscopicsilicovolcanoconiosisandmoreandmoree"  # 60 letters
MOST = "999999999999.9999"


def document(
    form: str = "4",
    *,
    version: str = "",
    before: str = "",
    issuer: str = "<issuerName>EXAMPLE CORP</issuerName>",
    owners: str = "",
    after: str = "<aff10b5One>0</aff10b5One>",
    first: str = "",
    second: str = "",
    notes: str = "",
    remarks: str = "",
    signatures: int = 1,
) -> bytes:
    """An ownership document out of its parts; `first` and `second` are the rows of the two tables."""
    signature = (
        "<ownerSignature><signatureName>/s/ Jane Roe</signatureName>"
        "<signatureDate>2026-04-03</signatureDate></ownerSignature>"
    )
    return (
        "<ownershipDocument>"
        + (f"<schemaVersion>{version}</schemaVersion>" if version else "")
        + f"<documentType>{form}</documentType><periodOfReport>2026-04-01</periodOfReport>{before}"
        + f"<issuer><issuerCik>0000000001</issuerCik>{issuer}<issuerTradingSymbol>EX</issuerTradingSymbol>"
        + f"</issuer>{owners or owner()}{after}"
        + f"<nonDerivativeTable>{first}</nonDerivativeTable><derivativeTable>{second}</derivativeTable>"
        + f"<footnotes>{notes}</footnotes><remarks>{remarks}</remarks>{signature * signatures}"
        + "</ownershipDocument>"
    ).encode()


def owner(cik: str = "0000000002", name: str = "Roe Jane", address: str = "", relation: str = "") -> str:
    """A reporting owner; without a relation, a director."""
    return (
        f"<reportingOwner><reportingOwnerId><rptOwnerCik>{cik}</rptOwnerCik>"
        + (f"<rptOwnerName>{name}</rptOwnerName>" if name else "")
        + f"</reportingOwnerId><reportingOwnerAddress>{address}</reportingOwnerAddress>"
        + "<reportingOwnerRelationship>"
        + (relation or "<isDirector>1</isDirector>")
        + "</reportingOwnerRelationship></reportingOwner>"
    )


def value(tag: str, text: str, *notes: int) -> str:
    """An element with a value, if there is one, and references to footnotes."""
    marks = "".join(f'<footnoteId id="F{n}"/>' for n in notes)
    return f"<{tag}>{f'<value>{text}</value>' if text else ''}{marks}</{tag}>"


def sale(**parts: str) -> str:
    """A row of Table I; a part replaces the element of its name, spelt out in full."""
    row = {
        "securityTitle": value("securityTitle", "Common Stock"),
        "transactionDate": value("transactionDate", "2026-04-01"),
        "deemedExecutionDate": "",
        "transactionCoding": coding("4", "S"),
        "transactionTimeliness": "",
        "transactionShares": value("transactionShares", "1234.5"),
        "transactionPricePerShare": value("transactionPricePerShare", "2598.325"),
        "transactionAcquiredDisposedCode": value("transactionAcquiredDisposedCode", "D"),
        "sharesOwned": value("sharesOwnedFollowingTransaction", "0"),
        "ownership": value("directOrIndirectOwnership", "D"),
    } | parts
    heads = [*row.values()]
    return (
        f"<nonDerivativeTransaction>{''.join(heads[:5])}<transactionAmounts>{''.join(heads[5:8])}"
        f"</transactionAmounts><postTransactionAmounts>{heads[8]}</postTransactionAmounts>"
        f"<ownershipNature>{heads[9]}</ownershipNature></nonDerivativeTransaction>"
    )


def coding(form_type: str, code: str, swap: str = "0", *notes: int) -> str:
    """The coding of a transaction."""
    marks = "".join(f'<footnoteId id="F{n}"/>' for n in notes)
    return (
        f"<transactionCoding><transactionFormType>{form_type}</transactionFormType>"
        f"<transactionCode>{code}</transactionCode><equitySwapInvolved>{swap}</equitySwapInvolved>{marks}"
        "</transactionCoding>"
    )


def option(**parts: str) -> str:
    """A row of Table II; a part replaces the element of its name, spelt out in full."""
    row = {
        "securityTitle": value("securityTitle", "Stock Option"),
        "conversionOrExercisePrice": value("conversionOrExercisePrice", "0.00"),
        "transactionDate": value("transactionDate", "2026-04-01"),
        "transactionCoding": coding("4", "M"),
        "transactionTimeliness": "",
        "amount": value("transactionShares", "500"),
        "transactionPricePerShare": value("transactionPricePerShare", "", 1),
        "transactionAcquiredDisposedCode": value("transactionAcquiredDisposedCode", "D"),
        "exerciseDate": value("exerciseDate", "", 1),
        "expirationDate": value("expirationDate", "2036-04-01"),
        "underlyingSecurityTitle": value("underlyingSecurityTitle", "Common Stock"),
        "underlying": value("underlyingSecurityShares", "500"),
        "owned": value("sharesOwnedFollowingTransaction", "1000"),
        "ownership": value("directOrIndirectOwnership", "I") + value("natureOfOwnership", "By Trust", 2),
    } | parts
    heads = [*row.values()]
    return (
        f"<derivativeTransaction>{''.join(heads[:5])}<transactionAmounts>{''.join(heads[5:8])}"
        f"</transactionAmounts>{''.join(heads[8:10])}<underlyingSecurity>{''.join(heads[10:12])}"
        f"</underlyingSecurity><postTransactionAmounts>{heads[12]}</postTransactionAmounts>"
        f"<ownershipNature>{heads[13]}</ownershipNature></derivativeTransaction>"
    )


def notes(number: int, text: str = "A note.") -> str:
    """Footnotes F1, F2... of one text."""
    return "".join(f'<footnote id="F{n}">{text}</footnote>' for n in range(1, number + 1))


def largest() -> bytes:
    """The most that EDGAR takes: 30 rows a table, 10 owners, 99 notes, the longest words and numbers."""
    nature = value("directOrIndirectOwnership", "I") + value("natureOfOwnership", f"{WORD} {WORD[:39]}", 9)
    wide = {
        "securityTitle": value("securityTitle", WORD, 1),
        "transactionDate": value("transactionDate", "2026-04-01", 3),
        "transactionCoding": coding("5", "S", "1", 98, 99),
        "transactionTimeliness": value("transactionTimeliness", "E", 4),
        "transactionPricePerShare": value("transactionPricePerShare", MOST, 5),
        "ownership": nature,
    }
    shares = value("transactionShares", MOST, *range(10, 16))
    owned = value("sharesOwnedFollowingTransaction", MOST, 97)
    first = sale(**wide, transactionShares=shares, sharesOwned=owned)
    second = option(
        **wide,
        amount=shares,
        conversionOrExercisePrice=value("conversionOrExercisePrice", MOST, 96),
        exerciseDate=value("exerciseDate", "2026-04-01", 50, 51, 52),
        underlyingSecurityTitle=value("underlyingSecurityTitle", WORD, 95),
        underlying=value("underlyingSecurityShares", MOST, 94),
        owned=owned,
    )
    address = (
        f"<rptOwnerNonUSAddressFlag>true</rptOwnerNonUSAddressFlag><rptOwnerStreet1>{'W' * 40}"
        f"</rptOwnerStreet1><rptOwnerStreet2>{WORD[:40]}</rptOwnerStreet2><rptOwnerCity>{WORD[:30]}"
        f"</rptOwnerCity><rptOwnerNonUSStateTerritory>{WORD[:40]}</rptOwnerNonUSStateTerritory>"
        "<rptOwnerCountry>X0</rptOwnerCountry><rptOwnerZipCode>WWWWWWWWWW</rptOwnerZipCode>"
    )
    relation = (
        "<isDirector>1</isDirector><isOfficer>1</isOfficer><isTenPercentOwner>1</isTenPercentOwner>"
        f"<isOther>1</isOther><officerTitle>{WORD[:30]}</officerTitle><otherText>{WORD[:30]}</otherText>"
    )
    people = [owner(f"{n:010}", f"{WORD} {WORD} {WORD[:28]}", address, relation) for n in range(1, 11)]
    return document(
        "4",
        version="X0609",
        issuer=f"<issuerName>{WORD} {WORD}</issuerName>",
        owners="".join(people),
        first=first * 30,
        second=second * 30,
        notes=notes(99, ("Some words of a long note that goes on and on. " * 20)[:938].strip() + " " + WORD),
        remarks=("Remarks without an end. " * 83).strip(),
        signatures=10,
    )


_TEXTS = (
    WORD,
    "W" * 60,
    "i" * 60,
    "Zażółć gęślą jaźń, Đặng Thị Hương, Ðórr Þór",
    "Юрий Иванов и Ωμέγα",
    "שלום כהן",
    "王小明 東京",
    "a/b/c-d-e " * 6,
    "Smith &amp; Sons &lt;Co.&gt; &amp;amp; &quot;x&quot;",
    "tab\tand  two   blanks\nand lines",
    "1000",
)
_AMOUNTS = ("0", "0.0000", "0000", ".5", "5.", "007", "1234567.8910", MOST, "12.50")


def odd(seed: int) -> bytes:
    """A form whose parts are drawn from extremes: the same for the same seed."""
    draw = Random(seed)
    form = draw.choice(["3", "4", "4/A", "5", "5/A"])

    def some(tag: str, values: tuple[str, ...]) -> str:
        marks = [draw.randint(1, 99) for _ in range(draw.choice([0, 0, 1, 3, 25]))]
        return value(tag, draw.choice(values), *dict.fromkeys(marks))

    def row(make: Callable[..., str], amount: str) -> str:
        nature = value("directOrIndirectOwnership", "I") + some("natureOfOwnership", _TEXTS)
        return make(
            **{
                "securityTitle": some("securityTitle", _TEXTS),
                amount: some("transactionShares", _AMOUNTS),
                "transactionPricePerShare": some("transactionPricePerShare", _AMOUNTS),
                "ownership": nature,
            }
        )

    people = [
        owner(f"{n:010}", draw.choice(_TEXTS), f"<rptOwnerCity>{draw.choice(_TEXTS[:8])[:30]}</rptOwnerCity>")
        for n in range(1, draw.choice([1, 2, 10]) + 1)
    ]
    return document(
        form,
        owners="".join(people),
        first="".join(row(sale, "transactionShares") for _ in range(draw.choice([0, 1, 9]))),
        second="".join(row(option, "amount") for _ in range(draw.choice([0, 1, 9]))),
        notes=notes(99, draw.choice(_TEXTS)),
        remarks=draw.choice(_TEXTS),
        signatures=draw.choice([1, 10]),
    )

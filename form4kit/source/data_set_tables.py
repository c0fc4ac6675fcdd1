"""The SEC's quarterly Insider Transactions Data Sets: which tables there are, and what their columns hold.

Each table is a member of the ZIP, tab-separated, with a header line; a row's first column is the accession
number of its filing. Source: the metadata that comes with a quarter (FORM_345_metadata.json) and the tables.
"""

from typing import Final, NamedTuple

ACCESSION: Final = "ACCESSION_NUMBER"
SUBMISSIONS: Final = "SUBMISSION.tsv"
OWNERS: Final = "REPORTINGOWNER.tsv"
FOOTNOTES: Final = "FOOTNOTES.tsv"
SIGNATURES: Final = "OWNER_SIGNATURE.tsv"
PLAN_BOX: Final = "AFF10B5ONE"
"""The column of the Rule 10b5-1(c) box, which quarters before 2025 lack."""
FIRST_WITH_PLAN_BOX: Final = (2025, 1)


class RowTable(NamedTuple):
    """A table of rows of the form: its member, its key, the form's table and the element of a row.

    `exercise_date` is what it calls the date exercisable; one of the tables misspells it.
    """

    member: str
    key: str
    element: str
    derivative: bool
    holding: bool
    exercise_date: str = ""


ROW_TABLES: Final = (
    RowTable("NONDERIV_TRANS.tsv", "NONDERIV_TRANS_SK", "nonDerivativeTransaction", False, False),
    RowTable("NONDERIV_HOLDING.tsv", "NONDERIV_HOLDING_SK", "nonDerivativeHolding", False, True),
    RowTable("DERIV_TRANS.tsv", "DERIV_TRANS_SK", "derivativeTransaction", True, False, "EXCERCISE_DATE"),
    RowTable("DERIV_HOLDING.tsv", "DERIV_HOLDING_SK", "derivativeHolding", True, True, "EXERCISE_DATE"),
)

_ROW: Final = ("SECURITY_TITLE", "DIRECT_INDIRECT_OWNERSHIP", "NATURE_OF_OWNERSHIP", "SHRS_OWND_FOLWNG_TRANS")
_TRANSACTION: Final = ("TRANS_DATE", "TRANS_CODE", "TRANS_SHARES", "TRANS_ACQUIRED_DISP_CD")
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    SUBMISSIONS: ("FILING_DATE", "PERIOD_OF_REPORT", "DOCUMENT_TYPE", "ISSUERCIK", "ISSUERNAME"),
    OWNERS: ("RPTOWNERCIK", "RPTOWNERNAME", "RPTOWNER_RELATIONSHIP"),
    FOOTNOTES: ("FOOTNOTE_ID", "FOOTNOTE_TXT"),
    SIGNATURES: ("OWNERSIGNATURENAME", "OWNERSIGNATUREDATE"),
} | {
    each.member: (
        each.key,
        *_ROW,
        *(() if each.holding else _TRANSACTION),
        *(("UNDLYNG_SEC_TITLE", each.exercise_date) if each.derivative else ()),
    )
    for each in ROW_TABLES
}
"""The members without which a ZIP is no data set that can be read, each with columns that it must have."""


class ValueColumn(NamedTuple):
    """A value of a row: the element that holds it, the column, and how the column writes it.

    `group` is the element around it; `kind` is `text`, `number`, `date` or `flag`.
    """

    element: str
    column: str
    kind: str = "text"
    group: str = ""


CODING: Final = "transactionCoding"
CODING_NOTES: Final = "EQUITY_SWAP_TRANS_CD_FN"
"""The column of the footnotes on a transaction's coding."""
_AMOUNTS, _AFTER, _NATURE = "transactionAmounts", "postTransactionAmounts", "ownershipNature"
_UNDERLYING = "underlyingSecurity"

CELLS: Final = (
    ValueColumn("securityTitle", "SECURITY_TITLE"),
    ValueColumn("conversionOrExercisePrice", "CONV_EXERCISE_PRICE", "number"),
    ValueColumn("transactionDate", "TRANS_DATE", "date"),
    ValueColumn("deemedExecutionDate", "DEEMED_EXECUTION_DATE", "date"),
    ValueColumn("transactionFormType", "TRANS_FORM_TYPE", group=CODING),
    ValueColumn("transactionCode", "TRANS_CODE", group=CODING),
    ValueColumn("equitySwapInvolved", "EQUITY_SWAP_INVOLVED", "flag", CODING),
    ValueColumn("transactionTimeliness", "TRANS_TIMELINESS"),
    ValueColumn("transactionShares", "TRANS_SHARES", "number", _AMOUNTS),
    ValueColumn("transactionTotalValue", "TRANS_TOTAL_VALUE", "number", _AMOUNTS),
    ValueColumn("transactionPricePerShare", "TRANS_PRICEPERSHARE", "number", _AMOUNTS),
    ValueColumn("transactionAcquiredDisposedCode", "TRANS_ACQUIRED_DISP_CD", group=_AMOUNTS),
    ValueColumn("exerciseDate", "EXERCISE_DATE", "date"),
    ValueColumn("expirationDate", "EXPIRATION_DATE", "date"),
    ValueColumn("underlyingSecurityTitle", "UNDLYNG_SEC_TITLE", group=_UNDERLYING),
    ValueColumn("underlyingSecurityShares", "UNDLYNG_SEC_SHARES", "number", _UNDERLYING),
    ValueColumn("underlyingSecurityValue", "UNDLYNG_SEC_VALUE", "number", _UNDERLYING),
    ValueColumn("sharesOwnedFollowingTransaction", "SHRS_OWND_FOLWNG_TRANS", "number", _AFTER),
    ValueColumn("valueOwnedFollowingTransaction", "VALU_OWND_FOLWNG_TRANS", "number", _AFTER),
    ValueColumn("directOrIndirectOwnership", "DIRECT_INDIRECT_OWNERSHIP", group=_NATURE),
    ValueColumn("natureOfOwnership", "NATURE_OF_OWNERSHIP", group=_NATURE),
)
"""A row's values in the order in which the form has them. A column's footnotes stand in `COLUMN_FN`."""

ADDRESS: Final = (
    ("rptOwnerStreet1", "RPTOWNER_STREET1"),
    ("rptOwnerStreet2", "RPTOWNER_STREET2"),
    ("rptOwnerCity", "RPTOWNER_CITY"),
    ("rptOwnerState", "RPTOWNER_STATE"),
    ("rptOwnerZipCode", "RPTOWNER_ZIPCODE"),
    ("rptOwnerStateDescription", "RPTOWNER_STATE_DESC"),
)
RELATIONSHIPS: Final = (
    ("isDirector", "Director"),
    ("isOfficer", "Officer"),
    ("isTenPercentOwner", "TenPercentOwner"),
    ("isOther", "Other"),
)
"""The boxes of the relationship, each with the word that stands for it in RPTOWNER_RELATIONSHIP."""

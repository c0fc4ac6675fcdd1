"""Where each field of a filing stands in the ownership document, in EDGAR's order.

The one table that the reader and the writer share. Source: EDGAR Ownership XML Technical Specification
v5.5, section 3.5. A pair is an element and the field it holds; a triple adds the elements inside a group.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from form4kit.model import Table
from form4kit.place import Path


class Leaf(NamedTuple):
    """An element of a row with a `value` and footnotes, and the field it holds."""

    element: str
    field: str


class ElementGroup(NamedTuple):
    """An element of a row that only holds others."""

    element: str
    leaves: tuple[Leaf, ...]


CODING: Final = "transactionCoding"

ROW: Final[tuple[Leaf | ElementGroup | str, ...]] = (
    Leaf("securityTitle", "security"),
    Leaf("conversionOrExercisePrice", "exercise_price"),
    Leaf("transactionDate", "date"),
    Leaf("deemedExecutionDate", "deemed"),
    CODING,
    Leaf("transactionTimeliness", "timeliness"),
    ElementGroup(
        "transactionAmounts",
        (
            Leaf("transactionShares", "shares"),
            Leaf("transactionTotalValue", "total_value"),
            Leaf("transactionPricePerShare", "price"),
            Leaf("transactionAcquiredDisposedCode", "acquired_disposed"),
        ),
    ),
    Leaf("exerciseDate", "exercisable"),
    Leaf("expirationDate", "expires"),
    ElementGroup(
        "underlyingSecurity",
        (
            Leaf("underlyingSecurityTitle", "underlying"),
            Leaf("underlyingSecurityShares", "underlying_shares"),
            Leaf("underlyingSecurityValue", "underlying_value"),
        ),
    ),
    ElementGroup(
        "postTransactionAmounts",
        (
            Leaf("sharesOwnedFollowingTransaction", "owned_after"),
            Leaf("valueOwnedFollowingTransaction", "value_owned_after"),
        ),
    ),
    ElementGroup(
        "ownershipNature",
        (
            Leaf("directOrIndirectOwnership", "direct_indirect"),
            Leaf("natureOfOwnership", "nature"),
        ),
    ),
)
"""A row's elements in order; transactionCoding has a layout of its own."""

CODED: Final = (
    Leaf("transactionFormType", "form_type"),
    Leaf("transactionCode", "code"),
    Leaf("equitySwapInvolved", "swap"),
)
"""Inside transactionCoding the values stand bare, and the footnotes follow them all."""

ADDRESS: Final = (
    Leaf("rptOwnerNonUSAddressFlag", "non_us"),
    Leaf("rptOwnerStreet1", "street1"),
    Leaf("rptOwnerStreet2", "street2"),
    Leaf("rptOwnerCity", "city"),
    Leaf("rptOwnerNonUSStateTerritory", "territory"),
    Leaf("rptOwnerState", "state"),
    Leaf("rptOwnerCountry", "country"),
    Leaf("rptOwnerZipCode", "zip"),
    Leaf("rptOwnerStateDescription", "state_description"),
    Leaf("rptOwnerGoodAddress", "good_address"),
)
RELATIONSHIP: Final = (
    Leaf("isDirector", "director"),
    Leaf("isOfficer", "officer"),
    Leaf("isTenPercentOwner", "ten_percent"),
    Leaf("isOther", "other"),
    Leaf("officerTitle", "officer_title"),
    Leaf("otherText", "other_text"),
)
ISSUER: Final = (
    Leaf("issuerCik", "cik"),
    Leaf("issuerName", "name"),
    Leaf("issuerTradingSymbol", "symbol"),
    Leaf("issuerForeignTradingSymbol", "foreign_symbol"),
)
OWNER_ID: Final = (Leaf("rptOwnerCik", "cik"), Leaf("rptOwnerCcc", "ccc"), Leaf("rptOwnerName", "name"))
TABLES: Final[tuple[tuple[str, Table], ...]] = (
    ("nonDerivativeTable", "non_derivative"),
    ("derivativeTable", "derivative"),
)
ROW_TAGS: Final[dict[tuple[Table, bool], str]] = {
    ("non_derivative", False): "nonDerivativeTransaction",
    ("non_derivative", True): "nonDerivativeHolding",
    ("derivative", False): "derivativeTransaction",
    ("derivative", True): "derivativeHolding",
}

TOP: Final = {
    "documentType": "form",
    "periodOfReport": "period",
    "dateOfOriginalSubmission": "original_filed",
    "notSubjectToSection16": "not_subject_to_section_16",
    "aff10b5One": "plan_10b5_1",
    "remarks": "remarks",
}
EDGARS_OWN: Final = {
    "schemaVersion": "schema_version",
    "noSecuritiesOwned": "no_securities_owned",
    "form3HoldingsReported": "form3_holdings_reported",
    "form4TransactionsReported": "form4_transactions_reported",
}
"""What EDGAR inserts into the document of record and a filer does not send."""


def _leaves() -> Iterator[Leaf]:
    for entry in ROW:
        if isinstance(entry, Leaf):
            yield entry
        elif isinstance(entry, ElementGroup):
            yield from entry.leaves
    yield from CODED
    yield from (*ADDRESS, *RELATIONSHIP, *ISSUER, *OWNER_ID)


FIELD_OF: Final[dict[str, str]] = {leaf.element: leaf.field for leaf in _leaves()} | TOP | EDGARS_OWN
"""The field that an element holds, by the element's name."""

FIRST_OF_GROUP: Final[dict[str, str]] = {
    entry.element: entry.leaves[0].element for entry in ROW if isinstance(entry, ElementGroup)
}
"""The element by which a group is known where the whole group is missing."""


def path_of(steps: list[tuple[str, int]]) -> Path:
    """Turn the elements of an XPath, each with its place among its siblings from 0, into a filing's path.

    In a table the place counts every row, transactions and holdings together.
    """
    path: list[str | int] = []
    for tag, index in steps:
        if tag in dict(TABLES):
            path.append(dict(TABLES)[tag])
        elif tag in ROW_TAGS.values():
            path.append(index)
        elif tag == "reportingOwner":
            path += ["owners", index]
        elif tag == "ownerSignature":
            path += ["signatures", index]
        elif tag == "reportingOwnerAddress":
            path.append("address")
        elif tag == "issuer":
            path.append("issuer")
        elif tag == "footnotes":
            path.append("footnotes")
        elif tag == "footnote":
            path.append(str(index + 1))
        elif tag in ("signatureName", "signatureDate"):
            path.append("name" if tag == "signatureName" else "date")
        elif tag in FIELD_OF:
            path.append(FIELD_OF[tag])
    return tuple(path)

"""What edgartools and secfiler do with the same filing; None where they are not installed."""

from collections.abc import Callable
from typing import Any

from form4kit.draft.read import read_draft
from form4kit.source.yaml_tree import compose


def edgartools() -> Callable[[bytes], object] | None:
    """Return edgartools' parse of an ownership document, its look-up of each owner on EDGAR left out."""
    try:
        from edgar.ownership import owners
        from edgar.ownership.forms import Form4
    except ImportError:
        return None

    class Nobody:
        def __init__(self, cik: int) -> None:
            self.data = self

        is_company = False

    owners.Entity = Nobody
    return lambda document: Form4.parse_xml(document.decode())


def secfiler() -> Callable[[list[dict[str, Any]]], bytes] | None:
    """Return secfiler's writer of an ownership document, which validates nothing."""
    try:
        from secfiler import construct_document
    except ImportError:
        return None
    return lambda rows: construct_document(rows, "4")  # type: ignore[no-any-return]


def secfiler_rows(text: str) -> list[dict[str, Any]]:
    """Return a draft as the rows that secfiler takes; made ahead, and not measured."""
    root, _ = compose(text)
    assert root is not None
    filing, _ = read_draft(root)
    ids = {note.name: note.id for note in filing.footnotes}
    head = {
        "_table": "345",
        "documentType": "4",
        "periodOfReport": filing.rows[0].date.text,
        "issuerCik": filing.issuer.cik.text,
        "issuerTradingSymbol": filing.issuer.symbol.text,
        "aff10B5One": "0",
    }
    rows: list[dict[str, Any]] = [head]
    for owner in filing.owners:
        assert owner.address is not None
        rows.append(
            {
                "_table": "345_reporting_owner",
                "rptOwnerCik": owner.cik.text,
                "rptOwnerStreet1": owner.address.street1.text,
                "rptOwnerStreet2": owner.address.street2.text,
                "rptOwnerCity": owner.address.city.text,
                "rptOwnerState": owner.address.state.text,
                "rptOwnerZipCode": owner.address.zip.text,
                "isDirector": "1",
            }
        )
    for row in filing.rows:
        rows.append(
            {
                "_table": "345_non_derivative_transaction",
                "securityTitleValue": row.security.text,
                "transactionDateValue": str(row.date.value),
                "transactionFormType": "4",
                "transactionCode": row.code.text,
                "equitySwapInvolved": "0",
                "transactionCodingFootnoteIdId": "|".join(ids[name] for name in row.code.names),
                "transactionSharesValue": row.shares.text,
                "transactionPricePerShareValue": row.price.text,
                "transactionPricePerShareFootnoteIdId": "|".join(ids[name] for name in row.price.names),
                "transactionAcquiredDisposedCodeValue": "D",
                "sharesOwnedFollowingTransactionValue": row.owned_after.text,
                "directOrIndirectOwnershipValue": "D",
            }
        )
    for note in filing.footnotes:
        rows.append({"_table": "345_footnote", "footnoteId": note.id, "footnoteText": note.text.text})
    for signature in filing.signatures:
        named = {"signatureName": signature.name.text, "signatureDate": str(signature.date.value)}
        rows.append({"_table": "345_owner_signature", **named})
    return rows

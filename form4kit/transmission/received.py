"""Which document an answer of EDGAR's is about: what an answer that was dropped in is kept with.

EDGAR's messages name form, owners and number, and nothing of the bytes. So whoever drops one in says which
filing it is about, and this keeps that, sealed, beside the record: `receipts/received/ACCESSION.json`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from form4kit.storage.names import RECEIVED
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import Broken, opened, sealed
from form4kit.transmission.instants import iso_instant
from form4kit.transmission.receipt import Receipt

_LARGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class ReceivedAnswer:
    """An answer of EDGAR's about a document: its accession number, what became of it, and when.

    `document` is the SHA-256 of `ownership.xml`, `receipt` that of the file as it came. `test` tells whether
    it was a TEST, None where EDGAR does not say. `decided` is aware, None where EDGAR does not say when.
    """

    accession: str
    document: str
    receipt: str
    status: str
    test: bool | None
    decided: dt.datetime | None = None
    words: str = ""


def received_file(record: Path, accession: str) -> Path:
    """Return where it is kept which document an answer is about."""
    return record.parent / RECEIVED / f"{accession}.json"


def as_kept(receipt: Receipt, document: str, hash: str) -> bytes:
    """Write which document an answer is about; `hash` is that of the file as it came."""
    decided = receipt.suspended if receipt.status == "suspended" else receipt.accepted or receipt.received
    return sealed(
        {
            "accession": receipt.accession,
            "ownership_sha256": document,
            "receipt_sha256": hash,
            "status": receipt.status,
            "test": receipt.test,
            "decided": decided.isoformat() if decided else "",
            "words": "; ".join(each.text for each in receipt.errors)[:500],
        }
    )


def read_received(file: Path) -> ReceivedAnswer | None:
    """Read which document an answer is about; None where it was changed. Raises OSError."""
    try:
        content: Mapping[str, Any] = opened(read_regular(file, _LARGEST))
    except Broken:
        return None
    test = content.get("test")
    return ReceivedAnswer(
        accession=str(content.get("accession") or ""),
        document=str(content.get("ownership_sha256") or ""),
        receipt=str(content.get("receipt_sha256") or ""),
        status=str(content.get("status") or ""),
        test=test if isinstance(test, bool) else None,
        decided=iso_instant(content.get("decided")),
        words=str(content.get("words") or ""),
    )


def received_of(record: Path, document: str) -> list[ReceivedAnswer]:
    """Return the answers that were kept about a document, by their number. Raises OSError."""
    folder = record.parent / RECEIVED
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    found = [read_received(file) for file in files]
    return [each for each in found if each is not None and each.document == document]

"""A line of the record as `record add` writes it, any part of which may be another."""

from typing import Any

ISSUER = {"cik": "0001903415", "name": "HARTWELL INSTRUMENTS INC"}
OWNER = {"cik": None, "name": "Reyes Antonio J"}


def line(number: int = 1, **other: Any) -> dict[str, Any]:
    return {
        "number": number,
        "accession": f"0001903415-26-00000{number}",
        "accepted": "2026-11-20T10:00:00-05:00",
        "filed": "2026-11-20",
        "form": "4",
        "issuer": ISSUER,
        "owners": [OWNER],
        "owed": [{"form": "4", "last_day": "2026-11-20"}],
        "previous": "0" * 64,
        "hash": f"{number:064}",
        **other,
    }

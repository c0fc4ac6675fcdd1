"""A packet that was signed on paper: its scan, as the record beside it says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from form4kit.signoff.revocation import Outcome
from form4kit.storage.sealed import Broken, opened, sha256

KINDS: Final = {
    b"%PDF-": "PDF",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
"""How the files begin that a scan may be."""
NOT_PROVEN: Final = "by hand, not proven: look at the scan"


def kind_of_scan(data: bytes) -> str:
    """Return the kind of a scan by its content; empty where it is none."""
    return next((kind for start, kind in KINDS.items() if data.startswith(start)), "")


def scan_named(record: bytes | None) -> str:
    """Return the name of the scan that a record names, without folders; empty where it names none."""
    wet = _wet(record)
    return Path(str(wet.get("name") or "")).name if wet else ""


def judge_by_hand(data: bytes, record: bytes, scan: bytes | None) -> Outcome | None:
    """Judge a packet without a signature by the record beside it; None where that names no scan."""
    wet = _wet(record)
    if wet is None:
        return None
    name = str(wet.get("name"))
    if scan is None:
        return Outcome((f"signed by hand, and the scan {name} is not beside it",))
    if sha256(scan) != wet.get("sha256"):
        return Outcome((f"the scan {name} is not the one that was recorded",))
    if not kind_of_scan(scan):
        return Outcome((f"the scan {name} is neither a PDF nor a PNG, JPEG or TIFF",))
    if scan == data:
        return Outcome((f"the scan {name} is the packet itself, unsigned",))
    return Outcome((), (f"the scan is {name}",))


def _wet(record: bytes | None) -> Mapping[str, Any] | None:
    try:
        found = opened(record or b"").get("wet")
    except Broken:
        return None
    return found if isinstance(found, dict) else None

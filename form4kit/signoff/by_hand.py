"""A packet that was signed on paper: its scan, as the record beside it says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from form4kit.signoff.revocation import Judgement
from form4kit.signoff.scans import NoScan, check_scan
from form4kit.storage.sealed import Broken, opened, sha256

NOT_PROVEN: Final = "by hand, not proven: look at the scan"


def scan_named(record: bytes | None) -> str:
    """Return the name of the scan that a record names, without folders; empty where it names none."""
    wet = _wet(record)
    return Path(str(wet.get("name") or "")).name if wet else ""


def judge_by_hand(data: bytes, record: bytes, scan: bytes | None) -> Judgement | None:
    """Judge a packet without a signature by the record beside it; None where that names no scan."""
    wet = _wet(record)
    if wet is None:
        return None
    name = str(wet.get("name"))
    if scan is None:
        return Judgement((f"signed by hand, and the scan {name} is not beside it",))
    if sha256(scan) != wet.get("sha256"):
        return Judgement((f"the scan {name} is not the one that was recorded",))
    try:
        kind = check_scan(scan, data)
    except NoScan as error:
        return Judgement((f"the scan {name} {error}",))
    return Judgement((), (f"the scan is {name}, a {kind}",))


def _wet(record: bytes | None) -> Mapping[str, Any] | None:
    try:
        found = opened(record or b"").get("wet")
    except Broken:
        return None
    return found if isinstance(found, dict) else None

"""The signed packet of a folder, where one lies below the root: found by its record, proven to bind it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from form4kit.folder.read import BuiltFolder, read_built
from form4kit.registry.load import registry_for
from form4kit.signoff.acceptance import SignedPacket
from form4kit.signoff.asked import Asked
from form4kit.signoff.record import Refused
from form4kit.steps.filing_status import walk
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import Broken, opened

_SIGNED = ".signed.json"


def packet_bound_to(root: Path, folder: Path, now: dt.datetime) -> SignedPacket | None:
    """Return a signed packet below a root that is proven to bind a built folder; None where there is none.

    Whose key signed is as the registry pins it, or by name. Raises OSError.
    """
    built = read_built(folder, folder.name)
    for file, record in _records(root, built):
        try:
            return _proven(file, record, built, root, now)
        except Refused:
            continue
    return None


def _records(root: Path, built: BuiltFolder) -> Iterator[tuple[Path, bytes]]:
    """Yield the packets whose record names the document, the latest record first."""
    files = [each for each in walk(root) if each.name.endswith(_SIGNED)]
    for record in sorted(files, key=lambda each: each.stat().st_mtime, reverse=True):
        data = read_regular(record)
        try:
            content = opened(data)
        except Broken:
            continue
        if not _binds(content, built.bound.get(OWNERSHIP, "")):
            continue
        told = content.get("signed") or content.get("packet")
        name = Path(str(told.get("name"))).name if isinstance(told, dict) else ""
        if name and is_regular(record.with_name(name)):
            yield record.with_name(name), data


def _binds(content: dict[str, Any], document: str) -> bool:
    binds = content.get("binds")
    filings = binds.get("filings") if isinstance(binds, dict) else None
    hashes = (each.get("sha256") for each in filings or () if isinstance(each, dict))
    return any(isinstance(each, dict) and each.get(OWNERSHIP) == document for each in hashes)


def _proven(file: Path, record: bytes, built: BuiltFolder, root: Path, now: dt.datetime) -> SignedPacket:
    """Return what a packet proves. Raises Refused."""
    from form4kit.signoff.bound_packet import bound_packet
    from form4kit.signoff.by_hand import scan_named
    from form4kit.signoff.verify_packet import Packet

    name = scan_named(record)
    scan = file.with_name(name) if name else None
    data = read_regular(scan) if scan and is_regular(scan) else None
    asked = Asked(now=now.astimezone(dt.UTC), registry=registry_for(root))
    return bound_packet(Packet(str(file), read_regular(file), record, data), built, asked)

"""Verify what was built and signed: whether what would be filed is what somebody put their name to.

Nothing is taken on trust that can be made again or hashed again. What stays open is said in a remark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from form4kit.folder.read import (
    BuiltFolder,
    differs_from_draft,
    hash_mismatches,
    is_live,
    submission_mismatches,
)
from form4kit.signoff.packet import NotAPacket, bound_terms, terms_of
from form4kit.storage.names import MANIFEST
from form4kit.storage.sealed import Broken, opened, sha256


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of verifying a filing or a packet: sound where there is no fault."""

    name: str
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet to verify: its bytes, the record of its signing and the scan of its page, as far as there.

    `trusted` are certificates, in DER, that may stand at the head of the signer's chain; none asks for none.
    """

    name: str
    data: bytes
    record: bytes | None = None
    scan: bytes | None = None
    trusted: tuple[bytes, ...] = field(default=())


def verify_folder(folder: BuiltFolder) -> Verdict:
    """Verify a built folder by itself: every hash, the document made again, the submission decoded."""
    faults = [*hash_mismatches(folder)]
    remarks = []
    if not folder.broken:
        if folder.stale:
            remarks.append(f"not rebuilt: made by {folder.stale}")
        else:
            faults += differs_from_draft(folder)
        faults += submission_mismatches(folder)
    if folder.published:
        remarks.append("restates a published document")
    elif not is_live(folder):
        remarks.append("a TEST submission")
    return Verdict(folder.name, tuple(dict.fromkeys(faults)), tuple(remarks))


def verify_signed(folder: BuiltFolder, filings: Sequence[Mapping[str, Any]]) -> Verdict:
    """Verify a built folder, and hold it against the filings that a packet binds."""
    verdict = verify_folder(folder)
    bound = _named(folder, filings)
    if bound is None:
        return replace(verdict, faults=(*verdict.faults, "is not in the packet"))
    faults, remarks = list(verdict.faults), list(verdict.remarks)
    if not folder.broken:
        now = bound_terms(folder)
        hashes, signed = now.get("sha256", {}), bound.get("sha256", {})
        faults += [f"{name} is not what was signed" for name in signed if hashes.get(name) != signed[name]]
        others = [key for key in now if key not in ("sha256", "manifest") and now[key] != bound.get(key)]
        faults += [f"{MANIFEST} says other than was signed for: {key}" for key in others]
        if not faults and now["manifest"] != bound.get("manifest"):
            remarks.append("built again since, to the same bytes")
    return Verdict(folder.name, tuple(dict.fromkeys(faults)), tuple(remarks))


def missing(folders: Sequence[BuiltFolder], filings: Sequence[Mapping[str, Any]]) -> list[Verdict]:
    """Return the filings that a packet binds and that are in none of the folders."""
    there = {id(bound) for folder in folders if (bound := _named(folder, filings)) is not None}
    return [
        Verdict(str(each.get("name")), ("signed, but not here",)) for each in filings if id(each) not in there
    ]


def _named(folder: BuiltFolder, filings: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return what is bound of a folder, by its name below the folder that was packed, or by its own."""
    named = [each for each in filings if each.get("name") == folder.name]
    last = PurePosixPath(folder.name).name
    alike = [each for each in filings if PurePosixPath(str(each.get("name"))).name == last]
    return named[0] if named else alike[0] if len(alike) == 1 else None


def verify_packet(packet: Packet) -> tuple[Verdict, list[Mapping[str, Any]]]:
    """Verify a packet, and return the filings that it binds; none where it cannot be read."""
    filings: list[Mapping[str, Any]] = []
    faults: list[str] = []
    remarks: list[str] = []
    try:
        filings = list(terms_of(packet.data).get("filings", []))
    except NotAPacket as error:
        faults.append(str(error))
    by_hand = False
    if packet.record is None:
        remarks.append("there is no record of its signing")
    else:
        try:
            record = opened(packet.record)
        except Broken as error:
            faults.append(f"the record of its signing {error}")
        else:
            by_hand = "wet" in record
            faults += _against_record(packet, record, filings, remarks)
    if not by_hand:
        from form4kit.signoff.pades import signature_faults

        found, more = signature_faults(packet.data, packet.trusted)
        faults += found
        remarks += more
    return Verdict(packet.name, tuple(faults), tuple(remarks)), filings


def _against_record(
    packet: Packet, record: Mapping[str, Any], filings: Sequence[Mapping[str, Any]], remarks: list[str]
) -> list[str]:
    """Hold a packet against the record of its signing."""
    faults = []
    here, before = sha256(packet.data), record.get("packet", {})
    signed = record.get("signed", before)
    if here != signed.get("sha256"):
        early = "signed" in record and here == before.get("sha256")
        faults.append(
            f"is the packet before it was signed; give {signed.get('name')}"
            if early
            else "is not the packet whose signing was recorded: its SHA-256 is another"
        )
    if record.get("binds", {}).get("filings") != filings:
        faults.append("binds other filings than were recorded at signing")
    wet = record.get("wet")
    if wet and packet.scan is None:
        remarks.append(f"signed by hand; the scan {wet.get('name')} is not beside it, and was not compared")
    elif wet and sha256(packet.scan or b"") != wet.get("sha256"):
        faults.append(f"the scan {wet.get('name')} is not the one that was recorded")
    elif wet:
        remarks.append(f"signed by hand: {wet.get('name')}")
    return faults

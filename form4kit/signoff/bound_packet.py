"""The packet that a filing was signed with, as the record keeps it."""

from form4kit.folder.read import BuiltFolder
from form4kit.signoff.acceptance import SignedPacket
from form4kit.signoff.asked import Asked
from form4kit.signoff.record import Refused
from form4kit.signoff.signing_time import latest_time_of
from form4kit.signoff.verify import verify_signed
from form4kit.signoff.verify_packet import Packet, verify_packet
from form4kit.storage.sealed import sha256


def bound_packet(packet: Packet, folder: BuiltFolder, asked: Asked) -> SignedPacket:
    """Return the facts of a packet whose signature is sound and that binds this very folder. Raises Refused.

    It was signed when a trusted authority says; where none does, at the latest time that the signature tells.
    One signed by hand has no time: when a pen was put to paper, nothing proves.
    """
    found = verify_packet(packet, asked)
    faults = [f"{packet.name} {clause}" for clause in found.verdict.faults]
    faults = faults or [*verify_signed(folder, found.filings).faults]
    if faults:
        raise Refused("; ".join(faults))
    when = found.when if found.proven else latest_time_of(packet.data)
    return SignedPacket(sha256(packet.data), when, found.record_head)

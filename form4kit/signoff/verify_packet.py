"""Verify a packet: its pages, its signature, whose that is and when it was given.

What stands in the signed revision is evidence. `packet.signed.json` is convenience: without it nothing is
proven less, and with it nothing more; where it says other than the packet, something is wrong.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from asn1crypto import x509

from form4kit.edgar.read import read_document
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.asked import Asked
from form4kit.signoff.attached import NotAPacket, attachments_of, terms_of
from form4kit.signoff.by_hand import judge_by_hand
from form4kit.signoff.identity import same_person
from form4kit.signoff.own_pages import held_against_itself
from form4kit.signoff.pades import Signed, judge_signature
from form4kit.signoff.pdf_bounds import within_bounds
from form4kit.signoff.signer import judge_signer, unexpected
from form4kit.signoff.signing import SIGNING, read_signing
from form4kit.signoff.statement_packet import faults_of, held_in, without_power
from form4kit.signoff.terms import FORMAT, STATEMENTS, TERMS, FilingTerms, StatementTerms, Terms, read_terms
from form4kit.signoff.verdict import Verdict
from form4kit.storage.names import OWNERSHIP
from form4kit.storage.sealed import Broken, opened, sha256


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet to verify: its bytes, the record of its signing and the scan of its page, as far as there."""

    name: str
    data: bytes
    record: bytes | None = None
    scan: bytes | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying a packet, and what it binds; nothing where it cannot be read.

    `when` it was signed is in UTC, None where that is not known; `proven` where a trusted authority says so.
    """

    verdict: Verdict
    signer: str = ""
    filings: tuple[FilingTerms, ...] = ()
    statements: tuple[StatementTerms, ...] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    by_hand: bool = False
    when: dt.datetime | None = None
    proven: bool = False
    certificate: x509.Certificate | None = None
    record_head: str = ""


def verify_packet(packet: Packet, asked: Asked) -> Verified:
    """Verify a packet by all that is asked for.

    What it binds is read from the revision that is signed: no later one has a part in it.
    """
    try:
        within_bounds(packet.data)
        signed = judge_signature(packet.data, asked)
        under = packet.data[: signed.covered] if signed.covered else packet.data
        terms = read_terms(terms_of(under))
        attachments = attachments_of(under)
    except NotAPacket as error:
        return Verified(Verdict(packet.name, (str(error),)))
    by_hand = None
    if not signed.signs and packet.record is not None:
        by_hand = judge_by_hand(packet.data, packet.record, packet.scan)
    faults = [*_doubled(terms), *_statements(signed, terms, attachments, asked)]
    remarks = [*_what_it_binds(terms, attachments)]
    if by_hand is not None:
        faults += by_hand.faults
        remarks += by_hand.remarks
        if asked.trusted is not None:
            faults.append("is signed by hand, which proves nothing to --trust")
        if asked.stampers is not None:
            faults.append("is signed by hand, and has no timestamp (--trust-tsa)")
        faults += unexpected({"the packet's signer": terms.signer}, asked.names)
    else:
        faults += signed.faults
        remarks += signed.remarks
        if signed.signs and signed.certificate is not None:
            outcome = judge_signer(signed, terms.signer, asked)
            faults += [
                *outcome.faults,
                *_by_another(attachments, signed),
                *_too_early(signed, terms, attachments),
            ]
            remarks += outcome.remarks
    if signed.intact or not signed.signs:  # a signature that does not fit its bytes says enough
        try:
            outcome = held_against_itself(packet.data, terms, attachments, signed.covered)
            faults += outcome.faults
            remarks += outcome.remarks
        except NotAPacket as error:
            faults.append(str(error))
    if packet.record is not None:
        faults += _against_record(packet, packet.record, terms, signed.covered)
    return Verified(
        Verdict(packet.name, tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(remarks))),
        terms.signer,
        terms.filings,
        terms.statements,
        attachments,
        by_hand is not None,
        signed.when,
        signed.proven,
        signed.certificate,
        terms.record_head,
    )


def _doubled(terms: Terms) -> Iterator[str]:
    """Yield that a packet binds nothing, one thing twice, or filings and statements at once."""
    if not terms.names:
        yield "binds no filing"
    if terms.filings and STATEMENTS in terms.content:
        yield f"{TERMS} in it binds filings and statements, which no packet does"
    if STATEMENTS in terms.content and terms.format < FORMAT:
        yield f"{TERMS} in it is of a form in which no packet binds statements"
    for name in sorted({each for each in terms.names if terms.names.count(each) > 1}):
        yield f"binds two {'statements' if terms.statements else 'filings'} as {name}"


def _statements(
    signed: Signed, terms: Terms, attachments: Mapping[str, bytes], asked: Asked
) -> Iterator[str]:
    """Yield how the statements that a packet binds are not what it says, or not its signer's."""
    day = signed.when.astimezone(NEW_YORK).date() if signed.when and signed.signs else None
    for each in terms.statements:
        if each.attached in attachments:  # what is not attached is told with the pages
            yield from faults_of(each, attachments[each.attached], terms.signer, day)
    for read in held_in(terms.statements, attachments):
        if why := without_power(read, terms.signer, asked.names, asked.registry, day):
            yield why


def _what_it_binds(terms: Terms, attachments: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the statements that a packet binds in words, and for whom its signer signs."""
    for each in held_in(terms.statements, attachments):
        own = same_person(terms.signer, each.person)
        said = "" if own else f", signed for them by {terms.signer} under a power as the preparer says"
        yield f"binds {each.words}{said}"


def _by_another(attachments: Mapping[str, bytes], signed: Signed) -> Iterator[str]:
    """Yield that what `sign` saw was with another key than the one that signed."""
    if SIGNING in attachments:
        try:
            seen = read_signing(attachments[SIGNING])
        except Broken:
            return  # told with the pages
        if seen.certificate_sha256 != signed.fingerprint:
            yield f"{SIGNING} in it is of another certificate"


def _too_early(signed: Signed, terms: Terms, attachments: Mapping[str, bytes]) -> Iterator[str]:
    """Yield that a packet says it was signed before a trade that it reports."""
    if signed.when is None:
        return
    day = signed.when.astimezone(NEW_YORK).date()
    for filing in terms.filings:
        document = attachments.get(filing.attached.get(OWNERSHIP, ""))
        form, _ = read_document(document) if document else (None, [])
        rows = (*form.non_derivative, *form.derivative) if form else ()
        last = max((row.date.value for row in rows if row.date.value and not row.holding), default=None)
        if last is not None and day < last:
            yield f"says that it was signed on {day}, before the trade of {last} in {filing.name}"


def _against_record(packet: Packet, kept: bytes, terms: Terms, covered: int) -> Iterator[str]:
    """Yield how the record beside a packet is not of this packet; a timestamp may have been added since."""
    try:
        record = opened(kept)
    except Broken as error:
        yield f"the record of its signing {error}"
        return
    before = _part(record, "packet")
    signed = _part(record, "signed") or before
    here = {sha256(packet.data), sha256(packet.data[:covered] if covered else packet.data)}
    if signed.get("sha256") not in here:
        early = "signed" in record and before.get("sha256") in here
        yield (
            f"is the packet before it was signed; give {signed.get('name')}"
            if early
            else "is not the packet whose signing was recorded: its SHA-256 is another"
        )
    if _part(record, "binds").get("filings") != [dict(each.bound) for each in terms.filings]:
        yield "binds other filings than were recorded at signing"
    elif _part(record, "binds").get(STATEMENTS) != terms.content.get(STATEMENTS):
        yield "binds other statements than were recorded at signing"


def _part(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = record.get(key)
    return found if isinstance(found, dict) else {}

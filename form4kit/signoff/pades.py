"""Read and judge the signature of a packet: sound, over the whole file, whose, and when it was given.

After the revision that is signed only document timestamps and what proves certificates may follow. Nothing is
fetched from a network.
"""

import datetime as dt
import io
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from form4kit.signoff.asked import Asked
from form4kit.signoff.certificates import Trusted, name_in
from form4kit.signoff.chain import judge_chain, out_of_date
from form4kit.signoff.revocation import Moment, ProofMaterial

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what matters is told in one line of our own
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_STAMPING = frozenset(["time_stamping"])
_HOLE = re.compile(rb"<[0-9A-Fa-f]*>")


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature of a packet, judged: what is wrong, what is told, by whom, and when.

    `signs` tells whether there is a signature, `intact` whether it fits its bytes. `covered` is the length of
    the revision that it covers. `when` is in UTC; None where no time
    is known. `proven` tells whether a trusted authority gave that time.
    """

    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    certificate: x509.Certificate | None = None
    when: dt.datetime | None = None
    proven: bool = False
    covered: int = 0
    signs: bool = True
    intact: bool = False

    @property
    def name(self) -> str:
        """The name in the signer's certificate."""
        return name_in(self.certificate) if self.certificate is not None else ""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the signer's certificate in DER, in hexadecimal."""
        return bytes(self.certificate.sha256).hex() if self.certificate is not None else ""


def judge_signature(data: bytes, asked: Asked) -> Signed:
    """Judge the one signature of a PDF."""
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        found = reader.embedded_regular_signatures
        if len(found) != 1:
            clause = "is not signed" if not found else f"has {len(found)} signatures, a packet has one"
            return Signed((clause,), signs=bool(found))
        return _Judge(data, reader, asked).signed(found[0])
    except Exception as error:  # a PDF changed at any byte: pyHanko raises whatever its parser stumbles over
        return Signed((f"its signature cannot be read ({type(error).__name__})",))


class _Judge:
    """Judges one file; gathers faults and remarks on the way."""

    def __init__(self, data: bytes, reader: PdfFileReader, asked: Asked) -> None:
        self.data, self.reader, self.asked = data, reader, asked
        self.faults: list[str] = []
        self.remarks: list[str] = []
        self.doubts: list[str] = []
        self.embedded = _embedded(reader)
        self.signed_to = 0

    def signed(self, signature: Any) -> Signed:
        status = validate_pdf_signature(signature, _nobody(), _nobody())
        self.embedded = _with(self.embedded, signature.other_embedded_certs)
        if not (status.intact and status.valid):
            self.faults.append("its signature does not fit its bytes")
        self.coverage(signature, status)
        self.signed_to = covered_by(self.data, signature.byte_range)
        said: dt.datetime | None = signature.self_reported_timestamp
        time = self.time(status)
        certificate = signature.signer_cert
        moment = Moment(time, True) if time else Moment(self.asked.now)
        when = time or said
        if self.asked.trusted is not None:
            outcome = judge_chain(certificate, self.asked.trusted, self.embedded, moment)
            self.faults += outcome.faults
            self.remarks += [*filter(None, [outcome.vouched]), *outcome.remarks]
        else:
            self.faults += out_of_date(certificate, moment.at)
            self.remarks.append("who issued the certificate was not checked (--trust)")
        if when is None:
            self.faults.append("its signature does not say when it was given")
        elif not time:
            self.faults += _untimely(certificate, when, self.asked.now)
        clock = "by timestamp" if time else "by the signer's own clock"
        told = f"signed by {name_in(certificate)}"
        told += f", {when:%Y-%m-%d %H:%M:%S} UTC {clock}" if when else ""
        return Signed(
            tuple(dict.fromkeys(self.faults)),
            (told, *dict.fromkeys(self.remarks)),
            certificate,
            when,
            time is not None,
            covered=covered_by(self.data, signature.byte_range),
            intact=bool(status.intact and status.valid),
        )

    def coverage(self, signature: Any, status: Any) -> None:
        """Object to bytes that the signature does not cover, timestamps and proofs after it aside."""
        whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        revision = status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
        quiet = status.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
        if not (whole or (revision and quiet)) or not status.docmdp_ok:
            self.faults.append("its signature does not cover the whole file")
        elif not covered_by(self.data, signature.byte_range):
            self.faults.append("its signature does not cover the whole file: it leaves out more")
        elif not whole:
            stamps = self.reader.embedded_timestamp_signatures
            last = stamps[-1] if stamps else None
            if last is None or sum([int(each) for each in last.byte_range][2:]) != len(self.data):
                self.faults.append("its signature does not cover the whole file: more follows it")

    def time(self, status: Any) -> dt.datetime | None:
        """Return the time that an authority gave and that can be relied on; none is a fault where asked for.

        The outermost timestamp is judged now, each one inside as of the one around it. One that can be relied
        on is enough: of the others it is told why not.
        """
        stampers = self.asked.stampers
        if stampers is None:
            stamp = status.timestamp_validity
            if stamp is not None and not (stamp.intact and stamp.valid):
                self.faults.append("its timestamp does not fit its signature")
            elif stamp is not None:
                who = name_in(stamp.signing_cert)
                self.remarks.append(f"a timestamp of {who}, who was not checked (--trust-tsa)")
            return None
        known: Moment = Moment(self.asked.now)
        proven: dt.datetime | None = None
        for each in reversed(self.reader.embedded_timestamp_signatures):
            if covered_by(self.data, each.byte_range) <= self.signed_to:
                self.doubts.append("its timestamp proves nothing: it is not over the signature")
                continue
            self.embedded = _with(self.embedded, [each.signer_cert, *each.other_embedded_certs])
            found = self.stamp(validate_pdf_timestamp(each, _nobody()), stampers, known)
            if found is not None:
                proven, known = found, Moment(found, True)
        if status.timestamp_validity is not None:
            found = self.stamp(status.timestamp_validity, stampers, known)
            if found is not None:
                self.remarks += self.doubts
                return found
        if proven is not None:
            self.remarks += self.doubts
            self.remarks.append("its own timestamp is missing or not trusted; it existed when stamped later")
        else:
            self.faults += self.doubts or ["it has no timestamp that is trusted (--trust-tsa)"]
        return proven

    def stamp(self, stamp: Any, stampers: Trusted, moment: Moment) -> dt.datetime | None:
        """Return the time of a timestamp that leads to a trusted authority; None, and a doubt, of another."""
        if not (stamp.intact and stamp.valid):
            self.faults.append("a timestamp does not fit what it stamps")
            return None
        when: dt.datetime = stamp.timestamp.astimezone(dt.UTC)
        outcome = judge_chain(stamp.signing_cert, stampers, self.embedded, moment, _STAMPING)
        self.remarks += outcome.remarks
        more = [*out_of_date(stamp.signing_cert, when)]
        if outcome.faults or more:
            self.doubts += [f"its timestamp proves nothing: {each}" for each in (*outcome.faults, *more)]
            return None
        return when


def covered_by(data: bytes, ranges: Iterable[Any]) -> int:
    """Return to which byte a signature covers a file; 0 where it leaves out more than its own digits.

    What is left out is the one place that anybody may rewrite: nothing but `<`, hexadecimal digits and `>`.
    """
    start, first, gap, last = (int(each) for each in ranges)
    hole = data[first:gap] if start == 0 < first < gap else b""
    whole = _HOLE.fullmatch(hole) is not None and gap + last <= len(data)
    return gap + last if whole else 0


def _untimely(certificate: x509.Certificate, when: dt.datetime, now: dt.datetime) -> list[str]:
    """Return what speaks against a time that is the signer's own word."""
    faults = [*out_of_date(certificate, when)]
    if when > now + dt.timedelta(minutes=10):
        faults.append(f"it says that it was signed on {when:%Y-%m-%d %H:%M} UTC, which is to come")
    return faults


def _nobody() -> ValidationContext:
    """Return a context that trusts nobody: integrity alone is asked here, the chain elsewhere."""
    return ValidationContext(trust_roots=[], allow_fetching=False)


def _embedded(reader: PdfFileReader) -> ProofMaterial:
    """Read what a file has to prove certificates by."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return ProofMaterial()
    return ProofMaterial(
        tuple(store.load_certs()),
        tuple(each.get_object().data for each in store.crls),
        tuple(each.get_object().data for each in store.ocsps),
    )


def _with(embedded: ProofMaterial, more: list[x509.Certificate]) -> ProofMaterial:
    return ProofMaterial((*embedded.certificates, *more), embedded.lists, embedded.answers)

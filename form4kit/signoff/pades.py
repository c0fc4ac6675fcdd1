"""Validate the signature of a packet: that it is sound, covers the whole file, and was given in time."""

import datetime as dt
import io
import logging
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what matters is told in one line of our own


def signature_faults(data: bytes, trusted: tuple[bytes, ...] = ()) -> tuple[list[str], list[str]]:
    """Return what is wrong with the one signature of a PDF, and remarks on who gave it and when.

    `trusted` are certificates in DER that its chain may end at; without any, whose it is stays open. A chain
    is judged as of the time of signing, so that an expired certificate does not undo an old signature.
    """
    try:
        found = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures
        if len(found) != 1:
            return ["is not signed" if not found else f"has {len(found)} signatures, a packet has one"], []
        return _judged(found[0], trusted)
    except Exception as error:  # a PDF changed at any byte: pyHanko raises whatever its parser stumbles over
        return [f"its signature cannot be read ({type(error).__name__})"], []


def _judged(signature: Any, trusted: tuple[bytes, ...]) -> tuple[list[str], list[str]]:
    signed: dt.datetime | None = signature.self_reported_timestamp
    roots = [x509.Certificate.load(each) for each in trusted]
    status = validate_pdf_signature(signature, _context(roots, signed), _context(roots, signed))
    faults = []
    if not (status.intact and status.valid):
        faults.append("its signature does not fit its bytes")
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE or not status.docmdp_ok:
        faults.append("its signature does not cover the whole file")
    stamped = _timestamp(status, faults)
    when = stamped or signed
    certificate = signature.signer_cert
    if when is None:
        faults.append("its signature does not say when it was given")
    elif not certificate.not_valid_before <= when <= certificate.not_valid_after:
        faults.append(f"the certificate was not valid when it signed, on {when:%Y-%m-%d}")
    if trusted and not status.trusted:
        faults.append("the certificate of its signer does not lead to one that is trusted")
    name = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    clock = "by timestamp" if stamped else "by the signer's own clock"
    told = f"signed by {name}, {when:%Y-%m-%d %H:%M:%S} UTC {clock}" if when else f"signed by {name}"
    issuer = [] if trusted else ["who issued the certificate was not checked (--trust)"]
    return faults, [told, *issuer]


def _context(roots: list[x509.Certificate], moment: dt.datetime | None) -> ValidationContext:
    return ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)


def _timestamp(status: PdfSignatureStatus, faults: list[str]) -> dt.datetime | None:
    """Return the time that a timestamp server gave, in UTC; one that is unsound is a fault."""
    stamp = status.timestamp_validity
    if stamp is None:
        return None
    if not (stamp.intact and stamp.valid):
        faults.append("its timestamp does not fit its signature")
        return None
    return stamp.timestamp.astimezone(dt.UTC)

"""Whether a certificate was revoked, by the lists and answers at hand: given, or embedded.

A list that was given counts as it is. What came with the packet counts only where the issuer signed it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from asn1crypto import x509
from cryptography import x509 as cx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp

from form4kit.signoff.certificates import Trusted, name_in


@dataclass(frozen=True, slots=True)
class ProofMaterial:
    """What a packet has with it to judge certificates by, in DER: certificates, lists, OCSP answers."""

    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class RevocationStatement:
    """What a list or an answer says of one certificate: as of when, until when, and revoked since when."""

    since: dt.datetime
    until: dt.datetime | None
    revoked: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC that something is judged at; `proven` where it is more than the signer's own word."""

    at: dt.datetime
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of it: faults, and remarks on what was not checked.

    `vouched` tells which authority vouches for a certificate; empty where none was needed.
    """

    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    vouched: str = ""


_REMOVED: Final = cx.ReasonFlags.remove_from_crl


def judge_revocation(
    certificate: x509.Certificate,
    issuer: x509.Certificate | None,
    trusted: Trusted,
    embedded: ProofMaterial,
    moment: Moment,
) -> Judgement:
    """Judge one certificate; `issuer` is the one above it in its chain, None where that is unknown."""
    name = name_in(certificate)
    words = [*_given(certificate, trusted), *_embedded(certificate, issuer, embedded)]
    revoked = min((word.revoked for word in words if word.revoked), default=None)
    if revoked is not None:
        if moment.proven and moment.at < revoked:
            return Judgement(
                (), (f"the certificate of {name} was revoked on {revoked:%Y-%m-%d}, after that",)
            )
        return Judgement((f"the certificate of {name} was revoked on {revoked:%Y-%m-%d}",))
    if any(word.until is None or moment.at <= word.until for word in words):
        return Judgement()
    return Judgement((), (f"whether the certificate of {name} was revoked was not checked",))


def _given(certificate: x509.Certificate, trusted: Trusted) -> Iterator[RevocationStatement]:
    for each in trusted.lists:
        if each.issuer == certificate.issuer:
            yield from _in_list(cx.load_der_x509_crl(each.dump()), certificate)


def _embedded(
    certificate: x509.Certificate, issuer: x509.Certificate | None, embedded: ProofMaterial
) -> Iterator[RevocationStatement]:
    if issuer is None:
        return
    above = cx.load_der_x509_certificate(issuer.dump())
    for der in embedded.lists:
        try:
            found = cx.load_der_x509_crl(der)
            if found.issuer == above.subject and found.is_signature_valid(above.public_key()):  # type: ignore[arg-type]
                yield from _in_list(found, certificate)
        except (ValueError, TypeError):
            continue
    for der in embedded.answers:
        try:
            yield from _in_answer(ocsp.load_der_ocsp_response(der), certificate, above)
        except (ValueError, TypeError, InvalidSignature):
            continue


def _in_list(
    found: cx.CertificateRevocationList, certificate: x509.Certificate
) -> Iterator[RevocationStatement]:
    entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
    revoked = None
    if entry is not None and _reason(entry) is not _REMOVED:
        revoked = _invalid_since(entry) or entry.revocation_date_utc
    yield RevocationStatement(found.last_update_utc, found.next_update_utc, revoked)


def _reason(entry: cx.RevokedCertificate) -> cx.ReasonFlags | None:
    try:
        return entry.extensions.get_extension_for_class(cx.CRLReason).value.reason
    except cx.ExtensionNotFound:
        return None


def _invalid_since(entry: cx.RevokedCertificate) -> dt.datetime | None:
    """Return from when the key is no longer believed to have been in good hands, where the list says so."""
    try:
        return entry.extensions.get_extension_for_class(cx.InvalidityDate).value.invalidity_date_utc
    except cx.ExtensionNotFound:
        return None


def _in_answer(
    answer: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: cx.Certificate
) -> Iterator[RevocationStatement]:
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        return
    if answer.serial_number != certificate.serial_number:
        return
    _check_answer(answer, issuer)
    if answer.certificate_status is ocsp.OCSPCertStatus.REVOKED:
        yield RevocationStatement(answer.this_update_utc, answer.next_update_utc, answer.revocation_time_utc)
    elif answer.certificate_status is ocsp.OCSPCertStatus.GOOD:
        yield RevocationStatement(answer.this_update_utc, answer.next_update_utc or answer.this_update_utc)


def _check_answer(answer: ocsp.OCSPResponse, issuer: cx.Certificate) -> None:
    """Hold an answer against the key of the issuer, or of a responder the issuer named. Raises."""
    signers = [issuer, *(each for each in answer.certificates if _may_answer(each, answer, issuer))]
    for signer in signers:
        try:
            _verify(signer.public_key(), answer)
        except InvalidSignature:
            continue
        return
    raise InvalidSignature


def _may_answer(certificate: cx.Certificate, answer: ocsp.OCSPResponse, issuer: cx.Certificate) -> bool:
    """Tell whether the issuer named a certificate to answer for it, as of the answer."""
    try:
        usage = certificate.extensions.get_extension_for_class(cx.ExtendedKeyUsage).value
        certificate.verify_directly_issued_by(issuer)
    except (cx.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
        return False
    if cx.oid.ExtendedKeyUsageOID.OCSP_SIGNING not in usage:
        return False
    return certificate.not_valid_before_utc <= answer.this_update_utc <= certificate.not_valid_after_utc


def _verify(key: object, answer: ocsp.OCSPResponse) -> None:
    hashed = answer.signature_hash_algorithm
    if hashed is None:
        raise InvalidSignature
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), hashed)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(hashed))
    else:
        raise InvalidSignature

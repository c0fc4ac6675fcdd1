"""Keys that sign, behind one small interface: whatever pyHanko can sign with, and its certificate.

Today that is a PKCS#12 key store. A key on a token (PKCS#11) or at a provider (CSC) is a pyHanko `Signer`
too, and needs nothing but another function that returns a `Key`.
"""

import datetime as dt
from dataclasses import dataclass

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign import signers

from form4kit.storage.sealed import sha256


class CannotSign(Exception):
    """Say why nothing can be signed with what was given; `judged` where the key is sound but may not sign."""

    def __init__(self, why: str, *, judged: bool = False) -> None:
        super().__init__(why)
        self.judged = judged


@dataclass(frozen=True, slots=True)
class Key:
    """A key that signs: pyHanko's signer, whose it is, the SHA-256 of its certificate, the certificate
    itself.

    `chain` are the certificates that came with it, its own aside.
    """

    signer: signers.Signer
    name: str
    fingerprint: str
    certificate: asn1.Certificate
    chain: tuple[asn1.Certificate, ...] = ()

    @property
    def until(self) -> dt.datetime:
        """The last instant of its certificate, in UTC."""
        found: dt.datetime = self.certificate.not_valid_after
        return found


def load_key(data: bytes, password: str, now: dt.datetime) -> Key:
    """Open a PKCS#12 key store; `now` must lie within the life of the certificate. Raises CannotSign."""
    secret = password.encode("utf-8") or None
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, secret)
    except ValueError as error:
        wrong = "password" in str(error).lower() or "mac" in str(error).lower()
        raise CannotSign("the password is wrong" if wrong else "is not a PKCS#12 key store") from None
    if key is None or certificate is None:
        raise CannotSign("holds no private key with its certificate")
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        ended = now > certificate.not_valid_after_utc
        day = certificate.not_valid_after_utc if ended else certificate.not_valid_before_utc
        clause = f"the certificate {'expired on' if ended else 'is not valid before'} {day:%Y-%m-%d}"
        raise CannotSign(clause, judged=True)
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=secret)
    except (ValueError, TypeError, NotImplementedError):
        raise CannotSign("holds a key of a kind that cannot sign") from None
    own = certificate.public_bytes(Encoding.DER)
    return Key(
        signer,
        _common_name(certificate),
        sha256(own),
        asn1.Certificate.load(own),
        tuple(asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in others),
    )


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()

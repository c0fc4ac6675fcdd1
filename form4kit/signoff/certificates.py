"""What someone trusts, as they keep it: a PEM file of authorities, single certificates and revocation lists.

A certificate of an authority vouches for those below it. Any certificate vouches for itself: one that is no
authority's is a pin, and so is one that calls itself an authority and may not sign certificates. A revocation
list counts whoever it is from, since whoever gave it meant it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from asn1crypto import crl, pem, x509

_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
_CERTIFICATES = frozenset([b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE"])


class NoCertificates(ValueError):
    """Say that a file holds neither a certificate nor a revocation list, or one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """Certificates that are trusted, and revocation lists beside them."""

    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()

    @property
    def authorities(self) -> tuple[x509.Certificate, ...]:
        """Those that say of themselves that they may vouch for others."""
        return tuple(each for each in self.certificates if vouches(each))

    def pins(self, certificate: x509.Certificate) -> bool:
        """Tell whether a certificate is itself one of these."""
        return any(each.sha256 == certificate.sha256 for each in self.certificates)


def read_pem(data: bytes) -> Trusted:
    """Read a PEM file. Raises NoCertificates."""
    certificates, lists = [], []
    for block in _BLOCK.finditer(data):
        try:
            _, _, der = pem.unarmor(block[0])
            if block[1] in _CERTIFICATES:
                certificate = x509.Certificate.load(der, strict=True)
                _ = certificate.native  # asn1crypto would leave most of it to its first use
                certificates.append(certificate)
            elif block[1] == b"X509 CRL":
                found = crl.CertificateList.load(der, strict=True)
                _ = found.native
                lists.append(found)
        except (ValueError, TypeError):
            raise NoCertificates(f"a {block[1].decode('ascii').lower()} in it cannot be read") from None
    if not certificates and not lists:
        raise NoCertificates("holds no certificate in PEM")
    return Trusted(tuple(certificates), tuple(lists))


def together(parts: Iterable[Trusted]) -> Trusted:
    """Return what several files hold."""
    found = [*parts]
    return Trusted(
        tuple(each for part in found for each in part.certificates),
        tuple(each for part in found for each in part.lists),
    )


def vouches(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is an authority's: it says so, and not that it may sign no certificates.

    Many programs make a key of one's own as an authority (`CA:TRUE`) that may sign documents alone.
    """
    usage = certificate.key_usage_value
    return bool(certificate.ca) and (usage is None or "key_cert_sign" in usage.native)


_OTHER_PURPOSES = frozenset(["server_auth", "time_stamping", "ocsp_signing"])


def signs_documents(certificate: x509.Certificate) -> bool:
    """Tell whether a key may sign documents, as far as its certificate says what it is for."""
    usage, purposes = certificate.key_usage_value, certificate.extended_key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        return False
    return purposes is None or not {*purposes.native} <= _OTHER_PURPOSES


def name_in(certificate: x509.Certificate) -> str:
    """Return whose a certificate is: the common name, or all of the subject where there is none."""
    found = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    return found if isinstance(found, str) else " ".join(str(each) for each in found)

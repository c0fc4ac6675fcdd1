"""Sign a packet: a PAdES signature by pyHanko, or the scan of a page signed by hand.

Beside what was signed lies a sealed record of it: the SHA-256 of the packet before and after, who signed and
when, and what the packet binds.
"""

import datetime as dt
import io
import logging
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import TextStampStyle

from form4kit import __version__
from form4kit.signoff.packet import terms_of
from form4kit.storage.sealed import sealed, sha256

FIELD: Final = "Signature"
_BOX: Final = (43, 36, 403, 136)
"""Where the signature shows: in the foot of the last page, which the signature page leaves free (points)."""
_STAMP: Final = "Electronically signed by %(signer)s\n%(ts)s\n{}"
_TSA_SECONDS: Final = 30

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what matters is told in one line of our own


class CannotSign(Exception):
    """Say why nothing can be signed with what was given; `judged` where the key is sound but may not sign."""

    def __init__(self, why: str, *, judged: bool = False) -> None:
        super().__init__(why)
        self.judged = judged


@dataclass(frozen=True, slots=True)
class Key:
    """A key that signs, with its certificate and those above it."""

    signer: signers.SimpleSigner
    name: str
    fingerprint: str


def load_key(data: bytes, password: str, now: dt.datetime) -> Key:
    """Open a PKCS#12 key store; `now` must lie within the life of the certificate. Raises CannotSign."""
    secret = password.encode("utf-8") or None
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, secret)
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
    return Key(signer, _common_name(certificate), sha256(_der(certificate)))


def sign(data: bytes, key: Key, *, tsa: str | None = None) -> bytes:
    """Return a packet with a visible signature on its last page that covers all of it. Raises CannotSign."""
    reader = PdfFileReader(io.BytesIO(data))
    if reader.embedded_signatures:
        raise CannotSign("is signed already; make a packet for each signer")
    last = int(reader.root["/Pages"]["/Count"]) - 1
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason="Authentication document, 17 CFR 232.302(b)",
        name=key.name,
    )
    style = TextStampStyle(
        stamp_text=_STAMP.format(f"Certificate SHA-256 {key.fingerprint[:32]}\n{key.fingerprint[32:]}"),
        border_width=1,
    )
    pdf_signer = signers.PdfSigner(
        metadata,
        key.signer,
        timestamper=_Tsa(tsa) if tsa else None,
        stamp_style=style,
        new_field_spec=SigFieldSpec(FIELD, on_page=last, box=_BOX),
    )
    out = io.BytesIO()
    try:
        pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=out)
    except (TimestampRequestError, OSError) as error:
        raise CannotSign(f"no timestamp from {tsa}: {_first_line(error)}") from None
    return out.getvalue()


class _Tsa(TimeStamper):
    """Asks an RFC 3161 server over HTTP; tells only what is wrong, never retries."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        if not url.startswith(("https://", "http://")):
            raise CannotSign(f"{url} is not an http address")
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self.url, data=req.dump(), headers=headers)  # noqa: S310 -- http alone
        try:
            with urllib.request.urlopen(request, timeout=_TSA_SECONDS) as answer:  # noqa: S310 -- as above
                return tsp.TimeStampResp.load(answer.read(1 << 20))
        except (urllib.error.URLError, TimeoutError, ValueError) as error:
            raise TimestampRequestError(str(getattr(error, "reason", error))) from None


def signed_record(packet: Path, data: bytes, **how: Any) -> bytes:
    """Write the record of a signing: `how` is `signed` (name, sha256) or `wet`, with signer and time.

    Raises NotAPacket where the PDF binds nothing.
    """
    terms = terms_of(data)
    return sealed(
        {
            "form4kit": __version__,
            "packet": {"name": packet.name, "sha256": sha256(data)},
            **how,
            "binds": {"signer": terms.get("signer"), "filings": terms.get("filings")},
        }
    )


def record_of(packet: Path) -> Path:
    """Return where the record of a packet's signing lies: `packet.signed.json`, for it signed or not."""
    return packet.with_name(packet.name.removesuffix(".pdf").removesuffix(".signed") + ".signed.json")


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _der(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]

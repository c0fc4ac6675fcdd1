"""Sign a packet: a PAdES signature by pyHanko, with what is needed to verify it later in the same revision.

In that revision lie `signing.json`, which says what was seen, and a document security store with
certificates and revocation lists, so that both are under the signature. Beside what was signed lies a
sealed record of it, which is convenience: nothing rests on it.
"""

import asyncio
import datetime as dt
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec, embed_file
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle

from form4kit import __version__
from form4kit.signoff.attached import terms_of
from form4kit.signoff.certificates import Trusted
from form4kit.signoff.chain import judge_chain
from form4kit.signoff.keys import CannotSign, Key
from form4kit.signoff.revocation import Moment, ProofMaterial
from form4kit.signoff.signing import SIGNING
from form4kit.signoff.terms import STATEMENTS
from form4kit.signoff.timestamps import Tsa
from form4kit.storage.sealed import sealed, sha256

FIELD: Final = "Signature"
_BOX: Final = (43, 36, 403, 136)
"""Where the signature shows: in the foot of the last page, which the signature page leaves free (points)."""
_STAMP: Final = "Electronically signed by %(signer)s\n%(ts)s\n{}"
_TIME_STAMPING: Final = frozenset(["time_stamping"])

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what matters is told in one line of our own


@dataclass(frozen=True, slots=True)
class Trust:
    """What the signature is to be verified with: authorities and lists for the key, and for the timestamp."""

    signer: Trusted = field(default_factory=Trusted)
    clock: Trusted = field(default_factory=Trusted)

    @property
    def lists(self) -> list[bytes]:
        """The revocation lists, in DER."""
        return [each.dump() for each in (*self.signer.lists, *self.clock.lists)]


@dataclass(frozen=True, slots=True)
class MadeSignature:
    """A signed packet, and what is to be said of it: what cannot be proven later, and until when."""

    data: bytes
    warnings: tuple[str, ...] = ()


def sign(
    data: bytes,
    key: Key,
    seen: bytes,
    now: dt.datetime,
    *,
    tsa: str | None = None,
    trust: Trust | None = None,
) -> MadeSignature:
    """Return a packet with a visible signature on its last page that covers all of it. Raises CannotSign.

    `seen` is `signing.json`, and goes into the revision that is signed.
    """
    trust = trust or Trust()
    reader = PdfFileReader(io.BytesIO(data))
    if reader.embedded_signatures:
        raise CannotSign("is signed already; make a packet for each signer")
    last = int(reader.root["/Pages"]["/Count"]) - 1
    warnings = _judged(key.certificate, key.chain, trust.signer, now)
    stamper = Tsa(tsa) if tsa else None
    clock, more = _clock(stamper, trust.clock, now)
    warnings += more
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    attach(writer, SIGNING, seen)
    if trust.signer.certificates or trust.clock.certificates or trust.lists:
        _store(writer, [key.certificate, *key.chain, *clock], trust)
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
        timestamper=stamper,
        stamp_style=style,
        new_field_spec=SigFieldSpec(FIELD, on_page=last, box=_BOX),
    )
    out = io.BytesIO()
    try:
        pdf_signer.sign_pdf(writer, output=out)
    except (TimestampRequestError, OSError) as error:
        raise CannotSign(f"no timestamp from {tsa}: {_first_line(error)}") from None
    if stamper is None:
        warnings.append(
            f"provable until {key.until:%Y-%m-%d}, when this certificate ends: no --tsa was asked"
        )
    return MadeSignature(out.getvalue(), tuple(dict.fromkeys(warnings)))


def renew(data: bytes, now: dt.datetime, *, tsa: str, trust: Trust | None = None) -> MadeSignature:
    """Return a signed packet with an archive timestamp after it, and nothing else changed. Raises CannotSign.

    The store of certificates and revocation lists grows in the same revision, so that the timestamp covers
    it.
    """
    trust = trust or Trust()
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if len(reader.embedded_regular_signatures) != 1:
            raise CannotSign("is not signed, so that nothing can be renewed")
        if not _is_whole(reader.embedded_regular_signatures[0]):
            raise CannotSign("its signature does not fit its bytes: nothing is renewed", judged=True)
    except CannotSign:
        raise
    except Exception as error:  # a PDF changed at any byte: pyHanko raises whatever its parser stumbles over
        raise CannotSign(f"its signature cannot be read ({type(error).__name__})") from None
    stamper = Tsa(tsa)
    clock, warnings = _clock(stamper, trust.clock, now)
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    _store(writer, [*clock, *trust.signer.certificates], trust)
    out = io.BytesIO()
    try:
        asked = signers.PdfTimeStamper(stamper).async_timestamp_pdf(
            writer, "sha256", validation_paths=[], output=out
        )
        asyncio.run(asked)
    except (TimestampRequestError, OSError, PdfError) as error:
        raise CannotSign(f"no timestamp from {tsa}: {_first_line(error)}") from None
    return MadeSignature(out.getvalue(), tuple(warnings))


def attach(writer: IncrementalPdfFileWriter, name: str, data: bytes) -> None:
    """Attach a file in the revision that is being written, undated."""
    stream = EmbeddedFileObject.from_file_data(
        writer, data=data, mime_type="application/json", params=EmbeddedFileParams()
    )
    embed_file(writer, FileSpec(file_spec_string=name, file_name=name, embedded_data=stream))


def _is_whole(signature: Any) -> bool:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(signature, context, context)
    return bool(status.intact and status.valid)


def _judged(
    certificate: x509.Certificate,
    chain: Iterable[x509.Certificate],
    trusted: Trusted,
    now: dt.datetime,
    purposes: frozenset[str] = frozenset(),
) -> list[str]:
    """Judge a certificate by what it is verified with; return what was not checked. Raises CannotSign."""
    if not trusted.certificates:
        return []
    found = judge_chain(certificate, trusted, ProofMaterial(tuple(chain)), Moment(now), purposes)
    if found.faults:
        raise CannotSign(found.faults[0], judged=True)
    return [f"{each}: no list of its issuer was given" for each in found.remarks]


def _clock(
    stamper: Tsa | None, trusted: Trusted, now: dt.datetime
) -> tuple[list[x509.Certificate], list[str]]:
    """Return the certificates of a timestamp server, and what was not checked of them. Raises CannotSign."""
    if stamper is None:
        return [], []
    try:
        found = asyncio.run(stamper.certificates())
    except (TimestampRequestError, OSError) as error:
        raise CannotSign(f"no timestamp from {stamper.url}: {_first_line(error)}") from None
    if not trusted.certificates:
        return found, ["whose clock gave the time was not checked (--trust-tsa)"]
    if not found:
        raise CannotSign(f"{stamper.url} does not say whose clock it is", judged=True)
    return found, _judged(found[0], found[1:], trusted, now, _TIME_STAMPING)


def _store(writer: IncrementalPdfFileWriter, certificates: Iterable[x509.Certificate], trust: Trust) -> None:
    """Put certificates and revocation lists into the revision that is being written; no VRI."""
    known = {
        each.sha256: each for each in (*certificates, *trust.signer.authorities, *trust.clock.authorities)
    }
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, certs=list(known.values()), crls=[*trust.signer.lists, *trust.clock.lists]
    )


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
            "binds": {key: terms[key] for key in ("signer", "filings", STATEMENTS) if key in terms},
        }
    )


def record_of(packet: Path) -> Path:
    """Return where the record of a packet's signing lies: `packet.signed.json`, for it signed or not."""
    return packet.with_name(packet.name.removesuffix(".pdf").removesuffix(".signed") + ".signed.json")


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]

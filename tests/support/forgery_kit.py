"""What an attacker has: authorities and keys of their own, any program that signs, every hash and seal."""

import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization import pkcs12 as store
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from signing_kit import PASSWORD, SIGNER, built, run

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
"""The present instant, for certificates that are valid around it."""
Life = tuple[float, float]
"""From when to when a certificate is valid, in days from now."""


@dataclass(frozen=True)
class Hand:
    """A key with its certificate and those above it."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def p12(self, file: Path) -> Path:
        encryption = BestAvailableEncryption(PASSWORD.encode())
        data = store.serialize_key_and_certificates(
            b"key", self.key, self.certificate, list(self.above), encryption
        )
        file.write_bytes(data)
        return file

    def issue(
        self,
        name: str,
        life: Life = (-60, 300),
        *,
        ca: bool = False,
        stamps: bool = False,
        rsa_key: bool = False,
        signs: bool = True,
        purposes: Sequence[x509.ObjectIdentifier] = (),
    ) -> "Hand":
        """Issue a certificate below this one."""
        purposes = [ExtendedKeyUsageOID.TIME_STAMPING] if stamps else purposes
        rsa_key = rsa_key or stamps
        return _issued(name, life, ca=ca, purposes=purposes, by=self, rsa_key=rsa_key, signs=signs)

    def revoke(self, *hands: "Hand", days: float = -1) -> bytes:
        """Return a revocation list in PEM that says these were revoked, so many days from now."""
        found = x509.CertificateRevocationListBuilder(
            issuer_name=self.certificate.subject,
            last_update=NOW - dt.timedelta(days=1),
            next_update=NOW + dt.timedelta(days=30),
        )
        for each in hands:
            entry = x509.RevokedCertificateBuilder(
                each.certificate.serial_number, NOW + dt.timedelta(days=days)
            )
            found = found.add_revoked_certificate(entry.build())
        return found.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def authority(name: str = "Calder Signing Authority", life: Life = (-4000, 4000)) -> Hand:
    """Make an authority that signs itself."""
    return _issued(name, life, ca=True, by=None)


def alone(name: str, life: Life = (-60, 300), *, certifies: bool = True) -> Hand:
    """Make a key whose certificate signs itself; with `certifies` it may sign those of others."""
    return _issued(name, life, ca=True, by=None, certifies=certifies)


def _issued(
    name: str,
    life: Life,
    *,
    ca: bool,
    by: Hand | None,
    rsa_key: bool = False,
    signs: bool = True,
    purposes: Sequence[x509.ObjectIdentifier] = (),
    certifies: bool = True,
) -> Hand:
    key = rsa.generate_private_key(65537, 2048) if rsa_key else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(signs, signs, not signs, False, False, ca and certifies, ca, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + dt.timedelta(days=life[0]))
        .not_valid_after(NOW + dt.timedelta(days=life[1]))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
    made = builder.sign(by.key if by else key, hashes.SHA256())
    return Hand(key, made, (by.certificate, *by.above) if by else ())


@contextmanager
def at(when: dt.datetime | None) -> Iterator[None]:
    """Let a signing program believe that it is another time."""

    class Then(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return when

    if when is None:
        yield
        return
    with mock.patch("pyhanko.sign.signers.pdf_signer.datetime", Then):
        yield


def stamper(hand: Hand, when: dt.datetime | None = None) -> Any:
    """Return a timestamp authority in this process, whose clock may be wrong."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    held = SimpleCertificateStore()
    for each in hand.above:
        held.register(asn1.Certificate.load(each.public_bytes(Encoding.DER)))
    secret = hand.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = asn1.Certificate.load(hand.certificate.public_bytes(Encoding.DER))
    return DummyTimeStamper(certificate, keys.PrivateKeyInfo.load(secret), certs_to_embed=held, fixed_dt=when)


def sign_with(
    data: bytes,
    hand: Hand,
    *,
    tsa: Any = None,
    when: dt.datetime | None = None,
    box: Any = None,
    certify: bool = True,
) -> bytes:
    """Sign a PDF with another program than form4kit's: it looks at nothing."""
    import tempfile

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

    with tempfile.TemporaryDirectory() as folder:
        file = hand.p12(Path(folder) / "key.p12")
        signer = signers.SimpleSigner.load_pkcs12(file, passphrase=PASSWORD.encode())
    metadata = signers.PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.NO_CHANGES if certify else MDPPerm.FILL_FORMS,
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        last = len(pdf.pages) - 1
    field = SigFieldSpec("Signature", on_page=last, box=box or (43, 36, 403, 136))
    out = io.BytesIO()
    with at(when):
        pdf_signer = signers.PdfSigner(metadata, signer, timestamper=tsa, new_field_spec=field)
        pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=out)
    return out.getvalue()


def archived(data: bytes, tsa: Any) -> bytes:
    """Append a document timestamp to a signed PDF."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    signers.PdfTimeStamper(tsa).timestamp_pdf(writer, "sha256", None, output=out)
    return out.getvalue()


def stripped(data: bytes) -> bytes:
    """Take the timestamp out of a signature: it is an unsigned attribute, in the gap that nothing covers."""
    from asn1crypto import cms

    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    end = data.index(b">", start)
    found = cms.ContentInfo.load(bytes.fromhex(data[start:end].decode("ascii")))
    signer = found["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = cms.CMSAttributes([])
    held = found.dump(force=True).hex().encode("ascii")
    return data[:start] + held.ljust(end - start, b"0") + data[end:]


def with_file_and_its_timestamp(data: bytes, other: bytes) -> bytes:
    """Append another file to a signed one, and its document timestamp as if it were over the first.

    A timestamp is over the bytes that its ByteRange names, and those of the other file are in this one now.
    """
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader

    name, found = generic.pdf_name, PdfFileReader(io.BytesIO(other)).embedded_timestamp_signatures[0]
    ranges = [int(each) for each in found.byte_range]

    def put(writer: Any, at: int) -> None:
        held = generic.StreamObject(stream_data=other)
        writer.add_object(held)
        moved = [ranges[0] + at, ranges[1], ranges[2] + at, ranges[3]]
        stamp = generic.DictionaryObject(
            {
                name("/Type"): name("/DocTimeStamp"),
                name("/Filter"): name("/Adobe.PPKLite"),
                name("/SubFilter"): name("/ETSI.RFC3161"),
                name("/Contents"): generic.ByteStringObject(found.pkcs7_content),
                name("/ByteRange"): generic.ArrayObject(map(generic.NumberObject, moved)),
            }
        )
        field = generic.DictionaryObject(
            {
                name("/FT"): name("/Sig"),
                name("/T"): generic.pdf_string("Timestamp-0"),
                name("/Type"): name("/Annot"),
                name("/Subtype"): name("/Widget"),
                name("/F"): generic.NumberObject(132),
                name("/Rect"): generic.ArrayObject([generic.NumberObject(0)] * 4),
                name("/V"): writer.add_object(stamp),
            }
        )
        form = writer.root["/AcroForm"]
        form["/Fields"].append(writer.add_object(field))
        writer.update_container(form["/Fields"])

    there = appended(data, lambda writer: put(writer, 0)).index(other)
    for _ in range(9):
        made = appended(data, lambda writer, at=there: put(writer, at))  # type: ignore[misc]
        if made.index(other) == there:
            return made
        there = made.index(other)
    raise AssertionError("the other file moves")


def appended(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Change a PDF by an incremental update, as a reader's editor does."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def rewritten(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Change a PDF and write all of it anew."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def reterm(pdf: pikepdf.Pdf, change: Callable[[dict[str, Any]], None]) -> None:
    """Change `packet.json` in a packet, and seal it again."""
    from form4kit.storage.sealed import opened, sealed

    terms = opened(pdf.attachments["packet.json"].get_file().read_bytes())
    change(terms)
    attach(pdf, "packet.json", sealed(terms))


def attach(pdf: pikepdf.Pdf, name: str, data: bytes) -> None:
    if name in pdf.attachments:
        pdf.attachments[name].obj.EF.F.write(data)
        return
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)


@dataclass
class Scene:
    """A copy of an honest folder with its signed packet, and what whoever verifies keeps elsewhere."""

    root: Path
    honest: "Honest"
    trust: list[bytes] = field(default_factory=list)
    clocks: list[bytes] = field(default_factory=list)
    names: list[str] = field(default_factory=lambda: [SIGNER])
    packets: list[Path] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def packet(self) -> Path:
        return self.root / "packet.pdf"

    @property
    def signed(self) -> Path:
        return self.root / "packet.signed.pdf"

    def edit(self, name: str, old: str, new: str, count: int = 1) -> None:
        """Change a text of a source file, which must be there."""
        file = self.root / name
        text = file.read_text()
        assert old in text, f"{name} has no {old}"
        file.write_text(text.replace(old, new, count))

    def rebuild(self, name: str = "plan", *options: str, ccc: str | None = None) -> None:
        """Build a draft anew: every hash and seal of its folder fits again."""
        result = run("build", self.root / f"{name}.yaml", "--out", self.out, *options, ccc=ccc)
        assert result.exit_code == 0, result.output

    def reseal(self, name: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Change a manifest, with the hash of every file as it is now, and seal it again."""
        from form4kit.storage.sealed import opened, sealed, sha256

        folder = self.out / name
        manifest = opened((folder / "manifest.json").read_bytes())
        for kind in ("sha256", "exhibits"):
            for each in manifest.get(kind, {}):
                manifest[kind][each] = sha256((folder / each).read_bytes())
        change(manifest)
        (folder / "manifest.json").write_bytes(sealed(manifest))

    def put(self, data: bytes) -> None:
        """Put another signed packet in place of the honest one, without the record beside it."""
        self.signed.write_bytes(data)
        self.signed.with_name("packet.signed.json").unlink(missing_ok=True)

    def pin(self, name: str, hand: Hand, **days: str) -> None:
        """Pin a certificate to somebody in the registry that lies beside the folder."""
        (self.root / "form4kit.toml").touch()
        (self.root / "people").mkdir(exist_ok=True)
        key = name.lower().replace(" ", "-")
        pin = json.dumps([{"sha256": hand.fingerprint, **days}])
        (self.root / "people" / f"{key}.yaml").write_text(f"name: {name}\ncertificate_sha256: {pin}\n")

    def verify(self, *more: object) -> Any:
        """Verify as whoever keeps the certificates would."""
        options: list[object] = []
        for option, pems in (("--trust", self.trust), ("--trust-tsa", self.clocks)):
            for number, pem in enumerate(pems):
                file = self.root.parent / f"{option[2:]}-{number}.pem"
                file.write_bytes(pem)
                options += [option, file]
        for name in self.names:
            options += ["--signer", name]
        return run("verify", self.out, *(self.packets or [self.signed]), *options, *more)


@dataclass(frozen=True)
class Honest:
    """What is honest: an authority, Thomas Abel's key under it, a colleague's, a clock, a signed packet."""

    root: Path
    authority: Hand
    abel: Hand
    colleague: Hand
    clocks: Hand
    clock: Hand

    def scene(self, folder: Path) -> Scene:
        shutil.copytree(self.root, folder, dirs_exist_ok=True)
        return Scene(folder, self, trust=[self.authority.pem])


def honest(root: Path) -> Honest:
    """Build, pack and sign with a key under an authority."""
    top, clocks = authority(), authority("Calder Time Authority")
    found = Honest(
        root,
        top,
        top.issue(SIGNER),
        top.issue("Ann Colleague"),
        clocks,
        clocks.issue("Calder Clock", (-400, 3000), stamps=True),
    )
    out = built(root)
    packet = root / "packet.pdf"
    result = run("packet", out, "--signer", SIGNER, "--out", packet)
    assert result.exit_code == 0, result.output
    result = run("sign", packet, "--key", found.abel.p12(root / "key.p12"))
    assert result.exit_code == 0, result.output
    (root / "key.p12").unlink()
    return found


def shares_in(text: str) -> str:
    """Return the first number of shares in an ownership document."""
    found = re.search(r"<transactionShares>\s*<value>(\d+)", text)
    assert found
    return found[1]

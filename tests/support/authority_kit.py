"""An authority for the tests of signing: certificates, revocation lists, a clock on loopback."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from signing_kit import PASSWORD, SIGNER

NOW = dt.datetime.now(dt.UTC)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """An authority with a key of its own, which vouches for others and revokes them."""

    def __init__(self, name: str = "Hartwell Authority") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = name
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        self.certificate = self._sign(name, self.key.public_key(), 3650, [(usage, True)], ca=True)

    def _sign(
        self, name: str, public: Any, days: float, more: list[tuple[Any, bool]], *, ca: bool = False
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder(_name(self.name), _name(name), public, x509.random_serial_number())
            .not_valid_before(NOW - dt.timedelta(days=60))
            .not_valid_after(NOW + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        for extension, critical in more:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.key, hashes.SHA256())

    def pem(self, file: Path, *lists: bytes) -> Path:
        """Write the authority's certificate, and revocation lists, as a PEM file."""
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM) + b"".join(lists))
        return file

    def revokes(self, *certificates: x509.Certificate) -> bytes:
        """Return a revocation list in PEM."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(_name(self.name))
            .last_update(NOW - dt.timedelta(days=1))
            .next_update(NOW + dt.timedelta(days=30))
        )
        for each in certificates:
            entry = x509.RevokedCertificateBuilder().serial_number(each.serial_number)
            builder = builder.add_revoked_certificate(
                entry.revocation_date(NOW - dt.timedelta(days=2)).build()
            )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def key_store(self, file: Path, name: str = SIGNER, days: float = 365) -> x509.Certificate:
        """Write a key store with a key that the authority vouches for, and return its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
        certificate = self._sign(name, key.public_key(), days, [(usage, True)])
        encryption = BestAvailableEncryption(PASSWORD.encode())
        file.write_bytes(
            pkcs12.serialize_key_and_certificates(b"k", key, certificate, [self.certificate], encryption)
        )
        file.with_suffix(".pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        return certificate

    @contextmanager
    def clock(self) -> Iterator[str]:
        """Run a timestamp server that this authority vouches for, on loopback; give its address."""
        from asn1crypto import keys, tsp
        from asn1crypto import x509 as asn1
        from pyhanko.sign.timestamps import DummyTimeStamper

        key = rsa.generate_private_key(65537, 2048)
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
        certificate = self._sign("The Clock", key.public_key(), 365, [(purpose, True), (usage, True)])
        secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        stamper = DummyTimeStamper(
            asn1.Certificate.load(certificate.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(secret)
        )

        class Clock(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                answer = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Clock)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()

"""A cluster over TLS, as docs/security.md sets it up: certificates of one's own authority alone."""

import datetime as dt
import ipaddress
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from clean_filings import CLEAN

import form4kit

pytestmark = pytest.mark.skipif(
    find_spec("distributed") is None or find_spec("cryptography") is None,
    reason="needs distributed and cryptography",
)
DAYS = dt.timedelta(days=2)


def authority(folder: Path) -> dict[str, str]:
    """Make an authority and a certificate under it for 127.0.0.1; return Dask's settings for them."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    folder.mkdir()
    now = dt.datetime.now(dt.UTC)

    def named(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    def certificate(words: str, key: ec.EllipticCurvePrivateKey, *, ca: bool) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder(named("form4kit test authority"), named(words), key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAYS)
            .not_valid_after(now + DAYS)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), critical=False
            )
        )

    root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    top = certificate("form4kit test authority", root, ca=True).add_extension(usage, critical=True)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    own = certificate("127.0.0.1", key, ca=False).add_extension(address, critical=False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(top.sign(root, hashes.SHA256()).public_bytes(pem))
    (folder / "cert.pem").write_bytes(own.sign(root, hashes.SHA256()).public_bytes(pem))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *private))
    (folder / "key.pem").chmod(0o600)
    found = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(folder / "ca.pem")}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        for kind in ("CERT", "KEY"):
            name = f"DASK_DISTRIBUTED__COMM__TLS__{role}__{kind}"
            found[name] = str(folder / f"{kind.lower()}.pem")
    return found


def dask(folder: Path, settings: dict[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    root = str(Path(form4kit.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=folder,
        env=os.environ | settings | {"PYTHONPATH": root},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return authority(tmp_path_factory.mktemp("tls") / "ours")


@pytest.fixture(scope="module", params=["tls", "tcp"])
def cluster(
    request: pytest.FixtureRequest, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Start a scheduler and a worker on the loopback, and give the scheduler's address."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    used = settings if request.param == "tls" else {}
    more = ("--host", f"{request.param}://127.0.0.1", "--no-dashboard")
    started = [
        dask(folder, used, "scheduler", *more, "--port", "0", "--no-show", "--scheduler-file", str(file))
    ]
    try:
        until = time.monotonic() + 40
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--death-timeout", "60")
        started.append(dask(folder, used, *worker, *more))
        yield address
    finally:
        for each in started:
            each.kill()
            each.wait()


def check(address: str, settings: dict[str, str], folder: Path) -> "subprocess.CompletedProcess[str]":
    (folder / "a.yaml").write_text((CLEAN / "4.yaml").read_text())
    words = ["check", "a.yaml", "--filed", "2026-11-19", "--cluster", address]
    return subprocess.run(
        [sys.executable, "-m", "form4kit.cli.main", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=90,
        env=os.environ | settings | {"PYTHONPATH": str(Path(form4kit.__file__).parents[1])},
    )


def test_a_cluster_says_whether_drafts_travel_in_the_clear(
    cluster: str, settings: dict[str, str], tmp_path: Path
) -> None:
    secret = cluster.startswith("tls:")
    done = check(cluster, settings if secret else {}, tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 file: nothing to object to\n"), done.stderr
    assert ("in the clear" in done.stderr) == (not secret)
    if secret:
        assert "Traceback" not in done.stderr
        theirs = authority(tmp_path / "theirs")
        gone = {**settings, "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY": "gone.pem"}
        for strange, words in (({}, "no certificates are set"), (theirs, "takes these"), (gone, "not there")):
            refused = check(cluster, strange, tmp_path)
            assert refused.returncode == 2
            assert words in refused.stderr, refused.stderr
            assert "Traceback" not in refused.stderr

"""What the tests of signing share: built folders, keys with certificates, the commands in this process."""

import datetime as dt
import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from click.testing import Result
from typer.testing import CliRunner

from form4kit.cli.main import app

EXAMPLES = Path(__file__).parents[2] / "examples"
SIGNER = "Thomas Abel"
OWN_HAND = "/s/ Antonio J. Reyes"
FOR_REYES = f"/s/ {SIGNER}, Attorney-in-Fact for Antonio J. Reyes"
PASSWORD = "a pass phrase"


def run(*arguments: object, password: str | None = PASSWORD, ccc: str | None = None) -> Result:
    """Run the command line; no CCC stands in the environment but that of the examples' owner, if given."""
    environment = {"FORM4KIT_KEY_PASSWORD": password, "FORM4KIT_CCC_1903439": ccc}
    return CliRunner().invoke(app, [str(each) for each in arguments], env=environment)


@lru_cache
def _built() -> Path:
    root = Path(mkdtemp(prefix="form4kit-signing-"))
    gift = (EXAMPLES / "gift.yaml").read_text()
    assert gift.count(OWN_HAND) == 1
    (root / "gift.yaml").write_text(gift.replace(OWN_HAND, FOR_REYES))
    plan = (EXAMPLES / "plan-sale.yaml").read_text()
    (root / "plan.yaml").write_text(f"{plan}\nexhibits:\n  - {{file: poa.txt, type: EX-24}}\n")
    (root / "poa.txt").write_text("Know all by these presents that Thomas Abel may sign for me.\n")
    result = run("build", root, "--out", root / "out")
    assert result.exit_code == 0, result.output
    return root


def built(into: Path) -> Path:
    """Put two built folders, `gift` and `plan`, into a folder, their sources beside, and return theirs."""
    shutil.copytree(_built(), into, dirs_exist_ok=True)
    return into / "out"


def live(folder: Path) -> Path:
    """Make the submission of a built folder one for filing, as a build with `--live` does."""
    file = folder / "submission.xml"
    file.write_bytes(file.read_bytes().replace(b">TEST<", b">LIVE<"))
    return folder


def pkcs12(
    file: Path, *, days: float = 30, with_key: bool = True, password: str = PASSWORD, name: str = SIGNER
) -> Path:
    """Write a key store with a key of its own, and its certificate beside it as .pem."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
    from cryptography.hazmat.primitives.serialization import pkcs12 as store
    from cryptography.x509.oid import NameOID

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 77)
        .not_valid_before(now - dt.timedelta(days=60))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(password.encode())
    data = store.serialize_key_and_certificates(
        b"key", key if with_key else None, certificate if with_key else None, [certificate], encryption
    )
    file.write_bytes(data)
    file.with_suffix(".pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    return file


def signed(root: Path) -> tuple[Path, Path]:
    """Build, pack and sign in a folder; return the folder of the built ones and the signed packet."""
    out, packet = built(root), root / "packet.pdf"
    assert run("packet", out, "--signer", SIGNER, "--out", packet).exit_code == 0
    result = run("sign", packet, "--key", pkcs12(root / "key.p12"))
    assert result.exit_code == 0, result.output
    return out, root / "packet.signed.pdf"

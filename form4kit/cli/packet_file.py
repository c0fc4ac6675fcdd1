"""A packet that a command is given, and what lies beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.signoff.verify import Packet


def read_packet(file: Path, trust: list[Path]) -> "Packet":
    """Read a packet and what lies beside it; end with exit code 2 where it cannot be read."""
    import json

    from form4kit.signoff.sign import record_of
    from form4kit.signoff.verify import Packet

    data = _read(file)
    record = record_of(file)
    kept = _read(record) if record.is_file() else None
    try:
        name = json.loads(kept or b"{}").get("wet", {}).get("name", "")
    except (ValueError, AttributeError):
        name = ""
    scan = file.with_name(Path(str(name)).name) if name else None
    return Packet(
        name=str(file),
        data=data,
        record=kept,
        scan=_read(scan) if scan and scan.is_file() else None,
        trusted=tuple(each for pem in trust for each in _certificates(pem)),
    )


def _certificates(file: Path) -> list[bytes]:
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return [each.public_bytes(Encoding.DER) for each in load_pem_x509_certificates(_read(file))]
    except ValueError:
        opt.fail(f"{file}: holds no certificate in PEM")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")

"""What `sign` saw: `signing.json`, attached in the very revision that carries the signature, and sealed.

    {"form4kit", "packet": {"sha256", "size"}, "signer": {"name", "certificate_sha256"}, "at",
     "checks": [...], "pinned", "reading", "read": [...], "approvals", "review_sha256", "attested"}

What stands inside the signature is evidence; `packet.signed.json`, which lies beside it, is convenience.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from form4kit import __version__
from form4kit.storage.sealed import opened, sealed

SIGNING: Final = "signing.json"
"""The attachment that says what `sign` saw."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What `sign` saw when it signed.

    `packet_sha256` and `packet_size` (bytes) are those of the unsigned packet, which is how the signed file
    begins. `at` is the instant by the signer's own clock, ISO 8601 in UTC. `checks` are the checks that
    passed, in words; `pinned` the file of the registry that pins the certificate. `reading` is the code
    that the signer read off the packet, `read` what they read and when (see `signoff.reading`). `approvals`
    are the reviews by folder and `review_sha256` the hash of each `review.jsonl`, by folder. `attested` is
    the day of the manual attestation (YYYY-MM-DD). What there was not is empty.
    """

    packet_sha256: str
    packet_size: int
    signer: str
    certificate_sha256: str
    at: str
    checks: tuple[str, ...] = ()
    pinned: str = ""
    reading: str = ""
    approvals: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    review_sha256: Mapping[str, str] = field(default_factory=dict)
    attested: str = ""
    read: Sequence[Mapping[str, Any]] = ()
    form4kit: str = __version__


def write_signing(seen: Signing) -> bytes:
    """Write `signing.json`."""
    return sealed(
        {
            "form4kit": seen.form4kit,
            "packet": {"sha256": seen.packet_sha256, "size": seen.packet_size},
            "signer": {"name": seen.signer, "certificate_sha256": seen.certificate_sha256},
            "at": seen.at,
            "checks": list(seen.checks),
            "pinned": seen.pinned,
            "reading": seen.reading,
            "read": [dict(each) for each in seen.read],
            "approvals": {name: list(each) for name, each in seen.approvals.items()},
            "review_sha256": dict(seen.review_sha256),
            "attested": seen.attested,
        }
    )


def read_signing(data: bytes) -> Signing:
    """Read `signing.json`. Raises Broken where it was changed; what is not of its kind reads as missing."""
    content = opened(data)
    packet, signer = _mapping(content.get("packet")), _mapping(content.get("signer"))
    size, checks, read = packet.get("size"), content.get("checks"), content.get("read")
    return Signing(
        packet_sha256=str(packet.get("sha256") or ""),
        packet_size=size if isinstance(size, int) else 0,
        signer=str(signer.get("name") or ""),
        certificate_sha256=str(signer.get("certificate_sha256") or ""),
        at=str(content.get("at") or ""),
        checks=tuple(str(each) for each in checks) if isinstance(checks, list) else (),
        pinned=str(content.get("pinned") or ""),
        reading=str(content.get("reading") or ""),
        approvals=_mapping(content.get("approvals")),
        review_sha256={str(key): str(value) for key, value in _mapping(content.get("review_sha256")).items()},
        attested=str(content.get("attested") or ""),
        read=tuple(_mapping(each) for each in read) if isinstance(read, list) else (),
        form4kit=str(content.get("form4kit") or ""),
    )


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}

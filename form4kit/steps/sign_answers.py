"""What a person says when they sign: the key or the scan, and what they have read."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.signoff.reading import FormRead

if TYPE_CHECKING:
    from form4kit.signoff.sign import Trust


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key store as it was given, still locked, with its password; neither is in any representation."""

    name: str
    data: bytes = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScanFile:
    """The scan of the page that was signed by hand."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAnswers:
    """What is asked for: with a key, or by hand with a scan; neither while it is not known which.

    `code` is that of the packet's last page, as it was typed, `read` the forms that were read on a screen.
    `out` is the signed packet, `PACKET.signed.pdf` where None. `tsa` is the address of a timestamp server,
    `trust` what is kept in the packet. `attested` is the day of the manual attestation (YYYY-MM-DD);
    `elsewhere` says that it is kept elsewhere, and is None where nobody was asked.
    `root` is the folder whose registry and settings count, that of the packet where None.
    """

    key: KeyFile | None = None
    scan: ScanFile | None = None
    code: str = ""
    read: tuple[FormRead, ...] = ()
    out: Path | None = None
    tsa: str | None = None
    trust: "Trust | None" = None
    attested: str = ""
    elsewhere: bool | None = None
    root: Path | None = None

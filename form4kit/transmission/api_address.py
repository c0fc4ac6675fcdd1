"""Which address is asked for EDGAR's API: EDGAR's own two, and any other only where the person writes it.

Tokens go over TLS alone; plain HTTP is for a server on this very machine.
"""

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

EDGAR_API: Final = "https://api.edgarfiling.sec.gov"
"""The API of EDGAR itself, which is asked where no other address is given."""
EDGAR_BETA_API: Final = "https://api-bravo.edgarfiling.sec.gov"
"""EDGAR's beta host, with accounts and tokens of its own: nothing that it takes is filed."""


class NotAnAddress(ValueError):
    """Say why an address is not asked."""


@dataclass(frozen=True, slots=True)
class ApiAddress:
    """An address that may be asked: scheme, host, port and path, without a slash at the end."""

    url: str

    @property
    def loopback(self) -> bool:
        """Whether it is on this very machine."""
        return _is_loopback(urlsplit(self.url).hostname or "")

    @property
    def beta(self) -> bool:
        """Whether it is EDGAR's beta host, where nothing is filed."""
        return self.url == EDGAR_BETA_API

    def __str__(self) -> str:
        return self.url


def api_address(given: str | None = None) -> ApiAddress:
    """Return the address to ask: EDGAR's where none is given. Raises NotAnAddress.

    The name `localhost` is taken for 127.0.0.1, whatever this machine's table of hosts says.
    """
    if given is None:
        return ApiAddress(EDGAR_API)
    try:
        parts = urlsplit(given.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAnAddress("is no address: write it as https://HOST") from None
    if why := _fault(given.strip(), parts, host):
        raise NotAnAddress(why)
    host = "127.0.0.1" if host == "localhost" else host
    loopback = _is_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise NotAnAddress("is not https, and tokens go over nothing else; http is for 127.0.0.1 alone")
    shown = f"[{host}]" if ":" in host else host
    usual = 443 if parts.scheme == "https" else 80
    at = f":{port}" if port not in (None, usual) else ""
    return ApiAddress(f"{parts.scheme}://{shown}{at}{parts.path.rstrip('/')}")


def _fault(text: str, parts: SplitResult, host: str) -> str:
    if parts.scheme not in ("https", "http") or not host:
        return "is no address: write it as https://HOST"
    if not text.isascii() or not text.isprintable() or any(sign in text for sign in " \\%<>\"'"):
        return "has signs that stand in no address: write it as https://HOST"
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        return "has a name or a password in it: leave out what stands before @"
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        return "goes on after its path: leave out what stands from ? or # on"
    return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Ask an RFC 3161 server for the time, over HTTP, and nobody else."""

import urllib.error
import urllib.request
from typing import Final

from asn1crypto import tsp, x509
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from form4kit.signoff.keys import CannotSign

_SECONDS: Final = 30


class Tsa(TimeStamper):
    """Asks an RFC 3161 server over HTTP; tells only what is wrong, never retries."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        if not url.startswith(("https://", "http://")):
            raise CannotSign(f"{url} is not an http address")
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send a request and return the answer. Raises TimestampRequestError."""
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self.url, data=req.dump(), headers=headers)  # noqa: S310 -- http alone
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 -- as above
                return tsp.TimeStampResp.load(answer.read(1 << 20))
        except (urllib.error.URLError, TimeoutError, ValueError) as error:
            raise TimestampRequestError(str(getattr(error, "reason", error))) from None

    async def certificates(self) -> list[x509.Certificate]:
        """Ask once for a trial, and return the certificates that come with an answer, the server's own first.

        Raises TimestampRequestError.
        """
        await self._ensure_dummy()  # type: ignore[no-untyped-call]
        own = list(self._certs.values())
        return own + [each for each in self.cert_registry if each.dump() not in [one.dump() for one in own]]

"""EDGAR's submission API, asked over HTTP: each call asks once, and tells what came back.

No call follows a redirect, tries again, or repeats a token in what it says. Headers, bodies and statuses are
those of the SEC's OpenAPI document 1.11.0; the user token goes with a submission alone.
"""

import asyncio
import datetime as dt
import email.utils
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import httpx

from form4kit import __version__
from form4kit.lazy_re import pattern
from form4kit.transmission.api_address import ApiAddress
from form4kit.transmission.api_answer import json_in
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.mail import decoded
from form4kit.transmission.read_receipt import LARGEST
from form4kit.transmission.tokens import ApiToken, TokenPair

_CONNECT: Final = 20.0
_WAIT: Final = 60.0
_SLOWEST: Final = 20_000
"""The bytes a second that a submission leaves with at the least, before it is given up."""
_CHUNK: Final = 65_536
_EXPECT_ABOVE: Final = 1024 * 1024
_MOST_AT_ONCE: Final = 25
_ACCESSION = pattern(r"[0-9]{10}-[0-9]{2}-[0-9]{6}\Z")
_DIGITS = pattern(r"[0-9]{1,6}\Z")


class NotReached(Exception):
    """Say why nothing was asked: no connection was there, so that nothing was sent."""


class NoAnswer(Exception):
    """Say why it is not known what became of what was asked: it was sent, and nothing right came back."""


@dataclass(frozen=True, slots=True)
class ApiReply:
    """What came back: HTTP's status, the JSON of the body (None where it is none), when to ask again.

    `retry_after` are seconds. `elsewhere` is the host that a redirect names. `whole` says that all of the
    body came. `value` may repeat a token, where whoever answers means harm: it is shown and kept scrubbed.
    """

    status: int
    value: object = field(default=None, repr=False)
    retry_after: float | None = None
    elsewhere: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class EdgarApi:
    """The API at an address, asked with two tokens; `login` is the CIK that numbers the accession."""

    address: ApiAddress
    tokens: TokenPair
    login: str
    wait: float = _WAIT

    def submit(self, body: bytes, tag: LiveOrTest, begun: Callable[[], None]) -> ApiReply:
        """Send a submission, once. `begun` is called when the connection stands, before any of it leaves.

        Raises NotReached where nothing of the body left, NoAnswer where it may have been taken, and what
        `begun` raises, with nothing sent.
        """
        headers = {
            "Authorization": f"Bearer {self.tokens.filer.secret},{self.tokens.user.secret}",
            "X-EDGAR-LOGIN-CIK": self.login,
            "Content-Type": "application/xml",
            "Content-Length": str(len(body)),
        }
        if len(body) > _EXPECT_ABOVE:
            headers["Expect"] = "100-continue"
        left = _Leaving(body, begun)
        within = self.wait + len(body) / _SLOWEST
        try:
            path = f"/submission/single/{tag.lower()}"
            return self._ask("POST", path, headers, left.chunks(), within)
        except (NotReached, NoAnswer) as error:
            if left.stopped is not None:
                raise left.stopped from None
            raise (NoAnswer if left.begun else NotReached)(str(error)) from None

    def status(self, accession: str) -> ApiReply:
        """Ask for the status of one submission. Raises NotReached, NoAnswer."""
        if not _ACCESSION.match(accession):
            raise NotReached("that is no accession number")
        return self._ask("GET", f"/submission/{accession}/status", self._bearer(self.tokens.filer))

    def statuses(self, accessions: Sequence[str]) -> ApiReply:
        """Ask for the status of up to 25 submissions. Raises NotReached, NoAnswer."""
        import json

        body = json.dumps({"accessionNumbers": [*accessions[:_MOST_AT_ONCE]]}).encode("ascii")
        headers = {**self._bearer(self.tokens.filer), "Content-Type": "application/json"}
        return self._ask("POST", "/submission/status", headers, body)

    def condition(self) -> ApiReply:
        """Ask whether EDGAR takes submissions now. Raises NotReached, NoAnswer."""
        return self._ask("GET", "/status", self._bearer(self.tokens.filer))

    def _bearer(self, token: ApiToken) -> dict[str, str]:
        return {"Authorization": f"Bearer {token.secret}"}

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        content: bytes | AsyncIterator[bytes] | None = None,
        within: float | None = None,
    ) -> ApiReply:
        always = {"User-Agent": f"form4kit/{__version__}", "Accept": "application/json"}
        always |= {"Accept-Encoding": "identity", "Connection": "close"}
        request = (method, f"{self.address.url}{path}", {**always, **headers}, content)
        return asyncio.run(_asked(self.address, request, within or self.wait))


class _Leaving:
    """A body on its way out, which knows whether any of it has left."""

    def __init__(self, body: bytes, begin: Callable[[], None]) -> None:
        self.body, self.begin = body, begin
        self.begun = False
        self.stopped: Exception | None = None

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            self.begin()
        except Exception as error:
            self.stopped = error
            raise
        self.begun = True
        for start in range(0, len(self.body), _CHUNK):
            yield self.body[start : start + _CHUNK]


_Request = tuple[str, str, Mapping[str, str], "bytes | AsyncIterator[bytes] | None"]


async def _asked(address: ApiAddress, request: _Request, within: float) -> ApiReply:
    """Ask, all within so many seconds. Raises NotReached and NoAnswer, in words that repeat nothing sent."""
    method, url, headers, content = request
    try:
        async with (
            asyncio.timeout(within),
            httpx.AsyncClient(
                follow_redirects=False,
                trust_env=not address.loopback,  # what is on this machine is asked by way of no proxy
                timeout=httpx.Timeout(within, connect=min(_CONNECT, within)),
            ) as client,
            client.stream(method, url, headers=dict(headers), content=content) as response,
        ):
            return await _read(response)
    except TimeoutError:
        raise NoAnswer(f"no answer within {within:.0f} seconds") from None
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NotReached(f"no connection to {_host(url)}{_why(error)}") from None
    except httpx.ProxyError:
        raise NotReached("the proxy does not let it through") from None
    except (httpx.HTTPError, httpx.StreamError):
        raise NoAnswer("the connection was lost, or what came back is no HTTP") from None
    except (ImportError, httpx.InvalidURL, OSError, ValueError, TypeError):
        words = "the proxy or the certificates that the environment names cannot be used"
        raise NotReached(f"{words}: look at HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE") from None


def _why(error: httpx.HTTPError) -> str:
    """Say why a connection did not come about, where it is worth telling: its certificate is not trusted."""
    return ": its certificate is not trusted here" if "CERTIFICATE_VERIFY" in str(error) else ""


async def _read(response: httpx.Response) -> ApiReply:
    """Read an answer, no more of it than an answer has."""
    data, whole = bytearray(), True
    try:
        async for part in response.aiter_raw():
            data += part
            if len(data) > LARGEST:
                whole = False
                break
    except (httpx.HTTPError, httpx.StreamError):
        whole = False
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        whole = False
    value = json_in(decoded(bytes(data))) if whole else None
    elsewhere = _host(response.headers.get("Location", "")) if response.is_redirect else ""
    return ApiReply(response.status_code, value, _retry_after(response), elsewhere, whole)


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host[:253]
    except (httpx.InvalidURL, ValueError, TypeError):
        return ""


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds after which to ask again; None where it is not said, or not to be understood."""
    text = response.headers.get("Retry-After", "").strip()
    if _DIGITS.match(text):
        return float(text)
    try:
        at = email.utils.parsedate_to_datetime(text)
        until = (at if at.tzinfo else at.replace(tzinfo=dt.UTC)) - dt.datetime.now(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, until.total_seconds())

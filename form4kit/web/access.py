"""Who may speak to the workbench: this browser, at this address, with the token it was opened with.

Any page that a browser shows can send requests to this machine. So a request must name this very host (or a
name that somebody else's DNS points here would do), must not come from another site's page, and must carry
the token, first in the address and from then on in a cookie that no other site's page makes a browser send.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN: Final = "token"  # noqa: S105
"""The name of the token in the address."""

SAFE: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer says: run and show nothing but our own, keep nothing, tell nobody the address."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The address that the workbench listens at, the token that opens it, and when it was started (ISO)."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    started: str = ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that a browser on this machine may call it by."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def address(self) -> str:
        """The address to open, token included; it is for this person alone, and for no log."""
        return f"http://{self.hosts[0]}/?{TOKEN}={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies know no port, and two workbenches must not take each other's."""
        return f"form4kit-{self.port}"

    def fits(self, given: str) -> bool:
        """Tell whether a token is the right one, in the same time however wrong it is."""
        return secrets.compare_digest(given.encode("utf-8"), self.token.encode("utf-8"))


class Guard:
    """Lets through what comes from this browser, and refuses everything else in one plain line."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; of a websocket too."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._strange(scope, headers) or self._unknown(scope)
        if isinstance(refusal, Response) and scope["type"] == "http":
            refusal.headers.update(SAFE)
            await refusal(scope, receive, send)
        elif refusal is not None:
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, _safely(send))

    def _strange(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse what was sent to another host's name, or by another site's page."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self.gate.hosts:
            return _refused("This is not the address that form4kit serve printed.")
        writes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if origin != f"http://{host}" and (writes or origin is not None):
            return _refused("This request comes from another site's page.")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return _refused("This request comes from another site's page.")
        return None

    def _unknown(self, scope: Scope) -> Response | None:
        """Refuse who has no token; who brings it in the address gets the cookie, and the address without."""
        query = parse_qsl(scope["query_string"].decode("latin-1"))
        given = dict(query).get(TOKEN)
        if given is not None and scope["type"] == "http" and scope["method"] == "GET":
            if not self.gate.fits(given):
                return _refused("The token in this address is not the one of this run.")
            rest = urlencode([(key, value) for key, value in query if key != TOKEN])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self.gate.cookie, self.gate.token, httponly=True, samesite="strict", path="/")
            return answer
        if not self.gate.fits(HTTPConnection(scope).cookies.get(self.gate.cookie, "")):
            refused = _refused("Open the address that form4kit serve printed: it ends with a token.")
            if self.gate.started:  # a page of the run before sees by it what has become of its server
                refused.headers["Form4kit-Started"] = self.gate.started
            return refused
        return None


def _refused(why: str) -> Response:
    return PlainTextResponse(f"Refused. {why}\n", 403)


def _safely(send: Send) -> Send:
    """Add to every answer what keeps it to this page."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.lower().encode(), value.encode())
                    for name, value in SAFE.items()
                    if name.lower().encode() not in kept
                ),
            ]
        await send(message)

    return sent

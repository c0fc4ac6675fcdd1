"""What pages are told as it happens: server-sent events, for which a browser asks again when they end."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

_QUIET = 15.0
"""Seconds after which an empty line is sent, so that a page learns that its server is gone."""
_BEHIND = 1_000


class Feed:
    """Passes what any thread tells to every page that listens."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pages: set[asyncio.Queue[bytes]] = set()
        self.hello: Callable[[], dict[str, str]] = dict
        """What a page is told first."""

    def tell(self, kind: str, what: Any) -> None:
        """Tell all pages; may be called from any thread."""
        if self._loop is not None and self._pages:
            line = f"event: {kind}\ndata: {json.dumps(what)}\n\n".encode()
            self._loop.call_soon_threadsafe(self._pass_on, line)

    def _pass_on(self, line: bytes) -> None:
        for page in [*self._pages]:
            if page.qsize() > _BEHIND:  # a page that stopped reading: it asks again when it wakes
                self._pages.discard(page)
            else:
                page.put_nowait(line)

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield what is told from now on, until the page goes away."""
        self._loop = asyncio.get_running_loop()
        page: asyncio.Queue[bytes] = asyncio.Queue()
        self._pages.add(page)
        try:
            yield f"retry: 1000\n\nevent: hello\ndata: {json.dumps(self.hello())}\n\n".encode()
            while page in self._pages:
                try:
                    yield await asyncio.wait_for(page.get(), _QUIET)
                except TimeoutError:
                    yield f"event: tick\ndata: {json.dumps(self.hello())}\n\n".encode()
        finally:
            self._pages.discard(page)

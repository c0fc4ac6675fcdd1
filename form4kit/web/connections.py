"""Connections that do not say what they want: each has a few seconds, and all together a few places.

Whoever opens connections and sends half a request would else hold them for ever, until the system gives no
more, and the page of the person stands still.
"""

import asyncio
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE: Final = 10.0
"""Seconds from a connection, or the answer before, to the end of a request's headers."""
MOST: Final = 100
"""Connections that may wait at once without a request; a browser has some six."""


class Timed(H11Protocol):
    """HTTP as uvicorn speaks it, but for a connection that sends no whole request: it is closed in time."""

    waiting: ClassVar["dict[Timed, None]"] = {}
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a connection; where too many wait already, the one that has waited longest ends."""
        super().connection_made(transport)
        self._look()
        while len(self.waiting) > MOST:
            next(iter(self.waiting))._close()

    def data_received(self, data: bytes) -> None:
        """Take what came, and see whether it was a request."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._arrived()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Start the clock where no request is being answered, and stop it where one is."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._arrived()
        elif self._end is None and not self.transport.is_closing():
            self._end = self.loop.call_later(PATIENCE, self._close)
            self.waiting[self] = None

    def _arrived(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None
        self.waiting.pop(self, None)

    def _close(self) -> None:
        self._arrived()
        self.transport.close()

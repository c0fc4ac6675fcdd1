"""How far a long run is: a bar on a terminal, a plain line now and then elsewhere; on standard error."""

import sys
import time
from types import TracebackType

_WIDTH = 24
_REDRAWN = 0.1
_SAID = 10.0
_shown: "Progress | None" = None


class Progress:
    """Counts what is done, and shows it with the rate and the time left.

    `total` may be unknown; then there is neither bar nor time left. Runs that are over at once show nothing.
    """

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.done = 0
        self.terminal = sys.stderr.isatty()
        self.began = self.last = time.monotonic()
        self.drawn = False

    def __enter__(self) -> "Progress":
        global _shown
        _shown = self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        global _shown
        erase()
        _shown = None

    def step(self) -> None:
        """Count one more."""
        self.done += 1
        now = time.monotonic()
        if now - self.last < (_REDRAWN if self.terminal else _SAID):
            return
        self.last = now
        if self.terminal:
            sys.stderr.write(f"\r\x1b[K{self.words(now - self.began)}")
            self.drawn = True
        else:
            sys.stderr.write(f"form4kit: {self.words(now - self.began)}\n")
        sys.stderr.flush()

    def words(self, elapsed: float) -> str:
        """Return what is shown after so many seconds: `[####    ] 12 of 48, 4.9/s, 0:07 left`."""
        rate = self.done / elapsed if elapsed else 0.0
        speed = f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
        if not self.total:
            return f"{self.done} done, {speed}"
        left = round((self.total - self.done) / rate) if rate else 0
        full = _WIDTH * self.done // self.total
        bar = f"[{'#' * full:<{_WIDTH}}] " if self.terminal else ""
        return f"{bar}{self.done} of {self.total}, {speed}, {left // 60}:{left % 60:02} left"


def erase() -> None:
    """Take the bar off the terminal's line, for a line of text to stand there."""
    if _shown is not None and _shown.drawn:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
        _shown.drawn = False

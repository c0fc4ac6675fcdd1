"""Many sources over any executor: results in the order of the sources, and a crash stays with its own.

The same engine serves one process, several, and a cluster: what differs is the executor that `start` makes.
At most `ahead` sources are on their way at a time, so that a million need no more memory than a hundred.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic

from form4kit.attempt import DIED, Crash, R, Result, S, T, attempt, crash, refusal, result_of

AHEAD = 4
"""How many sources are on their way for each worker: enough that none waits for the slowest."""


def run_all(
    sources: Iterable[S],
    work: Callable[[T], R],
    start: Callable[[], Executor],
    *,
    ahead: int,
    pack: Callable[[S], T],
) -> Generator[Result[S, R], None, None]:
    """Do the work on each source, and give the results in the order of the sources.

    `pack` makes of a source what travels to the worker, when its turn comes. `work` is a function of a
    module, or a partial of one; what it takes and returns can be pickled. Where a worker process dies,
    `start` is called for another executor; the sources that were on their way are done again one by one,
    so that the one that kills is told from its neighbours.
    """
    line: deque[_Place[S, R]] = deque()
    crew = _Crew(pack, partial(attempt, work), start, line)
    try:
        for source in sources:
            line.append(crew.send(source))
            while line and (len(line) >= ahead or line[0].done):
                yield crew.receive()
        while line:
            yield crew.receive()
    finally:
        crew.stop()


@dataclass(slots=True)
class _Place(Generic[S, R]):
    """A source in the line, with its future or, once that was lost, what came of it the second time."""

    source: S
    future: "Future[R | Crash] | None" = None
    outcome: R | Crash | None = None

    @property
    def done(self) -> bool:
        return self.future is None or self.future.done()

    @property
    def lost(self) -> bool:
        """Whether the worker died before this was done, or while it was."""
        if self.future is None or not self.future.done():
            return self.future is not None
        return self.future.cancelled() or isinstance(self.future.exception(), BrokenExecutor)


class _Crew(Generic[S, T, R]):
    """An executor that is replaced when it breaks."""

    def __init__(
        self,
        pack: Callable[[S], T],
        work: Callable[[T], R | Crash],
        start: Callable[[], Executor],
        line: "deque[_Place[S, R]]",
    ) -> None:
        self.pack, self.work, self.start, self.line = pack, work, start, line
        self.executor = start()

    def send(self, source: S) -> _Place[S, R]:
        try:
            return _Place(source, self.submit(source))
        except BrokenExecutor:
            self.recover()
            return _Place(source, outcome=self.alone(source))

    def submit(self, source: S) -> "Future[R | Crash]":
        try:
            task = self.pack(source)
        except OSError as error:
            refused: Future[R | Crash] = Future()
            refused.set_result(refusal(error))
            return refused
        return self.executor.submit(self.work, task)

    def receive(self) -> Result[S, R]:
        first = self.line[0]
        if first.future is not None and isinstance(_raised(first.future), BrokenExecutor):
            self.recover()
        self.line.popleft()
        if first.future is not None:
            return result_of(first.source, _outcome(first.future))
        assert first.outcome is not None  # what is lost has been done again
        return result_of(first.source, first.outcome)

    def recover(self) -> None:
        """Replace a broken executor, and do again what was lost with it."""
        self.replace()
        for place in self.line:
            if place.lost:
                place.future, place.outcome = None, self.alone(place.source)

    def replace(self) -> None:
        self.executor.shutdown(wait=False)
        self.executor = self.start()

    def stop(self) -> None:
        """End at once: what has not begun is not begun, what has is waited for and dropped."""
        for place in self.line:
            if place.future is not None:
                place.future.cancel()
        self.executor.shutdown(wait=True)

    def alone(self, source: S) -> R | Crash:
        """Do a source with nothing beside it, so that a death is its own."""
        try:
            return _outcome(self.submit(source))
        except BrokenExecutor:
            self.replace()
            return Crash(DIED)


def _raised(future: "Future[Any]") -> BaseException | None:
    return None if future.cancelled() else future.exception()


def _outcome(future: "Future[R | Crash]") -> R | Crash:
    """Return what a future gives; what the executor itself could not do is a crash of this source."""
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except Exception as error:
        return crash(error)


def processes(jobs: int, warm: Callable[[], object]) -> Executor:
    """Start `jobs` worker processes, each of which calls `warm` before its first source.

    They are new interpreters (spawn), which leave Ctrl-C to this process and end when it does, however
    it ends.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle, initargs=(warm,))
    with _interrupts_ignored():  # which new processes inherit, so that Ctrl-C finds none half set up
        for _ in range(jobs):
            pool.submit(_ready)
    return pool


def _ready() -> None:
    """Do nothing: a pool starts a process for each first piece of work."""


def _settle(warm: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warm()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

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
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Generic

from form4kit.batch.result import DIED, Crash, R, Result, S, T, attempt, crash, result_of

AHEAD = 4
"""How many sources are on their way for each worker: enough that none waits for the slowest."""
PATIENCE = 5.0
"""Seconds in which a worker has to end once there is nothing more to do."""


def run_all(
    sources: Iterable[S],
    work: Callable[[T], R],
    start: Callable[[], Executor],
    *,
    ahead: int,
    pack: Callable[[S], T],
    bunch: int = 1,
) -> Generator[Result[S, R], None, None]:
    """Do the work on each source, and give the results in the order of the sources.

    `pack` makes of a source what travels to the worker, when its turn comes. `work` is a function of a
    module, or a partial of one; what it takes and returns can be pickled. Work that is soon done travels
    in bunches, of which `ahead` are on their way. Where a worker process dies, `start` is called for
    another executor; the sources that were on their way are done again one by one, so that the one that
    kills is told from its neighbours.
    """
    line: deque[_Bunch[S, R]] = deque()
    pool = _ReplaceableExecutor(pack, partial(_attempt_each, work), start, line)
    remaining = iter(sources)
    try:
        while together := tuple(islice(remaining, bunch)):
            line.append(pool.send(together))
            while line and (len(line) >= ahead or line[0].done):
                yield from pool.receive()
        while line:
            yield from pool.receive()
    finally:
        pool.stop()


def _attempt_each(work: Callable[[T], R], tasks: "list[T | Crash]") -> "list[R | Crash]":
    """Do a bunch, in the worker; what could not be packed comes back as it came."""
    return [task if isinstance(task, Crash) else attempt(work, task) for task in tasks]


@dataclass(slots=True)
class _Bunch(Generic[S, R]):
    """Sources in the line, with their future or, once that was lost, what came of them the second time."""

    sources: tuple[S, ...]
    future: "Future[list[R | Crash]] | None" = None
    outcomes: "list[R | Crash]" = field(default_factory=list)

    @property
    def done(self) -> bool:
        return self.future is None or self.future.done()

    @property
    def lost(self) -> bool:
        """Whether the worker died before this was done, or while it was."""
        if self.future is None:
            return False
        if not self.future.done() or self.future.cancelled():
            return True
        return isinstance(self.future.exception(), BrokenExecutor)


class _ReplaceableExecutor(Generic[S, T, R]):
    """An executor that is replaced when it breaks."""

    def __init__(
        self,
        pack: Callable[[S], T],
        work: "Callable[[list[T | Crash]], list[R | Crash]]",
        start: Callable[[], Executor],
        line: "deque[_Bunch[S, R]]",
    ) -> None:
        self.pack, self.work, self.start, self.line = pack, work, start, line
        self.executor = start()

    def send(self, sources: tuple[S, ...]) -> _Bunch[S, R]:
        try:
            return _Bunch(sources, self.submit(sources))
        except BrokenExecutor:
            self.recover()
            return _Bunch(sources, None, self.apart(sources))

    def submit(self, sources: tuple[S, ...]) -> "Future[list[R | Crash]]":
        return self.executor.submit(self.work, [attempt(self.pack, source) for source in sources])

    def receive(self) -> Iterator[Result[S, R]]:
        first = self.line[0]
        if first.future is not None and isinstance(_raised(first.future), BrokenExecutor):
            self.recover()
        self.line.popleft()
        outcomes = first.outcomes if first.future is None else _outcomes(first.future, len(first.sources))
        return map(result_of, first.sources, outcomes)

    def recover(self) -> None:
        """Replace a broken executor, and do again what was lost with it."""
        self.replace()
        for bunch in self.line:
            if bunch.lost:
                bunch.future, bunch.outcomes = None, self.apart(bunch.sources)

    def replace(self) -> None:
        self.executor.shutdown(wait=False)
        self.executor = self.start()

    def stop(self) -> None:
        """End at once: what has not begun is not begun, what has is waited for and dropped."""
        for bunch in self.line:
            if bunch.future is not None:
                bunch.future.cancel()
        self.executor.shutdown(wait=True)

    def apart(self, sources: tuple[S, ...]) -> "list[R | Crash]":
        """Do each source with nothing beside it, so that a death is its own."""
        return [self.alone(source) for source in sources]

    def alone(self, source: S) -> R | Crash:
        try:
            return _outcomes(self.submit((source,)), 1)[0]
        except BrokenExecutor:
            self.replace()
            return Crash(DIED)


def _raised(future: "Future[Any]") -> BaseException | None:
    return None if future.cancelled() else future.exception()


def _outcomes(future: "Future[list[R | Crash]]", count: int) -> "list[R | Crash]":
    """Return what a future gives; what the executor itself could not do is a crash of each source."""
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except Exception as error:
        return [crash(error)] * count


def processes(jobs: int, warm: Callable[[], object]) -> Executor:
    """Start `jobs` worker processes, each of which calls `warm` before its first source.

    They are new interpreters (spawn), which leave Ctrl-C to this process and end when it does, however
    it ends.
    """
    context = multiprocessing.get_context("spawn")
    pool = _Pool(jobs, mp_context=context, initializer=_settle, initargs=(warm,))
    with _interrupts_ignored():  # which new processes inherit, so that Ctrl-C finds none half set up
        for _ in range(jobs):
            pool.submit(_ready)
    return pool


class _Pool(ProcessPoolExecutor):
    """Worker processes that end when they are told to, whatever has become of one of them.

    One that is killed while it waits for work takes the lock of the queue with it: the others would wait for
    that, and this process for them, for ever.
    """

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        workers = [*(self._processes or {}).values()]

        def kill() -> None:
            for worker in workers:
                worker.kill()

        late = threading.Timer(PATIENCE, kill)
        late.daemon = True
        late.start()
        try:
            super().shutdown(wait, cancel_futures=cancel_futures)
        finally:
            if wait:
                late.cancel()


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

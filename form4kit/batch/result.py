"""Work on one source so that what goes wrong stays with it: a value comes back, or a crash in words."""

import threading
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

DIED = "each process that worked on it died"
_KILLED = frozenset(["KilledWorker"])  # Dask's word for the same, after as many attempts as it is set to
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Crash:
    """Why there is no result: in a few words, and the trace of a bug; `bug` is false for a file's refusal."""

    why: str
    bug: bool = True
    trace: str = ""


class Result(NamedTuple, Generic[S, R]):
    """What came of one source: a value, or else a crash."""

    source: S
    value: R | None
    crash: Crash | None = None


def one_by_one(
    sources: Iterable[S], work: Callable[[T], R], pack: Callable[[S], T]
) -> Generator[Result[S, R], None, None]:
    """Do the work on each source, here and now; see `batch.run_all` for more hands."""
    for source in sources:
        yield result_of(source, attempt(lambda source: work(pack(source)), source))


def result_of(source: S, outcome: R | Crash) -> Result[S, R]:
    """Tell a value from a crash."""
    return Result(source, None, outcome) if isinstance(outcome, Crash) else Result(source, outcome)


def attempt(work: Callable[[T], R], task: T) -> R | Crash:
    """Do the work in the worker; what goes wrong comes back as a value, which always travels.

    One at a time: a Dask worker has threads, and WeasyPrint's fonts are one to a process.
    """
    try:
        with _ONE_AT_A_TIME:
            return work(task)
    except OSError as error:
        return refusal(error)
    except Exception as error:
        return crash(error)


def refusal(error: OSError) -> Crash:
    """Say why the system refused a file."""
    return Crash((error.strerror or str(error)).lower(), bug=False)


def crash(error: BaseException) -> Crash:
    """Say that form4kit itself failed, or that whoever did the work died of it."""
    import traceback

    name = type(error).__name__
    if name in _KILLED:
        return Crash(DIED)
    trace = "".join(traceback.format_exception(error))
    return Crash(f"form4kit failed here ({name}); please report it", trace=trace)

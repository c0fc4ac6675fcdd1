"""Who does the work: this process, several, or a cluster."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Generic, Protocol, TypeVar, cast

import typer

from form4kit.batch.result import Result, one_by_one
from form4kit.cli import options as opt
from form4kit.storage.regular import is_regular

JobsOption = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="Processes to work with; 0 for one on each CPU.")
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Work on this Dask cluster instead of here: tls://host:port, or tcp://host:port in the clear.",
    ),
]
if TYPE_CHECKING:
    from concurrent.futures import Executor

    from form4kit.batch.worker import Task
    from form4kit.source.discover import Found

T = TypeVar("T")
R = TypeVar("R")
_TLS = "tls:// with certificates keeps them to the cluster (docs/security.md)"
_CONNECT_SECONDS = 10
"""Seconds to wait for a scheduler to answer."""


@dataclass(frozen=True, slots=True)
class Workers(Generic[T]):
    """How sources are worked on: how each is packed, what makes an executor, how many may be on their way.

    Without `start` they are worked on in this process, one by one.
    """

    pack: "Callable[[Found], T]"
    start: "Callable[[], Executor] | None" = None
    ahead: int = 1

    def results(
        self, sources: "Iterable[Found]", job: Callable[[T], R], *, bunch: int = 1
    ) -> "Generator[Result[Found, R], None, None]":
        """Do a job on each source, and give what comes of them in their order.

        A job that is soon done is better sent in bunches.
        """
        if self.start is None:
            yield from one_by_one(sources, job, self.pack)
            return
        from form4kit.batch.executor import run_all

        running = run_all(sources, job, self.start, ahead=self.ahead, pack=self.pack, bunch=bunch)
        with closing(running) as done:
            yield from done


@contextmanager
def workers(jobs: int, cluster: str | None, *, pdf: bool = False) -> "Iterator[Workers[Task]]":
    """Get workers for a run; `pdf` says that proofs will be printed."""
    from form4kit.batch.worker import LocalTask, packed, warm

    if cluster is not None:
        from form4kit.batch.executor import AHEAD

        with _client(cluster) as client:
            threads = sum(client.nthreads().values())
            yield Workers(packed, partial(client.get_executor, pure=False), AHEAD * max(threads, AHEAD))
        return
    jobs = jobs or _processors()
    if jobs == 1:
        yield Workers(LocalTask)
        return
    from form4kit.batch.executor import AHEAD, processes

    yield Workers(_task, partial(processes, jobs, partial(warm, pdf)), AHEAD * jobs)


def _processors() -> int:
    """Return how many CPUs this process may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _task(found: "Found") -> "Task":
    """Pack a source for a process on this machine, which has no standard input and no archive open."""
    from form4kit.batch.worker import LocalTask, packed

    return packed(found) if found.file is None or found.inside else LocalTask(found)


class _Client(Protocol):
    """What is asked of a client of Dask, which comes without types."""

    def nthreads(self) -> Mapping[str, int]: ...

    def get_executor(self, *, pure: bool) -> "Executor": ...

    def close(self, *, timeout: float) -> None: ...


class _Connect(Protocol):
    def __call__(self, address: str, *, timeout: float, set_as_default: bool) -> _Client: ...


class _Security(Protocol):
    """The certificates that Dask's settings name: paths, or the text itself."""

    tls_ca_file: str | None
    tls_client_cert: str | None
    tls_client_key: str | None


class _MakeSecurity(Protocol):
    def __call__(self) -> _Security: ...


@contextmanager
def _client(address: str) -> "Iterator[_Client]":
    try:
        import distributed
    except ImportError:
        opt.fail("--cluster needs the extra: pip install 'form4kit[cluster]'")
    import logging

    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _require_listener(address)
    connect: _Connect = distributed.Client
    if address.startswith("tls:"):
        _require_certificates(address, cast("_MakeSecurity", distributed.Security)())
    try:
        client = connect(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # TypeError: so Dask says that certificates are wanting
        opt.fail(f"--cluster {address}: {_why_not(address, error)}")
    if not address.startswith("tls:"):
        opt.say(f"form4kit: --cluster {address}: drafts travel in the clear; {_TLS}")
    try:
        if not client.nthreads():
            opt.say("form4kit: the cluster has no workers yet; waiting for one")
        yield client
    finally:
        client.close(timeout=_CONNECT_SECONDS)


def _require_certificates(address: str, security: _Security) -> None:
    """End with a clear line where Dask's settings name no certificates; it would itself trip over that."""
    said = (security.tls_ca_file, security.tls_client_cert, security.tls_client_key)
    known = [each for each in said if each]
    if len(known) < len(said):
        opt.fail(f"--cluster {address}: no certificates are set; docs/security.md says how")
    for file in known:
        if "-----BEGIN" not in file and not is_regular(Path(file)):  # Dask takes the text of one too
            opt.fail(f"--cluster {address}: {file}: this certificate or key is not there")


def _why_not(address: str, error: Exception) -> str:
    """Say why no scheduler takes us: with certificates the fault is mostly theirs."""
    if address.startswith("tls:"):
        return (
            f"no Dask scheduler there takes these certificates ({type(error).__name__}); see docs/security.md"
        )
    return f"no Dask scheduler answers there ({type(error).__name__})"


def _require_listener(address: str) -> None:
    """End with a clear line where nobody listens: Dask itself would try for long, and then trip."""
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:  # a port that is no number
        host = port = None
    if parts.scheme not in ("tcp", "tls") or not host or not port:
        opt.fail(f"--cluster {address}: write it as tcp://host:port")
    try:
        socket.create_connection((host, port), timeout=_CONNECT_SECONDS).close()
    except OSError as error:
        opt.fail(f"--cluster {address}: {opt.reason(error)}")

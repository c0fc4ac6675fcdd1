"""The batch: build, pack, sign and verify, each by the command that the command line has for it."""

import base64
import binascii
import json
import re
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from form4kit.registry.attorneys import signers
from form4kit.registry.load import registry_for
from form4kit.report.secrets import masked
from form4kit.steps.filing_status import walk
from form4kit.storage.names import MANIFEST
from form4kit.web.batch_standing import BatchStanding, BatchStep, standing
from form4kit.web.commands import CommandRun, running
from form4kit.web.responses import Json, Refusal, answering, list_of, sent, text_of, writing
from form4kit.web.served_folder import Outside, ServedFolder
from form4kit.web.workbench import Workbench

_PASSWORD = "FORM4KIT_KEY_PASSWORD"  # noqa: S105


def routes(bench: Workbench) -> list[Route]:
    """Return what the batch asks for."""
    batch = _Batch(bench.shelf)
    return [
        Route("/api/batch", answering(batch.known)),
        Route("/api/batch/build", answering(batch.built), methods=["POST"]),
        Route("/api/batch/packet", answering(batch.packed), methods=["POST"]),
        Route("/api/batch/sign", answering(batch.signed), methods=["POST"]),
        Route("/api/batch/verify", answering(batch.verified), methods=["POST"]),
    ]


class _Batch:
    """Answers the batch, step by step."""

    def __init__(self, shelf: ServedFolder) -> None:
        self.shelf = shelf

    async def known(self, request: Request) -> Response:
        people = signers(registry_for(self.shelf.root))
        names = [{"key": key, "name": masked(name)} for key, name in people.items()]
        return Json({"signers": names, "batches": _batches(self.shelf), "packets": _packets(self.shelf)})

    async def built(self, request: Request) -> Response:
        asked = await sent(request)
        writing(self.shelf)
        files = [_path(self.shelf, name) for name in list_of(asked, "files")]
        if not files:
            raise Refusal("Choose at least one filing.")
        live = ["--live"] if asked.get("live") is True else []
        out = _folder(self.shelf, text_of(asked, "batch"))
        arguments = ("build", *files, "--out", out, "--format", "json", *live)
        return _told(self._lent(*arguments), self._end("build", out))

    async def packed(self, request: Request) -> Response:
        asked = await sent(request)
        writing(self.shelf)
        batch, signer = _folder(self.shelf, text_of(asked, "batch")), text_of(asked, "signer").strip()
        if not signer or signer.startswith("-"):
            raise Refusal("Say who signs.")
        out = _new(self.shelf, text_of(asked, "packet"))
        lent = self._lent("packet", batch, "--signer", signer, "--out", out)
        return _told(lent, self._end("packet", batch))

    async def signed(self, request: Request) -> Response:
        asked = await sent(request)
        writing(self.shelf)
        packet = _path(self.shelf, text_of(asked, "packet"))
        named = str(asked.get("batch") or "")
        batch = _folder(self.shelf, named) if named else Path(packet).parent.as_posix()
        end = self._end("sign", batch)
        if scan := str(asked.get("scan") or "").strip():
            return _told(self._lent("sign", packet, "--wet", _path(self.shelf, scan)), end)
        data, name = _decoded(text_of(asked, "key")), str(asked.get("key_name") or "")
        key = _Key(data, name, text_of(asked, "password"))
        return _told(_with_key(self.shelf, packet, key), end)

    async def verified(self, request: Request) -> Response:
        asked = await sent(request)
        packet = str(asked.get("packet") or "").strip()
        more = [_path(self.shelf, packet)] if packet else []
        batch = _folder(self.shelf, text_of(asked, "batch"))
        return _told(self._lent("verify", batch, *more), self._end("verify", batch, *more))

    def _lent(self, *arguments: str) -> AbstractContextManager[CommandRun]:
        return nullcontext(CommandRun(arguments, self.shelf.root))

    def _end(self, step: BatchStep, batch: str, packet: str = "") -> Callable[[], BatchStanding]:
        """Return what says, once a step went well, whether what it worked on could be filed."""
        return lambda: standing(step, self.shelf.root / batch, batch, packet)


def _told(lent: AbstractContextManager[CommandRun], end: Callable[[], BatchStanding]) -> Response:
    """Answer with what a command says, a line of JSON at a time; what it is lent is lent while it runs.

    The last line says what a command that went well came to, `words`, and what the folders still lack.
    """

    async def lines() -> AsyncIterator[bytes]:
        code = None
        with lent as run:
            async for said in running(run):
                code = said.get("code", code)
                yield json.dumps(said).encode() + b"\n"
        if code == 0:
            yield json.dumps(await run_in_threadpool(_ended, end)).encode() + b"\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


def _ended(end: Callable[[], BatchStanding]) -> dict[str, Any]:
    """Say what a step came to; where the folders cannot be read, that it is not known."""
    try:
        found = end()
    except OSError as error:
        why = f"Done; whether it can be filed is not known: {error.strerror or error}."
        return {"words": masked(why), "lacking": [], "good": False}
    lacking = [masked(each) for each in found.lacking]
    return {"words": masked(found.words), "lacking": lacking, "good": not lacking}


@dataclass(frozen=True, slots=True, repr=False)
class _Key:
    """A key as the page sent it, still locked, and its password."""

    data: bytes
    name: str
    password: str


def _decoded(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("The key did not arrive whole; choose it again.") from None
    if not data:
        raise Refusal("Choose the key, a file that ends with .p12 or .pfx.")
    return data


@contextmanager
def _with_key(shelf: ServedFolder, packet: str, key: _Key) -> Iterator[CommandRun]:
    """Lend a command the key, in a folder that only this user can open; the password by the environment."""
    with tempfile.TemporaryDirectory(prefix="form4kit-", ignore_cleanup_errors=True) as lent:
        name = re.sub(r"[^\w.-]", "_", key.name)[-60:].lstrip(".-")
        file = Path(lent, name or "key.p12")
        file.touch(mode=0o600)
        file.write_bytes(key.data)
        yield CommandRun(
            ["sign", packet, "--key", str(file)], shelf.root, {_PASSWORD: key.password}, hidden=lent
        )


def _path(shelf: ServedFolder, name: Any) -> str:
    """Return a file of the folder as an argument that no command takes for an option."""
    return f"./{shelf.name(shelf.file(str(name)))}"


def _folder(shelf: ServedFolder, name: str) -> str:
    if not name.strip():
        raise Refusal("Name the batch: it is the folder that the built filings go to.")
    return _path(shelf, name.strip().rstrip("/"))


def _new(shelf: ServedFolder, name: str) -> str:
    """Return where a packet goes; one that is there is never written over, for it may be with its signer."""
    path = _path(shelf, name)
    if not path.endswith(".pdf"):
        raise Refusal("A packet is a PDF: its name ends with .pdf.")
    if (shelf.root / path).exists():
        raise Refusal("There is a packet of that name already; choose another name.", 409)
    return path


def _batches(shelf: ServedFolder) -> list[str]:
    """Return the folders that hold built folders."""
    places = {file.parent.parent for file in walk(shelf.root) if file.name == MANIFEST}
    return sorted(shelf.name(place) for place in places if place != shelf.root and _below(shelf, place))


def _below(shelf: ServedFolder, place: Path) -> bool:
    try:
        return shelf.file(shelf.name(place)) == place
    except (Outside, ValueError):
        return False


def _packets(shelf: ServedFolder) -> list[str]:
    """Return the PDFs that may be packets: those that are no proof of a built folder."""
    files = list(walk(shelf.root))
    built = {file.parent for file in files if file.name == MANIFEST}
    return [shelf.name(f) for f in files if f.suffix.lower() == ".pdf" and f.parent not in built]

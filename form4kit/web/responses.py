"""Answers of the workbench in JSON, and its refusals in words."""

import asyncio
import errno
import json
import logging
import os
import platform
import traceback
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from form4kit import __version__
from form4kit.report.secrets import trace_of
from form4kit.storage.served_folder import PART_OF_BUILT, Outside, ServedFolder
from form4kit.web.draft_store import NotText

Handler = Callable[[Request], Awaitable[Response]]
_MOST = 8 * 1024 * 1024
"""Bytes that a page may send at once."""
_PATIENCE = 30
"""Seconds in which they must have come."""
_LAST_LINE = 100_000_000


class Json(JSONResponse):
    """JSON in ASCII: the name of a file may hold bytes that are no UTF-8, and must not stop the others."""

    def render(self, content: Any) -> bytes:
        """Return the bytes to send."""
        return json.dumps(content).encode()


class Refusal(Exception):
    """Say to the page, in a line for the person, why something is not done."""

    def __init__(self, why: str, status: int = 400, **more: Any) -> None:
        super().__init__(why)
        self.why, self.status, self.more = why, status, more


def answering(handler: Handler) -> Handler:
    """Turn what a handler raises for the person into an answer."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except Refusal as refusal:
            return Json({"error": refusal.why, **refusal.more}, refusal.status)
        except Outside as refused:
            return Json({"error": f"Refused: {refused}."}, 403)
        except NotText as refused:
            return Json({"error": f"The file {refused}."}, 422)
        except FileNotFoundError:
            return Json({"error": "There is no such file any more."}, 404)
        except OSError as error:
            if request.method != "POST":
                return Json({"error": disk_words(error)}, 409)
            return Json({"error": f"{disk_words(error)} Nothing was written; your answers are here."}, 507)
        except Exception as bug:
            failed(request.url.path, bug)
            why = f"form4kit failed here ({type(bug).__name__}). Your answers are here."
            route = request.scope.get("route")
            return Json({"error": why, "report": report_of(bug, getattr(route, "path", ""))}, 500)

    return answered


def _numbers(*names: str) -> frozenset[int]:
    """Return the numbers of errors; not every system has every one."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_FULL: Final = _numbers("ENOSPC", "EDQUOT", "EFBIG")
_HELD: Final = _numbers("EACCES", "EPERM", "EBUSY", "ETXTBSY")


def disk_words(error: OSError) -> str:
    """Say in a sentence what the disk refuses."""
    if error.errno in _FULL:
        return "The disk is full."
    if error.errno == errno.EROFS:
        return "The disk is for reading only."
    if error.errno in _HELD:
        return "The file is held by another program, or may not be written."
    return f"The disk refuses: {error.strerror or error}."


def report_of(bug: Exception, where: str) -> dict[str, Any]:
    """Return what may be sent to form4kit's authors of a failure: the way to it, and no word of a draft.

    The words of the error are left out, for they may quote one; of the way only files of the program, lines
    and names of functions are kept.
    """
    frames = traceback.extract_tb(bug.__traceback__)
    return {
        "form4kit": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "asked": where,
        "error": type(bug).__name__,
        "way": [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames],
    }


def failed(what: str, bug: Exception) -> None:
    """Say on standard error that form4kit failed; a traceback, which may show a draft, where asked for."""
    words = "form4kit failed at %s (%s); please report it%s"
    trace = f"\n{trace_of(bug)}" if os.environ.get("FORM4KIT_DEBUG") else ""
    logging.getLogger("form4kit.web").error(words, what, type(bug).__name__, trace)


async def sent(request: Request) -> dict[str, Any]:
    """Return what a page sent, one JSON object. Raises Refusal."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Refusal("A page of the workbench sends JSON.", 415)
    try:
        async with asyncio.timeout(_PATIENCE):
            body = await _body(request)
    except TimeoutError:
        raise Refusal("That did not arrive in time.", 408) from None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):  # what is nested too deeply is nothing that a page sends
        raise Refusal("That is not JSON.") from None
    if not isinstance(found, dict):
        raise Refusal("That is not what a page of the workbench sends.")
    return found


async def _body(request: Request) -> bytes:
    """Return what was sent, whether its size was announced or not. Raises Refusal for more than a page may.

    Of a body in chunks that is too large the rest is read for a while and dropped, so that the answer is
    seen.
    """
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or len(said) > 12 or int(said) > _MOST:
        raise Refusal("That is more than a page may send at once.", 413)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= _MOST:
            parts.append(part)
        elif size > _MOST * 8:
            break
    if size > _MOST:
        raise Refusal("That is more than a page may send at once.", 413)
    return b"".join(parts)


def writing(shelf: ServedFolder, file: Path | None = None) -> None:
    """Let a request on that writes. Raises Refusal for reading only, and for a part of a built folder."""
    if shelf.read_only:
        raise Refusal("This workbench was opened for reading only (--read-only).", 403)
    if file is not None and shelf.is_built(file):
        raise Refusal(PART_OF_BUILT, 403)


def text_of(found: dict[str, Any], key: str) -> str:
    """Return a text that a page sent. Raises Refusal where it is missing or no text."""
    value = found.get(key)
    if not isinstance(value, str):
        raise Refusal(f"`{key}` is missing.")
    return value


def number_of(found: dict[str, Any], key: str) -> int:
    """Return a line or column that a page sent, 1 where it sent none. Raises Refusal where it is none."""
    value = found.get(key, 1)
    if type(value) is not int or not 0 < value < _LAST_LINE:
        raise Refusal(f"`{key}` is not a number of a line or column.")
    return value


def mapping_of(found: dict[str, Any], key: str) -> dict[str, Any]:
    """Return names with values that a page sent, none where it sent none. Raises Refusal for what is none."""
    value = found.get(key) or {}
    if not isinstance(value, dict):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return value


def list_of(found: dict[str, Any], key: str) -> list[Any]:
    """Return a list that a page sent, empty where it sent none. Raises Refusal for anything else."""
    value = found.get(key) or []
    if not isinstance(value, list):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return value

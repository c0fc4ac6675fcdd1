"""Answers of the workbench in JSON, and its refusals in words."""

import os
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from form4kit.web.saving import NotText
from form4kit.web.shelf import Outside, Shelf

Handler = Callable[[Request], Awaitable[Response]]
_MOST = 8 * 1024 * 1024
"""Bytes that a page may send at once."""


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
            return JSONResponse({"error": refusal.why, **refusal.more}, refusal.status)
        except Outside as refused:
            return JSONResponse({"error": f"Refused: {refused}."}, 403)
        except NotText as refused:
            return JSONResponse({"error": f"The file {refused}."}, 422)
        except FileNotFoundError:
            return JSONResponse({"error": "There is no such file any more."}, 404)
        except OSError as error:
            return JSONResponse({"error": f"The disk refuses: {error.strerror or error}."}, 409)
        except Exception as bug:
            if os.environ.get("FORM4KIT_DEBUG"):
                raise
            why = f"form4kit failed here ({type(bug).__name__}); please report it. Your text stays here."
            return JSONResponse({"error": why}, 500)

    return answered


async def sent(request: Request) -> dict[str, Any]:
    """Return what a page sent, one JSON object. Raises Refusal."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Refusal("A page of the workbench sends JSON.", 415)
    if int(request.headers.get("content-length") or 0) > _MOST:
        raise Refusal("That is more than a page may send at once.", 413)
    try:
        found = await request.json()
    except ValueError:
        raise Refusal("That is not JSON.") from None
    if not isinstance(found, dict):
        raise Refusal("That is not what a page of the workbench sends.")
    return found


def writing(shelf: Shelf) -> None:
    """Let a request on that writes. Raises Refusal where the folder is served for reading only."""
    if shelf.read_only:
        raise Refusal("This workbench was opened for reading only (--read-only).", 403)


def text_of(found: dict[str, Any], key: str) -> str:
    """Return a text that a page sent. Raises Refusal where it is missing or no text."""
    value = found.get(key)
    if not isinstance(value, str):
        raise Refusal(f"`{key}` is missing.")
    return value

"""Files that a page gave: held in memory under their hash until a step has used them."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request

from form4kit.source.limits import LARGEST, megabytes
from form4kit.storage.sealed import sha256
from form4kit.web.responses import Refusal

_MOST: Final = 4 * LARGEST
_PATIENCE: Final = 120
"""Seconds in which a file must have come."""


@dataclass(slots=True)
class GivenFiles:
    """What pages gave, the latest last; beyond some hundred megabytes the oldest is forgotten."""

    held: OrderedDict[str, bytes] = field(default_factory=OrderedDict)

    def keep(self, data: bytes) -> str:
        """Keep bytes, and return the hash by which a step asks for them."""
        digest = sha256(data)
        self.held[digest] = data
        self.held.move_to_end(digest)
        while sum(map(len, self.held.values())) > _MOST and len(self.held) > 1:
            self.held.popitem(last=False)
        return digest

    def file(self, given: object) -> tuple[str, bytes]:
        """Return name and bytes of `{name, sha256}` as a page sends it. Raises Refusal."""
        if not isinstance(given, dict):
            raise Refusal("That is not what a page of the workbench sends.")
        name, digest = given.get("name"), given.get("sha256")
        if not isinstance(name, str) or not isinstance(digest, str):
            raise Refusal("That is not what a page of the workbench sends.")
        if digest not in self.held:
            raise Refusal(f"{name} is not held any more: give it again.", 409)
        return name, self.held[digest]


async def body_of(request: Request) -> bytes:
    """Return the bytes of a file that a page sends. Raises Refusal for more than a file may have."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/octet-stream":
        raise Refusal("A page of the workbench sends a file as bytes.", 415)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_PATIENCE):
            async for part in request.stream():
                size += len(part)
                if size <= LARGEST:
                    parts.append(part)
                elif size > 2 * LARGEST:
                    break
    except TimeoutError:
        raise Refusal("That did not arrive in time.", 408) from None
    if size > LARGEST:
        raise Refusal(f"A file has {megabytes(LARGEST)} at most.", 413)
    return b"".join(parts)

"""An assistant for tests: the official client of the protocol before a real `form4kit mcp`, in a thread."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import pytest

pytest.importorskip("mcp", reason="needs the extra form4kit[mcp]")

from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

T = TypeVar("T")
PATIENCE = 90.0
"""Seconds to wait for an answer, on a machine with much else to do."""


class Assistant:
    """One assistant with one server; all that it was told is kept in `heard`."""

    def __init__(self, folder: Path, *options: str, errors: Path | None = None, **environment: str) -> None:
        self.folder, self.heard = folder, list[str]()
        self._errors = errors
        self._parameters = StdioServerParameters(
            command=sys.executable,
            args=["-m", "form4kit.cli.main", "mcp", *options, str(folder)],
            env=os.environ | environment,
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._end, ready = asyncio.Event(), Future[Client]()
        self._session = asyncio.run_coroutine_threadsafe(self._talk(ready), self._loop)
        self.client = ready.result(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._session.result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    async def _talk(self, ready: "Future[Client]") -> None:
        with (self._errors or Path(os.devnull)).open("w") as errors:
            try:
                async with Client(stdio_client(self._parameters, errlog=errors)) as client:
                    ready.set_result(client)
                    await self._end.wait()
            except BaseException as error:
                if not ready.done():
                    ready.set_exception(error)
                raise

    def _wait(self, asked: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        return asyncio.run_coroutine_threadsafe(asked(self.client), self._loop).result(PATIENCE)

    def call(self, tool: str, **arguments: Any) -> Any:
        """Return what a tool answers: plain values, or the text of an answer that has no others."""
        found = self._wait(lambda client: client.call_tool(tool, arguments))
        self.heard.append(repr(found))
        assert not found.is_error, found.content
        return found.structured_content if found.structured_content is not None else found.content

    def declined(self, tool: str, **arguments: Any) -> str:
        """Return the words in which a tool says no."""
        found = self._wait(lambda client: client.call_tool(tool, arguments))
        self.heard.append(repr(found))
        assert found.is_error, found
        return str(found.content[0].text)

    def tried(self, tool: str, **arguments: Any) -> bool:
        """Call a tool, whatever comes of it; tell whether it answered."""
        found = self._wait(lambda client: client.call_tool(tool, arguments))
        self.heard.append(repr(found))
        return not found.is_error

    def read(self, uri: str) -> str:
        """Return the text of a resource, or the words in which it is refused."""
        from mcp.shared.exceptions import MCPError

        try:
            found = self._wait(lambda client: client.read_resource(uri))
        except MCPError as error:
            self.heard.append(str(error))
            return str(error)
        self.heard.append(repr(found))
        return "".join(str(getattr(each, "text", "")) for each in found.contents)

    def prompt(self, name: str, **arguments: str) -> str:
        """Return the text of a prompt."""
        found = self._wait(lambda client: client.get_prompt(name, arguments))
        return str(found.messages[0].content.text)  # type: ignore[union-attr]

    def tools(self) -> dict[str, Any]:
        """Return the tools by their names."""
        return {each.name: each for each in self._wait(lambda client: client.list_tools()).tools}

    def prompts(self) -> list[str]:
        """Return the names of the prompts."""
        return [each.name for each in self._wait(lambda client: client.list_prompts()).prompts]

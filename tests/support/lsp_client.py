"""A client of the Language Server Protocol for tests: JSON-RPC over the pipes of a real `form4kit lsp`."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

TIMEOUT = 60.0
"""The seconds to wait for an answer, on a machine with much else to do."""


class Editor:
    """One editor with one server; what the server sends is read by a thread, and must be the protocol."""

    def __init__(self, folder: Path, **capabilities: Any) -> None:
        self.folder, self.capabilities = folder, capabilities
        self.process = subprocess.Popen(
            [sys.executable, "-m", "form4kit.cli.main", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=os.environ | {"NO_COLOR": "1"},
        )
        self.seen: list[dict[str, Any]] = []
        self.stray = b""
        self.number = 0
        self.versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self._arrived: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def __enter__(self) -> Self:
        hello = {"processId": os.getpid(), "rootUri": self.folder.as_uri(), "capabilities": self.capabilities}
        self.server = self.ask("initialize", hello)
        self.tell("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            if kind is None:
                self.ask("shutdown", None)
                self.tell("exit", None)
            else:
                self.process.kill()
        self.process.wait(TIMEOUT)
        self._reading.join(TIMEOUT)
        assert self.process.stderr is not None
        self.errors = self.process.stderr.read().decode()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    # ------------------------------------------------------------ the protocol

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and return its result; an error of the protocol fails the test."""
        answer = self.ask_for_all(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def ask_for_all(self, method: str, params: Any) -> dict[str, Any]:
        """Send a request and return the whole answer."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        return self.await_message(lambda each: each.get("id") == self.number and "method" not in each)

    def await_message(
        self, wanted: Callable[[dict[str, Any]], bool], timeout: float = TIMEOUT
    ) -> dict[str, Any]:
        """Return the next message of a kind, and keep the others; requests of the server are granted."""
        end = time.monotonic() + timeout
        while True:
            message = self._arrived.get(timeout=max(end - time.monotonic(), 0.001))
            if message is None:
                assert self.process.stderr is not None
                raise AssertionError(f"the server has ended: {self.process.stderr.read().decode()}")
            self.seen.append(message)
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
            if wanted(message):
                return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> None:
        """Read messages; whatever else stands on standard output is kept as stray."""
        stream = self.process.stdout
        assert stream is not None
        while line := stream.readline():
            if not line.startswith(b"Content-Length: "):
                self.stray += line
                continue
            length = int(line.partition(b": ")[2])
            while (head := stream.readline()) not in (b"\r\n", b""):
                self.stray += b"" if head.startswith(b"Content-Type") else head
            self._arrived.put(json.loads(stream.read(length)))
        self._arrived.put(None)

    # ------------------------------------------------------------ documents

    def open(self, file: Path | str, text: str) -> str:
        """Open a document, and return its address."""
        uri = file if isinstance(file, str) else file.as_uri()
        self.versions[uri], self.texts[uri] = 1, text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str) -> None:
        """Give a document a new text."""
        self._changed(uri, {"text": text}, text)

    def edit(self, uri: str, start: dict[str, int], end: dict[str, int], words: str, text: str) -> None:
        """Put words in the place of a range; `text` is the document afterwards."""
        self._changed(uri, {"range": {"start": start, "end": end}, "text": words}, text)

    def _changed(self, uri: str, change: dict[str, Any], text: str) -> None:
        self.versions[uri] += 1
        self.texts[uri] = text
        document = {"uri": uri, "version": self.versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def findings(self, uri: str) -> list[dict[str, Any]]:
        """Wait for the findings of a document as it now stands."""
        message = self.await_message(
            lambda each: (
                each.get("method") == "textDocument/publishDiagnostics"
                and each["params"]["uri"] == uri
                and each["params"].get("version") in (None, self.versions[uri])
            )
        )
        found: list[dict[str, Any]] = message["params"]["diagnostics"]
        return found

    def at(self, method: str, uri: str, position: dict[str, int], **more: Any) -> Any:
        """Ask about a point of a document."""
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position, **more})


def position(text: str, words: str, shift: int = 0, nth: int = 0) -> dict[str, int]:
    """Return where words stand in a text, `shift` characters on; columns are counted in UTF-16."""
    offset = -1
    for _ in range(nth + 1):
        offset = text.index(words, offset + 1)
    before = text[: offset + shift]
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}

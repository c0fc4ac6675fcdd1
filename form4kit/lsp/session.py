"""What one editor and the server have between them: open drafts, and when each is judged and told of."""

import asyncio
import logging
import os
from collections.abc import Callable
from typing import Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer

from form4kit import __version__
from form4kit.lsp import to_protocol
from form4kit.lsp.documents import Documents, OpenDocument
from form4kit.report.secrets import on_one_line, trace_of

PAUSE: Final = 0.12
"""The seconds without a key pressed after which a draft is judged."""


class Server(LanguageServer):
    """The server, the drafts that it has open, and what it is about to judge."""

    def __init__(self) -> None:
        super().__init__(
            "form4kit", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental
        )
        self.documents = Documents()
        self.forgetting: list[Callable[[], None]] = []
        self._pending: dict[str, asyncio.TimerHandle] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log that a message failed, in words that hold nothing of it: a draft may hold a secret.

        What is answered to the editor as an error, such as a name that is taken, is no failure.
        """
        if not isinstance(error, JsonRpcException) or isinstance(error, JsonRpcInternalError):
            self.failed("a message", error)

    def failed(self, what: str, error: Exception) -> None:
        """Log a failure of form4kit itself."""
        if os.environ.get("FORM4KIT_DEBUG"):
            logging.getLogger("form4kit.lsp").error("%s\n%s", what, trace_of(error))
        words = f"form4kit failed at {what} ({type(error).__name__}); please report it"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, words))

    def refused(self, uri: str, error: OSError) -> None:
        """Log that what a draft rests on cannot be opened."""
        words = on_one_line(f"form4kit: {uri.rpartition('/')[2]}: {error.strerror or error}")
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, words))

    @property
    def takes_snippets(self) -> bool:
        """Whether the editor knows texts with stops in them."""
        told = self.client_capabilities.text_document
        item = told.completion.completion_item if told and told.completion else None
        return bool(item and item.snippet_support)

    @property
    def resolves_edits(self) -> bool:
        """Whether the editor asks for the edits of an action once it is chosen."""
        told = self.client_capabilities.text_document
        resolve = told.code_action.resolve_support if told and told.code_action else None
        return bool(resolve and "edit" in resolve.properties)

    def soon(self, uri: str, pause: float = PAUSE) -> None:
        """Judge a draft when its writer pauses, unless the editor asks for it."""
        self.cancel(uri)
        if self.is_asked:
            return
        loop = asyncio.get_running_loop()
        self._pending[uri] = loop.call_later(pause, self.publish, uri)

    def cancel(self, uri: str) -> None:
        """Drop the judging that a newer text has made needless."""
        if timer := self._pending.pop(uri, None):
            timer.cancel()

    def publish(self, uri: str) -> None:
        """Judge a draft, or a file beside it, and send what was found."""
        self._pending.pop(uri, None)
        if (told := self.found_in(uri)) is not None:
            self.send(uri, *told)

    def found_in(self, uri: str) -> tuple[list[types.Diagnostic], int | None] | None:
        """Return what is found in an open draft, or a file beside one, and the version of its text.

        None for any other document, and where something failed, which is logged.
        """
        document, file = self.documents.get(uri), self.documents.file(uri)
        try:
            if document is not None:
                return to_protocol.diagnostics(document.judge(), uri, document.units), document.version
            if file is not None:
                return to_protocol.of_file(self.documents.found_in(file), file.units), file.version
        except OSError as error:
            self.refused(uri, error)
        except Exception as error:
            self.failed("judging", error)
        return None

    @property
    def is_asked(self) -> bool:
        """Whether the editor asks for findings when it wants them, and need not be told."""
        told = self.client_capabilities.text_document
        return bool(told and told.diagnostic)

    def judge_anew(self) -> None:
        """Forget what was found, because something beside drafts has changed; tell, or let ask again."""
        for forget in self.forgetting:
            forget()
        for uri in self.documents.stale():
            self.soon(uri)
        told = getattr(self.client_capabilities.workspace, "diagnostics", None)
        if self.is_asked and told and told.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def send(self, uri: str, found: list[types.Diagnostic], version: int | None = None) -> None:
        """Send the findings of a document; none takes those away that were sent before."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def take(self, uri: str, text: str, version: int | None, pause: float) -> None:
        """Take the text of a document, to be judged if it is a draft or a file beside one."""
        known = self.documents.get(uri) is not None
        if self.documents.put(uri, text, version) is not None or self.documents.file(uri) is not None:
            self.soon(uri, pause)
        elif known and not self.is_asked:
            self.cancel(uri)
            self.send(uri, [])


def asked_of(server: Server, uri: str, answer: Callable[[OpenDocument], Any]) -> Any:
    """Answer of an open draft; None of any other document, and where what it rests on cannot be opened."""
    document = server.documents.get(uri)
    try:
        return answer(document) if document is not None else None
    except OSError as error:
        server.refused(uri, error)
        return None


def guarded(server: Server, feature: str, handle: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let no fault of form4kit end the conversation: it is logged, and there is no answer."""

    def handler(params: Any) -> Any:
        try:
            return handle(params)
        except JsonRpcException:
            raise
        except Exception as error:
            server.failed(feature, error)
            return None

    return handler

"""What an editor has the server do: build the filing, open its form in a browser, tell when it is due."""

import asyncio
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from lsprotocol import types

from form4kit.editor.lenses import LensAct, lenses, told_due
from form4kit.editor.preview import preview
from form4kit.lsp.documents import OpenDocument
from form4kit.lsp.session import Server, asked_of, guarded
from form4kit.outcome import new_york_now
from form4kit.report.secrets import masked, on_one_line, starred
from form4kit.storage.atomic import write_file

COMMANDS: Final[dict[LensAct, str]] = {
    "build": "form4kit.build",
    "preview": "form4kit.preview",
    "due": "form4kit.due",
}
"""The commands, each of which takes the address of a draft."""
_SAVE_FIRST: Final = "Save the draft first: what is built is the file."
_NO_DRAFT: Final = "That is no draft that is open here."


def act_for_editors(server: Server) -> None:
    """Add the commands to a server, and the lines above a draft that lead to them."""
    lens = types.TEXT_DOCUMENT_CODE_LENS
    server.feature(lens, types.CodeLensOptions())(guarded(server, lens, partial(_lenses, server)))
    pages = _Pages(server)
    server.command(COMMANDS["build"])(_building(server))
    server.command(COMMANDS["preview"])(_answering(server, pages.show))
    server.command(COMMANDS["due"])(_answering(server, partial(_due, server)))


def _lenses(server: Server, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    uri = params.text_document.uri
    found: list[types.CodeLens] | None = asked_of(server, uri, lambda document: _told(document, uri))
    return found


def _told(document: OpenDocument, uri: str) -> list[types.CodeLens]:
    return [
        types.CodeLens(
            document.units.range(each.range), types.Command(each.title, COMMANDS[each.act], arguments=[uri])
        )
        for each in lenses(document.judge())
    ]


def _answering(
    server: Server, act: Callable[[OpenDocument], dict[str, Any] | None]
) -> Callable[..., dict[str, Any] | None]:
    """Return a command that does something with an open draft, or says that there is none."""

    def command(ls: Server, *arguments: object) -> dict[str, Any] | None:
        document = server.documents.get(_address(arguments))
        if document is None:
            return told(server, _NO_DRAFT, types.MessageType.Warning)
        try:
            return act(document)
        except OSError as error:
            server.refused(document.uri, error)
        except Exception as error:
            server.failed("a command", error)
        return None

    return command


def _address(arguments: tuple[object, ...]) -> str:
    return arguments[0] if arguments and isinstance(arguments[0], str) else ""


def told(server: Server, words: str, kind: types.MessageType = types.MessageType.Info) -> dict[str, Any]:
    """Show words to the person, and return them for whoever called the command."""
    server.window_show_message(types.ShowMessageParams(kind, masked(words)))
    return {"words": masked(words)}


def _due(server: Server, document: OpenDocument) -> dict[str, Any]:
    return told(server, told_due(document.judge()))


def _building(server: Server) -> Callable[..., Any]:
    """Return the command that builds the saved file of an open draft beside it, as the workbench does."""

    async def command(ls: Server, *arguments: object) -> dict[str, Any] | None:
        document = server.documents.get(_address(arguments))
        if document is None:
            return told(server, _NO_DRAFT, types.MessageType.Warning)
        if not _is_saved(document):
            return told(server, _SAVE_FIRST, types.MessageType.Warning)
        try:
            made = await asyncio.get_running_loop().run_in_executor(None, _built, document.path)
        except (OSError, ValueError) as error:
            return told(server, on_one_line(f"{document.path.name}: {error}"), types.MessageType.Error)
        except Exception as error:
            server.failed("building", error)
            return None
        words, folders = made
        kind = types.MessageType.Info if folders else types.MessageType.Error
        return told(server, words, kind) | {"folders": [folder.as_uri() for folder in folders]}

    return command


def _is_saved(document: OpenDocument) -> bool:
    try:
        return document.path.read_bytes() == document.text.encode("utf-8", "surrogatepass")
    except OSError:
        return False


def _built(draft: Path) -> tuple[str, tuple[Path, ...]]:
    """Build a draft; return what there is to say, and the folders, none where something stands in the way."""
    from form4kit.steps import build

    now, answers = new_york_now(), build.BuildAnswers()
    plan = build.plan(draft, answers, now)
    if plan.refusals:
        first, more = plan.refusals[0], len(plan.refusals) - 1
        why = " ".join(part for part in (f"{first.words}.", first.hint) if part)
        return f"{plan.sentence} {why}{f' And {more} more.' if more else ''}", ()
    return plan.sentence, build.carry_out(plan, draft, answers, now)


class _Pages:
    """The forms that are shown in a browser: files in a folder of the user's own, gone with the server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.folder: tempfile.TemporaryDirectory[str] | None = None

    def show(self, document: OpenDocument) -> dict[str, Any]:
        """Write the form of a draft and ask the editor to open it."""
        page = preview(document.judge())
        if page is None:
            return told(self.server, "The draft cannot be read.", types.MessageType.Warning)
        self.folder = self.folder or tempfile.TemporaryDirectory(prefix="form4kit-")
        file = Path(self.folder.name) / f"{document.path.stem or 'draft'}.html"
        write_file(file, starred(page).encode("utf-8", "backslashreplace"))
        self.server.window_show_document(types.ShowDocumentParams(file.as_uri(), external=True))
        return {"uri": file.as_uri()}

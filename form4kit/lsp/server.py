"""The language server of drafts: one process for one editor, over standard input and output."""

import logging
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path

from form4kit.editor import outline, rename
from form4kit.editor.code_actions import Action, actions, fix_all
from form4kit.editor.completion import complete
from form4kit.editor.format import layout_edits
from form4kit.editor.hover import hover
from form4kit.editor.inlay_hints import inlay_hints
from form4kit.editor.judged_draft import judge
from form4kit.editor.preview import preview
from form4kit.lsp import to_protocol
from form4kit.lsp.commands import act_for_editors
from form4kit.lsp.documents import OpenDocument
from form4kit.lsp.folder import answer_of_folders, folder_fix
from form4kit.lsp.session import PAUSE, Server, asked_of, guarded
from form4kit.report.secrets import starred
from form4kit.storage.names import MANIFEST

PREVIEW: Final = "form4kit/preview"
"""Asks for the form of a draft, `{textDocument: {uri}}`, as `{html, version}`; null where there is none."""
REQUEST_FAILED: Final = -32803
_TRIGGERS = ["^", "(", " ", "{", ":"]
_WATCHED = ("**/form4kit.toml", "**/*.{yaml,yml}", "**/*.{csv,tsv}", "**/*.{xml,txt}", f"**/{MANIFEST}")
_WARM = 'form: "4"\nissuer: x\nowners: [y]\ncolour: red\n'


Answer = Callable[[OpenDocument, Any], Any]


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Serve one editor until it says to end; nothing but the protocol is written to `stdout`."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)  # it logs whole messages, drafts in them
    logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
    made().start_io(stdin, stdout)


def made() -> Server:
    """Return a server with all that it can answer."""
    server = Server()
    _follow(server)
    _answer(server)
    answer_of_folders(server)
    act_for_editors(server)
    return server


# ------------------------------------------------------------ what the editor tells


def _follow(server: Server) -> None:
    for feature, told in (
        (types.INITIALIZED, _initialized),
        (types.TEXT_DOCUMENT_DID_OPEN, _opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, _changed),
        (types.TEXT_DOCUMENT_DID_SAVE, _touched),
        (types.TEXT_DOCUMENT_DID_CLOSE, _closed),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _touched),
    ):
        server.feature(feature)(guarded(server, feature, partial(told, server)))


def _initialized(server: Server, params: Any) -> None:
    workspace = server.workspace
    encoding = workspace.position_encoding or types.PositionEncodingKind.Utf16
    server.documents.encoding = str(getattr(encoding, "value", encoding))
    root = to_fs_path(workspace.root_uri) if workspace.root_uri else None
    server.documents.root = Path(root) if root else None
    _watch(server)
    judge(_WARM, None)  # what is imported and compiled now need not be when the first draft is opened


def _watch(server: Server) -> None:
    """Ask to be told of files that change beside the drafts, where the editor can tell."""
    watching = getattr(server.client_capabilities.workspace, "did_change_watched_files", None)
    if not getattr(watching, "dynamic_registration", None):
        return
    watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    what = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    server.client_register_capability(
        types.RegistrationParams([types.Registration("form4kit-files", what, options)])
    )


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    server.take(document.uri, document.text, document.version, 0)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    text = server.workspace.get_text_document(uri).source
    server.take(uri, text, params.text_document.version, PAUSE)


def _touched(server: Server, params: Any) -> None:
    """Judge every open draft anew: a file beside it has changed, the registry, fills, an earlier filing."""
    server.judge_anew()


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.cancel(uri)
    known = server.documents.get(uri) or server.documents.file(uri)
    server.documents.drop(uri)
    if known is not None and not server.is_asked:
        server.send(uri, [])


# ------------------------------------------------------------ what the editor asks


def _answer(server: Server) -> None:
    for feature, answer, options in (
        (types.TEXT_DOCUMENT_HOVER, _hover, None),
        (types.TEXT_DOCUMENT_DEFINITION, _definition, None),
        (types.TEXT_DOCUMENT_REFERENCES, _references, None),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare_rename, None),
        (types.TEXT_DOCUMENT_RENAME, _rename, types.RenameOptions(prepare_provider=True)),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, None),
        (types.TEXT_DOCUMENT_FOLDING_RANGE, _folds, None),
        (types.TEXT_DOCUMENT_FORMATTING, _format, None),
        (types.TEXT_DOCUMENT_INLAY_HINT, _hints, None),
    ):
        server.feature(feature, options)(guarded(server, feature, partial(_of_draft, server, answer)))
    acts = types.CodeActionOptions(["quickfix", "source.fixAll"], resolve_provider=True)
    act = guarded(server, types.TEXT_DOCUMENT_CODE_ACTION, partial(_actions, server))
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, acts)(act)
    completion = types.CompletionOptions(trigger_characters=_TRIGGERS)
    complete = guarded(server, types.TEXT_DOCUMENT_COMPLETION, partial(_complete, server))
    server.feature(types.TEXT_DOCUMENT_COMPLETION, completion)(complete)
    server.feature(PREVIEW)(guarded(server, PREVIEW, partial(_preview, server)))


def _of_draft(server: Server, answer: Answer, params: Any) -> Any:
    """Answer of a draft; of any other document there is nothing to say."""
    return asked_of(server, params.text_document.uri, lambda document: answer(document, params))


def _hover(document: OpenDocument, params: types.HoverParams) -> types.Hover | None:
    found = hover(document.judge(), *document.units.point(params.position))
    return to_protocol.hover(found, document.units) if found else None


def _complete(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Answer of a draft, and of an empty file that is to become one."""
    document = server.documents.begun(params.text_document.uri)
    if document is None:
        return None
    try:
        found = complete(document.text, document.path, *document.units.point(params.position))
    except OSError as error:
        server.refused(document.uri, error)
        return None
    return to_protocol.completions(found, document.units, snippets=server.takes_snippets)


def _definition(document: OpenDocument, params: types.DefinitionParams) -> list[types.Location]:
    found = rename.definition(document.judge(), *document.units.point(params.position))
    return list(to_protocol.locations(found, document.uri, document.units))


def _references(document: OpenDocument, params: types.ReferenceParams) -> list[types.Location]:
    declared = params.context.include_declaration
    found = rename.references(document.judge(), *document.units.point(params.position), declared=declared)
    return [types.Location(document.uri, document.units.range(range)) for range in found]


def _prepare_rename(
    document: OpenDocument, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    judged = document.judge()
    found = rename.name_at(judged, *document.units.point(params.position))
    if found is None:
        return None
    if refused := rename.unfit(judged, found):
        raise JsonRpcException(refused, REQUEST_FAILED)
    return types.PrepareRenamePlaceholder(document.units.range(found.range), found.text)


def _rename(document: OpenDocument, params: types.RenameParams) -> types.WorkspaceEdit:
    point = document.units.point(params.position)
    edits = rename.rename(document.judge(), *point, params.new_name)
    if isinstance(edits, str):
        raise JsonRpcException(edits, REQUEST_FAILED)
    return types.WorkspaceEdit(changes={document.uri: [document.units.edit(edit) for edit in edits]})


def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    def offered(document: OpenDocument) -> list[types.CodeAction]:
        return _acts(document, params, in_folder=server.resolves_edits)

    found: list[types.CodeAction] | None = asked_of(server, params.text_document.uri, offered)
    return found


def _acts(
    document: OpenDocument, params: types.CodeActionParams, *, in_folder: bool
) -> list[types.CodeAction]:
    judged, units = document.judge(), document.units
    found = list(actions(judged, units.desk_range(params.range), promised=True))
    if edits := fix_all(judged):
        found.append(Action("Mend all that form4kit is certain of", "source.fixAll", tuple(edits)))
    made = [to_protocol.action(each, document.uri, judged, units) for each in found]
    if in_folder:
        rules = dict.fromkeys(finding.rule for each in found if each.preferred for finding in each.findings)
        made += [folder_fix(document, rule) for rule in rules]
    wanted = tuple(params.context.only or ())
    return [
        each
        for each in made
        if not wanted or any(each.kind == kind or f"{each.kind}".startswith(f"{kind}.") for kind in wanted)
    ]


def _symbols(document: OpenDocument, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return to_protocol.symbols(outline.symbols(document.judge()), document.units)


def _folds(document: OpenDocument, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    return [types.FoldingRange(each.line - 1, each.end_line - 1) for each in outline.folds(document.judge())]


def _format(document: OpenDocument, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    return [document.units.edit(edit) for edit in layout_edits(document.text)]


def _hints(document: OpenDocument, params: types.InlayHintParams) -> list[types.InlayHint]:
    asked = document.units.desk_range(params.range)
    found = (each for each in inlay_hints(document.judge()) if asked.line <= each.line <= asked.end_line)
    return to_protocol.inlay_hints(found, document.units)


def _preview(server: Server, params: Any) -> dict[str, Any] | None:
    """Answer a request of form4kit's own, whose parameters keep the protocol's spelling."""
    page: dict[str, Any] | None = asked_of(server, params.textDocument.uri, _page)
    return page


def _page(document: OpenDocument) -> dict[str, Any] | None:
    page = preview(document.judge())
    return {"html": starred(page), "version": document.version} if page is not None else None


def standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output for the protocol; what is printed goes to standard error."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    return stdin, stdout

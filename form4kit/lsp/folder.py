"""What an editor asks of a whole folder: its findings, its symbols, the mends of a rule in all its drafts."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from lsprotocol import types
from pygls.uris import to_fs_path

from form4kit.editor.drafts_below import drafts_below
from form4kit.editor.fills_diagnostics import fills_findings, tables_beside
from form4kit.editor.folder_fixes import folder_fixes
from form4kit.editor.judged_draft import judge
from form4kit.editor.registry_diagnostics import registry_findings
from form4kit.editor.workspace_symbols import FolderSymbolKind, workspace_symbols
from form4kit.lsp import to_protocol
from form4kit.lsp.documents import OpenDocument
from form4kit.lsp.session import PAUSE, Server, guarded
from form4kit.lsp.utf16 import Units
from form4kit.registry.load import in_registry, registry_files
from form4kit.report.secrets import masked
from form4kit.source.limits import LARGEST_FORM
from form4kit.storage.regular import read_regular

FOLDER_FIX: Final = "form4kit-folder-fix"
_SYMBOLS: Final[dict[FolderSymbolKind, types.SymbolKind]] = {
    "person": types.SymbolKind.Object,
    "issuer": types.SymbolKind.Namespace,
    "position": types.SymbolKind.Variable,
    "filing": types.SymbolKind.File,
}
_MOST_SYMBOLS: Final = 500

Known = tuple[tuple[object, ...], list[types.Diagnostic]]
"""The time of change and the size of a file, what else it was judged by, and what was found in it then."""


def answer_of_folders(server: Server) -> None:
    """Add to a server what it answers of whole folders."""
    options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=True, identifier="form4kit"
    )
    pulled = _Pulled(server)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def _(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await pulled.of_document(params)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def _(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        return await pulled.of_workspace(params)

    for feature, answer in ((types.WORKSPACE_SYMBOL, _symbols), (types.CODE_ACTION_RESOLVE, _resolved)):
        server.feature(feature)(guarded(server, feature, partial(answer, server)))


def folder_fix(document: OpenDocument, rule: str) -> types.CodeAction:
    """Return the offer to mend all of a rule in the folder, whose edits are worked out once it is chosen."""
    return types.CodeAction(
        title=f"Mend every {rule} in the drafts of the folder",
        kind="quickfix",
        data={FOLDER_FIX: rule, "uri": document.uri},
    )


def roots_of(server: Server) -> list[Path]:
    """Return the folders that the editor has open."""
    found = [to_fs_path(each.uri) for each in server.workspace.folders.values()]
    roots = [Path(each) for each in found if each]
    return roots or ([server.documents.root] if server.documents.root else [])


class _Pulled:
    """Findings for an editor that asks for them, in place of being told; kept while nothing changes."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.known: dict[Path, Known] = {}
        server.forgetting.append(self.known.clear)

    async def of_document(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """Return the findings of an open document, once its writer pauses."""
        await asyncio.sleep(PAUSE)
        found = self.server.found_in(params.text_document.uri)
        return types.RelatedFullDocumentDiagnosticReport(items=found[0] if found else [])

    async def of_workspace(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        """Return the findings of every draft of the folders; of one that is as it was before, that alone."""
        before = {each.uri: each.value for each in params.previous_result_ids}
        items: list[types.WorkspaceDocumentDiagnosticReport] = []
        for root in roots_of(self.server):
            drafts = list(drafts_below(root))
            tables = set(tables_beside(drafts))
            for file in (*registry_files(root), *drafts, *sorted(tables)):
                uri, found, version = self._of_file(file, root, drafts if file in tables else ())
                if file in tables and not found and uri not in before:
                    continue  # a text that no draft names, or names without fault
                mark = hashlib.sha256(repr(found).encode("utf-8", "backslashreplace")).hexdigest()
                if before.get(uri) == mark:
                    items.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, mark, version))
                else:
                    told = types.WorkspaceFullDocumentDiagnosticReport(uri, found, version, result_id=mark)
                    items.append(told)
                await asyncio.sleep(0)  # what is typed meanwhile comes first
        return types.WorkspaceDiagnosticReport(items)

    def _of_file(
        self, file: Path, root: Path, drafts: Sequence[Path]
    ) -> tuple[str, list[types.Diagnostic], int | None]:
        """Return what is found in a file, open or not; `drafts` are those that may name it as their fills."""
        uri = self.server.documents.address_of(file) or file.as_uri()
        if (opened := self.server.found_in(uri)) is not None:
            return uri, *opened
        try:
            state = self._state(file, drafts)
            known = self.known.get(file)
            if known is None or known[0] != state:
                found = self._of_table(file) if drafts else self._judged(file, root, uri)
                known = self.known[file] = state, found
            return uri, known[1], None
        except OSError as error:
            self.server.refused(uri, error)
        except Exception as error:
            self.server.failed("judging", error)
        return uri, [], None

    def _state(self, file: Path, drafts: Sequence[Path]) -> tuple[object, ...]:
        """Return what a judgement rests on: the file, and of a table the drafts, as saved and as typed."""
        told = file.stat()
        typed = [(each.path, hash(each.text)) for each in self.server.documents.drafts()] if drafts else []
        saved = max((each.stat().st_mtime_ns for each in drafts), default=0)
        return told.st_mtime_ns, told.st_size, len(drafts), saved, *typed

    def _of_table(self, file: Path) -> list[types.Diagnostic]:
        try:
            text = read_regular(file, LARGEST_FORM).decode("utf-8")
        except UnicodeDecodeError:
            return []  # of another encoding: the drafts that name it say what is wrong with it
        opened = {each.path: each.text for each in self.server.documents.drafts()}
        return to_protocol.of_file(
            fills_findings(file, text, opened), Units(text, self.server.documents.encoding)
        )

    def _judged(self, file: Path, root: Path, uri: str) -> list[types.Diagnostic]:
        text = read_regular(file, LARGEST_FORM).decode("utf-8", "replace")
        units = Units(text, self.server.documents.encoding)
        if in_registry(file) is not None:
            return to_protocol.of_file(registry_findings(root, file, text), units)
        return to_protocol.diagnostics(judge(text, file), uri, units)


def _symbols(server: Server, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    opened = {each.path: each.text for each in server.documents.drafts()}
    found = [each for root in roots_of(server) for each in workspace_symbols(root, params.query, opened)]
    symbols = []
    for each in found[:_MOST_SYMBOLS]:
        units = Units(opened[each.file], server.documents.encoding) if each.file in opened else None
        place = units.range(each.range) if units else to_protocol.plain_range(each.range)
        location = types.Location(each.file.as_uri(), place)
        symbols.append(
            types.WorkspaceSymbol(
                location, masked(each.name), _SYMBOLS[each.kind], container_name=masked(each.about)
            )
        )
    return symbols


def _resolved(server: Server, action: types.CodeAction) -> types.CodeAction:
    """Return an action with its edits, those of the whole folder that are left to be worked out."""
    told = action.data if isinstance(action.data, dict) else {}
    rule = told.get(FOLDER_FIX)
    if not isinstance(rule, str):
        return action
    changes = dict(_changes(server, rule))
    return types.CodeAction(
        action.title, action.kind, edit=types.WorkspaceEdit(changes=changes), data=action.data
    )


def _changes(server: Server, rule: str) -> Iterator[tuple[str, list[types.TextEdit]]]:
    opened = {each.path: each for each in server.documents.drafts()}
    files = [file for root in roots_of(server) for file in drafts_below(root)]
    judged = {path: each.judge() for path, each in opened.items()}
    for file, (draft, edits) in folder_fixes(files, rule, judged).items():
        document = opened.get(file)
        units = document.units if document else Units(draft.text, server.documents.encoding)
        yield document.uri if document else file.as_uri(), [units.edit(edit) for edit in edits]

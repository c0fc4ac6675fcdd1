"""The drafts that are open in an editor, each judged once for each text that it has had."""

from dataclasses import dataclass
from pathlib import Path

from pygls.uris import to_fs_path

from form4kit.editor.completion_drafts import is_begun
from form4kit.editor.draft_folder import SUFFIXES, may_become_draft
from form4kit.editor.file_finding import FileFinding
from form4kit.editor.fills_diagnostics import TABLES, fills_findings
from form4kit.editor.judged_draft import UNTITLED, JudgedDraft, judge
from form4kit.editor.registry_diagnostics import registry_findings
from form4kit.lsp.utf16 import Units
from form4kit.registry.load import in_registry
from form4kit.source.discover import beside_filings
from form4kit.source.draft_keys import looks_like_draft


@dataclass(slots=True)
class OpenDocument:
    """An open text that is a draft; `judged` is None until somebody asks, and after something changed."""

    uri: str
    text: str
    version: int | None
    path: Path
    units: Units
    judged: JudgedDraft | None = None

    def judge(self) -> JudgedDraft:
        """Return the draft, judged as it stands. Raises OSError where its registry cannot be opened."""
        if self.judged is None:
            self.judged = judge(self.text, self.path)
        return self.judged


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open file beside the drafts; `root` is that of the registry it is of, None of a table of fills."""

    uri: str
    text: str
    version: int | None
    path: Path
    units: Units
    root: Path | None


class Documents:
    """The open drafts by their address; other YAML is left alone.

    One that is still empty, where drafts are, is kept beside them: it is not judged, but may be begun. So are
    files of a registry, and tables of fills.
    """

    def __init__(self) -> None:
        self._open: dict[str, OpenDocument] = {}
        self._begun: dict[str, OpenDocument] = {}
        self._files: dict[str, OpenFile] = {}
        self.encoding = "utf-16"
        self.root: Path | None = None

    def put(self, uri: str, text: str, version: int | None) -> OpenDocument | None:
        """Take the text of a document; None, and forgotten, where it is no draft."""
        path = self._path(uri)
        self.drop(uri)
        if path is None:
            return None
        document = OpenDocument(uri, text, version, path, Units(text, self.encoding))
        if _is_draft(path, text):
            self._open[uri] = document
            return document
        root = in_registry(path)
        if root is not None or path.suffix.lower() in TABLES:
            self._files[uri] = OpenFile(uri, text, version, path, document.units, root)
        elif is_begun(text) and may_become_draft(path):
            self._begun[uri] = document
        return None

    def get(self, uri: str) -> OpenDocument | None:
        """Return an open draft."""
        return self._open.get(uri)

    def address_of(self, file: Path) -> str | None:
        """Return the address under which a file is open, which an editor may spell in its own way."""
        known: list[OpenDocument | OpenFile] = [*self._open.values(), *self._files.values()]
        return next((each.uri for each in known if each.path == file), None)

    def drafts(self) -> list[OpenDocument]:
        """Return the open drafts."""
        return list(self._open.values())

    def begun(self, uri: str) -> OpenDocument | None:
        """Return an open draft, or an open text that is to become one."""
        return self._open.get(uri) or self._begun.get(uri)

    def file(self, uri: str) -> OpenFile | None:
        """Return an open file beside the drafts."""
        return self._files.get(uri)

    def found_in(self, file: OpenFile) -> list[FileFinding]:
        """Return what is wrong with an open file beside the drafts, which need not be saved either."""
        if file.root is not None:
            return registry_findings(file.root, file.path, file.text)
        return fills_findings(file.path, file.text, {each.path: each.text for each in self._open.values()})

    def drop(self, uri: str) -> None:
        """Forget a document."""
        self._open.pop(uri, None)
        self._files.pop(uri, None)
        self._begun.pop(uri, None)

    def stale(self) -> list[str]:
        """Forget what was found, because something beside the drafts has changed; return all there is."""
        for document in self._open.values():
            document.judged = None
        return [*self._open, *self._files]

    def _path(self, uri: str) -> Path | None:
        """Return where a document stands; one that is not saved stands at the root of the workspace."""
        try:
            name = to_fs_path(uri) if uri.startswith("file:") else None
        except ValueError:
            return None
        if name is not None:
            return Path(name)
        return (self.root or Path()) / UNTITLED if uri.startswith("untitled:") else None


def _is_draft(path: Path, text: str) -> bool:
    """Recognise a draft as a walk through folders does, by its name and by its keys."""
    if path.suffix.lower() not in SUFFIXES or beside_filings(path.parent):
        return False
    return looks_like_draft(text.encode("utf-8", "surrogatepass"))

"""The folder that an assistant may look into: what it names is in there, and no file that may hold a CCC."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from form4kit.compiler.dependencies import dependencies_of
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.findings import Finding
from form4kit.law.clock import NEW_YORK
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run
from form4kit.rules.selection import Selection
from form4kit.source.detect import is_filing
from form4kit.source.discover import Found, beside_filings, find_inside
from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST, LARGEST_FORM
from form4kit.storage.names import PRIVATE
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import confine
from form4kit.storage.served_folder import Outside, ServedFolder
from form4kit.words import counted

LONGEST: Final = 1_000_000
"""The characters of a draft that an assistant may send."""
MOST_FILES: Final = 500
"""The filings of the folder that are judged at once."""
_DRAFTS: Final = (".yaml", ".yml")
_FORMS: Final = (*_DRAFTS, ".xml", ".txt", ".nc")


class Declined(Exception):
    """Say in words why something is not read or not done."""


def present() -> dt.datetime:
    """Return this instant, in New York."""
    return dt.datetime.now(NEW_YORK)


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """A folder with its clock; `now` is an aware instant."""

    shelf: ServedFolder
    now: Callable[[], dt.datetime] = present

    @classmethod
    def of(cls, folder: Path, read_only: bool = False) -> "OpenFolder":
        """Open a folder; nothing above it is looked at in this process from now on."""
        confine(folder)
        return cls(ServedFolder(folder.resolve(), read_only))

    @property
    def root(self) -> Path:
        """The folder itself, links resolved."""
        return self.shelf.root

    def name(self, file: Path) -> str:
        """Return the name of a file of the folder, with slashes."""
        return self.shelf.name(file)

    def form(self, name: str) -> Path:
        """Return the path of a draft or filed form that is there. Raises Declined."""
        file = self._file(name)
        if file.is_dir():
            built = [each for each in self._found(file) if each.file is not None][:2]
            if len(built) != 1 or built[0].file is None:
                raise Declined(f"{name} is a folder; name one filing in it")
            file = built[0].file
        if file.name in PRIVATE:
            raise Declined(f"{name} may hold a CCC, and is not read for an assistant")
        if file.suffix.lower() not in _FORMS:
            raise Declined(f"{name} is no draft or filing: those end with {', '.join(_FORMS)}")
        if not file.is_file():
            raise Declined(f"{name}: there is no such file in this folder")
        if self._of_registry(file) or not is_filing(file):
            raise Declined(f"{name} is no draft or filing")
        return file

    def draft(self, name: str) -> Path:
        """Return the path of a draft, there or to be made. Raises Declined.

        What belongs to the registry is none, nor is a file of a built folder.
        """
        file = self._file(name)
        if file.suffix.lower() not in _DRAFTS:
            raise Declined(f"{name} is no draft: those end with .yaml")
        if self._of_registry(file):
            raise Declined(f"{name} belongs to the registry, which a person keeps")
        return file

    def file(self, name: str) -> Path:
        """Return the path of another file of the folder, such as a broker's. Raises Declined."""
        file = self._file(name)
        if file.name in PRIVATE or not file.is_file():
            raise Declined(f"{name}: there is no such file in this folder")
        return file

    def text(self, name: str) -> str:
        """Return the text of a draft that is there. Raises Declined."""
        file = self.draft(name)
        if not file.is_file():
            raise Declined(f"{name}: there is no such file in this folder")
        try:
            text = read_regular(file, LARGEST_FORM).decode("utf-8")
        except UnicodeDecodeError:
            raise Declined(f"{name} is not UTF-8 text") from None
        if not looks_like_draft(text.encode("utf-8")):
            raise Declined(f"{name} is no draft of a filing")
        return text

    def judged(self, text: str, file: Path) -> JudgedDraft:
        """Judge a text as if it stood at a path. Raises Declined for one that is too long."""
        if len(text) > LONGEST:
            raise Declined(f"{len(text):,} characters are too many: {LONGEST:,} at most")
        self._hold_to_open(text.encode("utf-8", "replace"), file)
        return judge(text, file, options=Options(now=self.now, given=self.root))

    def outcomes(self, file: Path) -> tuple[Outcome, ...]:
        """Judge what is filed or drafted in a file. Raises Declined for what may hold a CCC, and OSError."""
        self._hold_to_open(read_regular(file, LARGEST + 1), file)
        outcome = run(Found(self.name(file), file, self.root), Options(now=self.now))
        if any(each.filing is not None and each.filing.kind == "submission" for each in outcome.held):
            raise Declined(f"{self.name(file)} may hold a CCC, and is not read for an assistant")
        return outcome.held

    def all_forms(self) -> Iterator[Path]:
        """Yield the drafts and filings of the folder. Raises Declined where there are too many."""
        number = 0
        for each in self._found(self.root):
            if each.file is None or each.file.name in PRIVATE:
                continue
            number += 1
            if number > MOST_FILES:
                raise Declined(f"more than {counted(MOST_FILES, 'filing')} here: name one of them")
            yield each.file

    def _hold_to_open(self, data: bytes, file: Path) -> None:
        """Raise Declined where a draft names a file of the folder that is not open to an assistant."""
        for each in dependencies_of(data, file.name, file.parent, self.root).named:
            place = each.resolve()
            if place.is_relative_to(self.root) and (place.name in PRIVATE or self._is_hidden(place)):
                raise Declined(f"it names {self.name(place)}, which is not read for an assistant")

    def _found(self, folder: Path) -> Iterator[Found]:
        for each in find_inside(folder, self.root):
            if not isinstance(each, Found):
                raise Declined(f"{each.name}: {each.why}")
            if each.file is not None and not self._is_hidden(each.file):
                yield each

    def _of_registry(self, file: Path) -> bool:
        return any(beside_filings(each) for each in file.relative_to(self.root).parents)

    def _is_hidden(self, file: Path) -> bool:
        return any(part.startswith(".") for part in file.relative_to(self.root).parts)

    def _file(self, name: str) -> Path:
        try:
            return self.shelf.file(name)
        except Outside as error:
            raise Declined(str(error)) from None


def shown_of(outcome: Outcome) -> tuple[Finding, ...]:
    """Return the findings that `check` shows of an outcome."""
    selection = Selection().within(outcome.settings) if outcome.filing else Selection()
    return tuple(selection.of(outcome.findings))

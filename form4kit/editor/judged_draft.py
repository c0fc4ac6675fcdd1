"""Judge the text of a draft as if it stood at its path, and keep where its parts stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as File

from form4kit.editor.text import Range
from form4kit.editor.tree import Tree, tree_of
from form4kit.findings import Finding
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.place import Path
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.report.baseline import Baseline
from form4kit.rules.selection import Selection, folded_under

UNTITLED = "untitled.yaml"


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A row of the compiled filing and the part of the draft that made it: a row, an event, a position."""

    path: Path
    source: Path
    line: int


@dataclass(frozen=True)
class JudgedDraft:
    """A draft's text with all that was found out about it.

    `findings` are those that `check` would show, `folded` those that it leaves out because they follow from
    one of these.
    """

    text: str
    path: File | None
    outcome: Outcome
    findings: tuple[Finding, ...]
    registry: Registry
    tree: Tree
    folded: tuple[Finding, ...] = ()
    options: Options = field(default_factory=Options)

    @property
    def filing(self) -> Filing | None:
        """The compiled filing; None where the text could not be read as one."""
        return self.outcome.filing

    def place_at(self, line: int, column: int) -> Path | None:
        """Return the path of the innermost part at a point; None outside of all parts."""
        part = self.tree.at(line, column)
        return part.path if part else None

    def span(self, path: Path) -> Range | None:
        """Return the range of the part at a path, its key included; None where nothing stands there."""
        part = self.tree.find(path)
        return self.tree.whole_range(part) if part else None

    @cached_property
    def marked(self) -> tuple[tuple[Finding, Range], ...]:
        """The findings, each with the range to mark for it."""
        return tuple((finding, self.range_of(finding)) for finding in self.findings)

    @cached_property
    def following(self) -> Mapping[Finding, tuple[Finding, ...]]:
        """What follows from each finding that is shown."""
        return folded_under(self.findings, self.folded)

    def range_of(self, finding: Finding) -> Range:
        """Return the range to mark for a finding: the key or value that begins at its place."""
        place, tree = finding.place, self.tree
        offset = tree.offset(place.line, place.column)
        part = tree.under(offset)
        if part is not None and part.key_start <= offset < part.key_end:
            return tree.range(offset, part.key_end)
        if part is not None and part.kind == "text" and part.start <= offset < part.end:
            line_end = tree.content.find("\n", offset)
            ends = tree.last(part), line_end if line_end >= 0 else len(tree.content)
            return tree.range(offset, max(min(ends), offset))
        line, column = tree.point(offset)
        return Range(line, column, line, max(len(tree.line(line).rstrip()) + 1, column))

    @cached_property
    def rows(self) -> tuple[MadeRow, ...]:
        """The rows of the compiled filing, Table I first, each with what made it."""
        made = []
        for row in self.filing.rows if self.filing else ():
            found = self.place_at(row.line, row.column) or row.path
            made.append(MadeRow(row.path, found[:2], row.line))
        return tuple(made)

    def rows_of(self, path: Path) -> tuple[MadeRow, ...]:
        """Return the rows that the row, event or position around a path has made."""
        return tuple(row for row in self.rows if row.source == path[:2])


def judge(text: str, path: File | None, *, options: Options | None = None) -> JudgedDraft:
    """Judge a text in memory; what lies beside `path`, which need not exist, is read from the disk.

    Any text will do: mistakes in it are findings. Raises OSError where the registry cannot be opened.
    """
    folder = path.parent if path else File()
    name = str(path) if path else UNTITLED
    outcome = run_bytes(text.encode("utf-8", "surrogatepass"), name, folder, options or Options())
    shown, folded = _shown(outcome)
    return JudgedDraft(
        text=text,
        path=path,
        outcome=outcome,
        findings=tuple(shown),
        folded=tuple(folded),
        registry=registry_for(folder),
        tree=tree_of(text),
        options=options or Options(),
    )


def _shown(outcome: Outcome) -> tuple[list[Finding], list[Finding]]:
    """Leave out what the settings of the repository leave out of a report, and part what follows from it."""
    selection = Selection().within(outcome.settings) if outcome.filing else Selection()
    findings, folded = selection.divide(outcome.findings)
    if outcome.settings.baseline is None:
        return findings, folded
    try:
        return Baseline.read(outcome.settings.baseline).sort(outcome.name, findings).new, folded
    except (OSError, ValueError):  # `check` says what is wrong with the baseline
        return findings, folded

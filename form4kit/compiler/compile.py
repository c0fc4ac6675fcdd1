"""From a draft's tree to its filing: names looked up, events made rows, footnotes filled in and numbered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from form4kit.compiler.as_meant import as_meant
from form4kit.draft.footnote_numbers import number_footnotes
from form4kit.draft.read import read_draft
from form4kit.draft_schema.check import check_shape
from form4kit.findings import Finding, Findings
from form4kit.footnote_library.define import define
from form4kit.footnote_library.rejoin import rejoin
from form4kit.model import Filing
from form4kit.place import Path
from form4kit.registry.entries import Registry
from form4kit.registry.resolve import resolve, without_consequences
from form4kit.source.node import Node

if TYPE_CHECKING:
    from form4kit.compiler.excerpt import Excerpt
    from form4kit.events.files import Reader
    from form4kit.events.working import Working


@dataclass(frozen=True, slots=True)
class Compiled:
    """A draft spelled out: the filing, what was found, and the arithmetic behind computed values.

    `refused` says that an event could not be carried out, so that rows are missing and nothing can be
    judged. `earlier` are the filings that balances were carried forward from, oldest first. `rows_by_event`
    are the paths of the rows that each event made. An amendment knows the `original`, and by the `excerpt`
    which lines of the draft it holds.
    """

    filing: Filing
    findings: tuple[Finding, ...]
    working: "Working | None" = None
    refused: bool = False
    earlier: tuple[Filing, ...] = ()
    rows_by_event: tuple[tuple[Path, ...], ...] = ()
    original: Filing | None = None
    excerpt: "Excerpt | None" = None

    def with_fix_in_whole(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings with fixes that edit the draft as written."""
        return [self.excerpt.with_fix_in_whole(each) if self.excerpt else each for each in findings]


def compile_draft(root: Node, registry: Registry, reader: "Reader", found: list[Finding]) -> Compiled:
    """Spell a draft out; `found` is what reading its text has found. Never raises."""
    findings = Findings([*found, *check_shape(root)])
    if findings:  # else nothing was cut, since what is cut off is a key that no draft has
        mended, left = rejoin(root, found)
        if mended is not root:
            root, findings = mended, Findings([*left, *check_shape(mended)])
    root = as_meant(root, findings) if findings else root
    root = findings.take(resolve(root, registry))
    read = findings.take(read_draft(root))
    compiled = _expand(read, root, reader)
    findings += compiled.findings
    filing = findings.take(define(compiled.filing, registry.footnotes))
    filing = filing if filing is read else number_footnotes(filing)  # which reading has done
    compiled = replace(compiled, filing=filing, findings=tuple(without_consequences(findings)))
    return compiled if root.get("amends") is None or compiled.refused else _amend(compiled, root, reader)


def _amend(compiled: Compiled, root: Node, reader: "Reader") -> Compiled:
    """Keep what an amendment files: the lines that are amended or added."""
    from form4kit.compiler.amend.amend import amend

    made = amend(compiled.filing, root, reader)
    findings = (*compiled.findings, *made.findings)
    if made.excerpt is None:
        return replace(compiled, findings=findings, refused=True)
    here: Mapping[Path, Path] = {origin: path for path, origin in made.excerpt.origins.items()}
    return replace(
        compiled,
        filing=made.excerpt.filing,
        findings=tuple(made.excerpt.in_excerpt(found) or found for found in findings),
        working=compiled.working.of(here) if compiled.working else None,
        rows_by_event=tuple(tuple(here[p] for p in paths if p in here) for paths in compiled.rows_by_event),
        original=made.original,
        excerpt=made.excerpt,
    )


def _expand(filing: Filing, root: Node, reader: "Reader") -> Compiled:
    """Carry the events out, where the draft has any: most drafts are rows, and start faster without."""
    if root.get("positions") is None and root.get("events") is None:
        return Compiled(filing, ())
    from form4kit.events.expand import expand

    made = expand(filing, root, reader)
    return Compiled(
        made.filing, tuple(made.findings), made.working, made.refused, made.earlier, made.rows_by_event
    )

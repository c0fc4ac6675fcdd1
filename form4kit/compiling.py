"""From a draft's tree to its filing: names looked up, events made rows, footnotes filled in and numbered."""

from dataclasses import dataclass

from form4kit import shape
from form4kit.draft.footnotes import number_footnotes
from form4kit.draft.read import read_draft
from form4kit.events import Reader, Working, expand
from form4kit.events.expand import NO_WORKING
from form4kit.findings import Finding
from form4kit.library import define, rejoin, standard
from form4kit.model import Filing
from form4kit.registry import Registry, resolve, without_echoes
from form4kit.source.node import Node


@dataclass(frozen=True, slots=True)
class Compiled:
    """A draft spelled out: the filing, what was found, and the arithmetic behind computed values.

    `refused` says that an event could not be carried out, so that rows are missing and nothing can be
    judged. `earlier` are the filings that balances were carried forward from, oldest first.
    """

    filing: Filing
    findings: tuple[Finding, ...]
    working: Working = NO_WORKING
    refused: bool = False
    earlier: tuple[Filing, ...] = ()


def compile_draft(root: Node, registry: Registry, reader: Reader, found: list[Finding]) -> Compiled:
    """Spell a draft out; `found` is what reading its text has found. Never raises."""
    root, findings = rejoin(root, found)
    findings = [*findings, *shape.check_shape(root)]
    root, more = resolve(root, registry)
    findings += more
    filing, more = read_draft(root)
    findings += more
    expansion = expand(filing, root, reader)
    findings += expansion.findings
    filing, more = define(expansion.filing, {**standard(), **registry.footnotes})
    findings += more
    return Compiled(
        number_footnotes(filing),
        tuple(without_echoes(findings)),
        expansion.working,
        expansion.refused,
        expansion.earlier,
    )

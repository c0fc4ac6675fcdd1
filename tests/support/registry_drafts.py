"""Judge a draft that uses the registry and the library, as the pipeline does."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from form4kit.compiler.compile import compile_draft
from form4kit.edgar import validate
from form4kit.edgar.write import write
from form4kit.events.files import NoFiles
from form4kit.findings import Finding, Severity
from form4kit.model import Context, Filing
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.registry.resolve import without_consequences
from form4kit.rules.engine import judge
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose

FILED = dt.date(2026, 11, 20)


def tree(text: str) -> Node:
    root, findings = compose(text)
    assert root is not None and not findings, findings
    return root


def judged(
    text: str, registry: Registry | Path | None = None, filed: dt.date = FILED
) -> tuple[Filing, list[Finding]]:
    """Return the filing that a draft makes with a registry, and everything found."""
    held = registry_for(registry) if isinstance(registry, Path) else registry or Registry()
    root, findings = compose(text)
    assert root is not None, findings
    compiled = compile_draft(root, held, NoFiles(), findings)
    filing = replace(compiled.filing, context=Context(filed=filed))
    more = [*judge(filing), *validate.of_draft(write(filing), filing.form_type, filing.edition)]
    return filing, without_consequences([*compiled.findings, *more])


def codes(findings: list[Finding]) -> list[str]:
    return sorted(finding.rule for finding in findings)


def grave(findings: list[Finding]) -> list[Finding]:
    """Return errors and warnings."""
    return [finding for finding in findings if finding.severity is not Severity.NOTE]

"""What the desk returns, as the protocol has it; CCCs starred out, control characters made visible."""

from collections.abc import Iterable, Iterator
from typing import Final

from lsprotocol import types

from form4kit.editor.code_actions import Action
from form4kit.editor.completion import Completion
from form4kit.editor.file_finding import FileFinding
from form4kit.editor.hover import Hover
from form4kit.editor.inlay_hints import InlayHint
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.outline import Symbol
from form4kit.editor.registry_links import Location
from form4kit.editor.related import related, rule_page
from form4kit.editor.text import Range
from form4kit.findings import Finding, Severity
from form4kit.lsp.utf16 import Units
from form4kit.report.secrets import masked, on_one_line

_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_COMPLETIONS: Final = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "code": types.CompletionItemKind.EnumMember,
    "place": types.CompletionItemKind.EnumMember,
    "person": types.CompletionItemKind.Reference,
    "issuer": types.CompletionItemKind.Reference,
    "position": types.CompletionItemKind.Variable,
    "footnote": types.CompletionItemKind.Function,
    "parameter": types.CompletionItemKind.Field,
    "draft": types.CompletionItemKind.Snippet,
}
_NAMED: Final = ("place", "person", "issuer", "draft")
"""The kinds of completion that are found by any word of their name."""
_SYMBOLS: Final = {
    "field": types.SymbolKind.Field,
    "list": types.SymbolKind.Array,
    "row": types.SymbolKind.Struct,
    "person": types.SymbolKind.Object,
    "footnote": types.SymbolKind.String,
    "position": types.SymbolKind.Variable,
    "event": types.SymbolKind.Event,
}


def diagnostics(judged: JudgedDraft, uri: str, units: Units) -> list[types.Diagnostic]:
    """Return the findings of a draft, each with what follows from it and where else it stands."""
    found = []
    for finding, range in judged.marked:
        told = diagnostic(finding, units.range(range))
        told.related_information = [
            types.DiagnosticRelatedInformation(location, masked(each.words))
            for each in related(judged, finding)
            for location in locations([each.location], uri, units)
        ] or None
        found.append(told)
    return found


def diagnostic(finding: Finding, range: types.Range) -> types.Diagnostic:
    """Return a finding with a link to its rule; one that is allowed is a hint, with the reason."""
    message = " ".join(part for part in (f"{finding.message}.", finding.hint) if part)
    severity = _SEVERITIES[finding.severity]
    if finding.allowed is not None:
        message, severity = f"{message} Allowed: {finding.allowed}", types.DiagnosticSeverity.Hint
    page = rule_page(finding.rule)
    return types.Diagnostic(
        range=range,
        message=masked(message),
        severity=severity,
        code=finding.rule,
        code_description=types.CodeDescription(page.as_uri()) if page else None,
        source=f"form4kit {finding.authority}",
    )


def of_file(found: Iterable[FileFinding], units: Units) -> list[types.Diagnostic]:
    """Return the findings in a file beside the drafts."""
    return [diagnostic(each.finding, units.range(each.range)) for each in found]


def hover(found: Hover, units: Units) -> types.Hover:
    """Return what to show under the pointer."""
    content = types.MarkupContent(types.MarkupKind.Markdown, masked(found.markdown))
    return types.Hover(content, units.range(found.range))


def completions(found: Iterable[Completion], units: Units, *, snippets: bool) -> types.CompletionList:
    """Return what can be written, in the order of the desk; with stops where the client takes `snippets`.

    Where some is found by a word of its name, the list holds for the word as typed: a client asks again.
    """
    items = list(found)
    again = any(each.kind in _NAMED for each in items)
    return types.CompletionList(is_incomplete=again, items=list(_items(items, units, snippets)))


def _items(found: Iterable[Completion], units: Units, snippets: bool) -> Iterator[types.CompletionItem]:
    for number, each in enumerate(found):
        stops = snippets and bool(each.snippet)
        yield types.CompletionItem(
            label=on_one_line(each.label),
            kind=_COMPLETIONS[each.kind],
            detail=on_one_line(each.detail) or None,
            documentation=types.MarkupContent(types.MarkupKind.Markdown, masked(each.documentation))
            if each.documentation
            else None,
            text_edit=types.TextEdit(units.range(each.range), each.snippet if stops else each.text),
            insert_text_format=types.InsertTextFormat.Snippet if stops else None,
            filter_text=on_one_line(each.found_by or each.label),
            sort_text=f"{number:04}",
        )


def inlay_hints(found: Iterable[InlayHint], units: Units) -> list[types.InlayHint]:
    """Return what is shown beside the text; how it came about is shown when it is pointed at."""
    return [
        types.InlayHint(
            position=units.position(each.line, each.column),
            label=masked(on_one_line(each.text)),
            tooltip=masked(each.why),
            padding_left=True,
        )
        for each in found
    ]


def locations(found: Iterable[Location], uri: str, units: Units) -> Iterator[types.Location]:
    """Return places in the draft, whose address is `uri`, and in files beside it."""
    for each in found:
        if each.file is None:
            yield types.Location(uri, units.range(each.range))
        else:
            yield types.Location(each.file.resolve().as_uri(), plain_range(each.range))


def plain_range(range: Range) -> types.Range:
    """Return a range of a text that is not at hand, as if each character were one unit."""
    start = types.Position(range.line - 1, range.column - 1)
    return types.Range(start, types.Position(range.end_line - 1, range.end_column - 1))


def symbols(found: Iterable[Symbol], units: Units) -> list[types.DocumentSymbol]:
    """Return the parts of a draft."""
    return [
        types.DocumentSymbol(
            name=on_one_line(each.name),
            detail=on_one_line(each.detail),
            kind=_SYMBOLS[each.kind],
            range=units.range(each.range),
            selection_range=units.range(each.selection),
            children=symbols(each.children, units),
        )
        for each in found
    ]


def action(found: Action, uri: str, judged: JudgedDraft, units: Units) -> types.CodeAction:
    """Return something that can be done, with the findings that it is for."""
    return types.CodeAction(
        title=on_one_line(found.title),
        kind=found.kind,
        diagnostics=[diagnostic(each, units.range(judged.range_of(each))) for each in found.findings] or None,
        is_preferred=found.preferred or None,
        edit=types.WorkspaceEdit(changes={uri: [units.edit(edit) for edit in found.edits]}),
    )

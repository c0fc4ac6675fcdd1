"""What can be done about a finding: mend it where the mend is certain, or allow it with a reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from form4kit.editor.insertion import inserted
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.promised_mends import promised_mends
from form4kit.editor.text import Range, Replacement
from form4kit.editor.tree import Tree
from form4kit.findings import Finding
from form4kit.rules.allowances import can_be_allowed
from form4kit.source.fixes import TextEdit, text_edits, together

ActionKind = Literal["quickfix", "source.fixAll"]
NO_REASON_YET = '""'
"""The reason that an added allowance has: none, so that it is an error until somebody writes one."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that an editor offers to do, and the findings it is for."""

    title: str
    kind: ActionKind
    edits: tuple[Replacement, ...]
    findings: tuple[Finding, ...] = ()
    preferred: bool = False


def actions(judged: JudgedDraft, range: Range, *, promised: bool = False) -> list[Action]:
    """Return what can be done about the findings that a range touches, mends first.

    With `promised`, for which the draft is judged once for each, also what their hints say to write.
    """
    found = [each for each, there in judged.marked if there.touches(range)]
    told = _promised(judged, found) if promised else ()
    return [*_mends(judged, found), *told, *_mends_of_a_kind(judged, found), *_allowances(judged, found)]


def fix_all(judged: JudgedDraft) -> list[Replacement]:
    """Return the edits of every mend that is certain; one that touches another waits for the next time."""
    fixes = [each.fix for each in judged.findings if each.fix]
    return _edits(judged.tree, together(judged.tree.content, fixes)[0])


def _mends(judged: JudgedDraft, found: Iterable[Finding]) -> Iterator[Action]:
    for finding in found:
        if finding.fix is None:
            continue
        edits = _edits(judged.tree, text_edits(judged.tree.content, finding.fix))
        if edits:
            yield Action(finding.fix.title, "quickfix", tuple(edits), (finding,), preferred=True)


def _promised(judged: JudgedDraft, found: Iterable[Finding]) -> Iterator[Action]:
    for finding in found:
        for mend in promised_mends(judged, finding):
            yield Action(mend.title, "quickfix", mend.edits, (finding,))


def _mends_of_a_kind(judged: JudgedDraft, found: Iterable[Finding]) -> Iterator[Action]:
    """Offer to mend all that a rule found in the draft, where it is certain of more than one mend."""
    for rule in dict.fromkeys(each.rule for each in found if each.fix):
        alike = tuple(each for each in judged.findings if each.rule == rule and each.fix)
        if len(alike) > 1:
            fixes = [each.fix for each in alike if each.fix]
            edits = _edits(judged.tree, together(judged.tree.content, fixes)[0])
            yield Action(f"Mend every {rule} of this draft", "quickfix", tuple(edits), alike)


def _edits(tree: Tree, edits: Iterable[TextEdit]) -> list[Replacement]:
    return sorted(Replacement(tree.range(each.start, each.end), each.text) for each in edits)


def _allowances(judged: JudgedDraft, found: Iterable[Finding]) -> Iterator[Action]:
    by_code: dict[str, list[Finding]] = {}
    for finding in found:
        if can_be_allowed(finding):
            by_code.setdefault(finding.rule, []).append(finding)
    for code, group in by_code.items():
        edit = allowance(judged.tree, code)
        if edit is not None:
            title = f"Allow {code} here, with a reason that you write"
            yield Action(title, "quickfix", (edit,), tuple(group))


def allowance(tree: Tree, code: str) -> Replacement | None:
    """Return the edit that adds a code to `allow:` without a reason; None where it stands there already.

    None too where the draft cannot be read to its end, or has something else under `allow:`.
    """
    root = tree.root
    if root is None or root.kind != "mapping" or not root.children or not tree.whole:
        return None
    entry = f"{code}: {NO_REASON_YET}"
    allow = root.get("allow")
    if allow is None:
        return inserted(tree, root, f"allow: {{{entry}}}" if root.flow else f"allow:\n  {entry}")
    if allow.get(code) is not None:
        return None
    if allow.kind == "text" and not allow.value.strip():
        blank = " " if tree.content[allow.start - 1 : allow.start] == ":" else ""
        return Replacement(tree.range(allow.start, allow.end), f"{blank}{{{entry}}}")
    return inserted(tree, allow, entry) if allow.kind == "mapping" else None

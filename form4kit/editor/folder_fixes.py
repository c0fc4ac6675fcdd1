"""Mend all that one rule found in the drafts of a whole folder, where the mends are certain."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.text import Replacement
from form4kit.source.fixes import together
from form4kit.source.limits import LARGEST_FORM
from form4kit.storage.regular import read_regular


def fixes_of(judged: JudgedDraft, rule: str) -> tuple[Replacement, ...]:
    """Return the edits of every mend of a rule in a draft; one that touches another waits."""
    fixes = [each.fix for each in judged.findings if each.rule == rule and each.fix]
    edits = together(judged.tree.content, fixes)[0]
    return tuple(sorted(Replacement(judged.tree.range(e.start, e.end), e.text) for e in edits))


def folder_fixes(
    files: Iterable[Path], rule: str, opened: Mapping[Path, JudgedDraft]
) -> dict[Path, tuple[JudgedDraft, tuple[Replacement, ...]]]:
    """Return the edits of every mend of a rule, by the draft; `opened` are judged as the editor has them.

    What cannot be read, and what has nothing to mend, is left out.
    """
    found = {}
    for file in dict.fromkeys([*opened, *files]):
        try:
            judged = opened[file] if file in opened else judge(_text(file), file)
        except (OSError, UnicodeDecodeError):
            continue
        if edits := fixes_of(judged, rule):
            found[file] = judged, edits
    return found


def _text(file: Path) -> str:
    return read_regular(file, LARGEST_FORM).decode("utf-8")

"""Whole drafts, offered where nothing is written yet."""

from collections.abc import Iterator
from pathlib import Path as File

from form4kit.editor.completion_values import Completion, found_by
from form4kit.editor.draft_snippets import draft_snippets
from form4kit.editor.earlier_wording import earlier_wording, titles_used
from form4kit.editor.text import DraftText, normal
from form4kit.lazy_re import pattern
from form4kit.registry.entries import Registry

_EMPTY = pattern(r"(?:[ \t]*(?:#[^\n]*|---[ \t]*)?(?:\n|\Z))*")
_BEGUN = pattern(r"[\w-]*")


def is_begun(text: str) -> bool:
    """Tell whether a text is empty but for comments and the beginning of one word."""
    return _word(normal(text)) is not None


def whole_drafts(
    text: str, line: int, column: int, registry: Registry, path: File | None
) -> Iterator[Completion]:
    """Offer a draft of each event and form, where the text is empty but for comments and a word begun."""
    source = DraftText(normal(text))
    found = _word(source.content)
    if found is None or source.line(line)[: column - 1].lstrip().startswith("#"):
        return
    at, typed = found
    here = source.offset(line, column)
    start, end = (at, at + len(typed)) if typed else (here, here)
    if not start <= here <= end:
        return
    range = source.range(start, end)
    titles = titles_used(earlier_wording(path.parent, path), "shares") if path else []
    for each in draft_snippets(registry, titles):
        by = found_by(typed, each.kind, each.about)
        yield Completion(each.kind, each.about, "", each.text, range, "draft", by, each.snippet)


def _word(content: str) -> tuple[int, str] | None:
    """Return the one word that stands in a text beside comments, and where; None where more does."""
    before = _EMPTY.match(content)
    at = before.end() if before else 0
    indent = len(content[at:]) - len(content[at:].lstrip(" \t"))
    word = _BEGUN.match(content, at + indent)
    found = word[0] if word else ""
    rest = content[at + indent + len(found) :]
    blank = _EMPTY.fullmatch(rest) if not found or rest[:1] in ("", " ", "\n") else None
    return (at + indent, found) if blank else None

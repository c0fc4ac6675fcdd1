"""What to show of the word under the pointer."""

from collections.abc import Iterator
from dataclasses import dataclass

from form4kit.editor import hover_text
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.name_uses import Use, footnote_uses, position_uses
from form4kit.editor.text import Range
from form4kit.editor.tree import TreePart
from form4kit.report.secrets import starred

_RULE = "\n\n---\n\n"


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown to show, and the range that it speaks of; CCCs in it are starred out."""

    markdown: str
    range: Range


def hover(judged: JudgedDraft, line: int, column: int) -> Hover | None:
    """Return what is known of the word at a point, findings there first; None where nothing is."""
    tree = judged.tree
    offset = tree.offset(line, column)
    part = tree.under(offset)
    point = Range(line, column, line, column)
    found = [(each, range) for each, range in judged.marked if range.touches(point)]
    sections = [hover_text.finding(each) for each, _ in found]
    range = found[0][1] if found else None
    if part is not None and part.path:
        use = _use_at(judged, offset)
        on_key = part.key_start <= offset < part.key_end
        here = list(_of_key(judged, part)) if on_key else list(_of_value(judged, part, use))
        sections += here
        if here and use is not None:
            range = tree.range(use.start, use.end)
        elif here and range is None:
            range = tree.key_range(part) if on_key else tree.value_range(part)
    sections = [section for section in dict.fromkeys(sections) if section]
    return Hover(starred(_RULE.join(sections)), range or point) if sections else None


def _use_at(judged: JudgedDraft, offset: int) -> Use | None:
    """Return the reference to a footnote that an offset lies in, its caret and brackets included."""
    for use in footnote_uses(judged.tree):
        if use.start - 1 <= offset <= use.start + max(len(use.whole), len(use.name)):
            return use
    return None


def _of_key(judged: JudgedDraft, part: TreePart) -> Iterator[str]:
    path = part.path
    if path[0] == "footnotes" and len(path) == 2:
        yield hover_text.footnote_defined(judged, str(path[1]))
    elif path[0] == "positions" and len(path) == 2:
        yield hover_text.position(judged, str(path[1]))
    yield hover_text.key(path)


def _of_value(judged: JudgedDraft, part: TreePart, use: Use | None) -> Iterator[str]:
    path, written = part.path, part.value.partition("^")[0].strip()
    if use is not None:
        yield hover_text.footnote(judged, use)
        return
    if path[-1] == "code":
        yield hover_text.code(written, path)
    elif path[-1] in ("state", "country"):
        yield hover_text.place_code(written, str(path[-1]))
    elif path[0] == "owners" and len(path) in (2, 3) and isinstance(path[1], int):
        if part.kind == "text" and path[-1] in (path[1], "cik", "name"):
            yield hover_text.owner(judged, path[1])
    elif path[0] == "issuer" and part.kind == "text":
        yield hover_text.issuer(judged)
    elif path[0] == "footnotes" and len(path) == 2:
        yield hover_text.footnote_defined(judged, str(path[1]))
    elif path[0] == "positions" and len(path) > 1 and path[-1] == "held":
        yield hover_text.position(judged, str(path[1]))
    elif any(each.part is part for each in position_uses(judged.tree)):
        yield hover_text.position(judged, written, path)
    elif part.kind == "text":
        yield hover_text.date(judged, path, written)
    if part.kind == "text":
        yield hover_text.key(path)

"""What is reckoned, beside the words that it is reckoned from: balances, prices of fills, the deadline."""

from collections.abc import Iterator
from dataclasses import dataclass

from form4kit.analysis.due import due_of
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.tree import TreePart
from form4kit.place import Path
from form4kit.report.due_report import as_text
from form4kit.words import edgar_number


@dataclass(frozen=True, slots=True)
class InlayHint:
    """Words to show after a point of a draft, 1-based, and how they came about, as plain text."""

    line: int
    column: int
    text: str
    why: str


def inlay_hints(judged: JudgedDraft) -> list[InlayHint]:
    """Return what is reckoned from a draft, from top to bottom; nothing of one that cannot be read."""
    return sorted([*_deadline(judged), *_events(judged)], key=lambda each: (each.line, each.column))


def _deadline(judged: JudgedDraft) -> Iterator[InlayHint]:
    """Say beside the form when it is due."""
    due = due_of(judged.filing) if judged.filing else None
    form = judged.tree.find(("form",))
    if due is not None and form is not None:
        words = f"due {due.due:%a} {due.due.date()} at {due.due:%H:%M} New York time"
        yield _after(judged, form, words, as_text(due).rstrip("\n"))


def _events(judged: JudgedDraft) -> Iterator[InlayHint]:
    """Say after each event what its positions come to, and after its fills their lowest and highest price."""
    working = judged.outcome.working
    if working is None:
        return
    sources = {row.path: row.source for row in judged.rows}
    closing: dict[Path, dict[str, str]] = {}
    arithmetic: dict[Path, list[str]] = {}
    for line in working.balances:
        if (event := sources.get(line.path, ()))[:1] == ("events",):
            closing.setdefault(event, {})[line.position] = edgar_number(line.closing)
            arithmetic.setdefault(event, []).append(f"{line.position}: {line.words}")
    for event, after in closing.items():
        if (part := judged.tree.find(event)) is not None:
            words = ", ".join(f"{position} {number}" for position, number in after.items())
            yield _after(judged, part, f"then {words}", "\n".join(arithmetic[event]))
    for total in working.fills:
        event = next((sources[line.path] for line in total.ranges if line.path in sources), ())
        if (fills := _fills(judged, event)) is not None:
            low, high = min(line.low for line in total.ranges), max(line.high for line in total.ranges)
            price = edgar_number(low) if low == high else f"{edgar_number(low)} to {edgar_number(high)}"
            yield _after(
                judged, fills, price, "\n".join([total.words, *(line.words for line in total.ranges)])
            )


def _fills(judged: JudgedDraft, event: Path) -> TreePart | None:
    part = judged.tree.find(event) if event else None
    return part.children[0].get("fills") if part is not None and part.children else None


def _after(judged: JudgedDraft, part: TreePart, text: str, why: str) -> InlayHint:
    """Stand after the last word of a part, on whatever line that is."""
    tree = judged.tree
    end = len(tree.content[: tree.last(part)].rstrip())
    return InlayHint(*tree.point(end), text, why)

"""The draft of an amendment out of a draft with events: its own text, with what an amendment says otherwise.

Positions, events, comments and footnotes stay as they were typed, so that a corrected number or file of fills
changes all that rests on it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.source.node import Node
from form4kit.words import scalar

_KEY = pattern(r"([A-Za-z_]\w*) *:")
_DROPPED: Final = frozenset(["form", "amends", "original_filed", "edition", "exhibits", "allow"])
_OURS = pattern(
    r"##(?: (?:Form [345]/A: amends|number, the date or the file|balances after it follow"
    r"|reason in a footnote|What happened after the first|Say here why|Date each signature).*)?\n"
    r"|  ## Why it is amended|  # amended(?:-\d+)?: "
)
"""The comments that an amendment's draft was given: one of an amendment is not given them twice."""
_DATE = pattern(r"(\bdate:)[ \t]*[^,}\n#]*")
_FILES: Final = ("fills", "from")
_HEAD: Final = """\
##
## Form {base}/A: amends the filing named below. The events stand here as they were written: correct the
## number, the date or the file of fills that was wrong, or add what was left out. Rows, averages and all
## balances after it follow. Lines that come out as they were filed are left out when it is built. Give the
## reason in a footnote on what you change, `note: ^{name}`, or for the whole form in the remarks.
## What happened after the first filing belongs on a new form. Then run `form4kit check` on this file.
"""
_SLOT: Final = """\
  ## Why it is amended, with the old value; refer to it from the event: `note: ^{name}`.
  # {name}: "Amended to correct the number of shares sold, reported as 1,000."
"""
_REMARKS: Final = "## Say here why, where one reason holds for every line that changes.\nremarks:\n"
_SIGNED: Final = "## Date each signature: the day on which the amendment is signed, YYYY-MM-DD.\n"


def amended_events(
    text: str, root: Node, base: str, head: Sequence[str], moved: Callable[[str, str], str]
) -> str:
    """Return the text of the amendment's draft.

    `head` are the lines with the schema, `amends` and box 4; `moved` gives, for a key and a path, the path as
    the new place sees it.
    """
    lines = _with_paths(text.removeprefix("\ufeff").splitlines(keepends=True), root, moved)
    footnotes = root.get("footnotes")
    taken = footnotes.members if footnotes is not None else {}
    name = next(name for name in chain(["amended"], (f"amended-{n}" for n in count(2))) if name not in taken)
    made = "".join(_sections([line for line in lines if not _OURS.match(line)], name))
    schema, *rest = head
    return f'{schema}{_HEAD.format(base=base, name=name)}\nform: "{base}/A"\n{"".join(rest)}{made}'


def _sections(lines: Sequence[str], name: str) -> Iterator[str]:
    """Yield the parts of the draft that stay, with places for the reason and for the day of signing.

    `name` is that of the footnote with the reason.
    """
    slot = _SLOT.format(name=name)
    keys = {found[1] for line in lines if (found := _KEY.match(line))}
    section = ""
    for line in lines:
        found = _KEY.match(line)
        if found:
            section = found[1]
            if section == "signatures":
                if "footnotes" not in keys:
                    yield f"footnotes:\n{slot}"
                if "remarks" not in keys:
                    yield _REMARKS
                yield _SIGNED
        if section in _DROPPED or line.startswith("# yaml-language-server"):
            continue
        yield _DATE.sub(r"\1 ", line) if section == "signatures" else line
        if found and section == "footnotes" and not line.partition(":")[2].strip():
            yield slot


def _with_paths(lines: list[str], root: Node, moved: Callable[[str, str], str]) -> list[str]:
    """Spell the paths of fills and of earlier filings as the new place sees them."""
    found = sorted(_paths(root), key=lambda each: (each[1].line, each[1].column), reverse=True)
    for key, node in found:
        line, start = lines[node.line - 1], node.column - 1
        old = re.match(r"\"[^\"]*\"|'[^']*'|[^,\]}\n#]*[^,\]}\s#]", line[start:])
        if node.text and old and old[0].strip("\"'") == node.text:
            new = scalar(moved(key, node.text), number=False, flow=True)
            lines[node.line - 1] = line[:start] + new + line[start + len(old[0]) :]
    return lines


def _paths(root: Node) -> Iterator[tuple[str, Node]]:
    events = root.get("events")
    kinds = [kind for event in (events.items if events else ()) for kind in event.members.values()]
    for holder in [*kinds, root.get("positions")]:
        for key in _FILES:
            node = holder.get(key) if holder is not None else None
            for each in (node.items or [node]) if node is not None else []:
                if each.text and (key == "fills" or holder is root.get("positions")):
                    yield key, each


def reads_files(root: Node) -> bool:
    """Tell whether a draft takes numbers from other files, which may be corrected in place."""
    return any(True for _ in _paths(root))

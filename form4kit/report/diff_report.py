"""The differences of two filings as text, as Markdown for a pull request, and as JSON."""

import json
import re
from collections.abc import Sequence
from typing import Final

from form4kit.analysis.compare import Difference
from form4kit.lazy_re import pattern
from form4kit.report.secrets import masked, on_one_line
from form4kit.words import counted

VERSION: Final = 1
SAME: Final = "The two filings say the same."
NOT_REPEATED: Final = "not repeated"
LONGEST: Final = 60_000
"""The characters of the Markdown: a comment on GitHub holds 65,536."""

_SIGN = pattern(r"[!#$&()*+:;<=>?@\[\\\]^_`{|}~]")
_WWW = pattern(r"\bwww\.", re.IGNORECASE)


def as_text(found: Sequence[Difference]) -> str:
    """Write each difference on a line."""
    lines = [on_one_line(str(each)) for each in found] or [SAME]
    return "".join(f"{line}\n" for line in lines)


def as_json(before: str, after: str, found: Sequence[Difference]) -> str:
    """Write one object: the two paths, and each difference with what stood there before and after."""
    standing = any(each.stands for each in found)
    whole = {
        "version": VERSION,
        "before": masked(before),
        "after": masked(after),
        "differences": [
            {
                "kind": each.kind,
                "where": masked(each.where),
                "before": None if each.before is None else masked(each.before),
                "after": None if each.after is None else masked(each.after),
            }
            for each in found
        ],
        "summary": {
            kind: sum(each.kind == kind for each in found)
            for kind in ("changed", "added", "removed", *([NOT_REPEATED] if standing else []))
        },
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def as_markdown(before: str, after: str, found: Sequence[Difference]) -> str:
    """Write a table for a comment on a pull request; what was typed in the filings is shown, never obeyed."""
    head = f"**{literal(before)}** → **{literal(after)}**: "
    if not found:
        return f"{head}the two filings say the same.\n"
    lines = [f"{head}{counted(len(found), 'difference')}", ""]
    lines += ["| where | before | after |", "| --- | --- | --- |"]
    length = sum(map(len, lines))
    for number, each in enumerate(found):
        cells = [_cell(each.before), _cell(each.after)]
        if each.stands:
            cells[each.after is None] = NOT_REPEATED
        row = f"| {literal(each.where)} | {' | '.join(cells)} |"
        length += len(row) + 1
        if length > LONGEST:
            return "\n".join([*lines, "", f"… and {len(found) - number} more.", ""])
        lines.append(row)
    return "\n".join(lines) + "\n"


def _cell(text: str | None) -> str:
    return literal(text) if text else "—"


def literal(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, no table cell, link, mention or reference."""
    shown = _SIGN.sub(lambda found: f"&#{ord(found[0])};", on_one_line(text))
    return _WWW.sub(lambda found: f"{found[0][:-1]}&#46;", shown).replace("\u2028", " ")

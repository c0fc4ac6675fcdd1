"""The page that says what came of a table, for whoever has to review the drafts."""

from collections.abc import Iterator

from form4kit.csv_drafts.drafts import Draft, Drafts
from form4kit.findings import Finding, Severity
from form4kit.law.calendar import NoCalendar
from form4kit.law.deadlines import form4_due
from form4kit.registry.entries import Registry

NAME = "summary.md"
"""The file of the summary, beside the drafts."""


def summary(made: Drafts, table: str, kind: str, registry: Registry) -> str:
    """Return the summary of a table as Markdown: each draft, then each line that made none."""
    lines = [f"# {kind}: {len(made.drafts)} of {made.lines} lines of {table}", ""]
    if made.drafts:
        lines += ["| draft | line | person | what | due | signed |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [_draft(draft, registry) for draft in made.drafts]
        lines += ["", "Each still has to be checked (`form4kit check`), and signed where it is not.", ""]
    refused = [found for found in made.findings if found.severity is Severity.ERROR]
    if refused:
        lines += ["## Not written", ""]
        lines += [f"- {_where(found)}: {_cell(found.message)} ({found.rule})" for found in refused]
        lines.append("")
    return "\n".join(lines)


def _where(found: Finding) -> str:
    return f"line {found.place.line}" if found.place.line > 1 else "the table"


def _draft(draft: Draft, registry: Registry) -> str:
    name = registry.people[draft.person].keys.get("name")
    try:
        due = f"{form4_due(draft.date).day}"
    except NoCalendar:
        due = ""
    cells = (
        f"[{draft.stem}]({draft.stem}.yaml)",
        f"{draft.line}",
        _cell((name.text if name else None) or draft.person),
        _cell("; ".join(_said(draft))),
        due,
        "yes" if draft.signed else "no",
    )
    return f"| {' | '.join(cells)} |"


def _said(draft: Draft) -> Iterator[str]:
    for rows in draft.rows.by_table.values():
        for row in rows:
            amount = row.get("acquired") or row.get("disposed") or ""
            sign = "+" if "acquired" in row else "−"
            price = row["price"].partition(" ")[0]
            at = f" at ${price}" if price not in ("", "0") else ""
            code = row["code"].partition(" ")[0]
            yield f"{code} {sign}{amount.partition(' ')[0]} {row['security']}{at}, then {row['owned_after']}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

"""The ledger as text and as JSON."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from form4kit.history.ledger import History, Ledger, LedgerLine


def number(amount: Decimal | None) -> str:
    """Write an amount for reading; `?` where it is not known."""
    if amount is None:
        return "?"
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def change(code: str, amount: Decimal | None) -> str:
    """Write what a code has done to a balance: `M +1,000`."""
    return f"{code} {'+' if amount and amount > 0 else ''}{number(amount)}"


def as_text(ledger: Ledger) -> str:
    """Write each position with a line for each filing; `!` marks a balance that does not follow."""
    blocks = ["\n".join(_history(history)) for history in ledger.histories]
    for amended in ledger.amendments:
        lines = [f"{amended.file} amends {amended.amends}", *(f"  {each}" for each in amended.corrections)]
        if amended.carried_by:
            lines.append(f"! the old balance is carried on by {', '.join(amended.carried_by)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n" if blocks else "No positions.\n"


def _history(history: History) -> Iterator[str]:
    terms = f" ({', '.join(history.terms)})" if history.terms else ""
    yield f"{history.table}: {history.security}{terms}, {history.ownership}"
    yield f"  issuer {history.issuer}, owner {history.owner}"
    cells = [_cells(line) for line in history.lines]
    widths = [max(len(row[n]) for row in cells) for n in range(5)]
    for row, line in zip(cells, history.lines, strict=True):
        file, period, opening, closing, changes = (cell.ljust(widths[n]) for n, cell in enumerate(row))
        text = f"{'!' if line.mark else ' '} {period}  {opening} -> {closing}  {changes}  {file}".rstrip()
        yield text
        if line.mark:
            yield f"    {line.mark}"


def _cells(line: LedgerLine) -> tuple[str, str, str, str, str]:
    changes = "; ".join(change(code, amount) for code, amount in line.changes) or "holding"
    return line.file, line.period, number(line.opening), number(line.closing), changes


def as_json(ledger: Ledger) -> str:
    """Write it as one JSON object; numbers are texts, so that none is rounded."""
    positions = [
        {
            "issuer": history.issuer,
            "owner": history.owner,
            "table": history.table,
            "security": history.security,
            "ownership": history.ownership,
            "terms": list(history.terms),
            "filings": [_plain(line) for line in history.lines],
        }
        for history in ledger.histories
    ]
    amendments = [
        {
            "file": each.file,
            "amends": each.amends,
            "corrections": list(each.corrections),
            "carried_by": list(each.carried_by),
        }
        for each in ledger.amendments
    ]
    filings = [
        {"file": name, "form": filing.form_type, "period": filing.period.text}
        for name, filing in ledger.filings
    ]
    summary = {"positions": len(positions), "amendments": len(amendments), "marks": ledger.marks}
    whole = {"version": 1, "positions": positions, "amendments": amendments, "summary": summary}
    whole["filings"] = filings
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _plain(line: LedgerLine) -> dict[str, Any]:
    return {
        "file": line.file,
        "form": line.form,
        "period": line.period,
        "opening": None if line.opening is None else f"{line.opening:f}",
        "changes": [
            {"code": code, "amount": None if amount is None else f"{amount:f}"}
            for code, amount in line.changes
        ],
        "closing": None if line.closing is None else f"{line.closing:f}",
        "mark": line.mark or None,
    }

"""An insider's outlook as text, as JSON and as a calendar file with a day for each item."""

import datetime as dt
from collections.abc import Sequence
from textwrap import wrap

from form4kit.insiders.outlook import OutlookItem
from form4kit.report.escaped_json import json_text
from form4kit.report.ics import all_day, calendar_file
from form4kit.report.secrets import masked

_WIDE = 100
_MARGIN = " " * 34


def as_json(
    person: str, issuer: str, as_of: dt.date, items: Sequence[OutlookItem], filings: Sequence[object]
) -> str:
    """Write it as one JSON object; amounts are texts, `on` is null where an item has no day."""
    plain = [
        {
            "kind": each.kind,
            "on": each.on.isoformat() if each.on else None,
            "text": each.text,
            "cites": list(each.cites),
            **each.more,
        }
        for each in items
    ]
    whole = {"person": person, "issuer": issuer, "as_of": as_of.isoformat(), "items": plain}
    return json_text({**whole, "filings": list(filings)})


def as_text(
    person: str, issuer: str, as_of: dt.date, items: Sequence[OutlookItem], filings: Sequence[str]
) -> str:
    """Write a paragraph for each item under its day, and what all of it rests on."""
    lines = [f"{person} at {issuer}, as of {as_of}", ""]
    for each in items:
        first, *rest = wrap(each.text, _WIDE - 4, break_on_hyphens=False) or [""]
        lines.append(f"{each.on or 'no day'!s:<10}  {each.kind:<20}  {first}")
        lines += [f"{_MARGIN}{line}" for line in rest]
    if not items:
        lines.append("Nothing known here hangs over this insider.")
    lines += ["", "For counsel: what no form and no registry tells does not stand here.", ""]
    lines += ["Rests on", *(f"  {each}" for each in filings)]
    return "\n".join(masked(line) for line in lines) + "\n"


def as_ics(person: str, issuer: str, items: Sequence[OutlookItem]) -> str:
    """Write an all-day event for each item with a day."""
    titles = ((each, f"{_TITLES.get(each.kind, each.kind)}: {person}, {issuer}") for each in items)
    return calendar_file([], [all_day(each.on, title, each.text) for each, title in titles if each.on])


_TITLES = {
    "clear-day": "Section 16(b) clear day",
    "entry-look-back": "End of the look-back on entry",
    "exit-tail": "End of the tail after leaving",
    "small-acquisitions": "Small acquisition counts no longer",
    "form5": "Form 5 due",
    "plan-cooling-off": "First trade under a plan",
    "power-ends": "Power of attorney ends",
    "due": "Form due",
}

"""Box 3 and the Rule 10b5-1(c) box of an amendment: what they are where the draft leaves them to form4kit."""

import datetime as dt
from dataclasses import replace

from form4kit.analysis.passages import passages
from form4kit.analysis.statements import speaks_of_plan
from form4kit.compiler.amend.lines import left_out
from form4kit.convert import to_bool
from form4kit.model import Field, Filing
from form4kit.source.node import Node


def with_period(original: Filing, draft: Filing, root: Node) -> Filing:
    """Date a Form 4/A that gives no period by the earliest line of both: one left out here still stands."""
    period = root.get("period")
    if draft.base_form != "4" or (period is not None and period.value != ""):
        return draft
    days = [row.date.value for row in (*left_out(original, draft), *draft.transactions) if row.date.value]
    first = min(days, default=None)
    if first is None or first == draft.period.value:
        return draft
    here: Field[dt.date] = Field(f"{first}", first, (), draft.period.line, draft.period.column)
    return replace(draft, period=here)


def with_box(draft: Filing, amendment: Filing, root: Node) -> Filing:
    """Untick the box of an amendment that gives no plan trade, where the draft itself cannot be unticked.

    `{adopted: ...}`, and events under a plan, tick it for lines that the amendment does not repeat.
    """
    box = draft.plan_10b5_1
    if not box.value or not (_by_date(draft) or _by_events(root)) or _speaks(amendment) or not _speaks(draft):
        return amendment
    return replace(amendment, plan_10b5_1=replace(box, text="0", value=False))


def _speaks(filing: Filing) -> bool:
    return any(speaks_of_plan(each.text) for each in passages(filing))


def _by_date(draft: Filing) -> bool:
    return any(note.path[:1] == ("plan_10b5_1",) for note in draft.footnotes)


def _by_events(root: Node) -> bool:
    events = root.get("events")
    kinds = [kind for event in (events.items if events else ()) for kind in event.members.values()]
    plans = [plan for kind in kinds if (plan := kind.get("plan")) is not None and plan.text]
    return any(to_bool(plan.text or "") is not False for plan in plans)

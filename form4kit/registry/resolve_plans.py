"""Put the adoption date of a registered plan in place of the name that a draft gives it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from form4kit.convert import to_bool, to_date
from form4kit.draft_schema.suggest import suggest_word
from form4kit.findings import Finding
from form4kit.law.trading_plans import TradingPlan
from form4kit.lazy_re import pattern
from form4kit.place import Path, Place
from form4kit.registry.entries import Registry
from form4kit.registry.faults import UNKNOWN_PLAN
from form4kit.source.node import Node
from form4kit.words import listed

BOX: Final = "plan_10b5_1"
_NAME = pattern(r"[a-z][a-z_.]*[0-9-][a-z0-9_.-]*\Z")
"""What is taken for the key of a plan that the registry should have: one with a digit or a hyphen."""


def with_plans(
    members: dict[str, Node], registry: Registry, day: dt.date | None, findings: list[Finding]
) -> dict[str, Node]:
    """Replace `plan_10b5_1: KEY`, and `plan: KEY` of events, by what the plans of the owners say.

    The date is that of adoption, or of the last change that counts as another adoption, up to the draft's
    `day` or the event's own. Of an event under the very plan of the box it becomes `true`.
    """
    box, events = members.get(BOX), members.get("events")
    named = [box, *(_plan_of(event) for event in (events.items if events else []))]
    plans = _plans_of(members.get("owners"), registry)
    if not any(_is_named(node, plans) for node in named):
        return members
    found = dict(members)
    adopted = None
    if box is not None and _is_named(box, plans):
        plan = _looked_up(box, (BOX,), plans, registry, findings)
        adopted = plan.adopted_by(day or dt.date.max) if plan else None
        place = (box.line, box.column, box.key_line, box.key_column)
        date = Node({"adopted": Node(f"{adopted}", box.line, box.column)}, *place)
        found[BOX] = date if adopted else replace(box, value="true")
    if events is not None:
        items = [_event(each, n, plans, registry, adopted, findings) for n, each in enumerate(events.items)]
        found["events"] = replace(events, value=items) if events.kind == "a list" else events
    return found


def _event(
    event: Node,
    number: int,
    plans: dict[str, TradingPlan],
    registry: Registry,
    box: dt.date | None,
    findings: list[Finding],
) -> Node:
    node = _plan_of(event)
    if node is None or not _is_named(node, plans):
        return event
    ((kind, what),) = event.members.items()
    plan = _looked_up(node, ("events", number, kind, "plan"), plans, registry, findings)
    date = what.get("date")
    day = to_date((date.text if date else None) or "") or dt.date.max
    adopted = plan.adopted_by(day) if plan else None
    text = "true" if adopted is None or adopted == box else f"{adopted}"
    inner = replace(what, value={**what.members, "plan": replace(node, value=text)})
    return replace(event, value={kind: inner})


def _plan_of(event: Node) -> Node | None:
    members = list(event.members.values())
    return members[0].get("plan") if len(members) == 1 else None


def _is_named(node: Node | None, plans: dict[str, TradingPlan]) -> bool:
    text = (node.text or "").strip() if node is not None else ""
    return to_bool(text) is None and (text in plans or bool(_NAME.match(text)))


def _plans_of(owners: Node | None, registry: Registry) -> dict[str, TradingPlan]:
    """Return the plans of a draft's owners by key."""
    people = []
    for owner in owners.items if owners else []:
        cik = owner.get("cik")
        people.append(registry.person_of(cik.text if cik else None))
    return {plan.key: plan for person in people if person is not None for plan in person.plans}


def _looked_up(
    node: Node, path: Path, plans: dict[str, TradingPlan], registry: Registry, findings: list[Finding]
) -> TradingPlan | None:
    name = (node.text or "").strip()
    if name in plans:
        return plans[name]
    hint = suggest_word(name, [*plans, "true", "false"]) or _hint(plans, registry)
    message = f"the registry has no plan {name} of a reporting owner"
    findings.append(UNKNOWN_PLAN.at(Place(path, node.line, node.column), message, hint))
    return None


def _hint(plans: Iterable[str], registry: Registry) -> str:
    known = [f"`{key}`" for key in plans]
    if known:
        return f"The plans are {listed(known, 'and')}." if known[1:] else f"There is {known[0]}."
    where = "`plans:` of the person's file" if registry.root else "`plans:` of a registry: `form4kit init`"
    return f"Add it to {where}, or write `{{adopted: 2026-03-02}}`."

"""A plan as the lines of a draft."""

from collections.abc import Iterator
from typing import Any

from form4kit.decompiler.choose_rows import ABOVE, EventPlan
from form4kit.decompiler.positions import InferredPosition
from form4kit.decompiler.row_events import Values
from form4kit.decompiler.yaml_events import comment, flow_scalar, item, spelt
from form4kit.draft.references import write_marks
from form4kit.events.positions import security_class
from form4kit.model import Filing
from form4kit.place import Place
from form4kit.words import edgar_number as number

_HELD = "What was held before the events, worked back from the balances that were filed."
_SHOWN = "What is held, as it was filed."
_ORDER = (
    *("from", "to", "delivers", "date", "deemed", "code", "shares", "received", "underlying_shares"),
    *("net", "withheld", "price", "paid", "derivative_price", "sell", "early", "late", "form_type"),
    *("timeliness", "swap", "note", "derivative_note", "title_note", "owned_after", "footnotes"),
)
"""The keys of an event in the order in which they read best."""


def positions_and_events(filing: Filing, plan: EventPlan) -> Iterator[str]:
    """Write `positions:` and `events:`, and why the rows below them stay rows."""
    yield from comment(_HELD if plan.events else _SHOWN)
    yield "positions:"
    traded = {security_class(row) for row in filing.transactions}
    for each in plan.positions:
        yield from item(f"  {each.name}", _position(each, filing.base_form, traded), 4)
    if plan.events:
        yield "events:"
    for told in plan.events:
        values = {key: told.values[key] for key in sorted(told.values, key=_ORDER.index)}
        yield from item(f"  - {told.kind}", values, 6)
    yield from reasons(plan)


def reasons(plan: EventPlan) -> Iterator[str]:
    """Write as comments why rows stay rows."""
    for path, reason in plan.staying.items():
        if reason != ABOVE:
            yield from comment(f"{Place(path).where} stays a row: {reason}.")


def _position(position: InferredPosition, base: str, traded: set[Any]) -> Values:
    row = position.first
    values: Values = {"security": _with_notes(row.security.text or "", position.title_names)}
    letter = row.direct_indirect
    if letter.marks or (letter.text == "I" and not row.nature):
        values["ownership"] = _with_notes("direct" if letter.text == "D" else "indirect", letter.names)
    if row.nature:
        values["indirect"] = spelt(row.nature)
    if position.table == "derivative":
        values["derivative"] = "true"
    if position.short:
        values["short"] = "true"
    values["held"] = _with_notes(number(position.held), position.balance_names)
    if position.table == "derivative":
        for name in ("underlying", "exercise_price", "exercisable", "expires"):
            if getattr(row, name):
                values[name] = spelt(getattr(row, name))
        values |= _ratio(position)
    unshown = not position.held or (base != "3" and security_class(row) not in traded)
    if position.above:
        values["report"] = "first"
    elif not position.moved and unshown:
        values["report"] = "true"
    return values


def _ratio(position: InferredPosition) -> Values:
    text, names = position.ratio
    if text == "1" and not names:
        return {}
    return {"ratio": _with_notes(text, names)}


def _with_notes(text: str, names: tuple[str, ...]) -> str:
    return flow_scalar(write_marks(text or None, names))

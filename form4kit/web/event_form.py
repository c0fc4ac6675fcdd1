"""From a form that a person filled in to the draft that they would have written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from form4kit.convert import to_bool, to_decimal
from form4kit.draft.write import SCHEMA_LINE, write_draft
from form4kit.draft.yaml_scalars import key
from form4kit.editor.text import Replacement, applied
from form4kit.editor.tree import TreePart, tree_of
from form4kit.model import Filing
from form4kit.web.event_direction import check_direction
from form4kit.web.pasted_fills import Unfit, pasted
from form4kit.words import scalar

FIELDS = (
    ("from", "position"),
    ("to", "position"),
    ("date", "date"),
    ("shares", "number"),
    ("price", "number"),
    ("fills", "fills"),
    ("net", "number"),
    ("withheld", "number"),
    ("note", "text"),
)
"""What the form of an event asks for, as far as its kind takes it; the rest is for the desk."""
_TERMS = (
    "security",
    "held",
    "indirect",
    "derivative",
    "underlying",
    "exercise_price",
    "exercisable",
    "expires",
)
_LONG = 100
_BOX = re.compile(r"^plan_10b5_1:[ \t]*([^#\n]*[^#\s])", re.M)
"""What a draft answers to the box of Rule 10b5-1(c)."""


@dataclass(frozen=True)
class EventForm:
    """What was filled in. `issuer` and `owner` are names of the registry; `head` is whose filing it is else.

    `earlier` are paths, seen from the draft, of the filings that balances come from; `positions` are new
    ones. `plan` is a date of adoption, `true`, `no`, or empty where nobody said, so that the draft
    leaves it out. `symbols` and `company` are the issuer's, which pasted fills are held against.
    """

    kind: str
    values: Mapping[str, str]
    issuer: str = ""
    owner: str = ""
    head: Filing | None = None
    earlier: Sequence[str] = ()
    positions: Sequence[Mapping[str, str]] = field(default=())
    plan: str = ""
    signature: str = ""
    signed: str = ""
    symbols: tuple[str, ...] = ()
    company: str = ""


def new_draft(report: EventForm, schema: str) -> str:
    """Write a whole draft of Form 4. Raises Unfit."""
    happened = [
        *_positions(report),
        "events:",
        *event(report.kind, report.values, report.symbols, report.company),
    ]
    head = [SCHEMA_LINE.format(schema)]
    if report.head is not None:
        text = write_draft(report.head, happened)
        lines = [*head, *text.rstrip("\n").split("\n")]
    else:
        lines = [
            *head,
            'form: "4"',
            f"issuer: {scalar(report.issuer)}",
            f"owners: [{scalar(report.owner, flow=True)}]",
            *happened,
        ]
    at = next(n for n, line in enumerate(lines) if line.startswith("form:")) + 1
    lines[at:at] = _plan(report.plan)
    lines += _signature(report)
    return "\n".join(lines) + "\n"


def with_event(text: str, report: EventForm) -> str:
    """Add an event to a draft that has some; every other line stays as it was. Raises Unfit.

    A plan is told on the event itself, since the draft's other events may be outside of it.
    """
    if any(each.get("name", "").strip() for each in report.positions):
        raise Unfit("new positions: declare them in that draft, at the desk, before the event is added to it")
    tree = tree_of(text)
    events = tree.find(("events",))
    if not tree.whole or events is None or events.kind != "list" or events.flow or not events.children:
        raise Unfit("that draft has no list of events to add to; open it at the desk, or make a new draft")
    first: TreePart = events.children[0]
    indent = tree.point(first.key_start)[1] - 3  # the dash and a blank stand before what it holds
    line = tree.point(tree.last(events))[0] + 1
    values = {**report.values, "plan": _on_event(report.plan, text)}
    lines = event(report.kind, values, report.symbols, report.company)
    new = "".join(f"{' ' * max(indent, 0)}{each[2:]}\n" for each in lines)
    if line > len(tree.starts):
        new = f"\n{new}"
        line = len(tree.starts) + 1
    at = (line, 1) if line <= len(tree.starts) else tree.point(len(tree.content))
    range = tree.range(tree.offset(*at), tree.offset(*at))
    return applied(text, [Replacement(range, new)])


def event(
    kind: str, values: Mapping[str, str], symbols: tuple[str, ...] = (), company: str = ""
) -> Iterator[str]:
    """Write an event, on one line where it fits. Raises Unfit.

    Pasted fills that have dates of their own, other than the one above them, are written with these.
    """
    check_direction(kind, values)
    fills = pasted(kind, values, symbols, company)
    parts = {
        name: _value(name, values[name], shape)
        for name, shape in (*FIELDS, ("plan", "plan"))
        if values.get(name, "").strip() and name != "fills" and not (name == "date" and fills and fills.dated)
    }
    line = f"  - {key(kind)}: {{{', '.join(f'{name}: {value}' for name, value in parts.items())}}}"
    if fills is None and len(line) <= _LONG:
        yield line
        return
    yield f"  - {key(kind)}:"
    for name, value in parts.items():
        yield f"      {name}: {value}"
    if fills is not None:
        yield "      fills:"
        yield from (f"        - {each}" for each in fills.lines)


def _value(name: str, given: str, shape: str) -> str:
    text = given.strip()
    if shape == "number":
        return _number(name, text)
    if shape == "plan" and text in ("true", "false"):
        return text
    return scalar(" ".join(text.split()), number=shape in ("date", "plan"), flow=True)


def _number(name: str, text: str) -> str:
    """Return a number without its thousands separators and dollar sign; `true` and footnotes as they are."""
    if text == "true" or text.startswith("^"):
        return scalar(text, flow=True) if text != "true" else text
    bare = text.replace(",", "").removeprefix("$").strip()
    if to_decimal(bare) is None:
        raise Unfit(f"{name}: {text!r} is not a number: write digits and a period")
    return scalar(bare, number=True, flow=True)


def _positions(report: EventForm) -> Iterator[str]:
    named = [each for each in report.positions if each.get("name", "").strip()]
    if not report.earlier and not named:
        return
    yield "positions:"
    if len(report.earlier) == 1:
        yield f"  from: {scalar(report.earlier[0])}"
    elif report.earlier:
        yield "  from:"
        yield from (f"    - {scalar(each)}" for each in report.earlier)
    for each in named:
        terms = [f"{name}: {_term(name, each[name])}" for name in _TERMS if each.get(name, "").strip()]
        yield f"  {key(each['name'].strip())}: {{{', '.join(terms)}}}"


def _term(name: str, given: str) -> str:
    text = given.strip()
    if name in ("held", "exercise_price"):
        return _number(name, text)
    if name == "derivative":
        return "true"
    return scalar(text, number=True, flow=True)


def _plan(given: str) -> list[str]:
    text = given.strip()
    if not text:
        return []
    known = {"no": "false", "true": "true"}
    return [f"plan_10b5_1: {known.get(text) or f'{{adopted: {scalar(text, number=True, flow=True)}}}'}"]


def _on_event(given: str, draft: str) -> str:
    """Say for an event of its plan: its day, `true`; `false` where the draft has one. Raises Unfit."""
    text, box = given.strip(), _BOX.search(draft)
    ticked = box is not None and to_bool(box[1]) is not False
    if ticked and not text:
        raise Unfit("plan: that draft is under a plan: say whether this event is")
    return ("false" if ticked else "") if text == "no" else text


def _signature(report: EventForm) -> Iterator[str]:
    if report.signature.strip():
        signed = f", date: {scalar(report.signed, number=True, flow=True)}" if report.signed.strip() else ""
        yield "signatures:"
        yield f"  - {{name: {scalar(report.signature.strip(), flow=True)}{signed}}}"

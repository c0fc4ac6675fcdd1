"""The answers that stand in a draft already: the draft is the source of truth, whoever wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass

from form4kit.editor.tree import Tree, TreePart, tree_of
from form4kit.events.kinds.index import KINDS
from form4kit.steps.preparing.answers import EventAnswers, PrepareAnswers
from form4kit.steps.preparing.event_lines import KEYS, NO_PLAN, UNDER_PLAN
from form4kit.steps.preparing.kinds import BROUGHT

_TABLES = ("non_derivative", "derivative")


@dataclass(frozen=True, slots=True)
class DraftAnswers:
    """The answers of a draft: `parts` are the keys of each event as written, `by_hand` what none covers.

    `box` is what `plan_10b5_1` says, as it is written; `asked` are the ids of its open questions; `earlier`
    the filings that it names.
    """

    answers: PrepareAnswers
    parts: tuple[Mapping[str, str], ...]
    by_hand: tuple[str, ...]
    box: str
    asked: frozenset[str]
    earlier: tuple[str, ...]
    amends: str = ""


def answers_in(text: str, file: str) -> DraftAnswers:
    """Read the answers of a draft; any text will do."""
    tree = tree_of(text)
    root = tree.root
    asked = _asked(root)
    box = _written(tree, root.get("plan_10b5_1")) if root else ""
    listed = root.get("events") if root else None
    events: list[EventAnswers] = []
    parts: list[Mapping[str, str]] = []
    by_hand: list[str] = []
    for number, part in enumerate(listed.children if listed is not None and listed.kind == "list" else ()):
        inner = part.children[0] if len(part.children) == 1 and part.children[0].kind == "mapping" else None
        kind = str(inner.key) if inner is not None else ""
        written = {str(each.key): _written(tree, each) for each in inner.children} if inner else {}
        parts.append({name: text for name, text in written.items() if name in KEYS})
        if inner is None or kind not in KINDS:
            by_hand.append(f"event {number + 1}")
            continue
        values = _values(inner, kind, box, asked, number)
        events.append(EventAnswers(kind=kind, values=values, at=number))
    for table in _TABLES:
        rows = root.get(table) if root else None
        if rows is not None and rows.children:
            by_hand.append(f"{len(rows.children)} row{'s' if len(rows.children) > 1 else ''}")
    owners = root.get("owners") if root else None
    answers = PrepareAnswers(
        form=_value(root, "form").removesuffix("/A") or "4",
        file=file,
        issuer=_who(root.get("issuer") if root else None),
        owners=tuple(_who(each) for each in owners.children) if owners else (),
        events=tuple(events),
        period=_value(root, "period"),
    )
    named = root.get("positions") if root else None
    source = named.get("from") if named else None
    earlier = tuple(each.value for each in (source.children or [source])) if source else ()
    whole = root.get("amends") if root else None
    amended = whole.get("filing") if whole is not None and whole.kind == "mapping" else whole
    amends = amended.value if amended is not None else ""
    return DraftAnswers(answers, tuple(parts), tuple(by_hand), box, asked, earlier, amends)


def _values(inner: TreePart, kind: str, box: str, asked: frozenset[str], number: int) -> dict[str, str]:
    values = {str(each.key): each.value for each in inner.children if each.kind == "text"}
    if (fills := inner.get("fills")) is not None and fills.kind == "list":
        values["fills"] = f"{len(fills.children)} trades, as written"
    if KINDS[kind].sides == "either":
        sides = (bool(values.get("from")), bool(values.get("to")))
        values["direction"] = {(True, False): "out", (False, True): "in", (True, True): "between"}.get(
            sides, ""
        )
        if f"event-{number + 1}.direction" in asked:
            values["direction"] = ""
    values["plan"] = "" if f"event-{number + 1}.plan" in asked else _plan(values.get("plan", ""), box)
    if kind in BROUGHT:
        kept = tuple(name for name in ("withheld", "net", "sell") if name in values)
        words = {("withheld",): "withheld", ("net",): "net", ("withheld", "net"): "both", ("sell",): "sold"}
        values["taxes"] = (
            "" if f"event-{number + 1}.taxes" in asked else words.get(kept, "none" if not kept else "")
        )
    return values


def _plan(own: str, box: str) -> str:
    """Return whether an event is under a plan: what it says, else what the box says of all of them."""
    adopted = box.partition("adopted:")[2].strip(" }") or (UNDER_PLAN if box and box != "false" else "")
    if own == "true":
        return adopted or UNDER_PLAN
    if own:
        return NO_PLAN if own == "false" else own
    return adopted or (NO_PLAN if box == "false" else "")


def _written(tree: Tree, part: TreePart | None) -> str:
    return tree.content[part.start : tree.last(part)] if part is not None else ""


def _value(root: TreePart | None, name: str) -> str:
    part = root.get(name) if root else None
    return part.value if part is not None and part.kind == "text" else ""


def _who(part: TreePart | None) -> str:
    """Return the registry's key or the CIK of an owner or an issuer."""
    if part is None:
        return ""
    if part.kind == "text":
        return part.value
    found = part.get("cik")
    return found.value if found is not None else ""


def _asked(root: TreePart | None) -> frozenset[str]:
    part = root.get("open") if root else None
    found = [each.get("id") for each in part.children if each.kind == "mapping"] if part else []
    return frozenset(each.value for each in found if each is not None)

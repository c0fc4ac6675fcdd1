"""Write the draft of an event as far as registry, earlier filing and broker's file tell it, the rest blank.

A blank is a key without a value, with what to write in its comment; `check` has one finding for each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4kit.draft.templates import EVENT_KINDS
from form4kit.draft.write import SCHEMA_LINE, write_draft
from form4kit.draft.yaml_scalars import key
from form4kit.events.carried_forward import carried_balances, undeclared
from form4kit.events.kinds.index import KINDS
from form4kit.events.row_footnotes import RowFootnotes
from form4kit.history.replay import Named
from form4kit.model import Field, Filing
from form4kit.place import Place
from form4kit.words import grouped, scalar

PLAN_SALE = "plan-sale"
_AWARDS = {
    "exercise": "Employee Stock Option (right to buy)",
    "expire": "Employee Stock Option (right to buy)",
    "grant": "Restricted Stock Units",
    "vest": "Restricted Stock Units",
}
_DERIVATIVE = frozenset(["exercise", "vest", "convert", "expire"])
_NO_PRICE = frozenset(["gift", "inherit", "transfer", "voting-trust", "vest", "grant", "exercise", "convert"])


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """A position that an earlier filing leaves: the name that events know it by, and what is held."""

    name: str
    words: str
    derivative: bool
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What is known of an event to report.

    `issuer` and `owner` are keys of the registry; where there is none, the heads of the `earlier` filing
    stand. `after` and `fills` are paths as the draft sees them; `dated` says that the fills have dates.
    """

    kind: str
    schema: str
    issuer: str = ""
    owner: str = ""
    earlier: Filing | None = None
    after: str = ""
    fills: str = ""
    dated: bool = False


def held_after(name: str, filing: Filing) -> list[HeldPosition]:
    """Return what a filing leaves held, by the names that events in a later draft know it by."""
    found = carried_balances([Named(name, filing)])
    positions = undeclared(found, (), RowFootnotes(Filing()), Place())
    return [
        HeldPosition(
            position.name,
            f"{position.security.text}{', ' + each.row.nature.text if each.row.nature.text else ''}: "
            f"{grouped(each.balance) if each.balance is not None else 'no certain balance'}",
            position.derivative,
            each.row.direct_indirect.text == "D",
        )
        for each, position in zip(found, positions, strict=True)
    ]


def event_draft(known: EventDraft) -> str:
    """Return the text of the draft."""
    kind = "sale" if known.kind == PLAN_SALE else known.kind
    held = held_after(known.after, known.earlier) if known.earlier and known.after else []
    lines = [SCHEMA_LINE.format(known.schema), *_head_lines(known.kind)]
    lines += ['form: "4"', *_plan(known), *_who(known)]
    lines += ["", "positions:", *_positions(known, kind, held), ""]
    lines += ["events:", *_event(known, kind, held), "", *_signature()]
    return "\n".join(lines) + "\n"


def _head_lines(kind: str) -> list[str]:
    return [
        "##",
        f"## {EVENT_KINDS[kind]}.",
        "## Fill in what is empty, delete what does not apply, then run `form4kit check` on this file. Rows,",
        "## with balances, follow from what is written here; `form4kit due` says when it must be filed.",
        "",
    ]


def _blank(name: str, what: str) -> list[str]:
    return [f"{name + ':':<22}# {what}"]


def _signature() -> list[str]:
    """Return a signature block in which nobody's name is asserted."""
    typed = "as typed: /s/ Jane Doe, or /s/ John Roe, Attorney-in-Fact for Jane Doe"
    signed = _blank("    date", "the day of signing: YYYY-MM-DD")
    return ["signatures:", *_blank("  - name", typed), *signed]


def _plan(known: EventDraft) -> Iterator[str]:
    if known.kind == PLAN_SALE:
        yield "plan_10b5_1:"
        yield from _blank("  adopted", "the day the plan was adopted or last modified: YYYY-MM-DD")
    else:
        yield "plan_10b5_1: false    # true, or {adopted: YYYY-MM-DD}, under a Rule 10b5-1 plan"


def _who(known: EventDraft) -> Iterator[str]:
    """Say issuer and owners: by the registry, else as the earlier filing has them, else as blanks."""
    yield from issuer_lines(known.issuer, known.earlier)
    yield from owner_lines(known.owner, known.earlier)


def issuer_lines(key: str, earlier: Filing | None = None) -> list[str]:
    """Return the issuer by its key in the registry; with no key as an earlier filing has it, else blank."""
    return [f"issuer: {scalar(key)}"] if key else _head(earlier)["issuer"]


def owner_lines(key: str, earlier: Filing | None = None) -> list[str]:
    """Return an owner by the key in the registry; with no key those of an earlier filing, else blanks."""
    return [f"owners: [{scalar(key, flow=True)}]"] if key else _head(earlier)["owners"]


def _head(earlier: Filing | None) -> dict[str, list[str]]:
    if earlier is None:
        issuer = ["issuer:", *_blank("  cik", 'its number on EDGAR, in quotes: "0000046129"')]
        issuer += _blank("  symbol", "its ticker without the exchange; NONE if it has none")
        owners = ["owners:", *_blank("  - cik", "the insider's own number on EDGAR, in quotes")]
        owners += _blank("    director", "true; or officer: the title; or ten_percent: true; or other: what")
        return {"issuer": issuer, "owners": owners}
    text = write_draft(Filing(form=Field("4", "4", (), 1, 1), issuer=earlier.issuer, owners=earlier.owners))
    lines = text.rstrip("\n").split("\n")
    at, then = lines.index("issuer:"), lines.index("owners:")
    return {"issuer": lines[at:then], "owners": lines[then:]}


def _positions(known: EventDraft, kind: str, held: Sequence[HeldPosition]) -> Iterator[str]:
    if known.after:
        yield f"  from: {scalar(known.after)}"
        yield from (f"  # {each.name} is {each.words}" for each in held)
        return
    if kind == "grant":
        yield "  # common: {security: Common Stock, held: 41471}"
    elif kind != "expire":
        yield "  common:"
        yield "    security: Common Stock"
        yield from _blank("    held", "before this, in digits; or give the last filing: {from: last.xml}")
    if kind == "grant":
        yield "  ## Restricted stock that is reported as stock goes `to: common`: then delete this position."
    if kind in _DERIVATIVE or kind == "grant":
        yield "  award:"
        yield "    derivative: true"
        yield f"    security: {_AWARDS[kind]}" if kind in _AWARDS else _blank("    security", "its title")[0]
        if kind == "grant":
            yield "    held: 0                 # of this award, before it was granted"
        else:
            yield from _blank("    held", "before this, in digits")
        yield "    underlying: Common Stock"
        yield "    # exercise_price: 12.50       # in dollars; of units ^one-for-one"
        yield "    # exercisable: 2027-03-01     # or a footnote with the schedule"
        yield "    # expires: 2035-03-01         # ^no-expiration where there is no such day"


def _event(known: EventDraft, kind: str, held: Sequence[HeldPosition]) -> Iterator[str]:
    yield f"  - {key(kind)}:"
    found = KINDS[kind]
    sides = {"to": ["to"], "from": ["from"], "either": ["from"], "both": ["from", "to"]}[found.sides]
    for side in sides:
        derivative = (kind in _DERIVATIVE and side == "from") or (kind == "grant" and not known.after)
        yield from _side(side, derivative, known, held)
    if found.sides == "either":
        yield "      # to: where it came into, in place of from or beside it"
    if not known.dated:
        yield from _blank("      date", "of the transaction, not of its settlement: YYYY-MM-DD")
    if known.fills:
        yield f"      fills: {scalar(known.fills)}"
        return
    if kind != "expire":  # all of it expires
        yield from _blank("      shares", "how many: digits alone")
    if kind not in _NO_PRICE:
        yield from _blank("      price", "in dollars per share, before commissions")


def _side(side: str, derivative: bool, known: EventDraft, held: Sequence[HeldPosition]) -> Iterator[str]:
    """Name the position of a side where only one can be meant; else leave it to the preparer."""
    if not known.after:
        yield f"      {side}: {'award' if derivative else 'common'}"
        return
    fit = [each for each in held if each.derivative == derivative]
    direct = [each for each in fit if each.direct]
    choice = direct if len(direct) == 1 and not derivative else fit
    if len(choice) == 1:
        others = (
            f"  # or {', '.join(each.name for each in fit if each not in choice)}" if len(fit) > 1 else ""
        )
        yield f"      {side}: {scalar(choice[0].name)}{others}"
    else:
        yield from _blank(
            f"      {side}", f"one of {', '.join(each.name for each in fit) or 'your positions'}"
        )


def form3_draft(owner: str, issuer: str, schema: str, since: str) -> str:
    """Return the text of a Form 3 of a person of the registry; `since` is when their role began, if known."""
    day = f", such as {since}, from which the registry has the role" if since else ""
    lines = [SCHEMA_LINE.format(schema), 'form: "3"', *_blank("period", f"the day of the event{day}")]
    lines += [*issuer_lines(issuer), *owner_lines(owner), "", "positions:"]
    lines += ["  ## One for each class and each way it is held; with nothing at all, delete them and say so:"]
    lines += [
        "  ## `remarks: No securities are beneficially owned.`",
        "  common:",
        "    security: Common Stock",
    ]
    lines += [*_blank("    held", "on that day, in digits"), "    # indirect: By Family Trust"]
    return "\n".join([*lines, "", *_signature()]) + "\n"

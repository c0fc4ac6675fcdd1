"""What has no answer yet, in the order of the form. Only what a person says is an answer."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from form4kit.steps.preparing.answers import EventAnswers, PrepareAnswers
from form4kit.steps.preparing.balances import EarlierPaper, Holdings, lines_of, long_day
from form4kit.steps.preparing.kinds import AskedKind, kind_of
from form4kit.steps.preparing.pastes import PasteFile, typed_day
from form4kit.steps.step_plan import Question
from form4kit.words import listed

STRUCTURE: Final = frozenset(
    ["direction", "from", "to", "date", "shares", "price", "columns", "fills", "numbers"]
)
"""The fields without which an event has no rows that could be worked out."""
_WAY: Final = {"gift": "Who gave?", "inherit": "Who inherited?"}
_CELLS: Final = {
    "direction": ("acquired_disposed", "owned"),
    "from": ("security", "owned"),
    "to": ("security", "owned"),
    "date": ("date",),
    "shares": ("amount", "owned"),
    "price": ("price",),
}


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """A question about an event: the event's number from 0, the field, the words."""

    event: int
    field: str
    words: str

    @property
    def id(self) -> str:
        """Its id: `event-2.direction`."""
        return f"event-{self.event + 1}.{self.field}"

    @property
    def structural(self) -> bool:
        """Whether the event has no rows before it is answered."""
        return self.field in STRUCTURE

    @property
    def told(self) -> str:
        """The question as it stands in a draft: `Event 2: Who gave?`."""
        return f"Event {self.event + 1}: {self.words}"


def of_events(
    events: Sequence[EventAnswers], pastes: Mapping[int, PasteFile], joint: bool
) -> tuple[EventQuestion, ...]:
    """Return what is open about the events; `joint` where several owners report together."""
    found: list[EventQuestion] = []
    for number, event in enumerate(events):
        kind = kind_of(event.kind)
        if kind is None:
            found.append(EventQuestion(number, "kind", "What happened?"))
            continue
        asked = _of_event(event, kind, pastes.get(number), joint)
        found += [EventQuestion(number, field, words) for field, words in asked]
    return tuple(found)


def _of_event(
    event: EventAnswers, kind: AskedKind, paste: PasteFile | None, joint: bool
) -> Iterator[tuple[str, str]]:
    value = event.value
    if joint and not value("owner"):
        yield "owner", "Who acted?"
    yield from _sides(event, kind)
    if paste is not None:
        yield from _of_paste(event, paste)
    elif not value("fills"):
        if not value("date"):
            yield "date", "On which day?"
        if not value("shares") and kind.name != "expire":
            yield "shares", "How many shares?"
        if kind.priced and not value("price"):
            yield "price", "At what price?"
    if kind.taxes:
        yield from _taxes(event)
    if not value("plan"):
        yield "plan", "Under a Rule 10b5-1 plan?"


def _sides(event: EventAnswers, kind: AskedKind) -> Iterator[tuple[str, str]]:
    labels = {each.name: each.label for each in kind.fields}
    wanted: list[str] = [name for name in ("from", "to") if name in labels]
    if kind.either:
        direction = event.value("direction")
        if direction not in ("out", "in", "between"):
            yield "direction", _WAY.get(kind.name, "Which way did it go?")
        wanted = {"out": ["from"], "in": ["to"], "between": ["from", "to"]}.get(direction, ["from"])
        if not direction:
            if not event.value("from") and not event.value("to"):
                yield "from", "Which position?"
            return
    for name in wanted:
        if not event.value(name):
            yield name, f"{labels[name]}: which position?"


def _taxes(event: EventAnswers) -> Iterator[tuple[str, str]]:
    taxes = event.value("taxes")
    if not taxes:
        yield "taxes", "Were shares kept or sold at once?"
        return
    kept = {"withheld": ("withheld",), "net": ("net",), "both": ("withheld", "net"), "sold": ("sell",)}
    words = {"withheld": "How many were withheld for taxes?", "net": "How many were kept for the price?"}
    for name in kept.get(taxes, ()):
        if not event.value(name):
            yield name, words.get(name, "How many were sold?")
    if taxes in kept and not event.value("price"):
        yield "value", "At what market value?"


def _of_paste(event: EventAnswers, paste: PasteFile) -> Iterator[tuple[str, str]]:
    account = paste.account
    if account.trouble:
        yield "fills", account.trouble.message
        return
    roles = [each.role for each in account.columns]
    for role, words in (("shares", "Which column has the shares?"), ("price", "Which column has the price?")):
        if role not in roles:
            yield "columns", words
            return
    if account.mixed_numbers:
        yield "numbers", "Which mark parts decimals, the period or the comma?"
    if not account.used:
        yield "fills", "No line is used: which are the trades?"
        return
    if any(fill.day is None for fill in account.fills):
        yield "date", "On which day?"
    typed = typed_day(event.value("date"))
    said = event.paste.days if event.paste else ""
    if typed and not said and set(account.days) - {typed}:
        days = listed([long_day(day) for day in account.days], "and")
        yield "days", f"These lines are of {days}; you typed {long_day(typed)}."
    if not account.has_sides and not (event.paste and event.paste.side):
        what = "purchases" if event.kind == "purchase" else "sales"
        yield "side", f"Are all {len(account.used)} {what}?"
    for line in account.asked:
        yield f"line-{line.number}", f"Line {line.number}: {line.why}"


def cells_of(question: EventQuestion, rows: Mapping[int, str]) -> tuple[str, ...]:
    """Return the cells of the form that wait for an answer; `rows` are those of the events: `I-4`."""
    row = rows.get(question.event)
    return tuple(f"{row}-{cell}" for cell in _CELLS.get(question.field, ())) if row else ()


def of_filing(answers: PrepareAnswers, held: Holdings, by_hand: bool) -> Iterator[Question]:
    """Yield what is open about the filing as a whole."""
    if not answers.owners:
        yield Question("owners", "Who reports?")
    if not answers.issuer:
        yield Question("issuer", "Of which company?")
    if answers.form != "4" and not answers.period.strip():
        became, ended = "On which day did this person become an insider?", "Which year ended, and when?"
        yield Question("period", became if answers.form == "3" else ended)
    if answers.form == "3" and not answers.positions and not answers.nothing and not by_hand:
        yield Question("positions", "What is owned? Say so where it is nothing.")
    for number, position in enumerate(answers.positions, 1):
        for name, words in (("security", "what is its title?"), ("held", "how much is held?")):
            if not position.get(name, "").strip():
                yield Question(f"position-{number}.{name}", f"Position {number}: {words}")
    if answers.form == "4" and not answers.events and not by_hand:
        yield Question("events", "What happened?")


def of_drafts(
    answers: PrepareAnswers,
    held: Holdings,
    names: Mapping[EarlierPaper, str],
) -> Iterator[Question]:
    """Yield a question for each draft that may count: whether it does is for the person to say."""
    for paper in counting(answers.events, held):
        if names[paper] not in answers.counted:
            yield Question(f"draft.{names[paper]}", also_count(paper))


def counting(events: Sequence[EventAnswers], held: Holdings) -> tuple[EarlierPaper, ...]:
    """Return the drafts that are not filed which may change a balance that an event starts from.

    While an event has a position that is not chosen, or that no filing has, each of them may.
    """
    wanted: set[tuple[str, str]] = set()
    for event in events:
        chosen = [name for side in ("from", "to") if (name := event.value(side))]
        found = [held.position(name) for name in chosen]
        if not chosen or None in found:
            return held.drafts
        wanted |= {each.line for each in found if each is not None and each.paper is not None}
    return tuple(paper for paper in held.drafts if wanted & lines_of(paper))


def also_count(paper: EarlierPaper) -> str:
    """Ask whether a draft counts: `Also count the draft of November 20, 2026 (not filed)?`"""
    day = long_day(paper.day) if paper.day else "no day"
    return f"Also count the draft of {day} (not filed)?"


def days_of(events: Sequence[EventAnswers]) -> list[dt.date]:
    """Return the days that were typed."""
    return [day for each in events if (day := typed_day(each.value("date")))]

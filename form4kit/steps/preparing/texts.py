"""The two texts of a draft: the one that is compiled and shown, and the one that is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from form4kit.steps.preparing.amended_rows import with_rows
from form4kit.steps.preparing.answers import EventAnswers
from form4kit.steps.preparing.case import Case, sources
from form4kit.steps.preparing.edited_text import EditedEvent, edited_text
from form4kit.steps.preparing.event_lines import box_of, parts_of
from form4kit.steps.preparing.new_text import new_text
from form4kit.steps.preparing.questions import EventQuestion


@dataclass(frozen=True, slots=True)
class Texts:
    """The text that is compiled and shown, and the one that is written, both without `open:`.

    `included` are the numbers of the events that are shown; `order` leads from an event's place in the shown
    text to its number in the answers.
    """

    shown: str
    written: str
    included: tuple[int, ...]
    order: Mapping[int, int]


def texts_of(case: Case, asked: Sequence[EventQuestion]) -> Texts:
    """Return both texts. Raises NoPlace where a draft has no place for an answer."""
    waiting = {each.event for each in asked if each.structural}
    included = tuple(n for n in range(len(case.answers.events)) if n not in waiting)
    everything = range(len(case.answers.events))
    shown = _text(case, included)
    written = shown if len(included) == len(everything) else _text(case, everything)
    return Texts(shown, written, included, _order(case, included))


def _text(case: Case, numbers: Sequence[int]) -> str:
    events = [case.answers.events[n] for n in numbers]
    box = box_of(events)
    earlier = sources(case, case.answers.events)
    if case.draft is None:
        made = [
            (each.kind, parts_of(each, box, _fills(case, n))) for n, each in zip(numbers, events, strict=True)
        ]
        return new_text(case.answers, case.head, earlier, made, box)
    old = case.draft.answers.events
    old_box = box_of(old)
    before: list[Mapping[str, str]] = [{}] * len(case.draft.parts)
    for event in old:
        before[event.at or 0] = parts_of(event, old_box)
    edited = [
        EditedEvent(each.kind, parts_of(each, box, _fills(case, n)), each.at)
        for n, each in zip(numbers, events, strict=True)
    ]
    kept = {each.at for each in events}
    left = [each.at for each in old if each.at is not None and each.at not in kept]
    was = case.draft.box
    text = edited_text(
        case.text,
        before,
        edited,
        left,
        was if box == old_box else box,
        was,
        [],
        case.answers.described,
        earlier,
    )
    return with_rows(text, case.answers.rows) if case.answers.rows else text


def _fills(case: Case, number: int) -> str:
    return case.pastes[number].name if number in case.pastes else ""


def _order(case: Case, included: Sequence[int]) -> dict[int, int]:
    """Return which event of the answers stands at which place of the shown text."""
    if case.draft is None:
        return dict(enumerate(included))
    events: Mapping[int, EventAnswers] = {n: case.answers.events[n] for n in included}
    at = {each.at: n for n, each in events.items() if each.at is not None}
    ours = {each.at for each in case.draft.answers.events}
    stay = [place for place in range(len(case.draft.parts)) if place in at or place not in ours]
    places: list[int | None] = [at.get(place) for place in stay]
    places += [n for n, each in events.items() if each.at is None]
    return {place: n for place, n in enumerate(places) if n is not None}

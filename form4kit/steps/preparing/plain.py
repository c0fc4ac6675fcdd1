"""Answers as plain values, for a page that sends and keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from form4kit.events.carried_forward import slug
from form4kit.steps.preparing.answers import EventAnswers, PasteAnswers, PrepareAnswers


def answers_of(told: Mapping[str, Any]) -> PrepareAnswers:
    """Read answers; what is not there was not answered, and what has another shape is not either."""
    return PrepareAnswers(
        form=_text(told, "form") or "4",
        file=_text(told, "file"),
        issuer=_text(told, "issuer"),
        owners=tuple(str(each) for each in _list(told, "owners")),
        events=tuple(_event(each) for each in _list(told, "events") if isinstance(each, Mapping)),
        positions=tuple(_named(each) for each in _list(told, "positions") if isinstance(each, Mapping)),
        counted=_texts(told.get("counted")),
        period=_text(told, "period"),
        nothing=told.get("nothing") is True,
        unfinished=told.get("unfinished") is True,
        rows={str(id): _texts(each) for id, each in _pairs(told.get("rows"))},
        base=_text(told, "base"),
        chosen=_texts(told.get("chosen")),
        again=told.get("again") is True,
    )


def plain_of(answers: PrepareAnswers) -> dict[str, Any]:
    """Return answers as `answers_of` reads them."""
    return {
        "form": answers.form,
        "file": answers.file,
        "issuer": answers.issuer,
        "owners": list(answers.owners),
        "events": [
            {"kind": each.kind, "values": dict(each.values), "paste": None, "at": each.at}
            for each in answers.events
        ],
        "positions": [dict(each) for each in answers.positions],
        "counted": dict(answers.counted),
        "period": answers.period,
        "nothing": answers.nothing,
        "unfinished": answers.unfinished,
        "rows": {id: dict(each) for id, each in answers.rows.items()},
    }


def _event(told: Mapping[str, Any]) -> EventAnswers:
    paste, at = told.get("paste"), told.get("at")
    return EventAnswers(
        kind=_text(told, "kind"),
        values=_texts(told.get("values")),
        paste=_paste(paste) if isinstance(paste, Mapping) else None,
        at=at if isinstance(at, int) and not isinstance(at, bool) and at >= 0 else None,
    )


def _paste(told: Mapping[str, Any]) -> PasteAnswers:
    left = told.get("left_out")
    reasons = left if isinstance(left, Mapping) else {}
    return PasteAnswers(
        text=_text(told, "text"),
        columns=tuple(str(each) for each in _list(told, "columns")),
        days=_text(told, "days"),
        side=told.get("side") is True,
        commas=_text(told, "commas"),
        total=_text(told, "total"),
        only=tuple(each for each in _list(told, "only") if isinstance(each, int)),
        left_out={int(line): str(why) for line, why in reasons.items() if str(line).isdigit()},
        keep=told.get("keep") is True,
    )


def _named(told: Mapping[str, Any]) -> dict[str, str]:
    """Give a new position a name, as a position of an earlier filing has one."""
    found = _texts(told)
    return {**found, "name": found.get("name") or slug(found.get("security"), found.get("indirect"))}


def _text(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    return found if isinstance(found, str) else ""


def _list(told: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = told.get(name)
    return found if isinstance(found, list) else []


def _pairs(told: Any) -> list[tuple[Any, Any]]:
    return [*told.items()] if isinstance(told, Mapping) else []


def _texts(told: Any) -> dict[str, str]:
    return {str(k): v for k, v in told.items() if isinstance(v, str)} if isinstance(told, Mapping) else {}

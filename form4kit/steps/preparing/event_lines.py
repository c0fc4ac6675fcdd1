"""An event as lines of a draft: what was answered, in the order in which people write it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from form4kit.draft.yaml_scalars import key
from form4kit.events.broker.numbers import Commas, numeral
from form4kit.lazy_re import pattern
from form4kit.steps.preparing.answers import EventAnswers
from form4kit.steps.preparing.pastes import typed_day
from form4kit.words import scalar

NUMBERS: Final = ("shares", "price", "withheld", "net", "sell")
KEYS: Final = (
    "from",
    "to",
    "owner",
    "date",
    "shares",
    "price",
    "fills",
    "withheld",
    "net",
    "sell",
    "note",
    "plan",
)
"""The keys of an event that the questions answer."""
_LONG: Final = 100
_GROUPED: Final = pattern(r"\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z|\$?\d+(?:\.\d+)?\Z|\$?\.\d+\Z")
_SIDES: Final = {"out": ("from",), "in": ("to",), "between": ("from", "to")}
_TAXES: Final = {"withheld": ("withheld",), "net": ("net",), "both": ("withheld", "net"), "sold": ("sell",)}
UNDER_PLAN: Final = "true"
NO_PLAN: Final = "no"


def box_of(events: Sequence[EventAnswers]) -> str:
    """Return what the draft's `plan_10b5_1` says by the answers of all events; empty where none says it."""
    plans = [each.value("plan") for each in events if each.value("plan")]
    under = [each for each in plans if each != NO_PLAN]
    if not under:
        return "false" if plans else ""
    day = next((found for each in under if (found := typed_day(each))), None)
    return f"{{adopted: {day}}}" if day else UNDER_PLAN


def parts_of(event: EventAnswers, box: str, fills: str = "") -> dict[str, str]:
    """Return the keys of an event with their values as a draft writes them; `fills` is the name of a file.

    What cannot be read as a number or a day is written as it was typed, so that `check` says of it what the
    page does. A position on a side that the direction does not have is not written.
    """
    direction, taxes = event.value("direction"), event.value("taxes")
    left = {"from", "to"} - set(_SIDES[direction]) if direction in _SIDES else set()
    kept = _TAXES.get(taxes, ())
    left |= {name for name in ("withheld", "net", "sell") if taxes and name not in kept}
    if taxes == "none":
        left.add("price")
    found: dict[str, str] = {}
    for name in KEYS:
        text = event.value(name)
        if name == "fills":
            text = fills or text
        if name == "plan":
            text = _plan(text, box)
        elif name == "shares" and fills:
            text = event.paste.total.strip() if event.paste else ""
        elif fills and name in ("date", "price"):
            text = ""
        if text and name not in left:
            found[name] = value(name, text)
    return found


def _plan(text: str, box: str) -> str:
    if not text or box in ("", "false"):
        return ""
    if text == NO_PLAN:
        return "false"
    day = typed_day(text)
    return f"{day}" if day and f"{day}" not in box else UNDER_PLAN


def value(name: str, text: str) -> str:
    """Write an answer as a value: a number without commas, a day in full, other text in one line."""
    if name in NUMBERS:
        return number(text)
    if name == "date":
        day = typed_day(text)
        return f"{day}" if day else scalar(text, number=True, flow=True)
    if name == "plan":
        return scalar(text, number=True, flow=True) if text not in ("true", "false") else text
    return scalar(" ".join(text.split()), flow=True)


def number(text: str) -> str:
    """Write a number without its commas and its dollar sign; anything else as it was typed."""
    bare = text.strip()
    if bare == "true" or bare.startswith("^"):
        return bare if bare == "true" else scalar(bare, flow=True)
    return bare_number(bare) or scalar(bare, flow=True)


def bare_number(text: str) -> str:
    """Return a number without commas and dollar sign; empty for what is none."""
    read = numeral(text, Commas.THOUSANDS) if _GROUPED.match(text.strip()) else None
    return f"{read:f}" if read is not None else ""


def lines_of(kind: str, parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of an event in a list of two blanks' indent, on one line where it fits."""
    line = f"  - {key(kind)}: {{{', '.join(f'{name}: {text}' for name, text in parts.items())}}}"
    if len(line) <= _LONG:
        yield line
        return
    yield f"  - {key(kind)}:"
    yield from (f"      {name}: {text}" for name, text in parts.items())

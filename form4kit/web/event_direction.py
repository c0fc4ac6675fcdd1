"""Which way an event went: where both are possible a person says it, and nothing is taken for granted."""

from collections.abc import Mapping
from typing import Final

from form4kit.events.kinds.index import KINDS
from form4kit.web.pasted_fills import Unfit

DIRECTIONS: Final = (
    ("out", "out of a position, to somebody else"),
    ("in", "into a position, from somebody else"),
    ("between", "from one position into another, both on this form"),
)
"""What can be answered, in the order in which it is offered. None of them is the one to begin with."""
_SIDES: Final = {"out": ("from",), "in": ("to",), "between": ("from", "to")}
_CAME: Final = {"from": "the position it went out of", "to": "the position it came into"}


def goes_either_way(kind: str) -> bool:
    """Tell whether a kind of event may go out, come in, or both, so that its direction is asked for."""
    return kind in KINDS and KINDS[kind].sides == "either"


def check_direction(kind: str, values: Mapping[str, str]) -> None:
    """Hold the positions of an event against the direction that was chosen. Raises Unfit.

    What was left in a field of the other side is asked about, never dropped.
    """
    if not goes_either_way(kind):
        return
    wanted = _SIDES.get(values.get("direction", "").strip())
    if wanted is None:
        raise Unfit(f"direction: say which way the {kind} went, {_choices()}")
    for side, came in _CAME.items():
        given = values.get(side, "").strip()
        if side in wanted and not given:
            raise Unfit(f"{side}: choose {came}")
        if side not in wanted and given:
            raise Unfit(f"{side}: {given!r} is named, and the direction has no such side: take one back")


def _choices() -> str:
    *first, last = (f"`{name}`, {words}" for name, words in DIRECTIONS)
    return f"{'; '.join(first)}; or {last}"

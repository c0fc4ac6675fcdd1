"""The book: every position with its balance, as the events run through it in the order written."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from form4kit.events.movement import AppliedMovement, Movement
from form4kit.events.positions import Position


class Overdrawn(NamedTuple):
    """A movement that would take more than its position holds."""

    movement: Movement
    balance: Decimal


class Balances:
    """Positions by name, and what each holds now."""

    def __init__(self, positions: Mapping[str, Position]) -> None:
        self.positions = positions
        self.applied: list[AppliedMovement] = []
        self._balances = {
            name: position.held for name, position in positions.items() if position.held is not None
        }

    def balance(self, position: Position) -> Decimal | None:
        """Return what a position holds now; None where its opening balance is not known."""
        return self._balances.get(position.name)

    def apply(self, movements: Iterable[Movement]) -> Overdrawn | None:
        """Enter the movements of one event, all or none: none where one takes more than there is."""
        balances = dict(self._balances)
        applied: list[AppliedMovement] = []
        for movement in movements:
            name = movement.position.name
            opening = balances[name]
            closing = opening + movement.change
            if closing < 0:
                return Overdrawn(movement, opening)
            balances[name] = closing
            applied.append(AppliedMovement(movement, opening, closing))
        self._balances = balances
        self.applied += applied
        return None

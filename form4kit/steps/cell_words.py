"""What a cell of the printed form is called, and which answers stand behind it."""

from typing import Final

CELL_WORDS: Final = {
    "amount": "amount",
    "acquired": "acquired",
    "disposed": "disposed of",
    "acquired_disposed": "(A) or (D)",
    "owned": "owned after",
    "direct_indirect": "direct or indirect",
    "security": "title of security",
    "exercise_price": "exercise price",
    "underlying": "underlying security",
    "underlying_amount": "underlying amount",
}
"""The words of a cell, where it is not called as its field is."""
ANSWERS_BEHIND: Final = {
    "date": ("date",),
    "amount": ("shares", "fills"),
    "acquired": ("shares",),
    "disposed": ("shares",),
    "price": ("price", "fills"),
    "acquired_disposed": ("direction",),
    "security": ("from", "to"),
}
"""The last words of the ids of the questions that a cell of an event's row waits for."""

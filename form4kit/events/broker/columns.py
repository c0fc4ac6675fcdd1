"""Which column of a pasted table says what: by its head, or as a person chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from form4kit.events.broker.heads import Heads, meaning
from form4kit.events.broker.lines import TableLine
from form4kit.events.broker.words import side_of, status_of

CHOICES: Final = (
    ("date", "Trade date"),
    ("time", "Time"),
    ("side", "Buy or sell"),
    ("symbol", "Symbol"),
    ("currency", "Currency"),
    ("shares", "Shares"),
    ("price", "Price"),
    ("out", "Leave out"),
)
"""What a column can be chosen to be, with the words for it."""
OUT: Final = "out"
_ONE: Final = ("shares", "price", "date", "time")
_RANKS: Final = {
    "shares": ("fill shares", "shares"),
    "price": ("fill price", "price|average"),
    "date": ("trade date", "date"),
    "time": ("time",),
}
_WATCHED: Final = ("status", "cancel", "cusip", "security", "account", "execution")
"""Columns that are not written, and still say whether a line counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its role: one of CHOICES, one that is watched, or empty where to be chosen."""

    head: str
    role: str

    @property
    def watched(self) -> bool:
        """Whether it says if a line counts, though nothing of it is written."""
        return self.role in _WATCHED


def columns_of(
    heads: TableLine | None, body: Sequence[TableLine], chosen: Sequence[str]
) -> tuple[Column, ...]:
    """Return the columns of a table; `chosen` are a person's own words for them, empty where they said none.

    Without heads nothing is known. Two columns that fit one name are both to be chosen.
    """
    width = max([len(line.cells) for line in body] + [len(heads.cells) if heads else 0], default=0)
    names = [heads.cell(at) if heads else "" for at in range(width)]
    roles = _roles(names, body) if heads else [""] * width
    own = [chosen[at] if at < len(chosen) else "" for at in range(width)]
    own = ["" if role in _ONE and own.count(role) > 1 else role for role in own]
    taken = {role for role in own if role and role != OUT}
    found = [mine or ("" if role in taken else role) for mine, role in zip(own, roles, strict=True)]
    return tuple(
        Column(name or f"Column {at + 1}", role)
        for at, (name, role) in enumerate(zip(names, found, strict=True))
    )


def _roles(names: Sequence[str], body: Sequence[TableLine]) -> list[str]:
    meanings = [meaning(name)[0] for name in names]
    roles = [OUT] * len(names)
    for role, ranks in _RANKS.items():
        for rank in ranks:
            fitting = [at for at, each in enumerate(meanings) if each and each in rank.split("|")]
            if fitting:
                for at in fitting:
                    roles[at] = role if len(fitting) == 1 else ""
                break
    for at, each in enumerate(meanings):
        if each in ("side", "symbol", "currency", *_WATCHED):
            roles[at] = each
        elif each in ("money", "other date"):
            roles[at] = ""
        elif each == "kind":
            cells = [line.cell(at) for line in body if line.cell(at)]
            if any(side_of(cell) for cell in cells):
                roles[at] = "side"
            elif any(status_of(cell) for cell in cells):
                roles[at] = "status"
    return roles


def heads_as_chosen(columns: Sequence[Column], heads: TableLine | None) -> Heads:
    """Return the columns as the reader of files knows them."""
    one: dict[str, int] = {name: at for name in _ONE for at, each in enumerate(columns) if each.role == name}
    many: dict[str, tuple[int, ...]] = {}
    for at, each in enumerate(columns):
        if each.role in ("side", "symbol", "currency", *_WATCHED):
            many[each.role] = (*many.get(each.role, ()), at)
    zone = ""
    for name in ("date", "time"):
        match = meaning(columns[one[name]].head)[1] if heads and name in one else None
        if match is not None and "zone" in match.groupdict() and match["zone"]:
            zone = match["zone"].upper()
    passed = tuple(at for at, each in enumerate(columns) if each.role in (OUT, ""))
    average = "price" in one and meaning(columns[one["price"]].head)[0] == "average"
    return Heads(tuple(each.head for each in columns), one, many, passed, (), average, zone)

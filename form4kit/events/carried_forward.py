"""Balances from earlier filings: `positions: {from: ...}`."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from form4kit.analysis.series import PositionKey
from form4kit.convert import bare_cik
from form4kit.events import standard_footnotes
from form4kit.events.faults import EARLIER_UNREADABLE
from form4kit.events.files import Reader
from form4kit.events.positions import EARLIER, TERMS, Position
from form4kit.events.row_footnotes import RowFootnotes, mark
from form4kit.events.splits import split_balance, split_references, split_terms, splits_since
from form4kit.events.values import DraftValues, stated
from form4kit.history.replay import Named, PositionInFiling, positions_in, replayed
from form4kit.law.splits import Split
from form4kit.lazy_re import pattern
from form4kit.model import ABSENT, Field, Filing, Mark, Row
from form4kit.place import Place
from form4kit.source.node import Node

_PREFIX = "earlier-"
_NUMBERED = pattern(r"F[1-9][0-9]?\Z", re.ASCII)
_NOT_A_NAME = pattern(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class CarriedBalance:
    """A position as an earlier filing leaves it: its last row, its balance, and the file that says so.

    `balance` is None where the filing does not say it with certainty. `splits` are those that the balance and
    the row have been adjusted for since; `was_fraction` that it was no whole number before them.
    """

    source: str
    filing: Filing
    row: Row
    balance: Decimal | None
    splits: tuple[Split, ...] = ()
    was_fraction: bool = False

    @property
    def day(self) -> dt.date | None:
        """The day for which the filing gives the balance."""
        return self.row.date.value or self.filing.period.value

    def adjusted(self, splits: Iterable[Split]) -> "CarriedBalance":
        """Return it as the splits since its day leave it."""
        since = splits_since(splits, self.day)
        if not since:
            return self
        balance = split_balance(self.row, self.balance, since)
        fraction = self.balance is not None and self.balance % 1 != 0
        row = split_terms(self.row, since)
        return replace(self, row=row, balance=balance, splits=since, was_fraction=fraction)

    @property
    def words(self) -> str:
        """The title, the way it is held and the balance, for messages."""
        nature = f", {self.row.nature.text}" if self.row.nature.text else ""
        balance = "no certain balance" if self.balance is None else f"{self.balance:f}"
        return f"{self.row.security.text}{nature}: {balance}"


def read_earlier(entry: DraftValues, filing: Filing, reader: Reader) -> list[Named]:
    """Read the filings that `from` names, each at its path; those that cannot be used are refused."""
    node = entry.node.get(EARLIER)
    paths = [] if node is None else node.items or [node]
    found: list[Named] = []
    for path in paths:
        if not path.text:
            continue
        read = reader.filings(path.text)
        if isinstance(read, str):
            _refuse(entry, path, read)
            continue
        for name, earlier in read:
            if problem := _of_another(earlier, filing):
                _refuse(entry, path, f"{name} {problem}")
            else:
                found.append(Named(name, earlier))
    return found


def _refuse(entry: DraftValues, node: Node, message: str) -> None:
    entry.refused = True
    place = Place((*entry.path, EARLIER), node.line, node.column)
    hint = "Name an earlier filing of the same person in the same issuer: XML, a draft or a built folder."
    entry.findings.append(EARLIER_UNREADABLE.at(place, message, hint))


def _of_another(earlier: Filing, filing: Filing) -> str:
    """Say whose filing it is, where it is not of the same issuer and of one owner at least."""
    issuers = [bare_cik(each.issuer.cik.text) for each in (earlier, filing)]
    if all(issuers) and issuers[0] != issuers[1]:
        return f"is about issuer {issuers[0]}, and this form about {issuers[1]}"
    owners = [{bare_cik(owner.cik.text) for owner in each.owners} - {""} for each in (earlier, filing)]
    if all(owners) and not owners[0] & owners[1]:
        return "was filed by another person"
    return ""


def carried_balances(filings: Iterable[Named]) -> list[CarriedBalance]:
    """Return each position as the latest filing that speaks of it leaves it.

    A later filing takes the place of all that earlier ones said under the same key: where one of them has
    two accounts that only footnotes tell apart, both stay, and a position must say which it means.
    """
    last: dict[PositionKey, list[CarriedBalance]] = {}
    for told in replayed(filings):
        own: dict[PositionKey, list[CarriedBalance]] = {}
        for leg in positions_in(told):
            own.setdefault(leg.key, []).append(_of_leg(told.name, told.filing, leg))
        for key, found in own.items():
            if len(found) < len(last.get(key, ())):  # which of them it speaks of cannot be known
                found = [replace(each, balance=None) for each in found]
            last[key] = found
    return [each for found in last.values() for each in found]


def _of_leg(source: str, filing: Filing, leg: PositionInFiling) -> CarriedBalance:
    return CarriedBalance(source, filing, leg.rows[-1], leg.closing)


# ---------------------------------------------------------------- to positions


def matching(position: Position, found: Iterable[CarriedBalance]) -> list[CarriedBalance]:
    """Return what earlier filings say of a position: the same title, ownership, and terms that it gives.

    Where several agree, footnotes of the same name tell them apart, but not mere numbers.
    """
    alike = [each for each in found if _alike(position, _position(each, "", Place()))]
    wanted = _named_marks(position)
    same = [each for each in alike if wanted and wanted <= _named_marks(_position(each, "", Place()))]
    return same if len(same) == 1 else alike


def _alike(position: Position, other: Position) -> bool:
    if (position.table, position.title, position.ownership) != (other.table, other.title, other.ownership):
        return False
    given = [name for name in TERMS if getattr(position, name).text is not None]
    return not position.derivative or all(
        _value(getattr(position, name)) == _value(getattr(other, name)) for name in given
    )


def _value(found: Field[Any]) -> Any:
    return found.value.upper() if isinstance(found.value, str) else found.value


def _named_marks(position: Position) -> set[str]:
    marks = {name for term in TERMS for name in getattr(position, term).names}
    return {name for name in marks if not _NUMBERED.match(name)}


def completed(position: Position, found: CarriedBalance, notes: RowFootnotes, place: Place) -> Position:
    """Give a position what it leaves open: its balance, and terms with their footnotes."""
    other = with_notes(_position(found, position.name, place), found.filing, notes, place)
    terms: Mapping[str, Any] = {name: getattr(other, name) for name in TERMS if not getattr(position, name)}
    ratio = position.ratio if position.ratio_given else other.ratio
    in_value = other.in_value or position.in_value
    if position.held is not None:
        return replace(position, **terms, ratio=ratio, in_value=in_value)
    held_at = replace(other.held_at, marks=(*position.held_at.marks, *other.held_at.marks))
    return replace(position, **terms, ratio=ratio, held=other.held, held_at=held_at, in_value=in_value)


def undeclared(
    found: Iterable[CarriedBalance], taken: Iterable[str], notes: RowFootnotes, place: Place
) -> Iterator[Position]:
    """Yield the positions that nobody declares, named by title and the way they are held."""
    names = set(taken)
    for each in found:
        position = _position(each, "", place)
        parts = [position.security.text, position.nature.text]
        parts += [position.exercise_price.text, position.expires.text] if position.derivative else []
        options = [slug(*parts[: n + 1]) for n in range(1, len(parts))]
        options += [f"{options[-1]}-{n}" for n in range(2, len(names) + 3)]
        name = next(option for option in options if option not in names)
        names.add(name)
        yield with_notes(_position(each, name, place), each.filing, notes, place)


def slug(*texts: str | None) -> str:
    """Make a name of texts: `common-stock-by-spouse`."""
    return _NOT_A_NAME.sub("-", " ".join(text for text in texts if text).lower()).strip("-.") or "untitled"


def _position(found: CarriedBalance, name: str, place: Place) -> Position:
    row = found.row
    amount = row.shares.value if row.shares else row.owned_after.value
    under = row.underlying_shares.value
    ratio = Fraction(under) / Fraction(amount) if amount and under else Fraction(1)
    in_value = bool(row.value_owned_after)
    return Position(
        path=("positions", name or EARLIER),
        line=place.line,
        column=place.column,
        name=name,
        table=row.table,
        declared=False,
        held=found.balance,
        held_at=_held_at(found, place),
        ratio=ratio,
        in_value=in_value,
        security=row.security,
        direct_indirect=row.direct_indirect,
        nature=row.nature,
        exercise_price=row.exercise_price,
        exercisable=row.exercisable,
        expires=row.expires,
        underlying=row.underlying,
    )


def _held_at(found: CarriedBalance, place: Place) -> Field[Decimal]:
    """Return the balance with the footnote on each split since; absent where there was none."""
    if found.balance is None or not found.splits:
        return ABSENT
    marks = tuple(mark(reference, place) for reference in split_references(found.splits))
    return stated(found.balance, place, marks)


def with_notes(position: Position, filing: Filing, notes: RowFootnotes, place: Place) -> Position:
    """Bring along the footnotes of an earlier filing, under names that no other footnote has.

    What the library says in the same words is taken from there, and so is a name that is not defined.
    """

    def brought(name: str) -> Mark | None:
        note = filing.note(name)
        text = note.text.text if note is not None else None
        if text and not standard_footnotes.is_standard(name, text):
            return notes.own(f"{_PREFIX}{name.removeprefix(_PREFIX)}", text, place)
        return None if text is None and _NUMBERED.match(name) else mark(name, place)

    def moved(found: Field[Any]) -> Field[Any]:
        marks = tuple(each for name in found.names if (each := brought(name)) is not None)
        return replace(found, marks=marks, line=place.line, column=place.column)

    fields = ("security", "direct_indirect", "nature", *TERMS)
    changed: dict[str, Any] = {name: moved(getattr(position, name)) for name in fields}
    return replace(position, **changed)

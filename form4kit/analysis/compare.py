"""Compare two filings in the form's own words.

Rows are matched by what they report, so that a row put in between does not make all that follow differ;
footnotes are compared by their text where they are referred to, so that renumbering is no difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from form4kit.analysis.restated import amends, restated
from form4kit.convert import bare_cik
from form4kit.model import Field, Filing, Owner, Placed, Row, Signature, Table
from form4kit.place import Path, in_words

_TOP = ("form", "period", "original_filed", "not_subject_to_section_16", "plan_10b5_1", "remarks")
_FILLED_IN = frozenset(["name", "non_us", "state_description", "good_address"])
"""What EDGAR or form4kit fills in, so that nothing is said where a filing leaves it open."""
_NOT_REPEATED = frozenset(["plan_10b5_1", "remarks"])
"""What of the head of a form stands as it was filed where an amendment leaves it open."""
_ISSUER = ("cik", "name", "symbol", "foreign_symbol")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of the form and what stands there in each filing; None where nothing does.

    `stands` says that the one which has nothing there is an amendment of the other: what it does not repeat
    is not taken back, and stands as it was filed.
    """

    where: str
    before: str | None
    after: str | None
    stands: bool = False

    @property
    def kind(self) -> str:
        """Whether it was `changed`, `added` or `removed`, or by an amendment `not repeated`."""
        if self.stands:
            return "not repeated"
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    def __str__(self) -> str:
        if self.stands:
            return f"{self.where}: not repeated, stands as {self.before or self.after}"
        if self.before is None:
            return f"{self.where}: added, {self.after}"
        if self.after is None:
            return f"{self.where}: taken out, was {self.before}"
        return f"{self.where}: {self.before} became {self.after}"


def differences(before: Filing, after: Filing, *, in_place: bool = False) -> Iterator[Difference]:
    """Return what differs, from the head of the form to its signatures.

    With `in_place` the rows of tables of one length are compared each with the one in its place, where less
    is to be told so: where two are to be the same, a changed date makes no new row.
    """
    yield from _fields(before, after, before, after, _TOP, ())
    yield from _fields(before.issuer, after.issuer, before, after, _ISSUER, ("issuer",))
    yield from _owners(before, after)
    yield from _told_rows(before, after, "non_derivative", in_place)
    yield from _told_rows(before, after, "derivative", in_place)
    yield from _signatures(before, after)


def _fields(
    one: Placed, two: Placed, before: Filing, after: Filing, names: Sequence[str], path: Path
) -> Iterator[Difference]:
    for name in names:
        old, new = _said(getattr(one, name), before), _said(getattr(two, name), after)
        if name == "cik":
            old, new = (text and bare_cik(text) for text in (old, new))
        if old != new and not (name in _FILLED_IN and None in (old, new)):
            stands = name in _NOT_REPEATED and _stands(before, after, old is None)
            yield Difference(in_words((*path, name)), old, new, stands and None in (old, new))


def _stands(before: Filing, after: Filing, added: bool) -> bool:
    """Tell whether the filing in which nothing stands is an amendment of the other."""
    return amends(before, after) if added else amends(after, before)


def _said(field: Field[Any], filing: Filing) -> str | None:
    """Say what stands in a field: its value, and in brackets the text of its footnotes.

    A box that is not ticked is the same as one of which nothing is said: both are printed empty.
    """
    if not field or (field.value is False and not field.marks):
        return None
    words = "yes" if field.value is True else _plain(field)
    notes = [f"[{note.text.value or ''}]" for note in filing.notes_on(field)]
    return " ".join([words, *notes]).strip()


def _plain(field: Field[Any]) -> str:
    if field.value is None:
        return " ".join((field.text or "").split())
    if isinstance(field.value, str):
        return " ".join(field.value.split())
    if hasattr(field.value, "is_finite"):  # a number: 12.50 and 12.5 are one
        return f"{field.value.normalize():,f}"
    return str(field.value)


def _owners(before: Filing, after: Filing) -> Iterator[Difference]:
    old, new = _by_cik(before), _by_cik(after)
    for cik in [*old, *(cik for cik in new if cik not in old)]:
        one, two = old.get(cik), new.get(cik)
        path: Path = (two or old[cik]).path
        if one is None or two is None:
            name = (two or old[cik]).name.text or cik
            stands = _stands(before, after, one is None)
            yield Difference(
                in_words(path), None if one is None else name, None if two is None else name, stands
            )
            continue
        names = ("director", "officer", "officer_title", "ten_percent", "other", "other_text", "name")
        yield from _fields(one, two, before, after, names, path)
        if one.address and two.address:
            parts = [f.name for f in fields(one.address) if isinstance(getattr(one.address, f.name), Field)]
            yield from _fields(one.address, two.address, before, after, parts, (*path, "address"))
        elif one.address or two.address:
            where = in_words((*path, "address"))
            yield Difference(where, "given" if one.address else None, "given" if two.address else None)


def _by_cik(filing: Filing) -> dict[str, Owner]:
    return {bare_cik(owner.cik.value or str(owner.path)): owner for owner in filing.owners}


def _told_rows(before: Filing, after: Filing, table: Table, in_place: bool) -> Iterator[Difference]:
    old: tuple[Row, ...] = getattr(before, table)
    new: tuple[Row, ...] = getattr(after, table)
    if not in_place or len(old) != len(new):
        return _rows(before, after, table)
    placed = [each for one, two in zip(old, new, strict=True) for each in _in_row(one, two, before, after)]
    matched = [*_rows(before, after, table)]
    return iter(placed if len(placed) <= len(matched) else matched)


def _in_row(one: Row, two: Row, before: Filing, after: Filing) -> Iterator[Difference]:
    names = [f.name for f in fields(two) if isinstance(getattr(two, f.name), Field)]
    yield from _fields(one, two, before, after, names, two.path)


def _rows(before: Filing, after: Filing, table: Table) -> Iterator[Difference]:
    old: tuple[Row, ...] = getattr(before, table)
    new: tuple[Row, ...] = getattr(after, table)
    forth, back = amends(after, before), amends(before, after)
    for one, two in _pairs_of_amendment(old, new, back) if forth or back else _pairs(old, new):
        if one and two:
            yield from _in_row(one, two, before, after)
        elif one:
            yield Difference(in_words(one.path), _summary(one), None, forth)
        elif two:
            yield Difference(in_words(two.path), None, _summary(two), back)


_Pairs = Iterator[tuple[Row | None, Row | None]]


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> _Pairs:
    matcher = SequenceMatcher(None, [_likeness(r) for r in old], [_likeness(r) for r in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        paired = min(b - a, d - c) if kind in ("equal", "replace") else 0
        yield from zip(old[a : a + paired], new[c : c + paired], strict=True)
        yield from ((row, None) for row in old[a + paired : b])
        yield from ((None, row) for row in new[c + paired : d])


def _pairs_of_amendment(old: Sequence[Row], new: Sequence[Row], backwards: bool) -> _Pairs:
    """Pair each line of an amendment with the line that it restates, the others with nothing."""
    filed, amended = (new, old) if backwards else (old, new)
    left = set(range(len(filed)))
    pairs: list[tuple[Row | None, Row | None]] = []
    for row in amended:
        at = restated(row, filed, left)
        pairs.append((None if at is None else filed[at], row))
        left -= {at}
    pairs += [(filed[at], None) for at in sorted(left)]
    yield from ((two, one) if backwards else (one, two) for one, two in pairs)


def _likeness(row: Row) -> tuple[object, ...]:
    """What makes two rows the same row: all but amounts, prices and balances."""
    return (row.holding, row.security.value, row.date.value, row.code.value, row.nature.value)


def _summary(row: Row) -> str:
    parts = [row.security.value, row.code.value, row.acquired_disposed.value, row.shares.text]
    if row.date.value:
        parts.append(f"on {row.date.value}")
    if row.owned_after:
        parts.append(f"then {row.owned_after.text} owned")
    return " ".join(str(part) for part in parts if part)


def _signatures(before: Filing, after: Filing) -> Iterator[Difference]:
    old, new = before.signatures, after.signatures
    for index in range(max(len(old), len(new))):
        one = _signed(old[index]) if index < len(old) else None
        two = _signed(new[index]) if index < len(new) else None
        if one != two:
            stands = None in (one, two) and _stands(before, after, one is None)
            yield Difference(in_words(("signatures", index)), one, two, stands)


def _signed(signature: Signature) -> str:
    return f"{_plain(signature.name)}, {_plain(signature.date)}"


def values(row: Row) -> tuple[object, ...]:
    """Return what stands in the columns of a line, footnotes aside; a box not ticked is one left out."""
    return row.table, tuple((name, found.value) for name, found in row.fields if found.value is not False)

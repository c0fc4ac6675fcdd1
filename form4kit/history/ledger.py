"""The ledger: each position's history over the filings of one person in one issuer.

A filing's opening balance is that of the filing before; where it is not, something was left out, was exempt
from reporting, or was corrected later. An amendment takes the place of the lines it corrects, and changes no
later filing: the ledger says which of these still rest on what was corrected.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from form4kit.analysis.series import PositionKey, change
from form4kit.analysis.tally import fits
from form4kit.analysis.year_end_balances import openings_of
from form4kit.convert import bare_cik
from form4kit.history.replay import (
    AmendedFiling,
    AmendedValue,
    Named,
    PositionInFiling,
    day_of,
    positions_in,
    replayed,
)
from form4kit.model import Filing, Row
from form4kit.words import edgar_number


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One filing in a position's history.

    `mark` says in words where the opening balance does not follow from the filing before; `changes` are
    its transactions, code and signed amount, where they can be read.
    """

    file: str
    form: str
    period: str
    opening: Decimal | None
    changes: tuple[tuple[str, Decimal | None], ...]
    closing: Decimal | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """A position: whose, of what issuer, the title and how it is held, and its lines in order of time."""

    issuer: str
    owner: str
    table: str
    security: str
    ownership: str
    terms: tuple[str, ...]
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment corrected, and the later filings that still carry the old balance."""

    file: str
    amends: str
    corrections: tuple[str, ...]
    carried_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every position's history, and what amendments did to it; `filings` are all that it rests on."""

    histories: tuple[History, ...]
    amendments: tuple[Amended, ...]
    filings: tuple[Named, ...] = ()

    @property
    def marks(self) -> int:
        """The number of opening balances that do not follow."""
        return sum(bool(line.mark) for history in self.histories for line in history.lines)


def ledger(filings: Iterable[Named]) -> Ledger:
    """Make the ledger of a number of filings, in any order, of any persons and issuers."""
    people: dict[tuple[str, str], list[Named]] = {}
    every = list(filings)
    for named in every:
        people.setdefault(_whose(named.filing), []).append(named)
    histories: list[History] = []
    amendments: list[Amended] = []
    for (issuer, owner), of_one in sorted(people.items()):
        told = replayed(of_one)
        for legs_of_one in _by_position(told).values():
            histories.append(_history(issuer, owner, legs_of_one))
        amendments += _amendments(told)
    return Ledger(tuple(histories), tuple(amendments), tuple(every))


def _whose(filing: Filing) -> tuple[str, str]:
    """Return the issuer and the first owner, by CIK or else by name."""
    owner = filing.owners[0] if filing.owners else None
    issuer = filing.issuer.cik.text or filing.issuer.name.text or "?"
    person = (owner.cik.text or owner.name.text if owner else None) or "?"
    return bare_cik(issuer), bare_cik(person)


# ---------------------------------------------------------------- positions

_PositionEntry = tuple[AmendedFiling, list[PositionInFiling]]


def _by_position(history: Iterable[AmendedFiling]) -> dict[PositionKey, list[_PositionEntry]]:
    """Collect for each position what each filing says of it; several legs where notes tell accounts apart."""
    positions: dict[PositionKey, list[_PositionEntry]] = {}
    for told in history:
        own: dict[PositionKey, list[PositionInFiling]] = {}
        for leg in positions_in(told):
            own.setdefault(leg.key, []).append(leg)
        for key, found in own.items():
            positions.setdefault(key, []).append((told, found))
    return positions


def _history(issuer: str, owner: str, entries: list[_PositionEntry]) -> History:
    row = entries[0][1][0].rows[0]
    return History(
        issuer=issuer,
        owner=owner,
        table="Table I" if row.table == "non_derivative" else "Table II",
        security=row.security.text or "",
        ownership=row.nature.text or ("direct" if row.direct_indirect.text == "D" else "indirect"),
        terms=tuple(_terms(row)),
        lines=tuple(_lines(entries)),
    )


def _terms(row: Row) -> Iterator[str]:
    if row.table == "derivative":
        words = {"exercise_price": "at", "exercisable": "from", "expires": "to", "underlying": "for"}
        for name, lead in words.items():
            text = getattr(row, name).text
            if text:
                yield f"{lead} {text}"


def _lines(entries: list[_PositionEntry]) -> Iterator[LedgerLine]:
    """Yield a line for each leg; two legs of one filing cannot be followed, and are not marked."""
    before: tuple[AmendedFiling, Decimal] | None = None
    for told, legs in entries:
        found = [_opened(told, legs[0], *before)] if before and len(legs) == 1 else legs
        for leg in found:
            mark = ""
            if before and len(found) == 1 and leg.opening is not None and not fits(before[1], leg.opening):
                opens, left = edgar_number(leg.opening), edgar_number(before[1])
                mark = f"opens at {opens}, but {before[0].name} leaves {left}"
            elif leg.closing is None and not all(row.holding for row in leg.rows):
                mark = "the balances do not run from row to row"
            yield _line(told, leg, mark)
        closing = found[0].closing
        before = (told, closing) if len(found) == 1 and closing is not None else None


def _opened(
    told: AmendedFiling, leg: PositionInFiling, before: AmendedFiling, left: Decimal
) -> PositionInFiling:
    """Return what a Form 5 says with the opening that fits what was left: its rows show the year end alone.

    The form before may have counted what this one reports late (Form 5, captions of columns 5 and 9).
    """
    if told.as_filed.base_form != "5" or leg.closing is None:
        return leg
    openings = openings_of(leg.rows, leg.closing, day_of(before.as_filed))
    return replace(leg, opening=next((each for each in openings if fits(left, each)), leg.opening))


def _line(told: AmendedFiling, leg: PositionInFiling, mark: str) -> LedgerLine:
    changes = tuple((row.code.text or "", change(row)) for row in leg.rows if not row.holding)
    filing = told.as_filed
    day = filing.period.text or str(day_of(filing))
    return LedgerLine(told.name, filing.form_type, day, leg.opening, changes, leg.closing, mark)


# ---------------------------------------------------------------- amendments


def _amendments(history: list[AmendedFiling]) -> Iterator[Amended]:
    for at, told in enumerate(history):
        by_file: dict[str, list[AmendedValue]] = {}
        for correction in told.corrections:
            by_file.setdefault(correction.amendment, []).append(correction)
        carried = carried_by(told, history[at + 1 :])
        for file, corrections in by_file.items():
            yield Amended(file, told.name, tuple(_said(each) for each in corrections), carried)


def carried_by(told: AmendedFiling, later: list[AmendedFiling]) -> tuple[str, ...]:
    """Return the later filings that open where the filing as first made left off.

    `later` are in order of time, and amendments already in the place of what they correct.
    """
    old = _closings(AmendedFiling(told.name, told.as_filed, told.as_filed))
    new = _closings(told)
    carried: dict[str, None] = {}
    for key, stale in old.items():
        if key not in new or fits(stale, new[key]):
            continue
        for each in later:
            leg = next((leg for leg in positions_in(each) if leg.key == key), None)
            if leg is None:
                continue
            if leg.opening is None or leg.closing is None or not fits(stale, leg.opening):
                break
            carried[each.name] = None
            stale = leg.closing
    return tuple(carried)


def _closings(told: AmendedFiling) -> dict[PositionKey, Decimal]:
    return {leg.key: leg.closing for leg in positions_in(told) if leg.closing is not None}


def _said(correction: AmendedValue) -> str:
    """Say a correction in words: each field that changed, or the line that was added."""
    after, before = correction.after, correction.before
    name = f"{after.security.text or 'a line'}, {after.date.text or 'holding'}"
    if before is None:
        return f"{name}: added"
    fields = dict.fromkeys(name for name, _ in chain(before.fields, after.fields))
    changed = [
        f"{each.replace('_', ' ')} {old or 'blank'} to {new or 'blank'}"
        for each in fields
        if getattr(before, each).value != getattr(after, each).value
        for old, new in [(getattr(before, each).text, getattr(after, each).text)]
    ]
    return f"{name}: {', '.join(changed)}"

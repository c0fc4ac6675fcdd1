"""The filings that a draft becomes where it has more rows or owners than EDGAR takes on one form.

Each group of rows is filed once for every ten owners. Each filing stands alone: its own signatures,
footnotes and period of report, and remarks that tell of the others.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from form4kit.compiler.excerpt import Excerpt, excerpt
from form4kit.compiler.split.cuts import Cut, cuts
from form4kit.compiler.split.faults import SEVERAL
from form4kit.compiler.split.limits import MOST_FILINGS, MOST_OWNERS, MOST_ROWS
from form4kit.compiler.split.remarks import remarks
from form4kit.compiler.split.signatures import signatures_of
from form4kit.draft.footnote_numbers import PLAN_NOTE
from form4kit.events.working import Working
from form4kit.findings import Finding
from form4kit.model import Field, Filing, Owner, Row
from form4kit.place import Path


@dataclass(frozen=True, slots=True)
class FilingPart:
    """One filing of several: the form, whose rows lead back to the draft, and the working of its rows.

    Those with the same number of `rows` report the same rows, for other owners.
    """

    rows: int
    excerpt: Excerpt
    working: Working | None

    @property
    def filing(self) -> Filing:
        """The form."""
        return self.excerpt.filing


def split(
    whole: Filing, rows_by_event: Iterable[Sequence[Path]], working: Working | None
) -> tuple[FilingPart, ...]:
    """Return the filings that a draft becomes, in the order in which they are to be filed; none if too many.

    `rows_by_event` are the paths of the rows that one event made, which stay in one filing.
    """
    rows = list(_rows(whole, cuts(whole, rows_by_event)))
    owners = [whole.owners[at : at + MOST_OWNERS] for at in range(0, len(whole.owners), MOST_OWNERS)]
    owners = owners or [()]
    if len(rows) * len(owners) > MOST_FILINGS:
        return ()
    parts: list[FilingPart] = []
    before: dict[int, list[Filing]] = {}
    for row, group in enumerate(rows):
        for column, people in enumerate(owners):
            number = len(parts) + 1
            told = remarks(whole, number, rows, owners)
            found = _part(whole, group, people, told, first=number == 1, earlier=before.get(column, []))
            here = {origin: path for path, origin in found.origins.items()}
            parts.append(FilingPart(row, found, working.of(here) if working else None))
            before.setdefault(column, []).append(found.filing)
    return tuple(parts)


def announcement(whole: Filing, count: int) -> Finding:
    """Say that a draft becomes so many filings, at the first row or owner that one form has no room for."""
    tables = (("Table I", whole.non_derivative), ("Table II", whole.derivative))
    said = [(f"{len(rows)} rows in {name}", rows) for name, rows in tables if len(rows) > MOST_ROWS]
    many = [f"{len(whole.owners)} reporting owners"] if len(whole.owners) > MOST_OWNERS else []
    place = said[0][1][MOST_ROWS].at() if said else whole.owners[MOST_OWNERS].at()
    message = f"{' and '.join([*(words for words, _ in said), *many])}: this becomes {count} filings"
    hint = "`form4kit build` writes a folder for each; file all of them, in the order of their numbers."
    return SEVERAL.at(place, message, hint)


def _rows(whole: Filing, at: Iterable[Cut]) -> Iterator[tuple[Row, ...]]:
    start = Cut(0, 0)
    for cut in at:
        yield (
            *whole.non_derivative[start.first : cut.first],
            *whole.derivative[start.second : cut.second],
        )
        start = cut
    if start == Cut(0, 0):  # owners alone are too many
        yield ()


def _part(
    whole: Filing,
    rows: Sequence[Row],
    owners: Sequence[Owner],
    told: str,
    *,
    first: bool,
    earlier: Sequence[Filing],
) -> Excerpt:
    made = excerpt(whole, rows, owners, signatures_of(whole, owners), unreferred=first)
    filing = made.filing
    line, column = whole.remarks.line or whole.line, whole.remarks.column or whole.column
    context = replace(whole.context, whole=whole, earlier=(*whole.context.earlier, *earlier))
    filing = replace(
        filing,
        remarks=Field(told, told, (), line, column),
        period=_period(whole, filing),
        plan_10b5_1=_plan(whole, filing),
        context=context,
    )
    return replace(made, filing=filing)


def _period(whole: Filing, part: Filing) -> Field[dt.date]:
    """Return box 3: on a Form 4 the earliest transaction of the rows on this very form.

    A draft that gives another date than its own earliest is left as it is, for its rule to object to.
    """
    if whole.base_form != "4" or whole.amendment:
        return whole.period
    for required in (False, True):
        first, here = _earliest(whole, required), _earliest(part, required)
        if first and here and first.value == whole.period.value:
            return replace(here, marks=(), line=whole.period.line, column=whole.period.column)
    return whole.period


def _earliest(filing: Filing, required: bool) -> Field[dt.date] | None:
    """Return the earliest date of a transaction; of those that must be on a Form 4, where `required`."""
    dates = [
        row.date
        for row in filing.transactions
        if row.date.value and not (required and row.form_type.value == "5")
    ]
    return min(dates, key=lambda found: found.value or dt.date.max, default=None)


def _plan(whole: Filing, part: Filing) -> Field[bool]:
    """Untick the Rule 10b5-1(c) box where the trades under the draft's plan are all on other filings."""
    note = whole.note(PLAN_NOTE)
    if note is None or note.path[:1] != ("plan_10b5_1",) or part.note(PLAN_NOTE) is not None:
        return whole.plan_10b5_1
    return replace(whole.plan_10b5_1, text="0", value=False)

"""What the remarks of each filing say of the others, so that who reads one looks for them."""

from collections.abc import Iterator, Sequence
from typing import Final

from form4kit.model import Filing, Owner, Row
from form4kit.words import listed

LONGEST: Final = 2000
"""The characters that EDGAR takes in the remarks."""

_TABLES = {"non_derivative": "Table I", "derivative": "Table II"}


def remarks(
    whole: Filing, number: int, rows: Sequence[Sequence[Row]], owners: Sequence[Sequence[Owner]]
) -> str:
    """Return the remarks of one filing of several, the draft's own at the end.

    `rows` are those of each group of rows and `owners` those of each group of owners: every group of rows is
    filed once for every group of owners, in this order. What does not fit in full is said more briefly.
    """
    own = whole.remarks.text or ""
    texts = [f"{text} {own}".rstrip() for text in _texts(number, rows, owners)]
    return next((text for text in texts if len(text) <= LONGEST), texts[-1])


def _texts(number: int, rows: Sequence[Sequence[Row]], owners: Sequence[Sequence[Owner]]) -> Iterator[str]:
    """Yield what there is to say, the fullest first."""
    count = len(rows) * len(owners)
    lead = f"This is filing {number} of {count} that together make one report."
    by_rows = _by_rows(rows, len(owners))
    for most in (None, 1):
        yield " ".join([lead, *by_rows, *_by_owners(owners, len(rows), most)])
    yield f"{lead} It is to be read with the others."


def _by_rows(rows: Sequence[Sequence[Row]], groups: int) -> list[str]:
    if len(rows) == 1:
        return []
    said = []
    for number, group in enumerate(rows):
        first = number * groups + 1
        said.append(
            f"{_filings(range(first, first + groups))} {'has' if groups == 1 else 'have'} {_rows(group)}"
        )
    return [f"EDGAR takes 30 rows in a table: {'; '.join(said)}. Balances run on from one to the next."]


def _by_owners(owners: Sequence[Sequence[Owner]], parts: int, most: int | None) -> list[str]:
    if len(owners) == 1:
        return []
    said = []
    for number, group in enumerate(owners):
        numbers = range(number + 1, parts * len(owners) + 1, len(owners))
        said.append(f"{_filings(numbers)} {'is' if parts == 1 else 'are'} by {_names(group, most)}")
    return [f"EDGAR takes 10 reporting owners on a form, and all report the same rows: {'; '.join(said)}."]


def _filings(numbers: range) -> str:
    if len(numbers) == 1:
        return f"filing {numbers[0]}"
    if numbers.step == 1 and len(numbers) > 2:
        return f"filings {numbers[0]} to {numbers[-1]}"
    return f"filings {listed([str(each) for each in numbers], 'and')}"


def _rows(group: Sequence[Row]) -> str:
    """Say which rows of the whole report a group is: `rows 1 to 30 of Table I`."""
    said = []
    for table, words in _TABLES.items():
        numbers = [row.number for row in group if row.table == table]
        if numbers:
            first, last = min(numbers), max(numbers)
            said.append(f"{f'row {first}' if first == last else f'rows {first} to {last}'} of {words}")
    return listed(said, "and")


def _names(group: Sequence[Owner], most: int | None) -> str:
    named = [owner.name.text or f"CIK {owner.cik.text or '?'}" for owner in group]
    if most is None or len(named) <= most:
        return ", ".join(named) if not any("," in each for each in named) else " / ".join(named)
    return f"{named[0]} and {len(named) - most} others"

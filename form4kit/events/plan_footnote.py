"""Which rows were made under the Rule 10b5-1 plan whose adoption date the draft gives."""

from collections.abc import Collection
from dataclasses import replace

from form4kit.draft.footnote_numbers import PLAN_NOTE
from form4kit.model import Filing, Mark, Row
from form4kit.place import Path

_TRADES = frozenset("PSG")


def mark_plan(filing: Filing, under: Collection[Path], not_under: Collection[Path]) -> Filing:
    """Put the footnote with the plan's date on the rows that were made under the plan.

    Those are the rows of events that say so. Where no event does, they are all purchases, sales and gifts
    or, without any, all transactions, as in a draft of rows; but for those that say they were not.
    """
    note = filing.note(PLAN_NOTE)
    if note is None or note.path[0] != "plan_10b5_1":
        return filing
    mark = Mark(PLAN_NOTE, note.line, note.column)
    open_to = [row for row in filing.transactions if row.path not in not_under]
    traded = [row for row in open_to if row.code.value in _TRADES]
    chosen = {row.path for row in filing.transactions if row.path in under} or {
        row.path for row in traded or open_to
    }

    def marked(row: Row) -> Row:
        others = tuple(each for each in row.code.marks if each != mark)
        marks = (*others, mark) if row.path in chosen else others
        return row if marks == row.code.marks else replace(row, code=replace(row.code, marks=marks))

    return replace(
        filing,
        non_derivative=tuple(marked(row) for row in filing.non_derivative),
        derivative=tuple(marked(row) for row in filing.derivative),
    )

"""Which balances no longer follow, once a line of the same form is amended and others are left as they were.

Only where the draft has every line of the original, whose own balances followed, is this certain.
"""

from collections.abc import Collection, Iterator

from form4kit.analysis.running_balances import running_balances
from form4kit.analysis.tally import Break
from form4kit.model import Filing, Row


def broken(original: Filing, draft: Filing, changed: Collection[Row]) -> Iterator[Break]:
    """Yield the breaks in Table I that a change makes between it and a line that is left as it was."""
    if draft.base_form == "5":  # its rows show the year end, each for itself
        return
    followed = {
        series.key: len(series.rows) for series, tally in running_balances(original) if not tally.breaks
    }
    amended = {row.path for row in changed}
    for series, tally in running_balances(draft):
        lines = followed.get(series.key)
        if series.key.table == "non_derivative" and lines and len(series.rows) >= lines:
            for found in tally.breaks:
                if not {found.step.row.path, found.neighbour.row.path} <= amended:
                    yield found

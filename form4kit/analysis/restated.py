"""Which line of a form a line of its amendment restates, and what of the form stands beside the amendment."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from form4kit.analysis.series import balance, change, key_across_filings
from form4kit.analysis.titles import normal
from form4kit.convert import bare_cik
from form4kit.model import Filing, Row


def amends(amendment: Filing, original: Filing) -> bool:
    """Tell whether a filing may amend another: by form, issuer and an owner, and its period or box 4."""
    if not amendment.amendment or amendment.base_form != original.base_form:
        return False
    if bare_cik(amendment.issuer.cik.text) != bare_cik(original.issuer.cik.text):
        return False
    owners = [{bare_cik(owner.cik.text) for owner in each.owners} for each in (amendment, original)]
    if not owners[0] & owners[1]:
        return False
    same_period = amendment.period.value == original.period.value
    return same_period or {row.date.value for row in amendment.transactions} <= {
        row.date.value for row in original.transactions
    }


def restated(row: Row, rows: Sequence[Row], left: Collection[int]) -> int | None:
    """Return which of the rows that are `left` a row of an amendment restates; None where it is a new one."""
    ends = {balance(each) for each in rows if not each.holding}
    best = max(((_likeness(row, rows[at], _begins(row) in ends), -at) for at in left), default=(0, 0))
    return -best[1] if best[0] else None


def with_the_rest(filing: Filing) -> Filing:
    """Return an amendment with the lines of its original that it does not restate, behind its own.

    A filing whose original is not known, or which amends nothing, is returned as it is.
    """
    original = filing.context.original if filing.amendment else None
    if original is None:
        return filing
    tables: list[tuple[Row, ...]] = []
    for mine, rows in (
        (filing.non_derivative, original.non_derivative),
        (filing.derivative, original.derivative),
    ):
        left = set(range(len(rows)))
        for row in mine:
            left -= {restated(row, rows, left)}
        tables.append((*mine, *(rows[at] for at in sorted(left))))
    return replace(filing, non_derivative=tables[0], derivative=tables[1])


def _likeness(row: Row, other: Row, continues: bool) -> int:
    """Weigh how surely two rows report one thing; 0 where they do not.

    The class is the same, and so are two at least of date, code and amount: an amendment corrects the
    third, or the balance. Holdings are the same where they are held the same way. Of several sales of one
    day that one is meant which has the price, and goes on from the same balance; one of another amount that
    `continues` from where a line of the form ends is one more of them.
    """
    if row.holding != other.holding or normal(row.security.text or "") != normal(other.security.text or ""):
        return 0
    alike = key_across_filings(row) == key_across_filings(other)
    if row.holding:
        return int(alike)
    same = [
        row.date.value == other.date.value,
        row.code.value == other.code.value,
        change(row) == change(other),
    ]
    if sum(same) < 2:
        return 0
    goes_on = _begins(row) is not None and _begins(row) == _begins(other)
    if continues and not goes_on and not same[2]:
        return 0
    return 8 * sum(same) + 4 * alike + 2 * (row.price.value == other.price.value) + goes_on


def _begins(row: Row) -> object:
    owned, by = balance(row), change(row)
    return None if owned is None or by is None else owned - by

"""A rule on what a Form 5 is for: what is still unreported."""

from decimal import Decimal

from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_ROW_KEY = tuple[str, str, str | None, str | None, str | None, Decimal | None]

_AS_FORM_4 = {"form": "4", "period": "2025-06-02"}


@rule(
    "DUE07",
    Severity.NOTE,
    Authority.FORM,
    forms="5",
    cites=["17 CFR 240.16a-3(f)(1) and (2)"],
    good=[
        Good({}, on="5"),
        Good({}, on="5", earlier=({**_AS_FORM_4, "non_derivative[0].acquired": "50"},)),
    ],
    bad=[
        Bad(
            {},
            on="5",
            earlier=(_AS_FORM_4 | {"non_derivative[0].owned_after": "41571"},),
            at="",
        )
    ],
)
def form_5_has_something_new(filing: Filing) -> Problems:
    """File a Form 5 only for what is still unreported.

    None is due where every transaction of the year stands on a Form 4. Silent without the owner's
    earlier forms.
    """
    if filing.amendment or not filing.transactions or any(row.form_type.value for row in filing.holdings):
        return
    reported = {_key(row) for each in filing.context.earlier for row in each.transactions}
    if all(_key(row) in reported for row in filing.transactions):
        count = len(filing.transactions)
        rows = "the transaction stands" if count == 1 else f"all {count} transactions stand"
        hint = "Leave it unfiled unless something is missing from it."
        yield Problem(filing.at(), f"{rows} on an earlier form", hint)


def _key(row: Row) -> _ROW_KEY:
    day = row.date.value
    return (
        row.table,
        normal(row.security.text or ""),
        day.isoformat() if day else None,
        row.code.value,
        row.acquired_disposed.value,
        row.shares.value if row.shares.value is not None else row.total_value.value,
    )

"""Rules on the lines of an amendment, beside those of the form it amends."""

import datetime as dt
from collections import Counter

from form4kit.analysis.identity import adds_an_owner
from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.law.calendar import NoCalendar
from form4kit.law.deadlines import form4_due
from form4kit.model import PRINTED, Filing, Row
from form4kit.place import in_words
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_BY_LINE = "Form 4, General Instruction 9; Form 5, General Instruction 9"
_AS_FILED: dict[str, object] = {
    "form": "4",
    "original_filed": None,
    "filed": "2026-11-20",
    "non_derivative[0].disposed": "100",
    "footnotes.why": "Sold on the market.",
}
_WITHOUT_AWARD: dict[str, object] = {"non_derivative[1]": None, "footnotes.award": None}
_JOINED: dict[str, object] = {
    "owners[1]": {"cik": "0001234568", "name": "Smith Jane", "ten_percent": "true"},
    "signatures[1]": {"name": "/s/ Jane Smith", "date": "2026-11-23"},
}
_OF_A_TRANSACTION = (("date",), ("shares", "total_value"), ("acquired_disposed",))
_OF_A_DERIVATIVE = (("underlying",),)


def _original(filing: Filing) -> Filing | None:
    return filing.context.original if filing.amendment else None


def _identity(row: Row) -> tuple[object, ...]:
    """Return what a line is about, amounts and dates aside."""
    nature = normal(row.nature.text or "")
    return (
        row.table,
        row.holding,
        normal(row.security.text or ""),
        row.code.value,
        row.direct_indirect.value,
        nature,
    )


def _content(filing: Filing, row: Row) -> tuple[object, ...]:
    """Return all that a line says, with the texts of its footnotes."""
    fields = (getattr(row, name) for name in PRINTED[row.table])
    values = tuple(found.text if found.value is None else found.value for found in fields)
    return row.table, row.holding, values, tuple(note.text.value for note in filing.notes_of(row))


@rule(
    "AMD03",
    Severity.WARNING,
    Authority.FORM,
    cites=[_BY_LINE],
    forms="45",
    good=[
        Good({}, on="4A"),
        Good({"non_derivative[2]": None} | _WITHOUT_AWARD, on="4A", original=_AS_FILED),
        Good(
            {"footnotes.award": "Amended to correct the vesting date: vests on May 1, 2028."}
            | {"non_derivative[2]": None},
            on="4A",
            original=_AS_FILED,
        ),
        Good(_JOINED, on="4A", original=_AS_FILED),
    ],
    bad=[
        Bad({"non_derivative[2]": None}, on="4A", original=_AS_FILED, at="non_derivative[1]"),
        Bad(_WITHOUT_AWARD, on="4A", original=_AS_FILED, at="non_derivative[1]"),
    ],
)
def amendment_repeats_no_line(filing: Filing) -> Problems:
    """Give on an amendment the lines that are amended or added, and no others.

    One transaction may be repeated where nothing but a holding changes, since EDGAR wants at least one. All
    lines are repeated for an owner who was left out: of that owner's forms this is the first.
    """
    original = _original(filing)
    if original is None or adds_an_owner(filing, original):
        return
    before = {_content(original, row) for row in original.rows}
    same = [row for row in filing.rows if _content(filing, row) in before]
    repeated = [row for row in same if not row.holding]
    if repeated and len(repeated) == len(filing.transactions):
        same.remove(repeated[0])
    for row in same:
        yield Problem(row.at(), "the original has this line as it stands", "Leave it out.")


@rule(
    "AMD04",
    Severity.ERROR,
    Authority.FORM,
    cites=[f"{_BY_LINE}; Form 3, General Instruction 8"],
    good=[Good({"non_derivative[1].price": "^award"}, on="4A")],
    bad=[Bad({"non_derivative[1].acquired": None}, on="4A", at="non_derivative[1].shares", also=("DER01",))],
)
def amended_line_is_complete(filing: Filing) -> Problems:
    """Give an amended line in full, not only what has changed in it.

    Who reads the amendment alone must find the whole line as it should have been. The columns that take a
    footnote in place of a value have a rule of their own on every form.
    """
    if not filing.amendment:
        return
    for row in filing.rows:
        missing = [names[0] for names in _columns(row) if not any(getattr(row, name) for name in names)]
        if missing:
            words = " and ".join(in_words((name,)).lower() for name in missing)
            yield Problem(row.at(missing[0]), f"an amended line without {words}", "Fill all its columns.")


def _columns(row: Row) -> tuple[tuple[str, ...], ...]:
    """Return the columns that a line must fill, each with the fields that can fill it."""
    columns: tuple[tuple[str, ...], ...] = (("security",),)
    if not row.holding:
        columns += _OF_A_TRANSACTION
    if row.table == "derivative":
        columns += _OF_A_DERIVATIVE
    return (*columns, ("direct_indirect",))


@rule(
    "AMD06",
    Severity.NOTE,
    Authority.PRACTICE,
    dated=True,
    cites=["17 CFR 229.405"],
    forms="4",
    good=[Good({}, on="4A", original=_AS_FILED)],
    bad=[
        Bad(
            {"non_derivative[2]": None},
            on="4A",
            original=_AS_FILED | _WITHOUT_AWARD,
            at="non_derivative[1].date",
            also=("AMD11",),
        )
    ],
)
def line_added_late_counts_as_late(filing: Filing) -> Problems:
    """Tell the issuer of a transaction that an amendment adds after its due date.

    The issuer discloses late reports each year under Item 405. A clerical correction is usually not counted,
    a transaction that was left out is.
    """
    original, filed = _original(filing), filing.filed
    if original is None or filed is None:
        return
    left = Counter(_identity(row) for row in original.rows)
    for row in filing.transactions:
        left[_identity(row)] -= 1
        day = row.date.value
        if (
            left[_identity(row)] < 0
            and day
            and row.form_type.value == "4"
            and (due := _due(day))
            and filed > due
        ):
            message = f"added {filed}, was due {due}"
            yield Problem(
                row.at("date"), message, "Tell the issuer: the disclosure of late filers is its own."
            )


def _due(day: dt.date) -> dt.date | None:
    try:
        return form4_due(day).day
    except NoCalendar:
        return None


_LATER = {"form": "4", "original_filed": None, "filed": "2026-11-25", "non_derivative[0].date": "2026-11-24"}


@rule(
    "AMD09",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 9"],
    forms="4",
    good=[Good({"non_derivative[2]": None} | _WITHOUT_AWARD, on="4A", original=_AS_FILED, earlier=(_LATER,))],
    bad=[
        Bad(
            {"non_derivative[2]": None} | _WITHOUT_AWARD,
            on="4A",
            original=_AS_FILED | {"non_derivative[0].owned_after": "42371"},
            earlier=(_LATER,),
            at="non_derivative[0].owned_after",
        )
    ],
)
def corrected_balance_is_carried_on(filing: Filing) -> Problems:
    """Carry a corrected balance into the next form.

    Forms filed since the original rest on the wrong balance. They are not amended as a rule; the next form
    gives the right one, with a footnote.
    """
    original, since = _original(filing), filing.original_filed.value
    if original is None or since is None:
        return
    later = [
        each
        for each in filing.context.earlier
        if each.filed and min(each.filed, _last_day(each) or since) > since
    ]
    resting = {_series(row) for each in later for row in each.rows}
    before = {_identity(row): row.owned_after.value for row in original.rows}
    for row in filing.rows:
        was = before.get(_identity(row), row.owned_after.value)
        if was != row.owned_after.value and _series(row) in resting:
            message = (
                f"{row.owned_after.text} now, {was} in the original and in what {len(later)} later rest on"
            )
            hint = "Carry the right balance into the next form, and say so in a footnote there."
            yield Problem(row.at("owned_after"), message, hint)


def _last_day(filing: Filing) -> dt.date | None:
    """Return when a filing was made at the earliest: it may have been read without its day of filing."""
    signed = [each.date.value for each in filing.signatures]
    return max(filter(None, (*signed, *(row.date.value for row in filing.transactions))), default=None)


def _series(row: Row) -> tuple[object, ...]:
    return _identity(row)[0], _identity(row)[2], *_identity(row)[4:]

"""Rules on how a date is written."""

import datetime as dt
from collections.abc import Iterator

from form4kit.analysis.meant_values import meant_day
from form4kit.analysis.rows import SPEC
from form4kit.analysis.words_for_nothing import hint_for_words
from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Placed, Row
from form4kit.place import Place
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_PLAIN = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OF_A_DERIVATIVE = ("date", "deemed", "exercisable", "expires")
_ZONE = pattern(r"Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00")


def all_dates(filing: Filing) -> Iterator[tuple[Placed, str, Field[dt.date]]]:
    """Yield every date that was written, an empty one too, with the part of the form and its name there."""
    for row in filing.rows:
        for name in ("date", "deemed") if row.table == "non_derivative" else _OF_A_DERIVATIVE:
            found = getattr(row, name)
            if found.line:
                yield row, name, found
    for name, found in (("period", filing.period), ("original_filed", filing.original_filed)):
        if found.line and not (name == "period" and _is_derived(filing)):
            yield filing, name, found
    for signature in filing.signatures:
        if signature.date.line:
            yield signature, "date", signature.date


def _is_derived(filing: Filing) -> bool:
    """Tell whether the period was taken from a row, where it is judged."""
    at = filing.period.line, filing.period.column
    return filing.kind == "draft" and any(at == (row.date.line, row.date.column) for row in filing.rows)


@rule(
    "DAT01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 3.2 and 5"],
    good=[
        {"non_derivative[0].date": "2026-11-18 ^award"},
        {"non_derivative[0].deemed": ""},
        Good({}, xml=(("</transactionDate>", "</transactionDate><deemedExecutionDate/>"),)),
        Good({"derivative[0].exercisable": "^vesting"}, on="3"),
    ],
    bad=[
        Bad(
            {"non_derivative[0].date": "2026-11-18-05:00"},
            at="non_derivative[0].date",
            severity=Severity.WARNING,
        ),
        Bad({"period": "2026-11-18Z"}, at="period", severity=Severity.WARNING),
        Bad({"period": "2026-11-18+15:00"}, at="period"),
        Bad({"non_derivative[0].deemed": "2026-02-30"}, at="non_derivative[0].deemed"),
        Bad({"signatures[0].date": "11/19/2026"}, at="signatures[0].date"),
        Bad({"signatures[0].date": " 2026-11-19"}, at="signatures[0].date"),
        Bad({"derivative[0].expires": "20360301"}, on="3", at="derivative[0].expires"),
        Bad({}, xml=(("<signatureDate>2026-11-19", "<signatureDate>"),), at="signatures[0].date"),
    ],
)
def date_is_plain(filing: Filing) -> Problems:
    """Write a date as YYYY-MM-DD, without a time zone, or leave it out.

    EDGAR suspends a form with any other, an empty one included. It takes a date with a time zone, and
    then prints letters and figures from the wrong places.
    """
    for part, name, found in all_dates(filing):
        text = found.text
        if text is None:
            if filing.kind != "draft" and name != "deemed" and not found.marks:
                hint = "Fill it in; leave an optional date out altogether."
                yield Problem(part.at(name), "an empty date", hint)
        elif found.value is None or not _PLAIN.fullmatch(text):
            hint = hint_for_words(filing, part, name, text) if isinstance(part, Row) else ""
            yield _problem(part.at(name), found, text, hint)


def _problem(place: Place, found: Field[dt.date], text: str, hint: str) -> Problem:
    bare = text.strip()
    if found.value:
        plain = found.value.isoformat()
        marks = "".join(f" ^{name}" for name in found.names)
        fix = Fix(f"Write {plain}", (Edit("set", place.path, plain + marks),))
        if _ZONE.fullmatch(text[10:]):
            return Problem(place, f"{text} has a time zone", f"Write {plain}.", Severity.WARNING, fix=fix)
        message = f"blanks around {bare}" if bare != text else f"{text} has a time zone that is none"
        return Problem(place, message, f"Write {plain}.", fix=fix)
    if _PLAIN.fullmatch(bare):
        return Problem(place, f"{bare} is not a day of the calendar", "Look at the day and the month.")
    meant = meant_day(text)
    mend: Fix | None = None
    if meant:
        marks = "".join(f" ^{name}" for name in found.names)
        mend = Fix(f"Write {meant}", (Edit("set", place.path, f"{meant}{marks}"),))
    wish = f"Write {meant}." if meant else hint or "Write year, month and day: 2026-11-18."
    return Problem(place, f'"{text}" is not a date written YYYY-MM-DD', wish, fix=mend)

"""Tell what the filing date rests on, for rules that compare other dates with it."""

import datetime as dt
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.model import Filing

_UNTIL_FILED = 10
"""Days in which a signed form is all but surely filed."""


def is_by_signature(filing: Filing) -> bool:
    """Tell whether the filing date is only that of the latest signature, before which it was not filed."""
    if not filing.published or filing.filed is None:
        return False
    return filing.filed == max((s.date.value for s in filing.signatures if s.date.value), default=None)


def days_after_filing(filing: Filing, day: dt.date, slack: int = _UNTIL_FILED) -> int:
    """Return by how many days a date lies after the filing date; 0 where it does not, or not for certain.

    Where only the signature tells the filing date, the form may have been filed up to `slack` days later.
    """
    if filing.filed is None:
        return 0
    after = (day - filing.filed).days
    return after if after > (slack if is_by_signature(filing) else 0) else 0


def filed_or_signed(filing: Filing) -> str:
    """Say when the form was filed, or signed where that is all that is known: `filed 2024-03-08`."""
    return f"{'signed' if is_by_signature(filing) else 'filed'} {filing.filed}"


_DAY: Final = r"\d{4}-\d\d-\d\d"
_OF_TODAY = pattern(
    rf"(?<=filed) {_DAY}|(?<=filing on) {_DAY}|(?<=filing of) {_DAY}|(?<=added) {_DAY}"
    r"|-?\b\d[\d,]* (?:business )?days?\b ?|\b\d+ h \d\d min\b|\b\d[\d,]* (?=late (?:report|transaction))"
    r"|(?<=late transaction)s\b|\b(?:a year|\d+ years)(?= before the filing)"
)
_ANY_DAY = pattern(rf"\b{_DAY}\b")


def without_today(message: str) -> str:
    """Return the words of a finding that depends on the day of filing without that day and what it counts.

    The same draft judged a week later gives the same words: `was due 2026-11-12, filed, late`.
    """
    return " ".join(_OF_TODAY.sub("", message).split())


def comes_of_waiting(message: str) -> bool:
    """Tell whether the days that a finding speaks of all lie behind the filing date, which it names last."""
    days: list[str] = _ANY_DAY.findall(message)
    return bool(days) and days == sorted(days)

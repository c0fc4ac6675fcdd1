"""What changed between two days: read from the dated tables and constants that everything else is judged by.

A change stands on the first day on which the new law, or the new form, holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from form4kit.law.calendar import CLOSURES, HOLIDAYS
from form4kit.law.codes import CODES, form_5_ends
from form4kit.law.deadlines import HFIAA_IN_FORCE, HFIAA_SIGNED, TWO_BUSINESS_DAYS_SINCE
from form4kit.law.editions import EDITIONS
from form4kit.law.places import COUNTRIES, STATES, STATES_BEFORE_2026, PlaceCode
from form4kit.law.table import LawTable
from form4kit.law.trading_plans import AMENDED

Area = Literal["calendar", "codes", "deadlines", "plans", "schema"]
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LawChange:
    """One change: the first day on which it holds, what it is about, words, and who says so."""

    day: date
    area: Area
    words: str
    source: str


def changes(first: date, last: date) -> tuple[LawChange, ...]:
    """Return what took effect from `first` to `last`, both counted; by day."""
    found = [each for each in _all(first, last) if first <= each.day <= last]
    return tuple(sorted(found, key=lambda each: (each.day, each.area, each.words)))


def _all(first: date, last: date) -> Iterator[LawChange]:
    yield from _schema()
    yield from _places()
    yield from _codes()
    yield from _deadlines()
    yield from _calendar(first, last)


def _schema() -> Iterator[LawChange]:
    for each in EDITIONS:
        versions = ", ".join(f"Form {form} {version}" for form, version in sorted(each.first.items()))
        words = f"Edition {each.name} of EDGAR's schema, from schemaVersion {versions} on"
        if all(version == "X0000" for version in each.first.values()):
            words = f"Edition {each.name} of EDGAR's schema: forms are filed electronically"
        yield LawChange(each.since, "schema", words, each.source)


def _places() -> Iterator[LawChange]:
    day, source = STATES.dated("since"), STATES.about["source"]
    gone = _names(STATES_BEFORE_2026, frozenset(STATES))
    new = _names(STATES, frozenset(STATES_BEFORE_2026))
    yield LawChange(day, "schema", f"{len(gone)} codes are no longer codes of a state: {_some(gone)}", source)
    if new:
        yield LawChange(day, "schema", f"New codes of a state: {_some(new)}", source)
    words = f"An address abroad gives one of {len(COUNTRIES)} country codes"
    yield LawChange(COUNTRIES.dated("since"), "schema", words, COUNTRIES.about["source"])


def _names(table: LawTable[str, PlaceCode], but: frozenset[str]) -> list[str]:
    return [f"{code} {place.name}" for code, place in table.items() if code not in but]


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"


def _codes() -> Iterator[LawChange]:
    for code, direction, until, source in form_5_ends():
        way = {"A": "acquired", "D": "disposed of"}[direction]
        words = (
            f"Code {code} ({CODES[code].name.lower()}), {way}: due on Form 4, no longer deferred to Form 5"
        )
        yield LawChange(until + _DAY, "codes", words, source)


def _deadlines() -> Iterator[LawChange]:
    words = "Form 4 is due in two business days; before, on the tenth day of the next month"
    yield LawChange(TWO_BUSINESS_DAYS_SINCE, "deadlines", words, "Sarbanes-Oxley Act, section 403")
    act = "Holding Foreign Insiders Accountable Act"
    words = "Signed: directors and officers of foreign private issuers are to report"
    yield LawChange(HFIAA_SIGNED, "deadlines", words, act)
    words = "Directors and officers of foreign private issuers report on Forms 3, 4 and 5"
    yield LawChange(
        HFIAA_IN_FORCE, "deadlines", words, f"{act}; Rule 3a12-3(b) as amended, Release 34-104903"
    )
    words = "A plan under Rule 10b5-1(c) needs a cooling-off period, a certification and good faith"
    yield LawChange(AMENDED, "plans", words, "17 CFR 240.10b5-1(c)(1) as amended by Release 33-11138")


def _calendar(first: date, last: date) -> Iterator[LawChange]:
    for holiday in HOLIDAYS.values():
        if first.year <= holiday.since <= last.year and holiday.since > 1971:
            words = f"EDGAR is closed on {holiday.name} ({holiday.rule}), from this year on"
            yield LawChange(holiday.on(holiday.since), "calendar", words, "5 U.S.C. 6103(a)")
    for closure in CLOSURES.values():
        seen = "" if closure.confirmed else "; not confirmed by a notice of the SEC"
        yield LawChange(closure.day, "calendar", f"EDGAR is closed: {closure.reason}{seen}", closure.source)

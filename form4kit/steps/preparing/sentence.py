"""What a filing says, in a sentence, from the rows that were compiled and never from the answers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from form4kit.analysis.due import due_of, why_no_deadline
from form4kit.events.working import Working, dollars
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing, Row
from form4kit.place import Path
from form4kit.steps.preparing.balances import long_day
from form4kit.words import counted, grouped, listed

_VERBS: Final = {
    "S": "sold",
    "P": "bought",
    "A": "was granted",
    "F": "had withheld",
    "C": "converted",
    "D": "returned",
    "U": "tendered",
    "E": "saw expire",
    "H": "saw expire",
    "L": "bought in small amounts",
    "Z": "put into a voting trust",
}
_MOST: Final = 4
"""How much is told one by one; of more it is said how many there are."""


@dataclass(frozen=True, slots=True)
class ToldRows:
    """The rows of an event, of how many trades they are and for how much, and the day of their plan."""

    rows: tuple[Row, ...]
    fills: int = 0
    amount: Fraction | None = None
    plan: str = ""


def sentence(filing: Filing, told: Sequence[ToldRows]) -> str:
    """Return what will be filed: who, what happened, what is left."""
    company = filing.issuer.name.text or "a company not chosen yet"
    head = f"Form {filing.form_type} of {_names(filing)} in {company}"
    happened = [words for each in joined(told) if (words := _told(each))]
    if len(happened) > _MOST:
        happened = [*happened[:_MOST], f"and {len(happened) - _MOST} more"]
    if not happened:
        return f"{head}: {_holdings(filing)}."
    left = _left(filing.transactions)
    return f"{head}: {'; '.join(happened)}.{left}"


def joined(told: Sequence[ToldRows]) -> list[ToldRows]:
    """Join what is alike: the same code, class and holding, under the same plan, is told as one."""
    found: dict[tuple[object, ...], ToldRows] = {}
    for each in told:
        if not each.rows:
            continue
        letters = frozenset(row.acquired_disposed.text for row in each.rows)
        marked = each.rows[: 1 if len({row.code.text for row in each.rows}) == 1 else 2]
        key = (
            each.plan,
            letters,
            *((row.code.text, row.table, row.security.text, row.nature.text) for row in marked),
        )
        before = found.get(key)
        found[key] = _both(before, each) if before else each
    return [*found.values()]


def _both(one: ToldRows, other: ToldRows) -> ToldRows:
    amounts = [each.amount if each.amount is not None else _sum(each.rows) for each in (one, other)]
    fills = sum(each.fills or len(each.rows) for each in (one, other))
    return ToldRows((*one.rows, *other.rows), fills, amounts[0] + amounts[1], one.plan)


def _sum(rows: Sequence[Row]) -> Fraction:
    return sum((_money(row) for row in rows), Fraction(0))


def due_words(filing: Filing, now: dt.datetime) -> str:
    """Say when a filing is due: `Due Monday, November 30, 10:00 p.m. New York.`"""
    due = due_of(filing)
    if due is None:
        return why_no_deadline(filing)
    there = due.due.astimezone(NEW_YORK)
    late = "Was due" if there < now else "Due"
    return f"{late} {there:%A, %B} {there.day}, {clock(there)} New York."


def clock(instant: dt.datetime) -> str:
    """Write a time of day: `10:00 p.m.`"""
    return f"{instant.hour % 12 or 12}:{instant:%M} {'p.m.' if instant.hour >= 12 else 'a.m.'}"


def fills_by_row(working: Working | None) -> dict[Path, tuple[int, Fraction]]:
    """Return of how many trades each row is, and what they come to in dollars, by its path."""
    lines = (line for total in (working.fills if working else ()) for line in total.ranges)
    return {line.path: (line.fills, line.amount) for line in lines}


def _names(filing: Filing) -> str:
    names = [each.name.text or each.cik.text or "somebody" for each in filing.owners]
    if len(names) > 2:
        return f"{names[0]} and {counted(len(names) - 1, 'other')}"
    return listed(names, "and") if names else "nobody yet"


def _holdings(filing: Filing) -> str:
    if filing.base_form == "3" and not filing.holdings:
        return "owns no securities" if filing.remarks else "nothing is said of what is owned yet"
    held = len(filing.holdings)
    return f"reports {counted(held, 'holding')}" if held else "nothing happened yet"


def _told(each: ToldRows) -> str:
    if not any(row.shares.value for row in each.rows):
        return ""
    row = each.rows[0]
    code = row.code.text or ""
    same = [other for other in each.rows if other.code.text == code and other.table == row.table]
    words = f"{_verb(code, row)} {_amount(same, code, each.rows)}"
    if code in ("S", "P") and row.security.text:
        how = "held directly" if row.direct_indirect.text == "D" else row.nature.text or "held indirectly"
        words += f" of {row.security.text} {how}"
    if each.fills > 1:
        words += f" in {counted(each.fills, 'trade')}"
    if days := _days(each.rows):
        words += f" on {days}"
    if each.plan:
        words += f", under the plan of {each.plan}" if each.plan != "true" else ", under a plan"
    paid = each.amount if each.amount is not None else sum((_money(other) for other in same), Fraction(0))
    if code in ("S", "P") and paid:
        words += f", for {dollars(paid)}"
    kept = sum((r.shares.value or Decimal(0) for r in each.rows if r.code.text == "F"), Decimal(0))
    return words + (f", {grouped(kept)} withheld" if kept and code != "F" else "")


def _verb(code: str, row: Row) -> str:
    if code == "G":
        return "was given" if row.acquired_disposed.text == "A" else "gave"
    if code == "W":
        return "inherited" if row.acquired_disposed.text == "A" else "passed on"
    if code in "MXO":
        return "exercised" if row.exercise_price.value else "had vest"
    return _VERBS.get(code, "moved")


def _amount(rows: Iterable[Row], code: str, all_rows: Sequence[Row]) -> str:
    rows = [*rows]
    between = code in "GJW" and {r.acquired_disposed.text for r in all_rows} == {"A", "D"}
    if between:
        rows = [each for each in rows if each.acquired_disposed.text == "D"]
    total = sum((row.shares.value or Decimal(0) for row in rows), Decimal(0))
    derivative = bool(rows) and rows[0].table == "derivative"
    noun = rows[0].security.text or "derivatives" if derivative else "shares"
    tail = " from one position to another" if between else ""
    if derivative:
        return f"{grouped(total)} {noun}{tail}"
    return f"{grouped(total)} share{'' if total == 1 else 's'}{tail}"


def _money(row: Row) -> Fraction:
    return Fraction(row.shares.value or 0) * Fraction(row.price.value or 0)


def _days(rows: Sequence[Row]) -> str:
    days = sorted({row.date.value for row in rows if row.date.value})
    if not days:
        return ""
    if len(days) > _MOST:
        return f"{counted(len(days), 'day')} from {long_day(days[0])} to {long_day(days[-1])}"
    same_month = len({(day.year, day.month) for day in days}) == 1
    if same_month and len(days) > 1:
        numbers = listed([str(day.day) for day in days], "and")
        return f"{days[0]:%B} {numbers}, {days[0].year}"
    return listed([long_day(day) for day in days], "and")


def _left(rows: Sequence[Row]) -> str:
    known = [row for row in rows if row.owned_after.value is not None]
    last = {(row.table, row.security.text, row.nature.text): row.owned_after.value for row in known}
    left = [value for value in last.values() if value is not None]
    return f" {grouped(left[0])} are left." if len(left) == 1 else ""

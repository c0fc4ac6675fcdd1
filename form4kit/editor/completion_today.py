"""What depends on the day on which it is written: dates, and signatures of those who may sign."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path as File
from typing import Final

from form4kit.editor.completion_earlier import earlier_signatures
from form4kit.editor.completion_values import Completion
from form4kit.editor.context import CursorContext
from form4kit.editor.judged_draft import judge
from form4kit.history.delinquent_reports import fiscal_year
from form4kit.law.calendar import WEEKDAYS, NoCalendar
from form4kit.law.deadlines import Due, form3_due, form4_due, form5_due
from form4kit.law.exchange import why_no_trading
from form4kit.registry.entries import Registry
from form4kit.registry.settings import settings_for
from form4kit.signoff.signers import signers_of

_DAY: Final = dt.timedelta(days=1)
_TRADED: Final = ("non_derivative", "derivative", "events")
"""The parts of a draft whose dates are those of trades; a split of positions is reported by none."""


def of_today(
    context: CursorContext, registry: Registry, path: File | None, today: dt.date
) -> Iterator[Completion]:
    """Offer dates and signatures; `today` is the day in New York. Raises OSError as judging a draft does."""
    key, top = (context.path[-1], context.path[0]) if context.path else ("", "")
    if key in ("date", "deemed") and top in _TRADED:
        yield from _trade_dates(context, today)
    elif context.path == ("period",):
        yield from _periods(context, path, today)
    elif key == "date" and top in ("signatures", "positions"):
        yield _date(context, today, "today")
    elif top == "signatures" and (key == "name" or len(context.path) == 2):
        yield from _signatures(context, registry, path, today)


def _trade_dates(context: CursorContext, today: dt.date) -> Iterator[Completion]:
    """Offer today and the last trading day before it, each with the day on which a Form 4 for it is due."""
    try:
        last = today - _DAY
        while why_no_trading(last):
            last -= _DAY
        days = [(today, "today"), (last, "the last trading day")]
        for day, what in sorted(days, reverse=not why_no_trading(today)):
            yield _date(context, day, f"{what}; {_told(form4_due(day))}")
    except NoCalendar:
        return


def _periods(context: CursorContext, path: File | None, today: dt.date) -> Iterator[Completion]:
    """Offer the day of a Form 3's event, or the end of a Form 5's year; a Form 4 takes that of its trades."""
    form = context.rest.find(("form",))
    try:
        if form is not None and form.value.startswith("3"):
            yield _date(context, today, f"today; {_told(form3_due(today))}")
        elif form is not None and form.value.startswith("5"):
            usual = settings_for(path.parent if path else File()).fiscal_year_end or "12-31"
            ends = [fiscal_year(year, usual)[1] for year in (today.year - 1, today.year)]
            for end in [each for each in ends if each < today][-1:]:
                yield _date(context, end, f"the end of the fiscal year; {_told(form5_due(end))}")
    except NoCalendar:
        return


def _told(found: Due) -> str:
    return f"a Form {found.form} is due {found.due:%a} {found.due.date()} at {found.due:%H:%M}"


def _date(context: CursorContext, day: dt.date, what: str) -> Completion:
    detail = f"{WEEKDAYS[day.weekday()]}, {what}"
    return Completion(day.isoformat(), detail, "", day.isoformat(), context.range, "word")


def _signatures(
    context: CursorContext, registry: Registry, path: File | None, today: dt.date
) -> Iterator[Completion]:
    """Offer how an owner signs, and an attorney-in-fact where a power fits form, owner and day."""
    filing = judge(context.rest.content, path).filing
    if filing is not None:
        yield from earlier_signatures(context, path, filing, registry, today)
    part = context.tree.find(context.path)
    bare = part is None or not part.style
    for each in signers_of(filing, registry, today) if filing else ():
        for typed in each.typed if each.fits else ():
            text = f'"{typed}"' if bare and "," in typed else typed
            yield Completion(typed, each.why, "", text, context.range, "word")

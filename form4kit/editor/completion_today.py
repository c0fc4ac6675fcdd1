"""What depends on the day on which it is written: dates, and signatures of those who may sign."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path as File

from form4kit.editor.completion_earlier import earlier_signatures
from form4kit.editor.completion_values import REFER, Completion
from form4kit.editor.context import CursorContext
from form4kit.editor.judged_draft import judge
from form4kit.law.calendar import WEEKDAYS, NoCalendar
from form4kit.law.deadlines import form4_due
from form4kit.law.exchange import why_no_trading
from form4kit.registry.entries import Registry
from form4kit.signoff.signers import signers_of


def of_today(
    context: CursorContext, registry: Registry, path: File | None, today: dt.date
) -> Iterator[Completion]:
    """Offer dates and signatures; `today` is the day in New York. Raises OSError as judging a draft does."""
    key, top = (context.path[-1], context.path[0]) if context.path else ("", "")
    if key in ("date", "deemed") and top in REFER:
        yield from _trade_dates(context, today)
    elif key == "date" and top == "signatures":
        yield _date(context, today, "today")
    elif top == "signatures" and (key == "name" or len(context.path) == 2):
        yield from _signatures(context, registry, path, today)


def _trade_dates(context: CursorContext, today: dt.date) -> Iterator[Completion]:
    """Offer the last trading day and today, each with the day on which a Form 4 for it is due."""
    try:
        last = today
        while why_no_trading(last):
            last -= dt.timedelta(days=1)
        days = {last: "the last trading day", today: "today"}
        for day, what in days.items():
            due = form4_due(day).due
            yield _date(context, day, f"{what}; a Form 4 is due {due:%a} {due.date()} at {due:%H:%M}")
    except NoCalendar:
        return


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

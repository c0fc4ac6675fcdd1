"""What hangs over an insider on a day: from which day trades are clear, what falls due, what ends.

What the insider did not tell, and no form or registry holds, does not stand here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from form4kit.history.insider import InsiderHistory
from form4kit.insiders.short_swing import OpenTrade, ShortSwing
from form4kit.insiders.standing import Reach
from form4kit.insiders.trades import InsiderTrade, decimal_of
from form4kit.law.periods import clear_on, first_within, last_within
from form4kit.model import Filing
from form4kit.words import edgar_number, grouped

_DEFERRED = frozenset("LWZ")
"""Codes that call for no Form 4 of their own."""
OTHER_SIDE: Mapping[str, str] = {"purchase": "sale", "sale": "purchase"}


@dataclass(frozen=True, slots=True)
class OutlookItem:
    """One thing that hangs over the insider: of what kind, its day where it has one, and in words.

    `more` are the further keys of its kind, as JSON has them.
    """

    kind: str
    on: dt.date | None
    text: str
    cites: tuple[str, ...]
    more: Mapping[str, object] = field(default_factory=dict)


def in_order(items: Sequence[OutlookItem]) -> list[OutlookItem]:
    """Return items by their day, those without one last."""
    return sorted(items, key=lambda each: (each.on is None, each.on or dt.date.max, each.kind, each.text))


def matching_items(found: ShortSwing) -> Iterator[OutlookItem]:
    """Yield what follows from Section 16(b): clear days, the look-back on entry, the tail after leaving."""
    left = _left(found)
    if not (found.standing.holder_alone and left is not None):
        yield from (_clear_day(each) for each in found.open if each.trade.reached.reach is not Reach.AFTER)
        yield from _tail(found, left)
    yield from _look_back(found)


def _left(found: ShortSwing) -> dt.date | None:
    """Return the last day before the person was no insider any more, as seen on the day that is asked about.

    By the roles of the registry; else that of the last form, where it has the exit box.
    """
    standing = found.standing
    if standing.by_roles:
        spans = [*standing.office, *standing.holding]
        last = max((span.until or dt.date.max for span in spans), default=dt.date.max)
        return last if last <= found.as_of else None
    last_form = max((form for _, form in found.history.forms), key=_last_day)
    day = _last_day(last_form)
    return day if last_form.not_subject_to_section_16.value and day <= found.as_of else None


def _last_day(filing: Filing) -> dt.date:
    """Return the day of the latest transaction on a form, else its period."""
    days = [row.date.value for row in filing.transactions if row.date.value]
    return max(days, default=filing.period.value or dt.date.min)


def _clear_day(each: OpenTrade) -> OutlookItem:
    trade = each.trade
    other = OTHER_SIDE[trade.side]
    price = None if trade.price is None else edgar_number(decimal_of(trade.price))
    if not trade.matched or trade.security.derivative:
        bound = f"A {other}"
    else:
        bound = f"A {other} {'above' if trade.side == 'purchase' else 'below'} {price}"
    text = (
        f"{bound} before {each.clear_on} may match the {trade.side} of {_shares(trade)} on {trade.date} "
        f"({trade.name})."
    )
    shares = edgar_number(decimal_of(trade.under))
    more = {"side": trade.side, "date": trade.date.isoformat(), "shares": shares, "price": price}
    return OutlookItem("clear-day", each.clear_on, text, ("15 U.S.C. 78p(b)",), more)


def _shares(trade: InsiderTrade) -> str:
    price = "" if trade.price is None else f" at {edgar_number(decimal_of(trade.price))}"
    return f"{grouped(decimal_of(trade.under))} shares{price}"


def _tail(found: ShortSwing, left: dt.date | None) -> Iterator[OutlookItem]:
    """Yield for each side until when a trade after leaving would meet an opposite one made in office."""
    if left is None:
        return
    when = f" on {left}" if found.standing.by_roles else ""
    in_office = [each for each in found.trades if each.reached.reach is not Reach.AFTER and not each.lapse]
    for side, avoid in OTHER_SIDE.items():
        mine = [each for each in in_office if each.side == side and each.date <= found.as_of]
        last = max(mine, key=lambda each: clear_on(each.date), default=None)
        if last is None or clear_on(last.date) <= found.as_of:
            continue
        end = clear_on(last.date)
        text = (
            f"After leaving{when}, a {avoid} before {end} is still reported, in two business days and "
            f"with the exit box, and matched with the {side} of {last.date} ({last.name}); from then on none "
        )
        yield OutlookItem("exit-tail", end, text, ("17 CFR 240.16a-2(b)",), {"avoid": avoid})


def _look_back(found: ShortSwing) -> Iterator[OutlookItem]:
    """Yield the trades before office that a first Form 4 would reach back to, while there has been none."""
    standing = found.standing
    days = [span.since for span in standing.office if span.since]
    entry = standing.form_3 or min(days, default=None)
    if entry is None or standing.holder_alone or _has_reported(found.history, entry, found.as_of):
        return
    for each in found.trades:
        until = last_within(each.date)
        if each.reached.reach is Reach.BEFORE and each.date >= first_within(entry) and until >= found.as_of:
            text = (
                f"A first Form 4 for a trade up to {until} has to report the {each.side} of {_shares(each)} "
                f"on {each.date} too ({each.name}), if Section 16 came with the issuer's registration of the "
                f"class alone; after an appointment it does not."
            )
            more = {"date": each.date.isoformat()}
            yield OutlookItem("entry-look-back", until, text, ("17 CFR 240.16a-2(a)",), more)


def _has_reported(history: InsiderHistory, entry: dt.date, as_of: dt.date) -> bool:
    """Tell whether a trade since the entry has called for a Form 4."""
    return any(
        not told.row.holding
        and told.row.code.value not in _DEFERRED
        and told.row.date.value is not None
        and entry <= told.row.date.value <= as_of
        for told in history.rows
    )

"""Rules that hold the trades of a form against the plans of the registry; silent where it keeps none.

A trade that a plan does not cover loses the defence of Rule 10b5-1(c); the form is not wrong for it.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from form4kit.analysis.plan_passages import AMENDED
from form4kit.analysis.registered_plans import (
    PlanTrade,
    dated_passages,
    is_insider,
    is_of_class,
    plan_of,
    plan_trades,
    rows_under,
    sells_to_cover,
    side_of,
)
from form4kit.findings import Authority, Severity
from form4kit.law.calendar import NoCalendar
from form4kit.law.trading_plans import CoolingOff, cooling_off, waits_from
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule
from form4kit.words import grouped

_CITES: Final = ["17 CFR 240.10b5-1(c)(1)", "form4kit draft language"]
_PLAN: Final = {"key": "sales-2026", "adopted": "2026-03-02", "certified": "2026-03-02"}
_REPORTS: Final = {"reports": {"2026-03-31": "2026-05-07"}}


def _under(text: str = "adopted on March 2, 2026", **plan: object) -> dict[str, object]:
    """Return the edits for a sale of the clean Form 4 under a plan of the registry."""
    return {
        "plan_10b5_1": "true",
        "non_derivative[0].code": "S ^plan",
        "footnotes.plan": f"Sold under a Rule 10b5-1 plan {text}.",
        "plans": [_PLAN | plan],
        **_REPORTS,
    }


@rule(
    "PLN12",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=_CITES,
    good=[
        _under(),
        _under("adopted in March 2026"),
        _under(
            "adopted March 2, 2026 and modified on May 4, 2026",
            modified=[{"date": "2026-05-04", "what": "price"}],
        ),
    ],
    bad=[Bad(_under("adopted on March 3, 2026"), at="footnotes.plan")],
)
def adoption_date_is_that_of_a_plan(filing: Filing) -> Problems:
    """Give a date of adoption that one of the person's plans has.

    The registry knows when each plan was adopted, or changed so that it counts as adopted anew; another date
    on the form is a slip, or the plan is missing there.
    """
    plans = filing.context.plans or ()
    for passage, dated in dated_passages(filing) if plans else ():
        if plan_of(dated, plans) is not None or not any(rows_under(filing, passage)):
            continue
        days = ", ".join(f"{plan.key} {plan.adoptions[-1]}" for plan in plans)
        message = f"{dated[-1]}, and the registry has no plan of that day"
        yield Problem(passage.place, message, f"Correct the date, or add the plan. Known are: {days}.")


@rule(
    "PLN13",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.10b5-1(c)(1)(ii)(B)"],
    good=[
        _under(),
        _under("adopted on August 19, 2026", adopted="2026-08-19", certified="2026-08-19")
        | {"reports": {"2026-09-30": "2026-11-05"}},
        _under("adopted on August 21, 2026", adopted="2026-08-21", kind="other") | {"plan_10b5_1": "false"},
    ],
    bad=[
        Bad(
            _under("adopted on August 20, 2026", adopted="2026-08-20", certified="2026-08-20")
            | {"reports": {"2026-09-30": "2026-11-16"}},
            at="non_derivative[0].date",
        ),
        Bad(
            _under(
                "adopted on August 19, 2026",
                adopted="2026-08-19",
                certified="2026-08-19",
                begins="2026-12-01",
            )
            | {"reports": {"2026-09-30": "2026-11-05"}},
            at="non_derivative[0].date",
        ),
        Bad(
            _under("adopted on August 3, 2026", adopted="2026-08-03", certified="2026-08-03"),
            at="non_derivative[0].date",
            severity=Severity.NOTE,
        ),
    ],
)
def registered_plan_may_trade_already(filing: Filing) -> Problems:
    """Trade under a plan from the day on which its cooling-off is over, and which it allows itself.

    A director or officer waits 90 days, or to the second business day after the 10-Q or 10-K for the quarter
    of adoption if later, 120 at most; others wait 30. An earlier trade loses the defence; the form stands.
    """
    for trade in plan_trades(filing):
        day, plan = trade.row.date.value, trade.plan
        if day is None:
            continue
        if plan.begins and day < plan.begins:
            message = f"{day}, and the plan {plan.key} allows its first trade on {plan.begins}"
            yield Problem(trade.row.at("date"), message, _ASK)
            continue
        off = _cooling_off(filing, trade, day)
        if off is None or day >= off.first:
            continue
        if day >= off.earliest:
            message = f"{day}: under the plan {plan.key} trades may begin from {off.earliest} to {off.first}"
            hint = "Add the day of the report for the quarter of adoption: `reports` in form4kit.toml."
            yield Problem(trade.row.at("date"), message, hint, Severity.NOTE)
        else:
            message = f"{day}, before the first day of the plan {plan.key}, {off.earliest}: {off.why}"
            yield Problem(trade.row.at("date"), message, _ASK)


_ASK: Final = "Check the dates against the plan, and ask counsel."


def _cooling_off(filing: Filing, trade: PlanTrade, day: dt.date) -> CoolingOff | None:
    plan = trade.plan
    if plan.kind != "10b5-1" or trade.row.code.value == "G" or sells_to_cover(trade.passage.text):
        return None
    since = waits_from(plan, day, filing.context.plans or ())
    if since < AMENDED or since > day:
        return None
    insider = is_insider(filing, plan)
    try:
        return cooling_off(since, insider=insider, reports=filing.context.reports, known_on=day)
    except NoCalendar:
        return None


@rule(
    "PLN14",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=_CITES,
    good=[_under(ends="2026-11-18"), _under(ended={"date": "2026-11-18", "how": "completed"})],
    bad=[
        Bad(_under(ends="2026-11-17"), at="non_derivative[0].date"),
        Bad(_under(ended={"date": "2026-11-17", "how": "terminated"}), at="non_derivative[0].date"),
    ],
)
def registered_plan_is_not_over(filing: Filing) -> Problems:
    """Trade under a plan while it lasts.

    What is sold after a plan has ended or expired is not sold under it.
    """
    for trade in plan_trades(filing):
        day, plan = trade.row.date.value, trade.plan
        if day and day > plan.last_day:
            how = plan.how if plan.ended and plan.ended <= (plan.ends or dt.date.max) else "expired"
            message = f"{day}, after the plan {plan.key} was {how or 'ended'} on {plan.last_day}"
            yield Problem(trade.row.at("date"), message.replace("was expired", "expired"), _ASK)


@rule(
    "PLN15",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=_CITES,
    good=[
        _under(side="sale", **{"class": "Common Stock, par value $0.01"}),
        _under(**{"class": "common stock"}),
    ],
    bad=[
        Bad(_under(side="purchase"), at="non_derivative[0].code"),
        Bad(_under(**{"class": "Class B Common Stock"}), at="non_derivative[0].security"),
    ],
)
def registered_plan_is_for_such_trades(filing: Filing) -> Problems:
    """Trade under a plan what it is for: its class, and its side.

    A plan to sell Common Stock covers no purchase, and no other class.
    """
    for trade in plan_trades(filing):
        row, plan = trade.row, trade.plan
        if plan.side and side_of(row) != plan.side:
            message = f"a {side_of(row)}, and the plan {plan.key} is one of {plan.side}s"
            yield Problem(row.at("code"), message, _ASK)
        elif not is_of_class(row, plan):
            message = f"{row.security.text}, and the plan {plan.key} is one for {plan.security}"
            yield Problem(row.at("security"), message, _ASK)


@rule(
    "PLN16",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=_CITES,
    good=[_under(shares="1000")],
    bad=[Bad(_under(shares="999"), at="non_derivative[0].shares")],
)
def registered_plan_has_shares_left(filing: Filing) -> Problems:
    """Trade no more under a plan than it covers.

    The shares of this form and of the earlier forms that are known are added up.
    """
    plans = filing.context.plans or ()
    for plan in plans:
        if plan.shares is None:
            continue
        before = sum(_shares_of_earlier(filing, plan.key), Decimal(0))
        for trade in plan_trades(filing):
            amount = trade.row.shares.value
            if trade.plan.key != plan.key or amount is None or trade.row.table == "derivative":
                continue
            before += amount
            if before > plan.shares:
                message = (
                    f"{grouped(before)} shares under the plan {plan.key}, which covers {grouped(plan.shares)}"
                )
                yield Problem(trade.row.at("shares"), message, _ASK)
                break


def _shares_of_earlier(filing: Filing, key: str) -> Iterator[Decimal]:
    """Yield the shares that earlier forms report under a plan."""
    from dataclasses import replace

    for each in filing.context.earlier:
        if each.amendment:
            continue
        known = replace(each, context=replace(each.context, plans=filing.context.plans))
        for trade in plan_trades(known):
            if trade.plan.key == key and trade.row.table == "non_derivative":
                yield trade.row.shares.value or Decimal(0)


@rule(
    "PLN23",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["17 CFR 240.10b5-1(c)(1)(iv)", "Form 4, General Instruction 10"],
    good=[
        _under(modified=[{"date": "2026-08-03", "what": "broker"}]),
        _under(modified=[{"date": "2026-11-19", "what": "price"}]),
    ],
    bad=[Bad(_under(modified=[{"date": "2026-05-04", "what": "price"}]), at="footnotes.plan")],
)
def changed_plan_gives_the_day_of_the_change(filing: Filing) -> Problems:
    """Give as the date of adoption that on which the plan was last changed in amount, price or timing.

    Such a change ends the plan and adopts another.
    """
    plans = filing.context.plans or ()
    for passage, dated in dated_passages(filing) if plans else ():
        plan = plan_of(dated, plans)
        days = [row.date.value for row in rows_under(filing, passage) if row.date.value]
        if plan is None or not days:
            continue
        adopted = plan.adopted_by(min(days))
        latest = max(each.day for each in dated)
        if adopted > latest and all(each.date.precise for each in dated):
            what = next(each.what for each in plan.changes if each.date == adopted)
            message = f"{dated[-1]}, and the plan {plan.key} was changed in {what} on {adopted}"
            yield Problem(
                passage.place, message, f"Give {adopted} as the date of adoption, and the first beside it."
            )

"""Rules on the box against the plans of the registry, and on these plans; silent where it has none."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from form4kit.analysis.plan_passages import AMENDED, BOX_SINCE
from form4kit.analysis.registered_plans import (
    dated_passages,
    is_insider,
    is_of_class,
    plan_trades,
    side_of,
    tells_of_itself,
)
from form4kit.analysis.rows import note_text, rows_with_code
from form4kit.analysis.statements import mentions_plan
from form4kit.findings import Authority, Severity
from form4kit.law.trading_plans import TradingPlan, overlapping, single_trades_within_a_year
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Problem, Problems, rule

_INSTRUCTION: Final = "Form 4, General Instruction 10"
_PLAN: Final = {
    "key": "sales-2026",
    "adopted": "2026-03-02",
    "certified": "2026-03-02",
    "begins": "2026-06-15",
    "ends": "2027-03-01",
    "side": "sale",
    "class": "Common Stock",
}
_OTHER: Final = {
    **_PLAN,
    "key": "sales-2025",
    "adopted": "2025-12-01",
    "certified": "2025-12-01",
    "begins": "2026-04-01",
}


def _sale(note: str = "", box: str = "false", **plan: object) -> dict[str, object]:
    """Return the edits for a sale of the clean Form 4, with a note on it, beside a plan of the registry."""
    marked = {"non_derivative[0].code": "S ^plan", "footnotes.plan": note} if note else {}
    return {"plan_10b5_1": box, "plans": [_PLAN | plan], "reports": {"2026-03-31": "2026-05-07"}, **marked}


_SOLD: Final = "Sold under a Rule 10b5-1 plan adopted on March 2, 2026."


@rule(
    "PLN17",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    since=BOX_SINCE,
    cites=["17 CFR 240.10b5-1(c)(1)(ii)(A)"],
    good=[
        _sale("This sale was not made under a Rule 10b5-1 plan."),
        _sale(side="purchase"),
        _sale(ended={"date": "2026-11-17", "how": "completed"}),
        _sale(_SOLD, "true"),
        _sale("Sold to cover taxes on vesting.", begins="2026-12-01"),
    ],
    bad=[Bad(_sale(begins="2026-12-01"), at="non_derivative[0].code")],
)
def trade_beside_an_open_plan_says_so(filing: Filing) -> Problems:
    """Say of a trade whether it was under the plan that is open for such trades.

    A sale outside of an open sales plan may take the plan's good faith with it: counsel looks at it.
    """
    for row, plan in _beside(filing):
        if not (filing.plan_10b5_1.value is False and _covers(plan, row)):
            message = (
                f"the plan {plan.key} is open, and nothing says whether this {side_of(row)} was under it"
            )
            hint = "Put the plan's footnote on it, or a footnote that it was not made under a plan."
            yield Problem(row.at("code"), message, hint)


@rule(
    "PLN18",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    since=BOX_SINCE,
    cites=[_INSTRUCTION],
    good=[
        _sale("This sale was discretionary."),
        _sale(adopted="2023-02-01", certified="2023-02-01"),
        _sale(kind="other"),
        _sale(_SOLD, "true"),
    ],
    bad=[Bad(_sale(), at="plan_10b5_1")],
)
def open_plan_ticks_the_box(filing: Filing) -> Problems:
    """Tick the Rule 10b5-1(c) box where a plan of the registry covers a trade of the form.

    The plan is open on the day, and for trades of this class and side. Where the trade was outside of the
    plan all the same, a footnote says so.
    """
    if filing.plan_10b5_1.value is not False:
        return
    for row, plan in _beside(filing):
        if _covers(plan, row):
            message = f"not ticked, and the plan {plan.key} covers the {side_of(row)} of {row.date.value}"
            hint = f"Write `plan_10b5_1: {plan.key}`; or say in a footnote that it was not made under a plan."
            yield Problem(filing.at("plan_10b5_1"), message, hint)
            return


def _covers(plan: TradingPlan, row: Row) -> bool:
    """Tell whether a plan under the amended rule is for such a trade on its day."""
    day = row.date.value
    first = plan.begins or plan.adopted + dt.timedelta(days=121)
    return day is not None and day >= first and plan.adopted_by(day) >= AMENDED


def _beside(filing: Filing) -> Iterator[tuple[Row, TradingPlan]]:
    """Yield the trades that no text ties to a plan, or keeps apart from one, with a plan open for them."""
    plans = [plan for plan in filing.context.plans or () if plan.kind == "10b5-1"]
    if not plans or any(passage.note is None for passage, _ in dated_passages(filing)):
        return
    for row in rows_with_code(filing, {"P", "S"}):
        if row.path in filing.context.outside_plan:  # the event says `plan: false`
            continue
        if row.table == "derivative" or tells_of_itself(filing, row) or mentions_plan(note_text(filing, row)):
            continue
        day = row.date.value
        for plan in plans:
            if day and plan.open_on(day) and plan.side == side_of(row) and is_of_class(row, plan):
                yield row, plan
                break


@rule(
    "PLN19",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    since=BOX_SINCE,
    cites=[_INSTRUCTION, "17 CFR 229.408(c)"],
    good=[_sale(_SOLD, "true")],
    bad=[Bad(_sale(_SOLD, "true", kind="other"), at="plan_10b5_1")],
)
def other_arrangement_leaves_the_box(filing: Filing) -> Problems:
    """Leave the Rule 10b5-1(c) box unticked for an arrangement that is not under the rule.

    A non-Rule 10b5-1 trading arrangement is told in the 10-Q, and not by the box.
    """
    if not filing.plan_10b5_1.value:
        return
    trades = plan_trades(filing)
    if trades and all(each.plan.kind == "other" for each in trades):
        message = f"ticked, and {trades[0].plan.key} is no plan under Rule 10b5-1"
        yield Problem(filing.at("plan_10b5_1"), message, "Untick it, and keep the footnote.")


@rule(
    "PLN20",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.10b5-1(c)(1)(ii)(D)"],
    good=[
        _sale(_SOLD, "true") | {"plans": [_PLAN, {**_OTHER, "kind": "sell-to-cover"}]},
        _sale(_SOLD, "true") | {"plans": [_PLAN, {**_OTHER, "ends": "2026-06-14"}]},
    ],
    bad=[Bad(_sale(_SOLD, "true") | {"plans": [_PLAN, _OTHER]}, at="plan_10b5_1")],
)
def plans_do_not_overlap(filing: Filing) -> Problems:
    """Have one plan at a time for trades on the open market.

    A later plan may be adopted if it begins only when the earlier is over; a sell-to-cover is no second one.
    Two brokers who act as one plan are one entry of the registry.
    """
    plans = filing.context.plans or ()
    for plan in _used(filing):
        for other in overlapping(plan, plans):
            message = f"the plan {plan.key} of {plan.adopted} may trade while {other.key} is open"
            yield Problem(filing.at("plan_10b5_1"), message, _ASK)


@rule(
    "PLN21",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.10b5-1(c)(1)(ii)(E)"],
    good=[
        _sale(_SOLD, "true", single_trade="true")
        | {
            "plans": [
                {**_PLAN, "single_trade": "true"},
                {**_OTHER, "single_trade": "true", "adopted": "2025-03-02", "ends": "2025-12-31"},
            ]
        }
    ],
    bad=[
        Bad(
            _sale(_SOLD, "true")
            | {
                "plans": [
                    {**_PLAN, "single_trade": "true"},
                    {**_OTHER, "single_trade": "true", "adopted": "2025-03-03", "ends": "2025-12-31"},
                ]
            },
            at="plan_10b5_1",
        )
    ],
)
def one_single_trade_plan_in_twelve_months(filing: Filing) -> Problems:
    """Adopt one plan for a single trade in any twelve months.

    The second has no defence; a sell-to-cover is not counted.
    """
    plans = filing.context.plans or ()
    for plan in _used(filing):
        for other in single_trades_within_a_year(plan, plans):
            message = f"{plan.key} is a plan for a single trade, as is {other.key} of {other.adopted}"
            yield Problem(filing.at("plan_10b5_1"), message, _ASK)


@rule(
    "PLN22",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.10b5-1(c)(1)(ii)(C)"],
    good=[
        _sale(_SOLD, "true"),
        _sale(_SOLD, "true", certified=None) | {"owners[0].director": None, "owners[0].ten_percent": "true"},
    ],
    bad=[
        Bad(_sale(_SOLD, "true", certified=None), at="plan_10b5_1"),
        Bad(_sale(_SOLD, "true", certified="2026-03-03"), at="plan_10b5_1"),
    ],
)
def plan_is_certified_on_its_adoption(filing: Filing) -> Problems:
    """Certify a plan of a director or officer on the day of its adoption.

    The person states in the plan that no material nonpublic information is known, and that it is adopted in
    good faith.
    """
    for plan in _used(filing):
        if plan.kind != "10b5-1" or plan.adopted < AMENDED or not is_insider(filing, plan):
            continue
        if plan.certified not in plan.adoptions:
            said = (
                f"certified on {plan.certified}" if plan.certified else "without the day of its certification"
            )
            message = f"the plan {plan.key}, adopted on {plan.adopted}, stands {said} in the registry"
            yield Problem(filing.at("plan_10b5_1"), message, "Look at the plan, and add `certified:`.")


def _used(filing: Filing) -> list[TradingPlan]:
    """Return the plans that trades of the form were made under, each once."""
    return list({each.plan.key: each.plan for each in plan_trades(filing)}.values())


_ASK: Final = "Check the registry against the plans, and ask counsel."

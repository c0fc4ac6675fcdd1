"""Rules that hold the trades of a form against the Rule 10b5-1 plan of their footnotes."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from form4kit.analysis.passages import Passage, rows_in_words
from form4kit.analysis.plan_passages import AMENDED, BOX_SINCE, plan_passages
from form4kit.analysis.rows import note_text, rows_with_code
from form4kit.analysis.statements import adoptions, mentions_plan
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Problem, Problems, rule

_INSTRUCTION: Final = "Form 4, General Instruction 10"
_TRADES: Final = frozenset("PSG")
_BOUGHT_OR_SOLD: Final = frozenset("PS")
_COOLING_OFF: Final = 90
_COOLING_OFF_OF_OTHERS: Final = 30
_WHOLE_FORM = pattern(
    r"\b(?:reported|disclosed|described|reflected|shown) (?:here|above|below|(?:in|on|by) (?:this|the)\b)"
    r"|\b(?:all|each) (?:of )?(?:the |these |such )?(?:sales|transactions|trades|shares)\b",
    re.IGNORECASE,
)
_TO_COVER = pattern(r"sell[- ]to[- ]cover|\bto cover\b|\btax(?:es)?\b|\bwithh", re.IGNORECASE)
_SALE: Final = {
    "security": "Common Stock",
    "date": "2026-11-18",
    "code": "S",
    "disposed": "100",
    "price": "31.05",
}
_TWO_SALES: Final[dict[str, object]] = {
    "plan_10b5_1": "true",
    "non_derivative[0].code": "S ^plan",
    "non_derivative[2]": {**_SALE, "owned_after": "41871", "ownership": "direct"},
    "footnotes.plan": "Sold under a Rule 10b5-1 plan adopted on March 2, 2026.",
}


def _adopted(text: str) -> dict[str, object]:
    return {"plan_10b5_1": "true", "non_derivative[0].code": "S ^plan", "footnotes.plan": text}


def _rows_of(filing: Filing, passage: Passage) -> Iterator[Row]:
    """Yield the purchases, sales and gifts that a passage stands on; those of the remarks are all."""
    for row in rows_with_code(filing, _TRADES):
        if passage.note is None or any(mark.name == passage.note.name for mark in row.marks):
            yield row


@rule(
    "PLN07",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    since=BOX_SINCE,
    cites=[_INSTRUCTION],
    good=[
        {**_TWO_SALES, "non_derivative[2].code": "S ^plan"},
        {
            **_TWO_SALES,
            "footnotes.plan": "The sales reported here were made under a 10b5-1 plan adopted 3/2/2026.",
        },
    ],
    bad=[Bad(_TWO_SALES, at="non_derivative[2].code")],
)
def each_plan_trade_says_so(filing: Filing) -> Problems:
    """Say of each trade whether it was made under the plan, where some are said to be.

    There is one box for the form; only the footnotes tell which rows it stands for. Shares sold to cover tax
    tell of themselves.
    """
    if not filing.plan_10b5_1.value:
        return
    told = list(plan_passages(filing))
    if not told or any(each.note is None or _WHOLE_FORM.search(each.text) for each in told):
        return
    named = {note.name for note in filing.footnotes if mentions_plan(note.text.text or "")}
    trades = rows_with_code(filing, _BOUGHT_OR_SOLD)
    tagged = {row.code.value for row in trades if named.intersection(mark.name for mark in row.marks)}
    bare = [row for row in trades if named.isdisjoint(mark.name for mark in row.marks)]
    bare = [
        row
        for row in bare
        if row.code.value in tagged
        and row.path not in filing.context.outside_plan  # the event says `plan: false`
        and not _TO_COVER.search(note_text(filing, row))
    ]
    if bare:
        message = f"no word of the plan here, and {told[0].name} tells of it on others"
        if bare[1:]:
            message += f" (nor {rows_in_words(bare[1:])})"
        hint = "Put the plan's footnote on each plan trade, and say of the others that they were not."
        yield Problem(bare[0].at("code"), message, hint)


@rule(
    "PLN08",
    Severity.WARNING,
    Authority.PRACTICE,
    forms="45",
    cites=["17 CFR 240.10b5-1(c)(1)(i)(A)"],
    good=[_adopted("Sold under a Rule 10b5-1 plan adopted in March 2026 and expiring November 20, 2027.")],
    bad=[Bad(_adopted("Sold under a Rule 10b5-1 plan adopted on November 20, 2026."), at="footnotes.plan")],
)
def plan_comes_before_its_trades(filing: Filing) -> Problems:
    """Give a plan an adoption date before its first trade.

    A trade can follow a plan only once there is one; one of the two dates is a slip.
    """
    for passage in plan_passages(filing):
        first = min((row.date.value for row in _rows_of(filing, passage) if row.date.value), default=None)
        for each in adoptions(passage.text):
            if first and not each.modified and each.day > first:
                message = f"read {each}, after the trade of {first}"
                yield Problem(passage.place, message, "Correct the date of adoption or of the trade.")


@rule(
    "PLN09",
    Severity.WARNING,
    Authority.FORM,
    forms="4",
    since="2023-02-27",
    cites=["17 CFR 240.10b5-1(c)(1)(ii)(B)"],
    good=[
        _adopted("Sold under a Rule 10b5-1 plan adopted on August 20, 2026."),
        _adopted("Sold under a Rule 10b5-1 plan adopted in September 2026."),
    ],
    bad=[
        Bad(
            _adopted("Sold under a Rule 10b5-1 plan adopted on August 21, 2026."), at="non_derivative[0].date"
        )
    ],
)
def plan_trade_waits(filing: Filing) -> Problems:
    """Trade under a new plan only after the cooling-off period.

    A director or officer waits 90 days from adoption, or to the second business day after the quarter's
    results if later, at most 120; others wait 30. An earlier trade loses the rule's defence.
    """
    if filing.context.plans is not None:  # the registry knows more: PLN13
        return
    inside = any(owner.director.value or owner.officer.value for owner in filing.owners)
    wait = _COOLING_OFF if inside else _COOLING_OFF_OF_OTHERS
    for passage in plan_passages(filing):
        dated = adoptions(passage.text)
        if passage.note is None or len(dated) != 1 or not dated[0].date.precise or dated[0].day < AMENDED:
            continue
        for row in _rows_of(filing, passage):
            if row.code.value == "G" or row.date.value is None or _TO_COVER.search(passage.text):
                continue
            elapsed = (row.date.value - dated[0].day).days
            if 0 <= elapsed < wait:
                message = (
                    f"{elapsed} days after the plan was {dated[0]} ({passage.name}), {wait} are the least"
                )
                yield Problem(row.at("date"), message, "Check the date of adoption, and ask counsel.")
                break


@rule(
    "PLN11",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    since=BOX_SINCE,
    cites=[_INSTRUCTION],
    good=[
        {
            **_TWO_SALES,
            "non_derivative[2].code": "S ^other",
            "footnotes.other": "Sold under a Rule 10b5-1 plan adopted on May 4, 2026.",
        }
    ],
    bad=[
        Bad(
            {
                **_TWO_SALES,
                "non_derivative[2].code": "S ^plan ^other",
                "footnotes.other": "Sold under a Rule 10b5-1 plan adopted on May 4, 2026.",
            },
            at="non_derivative[2].code",
        )
    ],
)
def trade_has_one_plan(filing: Filing) -> Problems:
    """Give each trade the footnote of the one plan it was made under.

    Where a form tells of two plans, a row with both leaves open which adoption date is its own.
    """
    plans: dict[str, set[dt.date]] = {}
    for passage in plan_passages(filing):
        if passage.note is not None and (dated := adoptions(passage.text)):
            plans[passage.note.name] = {each.day for each in dated}
    if len(plans) < 2:
        return
    for row in rows_with_code(filing, _TRADES):
        named = [name for name in dict.fromkeys(mark.name for mark in row.marks) if name in plans]
        if len(named) > 1 and plans[named[0]].isdisjoint(plans[named[1]]):
            told = " and ".join(f"{min(plans[name])}" for name in named)
            message = f"footnotes of plans of {told} on one row"
            yield Problem(row.at("code"), message, "Keep the footnote of the plan that this trade was under.")

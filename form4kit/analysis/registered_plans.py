"""Which trades of a filing were made under which plan of the registry, as the dates of its footnotes tell."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from form4kit.analysis.passages import Passage, passages
from form4kit.analysis.rows import note_text, rows_with_code
from form4kit.analysis.statements import Adoption, adoptions, denies_plan
from form4kit.analysis.titles import normal
from form4kit.convert import bare_cik
from form4kit.law.trading_plans import TradingPlan
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row

TRADES: Final = frozenset("PSG")
_SIDES: Final = {"P": "purchase", "S": "sale", "G": "gift"}
_TO_COVER = pattern(r"sell[- ]to[- ]cover|\bto cover\b|\btax(?:es)?\b|\bwithh", re.IGNORECASE)
_OUTSIDE = pattern(
    r"\bdiscretionary\b|\boutside (?:of )?(?:the|any|his|her|its)\b[^.;]{0,40}\bplan\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlanTrade:
    """A row that a footnote ties to a plan of the registry by its date of adoption."""

    row: Row
    plan: TradingPlan
    passage: Passage


def dated_passages(filing: Filing) -> Iterator[tuple[Passage, tuple[Adoption, ...]]]:
    """Yield the footnotes and remarks that give dates of adoption of a plan, with the dates."""
    ticked = bool(filing.plan_10b5_1.value)
    for passage in passages(filing):
        dated = () if denies_plan(passage.text) else adoptions(passage.text, ticked)
        if dated:
            yield passage, dated


def plan_of(dated: tuple[Adoption, ...], plans: tuple[TradingPlan, ...]) -> TradingPlan | None:
    """Return the plan that has one of these dates as a day of adoption; the latest where several have."""
    found = [plan for plan in plans for each in dated for day in plan.adoptions if _same(each, day)]
    return max(found, key=lambda plan: plan.adopted, default=None)


def _same(told: Adoption, day: dt.date) -> bool:
    """Tell whether a date that is told is a day; where only a month is named, whether it is in it."""
    if told.date.precise:
        return told.day == day
    return (told.day.year, told.day.month) == (day.year, day.month)


def plan_trades(filing: Filing) -> list[PlanTrade]:
    """Return the purchases, sales and gifts that footnotes tie to a registered plan, in printed order."""
    plans = filing.context.plans or ()
    found: dict[tuple[object, ...], PlanTrade] = {}
    for passage, dated in dated_passages(filing) if plans else ():
        plan = plan_of(dated, plans)
        for row in rows_under(filing, passage) if plan else ():
            if plan is not None:
                found.setdefault(row.path, PlanTrade(row, plan, passage))
    order = {row.path: at for at, row in enumerate(filing.rows)}
    return sorted(found.values(), key=lambda each: order[each.row.path])


def rows_under(filing: Filing, passage: Passage) -> Iterator[Row]:
    """Yield the purchases, sales and gifts that a passage stands on; those of the remarks are all."""
    for row in rows_with_code(filing, TRADES):
        if passage.note is None or any(mark.name == passage.note.name for mark in row.marks):
            yield row


def is_insider(filing: Filing, plan: TradingPlan) -> bool:
    """Tell whether a plan is that of a director or officer."""
    return any(
        bool(owner.director.value or owner.officer.value)
        for owner in filing.owners
        if not plan.person or bare_cik(owner.cik.text) == plan.person
    )


def side_of(row: Row) -> str:
    """Return what a row is, in the words of a plan: purchase, sale or gift."""
    return _SIDES.get(row.code.value or "", "")


def is_of_class(row: Row, plan: TradingPlan) -> bool:
    """Tell whether a row may be of a plan's class: its title or the beginning of it; a derivative always."""
    one, other = normal(plan.security), normal(row.security.text or "")
    return row.table == "derivative" or one.startswith(other) or other.startswith(one)


def tells_of_itself(filing: Filing, row: Row) -> bool:
    """Tell whether a row says why it is under no plan: for tax, discretionary, outside of a plan."""
    text = note_text(filing, row)
    return bool(denies_plan(text) or _TO_COVER.search(text) or _OUTSIDE.search(text))


def sells_to_cover(text: str) -> bool:
    """Tell whether a text speaks of shares sold for taxes."""
    return bool(_TO_COVER.search(text))

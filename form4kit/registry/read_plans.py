"""The lists `plans:` and `statements:` of a person to typed entries."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from form4kit.convert import bare_cik
from form4kit.law.trading_plans import ENDINGS, KINDS, SIDES, PlanChange, TradingPlan
from form4kit.registry.entries import Statement
from form4kit.registry.entry_reader import EntryReader
from form4kit.source.node import Node

_PLAN = (
    *("key", "kind", "adopted", "certified", "modified", "begins", "ends", "ended"),
    *("class", "side", "shares", "single_trade", "broker", "file"),
)
_CHANGE = ("date", "what")
_END = ("date", "how")
_STATEMENT = ("year", "signed", "file")


def read_plans(reader: EntryReader, node: Node) -> tuple[TradingPlan, ...]:
    """Read the trading arrangements of a person, in the order of adoption."""
    cik = node.get("cik")
    person = bare_cik(cik.text) if cik else ""
    found: dict[str, TradingPlan] = {}
    for each in reader.members(node, "plans"):
        reader.mapping(each, _PLAN, "a plan")
        plan = _plan(reader, each, person)
        if plan is None:
            continue
        if plan.key in found:
            reader.wrong(each, f"two plans with the key {plan.key}")
        found[plan.key] = plan
    return tuple(sorted(found.values(), key=lambda plan: (plan.adopted, plan.key)))


def _plan(reader: EntryReader, node: Node, person: str) -> TradingPlan | None:
    adopted, key = reader.day(node, "adopted"), _text(node, "key")
    if not key:
        reader.wrong(node, "a plan without `key`, the name by which drafts call it")
    if adopted is None:
        if node.get("adopted") is None:
            reader.wrong(node, "a plan without `adopted`, the day of its adoption")
        return None
    ended = node.get("ended")
    plan = TradingPlan(
        key=key or f"{adopted}",
        adopted=adopted,
        person=person,
        kind=reader.choice(node, "kind", KINDS) or KINDS[0],
        certified=reader.day(node, "certified"),
        changes=tuple(sorted(_changes(reader, node), key=lambda each: each.date)),
        begins=reader.day(node, "begins"),
        ends=reader.day(node, "ends"),
        ended=_ended(reader, ended),
        how=reader.choice(ended, "how", ENDINGS) if ended is not None else "",
        security=_text(node, "class"),
        side=reader.choice(node, "side", SIDES),
        shares=reader.amount(node, "shares"),
        single_trade=bool(reader.flag(node, "single_trade")),
        broker=_text(node, "broker"),
    )
    for name, day in (("begins", plan.begins), ("ends", plan.ends), ("ended", plan.ended)):
        if day and day < adopted:
            reader.wrong(node, f"a plan with {name} {day}, before it was adopted on {adopted}")
    return plan


def _ended(reader: EntryReader, node: Node | None) -> dt.date | None:
    if node is None or node.value == "":
        return None
    reader.mapping(node, _END, "the end of a plan")
    return reader.day(node, "date")


def _changes(reader: EntryReader, node: Node) -> Iterator[PlanChange]:
    for each in reader.members(node, "modified"):
        reader.mapping(each, _CHANGE, "a change of a plan")
        date, what = reader.day(each, "date"), _text(each, "what")
        if not what:
            reader.wrong(each, "a change of a plan without `what`: amount, price or timing, or another word")
        if date is None and each.get("date") is None:
            reader.wrong(each, "a change of a plan without `date`")
        if date is not None:
            yield PlanChange(date, what.lower())


def read_statements(reader: EntryReader, node: Node, folder: Path) -> tuple[Statement, ...]:
    """Read the statements of a person that no Form 5 is due; `folder` is where paths in it start from."""
    found: list[Statement] = []
    for each in reader.members(node, "statements"):
        reader.mapping(each, _STATEMENT, "a statement")
        year, signed, file = _text(each, "year"), reader.day(each, "signed"), _text(each, "file")
        if not (year.isdigit() and len(year) == 4):
            reader.wrong(each, f'year of a statement is "{year}", not a year: write 2026')
            continue
        if each.get("signed") is None and not file:
            reader.wrong(each, "a statement without `signed`, the day on which it was signed, or its packet")
        found.append(Statement(int(year), signed, folder / file if file else None))
    return tuple(found)


def _text(node: Node, key: str) -> str:
    member = node.get(key)
    return ((member.text if member else None) or "").strip()

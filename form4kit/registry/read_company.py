"""The tables `[issuer]` and `[issuers.KEY]` of form4kit.toml to a typed entry."""

import re
from collections.abc import Iterator

from form4kit.convert import to_split
from form4kit.law.splits import Split
from form4kit.law.trading_plans import PeriodicReport
from form4kit.lazy_re import pattern
from form4kit.registry.entries import Company
from form4kit.registry.entry_reader import EntryReader
from form4kit.registry.read_facts import read_approvals
from form4kit.source.node import Node

_COMPANY = ("cik", "name", "symbol", "foreign_symbol")
_FACTS = (
    "key",
    "fiscal_year_end",
    "foreign_private",
    "foreign_private_until",
    "reports",
    "splits",
    "approvals",
)
_REPORT = ("period", "form", "filed")
_SPLIT = ("date", "ratio")
_MONTH_DAY = pattern(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\Z", re.ASCII)


def read_company(key: str, node: Node, origin: str, label: str) -> Company:
    """Read `[issuer]` or one of `[issuers.KEY]`; `label` is what its table is called."""
    reader = EntryReader(origin, label)
    reader.mapping(node, (*_COMPANY, *_FACTS))
    year_end = node.get("fiscal_year_end")
    if year_end and not _MONTH_DAY.match(year_end.text or ""):
        reader.wrong(
            year_end, f'fiscal_year_end is "{year_end.text or year_end.kind}", not MM-DD: write 12-31'
        )
        year_end = None
    return Company(
        key=key,
        keys={name: node.members[name] for name in _COMPANY if name in node.members},
        fiscal_year_end=year_end.text if year_end else None,
        foreign_private=reader.flag(node, "foreign_private"),
        foreign_private_until=reader.day(node, "foreign_private_until"),
        reports=tuple(sorted(_reports(reader, node), key=lambda each: each.period)),
        approvals=read_approvals(reader, node),
        splits=tuple(sorted(_splits(reader, node), key=lambda each: each.date)),
        origin=origin,
        problems=tuple(reader.problems),
    )


def _reports(reader: EntryReader, node: Node) -> Iterator[PeriodicReport]:
    """Read `reports`: `{period = 2026-03-31, form = "10-Q", filed = 2026-05-07}`, one for each."""
    for each in reader.members(node, "reports"):
        reader.mapping(each, _REPORT, "a report")
        period, filed, form = reader.day(each, "period"), reader.day(each, "filed"), each.get("form")
        if period is None:
            if each.get("period") is None:
                reader.wrong(each, "a report without `period`, the last day of its quarter or year")
            continue
        if filed and filed <= period:
            reader.wrong(each, f"a report filed on {filed}, before its period of {period} was over")
        yield PeriodicReport(period, (form.text if form else None) or "periodic report", filed)


def _splits(reader: EntryReader, node: Node) -> Iterator[Split]:
    """Read `splits`: `{date = 2026-06-01, ratio = "4-for-1"}`."""
    for each in reader.members(node, "splits"):
        reader.mapping(each, _SPLIT, "a split")
        date, ratio = reader.day(each, "date"), each.get("ratio")
        numbers = to_split((ratio.text if ratio else None) or "")
        if numbers is None:
            said = f'"{ratio.text or ratio.kind}"' if ratio else "missing"
            reader.wrong(ratio or each, f"ratio of a split is {said}, not new shares for old ones: 4-for-1")
        if each.get("date") is None:
            reader.wrong(each, "a split without `date`, the first day on the new basis")
        if date and numbers:
            yield Split(*numbers, date)

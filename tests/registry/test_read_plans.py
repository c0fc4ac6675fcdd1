"""Plans and statements of a person's file, and what form4kit.toml says of reports and splits."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from form4kit.law.splits import Split
from form4kit.law.trading_plans import PeriodicReport, PlanChange, TradingPlan
from form4kit.registry.entries import Statement
from form4kit.registry.load import registry_for

TOML = """
[issuer]
key = "hartwell"
cik = "0001903415"
symbol = "HWLI"
foreign_private_until = 2026-06-30
reports = [
  {period = 2026-06-30, form = "10-Q", filed = 2026-08-06},
  {period = 2026-03-31, form = "10-Q", filed = 2026-05-07},
  {period = 2026-09-30, form = "10-Q"},
]
splits = [{date = 2026-06-01, ratio = "4-for-1"}, {date = 2020-06-01, ratio = "one for ten"}]
"""
REYES = """
cik: "0001903446"
name: Reyes Antonio J
director: true
plans:
  - key: later
    adopted: 2026-11-02
  - key: sales-2026
    kind: 10b5-1
    adopted: 2026-03-02
    certified: 2026-03-02
    modified: [{date: 2026-09-01, what: broker}, {date: 2026-08-03, what: price}]
    begins: 2026-06-15
    ends: 2027-03-01
    ended: {date: 2026-12-04, how: completed}
    class: Common Stock
    side: sale
    shares: 40000
    single_trade: false
    broker: Lake Street Securities
    file: plans/reyes-2026.pdf
statements: [{year: 2026, signed: 2027-01-20, file: reyes-2026.pdf}]
"""


def test_plans_and_statements_are_read(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "form4kit.toml").write_text(TOML)
    (tmp_path / "people" / "reyes.yaml").write_text(REYES)
    registry = registry_for(tmp_path)
    person = registry.people["reyes"]
    assert person.problems == ()
    assert person.plans == (
        TradingPlan(
            key="sales-2026",
            person="1903446",
            adopted=dt.date(2026, 3, 2),
            certified=dt.date(2026, 3, 2),
            changes=(PlanChange(dt.date(2026, 8, 3), "price"), PlanChange(dt.date(2026, 9, 1), "broker")),
            begins=dt.date(2026, 6, 15),
            ends=dt.date(2027, 3, 1),
            ended=dt.date(2026, 12, 4),
            how="completed",
            security="Common Stock",
            side="sale",
            shares=Decimal(40000),
            broker="Lake Street Securities",
        ),
        TradingPlan(key="later", person="1903446", adopted=dt.date(2026, 11, 2)),
    )
    folder = tmp_path / "people"
    assert person.statements == (Statement(2026, dt.date(2027, 1, 20), folder / "reyes-2026.pdf"),)
    company = registry.companies["hartwell"]
    assert company.problems == ()
    assert company.reports[::2] == (
        PeriodicReport(dt.date(2026, 3, 31), "10-Q", dt.date(2026, 5, 7)),
        PeriodicReport(dt.date(2026, 9, 30), "10-Q", None),
    )
    assert company.splits == (
        Split(Decimal(1), Decimal(10), dt.date(2020, 6, 1)),
        Split(Decimal(4), Decimal(1), dt.date(2026, 6, 1)),
    )


def test_an_issuer_is_foreign_private_until_its_last_day_as_one(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(TOML)
    registry = registry_for(tmp_path)
    days = [dt.date(2026, 6, 30), dt.date(2026, 7, 1), None]
    assert [registry.facts_of("1903415", day)[0] for day in days] == [True, False, False]
    assert registry.facts_of("9", days[0]) == (None, None)

"""Know trading arrangements of insiders: what one holds, and when its first trade may be (Rule 10b5-1(c)).

The conditions are those of 17 CFR 240.10b5-1(c) as amended by Release 33-11138, in force since 27 February
2023.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from form4kit.law.calendar import EDGAR, Calendar

AMENDED: Final = date(2023, 2, 27)
"""The day on which the amended rule took effect; Release 33-11138."""

KINDS: Final = ("10b5-1", "other", "sell-to-cover")
"""What an arrangement may be: under the rule, another (Item 408(c)), or an eligible sell-to-cover."""
SIDES: Final = ("purchase", "sale", "gift")
ENDINGS: Final = ("completed", "expired", "terminated")
ANOTHER_PLAN: Final = ("amount", "price", "timing")
"""A change of these ends one plan and adopts another (17 CFR 240.10b5-1(c)(1)(iv))."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PeriodicReport:
    """A 10-Q or 10-K (20-F, 6-K of a foreign issuer): the last day of its period, and its filing date."""

    period: date
    form: str
    filed: date | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change of a plan: its day and what was changed."""

    date: date
    what: str

    @property
    def adopts_another(self) -> bool:
        """Whether it counts as the end of one plan and the adoption of another."""
        return self.what in ANOTHER_PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingPlan:
    """A person's trading arrangement; `person` is the owner's CIK without leading zeros, None is not said.

    `begins` is the first trade that it allows, `ends` its last day, `ended` the day on which it was over and
    `how`. `certified` is the day of the statement of (c)(1)(ii)(C), `shares` the most that it covers.
    """

    key: str
    adopted: date
    person: str = ""
    kind: str = "10b5-1"
    certified: date | None = None
    changes: tuple[PlanChange, ...] = ()
    begins: date | None = None
    ends: date | None = None
    ended: date | None = None
    how: str = ""
    security: str = ""
    side: str = ""
    shares: Decimal | None = None
    single_trade: bool = False
    broker: str = ""

    @property
    def adoptions(self) -> tuple[date, ...]:
        """The days on which it was adopted, or changed so that it counts as adopted anew, oldest first."""
        return tuple(sorted([self.adopted, *(each.date for each in self.changes if each.adopts_another)]))

    def adopted_by(self, day: date) -> date:
        """Return the latest adoption up to a day; the first of all where none is."""
        return max((each for each in self.adoptions if each <= day), default=self.adopted)

    @property
    def last_day(self) -> date:
        """The last day on which it was or is open."""
        return min(self.ends or date.max, self.ended or date.max)

    def open_on(self, day: date) -> bool:
        """Tell whether it is adopted and not over on a day."""
        return self.adopted <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class CoolingOff:
    """When the first trade under a plan may be: on `first` for certain, on `earliest` with a report in time.

    The two are one day where everything is known. `why` says what sets the day.
    """

    first: date
    earliest: date
    why: str


def cooling_off(
    adopted: date,
    *,
    insider: bool,
    reports: Iterable[PeriodicReport] = (),
    known_on: date | None = None,
    calendar: Calendar = EDGAR,
) -> CoolingOff:
    """Return the first day of trading under a plan adopted on a day (Rule 10b5-1(c)(1)(ii)(B)).

    A director or officer (`insider`) waits 90 days or, if later, two business days after the report for the
    quarter in which the plan was adopted, 120 days at most; others 30 days. `known_on` is the day on which
    it is asked: a report filed after it is not known. Raises NoCalendar.
    """
    if not insider:
        first = adopted + 31 * _DAY
        return CoolingOff(first, first, "30 days after adoption")
    day_90, day_120 = adopted + 90 * _DAY, adopted + 120 * _DAY
    report = report_of_quarter(adopted, reports)
    filed = report.filed if report and not (known_on and report.filed and report.filed > known_on) else None
    if filed is None or report is None:
        why = "120 days after adoption at most; sooner once the report for the quarter of adoption is filed"
        return CoolingOff(day_120 + _DAY, day_90 + _DAY, why)
    told = calendar.add_business_days(filed, 2)
    end = min(max(day_90, told), day_120)
    why = {day_120: "120 days after adoption", day_90: "90 days after adoption"}.get(
        end, f"two business days after the {report.form} filed {filed}"
    )
    return CoolingOff(end + _DAY, end + _DAY, why)


def report_of_quarter(adopted: date, reports: Iterable[PeriodicReport]) -> PeriodicReport | None:
    """Return the report for the fiscal quarter in which a plan was adopted; None where it is not known."""
    later = (each for each in reports if _quarter_begins(each.period) <= adopted <= each.period)
    return min(later, key=lambda each: each.period, default=None)


def _quarter_begins(end: date) -> date:
    """Return the first day of a quarter of three months; of fourteen weeks where it ends within a month."""
    after = end + _DAY
    if after.day > 1:
        return end - 97 * _DAY
    month = after.month - 3
    return date(after.year - (month < 1), month + 12 * (month < 1), 1)


def waits_from(plan: TradingPlan, day: date, plans: Iterable[TradingPlan]) -> date:
    """Return the day from which the cooling-off of a plan runs, for a trade on a day.

    That is its latest adoption; or the day on which an earlier plan was ended early, whose trades the later
    one was to await (Rule 10b5-1(c)(1)(ii)(D)(2)).
    """
    adopted = plan.adopted_by(day)
    ended = [
        each.ended
        for each in plans
        if each is not plan
        and each.how == "terminated"
        and each.ended
        and each.person == plan.person
        and each.kind == plan.kind == "10b5-1"
        and each.adopted < adopted <= each.ended <= day
    ]
    return max([adopted, *ended])


def overlapping(plan: TradingPlan, plans: Iterable[TradingPlan]) -> list[TradingPlan]:
    """Return the plans under the rule that were open when a plan was adopted, and may trade when it may.

    A sell-to-cover is no second plan, nor is a later one that begins only when the earlier is over
    (Rule 10b5-1(c)(1)(ii)(D)).
    """
    return [
        each
        for each in plans
        if each is not plan
        and each.person == plan.person
        and each.kind == plan.kind == "10b5-1"
        and each.adopted <= plan.adopted
        and each.open_on(plan.adopted)
        and (each.adopted < plan.adopted or each.key < plan.key)
        and not (plan.begins and each.last_day < plan.begins)
    ]


def single_trades_within_a_year(plan: TradingPlan, plans: Iterable[TradingPlan]) -> list[TradingPlan]:
    """Return the single-trade plans within 12 months before one (Rule 10b5-1(c)(1)(ii)(E))."""
    if not plan.single_trade or plan.kind != "10b5-1":
        return []
    return [
        each
        for each in plans
        if each is not plan
        and each.single_trade
        and each.person == plan.person
        and each.kind == "10b5-1"
        and each.adopted <= plan.adopted < _a_year_on(each.adopted)
        and (each.adopted < plan.adopted or each.key < plan.key)
    ]


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)

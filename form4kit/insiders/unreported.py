"""What one insider has not reported yet, as far as drafts tell, and on which form it belongs.

A Form 5 takes what was not reported before: exempt transactions that may wait for it, and what should have
been on a Form 3 or 4 (17 CFR 240.16a-3(f)(1)).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from form4kit.analysis.due import calendar_of, deferral_of, due_of, form4_rows_due
from form4kit.analysis.small_acquisitions import ended_over, purchases
from form4kit.history.delinquent_reports import fiscal_year
from form4kit.insiders.known_filings import KnownFiling, RowKey, reported_rows, row_key
from form4kit.insiders.service import Service
from form4kit.law.calendar import NoCalendar
from form4kit.law.codes import Deferral
from form4kit.law.deadlines import Due, form3_due, form4_due, form5_due
from form4kit.model import Field, Filing, Row
from form4kit.words import grouped

_WORDS: Final = {
    ("A", "A"): "grant",
    ("C", "A"): "conversion",
    ("C", "D"): "conversion",
    ("D", "D"): "return to the issuer",
    ("F", "D"): "shares withheld",
    ("G", "A"): "gift received",
    ("G", "D"): "gift made",
    ("L", "A"): "small acquisition",
    ("M", "A"): "exercise",
    ("M", "D"): "exercise",
    ("P", "A"): "purchase",
    ("S", "D"): "sale",
    ("U", "D"): "tender",
    ("W", "A"): "inheritance",
    ("W", "D"): "passed on by will or inheritance",
    ("X", "A"): "exercise",
    ("X", "D"): "exercise",
    ("Z", "A"): "withdrawal from a voting trust",
    ("Z", "D"): "deposit into a voting trust",
}
_RowOfDraft = tuple[str, tuple[str | int, ...]]
_FORM_4: Final = Field("4", "4", (), 0, 0)


@dataclass(frozen=True, slots=True)
class UnreportedItem:
    """A transaction or a holding that no filed form reports; `form` is where it belongs: `3`, `4` or `5`.

    `last_day` is the last day on which it was or is on time there, `source` the draft that tells of it;
    `year_end` that of the fiscal year whose Form 5 it belongs on.
    """

    source: KnownFiling
    row: Row
    form: str
    last_day: dt.date
    year_end: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day of the transaction; of a holding, that on which its Form 3 was due."""
        return self.row.date.value or self.last_day

    def missed_on(self, today: dt.date) -> bool:
        """Tell whether its own form is overdue on a day."""
        return self.last_day < today

    @property
    def words(self) -> str:
        """What it is, with its day and amount: `gift received 2026-03-18, 100 shares, not reported`."""
        row = self.row
        if row.holding:
            amount = (
                row.owned_after.value if row.owned_after.value is not None else row.underlying_shares.value
            )
            number = f"{grouped(amount)} " if amount is not None else ""
            return f"holding of {number}{row.security.text}, left out of Form 3"
        code, letter = row.code.value or "", row.acquired_disposed.value or ""
        what = _WORDS.get((code, letter), f"transaction coded {code}")
        found = row.shares.value if row.shares.value is not None else row.total_value.value
        unit = "shares" if row.table == "non_derivative" else f"{row.security.text}"
        amount_words = f", {grouped(found)} {unit}" if found is not None else ""
        due = f", was due on Form 4 on {self.last_day}" if self.form == "4" else ""
        return f"{what} {row.date.value}{amount_words}, not reported{due}"


def unreported_items(
    cik: str, filings: Sequence[KnownFiling], service: Service, year_end: str
) -> list[UnreportedItem]:
    """Return what drafts tell of one owner, and no filed form reports, in the order of its days.

    `service` says when the owner had to report; `year_end` is the issuer's, MM-DD. What two drafts tell alike
    is one thing: that on a Form 5 counts, which collects it. Drafts of amendments restate what was filed.
    """
    mine = [each for each in filings if cik in each.owners]
    filed = reported_rows(mine)
    earlier = tuple(each.filing for each in mine if each.filed is not None)
    drafts = [
        replace(each, filing=replace(each.filing, context=replace(each.filing.context, earlier=earlier)))
        for each in mine
        if each.filed is None and not each.filing.amendment
    ]
    drafts.sort(key=lambda each: (each.filing.base_form != "5", each.name))
    taken: Counter[RowKey] = Counter(filed)
    found: list[UnreportedItem] = []
    ended = _ended(drafts, filed)
    for each in drafts:
        own: Counter[RowKey] = Counter()
        for item in _items(each, service, year_end, ended):
            key = row_key(item.row)
            own[key] += 1
            if own[key] > taken[key]:
                found.append(item)
        taken |= own
    return sorted(found, key=lambda item: (item.day, item.row.path))


def _ended(drafts: Sequence[KnownFiling], filed: Counter[RowKey]) -> dict[_RowOfDraft, dt.date]:
    """Return the small acquisitions whose deferral all drafts together show to have ended, and the day."""
    taken = Counter(filed)
    told: list[tuple[KnownFiling, Row]] = []
    for each in drafts:
        own: Counter[RowKey] = Counter()
        for row in purchases(each.filing):
            own[row_key(row)] += 1
            if own[row_key(row)] > taken[row_key(row)]:
                told.append((each, row))
        taken |= own
    days = ended_over([each.filing for each in drafts], [(each.filing, row) for each, row in told])
    return {(each.name, row.path): day for (each, row), day in zip(told, days, strict=True) if day}


def _items(
    source: KnownFiling, service: Service, year_end: str, ended: Mapping[_RowOfDraft, dt.date]
) -> Iterator[UnreportedItem]:
    filing = source.filing
    yield from _holdings(source, service)
    for row in filing.transactions:
        day = row.date.value
        if day is None or not service.reports(day, exempt=_is_deferred(filing, row)):
            continue
        try:
            if (source.name, row.path) in ended:
                due = form4_due(ended[source.name, row.path], calendar=calendar_of(filing))
                yield UnreportedItem(source, row, "4", due.day)
            elif _is_deferred(filing, row):
                end = _year_end(day, year_end)
                last_day = form5_due(end, calendar=calendar_of(filing)).day
                yield UnreportedItem(source, row, "5", last_day, end)
            else:
                due_4 = _form_4(filing, row)
                if due_4 is not None:
                    yield UnreportedItem(source, row, "4", due_4.day)
        except NoCalendar:
            continue


def _is_deferred(filing: Filing, row: Row) -> bool:
    """Tell whether a row may wait for Form 5: by its code; where that leaves it open, as the draft says."""
    found = deferral_of(row)
    if found is Deferral.IF_EXEMPT:
        return row.form_type.value == "5"
    return found is Deferral.YES and not (filing.base_form == "5" and row.form_type.value == "4")


def _form_4(filing: Filing, row: Row) -> Due | None:
    """Return when a row was due on Form 4, which a Form 5 may have under another type."""
    asked = replace(row, form_type=_FORM_4)
    return next((due for _, due in form4_rows_due(filing, [asked])), None)


def _year_end(day: dt.date, year_end: str) -> dt.date:
    """Return the end of the fiscal year that a day falls in; `year_end` is MM-DD."""
    end = fiscal_year(day.year, year_end)[1]
    return end if day <= end else fiscal_year(day.year + 1, year_end)[1]


def _holdings(source: KnownFiling, service: Service) -> Iterator[UnreportedItem]:
    """Yield the holdings that a Form 5 says a Form 3 left out, and those of a Form 3 that is not filed."""
    filing = source.filing
    due = due_of(filing)
    if filing.base_form == "3" and due is not None:
        yield from (UnreportedItem(source, row, "3", due.day) for row in filing.holdings)
    elif filing.base_form == "5":
        day = filing.period.value or dt.date.min
        if dt.date(2003, 6, 30) <= service.since <= day:
            day = form3_due(service.since, calendar=calendar_of(filing)).day
        for row in filing.holdings:
            if row.form_type.value == "3":
                yield UnreportedItem(source, row, "3", day)


def is_form_5_item(item: UnreportedItem, last: dt.date, today: dt.date, *, new: bool) -> bool:
    """Tell whether an item belongs on the Form 5 for the fiscal year that ends on `last`, seen on a day.

    It is one of the year itself, or of the year before, whose Form 5 fell due in this one; and of what should
    have been reported in the year before, where this is the owner's first Form 5 (`new`). What is to be on a
    Form 4 that is not overdue yet is none, nor what came after the year.
    """
    if item.form == "3":
        return item.source.filing.base_form == "5" or item.missed_on(today)
    if item.day > last or (item.form == "4" and not item.missed_on(today)):
        return False
    before = fiscal_year(last.year - 1, f"{last:%m-%d}")[0]
    return item.day >= before or (new and item.last_day >= before)


def latest_day(items: Iterable[UnreportedItem]) -> dt.date | None:
    """Return the day of the latest unreported transaction; None where there is none."""
    return max((item.row.date.value for item in items if item.row.date.value), default=None)

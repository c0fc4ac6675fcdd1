"""The owner's earlier filings: which are about the same issuer, and what they leave of each series."""

from collections.abc import Iterator
from decimal import Decimal

from form4kit.analysis.running_balances import running_balances
from form4kit.analysis.series import PositionKey, balance, key_across_filings
from form4kit.analysis.year_end_balances import year_end_balances
from form4kit.convert import bare_cik
from form4kit.model import Filing


def earlier_forms(filing: Filing) -> list[Filing]:
    """Return the earlier filings about the same issuer, oldest first."""
    issuer = bare_cik(filing.issuer.cik.text)
    return [each for each in filing.context.earlier if bare_cik(each.issuer.cik.text) == issuer]


def form_and_period(filing: Filing) -> str:
    """Name a filing in a sentence: `Form 4 for 2026-11-02`."""
    return f"Form {filing.form_type} for {filing.period.text}"


def _balances(filing: Filing) -> Iterator[tuple[PositionKey, Decimal | None]]:
    """Yield what a filing leaves of each series; None where it does not say with certainty."""
    if filing.base_form == "5":
        for each in year_end_balances(filing):
            yield key_across_filings(each.latest), each.owned if not each.others else None
    else:
        for series, tally in running_balances(filing):
            yield key_across_filings(series.rows[0]), tally.closing
    for row in filing.holdings:
        yield key_across_filings(row), balance(row)


def last_balances(filings: list[Filing]) -> dict[PositionKey, tuple[Decimal | None, Filing]]:
    """Return the last balance of each series and where it stands; None for a key that two accounts share."""
    last: dict[PositionKey, tuple[Decimal | None, Filing]] = {}
    for filing in filings:
        own: dict[PositionKey, Decimal | None] = {}
        for key, owned in _balances(filing):
            own[key] = None if key in own else owned
        last |= {key: (owned, filing) for key, owned in own.items()}
    return last

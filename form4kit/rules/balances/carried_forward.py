"""Rules that compare a form with the owner's earlier ones; silent where those are not given."""

import re
from decimal import Decimal

from form4kit.analysis.earlier_filings import earlier_forms, form_and_period, last_balances
from form4kit.analysis.rows import note_text, title
from form4kit.analysis.running_balances import is_one_class, running_balances
from form4kit.analysis.series import PositionKey, balance, balance_field, key_across_filings
from form4kit.analysis.tally import fits
from form4kit.analysis.titles import normal
from form4kit.analysis.year_end_balances import year_end_balances
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_LONG_AGO = 400  # days: an older form says little about what is held now
_TOTAL = "Form 4, General Instruction 4(a)(i)"
_CHANGE_WITHOUT_ROW = pattern(
    r"includ|dividend|reinvest|espp|purchase plan|\b401|split|transfer|exempt|adjust|correct|error"
    r"|domestic relations|in kind|distribut|forfeit|reclassif",
    re.I,
)


_EARLIER = {
    "period": "2026-11-02",
    "non_derivative[0].owned_after": "41971",
    "non_derivative[1].owned_after": "42471",
}


@rule(
    "BAL03",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[_TOTAL, "17 CFR 240.16a-3(f)"],
    forms="45",
    good=[
        Good(earlier=(_EARLIER,)),
        Good(earlier=(_EARLIER | {"issuer.cik": "320193"},)),
    ],
    bad=[
        Bad(
            earlier=(
                _EARLIER
                | {"non_derivative[1].owned_after": "42472", "non_derivative[0].owned_after": "41972"},
            ),
            at="non_derivative[0].owned_after",
        )
    ],
    aliases=["FTN22"],
)
def balance_is_carried_forward(filing: Filing) -> Problems:
    """Begin with the balance that the last form ended with, or say in a footnote what changed it since.

    A difference is a transaction that was not reported, or a change that needs no row: dividends reinvested,
    shares bought under an exempt plan, a split.
    """
    earlier = earlier_forms(filing)
    if not earlier:
        return
    if filing.base_form == "5":
        yield from _at_year_end(filing, earlier)
        return
    current = [
        (series, tally)
        for series, tally in running_balances(filing)
        if series.key.table == "non_derivative" or is_one_class(series.key)
    ]
    last = last_balances(earlier)
    keys = [key_across_filings(series.rows[0]) for series, _ in current]
    for (series, tally), key in zip(current, keys, strict=True):
        owned, source = last.get(key, (None, filing))
        opening = tally.opening
        if owned is None or opening is None or keys.count(key) > 1 or fits(owned, opening):
            continue
        if any(_CHANGE_WITHOUT_ROW.search(note_text(filing, row)) for row in series.rows):
            continue
        yield _not_carried(tally.chains[0][0].row, opening, owned, source)


def _at_year_end(filing: Filing, earlier: list[Filing]) -> Problems:
    """Compare a Form 5 with the last form of its year, which may have counted what is reported here."""
    end = filing.period.value
    in_time = [each for each in earlier if not (end and each.period.value and each.period.value > end)]
    last = last_balances(in_time)
    found = [each for each in year_end_balances(filing) if not each.others]
    keys = [key_across_filings(each.latest) for each in found]
    for each, key in zip(found, keys, strict=True):
        owned, source = last.get(key, (None, filing))
        openings = each.openings(source.period.value)
        if owned is None or keys.count(key) > 1 or any(fits(owned, opening) for opening in openings):
            continue
        if not any(_CHANGE_WITHOUT_ROW.search(note_text(filing, row)) for row in each.series.rows):
            yield _not_carried(each.latest, min(openings), owned, source)


def _not_carried(row: Row, opening: Decimal, owned: Decimal, source: Filing) -> Problem:
    message = (
        f"{grouped(opening)} owned before this, but {grouped(owned)} after the {form_and_period(source)}"
    )
    hint = "Look for a transaction not reported, or say in a footnote what else changed the balance."
    return Problem(row.at(balance_field(row)), message, hint)


@rule(
    "BAL07",
    Severity.WARNING,
    Authority.FORM,
    cites=[_TOTAL],
    forms="45",
    good=[
        Good(
            earlier=(_EARLIER,),
            edits={"non_derivative[2].ownership": {"indirect": "By Smith Trust"}},
        ),
        Good(
            earlier=(_EARLIER | {"non_derivative[2].owned_after": "0"},),
            edits={"non_derivative[2]": None},
        ),
    ],
    bad=[
        Bad(
            earlier=(_EARLIER,),
            edits={"non_derivative[2]": None},
            at="non_derivative[0].security",
        )
    ],
)
def every_form_of_ownership_is_listed(filing: Filing) -> Problems:
    """Report every form of ownership of a class in which a transaction is reported.

    Form 4 asks for the total of a class that is owned after a transaction, a line for each form and nature.
    Natures that were only renamed are not missed, as long as there are as many lines as before.
    """
    earlier = [] if filing.amendment else [each for each in earlier_forms(filing) if not each.amendment]
    if not earlier:
        return
    traded: dict[str, Row] = {}
    for row in filing.non_derivative:
        if not row.holding:
            traded.setdefault(normal(title(row)), row)
    for name, row in traded.items():
        source = next((each for each in reversed(earlier) if name in _classes(each)), None)
        if source is None or _days_between(source, filing) > _LONG_AGO:
            continue
        before, now = _lines(source, name), _lines(filing.context.whole or filing, name)
        owned = {key: line for key, line in before.items() if balance(line)}
        missing = [line for key, line in owned.items() if key not in now]
        if missing and len(now) < len(owned):
            listed = "; ".join(f"{line.owned_after.text} {_held(line)}" for line in missing)
            message = f"no row for {listed}, which the {form_and_period(source)} has"
            hint = "Add a holding for each line that still exists."
            yield Problem(row.at("security"), message, hint)


def _days_between(source: Filing, filing: Filing) -> int:
    one, other = source.period.value, filing.period.value
    return (other - one).days if one and other else 0


def _classes(filing: Filing) -> set[str]:
    return {normal(title(row)) for row in filing.non_derivative}


def _lines(filing: Filing, name: str) -> dict[PositionKey, Row]:
    """Return the last row of each line of a class in Table I."""
    return {key_across_filings(row): row for row in filing.non_derivative if normal(title(row)) == name}


def _held(row: Row) -> str:
    return "held directly" if row.direct_indirect.value == "D" else row.nature.text or "held indirectly"

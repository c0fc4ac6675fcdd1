"""Rules that compare a form with the owner's earlier ones; silent where those are not given."""

import re
from collections.abc import Iterator
from decimal import Decimal

from form4kit.analysis.rows import said, title
from form4kit.analysis.series import Key, balance, balance_field, key_of, lasting_nature
from form4kit.analysis.tally import fits
from form4kit.analysis.titles import is_unit, normal
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.balances.running import one_class, runs
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import grouped

_LONG_AGO = 400  # days: an older form says little about what is held now
_TOTAL = "Form 4, General Instruction 4(a)(i)"
_CHANGE_WITHOUT_ROW = pattern(
    r"includ|dividend|reinvest|espp|purchase plan|\b401|split|transfer|exempt|adjust|correct|error"
    r"|domestic relations|in kind|distribut|forfeit|reclassif",
    re.I,
)


def earlier_forms(filing: Filing) -> list[Filing]:
    """Return the earlier filings about the same issuer, oldest first."""
    issuer = (filing.issuer.cik.text or "").lstrip("0")
    return [each for each in filing.context.earlier if (each.issuer.cik.text or "").lstrip("0") == issuer]


def _day(filing: Filing) -> str:
    return f"Form {filing.form_type} for {filing.period.text}"


def _lasting(row: Row) -> Key:
    """Return the key of a row's series by which other filings know it."""
    key = key_of(row, marks=False)
    return key._replace(nature=lasting_nature(key.nature))


def _balances(filing: Filing) -> Iterator[tuple[Key, Decimal | None]]:
    """Yield what a filing leaves of each series; None where it does not say with certainty."""
    for series, tally in runs(filing):
        yield _lasting(series.rows[0]), tally.closing
    for row in filing.holdings:
        yield _lasting(row), balance(row)


def _last_balances(filings: list[Filing]) -> dict[Key, tuple[Decimal | None, Filing]]:
    """Return the last balance of each series and where it stands; None for a key that two accounts share."""
    last: dict[Key, tuple[Decimal | None, Filing]] = {}
    for filing in filings:
        own: dict[Key, Decimal | None] = {}
        for key, owned in _balances(filing):
            own[key] = None if key in own else owned
        last |= {key: (owned, filing) for key, owned in own.items()}
    return last


_EARLIER = {
    "period": "2026-11-02",
    "non_derivative[0].owned_after": "41971",
    "non_derivative[1].owned_after": "42471",
}
_VEST = {
    "non_derivative[1].code": "M",
    "non_derivative[1].acquired": "100",
    "non_derivative[1].price": "0",
    "non_derivative[1].owned_after": "41571",
    "footnotes": None,
}
_GRANT = _EARLIER | {
    "footnotes.award": "Grant of 500 restricted stock units, vesting in five annual installments.",
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
    current = [
        (series, tally)
        for series, tally in runs(filing)
        if series.key.table == "non_derivative" or one_class(series.key)
    ]
    last = _last_balances(earlier)
    keys = [_lasting(series.rows[0]) for series, _ in current]
    for (series, tally), key in zip(current, keys, strict=True):
        owned, source = last.get(key, (None, filing))
        opening = tally.opening
        if owned is None or opening is None or keys.count(key) > 1 or fits(owned, opening):
            continue
        if any(_CHANGE_WITHOUT_ROW.search(said(filing, row)) for row in series.rows):
            continue
        row = tally.chains[0][0].row
        message = f"{grouped(opening)} owned before this, but {grouped(owned)} after the {_day(source)}"
        hint = "Look for a transaction not reported, or say in a footnote what else changed the balance."
        yield Problem(row.at(balance_field(row)), message, hint)


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
            message = f"no row for {listed}, which the {_day(source)} has"
            hint = "Add a holding for each line that still exists."
            yield Problem(row.at("security"), message, hint)


def _days_between(source: Filing, filing: Filing) -> int:
    one, other = source.period.value, filing.period.value
    return (other - one).days if one and other else 0


def _classes(filing: Filing) -> set[str]:
    return {normal(title(row)) for row in filing.non_derivative}


def _lines(filing: Filing, name: str) -> dict[Key, Row]:
    """Return the last row of each line of a class in Table I."""
    return {_lasting(row): row for row in filing.non_derivative if normal(title(row)) == name}


def _held(row: Row) -> str:
    return "held directly" if row.direct_indirect.value == "D" else row.nature.text or "held indirectly"


_UNITS = pattern(r"\b(?:grant|award)\w*(?: \w+){0,4} (?:restricted (?:stock|share) units|rsus)\b", re.I)


@rule(
    "DER09",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 4(c)(i)", "17 CFR 240.16b-3(d)"],
    forms="4",
    good=[
        Good({"non_derivative[1].code": "A"}, earlier=(_EARLIER,)),
        Good(_VEST, earlier=(_EARLIER,)),
    ],
    bad=[Bad(_VEST, earlier=(_GRANT,), at="non_derivative[1].code", also=("COD19",))],
)
def award_is_counted_once(filing: Filing) -> Problems:
    """Report units either in Table I when granted or in Table II until they vest, not both ways.

    An award shown as stock at grant is owned already: its vesting is no exercise (M), and only the shares
    withheld are a transaction then. Counted again at vesting, the balance is too high.
    """
    vested = [row for row in filing.non_derivative if row.code.value == "M" and not row.price.value]
    earlier = earlier_forms(filing) if vested else []
    if any(is_unit(title(row)) for each in earlier for row in each.derivative):
        return
    granted = [(row, each) for each in earlier for row in each.non_derivative if _is_unit_grant(each, row)]
    for row in vested:
        amount = row.shares.value
        for grant, source in granted:
            if amount and grant.shares.value and amount <= grant.shares.value:
                message = (
                    f"{grouped(amount)} from an award that the {_day(source)} shows in Table I as acquired"
                )
                hint = (
                    "Leave the row out, and report only what was withheld (F); or report units in Table II."
                )
                yield Problem(row.at("code"), message, hint)
                break


def _is_unit_grant(filing: Filing, row: Row) -> bool:
    if row.code.value != "A" or row.acquired_disposed.value != "A":
        return False
    return is_unit(title(row)) or bool(_UNITS.search(said(filing, row)))

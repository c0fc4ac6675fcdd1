"""Rules on the amounts of exercises and conversions: as many shares as underlie, at the exercise price."""

import re
from collections.abc import Iterable
from decimal import Decimal

from form4kit.analysis.exercises import (
    BOTH_TABLES,
    Exercise,
    coded_otherwise,
    exercises,
    gravity,
    may_stand_elsewhere,
    underlying,
    unpaired,
    words,
)
from form4kit.analysis.rows import is_put, title
from form4kit.analysis.titles import is_option, is_unit
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_CENT = Decimal("0.01")
_NET = pattern(
    r"\b(?:cashless|appreciation|ssar|fraction|ratio\b|factor|net (?:exercise|settle|share|number|issu))",
    re.I,
)
_MORE_OR_LESS = pattern(r"\b(?:dividend|performance|target|payout|multipl|earned)", re.I)
_AT_A_RATE = pattern(r"\b(?:convert|conversion|exchang(?:ed|eable|ing)|adjust)", re.I)
_ONE_FOR_ONE = pattern(r"\b(?:one|1)[- ](?:for|to)[- ](?:one|1)\b|\b1:1\b|\bone (?:\w+ ){0,3}share\b", re.I)
_FRACTION_SAID = pattern(r"\bfraction|\bcash\b|\bround|\bwhole (?:share|unit|number)", re.I)
_OTHER_PRICE = pattern(
    r"exchange rate|currenc|\beuros?\b|\bpounds?\b|\bGBP\b|\bEUR\b|\bCAD\b|\bNIS\b|weighted|average", re.I
)


_BROKEN: dict[str, object] = {
    "derivative[0].disposed": "1000.75",
    "derivative[0].underlying_shares": "1000.75",
}
_ROUNDED: dict[str, object] = {
    "non_derivative[0].code": "M ^whole",
    "footnotes": {"whole": "The number of shares is rounded down to the nearest whole share."},
}


@rule(
    "COD21",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(a)(ii)", BOTH_TABLES],
    good=[
        Good(
            {"non_derivative[0].acquired": "999.4", "non_derivative[0].owned_after": "42471"}, on="4-option"
        ),
        Good(_BROKEN | {"published": True}, on="4-option"),
        Good(_BROKEN | _ROUNDED, on="4-option"),
        Good({"non_derivative[0].acquired": "999"} | _ROUNDED, on="4-option"),
    ],
    bad=[
        Bad(_BROKEN, on="4-option", at="non_derivative[0].shares"),
        Bad(
            {"non_derivative[0].acquired": "999"},
            on="4-option",
            at="non_derivative[0].shares",
            severity=Severity.NOTE,
        ),
        Bad({"non_derivative[0].acquired": "600"}, on="4-option", at="non_derivative[0].shares"),
    ],
)
def exercise_brings_in_what_was_given_up(filing: Filing) -> Problems:
    """Let the shares acquired on an exercise equal those underlying the derivative given up.

    Shares withheld are a row of their own (F), not a smaller acquisition. A footnote explains a ratio, a
    performance multiple, dividends or cash for a fraction.
    """
    for each in exercises(filing):
        if not each.given or not each.received or each.taken or each.paid:
            continue
        received = _sum(row.shares.value for row in each.received)
        due = _sum(underlying(row) for row in each.given)
        units = _sum(row.shares.value for row in each.given)
        if received is None or due is None:
            continue
        apart = [abs(received - total) for total in (due, units) if total is not None]
        off, few = min(apart), len(each.given)
        broken = not filing.published and any(total is not None and total % 1 for total in (due, units))
        fraction = broken and any(0 < each_off < 1 for each_off in apart)
        if off < few and not fraction:
            continue
        if off <= few and _FRACTION_SAID.search(words(filing, each.given + each.received)):
            continue
        if may_stand_elsewhere(filing) or _rate_said(filing, each):
            continue
        if coded_otherwise(filing, each):
            continue
        row = _unmatched(each)
        message = f"{received} shares acquired, {due} underlie the derivative given up on {each.date}"
        hint = "Check both amounts; a footnote explains a ratio or a multiple."
        if fraction:
            units = due if units == received else units
            message = f"{received} shares acquired for {units}, and what became of the fraction is not said"
            hint = "Say in a footnote that cash was paid for the fraction, or that it was rounded."
        place = row.at("underlying_shares" if row.table == "derivative" else "shares")
        yield Problem(place, message, hint, Severity.NOTE if off == 1 else gravity(filing))


def _rate_said(filing: Filing, each: Exercise) -> bool:
    """Tell whether the notes give a reason for more or fewer shares; one for one is none.

    An option brings its number whatever the plan's name and its dividends say, other awards may not.
    """
    text = words(filing, each.given + each.received)
    if _NET.search(text):
        return True
    if all(is_option(title(row)) for row in each.given):
        return False
    rate = _AT_A_RATE.search(text) and not _ONE_FOR_ONE.search(text)
    return bool(rate or _MORE_OR_LESS.search(text))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _unmatched(each: Exercise) -> Row:
    """Return the row to blame: the first in Table I without a counterpart in Table II, else the reverse."""
    received, given = unpaired(each)
    return (received + given + each.received)[0]


@rule(
    "COD35",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(c)(iii)", "Form 4, General Instruction 5(a)"],
    good=[Good({"non_derivative[0].price": "12.504"}, on="4-option")],
    bad=[
        Bad({"non_derivative[0].price": "12.51"}, on="4-option", at="non_derivative[0].price"),
        Bad({"non_derivative[0].price": "0"}, on="4-option", at="non_derivative[0].price"),
    ],
)
def shares_cost_the_exercise_price(filing: Filing) -> Problems:
    """Show in Table I, as the price of the shares, the exercise price that Table II names.

    Column 2 of Table II is the price at which the option is exercised, so it is what the shares cost.
    """
    for each in exercises(filing):
        if each.code == "C" or not each.received:
            continue
        options = [row for row in each.given if row.exercise_price.value and not is_unit(title(row))]
        if not options or any(is_put(title(row)) for row in options):
            continue
        bought = [row for row in each.received if row.price.value is not None]
        if len(options) < len(each.given):
            bought = [row for row in bought if row.price.value]  # units among them cost nothing
        strikes = [row.exercise_price.value for row in options]
        odd = [row for row in bought if not _near(row.price.value, strikes)]
        unpaid = [price for price in strikes if not _near(price, [row.price.value for row in bought])]
        if odd and unpaid and not _OTHER_PRICE.search(words(filing, odd + options)):
            message = f"shares at {odd[0].price.text}, exercise price {', '.join(map(str, unpaid))}"
            yield Problem(odd[0].at("price"), message, "Enter the exercise price per share.")


def _near(price: Decimal | None, others: Iterable[Decimal | None]) -> bool:
    return any(price is not None and other is not None and abs(price - other) < _CENT for other in others)

"""Rules on what EDGAR's stylesheets show otherwise than it was meant, though the document is sound."""

import re
from typing import Final

from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Address, Filing, Owner
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_STYLESHEETS: Final = "EDGAR's stylesheets for Forms 3, 4 and 5, of the ownership package v5.5"
_NUMBER = pattern(r"[0-9]+\.?[0-9]*|\.[0-9]+", re.ASCII)
_NUMBERS: Final = (
    *("exercise_price", "shares", "total_value", "price", "underlying_shares", "underlying_value"),
    *("owned_after", "value_owned_after"),
)
_PARTS: Final = {"street2": "second street line", "territory": "territory", "country": "country"}
"""The parts of an address that one owner may have and another not."""

_ADDRESS: Final = {"street": "1 MAIN STREET", "city": "AMHERST", "state": "NY", "zip": "14228"}
_ABROAD: Final = {"street": "1 LONG LANE", "city": "LONDON", "country": "X0", "zip": "EC1A 9HF"}
_OPTION: Final = {
    "security": "Restricted Stock Units",
    "exercise_price": "^estate",
    "exercisable": "^estate",
    "expires": "^estate",
    "underlying": "Common Stock",
    "underlying_shares": "100",
    "owned_after": "100",
    "ownership": "direct",
}


def _joint(address: object) -> dict[str, object]:
    """Edit a clean form into a joint one, whose second owner has this address."""
    second = {"cik": "0001234568", "name": "Smith Jane", "address": address, "ten_percent": "true"}
    return {"owners[1]": second, "signatures[1]": {"name": "/s/ Jane Smith", "date": "2026-11-19"}}


@rule(
    "NUM10",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=[_STYLESHEETS],
    sources=["draft", "submission"],
    good=[{"non_derivative[0].price": "31.0"}, {"non_derivative[0].price": ".5"}],
    bad=[Bad({"non_derivative[0].price": "31."}, at="non_derivative[0].price")],
)
def number_does_not_end_in_a_period(filing: Filing) -> Problems:
    """Write a number without a bare period at its end.

    EDGAR accepts `31.`, but its stylesheets of Forms 4 and 5 print nothing for it.
    """
    for at, (name, found) in ((row, field) for row in filing.rows for field in row.fields):
        text = (found.text or "").strip()
        if text.endswith(".") and name in _NUMBERS and _NUMBER.fullmatch(text):
            yield Problem(at.at(name), f"{text!r} prints as nothing", f"Write {text[:-1]}.")


@rule(
    "TTL03",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[_STYLESHEETS],
    sources=["draft", "submission"],
    good=[{"non_derivative[2].security": "Common Stock, Series 1000"}],
    bad=[
        Bad({"non_derivative[2].security": "1000"}, at="non_derivative[2].security"),
    ],
)
def title_is_no_bare_number(filing: Filing) -> Problems:
    """Write a title or a nature of ownership with a word in it, not as a bare number.

    EDGAR's stylesheets take such a text for a number: `1000` prints as 1,000, and `5.` as nothing.
    """
    for row in filing.rows:
        for name in ("security", "underlying", "nature"):
            text = (getattr(row, name).text or "").strip()
            if _NUMBER.fullmatch(text):
                yield Problem(row.at(name), f"{text!r} prints as a number", "Say in words what it is.")


@rule(
    "DER17",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="5",
    cites=[_STYLESHEETS],
    sources=["draft", "submission"],
    good=[Good({"derivative": [_OPTION | {"exercise_price": "0 ^estate"}]}, on="5")],
    bad=[Bad({"derivative": [_OPTION]}, on="5", at="derivative[0].exercise_price")],
)
def footnote_alone_prints_on_form_5(filing: Filing) -> Problems:
    """Give on a Form 5 the exercise price and the underlying amount a value beside their footnote.

    EDGAR's stylesheet of Form 5 prints neither value nor mark there where a footnote stands alone, so that
    nothing on the page leads to it.
    """
    for row in filing.derivative:
        for name in ("exercise_price", "underlying_shares", "underlying_value"):
            found = getattr(row, name)
            if found.marks and not (found.text or "").strip():
                hint = "Give the value if there is one, or refer to the footnote from the title too."
                yield Problem(row.at(name), "a footnote alone, whose mark does not print", hint)


@rule(
    "OWN29",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[_STYLESHEETS],
    sources=["draft", "submission"],
    good=[Good(_joint(_ADDRESS | {"street": ["1 MAIN STREET", "SUITE 1"]}))],
    bad=[Bad(_joint(_ABROAD), at="owners[0].address", also=("OWN24",))],
)
def first_owner_has_every_part_of_an_address(filing: Filing) -> Problems:
    """Give the first owner of a joint filing each part of an address that another owner has.

    EDGAR's stylesheets print in box 1, part by part, the first owner that has the part: without a country or
    a second street line of its own, the first owner's address ends in another's.
    """
    first, *others = filing.owners or (None,)
    if first is None or first.address is None:
        return
    missing = [
        words for part, words in _PARTS.items() if not _has(first.address, part) and _any(others, part)
    ]
    if missing:
        message = f"box 1 would show another owner's {' and '.join(missing)}"
        yield Problem(
            first.address.at(), message, "Give the first owner the same parts, or name the other first."
        )


def _has(address: Address, part: str) -> bool:
    return bool(getattr(address, part).text)


def _any(owners: list[Owner], part: str) -> bool:
    return any(owner.address is not None and _has(owner.address, part) for owner in owners)

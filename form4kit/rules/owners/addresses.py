"""Rules on the address of a reporting owner: whole or none, and in agreement with itself.

Until March 2026 one field held states and countries alike; since then a flag says which of two counts.
"""

import re
from collections.abc import Iterator
from typing import Final

from form4kit.analysis.rows import STYLESHEETS
from form4kit.findings import Authority, Severity
from form4kit.law.places import STATES
from form4kit.lazy_re import pattern
from form4kit.model import Address, Filing, Owner
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
SPLIT = "2026"
"""The edition that parted states from countries."""
_US_ZIP = pattern(r"\d{5}(?:-?\d{4})?", re.ASCII)
_ZIP = pattern(r"[0-9A-Za-z #-]*", re.ASCII)
_LONGEST = {"street1": 40, "street2": 40, "city": 30, "territory": 30, "zip": 10}
_LONGEST_TERRITORY_OF_SCHEMA = 40
_FROM_TORONTO = {"street": "1 BAY STREET", "city": "TORONTO", "country": "A6", "zip": "M5J 2N8"}
_PARTS: Final = {"street2": "second street line", "territory": "territory", "country": "country"}
"""The parts of an address that one owner may have and another not."""

_ADDRESS: Final = {"street": "1 MAIN STREET", "city": "AMHERST", "state": "NY", "zip": "14228"}
_ABROAD: Final = {"street": "1 LONG LANE", "city": "LONDON", "country": "X0", "zip": "EC1A 9HF"}


def _joint(address: object) -> dict[str, object]:
    """Edit a clean form into a joint one, whose second owner has this address."""
    second = {"cik": "0001234568", "name": "Smith Jane", "address": address, "ten_percent": "true"}
    return {"owners[1]": second, "signatures[1]": {"name": "/s/ Jane Smith", "date": "2026-11-19"}}


def addresses(filing: Filing) -> Iterator[Address]:
    """Return the addresses that hold anything at all."""
    for owner in filing.owners:
        found = owner.address
        if found and (
            found.street1 or found.street2 or found.city or found.state or found.country or found.zip
        ):
            yield found


def _is_us(address: Address, edition: str) -> bool:
    """Tell whether an address says that it lies in the United States."""
    if address.non_us.value is not None and edition >= SPLIT:
        return not address.non_us.value
    return (address.state.value or "") in STATES and not address.country


@rule(
    "OWN12",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=[f"{_SPEC}, section 4.3.2"],
    good=[{"owners[0].address": None}, {"owners[0].address": _FROM_TORONTO | {"zip": ""}}],
    bad=[
        Bad({"owners[0].address.city": None}, at="owners[0].address.city"),
        Bad({"owners[0].address": {"street": "495 COMMERCE DRIVE"}}, at="owners[0].address.city"),
    ],
)
def address_is_whole(filing: Filing) -> Problems:
    """Give the whole address or none of it.

    With no address EDGAR prints the one it has on record; with any part of one it prints only that part.
    A postal code is asked for in the United States alone.
    """
    for address in addresses(filing):
        with_zip = not address.country and (_is_us(address, filing.edition) or not address.state)
        given = {
            "street1": address.street1,
            "city": address.city,
            "state": address.state or address.country,
            "zip": address.zip or not with_zip,
        }
        missing = [name for name, there in given.items() if not there]
        if missing:
            words = {"street1": "street", "state": "state or country", "zip": "ZIP code"}
            message = f"an address without {' and '.join(words.get(name, name) for name in missing)}"
            yield Problem(address.at(missing[0]), message, "Give all of it, or leave it to EDGAR's record.")


@rule(
    "OWN13",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.5"],
    sources=["submission"],
    since="2026-03-18",
    good=[Good(xml=(("<rptOwnerState>NY<", "<rptOwnerState>NJ<"),))],
    bad=[
        Bad(
            xml=(("            <rptOwnerNonUSAddressFlag>false</rptOwnerNonUSAddressFlag>\n", ""),),
            at="owners[0].address.non_us",
        )
    ],
)
def address_says_whether_us(filing: Filing) -> Problems:
    """Say of an address whether it lies outside the United States.

    The specification wants the flag with every address since March 2026; the schema lets it be absent.
    """
    if filing.edition < SPLIT:
        return
    for address in addresses(filing):
        if not address.non_us.line:
            hint = "Send rptOwnerNonUSAddressFlag, `true` or `false`, before the street."
            yield Problem(address.at("non_us"), "an address without its non-US flag", hint)


@rule(
    "OWN14",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.3, cm(9) and cm(10)"],
    sources=["draft", "submission"],
    since="2026-03-18",
    good=[{"owners[0].address": _FROM_TORONTO}, {"owners[0].address.non_us": "false"}],
    bad=[
        Bad(
            {"owners[0].address": _FROM_TORONTO | {"non_us": "true", "country": ""}},
            at="owners[0].address.country",
            also=("OWN12",),
        ),
        Bad(
            {"owners[0].address.non_us": "false", "owners[0].address.state": None},
            at="owners[0].address.state",
            also=("OWN12",),
        ),
    ],
)
def address_has_state_or_country(filing: Filing) -> Problems:
    """Give the country of an address outside the United States, and the state of one inside.

    EDGAR suspends an address whose flag is true without a country, or false without a state.
    """
    if filing.edition < SPLIT:
        return
    for owner in filing.owners:
        address = owner.address
        if address is None or address.non_us.value is None:
            continue
        if address.non_us.value and not address.country.value:
            yield Problem(
                address.at("country"), "an address outside the US without a country", "Add its code."
            )
        elif not address.non_us.value and not address.state.value:
            yield Problem(address.at("state"), "an address in the US without a state", "Add its code.")


@rule(
    "OWN17",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.5"],
    good=[
        {"owners[0].address.city": "A" * 30},
        {"owners[0].address": _FROM_TORONTO | {"territory": "A" * 30, "zip": "SW1A 1AA"}},
    ],
    bad=[
        Bad({"owners[0].address.city": "A" * 31}, at="owners[0].address.city"),
        Bad({"owners[0].address.street": ["A" * 41]}, at="owners[0].address.street1"),
        Bad({"owners[0].address": _FROM_TORONTO | {"zip": "SW1A.1AA"}}, at="owners[0].address.zip"),
        Bad(
            {"owners[0].address": _FROM_TORONTO | {"territory": "A" * 31}},
            at="owners[0].address.territory",
            severity=Severity.WARNING,
        ),
    ],
)
def address_fits(filing: Filing) -> Problems:
    """Keep the parts of an address within EDGAR's lengths and characters.

    A street line has at most 40 characters, city and foreign territory 30, a postal code 10: letters,
    digits, blanks, # and hyphens. The schema allows a territory of 40, so a longer one than 30 only warns.
    """
    for address in addresses(filing):
        for name, most in _LONGEST.items():
            text = getattr(address, name).text or ""
            if len(text) > most:
                lenient = name == "territory" and len(text) <= _LONGEST_TERRITORY_OF_SCHEMA
                message = f"{len(text)} characters, the most is {most}"
                yield Problem(address.at(name), message, "Shorten it.", Severity.WARNING if lenient else None)
        zip_code = address.zip.text or ""
        if not _ZIP.fullmatch(zip_code):
            hint = "Write letters, digits, blanks, # and hyphens only."
            yield Problem(address.at("zip"), f"{zip_code!r} has another character", hint)


@rule(
    "OWN18",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, box 1; Form 3, box 1"],
    good=[{"owners[0].address.zip": "14228-1234"}, {"owners[0].address": _FROM_TORONTO}],
    bad=[
        Bad({"owners[0].address.zip": "1422"}, at="owners[0].address.zip"),
        Bad({"owners[0].address.zip": "K1A 0B1"}, at="owners[0].address.zip"),
        Bad({"owners[0].address.country": "A6"}, at="owners[0].address.state"),
    ],
)
def address_agrees_with_itself(filing: Filing) -> Problems:
    """Let the parts of an address agree: a state with a ZIP code of five or nine digits, or a country.

    Mail and service of process go to this address, and it is public.
    """
    for address in addresses(filing):
        zip_code = address.zip.value or ""
        if address.state.value and (address.country.value or address.non_us.value):
            message = f"the state {address.state.value} in an address outside the US"
            yield Problem(address.at("state"), message, "Keep the state or the country.")
        elif not _is_us(address, filing.edition) or not _ZIP.fullmatch(zip_code):
            continue
        elif zip_code and not _US_ZIP.fullmatch(zip_code):
            message = f"{zip_code} is no ZIP code of the US"
            yield Problem(address.at("zip"), message, "Write five digits, or nine as `14228-1234`.")


@rule(
    "OWN19",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.5"],
    sources=["submission"],
    good=[{"published": True}],
    bad=[
        Bad(
            xml=(
                (
                    "</reportingOwnerAddress>",
                    "<rptOwnerStateDescription>NEW YORK</rptOwnerStateDescription></reportingOwnerAddress>",
                ),
            ),
            at="owners[0].address.state_description",
        )
    ],
)
def edgars_parts_are_not_sent(filing: Filing) -> Problems:
    """Leave the state's description and the good-address flag to EDGAR.

    EDGAR sets them itself, and warns of what it discards.
    """
    for owner in filing.owners:
        if owner.address is None:
            continue
        for name in ("state_description", "good_address"):
            if getattr(owner.address, name):
                yield Problem(
                    owner.address.at(name), "a part that EDGAR sets itself is sent", "Leave it out."
                )


@rule(
    "OWN29",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[STYLESHEETS],
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

"""Rules on the codes of states and countries in an owner's address, which are EDGAR's own."""

from collections.abc import Mapping

from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.law.places import COUNTRIES, STATES, STATES_BEFORE_2026, PlaceCode
from form4kit.model import Filing
from form4kit.place import Place
from form4kit.rules.owners.addresses import SPLIT, addresses
from form4kit.rules.rule import Bad, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_NO_COUNTRY = PlaceCode("", "")
_FROM_TORONTO = {"street": "1 BAY STREET", "city": "TORONTO", "country": "A6", "zip": "M5J 2N8"}
_PROVINCES = {
    "AB": "ALBERTA",
    "BC": "BRITISH COLUMBIA",
    "MB": "MANITOBA",
    "NB": "NEW BRUNSWICK",
    "NL": "NEWFOUNDLAND",
    "NS": "NOVA SCOTIA",
    "ON": "ONTARIO",
    "PE": "PRINCE EDWARD ISLAND",
    "PQ": "QUEBEC",
    "QC": "QUEBEC",
    "SK": "SASKATCHEWAN",
    "YT": "YUKON",
}
"""The abbreviations of Canada Post, which EDGAR does not know."""
_OF_THE_STATES = "An address in the United States has a `state` and no country."
_WITHOUT_A_CODE = {
    "CANADA": "Each province has a code, such as `country: A6` of Ontario, A1 British Columbia, A8 Quebec.",
    "USA": _OF_THE_STATES,
    "U.S.A.": _OF_THE_STATES,
    "UNITED STATES": _OF_THE_STATES,
}
_TO_2026 = "2026-03-17"


def _in_words(place: PlaceCode) -> str:
    """Return a place's name as it is written in a sentence."""
    return place.name.title().replace(" Of ", " of ").replace(" And ", " and ")


def _code_of(name: str, places: Mapping[str, PlaceCode]) -> str | None:
    """Return the code of a place that someone wrote out."""
    wanted = name.strip().upper().rstrip(".")
    wanted = f"{_PROVINCES.get(wanted, wanted)}"
    names = {wanted, f"{wanted}, CANADA"}
    return next((place.code for place in places.values() if place.name in names and not place.obsolete), None)


def _write(code: str, place: Place) -> Fix:
    return Fix(f"Write {code}", (Edit("set", place.path, code),))


@rule(
    "OWN15",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.6.6"],
    good=[
        {"owners[0].address.state": "PR"},
        {"edition": "2023", "filed": _TO_2026, "owners[0].address.state": "A6"},
    ],
    bad=[
        Bad({"owners[0].address.state": "A6"}, at="owners[0].address.state"),
        Bad({"owners[0].address.state": "New York"}, at="owners[0].address.state"),
    ],
)
def state_is_on_the_list(filing: Filing) -> Problems:
    """Write the state as a code of EDGAR's list.

    Since 18 March 2026 the list holds the states and territories alone; the codes of countries and of
    Canadian provinces, which stood there before, went to the country.
    """
    split = filing.edition >= SPLIT
    known = STATES if split else STATES_BEFORE_2026
    for address in addresses(filing):
        state = address.state.text or ""
        if not state.strip() or state in known:
            continue
        code = state.strip().upper()
        country = COUNTRIES.get(code, _NO_COUNTRY)
        hint = "Write the two letters of the state; other countries stand under `country`."
        place, fix = address.at("state"), None
        if split and country.name:
            hint = f"{code} is {_in_words(country)}: put it under `country`."
            if not (address.country or country.obsolete or address.non_us):
                fix = Fix(f"Put {code} under country", (Edit("rename", place.path, "country"),))
        elif found := code if code in known else _code_of(code, known):
            hint, fix = f"Write {found}.", _write(found, place)
        elif split and code in _WITHOUT_A_CODE:
            hint = _WITHOUT_A_CODE[code]
        elif split and (found := _code_of(code, COUNTRIES)):
            hint = f"{_in_words(COUNTRIES[found])} is {found}: write `country: {found}` in its place."
        yield Problem(place, f"{state!r} is no state code of EDGAR's", hint, fix=fix)


@rule(
    "OWN16",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, appendix of country codes", "EDGAR ownership schema v5.5, obsolete country codes"],
    sources=["draft", "submission"],
    since="2026-03-18",
    good=[{"owners[0].address": _FROM_TORONTO | {"country": "X0"}}],
    bad=[
        Bad({"owners[0].address": _FROM_TORONTO | {"country": "GB"}}, at="owners[0].address.country"),
        Bad({"owners[0].address": _FROM_TORONTO | {"country": "Y2"}}, at="owners[0].address.country"),
        Bad({"owners[0].address": _FROM_TORONTO | {"country": "Canada"}}, at="owners[0].address.country"),
    ],
)
def country_is_on_the_list(filing: Filing) -> Problems:
    """Write the country as a current code of EDGAR's list.

    The codes are EDGAR's own, not ISO's, and EDGAR suspends an address with an obsolete one although the
    schema knows it. Each Canadian province has a code here.
    """
    for address in addresses(filing):
        country = address.country.text or ""
        known = COUNTRIES.get(country)
        if not country.strip() or (known and not known.obsolete):
            continue
        place, fix = address.at("country"), None
        code = country.strip().upper()
        if known:
            message = f"{country}, {_in_words(known)}, is no longer a code of EDGAR's"
            yield Problem(place, message, "Write the present code of that country.")
            continue
        hint = "EDGAR's codes are not ISO's: X0 is the United Kingdom, A6 Ontario, 2M Germany."
        if code in _WITHOUT_A_CODE:
            hint = _WITHOUT_A_CODE[code]
        elif code in STATES:
            hint = f"{code} is {_in_words(STATES[code])} here: put it under `state`, or mend the code."
        elif found := code if code in COUNTRIES else _code_of(code, COUNTRIES):
            hint, fix = f"Write {found}, {_in_words(COUNTRIES[found])}.", _write(found, place)
        yield Problem(place, f"{country!r} is no country code of EDGAR's", hint, fix=fix)

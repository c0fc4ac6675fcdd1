"""What the library's footnotes take from the rows that refer to them, where a reference leaves it open.

The noun for what vests comes from the title of the security; on a joint form the person who speaks is named.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from form4kit.analysis.titles import is_convertible, is_debt, is_option, is_unit, is_warrant, normal
from form4kit.footnote_library.calls import Call
from form4kit.footnote_library.standard import standard
from form4kit.footnote_library.template import Template
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row

_NOUN: Final = "of"
_UNIT: Final = "unit"
_WHO: Final = "who"
_OF_THE_ROW: Final = frozenset(
    ["vesting", "cliff-vesting", "vests-in-full", "fully-vested", "no-expiration", "settled"]
)
_OF_ONE_UNIT: Final = frozenset(["one-for-one", "economic-equivalent"])
_ABBREVIATED: Final = frozenset(["RSU", "RSUS"])
_ASIDE = pattern(r"\([^()]*\)")
_NAMED_UNITS = pattern(r"[a-z][a-z' -]* units?")
_EVERYBODY: Final = "each of the reporting persons"


def completed(call: Call, template: Template, filing: Filing, rows: Iterable[Row]) -> Call:
    """Return a reference with the noun and the person that its rows and its form give."""
    if template != standard().get(call.name):
        return call
    given = dict(call.given)
    if call.name in _OF_THE_ROW and _NOUN not in given:
        nouns = {noun(row.security.text or "") for row in rows}
        call = replace(call, given=(*call.given, (_NOUN, nouns.pop() if len(nouns) == 1 else "securities")))
    if call.name in _OF_ONE_UNIT and _UNIT not in given:
        units = {unit(row.security.text or "") for row in rows} - {""}
        if units:
            call = replace(call, given=(*call.given, (_UNIT, units.pop() if len(units) == 1 else _UNIT)))
    if len(filing.owners) > 1 and template.parameter(_WHO) and _WHO not in given:
        who = _who(call, filing)
        call = replace(call, given=(*call.given, (_WHO, who))) if who else call
    return call


def open_on_joint_form(call: Call, template: Template, filing: Filing) -> bool:
    """Tell whether a reference on a joint form leaves open which of the persons it speaks of."""
    joint = len(filing.owners) > 1 and template == standard().get(call.name)
    return joint and template.parameter(_WHO) is not None and _WHO not in dict(call.given)


def _who(call: Call, filing: Filing) -> str:
    """Return whom a disclaimer speaks of: all of them, or the one owner who is not the holder it names."""
    if call.name == "disclaimer":
        return _EVERYBODY
    holder = normal(dict(call.given).get("name", "")).removeprefix("THE ")
    names = [owner.name.text for owner in filing.owners if owner.name.text]
    others = [name for name in names if normal(name).removeprefix("THE ") != holder]
    return others[0] if len(others) == 1 and len(names) == len(filing.owners) else ""


def unit(title: str) -> str:
    """Return what one unit of a title is called: `deferred stock unit`; empty where the library's word fits.

    A title that is no name of units gives `unit`.
    """
    if normal(title) in _ABBREVIATED:
        return ""
    words = " ".join(_ASIDE.sub(" ", title).lower().split())
    return words.removesuffix("s") if _NAMED_UNITS.fullmatch(words) else "unit"


def noun(title: str) -> str:
    """Return what several securities of a title are called: `options`, `rights`, `shares`, `units`."""
    words = normal(title)
    if "APPRECIATION" in words or words in ("SAR", "SARS", "SSAR", "SSARS"):
        return "rights"
    if is_warrant(title):
        return "warrants"
    if is_option(title):
        return "options"
    if "UNIT" in words or words.split()[-1:] in (["RSUS"], ["RSU"], ["PSUS"], ["PSU"], ["DSUS"], ["DSU"]):
        return "units"
    if "RIGHT" in words:
        return "rights"
    if is_debt(title):
        return "securities"
    if any(word in words for word in ("STOCK", "SHARE", "COMMON", "PREFERRED", "ADS", "CLASS")):
        return "units" if "PHANTOM" in words or "DEFERRED" in words else "shares"
    return "units" if is_unit(title) else "shares" if is_convertible(title) else "securities"

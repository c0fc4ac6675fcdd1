"""A short way to write cases at the edges of rules: edits of a clean filing, and where a rule finds fault.

Paths are those of the draft, shortened: `n0.price` is `non_derivative[0].price`, `d` a derivative row, `o` an
owner, `s` a signature, `f.x` the footnote called x.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from clean_filings import filing_of

from form4kit.model import Filing
from form4kit.place import dotted
from form4kit.rules.engine import catalogue
from form4kit.rules.rule import Good, Rule, source_of

RULES: dict[str, Rule] = {rule.code: rule for rule in catalogue()}
_SHORT = {"n": "non_derivative", "d": "derivative", "o": "owners", "s": "signatures"}
_NUMBERED = re.compile(r"^([ndos])(\d+)(?=\.|$)")


def long(path: str) -> str:
    """Return a path of the draft in full."""
    if path.startswith("f."):
        return f"footnotes.{path[2:]}"
    return _NUMBERED.sub(lambda found: f"{_SHORT[found[1]]}[{found[2]}]", path)


def short(path: str) -> str:
    """Return a path of the draft as cases write it."""
    for letter, table in _SHORT.items():
        path = re.sub(rf"^{table}\[(\d+)\]", rf"{letter}\1", path)
    return path.replace("footnotes.", "f.")


def edited(edits: Mapping[str, Any], on: str = "4", **more: Any) -> Filing:
    """Return the clean filing `on` with edits; `earlier` and `original` are edits of it too, `xml` is not.

    A filing date of None is one that is not known.
    """
    others: dict[str, Any] = dict(more)
    if "earlier" in more:
        others["earlier"] = tuple(map(_plain, more["earlier"]))
    if "original" in more:
        others["original"] = _plain(more["original"])
    plain = _plain(edits)
    dated = plain.pop("filed", "") if plain.get("filed", "") is None else ""
    filing = filing_of(Good(plain, on=on, **others))
    return replace(filing, context=replace(filing.context, filed=None)) if dated is None else filing


def found(code: str, edits: Mapping[str, Any], on: str = "4", **more: Any) -> str:
    """Return where a rule finds fault in a clean filing with edits, a severity of its own after a colon."""
    rule = RULES[code]
    filing = edited(edits, on, **more)
    if not rule.applies(filing.base_form, source_of(filing), filing.filed):
        return ""
    return " ".join(
        (short(dotted(each.place.path)) or "form")
        + ("" if each.severity is rule.severity else f":{each.severity}")
        for each in rule.findings(filing)
    )


def _plain(edits: Mapping[str, Any]) -> dict[str, Any]:
    """Return edits with paths in full; one row given twice is two rows."""
    return {long(path): value for path, value in json.loads(json.dumps(edits)).items()}


def case(code: str, edits: Mapping[str, Any], where: str = "", on: str = "4", **more: Any) -> Any:
    """Return a case for `parametrize`: a rule, edits of the clean filing `on`, and where it finds fault."""
    return pytest.param(code, edits, where, on, more, id=f"{code}-{where or 'silent'}")


def row(**values: Any) -> dict[str, Any]:
    """Return a sale of 1,000 shares of common stock, with other values; None leaves one out."""
    sale = {"security": "Common Stock", "date": "2026-11-18", "code": "S", "disposed": "1000",
        "price": "31.07",
            "owned_after": "41471", "ownership": "direct"}  # fmt: skip
    return _changed(sale, values)


def option(**values: Any) -> dict[str, Any]:
    """Return the exercise of 1,000 options, with other values; None leaves one out."""
    exercise = {"security": "Stock Option (right to buy)", "exercise_price": "12.5", "date": "2026-11-18",
                "code": "M", "disposed": "1000", "price": "0", "exercisable": "2022-03-01",
                "expires": "2031-03-01", "underlying": "Common Stock", "underlying_shares": "1000",
                "owned_after": "3000", "ownership": "direct"}  # fmt: skip
    return _changed(exercise, values)


def holding(**values: Any) -> dict[str, Any]:
    """Return a holding of common stock, with other values."""
    return _changed({"security": "Common Stock", "owned_after": "500", "ownership": "direct"}, values)


def _changed(plain: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**plain, **values}.items() if value is not None}


def told(code: str, edits: Mapping[str, Any], on: str = "4", **more: Any) -> list[str]:
    """Return what a rule says of a clean filing with edits: message, hint and, after an arrow, its mend."""
    said = []
    for each in RULES[code].findings(edited(edits, on, **more)):
        mends = each.fix.edits if each.fix else ()
        arrows = (f"-> {mend.action} {short(dotted(mend.path))} {mend.text}" for mend in mends)
        said.append(" | ".join([each.message, each.hint, *arrows]))
    return said


def days(*dates: str, **more: Any) -> dict[str, Any]:
    """Return the edits for a sale on each day, and nothing else."""
    return {"non_derivative": [row(date=date) for date in dates], "footnotes": {"x": "-"}, **more}


GAIN = {"disposed": None, "acquired": "1000"}
PLAN = "Sold under a Rule 10b5-1 plan adopted on March 2, 2026."


def noted(text: str, field: str = "code", **more: Any) -> dict[str, Any]:
    """Return the edits for one row with a footnote on one of its fields."""
    made = row(**more)
    return {"non_derivative": [made | {field: f"{made[field]} ^x"}], "footnotes": {"x": text}}


def planned(*texts: str, box: str | None = "true", **more: Any) -> dict[str, Any]:
    """Return the edits for a sale with a footnote for each text on its code."""
    notes = {f"p{n}": text for n, text in enumerate(texts)}
    marks = "".join(f" ^{name}" for name in notes)
    return {"plan_10b5_1": box, "non_derivative": [row(code=f"S{marks}", **more)], "footnotes": notes or None}


def exhibit(**more: Any) -> dict[str, Any]:
    return {"exhibits": [{"file": "poa.txt", "type": "EX-24"} | more]}


FIRST = {"cik": "0001234567", "name": "Federico Richard D", "director": "true",
         "address": {"street": "495 COMMERCE DRIVE", "city": "AMHERST", "state": "NY",
             "zip": "14228"}}  # fmt: skip
SECOND = FIRST | {"cik": "0001234568", "name": "Doe Jane"}
TRUST = FIRST | {
    "cik": "0001234569",
    "name": "Federico Family Trust",
    "director": None,
    "ten_percent": "true",
}


def address(**parts: Any) -> dict[str, Any]:
    whole = {"street": "1 Main", "city": "AMHERST", "state": "NY", "zip": "14228"} | parts
    return {"o0.address": {key: value for key, value in whole.items() if value is not None}}


def owned_by(*owners: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "owners": [{key: value for key, value in owner.items() if value is not None} for owner in owners],
        **more,
    }


POA = {"exhibits": [{"file": "poa.txt", "type": "EX-24"}], "remarks": "Exhibit 24"}
OWNER = {"cik": "0001234567", "name": "Federico Richard D", "director": "true"}
OTHER = {"cik": "0001234568", "name": "Doe Jane", "ten_percent": "true"}


def both(taken: list[dict[str, Any]], given: list[dict[str, Any]], text: str = "-") -> dict[str, Any]:
    """Return the edits for rows of Table I and of Table II."""
    return {"non_derivative": taken, "derivative": given, "footnotes": {"x": text}}


def before(closing: int) -> dict[str, Any]:
    """Return the edits for an earlier form by which so many shares were owned."""
    return {"period": "2026-11-02", "n0.owned_after": str(closing - 500), "n1.owned_after": str(closing)}

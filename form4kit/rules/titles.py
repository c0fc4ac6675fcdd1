"""Rules on titles of securities: the class by name, one spelling, no bare number."""

import re
from typing import Final

from form4kit.analysis.rows import STYLESHEETS, title
from form4kit.analysis.titles import normal
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Problem, Problems, rule

_CLASS: Final = "Form 4, General Instruction 3(b)"
_NUMBER = pattern(r"[0-9]+\.?[0-9]*|\.[0-9]+", re.ASCII)
_NAMELESS = pattern(r"STOCKS?|SHARES?|SHARES OF STOCK|SECURIT(?:Y|IES)|EQUITY(?: SECURIT(?:Y|IES))?")


@rule(
    "TTL01",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[_CLASS],
    good=[{"non_derivative[2].security": "Common"}],
    bad=[
        Bad({"non_derivative[2].security": "Shares"}, at="non_derivative[2].security"),
        Bad(
            {"non_derivative[2].security": "Allied Motion Technologies Inc."}, at="non_derivative[2].security"
        ),
    ],
)
def class_is_named(filing: Filing) -> Problems:
    """Name the class of a security, such as Common Stock.

    `Stock`, or the company's name, does not tell which of its classes is meant.
    """
    company = normal(filing.issuer.name.text or "")
    told: set[str] = set()
    for row in filing.non_derivative:
        name = normal(title(row))
        if name and name not in told and (name == company or _NAMELESS.fullmatch(name)):
            told.add(name)
            yield Problem(
                row.at("security"), f"{title(row)!r} names no class", "Enter the class, as Common Stock."
            )


@rule(
    "TTL02",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[_CLASS],
    good=[{"non_derivative[2].security": "Class B Common Stock"}],
    bad=[
        Bad({"non_derivative[2].security": "COMMON STOCK"}, at="non_derivative[2].security"),
        Bad({"non_derivative[2].security": "Common-Stock"}, at="non_derivative[2].security"),
    ],
)
def class_is_spelled_one_way(filing: Filing) -> Problems:
    """Write the title of a class the same way throughout the form.

    Two spellings read like two classes, and programs that add up holdings take them for two.
    """
    spelled: dict[str, list[str]] = {}
    for row in filing.rows:
        for name, found in (("security", row.security), ("underlying", row.underlying)):
            if not found.value:
                continue
            known = spelled.setdefault(normal(found.value), [found.value])
            if found.value not in known:
                known.append(found.value)
                message = f"{found.value!r}, elsewhere {known[0]!r}"
                yield Problem(row.at(name), message, "Write both the same way.")


@rule(
    "TTL03",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[STYLESHEETS],
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

"""Rules on which table a security belongs to, and which side of an option it is."""

import re
from typing import Final

from form4kit.analysis.rows import note_text, note_text_on, rows_with_code, title, without_denials
from form4kit.analysis.titles import is_option, is_warrant, normal
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_CONVERTS = pattern(
    r"\bconvertible\b[^.;]{0,60}\binto\b|\b(?:converts?|be converted)\b[^.;]{0,40}\binto\b", re.I
)
_FLOATING = pattern(r"average|market price|closing|discount|variable|trading price|conversion price", re.I)
_BROUGHT = pattern(r"underlying|issuable|issued (?:up)?on|units?\b|subject to", re.I)
_STOCK = pattern(r"(?:COMMON|ORDINARY)(?: (?:STOCK|SHARES?))?|STOCKS?|SHARES?")
_SIDE = pattern(r"right|\bbuy|purchase|acquire|obligat|\bsell|written|\blong\b|\bshort\b", re.I)
_TRADED: Final = frozenset("PSXOEH")


@rule(
    "DER11",
    Severity.WARNING,
    Authority.FORM,
    cites=["Form 4, General Instruction 4(c)(i)", "17 CFR 240.16a-1(c)"],
    good=[
        {
            "non_derivative[2].security": "Class A Common Stock ^b",
            "footnotes.b": "A share of Class B Common Stock converts into one share of Class A Common Stock.",
        },
        {"non_derivative[2].security": "Common Stock underlying Units"},
        {
            "non_derivative[2].security": "Series A Preferred Stock ^b",
            "footnotes.b": "Series A Preferred Stock is not convertible into shares of any other class.",
        },
        Good({"derivative[0].security": "Class B Common Stock"}, on="3"),
    ],
    bad=[
        Bad(
            {
                "non_derivative[2].security": "Class B Common Stock ^b",
                "footnotes.b": "Class B Common Stock is convertible at any time into Class A Common Stock.",
            },
            at="non_derivative[2].security",
        ),
        Bad({"non_derivative[2].security": "Stock Option (right to buy)"}, at="non_derivative[2].security"),
        Bad(
            {"derivative[0].security": "Common Stock", "derivative[0].underlying": "Class A Common Stock"},
            on="3",
            at="derivative[0].security",
            severity=Severity.NOTE,
        ),
    ],
)
def security_is_in_its_table(filing: Filing) -> Problems:
    """Report in Table II what is exercised for or converts into stock at a fixed rate, and stock in Table I.

    A class that is both stock and convertible goes into Table II only. With a conversion price that floats it
    is no derivative, and stays in Table I. Only a row's own footnotes and plain titles are read.
    """
    told: set[str] = set()
    for row in filing.rows:
        name = title(row)
        if name in told:
            continue
        reading = _in_table_1(filing, row) if row.table == "non_derivative" else _in_table_2(row)
        if reading:
            told.add(name)
            message, hint, severity = reading
            yield Problem(row.at("security"), message, hint, severity)


Reading = tuple[str, str, Severity | None]


def _in_table_1(filing: Filing, row: Row) -> Reading | None:
    name = title(row)
    if (is_option(name) or is_warrant(name)) and not _BROUGHT.search(name):
        return f"{name!r} in Table I", "Report it in Table II, with its exercise price and dates.", None
    if row.security.marks and _converts(note_text_on(filing, row.security), normal(name)):
        hint = "Report the class in Table II, with what it converts into as underlying."
        return f"{name!r} in Table I, which its footnote says is convertible", hint, None
    return None


def _in_table_2(row: Row) -> Reading | None:
    name = normal(title(row))
    if _STOCK.fullmatch(name) and name != normal(row.underlying.text or ""):
        hint = "Report stock in Table I, or name the derivative."
        return f"{title(row)!r} in Table II", hint, Severity.NOTE
    return None


def _converts(words: str, name: str) -> bool:
    """Tell whether a note says that the security with this name converts into another, at a fixed rate."""
    for sentence in re.split(r"(?<=[a-z)])[.;]\s", words):
        sentence = without_denials(sentence)
        found = _CONVERTS.search(sentence)
        if found and not _FLOATING.search(sentence):
            before, after = normal(sentence[: found.start()]), normal(sentence[found.end() :])
            if name in before and name not in after:
                return True
    return False


@rule(
    "DER12",
    Severity.NOTE,
    Authority.FORM,
    forms="45",
    cites=["Form 4, General Instruction 4(c)(ii)"],
    good=[Good({"derivative[0].security": "Stock Option"}, on="4-option")],
    bad=[
        Bad(
            {
                "derivative[0].security": "Call Option",
                "derivative[0].code": "S",
                "derivative[0].price": "18.5",
                "non_derivative": None,
            },
            on="4-option",
            at="derivative[0].security",
        )
    ],
)
def option_says_its_side(filing: Filing) -> Problems:
    """Say of an option that is traded whether it is a right or an obligation, to buy or to sell.

    A sale may be of an option owned or of one written, and only the title tells. That an employee's option is
    a right to buy goes without saying in practice.
    """
    for row in rows_with_code(filing, _TRADED):
        name = title(row)
        if (
            row.table == "derivative"
            and is_option(name)
            and not _SIDE.search(f"{name} {note_text(filing, row)}")
        ):
            hint = "Add (right to buy), (obligation to sell) and so on to the title."
            yield Problem(row.at("security"), f"{name!r} with code {row.code.text}", hint)

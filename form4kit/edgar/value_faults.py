"""Say what is wrong with a value, for a reader who has never seen a schema."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from form4kit.lazy_re import pattern
from form4kit.words import counted

LxmlElement = Any
"""An element of lxml, whose type stubs know too little of it."""

XML_SPACE = " \t\r\n"
_CCC_LENGTH = 8
_SECRET = {"rptOwnerCcc", "documentMimeBlock"}
_FRACTION_DIGITS = "{http://www.w3.org/2001/XMLSchema}fractionDigits"
_NUMBER = pattern(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DATE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALTERNATIVES = pattern(r"[A-Z0-9/]+(\|[A-Z0-9/]+)*")
_LONGEST_QUOTE = 40
_LONGEST_LIST = 25

_WANTED = {"date": "a date", "decimal": "a number", "boolean": "true or false"}
_LISTS = {"rptOwnerState": "EDGAR's list of state codes", "rptOwnerCountry": "EDGAR's list of country codes"}
_PATTERNS = {
    "issuerCik": "a CIK: digits only",
    "rptOwnerCik": "a CIK: digits only",
    "rptOwnerZipCode": "a ZIP code: letters, digits, blanks, # and - only",
    "transactionTimeliness": "E, L or empty",
    "transactionFormType": "3 or empty",
}


def value_fault(kind: Any, element: LxmlElement) -> str | None:
    """Return what is wrong with the text of an element of this simple type, None if nothing is.

    `kind` is the type as `xmlschema` built it. The text of a CCC is never repeated.
    """
    text, primitive = element.text or "", kind.primitive_type.local_name
    if primitive not in _WANTED:
        return _text_fault(kind, field_of(element), text)
    bare = text.strip()
    if not bare:
        return f"empty, {_WANTED[primitive]} is wanted"
    if bare != text.strip(XML_SPACE) and _takes(kind, bare):  # a no-break space, which is no blank in XML
        return f"blanks or line breaks around {quoted(bare)}"
    if primitive == "decimal":
        return _number_fault(kind, bare)
    if primitive == "date":
        return _date_fault(kind, text, bare)
    return None if kind.is_valid(text) else f"{quoted(text)} is not one of true, false, 1, 0"


def _takes(kind: Any, text: str) -> bool:
    try:
        return bool(kind.is_valid(text))
    except OverflowError:  # a year that `xmlschema` cannot hold
        return False


def _text_fault(kind: Any, field: str, text: str) -> str | None:
    length, least, most = len(text), kind.min_length or 0, kind.max_length
    if kind.is_valid(text):
        return None
    if not text:
        return f"empty, {_wanted_text(kind, least)} is wanted"
    if most is not None and length > most:
        return (
            f"{counted(length, 'character', ',')}, {'must be' if least == most else 'the most is'} {most:,}"
        )
    if length < least:
        return (
            f"{counted(length, 'character', ',')}, {'must be' if least == most else 'the least is'} {least:,}"
        )
    if text.strip() != text and text.strip() and kind.is_valid(text.strip()):
        return f"blanks or line breaks around {quoted(text.strip(), field)}"
    if codes := _codes(kind):
        return f"{quoted(text, field)} is not {_one_of(codes, field)}"
    return f"{quoted(text, field)} is not {_PATTERNS.get(field, f'what {field} takes')}"


def _number_fault(kind: Any, text: str) -> str | None:
    if not _NUMBER.fullmatch(text):
        return f"{quoted(text)} is not a number: digits and one period"
    if kind.is_valid(text):
        return None
    number = Decimal(text)
    if kind.min_value is not None and number < kind.min_value:
        return f"{quoted(text)} is below {kind.min_value.normalize():f}"
    if kind.max_value is not None and number > kind.max_value:
        return f"{quoted(text)} is above {kind.max_value:f}"
    decimals = len(text.partition(".")[2].rstrip("0"))
    most = next((facet.value for name, facet in kind.facets.items() if name == _FRACTION_DIGITS), decimals)
    return f"{quoted(text)} has {decimals} decimals, the most is {most}"


def _date_fault(kind: Any, text: str, bare: str) -> str | None:
    if _takes(kind, bare):  # libxml2 takes no blanks around a date, xmlschema does
        return None if text == bare else f"blanks or line breaks around {quoted(bare)}"
    if _DATE.fullmatch(bare):
        return f"{quoted(bare)} is not a day of the calendar"
    return f"{quoted(bare)} is not a date written YYYY-MM-DD"


def _wanted_text(kind: Any, least: int) -> str:
    if least > 1:
        return f"text of {least} characters"
    return _one_of(codes, "") if (codes := _codes(kind)) else "text"


def _codes(kind: Any) -> list[str]:
    """Return the codes that a type lists, as such or as the branches of a pattern."""
    if kind.enumeration:
        return [str(code) for code in kind.enumeration]
    patterns = kind.patterns.regexps if kind.patterns else []
    return [code for pattern in patterns if _ALTERNATIVES.fullmatch(pattern) for code in pattern.split("|")]


def _one_of(codes: list[str], field: str) -> str:
    """List codes; the empty one goes without saying among many, and a lone bar is a slip of EDGAR's."""
    named = [code for code in codes if code.strip() and code != "|"]
    if len(named) > _LONGEST_LIST:
        return f"on {_LISTS.get(field, 'the list of codes')}"
    if "" in codes:
        return f"{', '.join(named)} or empty"
    return named[0] if len(named) == 1 else f"one of {', '.join(named)}"


def field_of(element: LxmlElement) -> str:
    """Return the name that says what an element holds: its own, or for a `value` that of its parent."""
    parent = element.getparent()
    named = parent if element.tag == "value" and parent is not None else element
    return name_of(named.tag)


def name_of(tag: str) -> str:
    """Return the name in a tag, without a namespace."""
    return tag.rpartition("}")[2]


def any_of(tags: Iterable[str]) -> str:
    """Return names as alternatives: `a or b`."""
    return " or ".join(name_of(tag) for tag in tags)


def unlike(element: LxmlElement) -> str:
    """Return the last resort, for a fault that only libxml2 sees."""
    return f"not what {field_of(element)} takes"


def quoted(text: str, field: str = "") -> str:
    """Quote a value, cut to a line; what is a CCC, or may be one in the place of a CIK, is not repeated."""
    if field in _SECRET or (field.endswith("Cik") and len(text) == _CCC_LENGTH and not text.isdecimal()):
        return "this"
    short = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return json.dumps(short, ensure_ascii=False)

"""Words and figures as sentences have them, and texts as YAML spells them on a line."""

import json
import re
from decimal import Decimal

from form4kit.lazy_re import pattern

_PLAIN = pattern(r"[A-Za-z0-9/(][A-Za-z0-9 .,;()/&'+$%^-]*\Z", re.ASCII)
_TYPED = pattern(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9][0-9_.,:eExXoO+-]*|[-+]?\.(?:inf|nan)|0x[0-9a-fA-F]+)\Z",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = pattern(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z|[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_UNSAFE = pattern("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def listed(names: list[str], last: str = "or") -> str:
    """Join names as a sentence does: `a, b or c`."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def edgar_number(number: Decimal) -> str:
    """Write a number as EDGAR takes it: no exponent, and no zeros after the last decimal that counts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Decimal) -> str:
    """Write dollars with two decimals, or more where they count: `20.00`, `20.1234`."""
    text = edgar_number(amount)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals:0<2}"


def grouped(number: Decimal) -> str:
    """Write a number with its thousands parted and without zeros at the end."""
    return f"{number.normalize():,f}"


def counted(number: int, noun: str, figures: str = "d") -> str:
    """Write a number with its noun: `1 filing`, `2 filings`; `figures` is how the number is formatted."""
    return f"{number:{figures}} {noun}{'' if number == 1 else 's'}"


def scalar(text: str, *, number: bool = False, flow: bool = False) -> str:
    """Spell a text on one line: plain where nothing can be mistaken, else in double quotes.

    `number` says that the value is a number or a date, which may stand plain; `flow` that it stands
    inside brackets, where a comma parts values.
    """
    if number and _NUMBER.match(text):
        return text
    safe = _PLAIN.match(text) and not text.endswith(" ") and not (flow and "," in text)
    if safe and not _TYPED.match(text):
        return text
    return _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False))

"""How EDGAR's public pages write a value: numbers, dates and text.

Learnt from pages beside the XML they were made of: `0.00` prints as 0.00 and `5381.2` as 5,381.2, so those
pages keep the decimals that were sent, unlike the stylesheets of the technical specification.
"""

import datetime as dt
import re
from decimal import Decimal

from form4kit.lazy_re import pattern
from form4kit.model import Field

_NUMBER = pattern(r"([+-]?)0*(\d*)(?:\.(\d*))?", re.ASCII)


def number(field: Field[Decimal]) -> str:
    """Write a number as sent, with thousands separators; what is no number stays as it is.

    Repaired on the way: `5.` prints 5, `.5` prints 0.5, `+5` and `007` print 5 and 7.
    """
    text = line(field.text)
    found = _NUMBER.fullmatch(text)
    if field.value is None or not found:
        return text
    sign, whole, fraction = found.groups()
    grouped = f"{int(whole or '0'):,}"
    return f"{'-' if sign == '-' else ''}{grouped}{'.' + fraction if fraction else ''}"


def date(field: Field[dt.date]) -> str:
    """Write a date as MM/DD/YYYY, without the time zone that some carry; what is no date stays as it is."""
    if field.value is None:
        return line(field.text)
    return f"{field.value:%m/%d}/{field.value.year:04}"


def line(text: str | None) -> str:
    """Write a text as a web page does: runs of white space, line breaks included, as one blank."""
    return " ".join((text or "").split())

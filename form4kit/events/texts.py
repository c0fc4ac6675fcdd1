"""The standard footnotes that events ask for, in form4kit's own words.

This is the one seam to the library of footnotes: what stands here is its names, and how they are filled.
"""

from collections.abc import Mapping
from typing import Final

TEXTS: Final[Mapping[str, str]] = {
    "weighted-average": (
        "The price is the weighted average of several trades of one day, at prices from ${low} to ${high}. "
        "Upon request, the reporting person will provide the issuer, any security holder of the issuer or "
        "the staff of the Securities and Exchange Commission with full information on the number of shares "
        "traded at each price."
    ),
    "plan-adoption": (
        "Effected under a trading plan intended to satisfy Rule 10b5-1(c), which the reporting person "
        "adopted on {adopted}."
    ),
    "withheld": "Shares that the issuer withheld to cover the taxes due on the {occasion}.",
    "withheld-price": "Shares that the issuer withheld in payment of the exercise price.",
    "one-for-one": "Each unit is a contingent right to receive one share of the issuer's {underlying}.",
}


def reference(name: str, values: Mapping[str, str]) -> str:
    """Return how a draft refers to a standard footnote: `weighted-average(low=20.00, high=20.97)`."""
    inside = ", ".join(f"{key}={value}" for key, value in values.items())
    return f"{name}({inside})" if inside else name


def text(name: str, values: Mapping[str, str]) -> str:
    """Return a standard footnote, filled in. Raises KeyError for a name or a value that is not one."""
    return TEXTS[name].format(**values)

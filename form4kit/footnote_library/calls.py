"""Read a reference with parameters: `vesting(first=2026-03-01, parts=4)`."""

import re
from dataclasses import dataclass

from form4kit.lazy_re import pattern

# A comma parts parameters only before the next name, so that `what=the price, and the date` needs no quotes.
_END = r"\s*(?:,(?=\s*[A-Za-z][\w-]*\s*=)|\Z)"
_PART = pattern(
    rf"\s*(?:(?P<name>[A-Za-z][\w-]*)\s*=)?\s*(?:(?P<quote>[\"'])(?P<quoted>.*?)(?P=quote)|(?P<plain>.*?)){_END}",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A footnote's name and what is given for its parameters, in the order written.

    `given` are names and values as texts, one name perhaps twice; `nameless` is what stands between the
    brackets without a name.
    """

    name: str
    given: tuple[tuple[str, str], ...] = ()
    nameless: tuple[str, ...] = ()


def parse_call(written: str) -> Call:
    """Read the name of a footnote reference, with or without parameters in brackets."""
    name, bracket, rest = written.strip().partition("(")
    if not bracket:
        return Call(name.strip())
    given, nameless = [], []
    for part in _PART.finditer(" ".join(rest.split()).removesuffix(")")):
        value = (part["plain"] if part["quoted"] is None else part["quoted"]).strip()
        if part["name"]:
            given.append((part["name"], value))
        elif value:
            nameless.append(value)
    return Call(name.strip(), tuple(given), tuple(nameless))


def write_call(name: str, values: dict[str, str]) -> str:
    """Write a reference as `parse_call` reads it, without the caret."""
    given = ", ".join(f"{key}={value}" for key, value in values.items())
    return f"{name}({given})" if given else name

"""Fill a footnote's parameters in, and say what does not fit."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from form4kit.draft_schema.suggest import suggest_word
from form4kit.findings import Finding
from form4kit.footnote_library.calls import Call
from form4kit.footnote_library.faults import (
    MALFORMED,
    MISSING_PARAMETER,
    TOO_LONG,
    UNFIT_VALUE,
    UNKNOWN_PARAMETER,
)
from form4kit.footnote_library.template import OPTIONAL, PLACEHOLDER, Parameter, Template
from form4kit.footnote_library.values import KINDS, Value
from form4kit.place import Place
from form4kit.words import listed

MOST = 1000
"""The characters that EDGAR takes in a footnote."""


class Filled(NamedTuple):
    """A footnote's text, or None with what is wrong."""

    text: str | None
    findings: tuple[Finding, ...]


def fill(call: Call, template: Template, place: Place) -> Filled:
    """Fill a template in as a reference asks; findings stand at the reference."""
    findings = [*_form(call, template, place), *_names(call, template, place)]
    if findings:
        return Filled(None, tuple(findings))
    given = dict(call.given)
    values: dict[str, Value] = {}
    for parameter in template.parameters:
        text = given.get(parameter.name) or parameter.default
        if text is None:
            continue
        value = parameter.read(text)
        if value is None:
            findings.append(_unfit(template, parameter, text, place))
        else:
            values[parameter.name] = value
    findings += _falls(template, given, values, place)
    if findings:
        return Filled(None, tuple(findings))
    filled = _written(template, values)
    if len(filled) > MOST:
        message = f"{len(filled):,} characters after filling in, the most is {MOST:,}"
        hint = "Give shorter texts, or split the footnote in two."
        return Filled(None, (TOO_LONG.at(place, message, hint),))
    return Filled(filled, ())


def _form(call: Call, template: Template, place: Place) -> Iterator[Finding]:
    names = [name for name, _ in call.given]
    for text in call.nameless:
        message = f'"{text}" stands in ^{call.name} without the name of a parameter'
        yield MALFORMED.at(place, message, _wanted(template))
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield MALFORMED.at(place, f"{name} is given twice in ^{call.name}", "Keep one of the two.")


def _names(call: Call, template: Template, place: Place) -> Iterator[Finding]:
    """Compare the names given with those of the template; one that is misspelt is not missing too."""
    known = [each.name for each in template.parameters]
    meant = set()
    for name, _ in call.given:
        if name not in known:
            hint = suggest_word(name, known)
            meant |= {each for each in known if f"`{each}`" in hint}
            message = f"^{call.name} has no parameter {name}"
            yield UNKNOWN_PARAMETER.at(place, message, hint or _wanted(template))
    given = {name for name, value in call.given if value}
    missing = [each for each in template.parameters if each.needed and each.name not in given | meant]
    if missing and not call.nameless:
        message = f"^{call.name} is not given {listed([each.name for each in missing], 'and')}"
        about = "; ".join(f"{each.name}: {each.about or each.takes}" for each in missing)
        yield MISSING_PARAMETER.at(place, message, f"Write {template.usage} ({about}).")


def _wanted(template: Template) -> str:
    if not template.parameters:
        return f"It takes none: write ^{template.name}."
    names = listed([f"`{each.name}`" for each in template.parameters], "and")
    return f"Write {template.usage}; it takes {names}."


def _unfit(template: Template, parameter: Parameter, text: str, place: Place) -> Finding:
    message = f'{parameter.name} of ^{template.name} is "{text}", not {parameter.takes}'
    if parameter.choices is not None:
        return UNFIT_VALUE.at(place, message, suggest_word(text, list(parameter.choices)))
    kind = KINDS[parameter.kind]
    if parameter.least is not None and isinstance(kind.read(text), int):
        message = f"{parameter.name} of ^{template.name} is {text}, the least is {parameter.least}"
        return UNFIT_VALUE.at(place, message)
    return UNFIT_VALUE.at(place, message, f"Write it as {parameter.name}={kind.example}.")


def _falls(
    template: Template, given: dict[str, str], values: dict[str, Value], place: Place
) -> Iterator[Finding]:
    """Find values that have to rise and do not: the lowest price above the highest."""
    for lower, higher in pairwise(name for name in template.order if name in values):
        if values[lower] > values[higher]:  # type: ignore[operator]  # both are of one kind
            message = f"{lower} is {given.get(lower)}, above {higher}, {given.get(higher)}"
            yield UNFIT_VALUE.at(place, message, "Change the two over, or correct one.")


def _written(template: Template, values: dict[str, Value]) -> str:
    spelled = {
        each.name: each.spell(values[each.name]) for each in template.parameters if each.name in values
    }

    def kept(passage: re.Match[str]) -> str:
        names = [found[1] for found in PLACEHOLDER.finditer(passage[1]) if found[1]]
        return passage[1] if all(name in spelled for name in names) else ""

    def value(found: re.Match[str]) -> str:
        text = spelled[found[1]] if found[1] else found[0][0]
        opens = not found.start() or found.string[: found.start()].endswith(". ")
        return text[:1].upper() + text[1:] if opens else text

    return PLACEHOLDER.sub(value, OPTIONAL.sub(kept, template.text))

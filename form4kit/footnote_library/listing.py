"""Show footnotes for reading: the list, one of them in full, and the page of the documentation."""

import textwrap
from collections.abc import Iterator, Mapping

from form4kit.footnote_library.calls import parse_call
from form4kit.footnote_library.fill import MOST, fill
from form4kit.footnote_library.template import Parameter, Template
from form4kit.place import Place

_WIDTH = 100
_INTRODUCTION = f"""\
# Standard footnotes

A value in a row may take a footnote by name, with parameters in brackets:

```yaml
exercisable: "^vesting(first=2027-03-01, parts=4)"
price: 31.07 ^weighted-average(low=30.90, high=31.40)
```

Inside `{{}}` such a value stands in quotes, since YAML ends a value at a comma. A name is looked up in the
draft's own `footnotes:`, then in [the registry](registry.md), then here: a text of your own under the same
name takes the place of the one here. Filled in, a footnote has at most {MOST:,} characters.
`form4kit footnotes` lists them; `form4kit footnotes NAME param=value` shows what comes of it.

Dates are written 2027-03-01 and spelled out, money and numbers get their commas, small whole numbers become
words. A text may hold commas; where it holds `, word=` it stands in quotes of its own. It holds no round
brackets: they end the reference.
"""


def listed(templates: Mapping[str, Template]) -> str:
    """Return one line for each footnote: how it is written, and what it is for; the user's own are marked."""
    lines = [(each.usage, _title(each)) for each in sorted(templates.values(), key=lambda each: each.name)]
    width = max((len(usage) for usage, _ in lines if len(usage) <= 40), default=0)
    return "".join(f"{usage:<{width}}  {title}\n" for usage, title in lines)


def described(template: Template) -> str:
    """Return a footnote in full: its text, its parameters, and an example filled in."""
    lines = [f"^{template.name}  {_title(template)}", ""]
    lines += textwrap.wrap(template.text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    lines += [""] if template.parameters else []
    width = max((len(each.name) for each in template.parameters), default=0)
    lines += [f"{each.name:<{width}}  {_takes(each)}" for each in template.parameters]
    if template.on:
        lines += ["", f"Usually on: {template.on}"]
    lines += [f"Source: {cite}" for cite in template.cites]
    if template.example:
        lines += ["", f"^{template.example}", *textwrap.wrap(example(template), _WIDTH)]
    return "\n".join(lines) + "\n"


def example(template: Template) -> str:
    """Return the template's own example, filled in."""
    text, findings = fill(parse_call(template.example or template.name), template, Place())
    return text or "; ".join(found.message for found in findings)


def page(templates: Mapping[str, Template]) -> str:
    """Return the page of the documentation on standard footnotes."""
    lines = [_INTRODUCTION]
    for template in templates.values():
        lines += _section(template)
    return "\n".join(lines)


def _section(template: Template) -> Iterator[str]:
    yield from (f"## {template.name}", "", f"{template.title}. On `{template.on}`.", "")
    if template.parameters:
        yield from ("| parameter | takes | |", "| --- | --- | --- |")
        for each in template.parameters:
            given = (
                "needed" if each.needed else "may be left out" if each.optional else f"else `{each.default}`"
            )
            yield f"| `{each.name}` | {each.takes} | {each.about}; {given} |"
        yield ""
    yield from (f"`^{template.example}`", "", f"> {example(template)}", "")
    yield from (f"Source: {'; '.join(template.cites)}.", "")


def _title(template: Template) -> str:
    return f"{template.title or 'your own text'} ({template.origin})" if template.origin else template.title


def _takes(parameter: Parameter) -> str:
    about = f"{parameter.about}: " if parameter.about else ""
    given = "" if parameter.needed else " (may be left out)"
    if parameter.default is not None:
        given = f" (else {parameter.default})"
    return f"{about}{parameter.takes}{given}"

"""A footnote with parameters: its text, what each parameter takes, and how both are read from YAML.

In the text `{first:date}` stands for a parameter and its kind; a passage in `[[...]]` stands only where every
parameter in it is given; `{{` and `}}` are braces.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from form4kit.draft_schema.suggest import suggest_word
from form4kit.footnote_library.values import KINDS, Value
from form4kit.lazy_re import pattern
from form4kit.source.node import Node
from form4kit.words import listed

OPTIONAL: Final = pattern(r"\[\[((?:(?!\[\[).)*?)\]\]", re.DOTALL)
PLACEHOLDER: Final = pattern(r"\{\{|\}\}|\{([A-Za-z][\w-]*)(?::([\w-]+))?\}", re.ASCII)
_KEYS = ("text", "title", "on", "parameters", "order", "cites", "example")
_PARAMETER_KEYS = ("kind", "about", "default", "choices", "least")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What stands in a footnote's text for the user to give.

    `kind` names one of `KINDS`, or is `choice`: then `choices` maps each word to what is written for it.
    `least` is the smallest whole number that makes sense. Without a `default` it must be given, unless it
    is `optional`: then its passage is left out.
    """

    name: str
    kind: str = "text"
    about: str = ""
    default: str | None = None
    choices: Mapping[str, str] | None = None
    least: int | None = None
    optional: bool = False

    @property
    def needed(self) -> bool:
        """Whether a draft must give it."""
        return self.default is None and not self.optional

    @property
    def takes(self) -> str:
        """What it takes, in words: `a date`, or the words to choose from."""
        if self.choices is not None:
            return listed([f"`{word}`" for word in self.choices])
        return KINDS[self.kind].noun

    def read(self, text: str) -> Value | None:
        """Read a value; None where it is not of the kind."""
        if self.choices is not None:
            return text if text in self.choices else None
        found = KINDS[self.kind].read(text)
        if self.least is not None and isinstance(found, int) and found < self.least:
            return None
        return found

    def spell(self, value: Value) -> str:
        """Spell a value as the footnote does."""
        return self.choices[str(value)] if self.choices is not None else KINDS[self.kind].spell(value)


@dataclass(frozen=True, slots=True)
class Template:
    """A footnote to fill in.

    `on` names the field of a row that it usually explains; `order` are names of parameters whose values
    may not fall; `origin` is the file it comes from, empty for the library's own.
    """

    name: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    title: str = ""
    on: str = ""
    order: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    example: str = ""
    origin: str = ""

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of this name."""
        return next((found for found in self.parameters if found.name == name), None)

    @property
    def usage(self) -> str:
        """How it is written in a draft, what must be given first: `^vesting(first=..., parts=...)`."""
        needed = [f"{each.name}=..." for each in self.parameters if each.needed]
        return f"^{self.name}({', '.join(needed)})" if needed else f"^{self.name}"


def read_template(name: str, node: Node, origin: str = "") -> tuple[Template | None, list[str]]:
    """Read a template: a text alone, or a mapping of `text`, `title`, `parameters` and more.

    What is wrong with it comes back as clauses, and then there is no template.
    """
    if node.text is not None:
        node = Node({"text": node}, node.line, node.column)
    problems = [_unknown(key, _KEYS) for key in node.members if key not in _KEYS]
    text = _text(node, "text")
    if not text:
        return None, [*problems, "it has no text"]
    described = node.get("parameters")
    parameters = _parameters(text, described.members if described else {}, problems)
    template = Template(
        name=name,
        text=text,
        parameters=parameters,
        title=_text(node, "title"),
        on=_text(node, "on"),
        order=_texts(node, "order"),
        cites=_texts(node, "cites"),
        example=_text(node, "example"),
        origin=origin,
    )
    problems += [f"`order` names {each}, which is no parameter" for each in _strangers(template)]
    return (None, problems) if problems else (template, [])


def _strangers(template: Template) -> list[str]:
    return [name for name in template.order if template.parameter(name) is None]


def _parameters(text: str, described: dict[str, Node], problems: list[str]) -> tuple[Parameter, ...]:
    """Read the parameters that a text has, those described first and in that order."""
    sure = {found[1] for found in PLACEHOLDER.finditer(OPTIONAL.sub("", text))}
    kinds: dict[str, str | None] = {}
    for match in PLACEHOLDER.finditer(text):
        if match[1]:
            kinds[match[1]] = kinds.get(match[1]) or match[2]
    problems += [f"no {{{name}}} stands in its text" for name in described if name not in kinds]
    names = dict.fromkeys([*(name for name in described if name in kinds), *kinds])
    return tuple(
        _parameter(name, kinds[name], described.get(name) or Node({}, 0, 0), name not in sure, problems)
        for name in names
    )


def _parameter(name: str, kind: str | None, node: Node, optional: bool, problems: list[str]) -> Parameter:
    problems += [_unknown(key, _PARAMETER_KEYS) for key in node.members if key not in _PARAMETER_KEYS]
    words = node.get("choices")
    choices = {word: each.text or "" for word, each in words.members.items()} if words else None
    kind = "choice" if choices else _text(node, "kind") or kind or "text"
    if kind not in KINDS and not choices:
        hint = suggest_word(kind, list(KINDS)) or f"The kinds are {listed(list(KINDS), 'and')}."
        problems.append(f'{name} is of the kind "{kind}", which there is not. {hint}')
        kind = "text"
    least, default = _text(node, "least"), node.get("default")
    parameter = Parameter(
        name=name,
        kind=kind,
        about=_text(node, "about"),
        default=default.text if default else None,
        choices=choices,
        least=int(least) if least.isdecimal() and len(least) < 10 else None,
        optional=optional,
    )
    if parameter.default is not None and parameter.read(parameter.default) is None:
        problems.append(f'the default of {name} is "{parameter.default}", not {parameter.takes}')
    return parameter


def _unknown(key: str, known: tuple[str, ...]) -> str:
    return f"unknown key `{key}`. {suggest_word(key, list(known)) or ''}".strip()


def _text(node: Node, key: str) -> str:
    member = node.get(key)
    return " ".join((member.text or "").split()) if member else ""


def _texts(node: Node, key: str) -> tuple[str, ...]:
    member = node.get(key)
    return tuple(each.text or "" for each in member.items) if member else ()

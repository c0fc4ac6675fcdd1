"""Change one thing in a file of `people/`, and leave every other character of it as it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from form4kit.source.node import Plain
from form4kit.source.yaml_tree import compose
from form4kit.words import scalar

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
EntryValue = str | Sequence[str]
"""A text, or a list of texts."""


class UnfitPerson(ValueError):
    """Say in one line why a file of `people/` is not changed here."""


def plain_of(text: str) -> dict[str, Plain]:
    """Return what a file of `people/` says. Raises UnfitPerson where it is no mapping, or unclear."""
    node, findings = compose(text.removeprefix("\ufeff"))
    if findings:
        raise UnfitPerson(f"line {findings[0].place.line}: {findings[0].message}; mend it first")
    found = node.plain() if node else None
    if not isinstance(found, dict):
        raise UnfitPerson("it is no mapping; mend it first")
    return found


def with_entry(text: str, path: Sequence[str | int], value: EntryValue) -> str:
    """Return the text with the value at a path of keys and numbers of members set.

    What leads to it is there, but for a mapping whose key is one of the file's own. Raises UnfitPerson.
    """
    wanted = plain_of(text)
    *above, key = path
    inner: Any = wanted
    for n, step in enumerate(above):
        if isinstance(inner, dict) and step not in inner and n == len(above) - 1 == 0:
            inner[step] = {}
        inner = inner[step]
    made = text
    if not isinstance(inner, dict) or inner.get(str(key)) != _plain(value):
        inner[str(key)] = _plain(value)
        made = _set(text, above, str(key), value)
    return _as_wanted(made, wanted)


def with_member(text: str, key: str, member: Mapping[str, EntryValue]) -> str:
    """Return the text with a mapping added at the end of a list of the file's own. Raises UnfitPerson."""
    wanted: dict[str, Any] = plain_of(text)
    held = wanted.get(key)
    wanted[key] = [*(held if isinstance(held, list) else []), {k: _plain(v) for k, v in member.items()}]
    return _as_wanted(_added(text, key, _flow(member)), wanted)


def _as_wanted(made: str, wanted: Mapping[str, Any]) -> str:
    if plain_of(made) != wanted:
        raise UnfitPerson("it is written in a way that is not changed here: change it by hand")
    return made


def _plain(value: EntryValue) -> Any:
    return value if isinstance(value, str) else list(value)


def _set(text: str, above: Sequence[str | int], key: str, value: EntryValue) -> str:
    root = _tree(text)
    node = _walk(root, above)
    if node is None:
        return _lines_at_end(text, [f"{above[0]}:", f"  {key}: {_spelled(value)}"])
    member = _walk(node, [key])
    if member is not None:
        flow = _is_flow(node) or _inside_flow(root, above)
        new = _spelled(value, flow=flow)
        start, end = member.start_mark.index, member.end_mark.index
        blank = start == end  # a key with nothing after it
        return f"{text[:start].rstrip(' ') if blank else text[:start]}{' ' if blank else ''}{new}{text[end:]}"
    if _is_flow(node):
        close = node.end_mark.index - 1
        before = text[:close].rstrip()
        comma = "" if before.endswith(("{", ",")) else ","
        gap = "" if before.endswith("{") else " "
        return f"{before}{comma}{gap}{key}: {_spelled(value, flow=True)}{text[len(before) :]}"
    if not above:
        return _lines_at_end(text, [f"{key}: {_spelled(value)}"])
    return _line_after(text, _end(node), node.start_mark.column, f"{key}: {_spelled(value)}")


def _added(text: str, key: str, line: str) -> str:
    node = _walk(_tree(text), [key])
    if node is None:
        return _lines_at_end(text, [f"{key}:", f"  - {line}"])
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        if text[start:end].strip():
            raise UnfitPerson(f"{key} is no list; mend it first")
        return _line_after(text, start, 2, f"- {line}")
    if _is_flow(node):
        close = node.end_mark.index - 1
        before = text[:close].rstrip()
        comma = "" if before.endswith(("[", ",")) else ", "
        return f"{before}{comma}{line}{text[len(before) :]}"
    return _line_after(text, _end(node), node.start_mark.column, f"- {line}")


def _tree(text: str) -> Any:
    return yaml.compose(text, Loader=_LOADER)


def _walk(node: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _is_flow(node: Any) -> bool:
    return bool(getattr(node, "flow_style", False))


def _inside_flow(root: Any, above: Sequence[str | int]) -> bool:
    return any(_is_flow(_walk(root, above[:n])) for n in range(len(above) + 1))


def _end(node: Any) -> int:
    """Return where the last value of a node ends; what follows a block of YAML is no part of it."""
    while not _is_flow(node) and not isinstance(node, yaml.ScalarNode):
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _line_after(text: str, end: int, column: int, line: str) -> str:
    """Put a line after the one in which a value ends."""
    ends = _line_end(text)
    stop = end if end and text[end - 1] == "\n" else text.find("\n", end) + 1
    if stop == 0:
        return f"{text}{ends}{' ' * column}{line}{ends}"
    return f"{text[:stop]}{' ' * column}{line}{ends}{text[stop:]}"


def _lines_at_end(text: str, lines: Sequence[str]) -> str:
    ends = _line_end(text)
    before = text if not text or text.endswith("\n") else text + ends
    return before + "".join(f"{line}{ends}" for line in lines)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _spelled(value: EntryValue, *, flow: bool = False) -> str:
    if isinstance(value, str):
        return scalar(value, number=True, flow=flow) if value != "true" else value
    return f"[{', '.join(_listed(each) for each in value)}]"


def _listed(text: str) -> str:
    return f'"{text}"' if text in ("3", "4", "5") else scalar(text, flow=True)


def _flow(member: Mapping[str, EntryValue]) -> str:
    return f"{{{', '.join(f'{key}: {_spelled(value, flow=True)}' for key, value in member.items())}}}"

"""Where what a draft names stands outside of it: in the registry, or as a file beside it."""

import re
from dataclasses import dataclass
from pathlib import Path

from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.text import Range
from form4kit.editor.tree import tree_of

_TOP = Range(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Location:
    """A range of a file; `file` is None for the draft itself."""

    file: Path | None
    range: Range


def person_file(judged: JudgedDraft, written: str) -> list[Location]:
    """Return where the registry has a person."""
    people = judged.registry.people
    person = people.get(written) or people.get(written.lower())
    return _in_registry(judged, person.origin, ("people", person.key)) if person else []


def company_file(judged: JudgedDraft, written: str) -> list[Location]:
    """Return where the registry has an issuer."""
    company = judged.registry.company(written)
    return _in_registry(judged, company.origin, ("issuers", company.key)) if company else []


def note_file(judged: JudgedDraft, name: str) -> list[Location]:
    """Return where the registry has a footnote."""
    template = judged.registry.footnotes.get(name)
    return _in_registry(judged, template.origin, ("footnotes", name)) if template else []


def file_named(judged: JudgedDraft, written: str) -> list[Location]:
    """Return the file that a draft names, seen from its folder; nothing where there is none."""
    folder = judged.path.parent if judged.path else Path()
    try:
        file = folder / written
        return [Location(file.resolve(), _TOP)] if written and file.is_file() else []
    except (OSError, ValueError):  # ValueError: a null byte in the name
        return []


def _in_registry(judged: JudgedDraft, origin: str, step: tuple[str, str]) -> list[Location]:
    root = judged.registry.root
    if root is None or not origin:
        return []
    file = root / origin
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [Location(file, _in_toml(text, *step) if file.suffix == ".toml" else _in_yaml(text, step[1]))]


def _in_yaml(text: str, key: str) -> Range:
    tree = tree_of(text)
    part = tree.find((key,))
    return tree.key_range(part) if part else _TOP


def _in_toml(text: str, table: str, key: str) -> Range:
    """Find a table, a key of the table above it, or for the one issuer `[issuer]`."""
    name = re.escape(key)
    quoted = rf"[\"']?{name}[\"']?"
    head = re.compile(rf"^[ \t]*\[{table}\.({quoted})\]", re.MULTILINE)
    inner = re.compile(rf"^\[{table}\][^\[]*?^[ \t]*({quoted})[ \t]*=", re.MULTILINE)
    alone = re.compile(rf"^\[({table.removesuffix('s')})\]", re.MULTILINE)
    for pattern in (head, inner, alone):
        if found := pattern.search(text):
            return tree_of(text).range(*found.span(1))
    return _TOP

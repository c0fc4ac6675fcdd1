"""What belongs to a finding elsewhere: what follows from it, and the line of another file it tells of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from form4kit.editor.fills_diagnostics import TABLES
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.registry_diagnostics import RegistryPlaces
from form4kit.editor.registry_links import Location
from form4kit.editor.text import Range
from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.registry.load import FOOTNOTES, PEOPLE
from form4kit.resources import resource
from form4kit.source.limits import LARGEST_FORM
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME

_REGISTRY = pattern(rf"({re.escape(NAME)}|(?:{PEOPLE}|{FOOTNOTES})/[^/:,]+\.ya?ml)(?=[,:])")


@dataclass(frozen=True, slots=True)
class Related:
    """Something that belongs to a finding, in words, and where it stands."""

    location: Location
    words: str


def related(judged: JudgedDraft, finding: Finding) -> list[Related]:
    """Return what belongs to a finding of a draft, in the draft and in files that the draft rests on."""
    follows = (
        Related(Location(None, judged.range_of(each)), f"follows from it: {each.rule} {each.message}")
        for each in judged.following.get(finding, ())
    )
    return [*_told_elsewhere(judged, finding), *follows]


def rule_page(code: str) -> File | None:
    """Return the page of a rule, as it ships with form4kit; None of an installation without its pages."""
    try:
        return resource("docs", "rules", f"{code}.md")
    except FileNotFoundError:
        return None


def _told_elsewhere(judged: JudgedDraft, finding: Finding) -> Iterator[Related]:
    """Yield the line of the registry, or of a table of fills, with which the words of a finding begin."""
    root, said = judged.registry.root, _REGISTRY.match(finding.message)
    if root is not None and said:
        text = _text(root / said[1])
        for each in RegistryPlaces(said[1], text).told(finding) if text else ():
            yield Related(Location(root / said[1], each.range), each.finding.message)
        return
    part = judged.tree.find(finding.place.path) if "fills" in finding.place.path else None
    if part is not None and part.value and judged.path is not None:
        told = re.match(rf"{re.escape(part.value)}, line (\d+): ", finding.message)
        if told and part.value.lower().endswith(TABLES):
            file, line = judged.path.parent / part.value, int(told[1])
            yield Related(Location(file, Range(line, 1, line, 1)), finding.message[told.end() :])


def _text(file: File) -> str:
    try:
        return read_regular(file, LARGEST_FORM).decode("utf-8", "replace")
    except OSError:
        return ""

"""What is wrong with a file of the registry, in the words of `check` for drafts that use it, on its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as File
from typing import Final

from form4kit.catalogue import with_known_rules
from form4kit.compiler.compile import compile_draft
from form4kit.editor.file_finding import FileFinding, line_range
from form4kit.editor.text import DraftText, Range, normal
from form4kit.editor.toml_places import toml_places
from form4kit.editor.tree import tree_of
from form4kit.events.files import NoFiles
from form4kit.findings import Finding
from form4kit.footnote_library.faults import BAD_TEMPLATE
from form4kit.lazy_re import pattern
from form4kit.place import Path
from form4kit.registry.entries import Registry
from form4kit.registry.faults import CCC_HELD, DOUBLED, UNFIT_ENTRY, UNREADABLE
from form4kit.registry.load import registry_with
from form4kit.registry.resolve import resolve
from form4kit.registry.settings import read_settings
from form4kit.rules.engine import judge
from form4kit.source.node import Node
from form4kit.storage.repository import NAME

_OF_FILES: Final = (CCC_HELD.code, DOUBLED.code, UNFIT_ENTRY.code, UNREADABLE.code, BAD_TEMPLATE.code)
_OF_ENTRIES: Final = ("ISS", "OWN")
_MOST_ENTRIES: Final = 40
"""So many issuers and people of one file are judged as a draft would have them."""
_WHERE = pattern(r"(?:, (?P<where>[^:]*))?: (?P<clause>.*)\Z")
_LINE = pattern(r"line (\d+)\Z")
_OF_TOML = pattern(r"\(at line (\d+), column \d+\)|\Aline (\d+): ")
_UNKNOWN = pattern(r"\Aunknown key `?([^\s`]+?)`?(?:\.? |\.?\Z)")
_TOKEN = pattern(r"[\w-]+")


def registry_findings(root: File, file: File, text: str) -> list[FileFinding]:
    """Return what is wrong with a file of the registry of `root`, whose text need not be saved."""
    data = text.encode("utf-8", "surrogatepass")
    registry = registry_with(root, file, data)
    origin = file.relative_to(root).as_posix()
    places = RegistryPlaces(origin, text)
    found = [*_of_registry(registry, origin, places), *_of_entries(registry, origin, places)]
    if origin == NAME:
        for each in with_known_rules(read_settings(file, data), data).findings:
            found += places.of_setting(each)
    unique = {(each.finding.rule, each.finding.message, each.range): each for each in found}
    return sorted(unique.values(), key=lambda each: (each.range, each.finding.rule))


def _of_registry(registry: Registry, origin: str, places: "RegistryPlaces") -> Iterator[FileFinding]:
    """Yield what is said of the file whenever a draft is judged, or once one uses what is wrong."""
    drafts = [{"issuer": _text(key)} for key, each in registry.companies.items() if each.origin == origin]
    people = [_text(key) for key, each in registry.people.items() if each.origin == origin]
    drafts.append({"owners": Node(people, 1, 1)})
    drafts.append({"remarks": _text(" ".join(f"^{name}" for name in registry.unfit_footnotes))})
    said = list(registry.findings)
    for members in drafts:
        said += resolve(Node(members, 1, 1), registry)[1]
    for finding in {each.message: each for each in said if each.rule in _OF_FILES}.values():
        if finding.rule == DOUBLED.code:
            if origin in finding.message or (origin == NAME and "[issuer]" in finding.message):
                yield places.at_words(finding)
        elif finding.message.startswith((f"{origin}:", f"{origin},")):
            yield from places.told(finding)


def _of_entries(registry: Registry, origin: str, places: "RegistryPlaces") -> Iterator[FileFinding]:
    """Yield the errors of a form in what an issuer or a person of the file has: a CIK that is none."""
    issuers = [key for key, each in registry.companies.items() if each.origin == origin]
    people = [key for key, each in registry.people.items() if each.origin == origin and each.cik]
    for key in issuers[:_MOST_ENTRIES]:
        draft = {"form": _text("4"), "issuer": _text(key)}
        paths: list[Path] = [("issuers", key), ("issuer",)]
        yield from _broken(draft, ("issuer",), registry, places, paths)
    for key in people[:_MOST_ENTRIES]:
        draft = {"form": _text("4"), "owners": Node([_text(key)], 1, 1)}
        paths = [()] if origin != NAME else [("people", key)]
        yield from _broken(draft, ("owners", 0), registry, places, paths)


def _broken(
    draft: dict[str, Node], part: Path, registry: Registry, places: "RegistryPlaces", entries: Iterable[Path]
) -> Iterator[FileFinding]:
    filing = compile_draft(Node(draft, 1, 1), registry, NoFiles(), []).filing
    for finding in judge(filing):
        path = finding.place.path
        if finding.blocks and finding.rule.startswith(_OF_ENTRIES) and path[: len(part)] == part:
            for entry in entries:
                if place := places.keys.get((*entry, *path[len(part) :])) if path != part else None:
                    yield FileFinding(finding, place)
                    break


def _text(words: str) -> Node:
    return Node(words, 1, 1, 1, 1)


class RegistryPlaces:
    """The lines of a file, the ranges of its keys, and where a finding is that tells of one of them."""

    def __init__(self, origin: str, text: str) -> None:
        """Read a file, whose name is `origin` as findings have it."""
        self.origin, self.text = origin, DraftText(normal(text))
        if origin.endswith(".toml"):
            self.keys = toml_places(text)
        else:
            tree = tree_of(text)
            parts = tree.root.walk() if tree.root else ()
            self.keys = {part.path: tree.key_range(part) for part in parts if part.path}

    def told(self, finding: Finding) -> Iterator[FileFinding]:
        """Yield a finding at each place that stands at the beginning of its words."""
        found = _WHERE.match(finding.message, len(self.origin))
        where, clause = (found["where"] or "", found["clause"]) if found else ("", finding.message)
        short = replace(finding, message=clause)
        steps = [step for step in where.split(", ") if step]
        lines = [int(line[1]) for step in steps if (line := _LINE.match(step))]
        for number in lines:
            yield FileFinding(short, self._named(clause, self._in_line(number)) or self.line(number))
        if not lines:
            yield FileFinding(short, self.near(steps[0] if steps else "", clause))

    def of_setting(self, finding: Finding) -> Iterator[FileFinding]:
        """Yield a finding on the settings at its line; of a text that is no TOML, its words have the line."""
        clause = finding.message.removeprefix(f"{self.origin}: ")
        line = _OF_TOML.search(clause)
        if line is None:
            yield from self.told(finding)
            return
        yield FileFinding(replace(finding, message=clause), self.line(int(line[1] or line[2])))

    def at_words(self, finding: Finding) -> FileFinding:
        """Return a finding at the first key that it names."""
        return FileFinding(finding, self.near("", finding.message))

    def line(self, number: int) -> Range:
        """Return the range of what stands in a line."""
        return line_range(self.text, number)

    def near(self, entry: str, clause: str) -> Range:
        """Return the key within an entry, `people.smith`, that a clause names; else the entry, or the top."""
        below = self._entry(entry)
        inner = {path: place for path, place in self.keys.items() if path[:-1][: len(below)] == below}
        return self._named(clause, inner) or self.keys.get(below) or self.line(1)

    def _named(self, clause: str, keys: Mapping[Path, Range]) -> Range | None:
        """Return the first key that a clause names; `forms` is named by `form` where nothing else is."""
        unknown = _UNKNOWN.match(clause)
        words = [unknown[1]] if unknown else _TOKEN.findall(clause)
        for end in ("",) if unknown else ("", "s"):
            for word in words:
                for path, place in keys.items():
                    if path[-1] == f"{word}{end}":
                        return place
        return None

    def _in_line(self, number: int) -> dict[Path, Range]:
        return {path: place for path, place in self.keys.items() if place.line == number}

    def _entry(self, entry: str) -> Path:
        dotted = ((path, ".".join(map(str, path))) for path in self.keys if entry)
        return next((path for path, name in dotted if entry in (name, path[-1])), ())

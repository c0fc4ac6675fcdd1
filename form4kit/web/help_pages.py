"""The product's own documentation as the help of the workbench: read from the installation, searched here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from form4kit.catalogue import code_of, faults
from form4kit.lazy_re import pattern
from form4kit.report.rule_report import as_markdown
from form4kit.resources import resource

_HEADING = pattern(r"^(#{1,3}) +(.+)$", re.MULTILINE)
_FENCE = pattern(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_MOST: Final = 40
_AROUND: Final = 90
FIRST: Final = "workbench"
"""The page that `/help` opens with."""


_SCREENS: Final = {
    "start": "set-up-this-folder",
    "history": "as-text",
    "packet": "read-and-sign",
    "tests": "file",
    "live": "file",
    "person": "people",
    "company": "people",
    "late": "the-record",
}
"""The sections of the first page that tell of a screen, where it is not called as they are."""


@dataclass(frozen=True, slots=True)
class HelpSection:
    """A part of a page of the help: the page's name and title, its own heading, its text in Markdown."""

    page: str
    title: str
    heading: str
    text: str

    @property
    def anchor(self) -> str:
        """The name by which an address leads to the section."""
        return anchor(self.heading)


@dataclass(frozen=True, slots=True)
class HelpHit:
    """Where words were found: a section, and what stands around them."""

    section: HelpSection
    around: str


def anchor(heading: str) -> str:
    """Return a heading as addresses have it: small letters, hyphens for spaces."""
    plain = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s", "-", plain.strip())


def pages() -> dict[str, str]:
    """Return the pages of the help: their names, and their titles in the order of the alphabet."""
    found = {name: _title(text) for name, text in _texts().items()}
    return dict(sorted(found.items(), key=lambda each: each[1].lower()))


def page(word: str) -> tuple[str, str, str] | None:
    """Return the page that a word leads to: its name, its text, and the anchor in it; None for no page.

    A word is the name of a page, the code of a rule, or the heading of a section, in whole or its beginning.
    """
    texts = _texts()
    wanted = word.strip().removesuffix(".md") or FIRST
    if wanted in texts:
        return wanted, texts[wanted], ""
    fault = faults().get(code_of(wanted))
    if fault is not None:
        return fault.code, as_markdown(fault), ""
    slug = _SCREENS.get(wanted) or anchor(wanted)
    sections = sorted(_sections(), key=lambda each: each.page != FIRST)
    for fits in (_is_called, _begins_with, _names):
        for each in sections:
            if slug and fits(each.anchor, slug):
                return each.page, texts[each.page], each.anchor
    return None


def _is_called(heading: str, slug: str) -> bool:
    return heading in (slug, f"the-{slug}")


def _begins_with(heading: str, slug: str) -> bool:
    return heading.startswith((f"{slug}-", f"the-{slug}-"))


def _names(heading: str, slug: str) -> bool:
    return slug in heading.split("-")


def search(words: str) -> list[HelpHit]:
    """Return the sections that have all of some words, those that have them in their heading first."""
    wanted = words.lower().split()
    if not wanted:
        return []
    hits = [each for each in _sections() if _has(f"{each.heading}\n{each.text}", wanted)]
    rules = [fault for code, fault in faults().items() if _has(code, wanted)]
    hits.sort(key=lambda each: not all(word in each.heading.lower() for word in wanted))
    found = [HelpHit(HelpSection(each.code, each.code, each.code, ""), each.title) for each in rules]
    return [*found, *(HelpHit(each, _around(each.text, wanted[0])) for each in hits)][:_MOST]


def _has(text: str, words: list[str]) -> bool:
    text = text.lower()
    return all(word in text for word in words)


def _around(text: str, word: str) -> str:
    """Return what stands around the first place of a word, on one line, without marks of Markdown."""
    plain = re.sub(r"[`*|#>\[\]]|\([^)]*\.md[^)]*\)", "", _FENCE.sub(" ", text))
    plain = re.sub(r"\s+", " ", plain).strip()
    at = max(plain.lower().find(word), 0)
    start, end = max(at - _AROUND, 0), at + _AROUND
    return f"{'… ' if start else ''}{plain[start:end].strip()}{' …' if end < len(plain) else ''}"


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    """Return the pages by their names. An installation without them has the rules alone."""
    try:
        folder = resource("docs")
    except FileNotFoundError:
        return {}
    return {_name(file, folder): file.read_text(encoding="utf-8") for file in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.md"), *folder.glob("readings/*.md")])


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).with_suffix("").as_posix()


@lru_cache(maxsize=1)
def _sections() -> tuple[HelpSection, ...]:
    return tuple(each for name, text in _texts().items() for each in _parts(name, text))


def _parts(name: str, text: str) -> Iterator[HelpSection]:
    """Yield a page section by section; a line in a block of code is no heading."""
    bare = _FENCE.sub(lambda found: re.sub(r"^#", " ", found[0], flags=re.MULTILINE), text)
    heads = [*_HEADING.finditer(bare)]
    title = _title(text)
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        yield HelpSection(name, title, head[2].replace("`", "").strip(), text[head.end() : end])


def _title(text: str) -> str:
    head = _HEADING.search(text)
    return head[2].replace("`", "").strip() if head else ""

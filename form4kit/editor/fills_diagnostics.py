"""What is wrong with a table of fills, as the drafts that name it are told: each at its line of the table."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as File
from typing import Final

from form4kit.editor.file_finding import FileFinding, line_range
from form4kit.editor.judged_draft import judge
from form4kit.editor.text import DraftText, normal
from form4kit.editor.tree import tree_of
from form4kit.outcome import Options
from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST_FORM
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import root_of

TABLES: Final = (".csv", ".tsv", ".txt")
"""The tables that are text, whose lines an editor shows; what no draft names as its fills is none."""
_MOST_DRAFTS: Final = 200
_DRAFTS: Final = (".yaml", ".yml")


def fills_findings(
    file: File, text: str, opened: Mapping[File, str], *, options: Options | None = None
) -> list[FileFinding]:
    """Return what drafts that name a table of fills say of it, as its text stands; nothing where none does.

    Such drafts lie in its folder or in one above, up to the root; `opened` are texts that need not be saved.
    """
    source = DraftText(normal(text))
    data = text.encode("utf-8", "surrogatepass")
    found: dict[tuple[object, ...], FileFinding] = {}
    for draft, content in _drafts(file, opened):
        for name in _names(draft, content, file):
            given = replace(options or Options(), beside=((name, data),))
            said = re.compile(rf"{re.escape(name)}(?:, line (\d+))?: ", re.DOTALL)
            for finding in judge(content, draft, options=given).findings:
                told = said.match(finding.message) if "fills" in finding.place.path else None
                if told:
                    short = replace(finding, message=finding.message[told.end() :])
                    place = line_range(source, int(told[1] or 1))
                    found.setdefault(
                        (short.rule, short.message, place), FileFinding(short, place, draft.name)
                    )
    return sorted(found.values(), key=lambda each: each.range)


def tables_beside(drafts: Iterable[File]) -> list[File]:
    """Return what may be tables of fills in the folders of drafts, folder by folder."""
    found: list[File] = []
    for folder in dict.fromkeys(draft.parent for draft in drafts):
        try:
            found += sorted(
                File(each.path) for each in os.scandir(folder) if each.name.lower().endswith(TABLES)
            )
        except OSError:
            continue
    return found


def _drafts(file: File, opened: Mapping[File, str]) -> Iterator[tuple[File, str]]:
    """Yield the drafts that may name a file, and what stands in them."""
    root, folder = root_of(file.parent), file.parent
    left = _MOST_DRAFTS
    while folder.resolve().is_relative_to(root) and left > 0:
        try:
            names = [each.path for each in os.scandir(folder) if each.name.lower().endswith(_DRAFTS)]
        except OSError:
            names = []
        there = dict.fromkeys(
            [*(each for each in opened if each.parent == folder), *map(File, sorted(names))]
        )
        for draft in [*there][:left]:
            content = opened[draft] if draft in opened else _read(draft)
            if file.name in content and looks_like_draft(content.encode("utf-8", "surrogatepass")):
                yield draft, content
        left -= len(there)
        if folder == folder.parent:
            break
        folder = folder.parent


def _read(draft: File) -> str:
    try:
        return read_regular(draft, LARGEST_FORM).decode("utf-8", "replace")
    except OSError:
        return ""


def _names(draft: File, content: str, file: File) -> Iterable[str]:
    """Return the words by which a draft names a file as its fills."""
    root = tree_of(content).root
    found: dict[str, None] = {}
    for part in root.walk() if root else ():
        if part.kind == "text" and part.key == "fills" and part.path[0] == "events" and part.value:
            try:
                if (draft.parent / part.value).resolve() == file.resolve():
                    found.setdefault(part.value)
            except (OSError, ValueError):
                continue
    return found

"""What a person holds, and by which paper: filings on record first, then what was built."""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from form4kit.analysis.titles import is_option, normal
from form4kit.convert import bare_cik
from form4kit.events.carried_forward import carried_balances, undeclared
from form4kit.events.row_footnotes import RowFootnotes
from form4kit.history.replay import Named
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.place import Place
from form4kit.source.discover import Found, find
from form4kit.source.full_submission import filed as header_day
from form4kit.source.limits import LARGEST
from form4kit.steps.preparing.answers import COUNT
from form4kit.storage.names import MANIFEST
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import grouped

ON_RECORD: Final = "on record"
BUILT: Final = "built, not on record yet"
DRAFT: Final = "not filed"
"""The standing of a paper that says what is held."""


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """A filing of the folder: its file, what it holds, when it was filed, and its standing.

    `source` is the built folder's draft by name and SHA-256, where it is one.
    """

    file: Path
    filing: Filing
    day: dt.date | None
    standing: str
    source: tuple[str, str] = ("", "")

    @property
    def words(self) -> str:
        """The paper in words: `the Form 4 filed August 14, 2026`."""
        did = "filed" if self.standing == ON_RECORD else "dated"
        day = f" {did} {long_day(self.day)}" if self.day else ""
        form = f"Form {self.filing.form_type or self.filing.base_form}"
        return (
            f"the draft of {long_day(self.day) if self.day else 'no day'}"
            if self.standing == DRAFT
            else (f"the {form}{day}")
        )


@dataclass(frozen=True, slots=True)
class PositionHeld:
    """A position and its balance: `name` as events know it, `words` as a person does, `paper` says so."""

    name: str
    words: str
    derivative: bool
    option: bool
    balance: str
    paper: EarlierPaper | None

    @property
    def line(self) -> tuple[str, str]:
        """The line of the form that it is: title and nature, as they are compared."""
        words, _, nature = self.words.rpartition(", ")
        return normal(words), normal(nature)

    @property
    def shown(self) -> str:
        """The position and what it holds: `Common Stock, direct: 41,471`."""
        return f"{self.words}: {self.balance or 'not certain'}"

    @property
    def source(self) -> str:
        """The paper that says so, as a sentence."""
        if self.paper is None:
            return "As this draft itself says."
        return f"From {self.paper.words} ({self.paper.standing})."


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held; `papers` are those it rests on, `drafts` those that may be counted or not."""

    held: tuple[PositionHeld, ...] = ()
    papers: tuple[EarlierPaper, ...] = ()
    drafts: tuple[EarlierPaper, ...] = ()
    known: tuple[EarlierPaper, ...] = ()

    def position(self, name: str) -> PositionHeld | None:
        """Return a position by its name."""
        return next((each for each in self.held if each.name == name), None)


def long_day(day: dt.date) -> str:
    """Write a day as people do: `August 14, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def papers_in(root: Path) -> Iterator[EarlierPaper]:
    """Yield every filing of a folder that can be read."""
    for found in find([str(root)]):
        if isinstance(found, Found) and found.file is not None:
            yield from _papers(found)


def papers_of(root: Path, issuer: str, owners: Iterable[str]) -> list[EarlierPaper]:
    """Return the filings of an issuer by any of some owners, all by CIK without leading zeros."""
    wanted = set(owners)
    return [
        each
        for each in papers_in(root)
        if bare_cik(each.filing.issuer.cik.text) == issuer
        and wanted & {bare_cik(one.cik.text) for one in each.filing.owners}
    ]


def holdings(
    papers: Iterable[EarlierPaper], counted: Mapping[str, str], root: Path, own: Path, before: dt.date | None
) -> Holdings:
    """Return what a person holds before a day; a draft counts only where `counted` says so of it.

    `own` is the draft that is being written, which is no earlier filing of itself.
    """
    known = [each for each in papers if each.file != own and each.file.parent != own.with_suffix("")]
    made = {each.source for each in known if each.source[1]}
    drafts = [each for each in known if each.standing == DRAFT and not _is_built(each, made)]
    chosen = [each for each in drafts if counted.get(name_of(each, root)) == COUNT]
    replaced = {each.file.name for each in chosen}
    past = [
        each
        for each in (*(p for p in known if p.standing != DRAFT and p.source[0] not in replaced), *chosen)
        if before is None or (each.filing.period.value or dt.date.min) <= before
    ]
    by_name = {str(number): each for number, each in enumerate(past)}
    named = [Named(name, each.filing) for name, each in by_name.items()]
    needed = {each.source for each in carried_balances(named)}
    last = carried_balances([each for each in named if each.name in needed])
    positions = undeclared(last, (), RowFootnotes(Filing()), Place())
    held = tuple(
        PositionHeld(
            name=position.name,
            words=f"{position.security.text}, {position.nature.text or 'direct'}",
            derivative=position.derivative,
            option=position.derivative and is_option(position.title),
            balance=grouped(each.balance) if each.balance is not None else "",
            paper=by_name[each.source],
        )
        for each, position in zip(last, positions, strict=True)
    )
    rests_on = tuple(dict.fromkeys(each.paper for each in held if each.paper))
    waiting = [each for each in drafts if each.filing.transactions]
    return Holdings(held, rests_on, tuple(waiting), tuple(known))


def name_of(paper: EarlierPaper, root: Path) -> str:
    """Return the name of a paper's file below the folder, with slashes."""
    return paper.file.relative_to(root).as_posix()


def lines_of(paper: EarlierPaper) -> frozenset[tuple[str, str]]:
    """Return the lines that the transactions of a paper change: titles and natures, as they are compared."""
    return frozenset(
        (normal(row.security.text or ""), normal(row.nature.text or "direct"))
        for row in paper.filing.transactions
    )


def seen_from(paper: EarlierPaper, folder: Path) -> str:
    """Return the path of a paper as a draft in a folder names it; a built folder by its own name."""
    place = paper.file.parent if (paper.file.parent / MANIFEST).is_file() else paper.file
    return Path(os.path.relpath(place, folder)).as_posix()


def _is_built(paper: EarlierPaper, made: set[tuple[str, str]]) -> bool:
    same = [each for each in made if each[0] == paper.file.name]
    return bool(same) and (paper.file.name, sha256(read_regular(paper.file))) in made


def _papers(found: Found) -> tuple[EarlierPaper, ...]:
    if found.file is None:
        return ()
    manifest = found.file.parent / MANIFEST
    try:
        stamp = (*_stamp(found.file), *(_stamp(manifest) if manifest.is_file() else ()))
        return _read(found, stamp)
    except OSError:
        return ()


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8192)
def _read(found: Found, stamp: tuple[int, ...]) -> tuple[EarlierPaper, ...]:
    """Read the filing of a file, or the several of a download; what is as it was is read once."""
    if found.file is None or stamp[1] > LARGEST:
        return ()
    manifest = found.file.parent / MANIFEST
    outcome = run(found, Options(only_read=True))
    made: list[EarlierPaper] = []
    for each in outcome.held:
        if each.filing is None:
            continue
        standing, source = ON_RECORD, ("", "")
        if manifest.is_file():
            standing, source = BUILT, _source(manifest)
        elif each.filing.kind == "draft":
            standing = DRAFT
        made.append(
            EarlierPaper(found.file, each.filing, _day(each.data, each.filing, standing), standing, source)
        )
    return tuple(made)


def _day(data: bytes, filing: Filing, standing: str) -> dt.date | None:
    """Return the day of a paper: of its header, else of its latest signature, else its period."""
    if standing == DRAFT:
        return filing.period.value
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    return header_day(data) or signed or filing.period.value


def _source(manifest: Path) -> tuple[str, str]:
    try:
        told = json.loads(read_regular(manifest))["source"]
        return Path(str(told["name"])).name, str(told.get("sha256", ""))
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""

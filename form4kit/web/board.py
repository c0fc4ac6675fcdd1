"""The board: every draft and built folder below the folder served, judged, and again when a file changes."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from form4kit.batch.result import Crash, attempt
from form4kit.law.clock import NEW_YORK
from form4kit.source.discover import Found, Unreadable, find
from form4kit.steps.board_entry import BoardEntry, entry_of, file_of, known
from form4kit.steps.board_lines import lines_of
from form4kit.steps.file_stamp import stamp
from form4kit.steps.filing_status import STEPS, FilingStatus, filing_status, walk
from form4kit.storage.names import DRAFT, OWNERSHIP
from form4kit.storage.repository import NAME

MANY = 100
"""From so many files on, other processes judge them: this one has a page to serve."""
_LOT = 0.25
_DRAFTS = (".yaml", ".yml")
Listener = Callable[[list[BoardEntry], list[str]], None]
Stamp = tuple[int, ...]
_Judged = Generator[tuple[Stamp, BoardEntry], None, None]


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry with the state of the files that it was judged by, and when that was."""

    entry: BoardEntry
    stamp: Stamp
    at: dt.datetime

    def passed(self, now: dt.datetime) -> bool:
        """Tell whether it fell due since it was judged, which findings speak of."""
        return bool(self.entry.due) and self.at <= dt.datetime.fromisoformat(self.entry.due) < now


@dataclass
class Board:
    """What is known of each filing, by the name of its file; kept current by `refresh`.

    `listeners` are told of entries that changed and of files that are gone, in the thread that found it.
    `passed_over` are the YAML and XML files that are no filing, by their names below the root.
    `start_workers` starts the processes that judge many files; `stop` ends a refresh between two files.
    """

    root: Path
    start_workers: Callable[[], Executor] | None = None
    listeners: list[Listener] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    passed_over: tuple[str, ...] = ()
    _known: dict[str, _Known] = field(default_factory=dict)
    _status: FilingStatus = field(default_factory=FilingStatus)
    _surroundings: Stamp = ()
    _at: dt.datetime | None = None
    _told: dict[str, BoardEntry] = field(default_factory=dict)
    _split: dict[str, BoardEntry] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def entries(self) -> list[BoardEntry]:
        """Return the lines of the board as found last; files that were not judged yet are among them."""
        return [*self._told.values()]

    def named(self, name: str) -> BoardEntry | None:
        """Return a filing by its name; a draft too whose filings stand on the board in its place."""
        found = next((each for each in self.entries() if each.name == name), None)
        return found or self._split.get(name)

    def parts(self, entry: BoardEntry) -> list[BoardEntry]:
        """Return the filings that stand on the board in the place of a draft."""
        return [each for each in self.entries() if each.draft and each.draft == entry.name]

    def _entries(self) -> list[BoardEntry]:
        """Return the lines of the board as the files are now.

        A built folder stands on it by the draft that it was built from, where that draft is there.
        """
        now = self._at or dt.datetime.now(NEW_YORK)
        here = [*self._known.values()]
        all_of_them = [each.entry.with_standing(self._status, self.root, now) for each in here]
        self._split = {each.name: each for each in all_of_them if each.split}
        return lines_of(all_of_them)

    @property
    def unreadable(self) -> bool:
        """Whether there is a file that could not be opened: it is tried again."""
        return any(each.entry.unreadable for each in [*self._known.values()])

    def doubles(self) -> frozenset[str]:
        """Return the files that tell a filing a second time: what was built stands for its draft.

        A draft that was changed since stands for what was built, and older folders built from it for nothing,
        unless one of them was signed or is on record.
        """
        found: set[str] = set()
        drafts = [each.entry for each in [*self._known.values()] if not each.entry.built]
        for entry in (each.with_status(self._status, self.root) for each in drafts):
            if entry.becomes > 1:
                found |= self._parts_told_twice(entry)
                continue
            for made in self._status.of_source(Path(entry.file).name, entry.hash):
                here = made.folder.relative_to(self.root).as_posix()
                if made.folder.name != entry.stem or made.broken:
                    continue
                if here == entry.folder and entry.state in STEPS:
                    found.add(entry.file)
                elif self._status.step(made) not in STEPS[2:]:
                    found |= {f"{here}/{DRAFT}", f"{here}/{OWNERSHIP}"}
        return frozenset(found)

    def _parts_told_twice(self, entry: BoardEntry) -> set[str]:
        if entry.split:
            return {entry.file}
        built = [each for each in entry.parts.built(self._status) if each]
        unsigned = (each for each in built if self._status.step(each) not in STEPS[2:])
        here = [each.folder.relative_to(self.root).as_posix() for each in unsigned]
        return {f"{folder}/{name}" for folder in here for name in (DRAFT, OWNERSHIP)}

    def refresh(self, now: dt.datetime | None = None) -> None:
        """Look at the disk again, and judge what changed or rests on what changed; one at a time."""
        now = now or dt.datetime.now(NEW_YORK)
        with self._turn:
            self._at = now
            found = {known(each, self.root).file: each for each in self._filings()}
            files = list(walk(self.root))
            self._status = filing_status(files)
            self._known = {name: each for name, each in self._known.items() if name in found}
            stale = self._stale(found, _surroundings(files, now), now)
            for each in stale:
                entry = known(each, self.root)
                self._known.setdefault(entry.file, _Known(entry, (), now))
            self._say_what_changed()
            self._judge(stale, now)

    def _filings(self) -> Iterator[Found]:
        """Yield the drafts and the built folders below the root; published documents are no work to do.

        A draft that cannot be opened is among them: it may be due, and its line says what is wrong. What is
        hidden is not: no page can open it.
        """
        passed_over: list[str] = []
        for found in find([str(self.root)], passed_over):
            if isinstance(found, Unreadable):
                found = Found(found.name, Path(found.name))
            if found.file is not None and not found.file.name.startswith("."):
                built = found.stem != found.file.stem
                if built or found.file.suffix.lower() in _DRAFTS:
                    yield found
        names = (Path(each).relative_to(self.root) for each in passed_over)
        self.passed_over = tuple(each.as_posix() for each in names if not each.name.startswith("."))

    def _stale(self, found: dict[str, Found], around: Stamp, now: dt.datetime) -> list[Found]:
        """Return what to judge: new, changed, judged by what has changed, or due since."""
        everything = around != self._surroundings
        self._surroundings = around
        stale = []
        for name, each in found.items():
            before = self._known.get(name)
            if (
                everything
                or before is None
                or before.passed(now)
                or before.entry.unreadable
                or before.stamp != _stamp([self.root / name, *map(Path, before.entry.read_with)])
            ):
                stale.append(each)
        return stale

    def _judge(self, stale: Sequence[Found], now: dt.datetime) -> None:
        """Judge files, and tell of them in lots, so that a page fills while it is looked at."""
        lot: list[BoardEntry] = []
        told = time.monotonic()
        with closing(self._results(stale, now)) as results:
            for stamp, entry in results:
                self._known[entry.file] = _Known(entry, stamp, now)
                if entry.file in self._told:
                    lot.append(entry.with_standing(self._status, self.root, now))
                    self._told[entry.file] = lot[-1]
                if self.stop.is_set():
                    return
                if time.monotonic() - told > _LOT:
                    self._say(lot, [])
                    lot, told = [], time.monotonic()
        self._say(lot, [])
        if stale:
            self._say_what_changed()  # what one filing says of another is known when both were read

    def _results(self, stale: Sequence[Found], now: dt.datetime) -> _Judged:
        if len(stale) < MANY or self.start_workers is None:
            yield from map(partial(_judged, root=self.root, now=now), stale)
            return
        with self.start_workers() as pool:
            try:
                yield from pool.map(partial(_judged, root=self.root, now=now), stale, chunksize=8)
            except GeneratorExit:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _say_what_changed(self) -> None:
        before = self._told
        after = {each.file: each for each in self._entries()}
        changed = [each for name, each in after.items() if before.get(name) != each]
        self._told = after
        self._say(changed, [name for name in before if name not in after])

    def _say(self, changed: list[BoardEntry], gone: list[str]) -> None:
        if changed or gone:
            for listener in [*self.listeners]:
                listener(changed, gone)


def _judged(found: Found, root: Path, now: dt.datetime) -> tuple[Stamp, BoardEntry]:
    """Judge a file; the stamp is from before it was read, so that no change meanwhile goes unseen."""
    own = _stamp([file_of(found)])
    entry = attempt(partial(entry_of, root=root, now=now), found)
    if isinstance(entry, Crash):
        why = f"form4kit failed on this file ({entry.why}); please report it" if entry.bug else entry.why
        entry = replace(known(found, root), judged=True, errors=1, remark=why)
    return own + _stamp(map(Path, entry.read_with)), entry


def _stamp(files: Iterable[Path]) -> Stamp:
    return tuple(number for file in files for number in stamp(file))


def _surroundings(files: Iterable[Path], now: dt.datetime) -> Stamp:
    """Return what all drafts are judged by: the registry, the settings, and the day in New York."""
    shared = (f for f in files if f.name == NAME or f.parent.name in ("people", "footnotes"))
    return (*_stamp(shared), now.astimezone(NEW_YORK).toordinal())

"""A baseline: findings that a repository starts with, to be passed over until they are mended.

A finding is known by its file, its rule, its place in the form and its words, not by its line, so that
it stays known when lines move; and not by the day on which it was found, so that it stays known tomorrow.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from form4kit.analysis.filing_date import comes_of_waiting, without_today
from form4kit.findings import Finding
from form4kit.report.counts import FileReport
from form4kit.report.secrets import masked
from form4kit.source.limits import LARGEST
from form4kit.storage.regular import read_regular

VERSION = 1
_Key = tuple[str, str, str, str]
_MISSED: Final = frozenset(["DUE01", "DUE03", "DUE04"])
"""The rules that find a deadline missed."""
_OF_AGE: Final = frozenset(["DAT06", "DAT10", "DUE06", "SIG05", "SIG10", "SIG13"])
"""The rules that find something in a draft for no other reason than that it lies there longer."""


class Sorted(NamedTuple):
    """The findings of a file: those that a baseline does not hold, and those to pass over."""

    new: list[Finding]
    known: list[Finding]


class Baseline:
    """The findings to pass over, as often as they stand in the baseline."""

    def __init__(self, rows: Iterable[_Key], root: Path) -> None:
        self.rows = Counter(rows)
        self._root = root
        self._missed = {path for path, rule, *_ in self.rows if rule in _MISSED}

    @classmethod
    def read(cls, file: Path) -> "Baseline":
        """Read a baseline. Raises ValueError with one clear line where it is none, OSError unreadable."""
        try:
            raw = json.loads(read_regular(file, LARGEST))
            rows = [(r["path"], r["rule"], r["where"], r["message"]) for r in raw["findings"]]
        except (ValueError, RecursionError, KeyError, TypeError) as error:
            raise ValueError(f"{file} is not a baseline of form4kit") from error
        return cls(rows, file.parent)

    def sort(self, path: str, findings: Iterable[Finding]) -> Sorted:
        """Tell the findings of a file that the baseline holds from those that are new.

        Each entry is used once. Of a form that was late already, what only comes of waiting is not new.
        """
        seen: Counter[_Key] = Counter()
        found = Sorted([], [])
        for finding in findings:
            key = next((key for key in self._keys(path, finding) if seen[key] < self.rows[key]), None)
            if key is not None:
                seen[key] += 1
            (found.new if key is None and not self._waited(path, finding) else found.known).append(finding)
        return found

    def _keys(self, path: str, finding: Finding) -> tuple[_Key, ...]:
        """Return what a finding may stand in the baseline as; one of 0.1.0 has the day in its words."""
        lasting = _key(path, finding, self._root)
        return (lasting, (*lasting[:3], masked(finding.message))) if finding.dated else (lasting,)

    def _waited(self, path: str, finding: Finding) -> bool:
        """Tell whether a finding stands only because a form that was late already lies there longer."""
        late = finding.rule in _OF_AGE and finding.dated and _relative(path, self._root) in self._missed
        return late and (finding.rule in ("DUE06", "SIG13") or comes_of_waiting(finding.message))


def write_baseline(files: Sequence[FileReport], root: Path, before: Baseline | None = None) -> str:
    """Return the baseline of these findings as JSON, those passed over too; paths are relative to `root`.

    What the baseline had before of files that are there, but were not judged this time, stays in it.
    """
    keys = [
        _key(judged.path, finding, root) for judged in files for finding in (*judged.findings, *judged.known)
    ]
    looked_at = {_relative(judged.path, root) for judged in files}
    if before is not None:
        others = (key for key in before.rows.elements() if key[0] not in looked_at)
        keys += [key for key in others if (root / key[0]).exists()]
    rows = [dict(zip(("path", "rule", "where", "message"), key, strict=True)) for key in sorted(keys)]
    return json.dumps({"version": VERSION, "findings": rows}, indent=2, ensure_ascii=False) + "\n"


def _key(path: str, finding: Finding, root: Path) -> _Key:
    message = without_today(finding.message) if finding.dated else finding.message
    return (_relative(path, root), finding.rule, finding.place.where, masked(message))


def _relative(path: str, root: Path) -> str:
    try:
        return Path(path).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path

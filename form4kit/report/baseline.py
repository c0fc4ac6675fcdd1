"""A baseline: findings that a repository starts with, to be passed over until they are mended.

A finding is known by its file, its rule, its place in the form and its words, not by its line, so that
it stays known when lines move.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from form4kit.findings import Finding
from form4kit.report.counts import FileReport
from form4kit.report.secrets import masked
from form4kit.source.limits import LARGEST
from form4kit.storage.regular import read_regular

VERSION = 1
_Key = tuple[str, str, str, str]


def write_baseline(files: Sequence[FileReport], root: Path) -> str:
    """Return the baseline of these findings as JSON; paths are relative to `root`."""
    keys = sorted(_key(judged.path, finding, root) for judged in files for finding in judged.findings)
    rows = [dict(zip(("path", "rule", "where", "message"), key, strict=True)) for key in keys]
    return json.dumps({"version": VERSION, "findings": rows}, indent=2, ensure_ascii=False) + "\n"


class Baseline:
    """The findings to pass over, as often as they stand in the baseline."""

    def __init__(self, rows: Iterable[_Key], root: Path) -> None:
        self._rows = Counter(rows)
        self._root = root

    @classmethod
    def read(cls, file: Path) -> "Baseline":
        """Read a baseline. Raises ValueError with one clear line where it is none, OSError unreadable."""
        try:
            raw = json.loads(read_regular(file, LARGEST))
            rows = [(r["path"], r["rule"], r["where"], r["message"]) for r in raw["findings"]]
        except (ValueError, RecursionError, KeyError, TypeError) as error:
            raise ValueError(f"{file} is not a baseline of form4kit") from error
        return cls(rows, file.parent)

    def new(self, path: str, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings of a file that the baseline does not hold; each entry is used once."""
        seen: Counter[_Key] = Counter()
        fresh = []
        for finding in findings:
            key = _key(path, finding, self._root)
            seen[key] += 1
            if seen[key] > self._rows[key]:
                fresh.append(finding)
        return fresh


def _key(path: str, finding: Finding, root: Path) -> _Key:
    try:
        relative = Path(path).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        relative = path
    return (relative, finding.rule, finding.place.where, masked(finding.message))

"""What helps the reviewer of a draft: findings at their places, the arithmetic, the due instant, changes.

None of it is part of the form, and none of it stands in the proof of a published document.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from form4kit.analysis.compare import differences
from form4kit.events.working import Working
from form4kit.findings import Finding
from form4kit.model import Filing
from form4kit.place import Path, in_words

_KEYED = frozenset(["non_derivative", "derivative", "footnotes", "remarks", "signatures"])


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is listed below the form; `number` stands in the margin beside its place."""

    number: int
    path: Path
    label: str
    where: str
    message: str
    hint: str

    def as_plain(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {**asdict(self), "path": list(self.path)}


@dataclass(frozen=True, slots=True)
class Aids:
    """All that is known beside the form itself."""

    due: str
    remarks: tuple[Remark, ...]
    balances: tuple[tuple[Path, str], ...]
    averages: tuple[str, ...]
    changes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.due or self.remarks or self.balances or self.averages or self.changes)

    def as_plain(self) -> dict[str, object]:
        """Return them as plain values for JSON, which `aids_from` reads."""
        return {
            "due": self.due,
            "remarks": [each.as_plain() for each in self.remarks],
            "balances": [[list(path), words] for path, words in self.balances],
            "averages": list(self.averages),
            "changes": list(self.changes),
        }

    def beside(self, *path: str | int) -> tuple[int, ...]:
        """Return the numbers that stand in the margin beside a part of the form."""
        return tuple(each.number for each in self.remarks if each.path[: len(path)] == path)

    @property
    def beside_head(self) -> tuple[int, ...]:
        """The numbers of what concerns the boxes above the tables, or the form as a whole."""
        return tuple(each.number for each in self.remarks if not each.path or each.path[0] not in _KEYED)

    def balance(self, *row: str | int) -> str:
        """Return how the balance of a row came about; empty where the draft states it."""
        return next((words for path, words in self.balances if path[: len(row)] == row), "")


def aids(
    filing: Filing,
    findings: Iterable[Finding] = (),
    due: dt.datetime | None = None,
    working: Working | None = None,
) -> Aids:
    """Gather what helps the reviewer of a filing; `due` is an instant in New York.

    Left out is what was found only because of the day: a proof is the same whenever it is built.
    """
    original = filing.context.original
    fills = working.fills if working else ()
    lasting = (finding for finding in findings if not finding.dated)
    return Aids(
        due=in_full(due) if due else "",
        remarks=tuple(_remark(number, finding) for number, finding in enumerate(lasting, 1)),
        balances=tuple((line.path, line.words) for line in working.balances) if working else (),
        averages=tuple(f"{in_words(line.path)}: {line.words}" for total in fills for line in total.ranges),
        changes=tuple(_changes(original, filing)) if original else (),
    )


def in_full(due: dt.datetime) -> str:
    """Write a due instant, in New York, as a proof has it: `November 20, 2026, 22:00 Eastern`."""
    return f"{due:%B} {due.day}, {due:%Y, %H:%M} Eastern"


def aids_from(plain: Mapping[str, Any]) -> Aids:
    """Read what `Aids.as_plain` gave. Raises ValueError, TypeError or KeyError for anything else."""
    return Aids(
        due=str(plain["due"]),
        remarks=tuple(
            Remark(**{**each, "number": int(each["number"]), "path": _path(each["path"])})
            for each in plain["remarks"]
        ),
        balances=tuple((_path(path), str(words)) for path, words in plain["balances"]),
        averages=tuple(str(each) for each in plain["averages"]),
        changes=tuple(str(each) for each in plain["changes"]),
    )


def _path(plain: Iterable[object]) -> Path:
    return tuple(each if isinstance(each, int) else str(each) for each in plain)


def _changes(original: Filing, filing: Filing) -> Iterator[str]:
    """Yield what an amendment changes; a line that it does not repeat stands as it was."""
    for each in differences(original, filing):
        if not each.stands:
            yield str(each)


def _remark(number: int, finding: Finding) -> Remark:
    word = "allowed" if finding.allowed is not None else str(finding.severity)
    hint = f"Allowed: {finding.allowed}" if finding.allowed is not None else finding.hint
    place = finding.place
    return Remark(number, place.path, f"{word} {finding.rule}", place.where, finding.message, hint)

"""What the tools answer, as plain values whose types are the schemas that an assistant is given.

They have no slots, which the protocol's library would take for default values.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from form4kit.findings import Finding
from form4kit.report.json_report import finding_as_json
from form4kit.report.secrets import masked

T = TypeVar("T")


@dataclass(frozen=True)
class FindingTold:
    """A finding as `form4kit check --format json` has it."""

    rule: str
    severity: str
    authority: str
    message: str
    hint: str
    where: str
    line: int
    column: int
    cites: list[str]
    allowed: str | None = None


@dataclass(frozen=True)
class FileChecked:
    """What was found in one draft or filing, and when it is due: an instant in New York, or None."""

    file: str
    form: str
    due: str | None
    findings: list[FindingTold]


@dataclass(frozen=True)
class Checked:
    """What was found, in all files and in each; `says` is the sum in one sentence."""

    says: str
    errors: int
    warnings: int
    notes: int
    files: list[FileChecked]


@dataclass(frozen=True)
class RowMade:
    """A row of Table I or II as it would be filed, and the line of the draft that made it.

    Numbers and dates are texts as they stand on the form; `footnotes` are names of footnotes of the draft.
    """

    table: str
    row: int
    line: int
    holding: bool
    security: str
    date: str
    code: str
    acquired_or_disposed: str
    shares: str
    price: str
    owned_after: str
    ownership: str
    nature: str
    footnotes: list[str]


@dataclass(frozen=True)
class RowsMade:
    """All rows that a draft makes, its footnotes by name, and the questions that it leaves open."""

    rows: list[RowMade]
    footnotes: dict[str, str]
    open: list[FindingTold]


@dataclass(frozen=True)
class DayCounted:
    """One day of the reasoning of a deadline."""

    day: str
    counts: bool
    text: str


@dataclass(frozen=True)
class DueTold:
    """When a form is due, an instant in New York, and why; `due` is None where there is no deadline."""

    form: str
    event: str
    due: str | None
    steps: list[DayCounted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RuleTold:
    """What the rule book says of a rule."""

    rule: str
    severity: str
    authority: str
    title: str
    reason: str
    cost: str
    cites: list[str]
    bad: list[str]
    good: list[str]


@dataclass(frozen=True)
class FileWritten:
    """A file that a plan writes: new or changed, its text afterwards, or the lines that change."""

    file: str
    kind: str
    text: str


@dataclass(frozen=True)
class PlanTold:
    """What would be written, or was: nothing is until the tool is called again with `hash`.

    `refusals` say why nothing can be written, `told` what goes with it.
    """

    says: str
    hash: str
    written: bool
    writes: list[FileWritten]
    refusals: list[str]
    told: list[str]


def told(finding: Finding) -> FindingTold:
    """Return a finding as it is told."""
    return FindingTold(**finding_as_json(finding))


def fit(value: T) -> T:
    """Return a value with every text in it fit to be shown: no CCC, no token, no control character."""
    return cast("T", _fit(value))


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _fit(getattr(value, each.name)) for each in fields(value)})
    if isinstance(value, dict):
        return {_fit(key): _fit(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fit(each) for each in value]
    return value

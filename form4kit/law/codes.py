"""Know the transaction codes of Forms 4 and 5: what each means, where it stands, which way it goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from form4kit.law.table import LawTable, _Line


class CodeGroup(StrEnum):
    """Name the heading of General Instruction 8 under which a code stands."""

    MARKET = "market"
    PLAN = "plan"
    DERIVATIVE = "derivative"
    EXEMPT = "exempt"
    OTHER = "other"


class Deferral(StrEnum):
    """Say whether a transaction may wait for Form 5."""

    YES = "yes"
    NO = "no"
    IF_EXEMPT = "if-exempt"


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """Hold one code; `table_1` and `table_2` are the letters A, D or both that are expected there."""

    code: str
    name: str
    table_1: str
    table_2: str
    by_definition: bool
    group: CodeGroup
    note: str

    @property
    def rule_16b3(self) -> bool:
        """Tell whether the code claims an exemption under Rule 16b-3, so for directors and officers only."""
        return self.group is CodeGroup.PLAN

    @property
    def form_5(self) -> bool:
        """Tell whether any transaction with this code can be Form 5 eligible; `deferral` says which."""
        return any(code == self.code for code, _ in _FORM_5)

    def stands_in(self, table: int) -> bool:
        """Tell whether the code belongs in Table I (1) or Table II (2)."""
        return bool(self._letters(table))

    def expected(self, table: int) -> str | None:
        """Return the A or D expected in Table I (1) or II (2), None where both are usual or the code is not.

        The other letter is wrong only where `by_definition`; elsewhere it is rare: the exercise of a put.
        """
        letters = self._letters(table)
        return letters if len(letters) == 1 else None

    def _letters(self, table: int) -> str:
        return {1: self.table_1, 2: self.table_2}[table]


@dataclass(frozen=True, slots=True)
class _Form5:
    until: date | None
    deferral: Deferral
    source: str


def deferral(code: str, acquired_disposed: str, day: date) -> Deferral:
    """Tell whether a transaction of that code, A or D, and date may wait for Form 5 (Rule 16a-3(f)(1)).

    A transaction that may wait and is on a Form 4 all the same is an early report, which prints as V.
    """
    row = _FORM_5.get((code, acquired_disposed))
    if row is None or (row.until and day > row.until):
        return Deferral.NO
    return row.deferral


def form_5_ends() -> Iterator[tuple[str, str, date, str]]:
    """Yield code, A or D, last day and source of each deferral to Form 5 that is no longer in force."""
    for (code, direction), row in _FORM_5.items():
        if row.until:
            yield code, direction, row.until, row.source


def _code(row: _Line) -> tuple[str, TransactionCode]:
    letters = {"-": "", "A/D": "AD"}
    return row["code"], TransactionCode(
        code=row["code"],
        name=row["name"],
        table_1=letters.get(row["table_1"], row["table_1"]),
        table_2=letters.get(row["table_2"], row["table_2"]),
        by_definition=row["by_definition"] == "yes",
        group=CodeGroup(row["group"]),
        note=row["note"],
    )


def _form_5(row: _Line) -> tuple[tuple[str, str], _Form5]:
    until = None if row["until"] == "-" else date.fromisoformat(row["until"])
    return (row["code"], row["direction"]), _Form5(until, Deferral(row["deferred"]), row["source"])


CODES: LawTable[str, TransactionCode] = LawTable("transaction-codes.tsv", _code)
_FORM_5: LawTable[tuple[str, str], _Form5] = LawTable("form-5.tsv", _form_5)

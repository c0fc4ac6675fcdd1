"""The filing as every layer sees it: frozen, typed, each value knowing where it was written.

A `Field` keeps the text as written beside the value it stands for, because EDGAR publishes text and
because a value that cannot be converted must still reach the schema, which is what refuses it. A filing and
its rows have no slots: what follows from their fields, and rules ask for again and again, is kept.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Generic, Literal, TypeVar

from form4kit.frozen import frozen
from form4kit.law.editions import TODAY, Edition
from form4kit.law.section_16_facts import Approval, Cover
from form4kit.law.trading_plans import PeriodicReport, TradingPlan
from form4kit.place import Path, Place
from form4kit.power import Power

T = TypeVar("T")

Table = Literal["non_derivative", "derivative"]
FilingKind = Literal["draft", "document", "submission"]


@frozen()
class Mark:
    """A reference to a footnote, by the footnote's name, and where it was written."""

    name: str
    line: int
    column: int


@frozen()
class Field(Generic[T]):
    """One place of the form: the text that stands there, its value, and the footnotes it refers to.

    `text` is None where nothing was written, `value` where the text does not convert; `ABSENT` is false.
    """

    text: str | None
    value: T | None
    marks: tuple[Mark, ...]
    line: int
    column: int

    def __bool__(self) -> bool:
        return self.text is not None or bool(self.marks)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the footnotes referred to, in order."""
        return tuple([mark.name for mark in self.marks]) if self.marks else ()


ABSENT: Final[Field[Any]] = Field(None, None, (), 0, 0)

_NEAR = {"nature": "direct_indirect", "acquired_disposed": "shares"}
"""Where a missing field is looked for: beside the one that calls for it."""


class Placed:
    """Something with fields and a path, which can say where each of them stands."""

    __slots__ = ()
    path: Path
    line: int
    column: int

    def at(self, name: str = "") -> Place:
        """Return the place of the field called `name`, or of the whole where that was not written."""
        if not name:
            return Place(self.path, self.line, self.column)
        found = getattr(self, name, None)
        if not (isinstance(found, Field) and found.line) and name in _NEAR:
            found = getattr(self, _NEAR[name], None)
        written = found if isinstance(found, Field) and found.line else self
        return Place((*self.path, name), written.line, written.column)


@frozen(kw_only=True)
class Issuer(Placed):
    """The issuer: CIK and trading symbols as sent; the name as EDGAR holds it."""

    path: Path = ("issuer",)
    line: int = 1
    column: int = 1
    cik: Field[str] = ABSENT
    name: Field[str] = ABSENT
    symbol: Field[str] = ABSENT
    foreign_symbol: Field[str] = ABSENT


@frozen(kw_only=True)
class Address(Placed):
    """A reporting owner's address; `state_description` and `good_address` are EDGAR's own."""

    path: Path
    line: int
    column: int
    non_us: Field[bool] = ABSENT
    street1: Field[str] = ABSENT
    street2: Field[str] = ABSENT
    city: Field[str] = ABSENT
    territory: Field[str] = ABSENT
    state: Field[str] = ABSENT
    country: Field[str] = ABSENT
    zip: Field[str] = ABSENT
    state_description: Field[str] = ABSENT
    good_address: Field[bool] = ABSENT


@frozen(kw_only=True)
class Owner(Placed):
    """A reporting owner: identity, address and relationship to the issuer (box 5; box 4 of Form 3).

    `ccc` says only whether a CCC stands in the document and how long it is: its text is never kept.
    """

    path: Path
    line: int
    column: int
    cik: Field[str] = ABSENT
    ccc: Field[int] = ABSENT
    name: Field[str] = ABSENT
    address: Address | None = None
    director: Field[bool] = ABSENT
    officer: Field[bool] = ABSENT
    ten_percent: Field[bool] = ABSENT
    other: Field[bool] = ABSENT
    officer_title: Field[str] = ABSENT
    other_text: Field[str] = ABSENT


@frozen(kw_only=True, slots=False)
class Row(Placed):
    """A row of Table I or Table II, a transaction or a holding; fields that its kind lacks are absent.

    The footnotes of the transaction coding are those of `code`. `form_type` is the form on which the
    transaction belongs (`4`, `5`; `3` for a late holding on a Form 5), `timeliness` is `E`, `L` or absent.
    """

    path: Path
    line: int
    column: int
    table: Table
    holding: bool
    security: Field[str] = ABSENT
    exercise_price: Field[Decimal] = ABSENT
    date: Field[dt.date] = ABSENT
    deemed: Field[dt.date] = ABSENT
    form_type: Field[str] = ABSENT
    code: Field[str] = ABSENT
    swap: Field[bool] = ABSENT
    timeliness: Field[str] = ABSENT
    shares: Field[Decimal] = ABSENT
    total_value: Field[Decimal] = ABSENT
    price: Field[Decimal] = ABSENT
    acquired_disposed: Field[str] = ABSENT
    exercisable: Field[dt.date] = ABSENT
    expires: Field[dt.date] = ABSENT
    underlying: Field[str] = ABSENT
    underlying_shares: Field[Decimal] = ABSENT
    underlying_value: Field[Decimal] = ABSENT
    owned_after: Field[Decimal] = ABSENT
    value_owned_after: Field[Decimal] = ABSENT
    direct_indirect: Field[str] = ABSENT
    nature: Field[str] = ABSENT

    @property
    def number(self) -> int:
        """The row's number in its table, from 1."""
        return int(self.path[1]) + 1

    @cached_property
    def fields(self) -> tuple[tuple[str, Field[Any]], ...]:
        """The row's fields that are present, in the order in which the form prints them."""
        every = ((name, getattr(self, name)) for name in PRINTED[self.table])
        return tuple([(name, found) for name, found in every if found])

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Every footnote reference of the row, in printed order."""
        return tuple([mark for _, found in self.fields for mark in found.marks])


PRINTED: Final[dict[Table, tuple[str, ...]]] = {
    "non_derivative": (
        *("security", "date", "deemed", "form_type", "code", "swap", "timeliness"),
        *("shares", "total_value", "acquired_disposed", "price"),
        *("owned_after", "value_owned_after", "direct_indirect", "nature"),
    ),
    "derivative": (
        *("security", "exercise_price", "date", "deemed", "form_type", "code", "swap", "timeliness"),
        *("shares", "total_value", "acquired_disposed", "exercisable", "expires"),
        *("underlying", "underlying_shares", "underlying_value", "price"),
        *("owned_after", "value_owned_after", "direct_indirect", "nature"),
    ),
}
"""The fields of a row, left to right as printed (layout W)."""


@frozen(kw_only=True)
class Footnote(Placed):
    """A footnote: the name that fields use, the id `F1` to `F99` that EDGAR sees, and the text."""

    path: Path
    line: int
    column: int
    name: str
    id: str
    text: Field[str]


@frozen(kw_only=True)
class Signature(Placed):
    """A signature: the typed name and the date."""

    path: Path
    line: int
    column: int
    name: Field[str] = ABSENT
    date: Field[dt.date] = ABSENT


@frozen(kw_only=True)
class Document(Placed):
    """A document of the submission beside the primary one: an exhibit, a cover or correspondence, a graphic.

    `content` is what the file holds; None while it has not been read.
    """

    path: Path
    line: int
    column: int
    file: Field[str] = ABSENT
    type: Field[str] = ABSENT
    description: Field[str] = ABSENT
    content: bytes | None = None


@frozen(kw_only=True)
class Submission(Placed):
    """The wrapper (edgarSubmission): contact, notification addresses and documents.

    `type`, `live` and `primaries` are present only where a submission file was read; a draft leaves them
    to the build. `return_copy` is an element that EDGAR took until 2026.
    """

    path: Path = ()
    line: int = 1
    column: int = 1
    type: Field[str] = ABSENT
    live: Field[str] = ABSENT
    return_copy: Field[str] = ABSENT
    contact_name: Field[str] = ABSENT
    contact_phone: Field[str] = ABSENT
    contact_email: Field[str] = ABSENT
    notify: tuple[Field[str], ...] = ()
    documents: tuple[Document, ...] = ()
    primaries: tuple[Document, ...] = ()


@frozen(kw_only=True)
class Published(Placed):
    """What EDGAR itself put into the document of record; a filer sends none of it."""

    path: Path = ("as_published",)
    line: int = 1
    column: int = 1
    schema_version: Field[str] = ABSENT
    no_securities_owned: Field[bool] = ABSENT
    form3_holdings_reported: Field[bool] = ABSENT
    form4_transactions_reported: Field[bool] = ABSENT


@frozen(kw_only=True)
class Context:
    """What is known beside the filing itself; a rule that needs a fact is silent where it is None.

    `filed` is EDGAR's date, `instant` the New York time it rests on; `earlier` the owner's filings before it,
    oldest first, `original` the one amended, `whole` what this is a part of; `duty_since` the owner's first
    day of duty, `left` the owners' last in office. `foreign_private`, `fiscal_year_end` (`MM-DD`), `reports`
    (10-Q, 10-K) are the issuer's, `powers`, `plans` the owners'; on `closures` EDGAR is closed too. `held`
    are shares after a draft's events, `cover` those beside the form, `approvals` are of Rule 16b-3.
    """

    filed: dt.date | None = None
    instant: dt.datetime | None = None
    earlier: "tuple[Filing, ...]" = ()
    original: "Filing | None" = None
    whole: "Filing | None" = None
    duty_since: dt.date | None = None
    foreign_private: bool | None = None
    fiscal_year_end: str | None = None
    closures: frozenset[dt.date] = frozenset()
    powers: tuple[Power, ...] | None = None
    plans: tuple[TradingPlan, ...] | None = None
    reports: tuple[PeriodicReport, ...] = ()
    approvals: tuple[Approval, ...] | None = None
    cover: tuple[Cover, ...] = ()
    held: tuple[tuple[str, Decimal], ...] = ()
    left: dt.date | None = None
    outside_plan: frozenset[Path] = frozenset()


@frozen(kw_only=True, slots=False)
class Filing(Placed):
    """One Form 3, 4 or 5 or an amendment to one, from whatever source.

    `form` is the submission type, `4/A`; `edition` the schema's, `2026`; `published` says that the source
    is the document of record. `allow` holds rule codes, the user's reason for each, and where it stands.
    """

    path: Path = ()
    line: int = 1
    column: int = 1
    kind: FilingKind = "draft"
    published: bool = False
    form: Field[str] = ABSENT
    edition: Edition = TODAY
    period: Field[dt.date] = ABSENT
    original_filed: Field[dt.date] = ABSENT
    not_subject_to_section_16: Field[bool] = ABSENT
    plan_10b5_1: Field[bool] = ABSENT
    issuer: Issuer = Issuer()
    owners: tuple[Owner, ...] = ()
    non_derivative: tuple[Row, ...] = ()
    derivative: tuple[Row, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    remarks: Field[str] = ABSENT
    signatures: tuple[Signature, ...] = ()
    submission: Submission | None = None
    as_published: Published | None = None
    context: Context = Context()
    allow: tuple[tuple[str, str, Place], ...] = ()

    @property
    def form_type(self) -> str:
        """The submission type as text; empty when the source does not say."""
        return self.form.text or ""

    @property
    def base_form(self) -> str:
        """The form without `/A`: `3`, `4` or `5`."""
        return self.form_type[:1]

    @property
    def amendment(self) -> bool:
        """Whether this is a 3/A, 4/A or 5/A."""
        return self.form_type.endswith("/A")

    @property
    def filed(self) -> dt.date | None:
        """The filing date it is judged by; None if unknown."""
        return self.context.filed

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of both tables, Table I first."""
        return self.non_derivative + self.derivative

    @cached_property
    def transactions(self) -> tuple[Row, ...]:
        """The transactions of both tables, in printed order."""
        return tuple(row for row in self.rows if not row.holding)

    def note(self, name: str) -> Footnote | None:
        """Return the footnote with this name; None where it is not defined."""
        return self._notes.get(name)

    @cached_property
    def _notes(self) -> dict[str, Footnote]:
        """The footnotes by name; of two with one name the first counts."""
        return {note.name: note for note in reversed(self.footnotes)}

    def notes_on(self, *fields: Field[Any]) -> tuple[Footnote, ...]:
        """Return the footnotes that these fields refer to, each once, in order of reference."""
        return self._noted(mark.name for found in fields for mark in found.marks)

    def notes_of(self, row: Row) -> tuple[Footnote, ...]:
        """Return the footnotes that any field of a row refers to, each once, in printed order."""
        return self._noted(mark.name for mark in row.marks)

    def _noted(self, names: Iterable[str]) -> tuple[Footnote, ...]:
        known = self._notes
        return tuple([known[name] for name in dict.fromkeys(names) if name in known])

    @cached_property
    def prose(self) -> str:
        """All free text of the form, footnotes and remarks, for rules that read it as one."""
        parts = [note.text.text or "" for note in self.footnotes]
        return "\n".join([*parts, self.remarks.text or ""])

    @cached_property
    def holdings(self) -> tuple[Row, ...]:
        """The holdings of both tables, in printed order."""
        return tuple(row for row in self.rows if row.holding)

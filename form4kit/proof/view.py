"""What the templates print of a filing: strings, ticks and footnote marks, each in its place on the form.

Nothing here knows how the form looks, and nothing in the templates how a filing is built.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from form4kit.law.places import COUNTRIES
from form4kit.model import Address, Filing, Owner, Row
from form4kit.proof import formats
from form4kit.proof.cells import CELLS, FormCell
from form4kit.proof.footnote_marks import FootnoteMarks, Note
from form4kit.resources import resource

NO_ADDRESS = "[address of record: filled in by EDGAR]"

_NOBODY = Owner(path=("owners", 0), line=1, column=1)  # box 1 of a draft that names no owner yet
_NOWHERE = Address(path=("owners", 0, "address"), line=1, column=1)


@dataclass(frozen=True, slots=True)
class Holder:
    """A reporting owner: box 1, and the ticks and texts of the relationship box."""

    name: str
    street: tuple[str, ...]
    city: str
    state: str
    zip: str
    country: str
    director: bool
    ten_percent: bool
    officer: bool
    other: bool
    officer_title: str
    other_text: str

    @property
    def relationship(self) -> str:
        """The ticks in words, for the owners after the first: EDGAR's pages show those of the first alone."""
        ticked = (
            ("Director", self.director),
            ("10% Owner", self.ten_percent),
            (f"Officer ({self.officer_title})", self.officer),
            (f"Other ({self.other_text})", self.other),
        )
        return "; ".join(words for words, is_ticked in ticked if is_ticked)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its captions (title, columns), and for each row its cells with the column of each."""

    captions: Mapping[str, Any]
    columns: tuple[Mapping[str, Any], ...]
    rows: tuple[tuple[tuple[Mapping[str, Any], FormCell], ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A whole form. `plan`, `foreign_symbol` and `remarks` are None where the form has no such place."""

    form: str
    captions: Mapping[str, Any]
    left_section_16: bool
    plan: bool | None
    form3_holdings: bool
    form4_transactions: bool
    owners: tuple[Holder, ...]
    issuer: str
    symbol: str
    foreign_symbol: str | None
    period: str
    original_filed: str
    non_derivative: Grid
    derivative: Grid
    nothing_owned: bool
    notes: tuple[Note, ...]
    remarks: str | None
    signatures: tuple[tuple[str, str], ...]

    @property
    def number(self) -> str:
        """The form without `/A`."""
        return self.form[:1]


def view(filing: Filing) -> View:
    """Lay out a filing as EDGAR will print it; what EDGAR itself fills in is marked where it is unknown."""
    number = filing.base_form
    captions = _captions(number)
    notes = FootnoteMarks(filing)
    owed = {(row.holding, row.form_type.text) for row in filing.rows}
    own = filing.as_published
    bare = filing.edition == "2003"  # the pages of those days had no 10b5-1 box, and always a Remarks caption
    remarks = formats.line(filing.remarks.text)
    foreign = formats.line(filing.issuer.foreign_symbol.text)
    return View(
        form=filing.form_type,
        captions=captions,
        left_section_16=filing.not_subject_to_section_16.value is True,
        plan=None if bare or number == "3" else filing.plan_10b5_1.value is True,
        form3_holdings=(True, "3") in owed or bool(own and own.form3_holdings_reported.value),
        form4_transactions=(False, "4") in owed or bool(own and own.form4_transactions_reported.value),
        owners=tuple(_holder(owner, filing.published) for owner in filing.owners or (_NOBODY,)),
        issuer=_name(filing.issuer.name.text, filing.issuer.cik.text),
        symbol=formats.line(filing.issuer.symbol.text),
        foreign_symbol=foreign if foreign or filing.edition == "2026" else None,
        period=formats.date(filing.period),
        original_filed=formats.date(filing.original_filed),
        non_derivative=_grid(captions["non_derivative"], filing.non_derivative, notes, number),
        derivative=_grid(captions["derivative"], filing.derivative, notes, number),
        nothing_owned=_nothing_owned(filing),
        notes=tuple(notes.explained()),
        remarks=remarks if remarks or bare else None,
        signatures=tuple((formats.line(s.name.text), formats.date(s.date)) for s in filing.signatures),
    )


@lru_cache
def _captions(number: str) -> Mapping[str, Any]:
    return tomllib.loads(resource("templates", f"form{number}.toml").read_text(encoding="utf-8"))


def _grid(captions: Mapping[str, Any], rows: tuple[Row, ...], notes: FootnoteMarks, number: str) -> Grid:
    columns = tuple(leaf for column in captions["columns"] for leaf in column.get("under", (column,)))
    filled = (
        tuple((column, CELLS[column["cell"]](row, notes, number)) for column in columns) for row in rows
    )
    return Grid(captions, columns, tuple(filled))


def _name(name: str | None, cik: str | None) -> str:
    """Return a name as EDGAR holds it, or a mark that EDGAR will fill it in."""
    return formats.line(name) or f"[{f'CIK {cik}: ' if cik else ''}name filled in by EDGAR]"


def _holder(owner: Owner, published: bool) -> Holder:
    address = owner.address or _NOWHERE
    unknown = owner.address is None and not published
    return Holder(
        name=_name(owner.name.text, owner.cik.text),
        street=(NO_ADDRESS,) if unknown else _street(address),
        city=formats.line(address.city.text),
        state=_state(address),
        zip=formats.line(address.zip.text),
        country=_country(formats.line(address.country.text)),
        director=owner.director.value is True,
        ten_percent=owner.ten_percent.value is True,
        officer=owner.officer.value is True,
        other=owner.other.value is True,
        officer_title=formats.line(owner.officer_title.text),
        other_text=formats.line(owner.other_text.text),
    )


def _street(address: Address) -> tuple[str, ...]:
    lines = (formats.line(address.street1.text), formats.line(address.street2.text))
    return tuple(line for line in lines if line)


def _state(address: Address) -> str:
    """Return the state by its code, as the public pages do, or a territory abroad in its own words."""
    return " ".join(filter(None, (formats.line(address.state.text), formats.line(address.territory.text))))


def _country(code: str) -> str:
    """Return the country's name in capitals; a code that EDGAR does not know stands for itself."""
    return COUNTRIES[code].name if code in COUNTRIES else code


def _nothing_owned(filing: Filing) -> bool:
    """Whether a Form 3 says that no securities are owned: EDGAR's own word, or what its rows say."""
    own = filing.as_published
    if filing.published:
        return bool(own and own.no_securities_owned.value)
    return filing.base_form == "3" and not filing.rows

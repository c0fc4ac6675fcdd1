"""Rules on footnote references: each leads to one note, each note is led to, and stands where it may."""

import re
from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from functools import cache

from form4kit.analysis.passages import Reference, references
from form4kit.analysis.rows import SPEC
from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Placed, Row
from form4kit.place import Path, Place
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_ID = pattern(r"F[1-9][0-9]?\Z", re.ASCII)
_REFERENCE = '<footnoteId id="F1"/>'


@rule(
    "FTN01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 3.2 and 4.3.5"],
    sources=["submission", "published"],
    good=[Good(xml=((_REFERENCE, '<footnoteId id="F99"/>'), ('<footnote id="F1">', '<footnote id="F99">')))],
    bad=[
        Bad(
            xml=((_REFERENCE, '<footnoteId id="F01"/>'), ('<footnote id="F1">', '<footnote id="F01">')),
            at="footnotes.F01",
        ),
        Bad(
            xml=((_REFERENCE, _REFERENCE + '<footnoteId id="F100"/>'),),
            at="non_derivative[1].price",
        ),
    ],
)
def footnote_id_is_f1_to_f99(filing: Filing) -> Problems:
    """Number the footnotes F1 to F99, without a leading zero.

    EDGAR suspends any other spelling, in the note and in a reference to it. A draft may use words: they
    are numbered when the document is written.
    """
    hint = "Write F and a number from 1 to 99."
    defined = {note.name for note in filing.footnotes}
    for note in filing.footnotes:
        if not _ID.match(note.name):
            yield Problem(note.at(), f'the footnote is numbered "{note.name}"', hint)
    for each in references(filing):
        name = each.mark.name
        if name not in defined and not _ID.match(name):
            yield Problem(each.place, f'a reference to footnote "{name}"', hint)


@rule(
    "FTN02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 4.3.5 and 5"],
    sources=["submission", "published"],
    good=[Good(xml=(("</footnotes>", '<footnote id="F2">Sold.</footnote></footnotes>'),))],
    bad=[Bad(xml=(("</footnotes>", '<footnote id="F1">Sold.</footnote></footnotes>'),), at="footnotes.F1")],
)
def footnote_is_defined_once(filing: Filing) -> Problems:
    """Define each footnote once.

    EDGAR suspends a document with two footnotes of one number; it could not tell which one a row means.
    """
    lines: dict[str, int] = {}
    for note in filing.footnotes:
        if note.name in lines:
            message = f"footnote {note.name} is defined here and on line {lines[note.name]}"
            yield Problem(note.at(), message, "Give one of the two another number.")
        lines.setdefault(note.name, note.line)


@rule(
    "FTN03",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 4.3.6"],
    good=[{"non_derivative[0].price": "31.07 ^award"}],
    bad=[
        Bad({"non_derivative[0].price": "31.07 ^awrd"}, at="non_derivative[0].price"),
        Bad({"non_derivative[0].disposed": "1000 ^award ^sale"}, at="non_derivative[0].shares"),
        Bad(xml=((_REFERENCE, _REFERENCE + '<footnoteId id="F2"/>'),), at="non_derivative[1].price"),
    ],
)
def reference_leads_to_a_footnote(filing: Filing) -> Problems:
    """Refer only to footnotes that are defined.

    A reference to a missing footnote explains nothing, and EDGAR suspends it: it is an IDREF without an ID.
    """
    defined = {note.name for note in filing.footnotes}
    for each in references(filing):
        name = each.mark.name
        if name not in defined and (filing.kind == "draft" or _ID.match(name)):
            yield Problem(each.place, f"no footnote {name} is defined", _meant(name, defined))


def _meant(name: str, defined: set[str]) -> str:
    """Suggest the footnote that a misspelt name may mean."""
    if not defined:
        return f"Define it, `footnotes: {{{name}: its text}}`, or take the reference out."
    bare = name.partition("(")[0]
    if not _ID.match(bare):
        lowered = {known.lower(): known for known in defined}
        close = get_close_matches(bare.lower(), lowered, n=1)
        if close:
            return f"Did you mean ^{lowered[close[0]]}?"
    known = ", ".join(sorted(defined, key=lambda each: (len(each), each))[:10])
    return f"Define it, or refer to one of those defined: {known}."


@rule(
    "FTN04",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, section 5"],
    good=[{"footnotes.late": "Sold at the market.", "non_derivative[0].disposed": "1000 ^late"}],
    bad=[
        Bad({"footnotes.late": "Sold at the market."}, at="footnotes.late"),
        Bad({"non_derivative[1].price": "0"}, at="footnotes.award"),
    ],
)
def footnote_is_referred_to(filing: Filing) -> Problems:
    """Refer to every footnote from at least one field.

    EDGAR suspends a document with a footnote that nothing refers to. References stand in rows only, never in
    the remarks.
    """
    used = {each.mark.name for each in references(filing)}
    unused = [note for note in filing.footnotes if note.name not in used]
    if not unused:
        return
    misplaced = {mark.name for _, _, found in _outside(filing) for mark in found.marks}
    for note in unused:
        if note.name not in misplaced:
            where = f"Refer to it, ^{note.name}, or" if filing.kind == "draft" else "Refer to it, or"
            hint = f"{where} take it out; what concerns the whole form belongs in the remarks."
            fix = Fix(f"Take out footnote {note.name}", (Edit("remove", note.path),))
            yield Problem(note.at(), f"nothing refers to footnote {note.name}", hint, fix=fix)


@rule(
    "FTN05",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 4.3.6 and 5"],
    good=[{"non_derivative[0].price": "31.07 ^award"}],
    bad=[
        Bad({"non_derivative[1].price": "0 ^award ^award"}, at="non_derivative[1].price"),
        Bad(xml=((_REFERENCE, _REFERENCE * 2),), at="non_derivative[1].price"),
    ],
)
def field_refers_to_a_footnote_once(filing: Filing) -> Problems:
    """Refer to a footnote once in a field.

    EDGAR suspends a document in which one element refers to the same footnote twice.
    """
    seen: set[tuple[Path, str, str]] = set()
    for each in references(filing):
        field = "code" if each.field == "form_type" else each.field  # one element of the document
        key = (each.row.path, field, each.mark.name)
        if key in seen:
            message = f"a second reference to footnote {each.mark.name} in one field"
            yield Problem(each.place, message, "Take one of the two out.")
        seen.add(key)


@rule(
    "FTN10",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 3.5 and 4.3.6"],
    forms="345",
    good=[Good({"derivative[0].shares": "1000 ^n", "footnotes": {"n": "Vested in 2022."}}, on="4-option")],
    bad=[
        Bad(
            {"derivative[0].acquired_disposed": "D ^n", "footnotes": {"n": "Vested in 2022."}},
            at="derivative[0].acquired_disposed",
            on="4-option",
        ),
        Bad(
            {"non_derivative[0].timeliness": "L ^estate"},
            at="non_derivative[0].timeliness",
            on="5",
        ),
        Bad({"owners[0].officer": "Treasurer ^award"}, at="owners[0].officer_title"),
    ],
)
def footnote_stands_where_it_may(filing: Filing) -> Problems:
    """Put a footnote only on a field that takes one.

    The schema has no place for a reference on the (A) or (D) of Table II, on the timeliness of a Form 5, on
    the equity swap flag, or anywhere outside the tables.
    """
    for row in filing.rows:
        for name in ("acquired_disposed", "timeliness", "swap"):
            if _forbids(row, name, filing.base_form) and (marks := getattr(row, name).marks):
                place = Reference(row, name, marks[0]).place
                yield Problem(place, f"a reference to footnote {marks[0].name}", _ELSEWHERE)
    for parent, name, found in _outside(filing):
        mark = found.marks[0]
        place = Place(parent.at(name).path, mark.line, mark.column)
        yield Problem(place, f"a reference to footnote {mark.name}", _ELSEWHERE)


_ELSEWHERE = "Put the reference on the nearest field of the row that takes one, such as the amount."


def _forbids(row: Row, name: str, base_form: str) -> bool:
    """Tell whether the schema has no place for a footnote on this field of a row."""
    if name == "acquired_disposed":
        return row.table == "derivative"
    return name == "swap" or (name == "timeliness" and base_form == "5")


def _outside(filing: Filing) -> Iterator[tuple[Placed, str, Field[object]]]:
    """Yield the fields outside the tables that refer to footnotes; only a draft can write such."""
    if filing.kind != "draft":
        return
    parents: list[Placed] = [filing, filing.issuer, *filing.owners, *filing.signatures]
    parents += [owner.address for owner in filing.owners if owner.address]
    for parent in parents:
        kind: type = type(parent)
        for name in _names(kind):
            found = getattr(parent, name)
            if isinstance(found, Field) and found.marks:
                yield parent, name, found


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a kind of part."""
    return tuple(each.name for each in fields(kind))


@rule(
    "FTN11",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=[f"{SPEC}, section 4.3.5, which asks for no order; practice"],
    good=[
        {
            "footnotes": {"F1": "Sold.", "F2": "A grant that vests in full on May 1, 2027."},
            "non_derivative[0].price": "31.07 ^F1",
            "non_derivative[1].price": "0 ^F2",
        }
    ],
    bad=[
        Bad(
            {
                "footnotes": {"F1": "A grant that vests in full on May 1, 2027.", "F2": "Sold."},
                "non_derivative[0].price": "31.07 ^F2",
                "non_derivative[1].price": "0 ^F1",
            },
            at="non_derivative[0].price",
        ),
    ],
)
def footnotes_follow_the_rows(filing: Filing) -> Problems:
    """Number the footnotes in the order in which the printed form refers to them.

    EDGAR asks for no order, but a reader looks for note 1 first: Table I row by row, left to right, then
    Table II.
    """
    first: dict[int, Reference] = {}
    for each in references(filing):
        if _ID.match(each.mark.name):
            first.setdefault(int(each.mark.name[1:]), each)
    for found, wanted in zip(first, sorted(first), strict=True):
        if found != wanted:
            message = f"footnote F{found} comes before F{wanted}"
            yield Problem(first[found].place, message, "Renumber the footnotes in order of reference.")
            return

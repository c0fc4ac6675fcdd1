"""Which lines of an amendment are amended or added, and what else has to stand beside them.

An amendment gives the lines that are amended or added, whole, and no others (Form 4, General Instruction
9(a) and (b)). EDGAR wants a transaction on every Form 4 and 5, so that one is repeated where none changes. An
owner who was left out has no other form with these lines: then all are given.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from form4kit.analysis.compare import differences, values
from form4kit.analysis.identity import adds_an_owner
from form4kit.compiler.excerpt import Excerpt, excerpt
from form4kit.history.replay import with_amendment
from form4kit.model import PRINTED, Field, Filing, Footnote, Mark, Row
from form4kit.place import Place

_NOTE = "as-first-reported"
_NO_TRANSACTION = "Repeated as first reported: EDGAR takes no Form {} without a transaction."
_NO_LINE = "Repeated as first reported: a Form 3 without a line would say that no securities are owned."


def line(filing: Filing, row: Row) -> Hashable:
    """Return all that a line says, with the texts of its footnotes; a box not ticked is one left out."""
    fields: list[tuple[str, Any, tuple[str | None, ...]]] = []
    for name in PRINTED[row.table]:
        found: Field[Any] = getattr(row, name)
        value = found.text if found.value is None else found.value
        if found and (value is not False or found.marks):
            fields.append((name, value, tuple(note.text.value for note in filing.notes_on(found))))
    return row.table, row.holding, tuple(fields)


def changed_lines(original: Filing, draft: Filing) -> list[Row]:
    """Return the rows of a draft that the original does not have as they stand."""
    return _only_in(draft, original)


def _only_in(filing: Filing, other: Filing) -> list[Row]:
    """Return the rows that say something no row of the other filing says; each of those counts once."""
    left = Counter(line(other, row) for row in other.rows)
    alone = []
    for row in filing.rows:
        said = line(filing, row)
        if left[said]:
            left[said] -= 1
        else:
            alone.append(row)
    return alone


def head_changed(original: Filing, draft: Filing) -> bool:
    """Tell whether anything beside the rows is amended: a box, an owner, the period, the remarks."""
    bare = replace(original, non_derivative=(), derivative=())
    as_filed = replace(
        draft,
        form=original.form,
        original_filed=original.original_filed,
        signatures=original.signatures,
        non_derivative=(),
        derivative=(),
    )
    return any(differences(bare, as_filed))


def left_out(original: Filing, draft: Filing) -> list[Row]:
    """Return the lines of the original that a draft neither repeats nor restates."""
    missing, changed = _only_in(original, draft), changed_lines(original, draft)
    if len(missing) <= len(changed):
        return []
    _, corrections = with_amendment(_with_rows(original, missing), _with_rows(draft, changed))
    restated = {(each.before.path if each.before else None) for each in corrections}
    open_to = _with_rows(original, missing)
    paths = {row.path for row in open_to.rows} - restated
    same = {values(row) for row in changed}
    return [
        row
        for row, counted in zip(missing, open_to.rows, strict=True)
        if counted.path in paths and values(row) not in same
    ]


def _with_rows(filing: Filing, rows: Iterable[Row]) -> Filing:
    """Return a filing with only these rows, counted anew, Table I first."""
    rows = list(rows)
    return replace(
        filing,
        non_derivative=tuple(
            replace(row, path=("non_derivative", n))
            for n, row in enumerate(row for row in rows if row.table == "non_derivative")
        ),
        derivative=tuple(
            replace(row, path=("derivative", n))
            for n, row in enumerate(row for row in rows if row.table == "derivative")
        ),
    )


# ---------------------------------------------------------------- what is filed


def reduced(original: Filing, draft: Filing, changed: Sequence[Row], place: Place) -> Excerpt:
    """Return the amendment as it is filed: the changed lines, and one beside them that a form must have.

    `place` is where the draft says what it amends, for the footnote on a line that is repeated.
    """
    if adds_an_owner(draft, original):
        return excerpt(draft, draft.rows, unreferred=True)
    repeated = _repeated(draft, changed)
    if repeated is None:
        return excerpt(draft, changed, unreferred=True)
    text = _NO_LINE if draft.base_form == "3" else _NO_TRANSACTION.format(draft.base_form)
    if any(note.text.value == text for note in draft.notes_of(repeated)):  # by an amendment before this one
        return excerpt(draft, [repeated, *changed], unreferred=True)
    names = chain([_NOTE], (f"{_NOTE}-{number}" for number in count(2)))
    name = next(name for name in names if draft.note(name) is None)
    field = "security" if repeated.holding else "code"
    found: Field[Any] = getattr(repeated, field)
    marked = replace(found, marks=(*found.marks, Mark(name, place.line, place.column)))
    changes: dict[str, Any] = {field: marked}
    row = replace(repeated, **changes)
    note = Footnote(
        path=("amends",),
        line=place.line,
        column=place.column,
        name=name,
        id="",
        text=Field(text, text, (), place.line, place.column),
    )
    draft = replace(
        draft,
        footnotes=(*draft.footnotes, note),
        non_derivative=tuple(row if each.path == row.path else each for each in draft.non_derivative),
        derivative=tuple(row if each.path == row.path else each for each in draft.derivative),
    )
    return excerpt(draft, [row, *changed], unreferred=True)


def without_repetition(filing: Filing) -> Filing:
    """Return a filing whose repeated line no longer says that it is only repeated."""
    texts = {_NO_LINE, *(_NO_TRANSACTION.format(base) for base in "345")}
    names = {note.name for note in filing.footnotes if note.text.value in texts}

    def bare(row: Row) -> Row:
        fields: dict[str, Any] = {
            name: replace(found, marks=tuple(mark for mark in found.marks if mark.name not in names))
            for name, found in row.fields
            if names.intersection(found.names)
        }
        return replace(row, **fields) if fields else row

    return replace(
        filing,
        non_derivative=tuple(map(bare, filing.non_derivative)),
        derivative=tuple(map(bare, filing.derivative)),
        footnotes=tuple(note for note in filing.footnotes if note.name not in names),
    )


def _repeated(draft: Filing, changed: Sequence[Row]) -> Row | None:
    """Return the line that has to be repeated, though nothing in it is amended."""
    if draft.base_form == "3":
        return None if changed else next(iter(draft.rows), None)
    if draft.not_subject_to_section_16.value or any(
        not row.holding or row.form_type.value == "3" for row in changed
    ):
        return None
    return next(iter(draft.transactions), None)

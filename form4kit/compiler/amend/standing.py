"""What stands as it was filed: an amendment, with the lines of the forms before that it left alone."""

from dataclasses import replace
from typing import Any

from form4kit.analysis.restated import with_the_rest
from form4kit.compiler.amend.lines import without_repetition
from form4kit.draft.footnote_numbers import number_footnotes
from form4kit.model import Field, Filing, Footnote, Mark, Row


def standing(filing: Filing) -> Filing:
    """Return a filing with every line that stands beside it, Table I first, each with its footnotes.

    A line that was only repeated, because EDGAR takes no form without one, is again as it was first filed.
    A form that amends nothing, or whose original is not known, is returned as it is.
    """
    original = filing.context.original if filing.amendment else None
    if original is None:
        return filing
    before = standing(original)
    filing = without_repetition(filing)
    names = _free_names(filing, before)
    beside = replace(
        before,
        non_derivative=tuple(_renamed(row, names) for row in before.non_derivative),
        derivative=tuple(_renamed(row, names) for row in before.derivative),
    )
    whole = with_the_rest(replace(filing, context=replace(filing.context, original=beside)))
    used = {mark.name for row in whole.rows for mark in row.marks}
    notes = {names[note.name]: replace(note, name=names[note.name], id="") for note in before.footnotes}
    notes |= {note.name: replace(note, id="") for note in filing.footnotes}
    tables = {
        table: tuple(replace(row, path=(table, n)) for n, row in enumerate(rows))
        for table, rows in (("non_derivative", whole.non_derivative), ("derivative", whole.derivative))
    }
    changes: dict[str, Any] = {**tables, "footnotes": tuple(notes[name] for name in notes if name in used)}
    return number_footnotes(replace(whole, **changes))


def _free_names(filing: Filing, before: Filing) -> dict[str, str]:
    """Return what each footnote of the forms before is called beside the amendment's own."""
    own = {note.name: note for note in filing.footnotes}

    def free(note: Footnote) -> str:
        same = own.get(note.name)
        if same is None or same.text.text == note.text.text:
            return note.name
        return f"as-filed-{note.name.lower()}"

    return {note.name: free(note) for note in before.footnotes}


def _renamed(row: Row, names: dict[str, str]) -> Row:
    fields: dict[str, Any] = {}
    for name, found in row.fields:
        if any(names.get(mark.name, mark.name) != mark.name for mark in found.marks):
            marks = tuple(Mark(names.get(m.name, m.name), m.line, m.column) for m in found.marks)
            fields[name] = _with(found, marks)
    return replace(row, **fields)


def _with(found: Field[Any], marks: tuple[Mark, ...]) -> Field[Any]:
    return replace(found, marks=marks)

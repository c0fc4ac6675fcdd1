"""Compile a restated draft and compare it, row by row, with what was filed."""

from form4kit.compiler.compile import Compiled, compile_draft
from form4kit.decompiler.choose_rows import EventPlan
from form4kit.decompiler.positions import value_of
from form4kit.events.files import NoFiles
from form4kit.findings import Severity
from form4kit.model import PRINTED, Filing, Row
from form4kit.place import Path, Place
from form4kit.registry.entries import EMPTY
from form4kit.source.yaml_tree import compose


def mismatches(filing: Filing, text: str, plan: EventPlan) -> dict[Path, str]:
    """Return the rows that must stay rows for the draft to build what was filed, each with the reason.

    Empty where it does: all columns by value, footnotes by their text, in the order of the form.
    """
    root, unread = compose(text)
    if root is None or unread:
        return {row.path: "the draft could not be read back" for row in _told_rows(filing, plan)}
    made = compile_draft(root, EMPTY, NoFiles(), unread)
    found = _objections(made, plan)
    if found:
        return found
    for table in ("non_derivative", "derivative"):
        ours, theirs = getattr(made.filing, table), getattr(filing, table)
        if len(ours) != len(theirs):
            reason = f"{len(ours)} rows come out in place of {len(theirs)}"
            found |= {row.path: reason for row in theirs if row.path not in plan.staying}
            continue
        for one, other in zip(ours, theirs, strict=True):
            names = differences(one, made.filing, other, filing)
            if names:
                words = Place((*other.path, names[0])).where.rpartition(", ")[2]
                found[other.path] = f"its {words} comes out otherwise"
    told = {path: reason for path, reason in found.items() if path not in plan.staying}
    if not told and (found or _rest(made.filing) != _rest(filing)):
        return {row.path: "the form comes out otherwise with it" for row in _told_rows(filing, plan)}
    return told


def differences(one: Row, of_one: Filing, other: Row, of_other: Filing) -> list[str]:
    """Return the columns in which rows of two filings differ: in value, or in the text of a footnote."""
    if one.holding != other.holding:
        return ["code"]
    return [
        name
        for name in PRINTED[other.table]
        if value_of(getattr(one, name)) != value_of(getattr(other, name))
        or _notes(getattr(one, name).names, of_one) != _notes(getattr(other, name).names, of_other)
    ]


def _notes(names: tuple[str, ...], filing: Filing) -> list[str | None]:
    notes = [filing.note(name) for name in names]
    return [note.text.text if note else None for note in notes]


def _rest(filing: Filing) -> tuple[object, ...]:
    """Return what must be the same beside the rows."""
    notes = [(note.id, note.text.text) for note in filing.footnotes]
    return notes, filing.period.value, filing.plan_10b5_1.value, filing.form_type


def _objections(made: Compiled, plan: EventPlan) -> dict[Path, str]:
    """Return the rows of what could not be carried out, in the words of the finding."""
    found: dict[Path, str] = {}
    for finding in made.findings:
        if finding.severity is not Severity.ERROR:
            continue
        match finding.place.path:
            case ("events", int(number), *_):
                found |= {row.path: finding.message for row in plan.events[number].rows}
            case ("positions", str(name), *_):
                rows = [row for each in plan.positions if each.name == name for row in each.rows]
                found |= {row.path: finding.message for row in rows}
    return found


def _told_rows(filing: Filing, plan: EventPlan) -> list[Row]:
    return [row for row in filing.rows if row.path not in plan.staying]

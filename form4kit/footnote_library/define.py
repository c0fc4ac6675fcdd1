"""Define the footnotes that a draft takes by name: look each up, fill it in, put it under its reference."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from form4kit.analysis.figures import days
from form4kit.draft.footnote_numbers import PLAN_NOTE
from form4kit.findings import Finding
from form4kit.footnote_library.calls import Call, parse_call
from form4kit.footnote_library.faults import MISSING_PARAMETER, UNKNOWN_NOTE
from form4kit.footnote_library.fill import fill
from form4kit.footnote_library.for_rows import completed, open_on_joint_form
from form4kit.footnote_library.standard import standard
from form4kit.footnote_library.template import Template
from form4kit.model import Field, Filing, Footnote, Mark, Row
from form4kit.place import Place
from form4kit.words import listed

_NEAR = 0.7
_STAND_IN = "(this footnote is not filled in yet)"
_PLAN_PATH = ("plan_10b5_1", "adopted")


def define(filing: Filing, own: Mapping[str, Template] | None = None) -> tuple[Filing, list[Finding]]:
    """Define every footnote that rows refer to and the draft does not define, as far as it is known.

    `own` are the user's footnotes by name, which come before form4kit's of the same name. Each is defined
    under its whole reference; two references that come to one text share one footnote. One that does not fit
    gets a text that stands in for it, so that its findings here are the only ones. Numbers are given
    afterwards, by `number_footnotes`.
    """
    defined = {note.name for note in filing.footnotes}
    undefined = tuple(_undefined(filing, defined))
    if not undefined and not any(note.path == _PLAN_PATH for note in filing.footnotes):
        return filing, []
    lookup = {**standard(), **(own or {})}
    findings: list[Finding] = []
    notes: dict[str, Footnote] = {}
    same: dict[str, str] = {}
    for place, mark in undefined:
        call = parse_call(mark.name)
        template = lookup.get(call.name)
        if template is not None:
            rows = (row for row in filing.rows if mark.name in {each.name for each in row.marks})
            call = completed(call, template, filing, rows)
            text, problems = fill(call, template, place)
            if text and open_on_joint_form(call, template, filing):
                problems = (_which_person(call, template, filing, place),)
        elif (unknown := _unknown(mark.name, call, lookup, defined, place)) is not None:
            text, problems = None, (unknown,)
        else:
            continue
        findings += problems
        kept = next((name for name, note in notes.items() if text and note.text.text == text), None)
        if kept is not None:
            same[mark.name] = kept
        else:
            notes[mark.name] = _note(mark, text or _STAND_IN)
    if not notes:
        return _with_own_plan_note(filing, lookup), findings
    filing = replace(filing, footnotes=(*filing.footnotes, *notes.values()))
    return _with_own_plan_note(_renamed(filing, same) if same else filing, lookup), findings


def _undefined(filing: Filing, defined: set[str]) -> Iterator[tuple[Place, Mark]]:
    """Yield the first reference to each footnote that is not defined, in printed order."""
    seen = set(defined)
    for row in filing.rows:
        for name, found in row.fields:
            for mark in found.marks:
                if mark.name not in seen:
                    seen.add(mark.name)
                    yield Place((*row.path, name), mark.line, mark.column), mark


def _unknown(
    written: str, call: Call, lookup: Mapping[str, Template], defined: set[str], place: Place
) -> Finding | None:
    """Object to a name that nobody knows. A bare one that is near none of the library's is left to FTN03."""
    near = get_close_matches(call.name.lower(), lookup, 1, _NEAR)
    if written == call.name and (not near or get_close_matches(call.name, defined, 1, _NEAR)):
        return None
    message = f"there is no footnote {call.name}: not in the draft, not in the registry, not in the library"
    hint = f"Did you mean {lookup[near[0]].usage}?" if near else "`form4kit footnotes` lists those there are."
    return UNKNOWN_NOTE.at(place, message, hint)


def _which_person(call: Call, template: Template, filing: Filing, place: Place) -> Finding:
    names = listed([owner.name.text or "?" for owner in filing.owners], "or")
    message = f"^{call.name} on a joint form does not say who"
    return MISSING_PARAMETER.at(place, message, f"Add `who=` to {template.usage}: {names}.")


def _note(mark: Mark, text: str) -> Footnote:
    return Footnote(
        path=("footnotes", mark.name),
        line=mark.line,
        column=mark.column,
        name=mark.name,
        id="",
        text=Field(text, text, (), mark.line, mark.column),
    )


def _renamed(filing: Filing, names: dict[str, str]) -> Filing:
    """Let references in other spellings lead to the footnote that was defined."""

    def renamed(row: Row) -> Row:
        changed: dict[str, Any] = {}
        for name, found in row.fields:
            marks = tuple(replace(mark, name=names.get(mark.name, mark.name)) for mark in found.marks)
            if marks != found.marks:
                changed[name] = replace(found, marks=marks)
        return replace(row, **changed)

    return replace(
        filing,
        non_derivative=tuple(renamed(row) for row in filing.non_derivative),
        derivative=tuple(renamed(row) for row in filing.derivative),
    )


def _with_own_plan_note(filing: Filing, lookup: Mapping[str, Template]) -> Filing:
    """Put the user's own words in place of form4kit's, in the note that `adopted:` has written."""
    template = lookup.get(PLAN_NOTE)
    if template is None or template == standard()[PLAN_NOTE]:
        return filing

    def own(note: Footnote) -> Footnote:
        adopted = days(note.text.text or "")
        if note.path != _PLAN_PATH or not adopted:
            return note
        text, _ = fill(Call(PLAN_NOTE, (("adopted", f"{adopted[0].day}"),)), template, note.at())
        return replace(note, text=replace(note.text, text=text, value=text)) if text else note

    return replace(filing, footnotes=tuple(own(note) for note in filing.footnotes))

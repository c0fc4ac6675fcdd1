"""A filing's draft as text, judged as it is typed, the form that it will print, and what was done to it."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.analysis.due import due_of
from form4kit.editor.code_actions import NO_REASON_YET, actions, allowance
from form4kit.editor.completion import complete
from form4kit.editor.hover import hover
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.text import Replacement
from form4kit.editor.tree import tree_of
from form4kit.findings import Finding
from form4kit.footnote_library.standard import standard
from form4kit.footnote_library.template import Template
from form4kit.registry.load import registry_for
from form4kit.report.secrets import masked
from form4kit.rules.allowances import can_be_allowed
from form4kit.steps import draft_text, edit_cell, history, undo
from form4kit.steps.draft_text import TextAnswers
from form4kit.steps.edit_cell import CellAnswers, NoteAnswer
from form4kit.steps.filing_summary import story
from form4kit.steps.form_cells import CellTold, form_cells
from form4kit.steps.journal_entry import JournalEntry, Unsound
from form4kit.steps.step_plan import StepPlan
from form4kit.steps.undo import UndoAnswers
from form4kit.storage.served_folder import ServedFolder
from form4kit.web import draft_store, form_page
from form4kit.web.responses import Json, Refusal, answering, number_of, sent, text_of, writing
from form4kit.web.step_routes import Door
from form4kit.web.workbench import Workbench
from form4kit.words import scalar

_MOST_OFFERED: Final = 60


def routes(bench: Workbench) -> list[Route]:
    """Return what `/f/NAME/text` and `/f/NAME/history` ask for."""
    text = _Text(bench.shelf)
    return [
        Route("/api/draft", answering(text.opened)),
        Route("/api/judge", answering(text.judged), methods=["POST"]),
        Route("/api/hover", answering(text.explained), methods=["POST"]),
        Route("/api/complete", answering(text.completed), methods=["POST"]),
        Route("/api/allow", answering(text.allowed), methods=["POST"]),
        Route("/api/forget", answering(text.forgotten), methods=["POST"]),
        Route("/api/footnotes", answering(text.footnotes)),
        Route("/api/history", answering(text.history)),
        Route("/api/compare", answering(text.compared)),
    ]


def doors() -> Mapping[str, Door]:
    """Return the steps that change a draft where it is looked at, and the way back."""
    return {
        "text": Door(_plan_text, _write_text, _shown_merge, edits=True),
        "edit-cell": Door(_plan_cell, _write_cell, edits=True),
        "undo": Door(_plan_undo, _take_back),
    }


def draft_of(shelf: ServedFolder, name: str) -> Path:
    """Return the file of a filing's draft, by its name without `.yaml`, or with it. Raises Outside."""
    if name.lower().endswith((".yaml", ".yml")):
        return shelf.draft(name)
    file = shelf.draft(f"{name}.yaml")
    other = shelf.draft(f"{name}.yml")
    return other if other.is_file() and not file.is_file() else file


class _Text:
    """Answers the two pages."""

    def __init__(self, shelf: ServedFolder) -> None:
        self.shelf = shelf

    async def _draft(self, request: Request) -> tuple[dict[str, Any], Path, str]:
        """Return what the page sent: all of it, the draft's file, and its text as typed."""
        asked = await sent(request)
        return asked, self.shelf.draft(text_of(asked, "file")), text_of(asked, "text")

    async def opened(self, request: Request) -> Response:
        name = request.query_params.get("name")
        file = draft_of(self.shelf, name) if name else self.shelf.draft(request.query_params.get("file", ""))
        stored = await run_in_threadpool(draft_store.load, file)
        known = {"text": stored.text, "hash": stored.hash, "unsaved": stored.unsaved}
        return Json(known | {"built": self.shelf.is_built(file), "file": self.shelf.name(file)})

    async def judged(self, request: Request) -> Response:
        asked, file, text = await self._draft(request)
        answer = await run_in_threadpool(_seen, file, text)
        if isinstance(base := asked.get("keep"), str) and self.shelf.takes(file):
            await run_in_threadpool(draft_store.keep, file, text, base)
        return Json(answer)

    async def explained(self, request: Request) -> Response:
        asked, file, text = await self._draft(request)
        line, column = number_of(asked, "line"), number_of(asked, "column")
        found = await run_in_threadpool(lambda: hover(judge(text, file), line, column))
        return Json({"markdown": masked(found.markdown), "range": found.range} if found else {})

    async def completed(self, request: Request) -> Response:
        asked, file, text = await self._draft(request)
        line, column = number_of(asked, "line"), number_of(asked, "column")
        found = await run_in_threadpool(complete, text, file, line, column)
        offered = [
            {"label": each.label, "title": each.detail, "text": each.text, "range": each.range}
            for each in found[:_MOST_OFFERED]
        ]
        return Json({"offered": offered})

    async def allowed(self, request: Request) -> Response:
        asked = await sent(request)
        text, code = text_of(asked, "text"), text_of(asked, "code")
        return Json({"edits": [_edit(_allowed(text, code, text_of(asked, "reason")))]})

    async def forgotten(self, request: Request) -> Response:
        writing(self.shelf)
        file = self.shelf.draft(text_of(await sent(request), "file"))
        await run_in_threadpool(draft_store.forget, file)
        return Json({})

    async def footnotes(self, request: Request) -> Response:
        """List the footnotes of the house and the standard ones, with what each asks."""
        file = draft_of(self.shelf, request.query_params.get("name", ""))
        registry = await run_in_threadpool(registry_for, file.parent)
        house = [_note(each, "house") for each in registry.footnotes.values()]
        shipped = [
            _note(each, "standard") for name, each in standard().items() if name not in registry.footnotes
        ]
        return Json({"notes": sorted([*house, *shipped], key=lambda each: (each["of"], each["name"]))})

    async def history(self, request: Request) -> Response:
        name = _bare(request.query_params.get("name", ""))
        found = await run_in_threadpool(history.of_filing, self.shelf.root, name)
        return Json({"entries": [_line(each) for each in found]})

    async def compared(self, request: Request) -> Response:
        asked = request.query_params
        name, one, other = _bare(asked.get("name", "")), asked.get("one", ""), asked.get("other", "")
        try:
            found = await run_in_threadpool(history.compare, self.shelf.root, name, one, other)
        except Unsound as unsound:
            raise Refusal(f"That cannot be compared: {unsound}.", 404) from None
        return Json({"parts": [{key: masked(text) for key, text in asdict(each).items()} for each in found]})


# ---------------------------------------------------------------- the steps


def _plan_text(bench: Workbench, answers: dict[str, Any]) -> StepPlan:
    file = _mine(bench, answers)
    chosen = answers.get("chosen") or {}
    if not isinstance(chosen, dict) or not all(each in ("mine", "theirs") for each in chosen.values()):
        raise Refusal("`chosen` is not what a page of the workbench sends.")
    given = TextAnswers(
        text_of(answers, "text"),
        text_of(answers, "base"),
        chosen,
        again=answers.get("again") is True,
        aside=answers.get("aside") is True,
    )
    if other := answers.get("as"):
        file = draft_of(bench.shelf, str(other))
        if file.exists():
            raise Refusal(f"{file.name} is there already. Give another name.", 409)
        writing(bench.shelf, file)
    return draft_text.plan(file, given, bench.now())


def _write_text(bench: Workbench, planned: StepPlan, answers: dict[str, Any]) -> dict[str, Any]:
    draft_text.carry_out(planned)
    file = planned.writes[0].file if planned.writes else _mine(bench, answers)
    draft_store.forget(_mine(bench, answers))
    return _stored(bench, file)


def _shown_merge(bench: Workbench, planned: StepPlan, answers: dict[str, Any]) -> dict[str, Any]:
    merged = planned.facts.get("merge")
    return {"merge": {**merged, "file": _mine(bench, answers).name}} if merged else {}


def _plan_cell(bench: Workbench, answers: dict[str, Any]) -> StepPlan:
    add = answers.get("add")
    note = None
    if isinstance(add, dict):
        given = add.get("parameters") or {}
        if not isinstance(given, dict):
            raise Refusal("`parameters` is not what a page of the workbench sends.")
        parameters = {str(key): str(value) for key, value in given.items()}
        note = NoteAnswer(text_of(add, "name"), parameters, str(add.get("text") or ""))
    value = answers.get("value")
    asked = CellAnswers(
        text_of(answers, "cell"),
        value if isinstance(value, str) else None,
        note,
        str(answers.get("remove") or ""),
        str(answers.get("onto") or ""),
    )
    return edit_cell.plan(_mine(bench, answers), asked, bench.now())


def _write_cell(bench: Workbench, planned: StepPlan, answers: dict[str, Any]) -> dict[str, Any]:
    edit_cell.carry_out(planned)
    return _stored(bench, _mine(bench, answers))


def _plan_undo(bench: Workbench, answers: dict[str, Any]) -> StepPlan:
    return undo.plan(bench.shelf.root, UndoAnswers(_bare(text_of(answers, "name"))), bench.now())


def _take_back(bench: Workbench, planned: StepPlan, answers: dict[str, Any]) -> dict[str, Any]:
    undo.carry_out(planned)
    return {"sentence": planned.sentence}


def _mine(bench: Workbench, answers: dict[str, Any]) -> Path:
    """Return the draft that a step is about, where it may be written. Raises Refusal and Outside."""
    file = draft_of(bench.shelf, text_of(answers, "name"))
    writing(bench.shelf, file)
    return file


def _stored(bench: Workbench, file: Path) -> dict[str, Any]:
    stored = draft_store.load(file)
    return {"text": stored.text, "hash": stored.hash, "file": bench.shelf.name(file)}


def _bare(name: str) -> str:
    return name.rpartition(".")[0] if name.lower().endswith((".yaml", ".yml")) else name


# ---------------------------------------------------------------- what is shown


def _seen(file: Path, text: str) -> dict[str, Any]:
    """Judge a text, and return all that the page shows of it."""
    judged = judge(text, file)
    filing = judged.filing
    answer: dict[str, Any] = {
        "findings": [finding_line(judged, each) for each in judged.findings],
        "html": "",
        "spots": {},
        "sums": {},
        "cells": {},
        "form": judged.outcome.form,
        "story": "",
        "due": "",
        "whole": judged.tree.whole,
    }
    if filing is None:
        return answer
    due = due_of(filing)
    return answer | {
        "html": form_page.form_html(filing),
        "spots": form_page.spots(filing),
        "sums": form_page.sums(judged),
        "cells": {each.at or each.name: _cell(each) for each in form_cells(judged)},
        "story": story(filing),
        "due": due.due.isoformat() if due else "",
    }


def _cell(cell: CellTold) -> dict[str, Any]:
    return {
        "name": cell.name,
        "words": cell.words,
        "kind": cell.kind,
        "text": masked(cell.text),
        "told": masked(cell.told),
        "parts": cell.parts,
        "question": cell.question,
        "marks": [{"name": name, "text": masked(text)} for name, text in cell.marks],
        "shared": cell.shared,
    }


def finding_line(judged: JudgedDraft, finding: Finding) -> dict[str, Any]:
    """Return a finding as the page shows it: where it stands in both views, and what mends it."""
    range = judged.range_of(finding)
    mends = [each for each in actions(judged, range) if each.preferred and finding in each.findings]
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "authority": str(finding.authority),
        "message": masked(finding.message),
        "hint": masked(finding.hint),
        "where": finding.place.where,
        "range": range,
        "cites": finding.cites,
        "allowed": finding.allowed,
        "can_be_allowed": finding.allowed is None and can_be_allowed(finding),
        "spots": form_page.spots_of(judged, finding.place.path),
        "mends": [{"title": each.title, "edits": [_edit(edit) for edit in each.edits]} for each in mends],
    }


def _edit(edit: Replacement) -> dict[str, Any]:
    return {"range": edit.range, "text": edit.text}


def _allowed(text: str, code: str, reason: str) -> Replacement:
    """Return the edit that allows a finding for a reason. Raises Refusal."""
    words = " ".join(reason.split())
    if not words:
        raise Refusal("Write the reason: it goes into the manifest, for whoever signs.")
    edit = allowance(tree_of(text), code)
    if edit is None:
        raise Refusal(f"{code} stands under `allow:` already, or the draft cannot be read: mend that first.")
    return edit._replace(text=edit.text.replace(NO_REASON_YET, scalar(words, flow=True), 1))


def _note(template: Template, of: str) -> dict[str, Any]:
    return {
        "name": template.name,
        "title": template.title or template.name,
        "text": template.text,
        "of": of,
        "on": template.on or "",
        "parameters": [
            {"name": each.name, "takes": each.takes, "about": each.about, "needed": each.needed}
            for each in template.parameters
        ],
    }


def _line(entry: JournalEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "step": entry.step,
        "sentence": masked(entry.sentence),
        "of": entry.of,
        "versions": history.versions(entry),
    }

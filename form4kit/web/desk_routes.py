"""The desk: one draft judged as it is typed, beside the form that it will print."""

from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.analysis.due import due_of
from form4kit.editor.code_actions import NO_REASON_YET, actions, allowance
from form4kit.editor.hover import hover
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.text import Replacement
from form4kit.editor.tree import tree_of
from form4kit.findings import Finding
from form4kit.report.secrets import masked
from form4kit.rules.allowances import can_be_allowed
from form4kit.steps.filing_summary import story
from form4kit.web import draft_store, form_page
from form4kit.web.responses import Json, Refusal, answering, number_of, sent, text_of, writing
from form4kit.web.served_folder import ServedFolder
from form4kit.web.workbench import Workbench
from form4kit.words import scalar


def routes(bench: Workbench) -> list[Route]:
    """Return what the desk asks for."""
    desk = _Desk(bench.shelf)
    return [
        Route("/api/draft", answering(desk.opened)),
        Route("/api/judge", answering(desk.judged), methods=["POST"]),
        Route("/api/hover", answering(desk.explained), methods=["POST"]),
        Route("/api/allow", answering(desk.allowed), methods=["POST"]),
        Route("/api/save", answering(desk.saved), methods=["POST"]),
        Route("/api/forget", answering(desk.forgotten), methods=["POST"]),
    ]


class _Desk:
    """Answers the desk. `over` is what was saved over: a late request must not keep text from before."""

    def __init__(self, shelf: ServedFolder) -> None:
        self.shelf = shelf
        self.over: set[tuple[Path, str]] = set()

    async def _draft(self, request: Request) -> tuple[dict[str, Any], Path, str]:
        """Return what the desk sent: all of it, the draft's file, and its text as typed."""
        asked = await sent(request)
        return asked, self.shelf.draft(text_of(asked, "file")), text_of(asked, "text")

    async def opened(self, request: Request) -> Response:
        file = self.shelf.draft(request.query_params.get("file", ""))
        stored = await run_in_threadpool(draft_store.load, file)
        known = {"text": stored.text, "hash": stored.hash, "unsaved": stored.unsaved}
        return Json(known | {"built": self.shelf.is_built(file)})

    async def judged(self, request: Request) -> Response:
        asked, file, text = await self._draft(request)
        answer = await run_in_threadpool(_seen, file, text)
        base = asked.get("keep")
        if isinstance(base, str) and (file, base) not in self.over and self.shelf.takes(file):
            await run_in_threadpool(draft_store.keep, file, text)
        return Json(answer)

    async def explained(self, request: Request) -> Response:
        asked, file, text = await self._draft(request)
        line, column = number_of(asked, "line"), number_of(asked, "column")
        found = await run_in_threadpool(lambda: hover(judge(text, file), line, column))
        return Json({"markdown": masked(found.markdown), "range": found.range} if found else {})

    async def allowed(self, request: Request) -> Response:
        asked = await sent(request)
        text, code = text_of(asked, "text"), text_of(asked, "code")
        return Json({"edits": [_edit(_allowed(text, code, text_of(asked, "reason")))]})

    async def saved(self, request: Request) -> Response:
        asked, file, text = await self._draft(request)
        writing(self.shelf, file)
        base = text_of(asked, "base")
        self.over.add((file, base))
        try:
            hash = await run_in_threadpool(draft_store.save, file, text, base)
        except draft_store.Changed as changed:
            self.over.discard((file, base))
            why = "This file was changed elsewhere since you opened it. Nothing was overwritten."
            raise Refusal(why, 409, text=changed.now.text, hash=changed.now.hash) from None
        self.over.discard((file, hash))
        return Json({"hash": hash})

    async def forgotten(self, request: Request) -> Response:
        writing(self.shelf)
        await run_in_threadpool(draft_store.forget, self.shelf.draft(text_of(await sent(request), "file")))
        return Json({})


def _seen(file: Path, text: str) -> dict[str, Any]:
    """Judge a text, and return all that the desk shows of it."""
    judged = judge(text, file)
    filing = judged.filing
    answer: dict[str, Any] = {
        "findings": [finding_line(judged, each) for each in judged.findings],
        "html": "",
        "spots": {},
        "sums": {},
        "form": judged.outcome.form,
        "story": "",
        "due": "",
    }
    if filing is None:
        return answer
    due = due_of(filing)
    return answer | {
        "html": form_page.form_html(filing),
        "spots": form_page.spots(filing),
        "sums": form_page.sums(judged),
        "story": story(filing),
        "due": due.due.isoformat() if due else "",
    }


def finding_line(judged: JudgedDraft, finding: Finding) -> dict[str, Any]:
    """Return a finding as the desk shows it: where it stands in both views, and what mends it."""
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

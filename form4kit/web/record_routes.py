"""The record: what is on it, what may be put there, who was late, and the end of a fiscal year."""

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.report.secrets import masked
from form4kit.steps.put_on_record import PutOnRecordAnswers, carry_out, compared, lines_of, plan
from form4kit.steps.record import GivenFile, website_words
from form4kit.steps.record_book import book_of, late_table
from form4kit.steps.step_plan import StepPlan
from form4kit.steps.year_end_view import NoYearEnd, year_end_view
from form4kit.web.responses import Json, Refusal, answering, sent
from form4kit.web.sent_answers import said
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what the pages of the record ask for."""
    root = bench.shelf.root

    async def record(request: Request) -> Response:
        return Json(await run_in_threadpool(_record, bench))

    async def late(request: Request) -> Response:
        year = _year(bench, request)

        def told() -> dict[str, Any]:
            book = book_of(root)
            if book.faults:
                raise Refusal(book.sentence, 409)
            try:
                found = late_table(root, book, year)
            except ValueError as error:
                raise Refusal(f"{error}.", 422) from None
            return {
                "year": year,
                "first": f"{found.first}",
                "last": f"{found.last}",
                "any": found.any,
                "lines": [dict(each) for each in found.lines],
                "amendments": list(found.amendments),
                "text": masked(found.text),
                "csv": found.csv,
                "entries": len(book.standing),
            }

        return Json(await run_in_threadpool(told))

    async def end(request: Request) -> Response:
        year, issuer = _year(bench, request), request.query_params.get("issuer", "")

        def told() -> dict[str, Any]:
            try:
                return year_end_view(root, year, bench.now().date(), issuer)
            except NoYearEnd as error:
                raise Refusal(f"{error}", 422) from None

        return Json(await run_in_threadpool(told))

    async def compare(request: Request) -> Response:
        name, data = bench.given.file(await sent(request))
        same, words = await run_in_threadpool(compared, root, GivenFile(name, data))
        return Json({"same": same, "words": masked(words)})

    return [
        Route("/api/record", answering(record)),
        Route("/api/record/late", answering(late)),
        Route("/api/record/year-end", answering(end)),
        Route("/api/record/compare", answering(compare), methods=["POST"]),
    ]


def doors() -> Mapping[str, Door]:
    """Return the step that puts a filing on record."""
    return {"record": Door(_plan, _done, _shown)}


def _year(bench: Workbench, request: Request) -> int:
    text = request.query_params.get("year", "") or f"{bench.now().year}"
    if not (text.isascii() and text.isdigit() and 2003 <= int(text) <= 2099):
        raise Refusal(f'"{text}" is no year from 2003 to 2099.', 422)
    return int(text)


def _record(bench: Workbench) -> dict[str, Any]:
    book = book_of(bench.shelf.root)
    lines = [] if book.faults else [*lines_of(bench.shelf.root)]
    return {
        "sentence": book.sentence,
        "broken": bool(book.faults),
        "head": book.head,
        "entries": len(book.entries),
        "lines": lines,
    }


def _plan(bench: Workbench, answers: Answers) -> StepPlan:
    def given(key: str) -> GivenFile | None:
        return GivenFile(*bench.given.file(answers[key])) if answers.get(key) else None

    asked = PutOnRecordAnswers(given("receipt"), given("copy"), said(answers, "folder"))
    return plan(bench.shelf.root, asked, bench.now())


def _done(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    seal = carry_out(planned)
    bench.look([each.file for each in planned.writes])
    return {"sentence": planned.sentence, "hash": seal, "website": website_words(planned.facts["entry"])}


def _shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    entry = planned.facts.get("entry", {})
    wanted = ("accession", "accepted", "form", "period", "filed", "due")
    return {"entry": {key: entry.get(key) for key in wanted} if entry else {}}

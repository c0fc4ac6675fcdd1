"""First run: dropped files are taken in, and the folder is set up by one step."""

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from form4kit.events.carried_forward import carried_balances
from form4kit.footnote_library.values import long_date
from form4kit.registry.load import registry_for
from form4kit.steps.acting import ActingAnswers
from form4kit.steps.known_forms import known_forms
from form4kit.steps.new_person import NewPersonAnswers
from form4kit.steps.person_view import position_words
from form4kit.steps.power import PowerAnswers
from form4kit.steps.record_book import book_of
from form4kit.steps.start import PARTS, StartAnswers, carry_out, plan
from form4kit.steps.start_company import CompanyAnswers
from form4kit.steps.step_plan import StepPlan
from form4kit.web.given_files import body_of
from form4kit.web.responses import Json, answering, mapping_of, writing
from form4kit.web.sent_answers import mappings, said, texts, texts_by_name, yes_or_no
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench
from form4kit.words import counted, grouped, listed


def routes(bench: Workbench) -> list[Route]:
    """Return what first run asks for, and where every page hands in a file."""

    async def given(request: Request) -> Response:
        writing(bench.shelf)
        return Json({"sha256": bench.given.keep(await body_of(request))})

    async def known(request: Request) -> Response:
        return Json(await run_in_threadpool(_known, bench))

    return [
        Route("/api/given", answering(given), methods=["POST"]),
        Route("/api/start", answering(known)),
    ]


def doors() -> Mapping[str, Door]:
    """Return the step that sets up a folder."""
    return {"start": Door(_plan, _done, _shown)}


def _plan(bench: Workbench, answers: Answers) -> StepPlan:
    return plan(bench.shelf.root, _answers(bench, answers), bench.now())


def _done(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    carry_out(planned)
    bench.look([each.file for each in planned.writes])
    return {"sentence": planned.sentence, "summary": _summary(bench)}


def _shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    return planned.facts


def _answers(bench: Workbench, sent: Answers) -> StartAnswers:
    """Read the answers as the page sends them. Raises Refusal."""
    acting = mapping_of(sent, "acting")
    return StartAnswers(
        parts=tuple(each for each in PARTS if each in texts(sent, "parts")),
        dropped=tuple(bench.given.file(each) for each in mappings(sent, "dropped")),
        companies=tuple(
            CompanyAnswers(
                said(each, "cik"),
                said(each, "name"),
                said(each, "symbol"),
                said(each, "fiscal_year_end"),
                yes_or_no(each, "foreign_private"),
            )
            for each in mappings(sent, "companies")
        ),
        still=texts_by_name(sent, "still"),
        added=tuple(
            NewPersonAnswers(*(said(each, key) for key in ("name", "cik", "box", "title", "since")))
            for each in mappings(sent, "added")
        ),
        powers=tuple(power_of(bench, each) for each in mappings(sent, "powers")),
        acting=ActingAnswers(
            tuple((said(each, "name"), said(each, "email")) for each in mappings(acting, "reviewers")),
            yes_or_no(acting, "needed"),
            yes_or_no(acting, "read"),
        ),
    )


def power_of(bench: Workbench, sent: Answers) -> PowerAnswers:
    """Read a power as a page sends it. Raises Refusal."""
    return PowerAnswers(
        said(sent, "person"),
        texts(sent, "attorneys"),
        texts(sent, "forms"),
        said(sent, "signed"),
        said(sent, "effective"),
        said(sent, "expires"),
        bench.given.file(sent["paper"]) if sent.get("paper") else None,
    )


def _known(bench: Workbench) -> dict[str, Any]:
    """Return what the folder knows already: people, positions by their source, keys that sign, a summary."""
    root = bench.shelf.root
    registry = registry_for(root)
    keys = sorted(each.name for each in root.glob("*.p12")) + sorted(each.name for each in root.glob("*.pfx"))
    return {
        "people": [
            {"key": each.key, "name": registry.name_of(each.key)} for each in registry.people.values()
        ],
        "companies": [
            {
                "cik": each.cik,
                "fiscal_year_end": each.fiscal_year_end or "",
                "foreign_private": each.foreign_private,
                **{key: (node.text or "") for key, node in each.keys.items() if key in ("name", "symbol")},
            }
            for each in registry.companies.values()
        ],
        "positions": _positions(bench),
        "powers": [
            {
                "person": registry.name_of(power.grantor),
                "attorneys": listed([registry.name_of(each) for each in power.attorneys], "and"),
                "forms": listed(list(power.forms), "and"),
                "ends": f"{power.expires or ''}",
            }
            for person in registry.people.values()
            for power in person.powers
        ],
        "keys": keys,
        "summary": _summary(bench),
    }


def _positions(bench: Workbench) -> list[dict[str, str]]:
    root = bench.shelf.root
    registry = registry_for(root)
    found = []
    forms = [each for each in known_forms(root, book_of(root).standing) if each.filed]
    for person in registry.people.values():
        mine = [each for each in forms if person.cik and person.cik in each.known.owners]
        days = {each.form.name: each.known.filed for each in mine}
        for each in carried_balances(one.form.named for one in mine):
            day = days.get(each.source)
            found.append(
                {
                    "person": registry.name_of(person.key),
                    "words": position_words(each),
                    "balance": grouped(each.balance) if each.balance is not None else "not certain",
                    "source": f"Form {each.filing.form_type}" + (f" of {long_date(day)}" if day else ""),
                    "file": each.source,
                }
            )
    return found


def _summary(bench: Workbench) -> str:
    registry = registry_for(bench.shelf.root)
    powers = sum(len(each.powers) for each in registry.people.values())
    people = "1 person" if len(registry.people) == 1 else f"{len(registry.people)} people"
    positions = counted(len(_positions(bench)), "position")
    known = f"{people}, {positions} and {counted(powers, 'power')} are known."
    return f"{known} The next Form 4 asks only what happened." if registry.people else known


class FirstRun:
    """Leads from the board of an empty folder to its setting up; every other request goes on."""

    def __init__(self, app: ASGIApp, bench: Workbench) -> None:
        """Stand before an application."""
        self.app, self.bench = app, bench

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead on, or pass a request on."""
        at_board = scope["type"] == "http" and scope["path"] == "/" and not scope["query_string"]
        if at_board and self.bench.shelf.is_empty():
            await RedirectResponse(URL("/start"), 303)(scope, receive, send)
            return
        await self.app(scope, receive, send)

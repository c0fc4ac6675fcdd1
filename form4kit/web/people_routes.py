"""People and companies: what is known of each, with its source, and changes of it."""

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.insiders.thought_of import Misspelt
from form4kit.registry.load import registry_for
from form4kit.steps.company_view import company_view
from form4kit.steps.person_change import PersonAnswers, carry_out, plan
from form4kit.steps.person_view import PersonFolder, people_list, person_folder, person_view, six_months
from form4kit.steps.step_plan import StepPlan
from form4kit.web.responses import Json, Refusal, answering, mapping_of
from form4kit.web.sent_answers import said, texts_by_name
from form4kit.web.start_routes import power_of
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what the pages of people and companies ask for."""

    async def people(request: Request) -> Response:
        registry = registry_for(bench.shelf.root)
        names = {
            each.key: (each.keys["name"].text if "name" in each.keys else "") or each.key
            for each in registry.companies.values()
        }
        found = people_list(registry, bench.now().date())
        companies = [{"key": key, "name": name} for key, name in names.items()]
        findings = [each.message for each in registry.findings]
        return Json({"people": list(found), "companies": companies, "findings": findings})

    async def person(request: Request) -> Response:
        def shown() -> dict[str, Any]:
            return person_view(_person(bench, request.query_params.get("key", "")))

        return Json(await run_in_threadpool(shown))

    async def trade(request: Request) -> Response:
        query = request.query_params
        text = f"{query.get('side', '')} {query.get('shares', '')} @ {query.get('price', '')}"
        text += f" on {query.get('day', '')}"
        text += f" of {query['class']}" if query.get("class") else ""

        def tried() -> dict[str, Any]:
            try:
                return six_months(_person(bench, query.get("key", "")), query.get("issuer", ""), text)
            except Misspelt as fault:
                words = f"{fault}".replace(f'--trade "{text}": ', "")
                raise Refusal(f"{words[:1].upper()}{words[1:]}.", 422) from None

        return Json(await run_in_threadpool(tried))

    async def company(request: Request) -> Response:
        def shown() -> dict[str, Any]:
            found = company_view(bench.shelf.root, request.query_params.get("key", ""), bench.now().date())
            if found is None:
                raise Refusal("This folder knows no such company.", 404)
            return found

        return Json(await run_in_threadpool(shown))

    return [
        Route("/api/people", answering(people)),
        Route("/api/person", answering(person)),
        Route("/api/person/trade", answering(trade)),
        Route("/api/company", answering(company)),
    ]


def doors() -> Mapping[str, Door]:
    """Return the step that changes a person."""
    return {"person": Door(_plan, _done, _shown)}


def _person(bench: Workbench, key: str) -> PersonFolder:
    found = person_folder(bench.shelf.root, key, bench.now().date())
    if found is None:
        raise Refusal(f"People has no {key}.", 404)
    return found


def _plan(bench: Workbench, sent: Answers) -> StepPlan:
    ended, began, revoked = (mapping_of(sent, key) for key in ("ended", "began", "revoked"))
    number = revoked.get("number")
    answers = PersonAnswers(
        key=said(sent, "key"),
        values=texts_by_name(sent, "values"),
        ended=(said(ended, "box"), said(ended, "issuer"), said(ended, "day")) if ended else None,
        began=(said(began, "box"), said(began, "words"), said(began, "issuer"), said(began, "day"))
        if began
        else None,
        power=power_of(bench, mapping_of(sent, "power")) if sent.get("power") else None,
        revoked=(number, said(revoked, "day")) if type(number) is int else None,
        plan=texts_by_name(sent, "plan") if sent.get("plan") else None,
        remove=sent.get("remove") is True,
    )
    return plan(bench.shelf.root, answers, bench.now())


def _done(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    carry_out(planned)
    bench.look([each.file for each in planned.writes])
    return {"sentence": planned.sentence, "removed": bool(planned.facts.get("removed"))}


def _shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    return {"touched": planned.facts.get("touched", [])}

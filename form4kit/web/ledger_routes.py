"""The ledger: each position's balance over the filings of the folder, as a table and as a picture."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.convert import bare_cik, to_date
from form4kit.footnote_library.values import long_date
from form4kit.history.ledger import Amended, History, Ledger, LedgerLine, ledger
from form4kit.registry.load import registry_for
from form4kit.report.ledger_report import change, number
from form4kit.report.secrets import masked
from form4kit.steps.known_forms import KnownForm, known_forms
from form4kit.steps.person_view import person_folder, six_months
from form4kit.steps.record_book import book_of
from form4kit.web.balance_plot import arithmetic, plot
from form4kit.web.responses import Json, answering
from form4kit.web.step_routes import Door
from form4kit.web.swing_plot import swing_plot
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what the ledger asks for."""

    async def shown(request: Request) -> Response:
        return Json(await run_in_threadpool(_shown, bench))

    async def swing(request: Request) -> Response:
        query = request.query_params
        found = await run_in_threadpool(_swing, bench, query.get("who", ""), query.get("issuer", ""))
        return Json(found)

    return [
        Route("/api/ledger", answering(shown)),
        Route("/api/ledger/swing", answering(swing)),
    ]


def doors() -> Mapping[str, Door]:
    """Return no step: the ledger is looked at."""
    return {}


def _shown(bench: Workbench) -> dict[str, Any]:
    doubles = bench.board.doubles()
    entries = book_of(bench.shelf.root).standing
    forms = [each for each in known_forms(bench.shelf.root, entries) if each.form.name not in doubles]
    found: Ledger = ledger(each.form.named for each in forms if each.filed)
    drafts = _drafts(forms)
    names = _names(forms)
    people = {each.cik: each.key for each in registry_for(bench.shelf.root).people.values() if each.cik}
    carried = {name for each in found.amendments for name in each.carried_by}
    known = {_key(each): each for each in found.histories}
    alone = [each for key, each in drafts.items() if key not in known]
    positions = [
        _position(each, each, drafts.get(_key(each)), names, people, carried) for each in found.histories
    ]
    positions += [_position(each, None, each, names, people, carried) for each in alone]
    return {
        "positions": positions,
        "amendments": [_amended(each) for each in found.amendments],
        "marks": found.marks,
    }


def _drafts(forms: Iterable[KnownForm]) -> dict[tuple[str, ...], History]:
    """Return what drafts would do to each position; their lines alone."""
    forms = list(forms)
    open_ = {each.form.name for each in forms if not each.filed}
    found: dict[tuple[str, ...], History] = {}
    for each in ledger(one.form.named for one in forms).histories if open_ else ():
        lines = tuple(line for line in each.lines if line.file in open_)
        if lines:
            found[_key(each)] = History(
                each.issuer, each.owner, each.table, each.security, each.ownership, each.terms, lines
            )
    return found


def _key(each: History) -> tuple[str, ...]:
    return (each.issuer, each.owner, each.table, each.security, each.ownership, *each.terms)


def _names(forms: Iterable[KnownForm]) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in forms:
        filing = each.form.filing
        said = [(filing.issuer.cik.text, filing.issuer.name.text)]
        said += [(one.cik.text, one.name.text) for one in filing.owners]
        names |= {bare_cik(cik): name for cik, name in said if name}
    return names


def _position(
    of: History,
    history: History | None,
    drafts: History | None,
    names: Mapping[str, str],
    people: Mapping[str, str],
    carried: set[str],
) -> dict[str, Any]:
    lines = history.lines if history else ()
    open_ = drafts.lines if drafts else ()
    return {
        "issuer": masked(names.get(of.issuer, of.issuer)),
        "issuer_cik": of.issuer,
        "owner": masked(names.get(of.owner, of.owner)),
        "owner_key": people.get(of.owner, ""),
        "table": of.table,
        "security": masked(of.security),
        "ownership": masked(of.ownership),
        "terms": [masked(each) for each in of.terms],
        "plot": plot(replace(of, lines=lines), open_),
        "lines": [
            *(_line(line, carried) for line in lines),
            *({**_line(line, set()), "draft": True, "mark": "", "action": None} for line in open_),
        ],
        "breaks": sum(bool(line.mark) for line in lines),
    }


def _line(line: LedgerLine, carried: set[str]) -> dict[str, Any]:
    return {
        "file": line.file,
        "form": line.form,
        "period": line.period,
        "opening": number(line.opening),
        "changes": [masked(change(code, amount)) for code, amount in line.changes],
        "closing": number(line.closing),
        "mark": masked(line.mark),
        "action": _action(line, carried) if line.mark else None,
        "words": masked(arithmetic(line)),
        "draft": False,
    }


def _action(line: LedgerLine, carried: set[str]) -> dict[str, str]:
    """Return the one thing to do about a break: amend what carries an old balance, else look for more."""
    day = to_date(line.period)
    told = long_date(day) if day else line.period
    if line.file in carried:
        return {"words": f"Amend the Form {line.form} of {told}", "amends": line.file}
    return {"words": "A filing is missing here: drop it in", "to": "/start"}


def _amended(found: Amended) -> dict[str, Any]:
    return {
        "file": found.file,
        "amends": found.amends,
        "corrections": [masked(each) for each in found.corrections],
        "carried_by": list(found.carried_by),
    }


def _swing(bench: Workbench, who: str, issuer: str) -> dict[str, Any]:
    """Return the short-swing pairs of a person in an issuer, by what is filed, with their picture."""
    found = person_folder(bench.shelf.root, who, bench.now().date())
    if found is None or issuer not in found.issuers:
        return {"cannot": "People has nobody with these filings: add the person to see what may be matched."}
    told = six_months(found, issuer)
    if told["cannot"]:
        return told
    return told | {"plot": swing_plot(told["trades"], told["pairs"])}

"""The ledger: each position's balance over the filings of the folder, as a plot and as a table."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.convert import bare_cik
from form4kit.history.ledger import Amended, History, Ledger, LedgerLine, ledger
from form4kit.report.ledger_report import change, number
from form4kit.report.secrets import masked
from form4kit.web.balance_plot import arithmetic, plot
from form4kit.web.prior_filings import filings_in
from form4kit.web.responses import Json, answering
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what the ledger asks for."""

    async def shown(request: Request) -> Response:
        return Json(await run_in_threadpool(_shown, bench))

    return [Route("/api/ledger", answering(shown))]


def _shown(bench: Workbench) -> dict[str, Any]:
    filings = list(filings_in(bench.shelf.root, bench.board.doubles()))
    names: dict[str, str] = {}
    for each in filings:
        said = [(each.filing.issuer.cik.text, each.filing.issuer.name.text)]
        said += [(one.cik.text, one.name.text) for one in each.filing.owners]
        names |= {bare_cik(cik): name for cik, name in said if name}
    found: Ledger = ledger(filings)
    return {
        "positions": [_position(each, names) for each in found.histories],
        "amendments": [_amended(each) for each in found.amendments],
        "marks": found.marks,
    }


def _position(history: History, names: dict[str, str]) -> dict[str, Any]:
    return {
        "issuer": masked(names.get(history.issuer, history.issuer)),
        "owner": masked(names.get(history.owner, history.owner)),
        "table": history.table,
        "security": masked(history.security),
        "ownership": masked(history.ownership),
        "terms": [masked(each) for each in history.terms],
        "plot": plot(history),
        "lines": [_line(each) for each in history.lines],
        "breaks": sum(bool(line.mark) for line in history.lines),
    }


def _line(line: LedgerLine) -> dict[str, Any]:
    return {
        "file": line.file,
        "form": line.form,
        "period": line.period,
        "opening": number(line.opening),
        "changes": [masked(change(code, amount)) for code, amount in line.changes],
        "closing": number(line.closing),
        "mark": masked(line.mark),
        "words": masked(arithmetic(line)),
    }


def _amended(found: Amended) -> dict[str, Any]:
    return {
        "file": found.file,
        "amends": found.amends,
        "corrections": [masked(each) for each in found.corrections],
        "carried_by": list(found.carried_by),
    }

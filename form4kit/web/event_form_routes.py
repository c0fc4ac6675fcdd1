"""What happened? A form for each kind of event, the rows that it makes, and the draft that it writes."""

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.analysis.due import due_of
from form4kit.convert import bare_cik, to_date
from form4kit.draft.templates import schema_reference
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.schema_keys import keys
from form4kit.events.broker.symbols import symbols_of
from form4kit.events.carried_forward import slug
from form4kit.events.faults import SAME_SIDES
from form4kit.law.clock import NEW_YORK
from form4kit.model import Field, Filing
from form4kit.registry.load import registry_for
from form4kit.report.secrets import masked
from form4kit.steps.filing_summary import story
from form4kit.storage.sealed import sha256
from form4kit.web import draft_store, form_page
from form4kit.web.desk_routes import finding_line
from form4kit.web.event_direction import DIRECTIONS, goes_either_way
from form4kit.web.event_form import FIELDS, EventForm, new_draft, with_event
from form4kit.web.pasted_fills import PastedFills, Unfit, pasted
from form4kit.web.prior_filings import Held, filings_in, held, of_one
from form4kit.web.responses import Json, Refusal, answering, list_of, mapping_of, sent, text_of, writing
from form4kit.web.served_folder import ServedFolder
from form4kit.web.workbench import Workbench


def routes(bench: Workbench) -> list[Route]:
    """Return what the form asks for."""

    async def kinds(request: Request) -> Response:
        known = await run_in_threadpool(lambda: {"kinds": _kinds(), **_people(bench)})
        return Json(known | {"today": f"{dt.datetime.now(NEW_YORK):%Y-%m-%d}"})

    async def holdings(request: Request) -> Response:
        query = request.query_params
        found = await run_in_threadpool(
            _held, bench, query.get("issuer", ""), query.get("owner", ""), query.get("date", "")
        )
        return Json(found)

    async def previewed(request: Request) -> Response:
        return Json(await run_in_threadpool(_previewed, bench, await sent(request)))

    async def written(request: Request) -> Response:
        return Json(await run_in_threadpool(_written, bench, await sent(request)))

    return [
        Route("/api/kinds", answering(kinds)),
        Route("/api/held", answering(holdings)),
        Route("/api/happened", answering(previewed), methods=["POST"]),
        Route("/api/happened/write", answering(written), methods=["POST"]),
    ]


def _kinds() -> list[dict[str, Any]]:
    """Return the kinds of event with what each is and asks for, as the schema of drafts describes them."""
    found = []
    for kind, part in keys(("events", 0)).items():
        known = keys(("events", 0, kind))
        fields = [
            {
                "name": name,
                "shape": shape,
                "title": known[name].get("title", name),
                "help": known[name].get("description", ""),
            }
            for name, shape in FIELDS
            if name in known
        ]
        found.append(
            {
                "kind": kind,
                "title": part.get("title", kind),
                "help": part.get("description", ""),
                "fields": fields,
                "directions": DIRECTIONS if goes_either_way(kind) else (),
            }
        )
    return found


def _people(bench: Workbench) -> dict[str, Any]:
    """Return who can be reported for: the people of the registry, or those of the filings that are here."""
    registry = registry_for(bench.shelf.root)
    issuers = [
        {"key": each.key, "cik": each.cik, "name": _text(each.keys, "name") or each.key}
        for each in registry.companies.values()
    ]
    people = [
        {"key": each.key, "cik": each.cik, "name": _text(each.keys, "name") or each.key}
        for each in registry.people.values()
    ]
    if not (issuers and people):
        filings = [each.filing for each in filings_in(bench.shelf.root, bench.board.doubles())]
        issuers = _unique(
            (bare_cik(f.issuer.cik.text), f.issuer.name.text or f.issuer.cik.text) for f in filings
        )
        people = _unique((bare_cik(o.cik.text), o.name.text or o.cik.text) for f in filings for o in f.owners)
    return {"issuers": issuers, "people": people}


def _text(found: Mapping[str, Any], name: str) -> str:
    node = found.get(name)
    return str(node.text or "") if node is not None else ""


def _unique(found: Any) -> list[dict[str, str]]:
    known = {cik: name for cik, name in found if cik}
    return [
        {"key": "", "cik": cik, "name": masked(name or cik)}
        for cik, name in sorted(known.items(), key=lambda each: str(each[1]))
    ]


def _held(bench: Workbench, issuer: str, owner: str, date: str) -> dict[str, Any]:
    """Return what a person holds before a day, and the drafts of theirs that an event could be added to."""
    shelf = bench.shelf
    mine = of_one(filings_in(shelf.root, bench.board.doubles()), bare_cik(issuer), bare_cik(owner))
    found = held(mine, to_date(date))
    last = max(mine, key=lambda each: each.filing.period.value or dt.date.min, default=None)
    signature = last.filing.signatures[0].name.text if last and last.filing.signatures else ""
    drafts = [
        each.name
        for each in mine
        if each.name.endswith((".yaml", ".yml")) and not shelf.is_built(shelf.root / each.name)
    ]
    return {
        "held": [
            {
                "name": e.name,
                "words": masked(e.words),
                "derivative": e.derivative,
                "balance": e.balance,
                "source": e.source,
            }
            for e in found
        ],
        "drafts": drafts,
        "signature": masked(signature or ""),
    }


def _report(bench: Workbench, asked: dict[str, Any], file: Path) -> EventForm:
    """Read what the form sent. Raises Refusal."""
    shelf = bench.shelf
    values = {str(k): str(v) for k, v in mapping_of(asked, "values").items()}
    issuer, owner = mapping_of(asked, "issuer"), mapping_of(asked, "owner")
    mine = of_one(filings_in(shelf.root, bench.board.doubles()), _cik(issuer), _cik(owner))
    wanted = {values.get("from", ""), values.get("to", "")} - {""}
    found = held(mine, to_date(values.get("date", "")))
    symbols, company = _known_by(shelf.root, str(issuer.get("key") or ""), mine)
    return EventForm(
        kind=text_of(asked, "kind"),
        values=values,
        issuer=str(issuer.get("key") or ""),
        owner=str(owner.get("key") or ""),
        head=None if issuer.get("key") and owner.get("key") else _head(mine),
        earlier=_sources(shelf, file, found) if wanted & {each.name for each in found} else (),
        positions=[
            {str(k): str(v) for k, v in each.items()}
            for each in list_of(asked, "positions")
            if isinstance(each, dict)
        ],
        plan=str(asked.get("plan") or ""),
        signature=str(asked.get("signature") or ""),
        signed=str(asked.get("signed") or ""),
        symbols=symbols,
        company=company,
    )


def _cik(found: Mapping[str, Any]) -> str:
    return bare_cik(str(found.get("cik") or ""))


def _known_by(root: Path, key: str, mine: Any) -> tuple[tuple[str, ...], str]:
    """Return the issuer's symbols and its name: as the registry has them, else as the latest filing does."""
    company = registry_for(root).companies.get(key)
    if company is not None:
        texts = [_text(company.keys, name) for name in ("symbol", "foreign_symbol")]
        return tuple(symbol for text in texts for symbol in symbols_of(text)), _text(company.keys, "name")
    last = max(mine, key=lambda each: each.filing.period.value or dt.date.min, default=None)
    if last is None:
        return (), ""
    issuer = last.filing.issuer
    return (*symbols_of(issuer.symbol.text), *symbols_of(issuer.foreign_symbol.text)), issuer.name.text or ""


def _head(mine: Any) -> Filing:
    """Return whose filing it is, where no registry knows: as the latest filing of the person has it."""
    if not mine:
        raise Refusal("Choose the person and the issuer.")
    last: Filing = max(mine, key=lambda each: each.filing.period.value or dt.date.min).filing
    return Filing(form=Field("4", "4", (), 1, 1), issuer=last.issuer, owners=last.owners)


def _sources(shelf: ServedFolder, file: Path, found: list[Held]) -> list[str]:
    """Return the filings that balances come from, as seen from the draft; a built folder by its own name."""
    paths = dict.fromkeys(shelf.root / each.source for each in found)
    folders = [path.parent if shelf.is_built(path) else path for path in paths]
    return [Path(os.path.relpath(each, file.parent)).as_posix() for each in folders if each != file]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A draft as it would be written: its file, the text, what the file holds now, and what is made of it."""

    file: Path
    text: str
    base: str
    fills: PastedFills | None
    judged: JudgedDraft
    html: str

    @property
    def hash(self) -> str:
        """What the page gives back to have just this written: of file, texts before and after, and form."""
        return sha256(json.dumps([str(self.file), self.base, self.text, self.html]).encode())


def _shown(bench: Workbench, asked: dict[str, Any]) -> _Shown:
    """Make the draft from the answers and judge it. Raises Refusal, also for what goes where it came from."""
    file, text, base, fills = _composed(bench, asked)
    judged = judge(text, file)
    for each in judged.findings:
        if each.rule == SAME_SIDES.code:
            raise Refusal(masked(f"{each.place.where}: {each.message}. {each.hint}"))
    html = form_page.form_html(judged.filing) if judged.filing else ""
    return _Shown(file, text, base, fills, judged, html)


def _previewed(bench: Workbench, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the draft that would be written, the form that it prints, and what is found in it."""
    shown = _shown(bench, asked)
    filing, fills = shown.judged.filing, shown.fills
    due = due_of(filing) if filing else None
    return {
        "file": bench.shelf.name(shown.file),
        "text": shown.text,
        "hash": shown.hash,
        "html": shown.html,
        "story": story(filing) if filing else "",
        "due": due.due.isoformat() if due else "",
        "rows": len(filing.rows) if filing else 0,
        "told": [masked(f"{each[0].upper()}{each[1:]}.") for each in fills.told] if fills else [],
        "findings": [finding_line(shown.judged, each) for each in shown.judged.findings],
    }


def _composed(bench: Workbench, asked: dict[str, Any]) -> tuple[Path, str, str, PastedFills | None]:
    """Return the file, its new text, the hash that it has now, empty for a new file, and pasted fills."""
    shelf = bench.shelf
    kinds = set(keys(("events", 0)))
    if text_of(asked, "kind") not in kinds:
        raise Refusal("Choose what happened.")
    add = str(asked.get("add") or "")
    try:
        if add:
            file = shelf.draft(add)
            stored = draft_store.load(file)
            report = _report(bench, asked, file)
            return file, with_event(stored.text, report), stored.hash, _fills(report)
        file = _new_file(shelf, asked)
        report = _report(bench, asked, file)
        return file, new_draft(report, schema_reference(file.parent)), "", _fills(report)
    except Unfit as unfit:
        raise Refusal(f"{unfit}.") from None


def _fills(report: EventForm) -> PastedFills | None:
    return pasted(report.kind, report.values, report.symbols, report.company)


def _new_file(shelf: ServedFolder, asked: dict[str, Any]) -> Path:
    """Return where a new draft goes: beside the others, by day, person and kind, or as it was named."""
    named = str(asked.get("file") or "").strip()
    if not named:
        values = mapping_of(asked, "values")
        owner = mapping_of(asked, "owner")
        who = slug(str(owner.get("key") or str(owner.get("name") or "").split(" ")[0]))
        folder = "drafts/" if (shelf.root / "drafts").is_dir() else ""
        stem = f"{folder}{values.get('date') or 'undated'}-{who}-{asked['kind']}"
        names = (f"{stem}{'' if n == 1 else f'-{n}'}.yaml" for n in range(1, 1000))
        named = next(name for name in names if not (shelf.root / name).exists())
    file = shelf.draft(named)
    if file.exists():
        raise Refusal("There is a file of that name already; choose another.", 409)
    return file


def _written(bench: Workbench, asked: dict[str, Any]) -> dict[str, Any]:
    """Write what the preview showed: the draft is made anew from the answers, and must be the same."""
    shelf = bench.shelf
    writing(shelf)
    if name := str(asked.get("add") or asked.get("file") or ""):
        writing(shelf, shelf.draft(name))
    shown = _shown(bench, asked)
    if text_of(asked, "shown") != shown.hash:
        why = "This is no longer what was shown: the answers or the files changed since. Show the rows again."
        raise Refusal(why, 409)
    writing(shelf, shown.file)
    if not shown.file.parent.is_dir():
        raise Refusal("There is no such folder.", 409)
    try:
        draft_store.save(shown.file, shown.text, shown.base)
    except draft_store.Changed:
        raise Refusal("The file was changed elsewhere since this was shown. Look at it again.", 409) from None
    return {"file": shelf.name(shown.file)}

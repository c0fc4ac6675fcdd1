"""The pages File and LIVE: the TEST, EDGAR's answers, and the one filing that goes on the public record.

This is the only place of the workbench from which the server speaks to EDGAR; the browser never does.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from form4kit.folder.read import read_built
from form4kit.report.secrets import masked
from form4kit.signoff.record import is_accession
from form4kit.steps import hand_off, receive, send, set_aside
from form4kit.steps import record as record_step
from form4kit.steps.filing_receipts import tested
from form4kit.steps.filing_state import EdgarFacts
from form4kit.steps.filing_status import filing_status, walk
from form4kit.steps.hand_off import WAITS, HandOffAnswers
from form4kit.steps.live_summary import words_to_type
from form4kit.steps.receive import ReceiveAnswers, record_beside_folder
from form4kit.steps.record import SUFFIXES, GivenFile, RecordAnswers
from form4kit.steps.send_case import SendAnswers
from form4kit.steps.signed_packet import packet_bound_to
from form4kit.steps.step_plan import StepPlan, StepRefusal
from form4kit.storage.names import OWNERSHIP, RECEIPTS, SUBMISSION
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission import handoff_words as sheet_words
from form4kit.transmission.api_address import NotAnAddress, api_address
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.handoff import Handoff
from form4kit.transmission.receipt_report import as_text
from form4kit.transmission.received import received_of
from form4kit.transmission.tokens import BadToken, TokenPair, tokens_at_hand
from form4kit.web.chosen_filings import entry_named, file_given, folder_named, text
from form4kit.web.responses import Json, Refusal, answering
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench

PATIENCE: Final = 20.0
"""The seconds that a page waits for EDGAR's decision; then it asks again when the person says so."""
_TAGS: Final[Mapping[str, LiveOrTest]] = {"TEST": "TEST", "LIVE": "LIVE"}


def routes(bench: Workbench) -> list[Route]:
    """Return what the pages ask for: where the filing stands at EDGAR, and what they have to send it with."""

    async def file(request: Request) -> Response:
        return Json(await run_in_threadpool(_standing, bench, request.query_params.get("name", "")))

    return [Route("/api/file", answering(file))]


def doors() -> Mapping[str, Door]:
    """Return the steps: send, file by hand, set aside, take an answer, put on record."""
    return {
        "send": Door(_send, _sent, _sent_shown),
        "hand-off": Door(_hand, _handed, _hand_shown),
        "set-aside": Door(_aside, _set_aside),
        "receive": Door(_receive, _received, _received_shown),
        "put-on-record": Door(_record, _recorded),
    }


def _standing(bench: Workbench, name: str) -> dict[str, Any]:
    """Return what is known of a filing at EDGAR, and by which ways it may go there; no token."""
    entry, folder = entry_named(bench, name), folder_named(bench, name)
    facts, signed = _known(bench, folder)
    standing = entry.standing
    given = {"ready": False, "words": "", "to": _address(bench)}
    try:
        pair = tokens_at_hand(bench.now())
        given |= {
            "ready": True,
            "words": "; ".join(each.told(bench.now()) for each in (pair.filer, pair.user)),
        }
    except BadToken as error:
        given["words"] = str(error)
    sheet = hand_off.sheet_of(folder, bench.now())
    return {
        "name": name,
        "state": standing.state if standing else "draft",
        "test": {"accession": facts.test, "at": facts.tested.isoformat() if facts.tested else ""},
        "unknown": facts.begun,
        "live": facts.live,
        "suspended": masked(facts.suspended),
        "signed": signed,
        "api": given,
        "type": list(words_to_type(sheet))[:1],
        "hours": sheet_words.hours_words(sheet) if sheet.opens else "",
        "due": sheet_words.due_words(sheet),
        "receipts": _receipts(folder),
        "waits": WAITS,
    }


def _known(bench: Workbench, folder: Path) -> tuple[EdgarFacts, bool]:
    """Return what EDGAR's answers say of a folder as the files are now, and whether a signature binds it."""
    status = filing_status(walk(bench.shelf.root))
    made = status.by_folder.get(folder)
    if made is None:
        return EdgarFacts(), False
    return tested(made, status), made.document in status.bound.get("signed", ())


def _receipts(folder: Path) -> list[dict[str, Any]]:
    document = folder / OWNERSHIP
    hash = sha256(read_regular(document)) if is_regular(document) else ""
    found = received_of(record_beside_folder(folder), hash)
    return [
        {
            "accession": each.accession,
            "status": each.status,
            "test": each.test,
            "at": each.decided.isoformat() if each.decided else "",
            "words": masked(each.words),
        }
        for each in found
    ]


def _address(bench: Workbench) -> str:
    try:
        return str(api_address(bench.api))
    except NotAnAddress as error:
        raise Refusal(f"The address of EDGAR's API {error}.") from None


def _tag(answers: Answers) -> LiveOrTest:
    tag = _TAGS.get(text(answers, "tag"))
    if tag is None:
        raise Refusal("`tag` is TEST or LIVE.")
    return tag


def _asked(bench: Workbench, answers: Answers) -> tuple[Path, SendAnswers] | StepRefusal:
    """Return the folder and what is asked of the step, or why nothing can be sent."""
    folder, tag = folder_named(bench, text(answers, "name")), _tag(answers)
    try:
        tokens: TokenPair = tokens_at_hand(bench.now())
    except BadToken as error:
        return StepRefusal("no-token", str(error))
    live = _known(bench, folder)[0].test if tag == "LIVE" else None
    if tag == "LIVE" and not live:
        return StepRefusal("untested", WAITS)
    found = SendAnswers(
        tokens,
        live,
        api_address(bench.api),
        typed=text(answers, "typed") or None,
        not_taken=text(answers, "not_taken") or None,
        retag=True,
    )
    if tag == "LIVE":
        bound = packet_bound_to(bench.shelf.root, folder, bench.now())
        found = replace(found, packet=bound)
    return folder, found


def _refused(bench: Workbench, refusal: StepRefusal) -> StepPlan:
    return StepPlan("Nothing is sent.", refusals=(refusal,), day=bench.now().date())


def _send(bench: Workbench, answers: Answers) -> StepPlan:
    asked = _asked(bench, answers)
    return _refused(bench, asked) if isinstance(asked, StepRefusal) else send.plan(*asked, bench.now())


class _Enough(Exception):
    """Say that the page has waited long enough."""


def _sent(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    asked = _asked(bench, answers)
    if isinstance(asked, StepRefusal):
        raise Refusal(asked.words, 422)
    told: list[dict[str, str]] = []
    end = time.monotonic() + PATIENCE

    def tell(words: str) -> None:
        told.append({"at": bench.now().isoformat(), "words": masked(words)})

    def sleep(seconds: float) -> None:
        if time.monotonic() + seconds > end:
            raise _Enough
        time.sleep(seconds)

    try:
        result = send.carry_out(planned, asked[1], sleep=sleep, tell=tell)
    except _Enough:
        words = "EDGAR has not decided yet. Nothing is sent twice: ask again in a while."
        return {"done": False, "words": words, "told": told}
    except BlockingIOError:
        raise Refusal("Another form4kit sends from here; wait until it is done.", 409) from None
    finally:
        bench.look([asked[0] / OWNERSHIP])
    report = as_text(planned.facts["tag"], result.receipt, result.objections) if result.receipt else ""
    return {"done": result.done, "words": masked(result.words), "told": told, "report": masked(report)}


def _sent_shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    return {"act": planned.facts.get("act", ""), "to": _address(bench)}


def _hand_answers(bench: Workbench, answers: Answers) -> tuple[Path, HandOffAnswers]:
    folder = folder_named(bench, text(answers, "name"))
    facts, signed = _known(bench, folder)
    return folder, HandOffAnswers(_tag(answers), text(answers, "typed") or None, signed, facts.test)


def _hand(bench: Workbench, answers: Answers) -> StepPlan:
    return hand_off.plan(*_hand_answers(bench, answers), bench.now())


def _handed(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    folder, asked = _hand_answers(bench, answers)
    sheet = hand_off.carry_out(planned, folder, asked, bench.now())
    bench.look([folder / OWNERSHIP])
    return {"sheet": _sheet(sheet, asked.tag)}


def _hand_shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    return {"tag": planned.facts.get("tag", "")}


def _sheet(sheet: Handoff, tag: LiveOrTest) -> dict[str, Any]:
    """Return a sheet in words: what to open, what to choose, what to look at, each a line to tick."""
    large, below = sheet_words.headline(sheet)
    below = below if tag == "LIVE" else "Send it by the TEST link: nothing is filed by it."
    return {
        "headline": [large, below],
        "facts": [
            ["Login CIK", sheet_words.login_words(sheet)],
            ["File", str(Path(sheet.path) / SUBMISSION)],
            ["Size", f"{sheet.size:,} bytes, tagged {sheet.tag or 'nothing'}"],
            ["SHA-256 of ownership.xml", sheet.ownership_sha256],
            *(["Exhibit", f"{each.name}, {each.type}, {each.size:,} bytes"] for each in sheet.documents),
            ["Due", sheet_words.due_words(sheet)],
        ],
        "checks": [*sheet_words.checks(sheet, tag)],
        "steps": [asdict(each) for each in sheet_words.steps(sheet, tag)],
    }


def _aside(bench: Workbench, answers: Answers) -> StepPlan:
    asked = _asked(bench, answers)
    return _refused(bench, asked) if isinstance(asked, StepRefusal) else set_aside.plan(*asked, bench.now())


def _set_aside(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    asked = _asked(bench, answers)
    if isinstance(asked, StepRefusal):
        raise Refusal(asked.words, 422)
    set_aside.carry_out(planned, asked[1], bench.now())
    bench.look([asked[0] / OWNERSHIP])
    return {"words": planned.sentence}


def _receive(bench: Workbench, answers: Answers) -> StepPlan:
    folder, given = folder_named(bench, text(answers, "name")), file_given(answers, "file")
    if given is None:
        raise Refusal("Drop EDGAR's message, or paste it.")
    others = tuple(bench.shelf.root / each.folder for each in bench.board.entries() if each.folder)
    planned = receive.plan(folder, ReceiveAnswers(GivenFile(*given), others), bench.now())
    refusals = tuple(_named(bench, each) for each in planned.refusals)
    return replace(planned, refusals=refusals) if refusals else planned


def _named(bench: Workbench, refusal: StepRefusal) -> StepRefusal:
    """Return a refusal whose way out leads to a filing by its name."""
    kind, _, path = refusal.question.partition(":")
    if kind != "put":
        return refusal
    folder = bench.shelf.name(Path(path))
    name = next((each.name for each in bench.board.entries() if each.folder == folder), "")
    return replace(refusal, question=f"put:{name}")


def _received(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    receive.carry_out(planned)
    bench.look([each.file for each in planned.writes])
    return {"words": planned.sentence, **_said(planned)}


def _received_shown(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    return {"receipt": _said(planned)}


def _said(planned: StepPlan) -> dict[str, Any]:
    return {key: planned.facts.get(key) for key in ("accession", "status", "test")}


def _record(bench: Workbench, answers: Answers) -> StepPlan:
    folder, accession = folder_named(bench, text(answers, "name")), text(answers, "accession")
    if not is_accession(accession):
        raise Refusal("`accession` is no accession number.")
    record = record_beside_folder(folder)
    kept = (record.parent / RECEIPTS / f"{accession}{suffix}" for suffix in sorted(SUFFIXES))
    file = next((each for each in kept if is_regular(each)), None)
    receipt = GivenFile(file.name, read_regular(file)) if file else None
    packet = packet_bound_to(bench.shelf.root, folder, bench.now())
    asked = RecordAnswers(record=record, accession=accession, receipt=receipt, packet=packet)
    return record_step.plan(read_built(folder, folder.name), asked, bench.now())


def _recorded(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    hash = record_step.carry_out(planned)
    entry = planned.facts["entry"]
    bench.look([Path(planned.facts["record"])])
    return {"words": planned.sentence, "hash": hash, "website": record_step.website_words(entry)}

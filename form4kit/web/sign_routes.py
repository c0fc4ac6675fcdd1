"""The pages of signing: choose filings for a signer, read each form to its end, sign."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from form4kit.convert import to_date
from form4kit.folder.read import filing_of
from form4kit.registry.attorneys import signers
from form4kit.registry.load import registry_for
from form4kit.report.secrets import masked
from form4kit.signoff.identity import is_hand_of
from form4kit.signoff.reading import FormRead
from form4kit.steps import pack, review
from form4kit.steps import sign as step
from form4kit.steps.filing_status import walk
from form4kit.steps.first_signature import is_first_signature
from form4kit.steps.packet_case import case_of_packet
from form4kit.steps.review_view import reviewed
from form4kit.steps.sign_answers import KeyFile, ScanFile, SignAnswers
from form4kit.steps.step_plan import Question, StepPlan, StepRefusal
from form4kit.storage.names import MANIFEST, OWNERSHIP
from form4kit.storage.regular import read_regular
from form4kit.web import form_page
from form4kit.web.chosen_filings import built_named, file_given, names_of, text
from form4kit.web.responses import Json, Refusal, answering
from form4kit.web.step_routes import Answers, Door
from form4kit.web.workbench import Workbench

PACKETS: Final = "packets"
"""The folder below the one that is served where packets go."""
_KEYS: Final = (".p12", ".pfx")


def routes(bench: Workbench) -> list[Route]:
    """Return what the pages of signing ask for."""

    async def choose(request: Request) -> Response:
        return Json(await run_in_threadpool(_choose, bench))

    async def packet(request: Request) -> Response:
        name = request.query_params.get("packet", "")
        return Json(await run_in_threadpool(_packet, bench, name))

    async def pdf(request: Request) -> Response:
        file = _packet_file(bench, request.query_params.get("packet", ""))
        return FileResponse(file, media_type="application/pdf", filename=file.name)

    return [
        Route("/api/sign", answering(choose)),
        Route("/api/packet", answering(packet)),
        Route("/api/packet.pdf", answering(pdf)),
    ]


def doors() -> Mapping[str, Door]:
    """Return the steps: make a packet, sign it."""
    return {"pack": Door(_pack, _packed), "sign": Door(_sign, _signed)}


def _choose(bench: Workbench) -> dict[str, Any]:
    """Return who may sign, the filings that wait for a signature, and the packets that are not signed."""
    names = [*signers(registry_for(bench.shelf.root)).values()]
    filings = []
    for entry in bench.board.entries():
        if entry.standing is None or entry.standing.state != "built":
            continue
        built = built_named(bench, entry.name)
        filing = filing_of(built)
        typed = [each.name.text or "" for each in filing.signatures] if filing else []
        filings.append(
            {
                "name": entry.name,
                "draft": entry.draft,
                "form": entry.form,
                "owners": entry.owners,
                "issuer": entry.issuer,
                "story": entry.story,
                "due": entry.due,
                "typed": masked("; ".join(typed)),
                "signers": [each for each in names if any(is_hand_of(each, one) for one in typed)],
            }
        )
    return {"signers": [masked(each) for each in names], "filings": filings, "packets": _packets(bench)}


def _packets(bench: Workbench) -> list[dict[str, Any]]:
    files = list(walk(bench.shelf.root))
    built = {each.parent for each in files if each.name == MANIFEST}
    found = []
    for file in files:
        if file.suffix.lower() != ".pdf" or file.parent in built or file.name.endswith(".signed.pdf"):
            continue
        if file.with_name(f"{file.stem}.signed.json").exists():
            continue
        case = case_of_packet(file, read_regular(file), bench.shelf.root, reprinted=False)
        if not isinstance(case, StepRefusal):
            owners = [each.bound.get("owners", [""])[0] for each in case.terms.filings]
            name = bench.shelf.name(file).removesuffix(file.suffix)
            found.append({"packet": name, "signer": masked(case.terms.signer), "owners": owners})
    return found


def _packet_file(bench: Workbench, name: str) -> Path:
    file = bench.shelf.file(f"{name}.pdf")
    if not file.is_file():
        raise Refusal("There is no such packet in this folder.", 404)
    return file


def _packet(bench: Workbench, name: str) -> dict[str, Any]:
    """Return a packet as it is read: each form as it will be filed, its code, and whether it is signed."""
    file = _packet_file(bench, name)
    case = case_of_packet(file, read_regular(file), bench.shelf.root)
    if isinstance(case, StepRefusal):
        raise Refusal(f"{file.name} {case.words}.", 409)
    signed = file.with_name(f"{file.stem}.signed.json").exists()
    filings, folders, now = [], case.folders, bench.now()
    boarded = {each: entry for entry in bench.board.entries() for each in entry.documents if each}
    for terms, whole in zip(case.terms.filings, case.wholes, strict=True):
        entry, built = boarded.get(str(terms.hashes.get(OWNERSHIP))), folders[terms.name]
        owners = [each.name.text or "" for each in whole.filing.owners]
        filings.append(
            {
                "name": terms.name,
                "page": entry.name if entry else "",
                "draft": (entry.draft or entry.name) if entry and not signed else "",
                "form": terms.form,
                "owners": owners,
                "review": reviewed(review.state_of(built.path, now), now) if built and built.path else None,
                "dated": [each.date.text or "" for each in whole.filing.signatures],
                "allowed": [f"{each['rule']}: {each['reason']}" for each in terms.bound.get("allowed") or ()],
                "due": str(terms.bound.get("due") or ""),
                "hash": str(terms.hashes.get(OWNERSHIP)),
                "html": form_page.form_html(whole.filing),
                "findings": str(terms.bound.get("findings") or ""),
                "typed": masked("; ".join(terms.signatures)),
            }
        )
    keys = [bench.shelf.name(each) for each in walk(bench.shelf.root) if each.suffix.lower() in _KEYS]
    return {
        "packet": name,
        "signer": masked(case.terms.signer),
        "code": case.terms.reading,
        "today": now.date().isoformat(),
        "first": is_first_signature(bench.shelf.root, case.terms.signer),
        "signed": signed,
        "filings": filings,
        "keys": keys,
        "made": case.made.words,
    }


def _pack(bench: Workbench, answers: Answers) -> StepPlan:
    folders = tuple(built_named(bench, name) for name in names_of(answers))
    signer = text(answers, "signer")
    out = _new_packet(bench, signer)
    asked = pack.PackAnswers(folders, signer, out, text(answers, "reason"), fresh=True)
    return pack.plan(bench.shelf.root, asked, bench.now())


def _new_packet(bench: Workbench, signer: str) -> Path:
    """Return where a packet of today goes; one that is there is never written over."""
    words = "-".join("".join(c if c.isalnum() else " " for c in signer.lower()).split()) or "packet"
    stem = f"{bench.now():%Y-%m-%d}-{words}"
    folder, number = bench.shelf.root / PACKETS, 1
    while (file := folder / f"{stem}{f'-{number}' if number > 1 else ''}.pdf").exists():
        number += 1
    return file


def _packed(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    pack.carry_out(planned)
    files = [each.file for each in planned.writes]
    bench.look(files)
    return {"packet": bench.shelf.name(files[0]).removesuffix(".pdf")}


def _asked(bench: Workbench, answers: Answers) -> SignAnswers:
    how = text(answers, "how")
    key, scan = file_given(answers, "key"), file_given(answers, "scan")
    if known := text(answers, "known_key"):
        file = bench.shelf.file(known)
        if file.suffix.lower() not in _KEYS:
            raise Refusal("A key ends with .p12 or .pfx.")
        key = (file.name, read_regular(file))
    password = answers.get("password", "")
    if not isinstance(password, str):
        raise Refusal("`password` is not what a page of the workbench sends.")
    attested = text(answers, "attested")
    if attested and to_date(attested) is None:
        raise Refusal("Write the day of the attestation as 2026-01-31.")
    return SignAnswers(
        key=KeyFile(*key, password) if how == "key" and key else None,
        scan=_scan(text(answers, "packet"), *scan) if how == "hand" and scan else None,
        code=text(answers, "code"),
        read=tuple(_read(answers)),
        attested=attested if how == "key" else "",
        elsewhere=(answers.get("elsewhere") is True) if how == "key" else None,
        root=bench.shelf.root,
    )


def _scan(packet: str, name: str, data: bytes) -> ScanFile:
    """Return a scan under the name by which it is kept beside the packet."""
    return ScanFile(f"{Path(packet).name}.scan{Path(name).suffix.lower()}", data)


def _read(answers: Answers) -> list[FormRead]:
    found = answers.get("read") or []
    if not isinstance(found, list):
        raise Refusal("`read` is not what a page of the workbench sends.")
    read = []
    for each in found:
        try:
            at = dt.datetime.fromisoformat(str(each["at"])).astimezone(dt.UTC)
            read.append(FormRead(str(each["hash"]), at.isoformat(timespec="seconds")))
        except (KeyError, TypeError, ValueError):
            raise Refusal("`read` is not what a page of the workbench sends.") from None
    return read


def _sign(bench: Workbench, answers: Answers) -> StepPlan:
    file = _packet_file(bench, text(answers, "packet"))
    asked = _asked(bench, answers)
    planned = step.plan(file, asked, bench.now())
    if asked.scan is not None and answers.get("fits") is not True and not planned.refusals:
        question = Question("fits", "Is this the signed page of this packet?")
        return StepPlan(**{**_fields(planned), "questions": (*planned.questions, question)})
    return planned


def _fields(planned: StepPlan) -> dict[str, Any]:
    return {name: getattr(planned, name) for name in StepPlan.__dataclass_fields__}


def _signed(bench: Workbench, planned: StepPlan, answers: Answers) -> dict[str, Any]:
    from form4kit.signoff.keys import CannotSign
    from form4kit.storage.atomic import write_file

    asked = _asked(bench, answers)
    try:
        done = step.carry_out(planned, asked, bench.now())
    except CannotSign as error:
        raise Refusal(f"Not signed: {error}.", 422) from None
    files = [done.record]
    if asked.scan is not None:
        beside = done.record.with_name(Path(asked.scan.name).name)
        if not beside.exists():
            write_file(beside, asked.scan.data)
        files.append(beside)
    if done.signed is not None:
        files.append(done.signed)
    bench.look(files)
    names = [bench.shelf.name(each) for each in files]
    return {
        "files": names,
        "signer": masked(done.signer),
        "warnings": [masked(each) for each in done.warnings],
    }

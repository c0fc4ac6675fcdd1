"""Sign a packet with a key, or record that it was signed by hand: what stands in the way, then the signature.

Key and password are held for the one signature. They stand in no plan, in no hash of one, and in no record.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from form4kit.law.clock import NEW_YORK
from form4kit.registry.load import registry_for
from form4kit.signoff.review_gate import reviews_kept
from form4kit.signoff.scans import NoScan, check_scan
from form4kit.signoff.signing import Signing, write_signing
from form4kit.steps.first_signature import is_first_signature
from form4kit.steps.packet_case import PacketCase, case_of_packet, packet_refusals, what_was_read
from form4kit.steps.sign_answers import KeyFile, SignAnswers
from form4kit.steps.step_plan import PlannedRead, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned
from form4kit.storage.atomic import write_file
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import counted

if TYPE_CHECKING:
    from form4kit.signoff.keys import Key

USAGE: Final = frozenset(["needs-extra", "exists", "no-packet", "signed-already", "key-unfit"])
"""The codes of refusals that say that nothing can be signed with what was given, whatever it says."""


@dataclass(frozen=True, slots=True)
class SignDone:
    """What was written: the record, the signed packet where there is one, and what is to be said of it."""

    record: Path
    signed: Path | None
    signer: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A packet that may be signed, the key that was opened and the file of the registry that pins it."""

    case: PacketCase
    key: "Key | None" = None
    pinned: str = ""


def plan(packet: Path, answers: SignAnswers, now: dt.datetime) -> StepPlan:
    """Plan to sign a packet at an aware instant; nothing is written. Raises OSError."""
    return _planned(packet, answers, now)[0]


def carry_out(planned: StepPlan, answers: SignAnswers, now: dt.datetime) -> SignDone:
    """Sign as planned: first the record of it, then the signed packet; both, or neither.

    Raises NoLongerPlanned where something is not as it was when it was planned, ValueError where something
    stands in the way, CannotSign where no timestamp is given, and OSError.
    """
    packet = Path(planned.facts["packet"])
    again, ready = _planned(packet, answers, now)
    if again.hash != planned.hash:
        raise NoLongerPlanned(f"{packet} is no longer as it was when this was planned: begin again")
    if planned.refusals or planned.questions or ready is None:
        raise ValueError("the plan cannot be carried out")
    at = now.astimezone(dt.UTC).replace(microsecond=0)
    read = what_was_read(ready.case, answers.code, answers.read, now)
    if ready.key is None:
        return _by_hand(ready.case, answers, read, at)
    return _with_key(ready, answers, read, at)


def _planned(packet: Path, answers: SignAnswers, now: dt.datetime) -> tuple[StepPlan, _Ready | None]:
    if any(find_spec(each) is None for each in ("pikepdf", "pyhanko")):
        words = "this needs the extra: pip install 'form4kit[sign]'"
        return _refused(packet, [StepRefusal("needs-extra", words)], now), None
    data = read_regular(packet)
    refusals = [*_there(packet, answers)]
    found = case_of_packet(packet, data, answers.root)
    if isinstance(found, StepRefusal):
        return _refused(packet, [*refusals, found], now), None
    refusals += packet_refusals(found, answers.code, answers.read, now)
    ready = _Ready(found)
    if answers.key is not None:
        try:
            ready = _opened(found, answers.key, now)
        except _Unfit as error:
            refusals.append(error.refusal)
    refusals += _scan_refusals(found, answers)
    questions = tuple(_questions(found, answers))
    if refusals:
        return _refused(packet, refusals, now), None
    return _plan_of(ready, answers, questions, now), ready


def _questions(case: PacketCase, answers: SignAnswers) -> Iterator[Question]:
    if not answers.key and not answers.scan:
        yield Question("how", "With a key, or by hand?")
    asked = answers.key and answers.elsewhere is False and not answers.attested
    if asked and is_first_signature(case.root, case.terms.signer):
        words = f"Is the attestation that {case.terms.signer} signed by hand of which day, or kept elsewhere?"
        yield Question("attested", words)


def _refused(packet: Path, refusals: list[StepRefusal], now: dt.datetime) -> StepPlan:
    day = now.astimezone(NEW_YORK).date()
    facts = {"packet": str(packet)}
    return StepPlan(f"{packet.name} is not signed.", refusals=tuple(refusals), day=day, facts=facts)


def _plan_of(
    ready: _Ready, answers: SignAnswers, questions: tuple[Question, ...], now: dt.datetime
) -> StepPlan:
    case, key = ready.case, ready.key
    bound = case.terms.statements
    number = counted(len(bound), "statement") if bound else counted(len(case.terms.filings), "filing")
    how = f"with the key of {key.name}" if key else "by hand" if answers.scan else ""
    sentence = f"{number} of {case.file.name} signed for {case.terms.signer} {how}".strip() + "."
    return StepPlan(
        sentence=sentence,
        reads=(PlannedRead(case.file, sha256(case.data)),),
        questions=questions,
        day=now.astimezone(NEW_YORK).date(),
        facts={
            "packet": str(case.file),
            "signed": str(_signed_file(case.file, answers)) if key else "",
            "signer": case.terms.signer,
            "key": key.fingerprint if key else "",
            "scan": sha256(answers.scan.data) if answers.scan else "",
            "code": bool(answers.code),
            "read": [[each.ownership_sha256, each.at, each.way] for each in answers.read],
            "tsa": answers.tsa or "",
            "attested": answers.attested,
            "elsewhere": answers.elsewhere is True,
        },
    )


def _signed_file(packet: Path, answers: SignAnswers) -> Path:
    return answers.out or packet.with_suffix(".signed.pdf")


def _there(packet: Path, answers: SignAnswers) -> Iterator[StepRefusal]:
    """Yield that what would be written is there already."""
    from form4kit.signoff.sign import record_of

    if answers.scan is not None and (record := record_of(packet)).exists():
        yield StepRefusal("exists", "is there already; a record is never replaced", str(record))
    if answers.scan is None and (signed := _signed_file(packet, answers)).exists():
        yield StepRefusal("exists", "is there already; a signed packet is never replaced", str(signed))


class _Unfit(Exception):
    """Say why a key does not sign a packet."""

    def __init__(self, refusal: StepRefusal) -> None:
        super().__init__(refusal.words)
        self.refusal = refusal


def _opened(case: PacketCase, given: KeyFile, now: dt.datetime) -> _Ready:
    """Open a key and hold it against the packet's signer. Raises _Unfit."""
    from form4kit.signoff.keys import CannotSign, load_key
    from form4kit.signoff.signer_key import check_key

    try:
        key = load_key(given.data, given.password, now)
        pinned = check_key(key, case.terms.signer, registry_for(case.root), now)
    except CannotSign as error:
        code = "key-refused" if error.judged else "key-unfit"
        raise _Unfit(StepRefusal(code, str(error), given.name, question="key")) from None
    return _Ready(case, key, pinned)


def _scan_refusals(case: PacketCase, answers: SignAnswers) -> Iterator[StepRefusal]:
    if answers.scan is not None:
        try:
            check_scan(answers.scan.data, case.data)
        except NoScan as error:
            yield StepRefusal("no-scan", str(error), answers.scan.name, question="scan")


def _with_key(ready: _Ready, answers: SignAnswers, read: list[dict[str, str]], at: dt.datetime) -> SignDone:
    from form4kit.signoff.sign import record_of, sign

    case, key = ready.case, ready.key
    assert key is not None  # noqa: S101 -- it was opened
    checks = (case.made.words, f"the key is {case.terms.signer}'s by {'pin' if ready.pinned else 'name'}")
    approvals, reviews = reviews_kept(case.folders, case.root, at)
    seen = Signing(
        packet_sha256=sha256(case.data),
        packet_size=len(case.data),
        signer=key.name,
        certificate_sha256=key.fingerprint,
        at=at.isoformat(),
        checks=checks,
        pinned=ready.pinned,
        reading=case.terms.reading if answers.code else "",
        read=read,
        approvals=approvals,
        review_sha256=reviews,
        attested=answers.attested,
    )
    done = sign(case.data, key, write_signing(seen), at, tsa=answers.tsa, trust=answers.trust)
    out = _signed_file(case.file, answers)
    how = {
        "signed": {"name": out.name, "sha256": sha256(done.data)},
        "signer": {"name": key.name, "certificate_sha256": key.fingerprint},
        "at": at.isoformat(),
        "tsa": answers.tsa,
        **_reading(read),
    }
    record = record_of(out)
    _write_record(case, record, how)
    try:
        write_file(out, done.data)
    except OSError:
        record.unlink(missing_ok=True)
        raise
    return SignDone(record, out, key.name, done.warnings)


def _by_hand(case: PacketCase, answers: SignAnswers, read: list[dict[str, str]], at: dt.datetime) -> SignDone:
    from form4kit.signoff.sign import record_of

    scan = answers.scan
    assert scan is not None  # noqa: S101 -- there is no key
    record = record_of(case.file)
    wet = {"name": Path(scan.name).name, "sha256": sha256(scan.data)}
    _write_record(case, record, {"wet": wet, "at": at.isoformat(), **_reading(read)})
    return SignDone(record, None, case.terms.signer)


def _reading(read: list[dict[str, str]]) -> dict[str, Any]:
    return {"read": read} if read else {}


def _write_record(case: PacketCase, file: Path, how: Mapping[str, Any]) -> None:
    from form4kit.signoff.sign import signed_record

    write_file(file, signed_record(case.file, case.data, **how))

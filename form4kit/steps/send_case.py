"""A built folder that is to be sent through EDGAR's API: its sheet, the attempts so far and the record."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from form4kit.convert import bare_cik
from form4kit.edgar.exhibits import base_name
from form4kit.folder.bare_submission import submission_hash, with_tag
from form4kit.folder.read import BuiltFolder, read_built
from form4kit.signoff.acceptance import SignedPacket
from form4kit.signoff.record import entries_in, faults_in, record_for
from form4kit.storage.names import OWNERSHIP, RECORD, SUBMISSION
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.transmission.api_address import EDGAR_API, ApiAddress, api_address
from form4kit.transmission.attempts import Attempt, Attempts, KnownAttempt, SentDocument, attempts_beside
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.handoff import Handoff, hand_off
from form4kit.transmission.instants import iso_instant
from form4kit.transmission.kept_answer import kept_answer
from form4kit.transmission.not_to_send import sent_filing
from form4kit.transmission.receipt import Receipt
from form4kit.transmission.receipt_fit import fit_of
from form4kit.transmission.tokens import TokenPair


@dataclass(frozen=True, slots=True)
class SendAnswers:
    """What the person says: the accession number of the TEST where it is to go live, where to, and more.

    `login` is the CIK that numbers the accession, the filer token's where None. `typed` is what was typed to
    confirm, `not_taken` how it is known that EDGAR has nothing of an attempt whose end is not known. `record`
    is the record, that of the folder where None; `packet` a signed one that is proven to bind the folder.
    Where `retag`, the submission is tagged for what it is sent as; else a folder tagged otherwise is refused.
    """

    tokens: TokenPair
    live: str | None = None
    address: ApiAddress = field(default_factory=api_address)
    login: str | None = None
    typed: str | None = None
    not_taken: str | None = None
    record: Path | None = None
    packet: SignedPacket | None = None
    retag: bool = False

    @property
    def tag(self) -> LiveOrTest:
        """Whether it is to be filed, or sent as a TEST."""
        return "TEST" if self.live is None else "LIVE"

    @property
    def login_cik(self) -> str:
        """The CIK that numbers the accession, ten digits."""
        return (self.login or self.tokens.filer.cik).zfill(10)


@dataclass(frozen=True, slots=True)
class SendCase:
    """A folder with all that is known of it. `known` are the attempts to send its document."""

    built: BuiltFolder
    answers: SendAnswers
    sheet: Handoff
    document: SentDocument
    record: Path
    entries: tuple[dict[str, Any], ...]
    broken: str
    attempts: Attempts
    known: tuple[KnownAttempt, ...]

    def mine(self, tag: LiveOrTest) -> list[KnownAttempt]:
        """Return the attempts of one tag at the address that is asked."""
        return [each for each in self.known if each.tag == tag and self._is_here(each)]

    def _is_here(self, known: KnownAttempt) -> bool:
        """Tell whether an attempt counts at the address: what may have reached EDGAR itself does anywhere.

        What was tried on this machine or EDGAR's beta host has no bearing elsewhere.
        """
        if known.attempt is None or known.attempt.api == self.answers.address.url:
            return True
        if not known.genuine and known.tag == "LIVE":
            return True  # where it went is what its file says, which somebody changed
        try:
            other = api_address(known.attempt.api)
        except ValueError:
            return True
        practice = other.loopback or other.beta
        return not practice and not (self.answers.address.loopback or self.answers.address.beta)

    @property
    def accessions(self) -> set[str]:
        """The accession numbers of the address that are known here, of this and of other filings."""
        sent = {each.accession for each in self._genuine()}
        return {*sent, *(str(each["accession"]) for each in self._recorded())} - {""}

    @property
    def sent_from_here(self) -> set[str]:
        """The accession numbers of what was sent from here and counts, by attempts that nobody changed."""
        return {each.accession for each in self._genuine() if each.state != "not taken"} - {""}

    def earlier_than(self, attempt: Attempt) -> set[str]:
        """Return the accession numbers that EDGAR had given before an attempt began."""
        sent = {each.accession for each in self._genuine() if each.began < attempt.began}
        times = ((str(each["accession"]), iso_instant(each.get("accepted"))) for each in self._recorded())
        return {*sent, *(number for number, at in times if at is not None and at < attempt.began)} - {""}

    def first_test(self, accession: str) -> str:
        """Return the least number of a TEST of the document that was numbered as one is, in that year."""
        tests = (each.accession for each in self._genuine() if each.document.is_same(self.document))
        return min(each for each in (*tests, accession) if each.startswith(accession[:14]))

    def _genuine(self) -> list[Attempt]:
        """Return the attempts at the address that nobody changed."""
        tried = (each.attempt for each in self.attempts.every() if each.attempt and each.genuine)
        return [each for each in tried if each.api == self.answers.address.url]

    def _recorded(self) -> list[dict[str, Any]]:
        """Return what is on record as filed at the address."""
        return [each for each in self.entries if each.get("api", EDGAR_API) == self.answers.address.url]

    def answer_to(self, known: KnownAttempt) -> Receipt | None:
        """Return EDGAR's answer to an attempt, where the one that is kept is the one that came."""
        attempt = known.attempt
        if attempt is None or not known.genuine or not attempt.answer:
            return None
        return kept_answer(self.record, attempt.accession, attempt.answer)


def case_of(folder: Path, answers: SendAnswers, now: dt.datetime) -> SendCase:
    """Read all that is known of a built folder. Raises OSError."""
    built = read_built(folder, folder.resolve().name)
    if answers.retag:
        built = tagged(built, answers.tag)
    record = answers.record or record_for(built.path) or built.path.parent / RECORD
    entries, broken = _recorded(record)
    sheet = _sheet_of(
        _ToJudge(_key(built, entries), now.date(), answers.login_cik, built, now, tuple(entries))
    )
    attempts = attempts_beside(record, answers.tokens.filer.secret)
    document = document_of(built, sheet)
    known = tuple(attempts.of(document.ownership)) if document.ownership else ()
    return SendCase(built, answers, sheet, document, record, tuple(entries), broken, attempts, known)


@dataclass(frozen=True, slots=True)
class _ToJudge:
    """A folder to be judged, once a day for the same bytes and the same record."""

    key: str
    day: dt.date
    login: str
    built: BuiltFolder = field(compare=False)
    now: dt.datetime = field(compare=False)
    entries: tuple[dict[str, Any], ...] = field(compare=False)


@lru_cache(maxsize=4)
def _sheet_of(judged: _ToJudge) -> Handoff:
    return hand_off(judged.built, judged.now, entries=judged.entries, login=judged.login)


def _key(built: BuiltFolder, entries: Sequence[Mapping[str, Any]]) -> str:
    """Return what tells a folder and a record apart; it never leaves the memory, for it has a CCC in it."""
    files = [(name, sha256(data)) for name, data in sorted(built.files.items())]
    return sha256(repr((str(built.path), files, [each.get("hash") for each in entries])).encode())


def document_of(built: BuiltFolder, sheet: Handoff) -> SentDocument:
    """Return what of a folder tells it from another: hashes, and the owners whose form it is."""
    filing = sent_filing(built)
    wrapper = filing.submission if filing else None
    exhibits = {}
    for each in wrapper.documents if wrapper else ():
        name = base_name(each.file.text or "")
        told = (sha256(each.content or b""), each.type.text or "", each.description.text or "")
        exhibits[name] = " ".join(told).strip()
    return SentDocument(
        form=sheet.form,
        ownership=sha256(built.files[OWNERSHIP]) if OWNERSHIP in built.files else "",
        exhibits=exhibits,
        owners=tuple(bare_cik(each.cik) for each in sheet.owners),
        submission=submission_hash(built.files.get(SUBMISSION, b"")),
    )


def tagged(built: BuiltFolder, tag: LiveOrTest) -> BuiltFolder:
    """Return a folder in memory whose submission is tagged LIVE or TEST, as a build would write it."""
    if SUBMISSION not in built.files:
        return built
    data = with_tag(built.files[SUBMISSION], tag == "LIVE")
    return replace(built, files={**built.files, SUBMISSION: data})


def _recorded(file: Path) -> tuple[list[dict[str, Any]], str]:
    try:
        data = read_regular(file)
    except FileNotFoundError:
        return [], ""
    if fault := next(faults_in(data), None):
        return [], f"{file.name} is broken, {fault}: whether it was filed before is not known"
    return entries_in(data), ""


def why_no_test(case: SendCase, accession: str) -> str:
    """Say why a number is not that of an accepted TEST of what is to be filed; empty where it is."""
    every = [each for each in case.attempts.every() if each.attempt and each.attempt.accession == accession]
    tests = [each for each in every if each.tag == "TEST"]
    if not tests:
        lived = "it was sent live" if every else "no TEST with that number was sent from here"
        return f"{accession}: {lived}; send the TEST first: form4kit submit {case.built.path}"
    genuine = [each for each in tests if each.genuine]
    url = case.answers.address.url
    genuine.sort(key=lambda each: each.attempt is not None and each.attempt.api == url)
    attempt = genuine[-1].attempt if genuine else None
    if attempt is None:
        return f"{accession}: {UNSEALED}; send the TEST anew"
    if attempt.api != case.answers.address.url:
        return f"{accession} is a TEST at {attempt.api}, and no TEST at {case.answers.address}"
    if not attempt.document.is_same(case.document):
        return f"{accession} is a TEST of {_other(attempt.document, case.document)}; send the TEST anew"
    if attempt.state != "accepted":
        return f"{accession} is a TEST that EDGAR has not accepted: it is {attempt.state}"
    receipt = case.answer_to(genuine[-1])
    if receipt is None:
        return f"EDGAR's answer to {accession} is not in receipts/ as it came; send the TEST anew"
    fit = fit_of(receipt, case.built)
    if receipt.status != "accepted" or receipt.test is False or fit.another or fit.lacking:
        lacking = tuple(f"EDGAR does not name the owner {each}" for each in fit.lacking)
        why = "; ".join([*fit.another, *lacking]) or "EDGAR's answer says otherwise"
        return f"{accession} does not stand for this filing: {why}"
    return ""


UNSEALED = "its file in receipts/attempts/ was changed, or is sealed with another filer token"
"""What is said of an attempt that counts for nothing."""


def _other(old: SentDocument, new: SentDocument) -> str:
    if old.form != new.form or old.ownership != new.ownership:
        return f"another {OWNERSHIP}"
    return "other exhibits" if dict(old.exhibits) != dict(new.exhibits) else "other owners"


def typed_by(answers: SendAnswers, text: str) -> SendAnswers:
    """Return the answers with what was typed to confirm."""
    return replace(answers, typed=text)

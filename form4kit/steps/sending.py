"""Send what a plan says, wait for EDGAR's decision, keep its answer, and put on record what is filed.

Each thing is on the disk before the next is begun: the attempt before anything leaves, the accession number
as soon as it is known, EDGAR's answer before the record.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from form4kit.edgar.ccc_shapes import known_in
from form4kit.folder.bare_submission import cccs_in
from form4kit.outcome import new_york_now
from form4kit.signoff.record import Refused
from form4kit.steps import record
from form4kit.steps.record import GivenFile, RecordAnswers
from form4kit.steps.send_case import SendCase
from form4kit.storage.names import RECEIPTS, SUBMISSION
from form4kit.storage.regular import read_regular
from form4kit.transmission.api import EdgarApi, NoAnswer, NotReached
from form4kit.transmission.api_address import EDGAR_API
from form4kit.transmission.attempts import Attempt
from form4kit.transmission.handoff_words import hours_words
from form4kit.transmission.kept_answer import answer_file, keep_answer
from form4kit.transmission.look_up import live_since, look_up
from form4kit.transmission.polling import await_decision, receipt_of
from form4kit.transmission.posted import Posted, posted
from form4kit.transmission.receipt import Receipt
from form4kit.transmission.receipt_fit import fit_of, late
from form4kit.transmission.scrub import scrubbed, scrubbed_words

_BETWEEN: Final = (2.0, 6.0, 0.0)
"""The seconds after each time that it certainly was not taken, before it is sent again; the last gives up."""
_LONGEST: Final = 120.0


@dataclass(frozen=True, slots=True)
class SendResult:
    """What came of sending: `done` where it is accepted, as a TEST or as filed; else `words` say why not.

    `objections` are what does not fit, and what stands open.
    """

    done: bool
    words: str = ""
    receipt: Receipt | None = None
    objections: tuple[str, ...] = ()


class _Stopped(Exception):
    """Say why it goes no further."""


@dataclass(slots=True)
class Sending:
    """One folder on its way: `sleep` waits, `tell` says what happens, secrets aside."""

    case: SendCase
    attempt: Attempt
    sleep: Callable[[float], None]
    tell: Callable[[str], None]
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def run(self, act: str) -> SendResult:
        """Do it. Raises OSError where the disk refuses; whatever stops it leaves what is needed to go on."""
        pair = self.case.answers.tokens
        self.secrets = (*pair.secrets, *_cccs(self.case))
        api = EdgarApi(self.case.answers.address, pair, self.attempt.login)
        try:
            if act == "send":
                self._send(api)
            elif act == "find out":
                self._find_out(api, "what became of it is not known")
            return self._decide(api, act)
        except _Stopped as error:
            return SendResult(False, " ".join(scrubbed_words([str(error)], self.secrets)))

    def _send(self, api: EdgarApi) -> None:
        """Send it, until it is taken for certain. Raises _Stopped."""
        self._set_aside()
        self._refuse_second(api)
        if self.case.sheet.opens is not None:
            self._say(hours_words(self.case.sheet))
        for wait in _BETWEEN:
            try:
                reply = api.submit(self.case.built.files[SUBMISSION], self.attempt.tag, lambda: self._begin())
            except NotReached as error:
                again, words = wait, f"nothing was sent: {error}"
            except NoAnswer as error:
                self._find_out(api, f"{error}")
                return
            else:
                outcome = posted(reply)
                if outcome.state != "refused":
                    self._took(api, outcome)
                    return
                words = f"EDGAR refused it, nothing was taken: {'; '.join(outcome.words)}"
                self._put("refused", words=self._clean(words)[:2_000])
                if not outcome.again:
                    raise _Stopped(words + (self._condition(api) if reply.status == 503 else ""))
                again = min(max(wait, reply.retry_after or 0.0), _LONGEST)
            if not wait:
                break
            self._say(f"{words}; once more in {again:.0f} seconds")
            self.sleep(again)
        raise _Stopped(words)

    def _begin(self) -> None:
        if self.attempt.state == "sending":
            self.case.attempts.begin(self.attempt)
        else:
            self._put("sending")

    def _took(self, api: EdgarApi, outcome: Posted) -> None:
        """Keep the accession number. Raises _Stopped where what came back gives none that can be."""
        if outcome.state == "taken" and outcome.accession in self.case.accessions:
            outcome = Posted("unknown", words=(f"EDGAR names {outcome.accession}, which is of another",))
        if outcome.state == "unknown":
            self._find_out(api, "; ".join(outcome.words))
            return
        self._put("sent", accession=outcome.accession, words="")
        self._say(f"EDGAR has it: {outcome.accession}, which says transmitted, not accepted")
        if not outcome.accession.startswith(f"{self.attempt.login}-"):
            self._say(f"its number does not begin with the login CIK {self.attempt.login}")

    def _find_out(self, api: EdgarApi, why: str) -> None:
        """Look for what may have been taken. Raises _Stopped where it is not found."""
        self._say(f"{why}: looking whether EDGAR has it")
        earlier = self.case.earlier_than(self.attempt)
        looked = look_up(api, self.attempt, self.case.accessions, earlier, self.sleep)
        if len(looked.found) == 1:
            words = "found by its form, owners and time"
            self._put("sent", accession=looked.found[0], words=words)
            self._say(f"EDGAR has it: {looked.found[0]}, {words}")
            return
        if not looked.found and looked.sure and self.attempt.tag == "TEST":
            self._put("not taken", words="EDGAR has none of its numbers")
            raise _Stopped(f"{why}. EDGAR does not have it: send it once more with the same command")
        several = f": {' or '.join(looked.found)} may be it" if looked.found else ""
        again = f"form4kit submit {self.case.built.path}"
        raise _Stopped(
            f"it is not known whether EDGAR has it, {why}{several}. DO NOT SEND IT AGAIN by another way."
            f" Ask once more with {again}, and look on EDGAR, under Retrieve Submission Information; where"
            " EDGAR does not have it, say how you know: --not-taken REASON"
        )

    def _refuse_second(self, api: EdgarApi) -> None:
        """Refuse to file what EDGAR seems to have live already. Raises _Stopped."""
        test, given = self.case.answers.live, self.case.answers.not_taken
        if test is None or given:
            return
        others = live_since(api, self.attempt, self.case.first_test(test), self.case.sent_from_here)
        if others is None:
            raise _Stopped(
                "nothing was sent: EDGAR does not answer whether it has a like filing already. Once more with"
                " the same command; or look there, and say how you know: --not-taken REASON"
            )
        if others:
            raise _Stopped(
                f"nothing was sent: since its TEST EDGAR has {' and '.join(others)}, LIVE, of the same form"
                " and owners, and not sent from here. If that is another filing, say so: --not-taken REASON"
            )

    def _set_aside(self) -> None:
        given = self.case.answers.not_taken
        for each in self.case.mine(self.attempt.tag) if given else ():
            if each.attempt is None or not each.genuine or each.attempt.state in ("sending", "sent"):
                self.case.attempts.set_aside(each, str(given)[:500])

    def _decide(self, api: EdgarApi, act: str) -> SendResult:
        """Wait for the decision, keep it, and put on record what is filed. Raises _Stopped."""
        if act == "nothing":
            known = next(each for each in self.case.known if each.file.name == self.attempt.name)
            if (receipt := self.case.answer_to(known)) is not None:
                return self._result(receipt)
        decision = await_decision(api, self.attempt.accession, self.sleep, self._say)
        value = scrubbed(decision.value, self.secrets)
        receipt = receipt_of(value, self.attempt.accession)
        if decision.receipt is None or receipt is None:
            again = f"ask again with form4kit submit {self.case.built.path}"
            raise _Stopped(f"{self.attempt.accession}: {decision.words}; nothing is sent twice: {again}")
        return self._result(self._kept(receipt, value))

    def _kept(self, receipt: Receipt, value: object) -> Receipt:
        """Keep EDGAR's answer, then where the attempt stands. Raises _Stopped where it is about another."""
        accession = self.attempt.accession
        if another := fit_of(receipt, self.case.built).another:
            raise _Stopped(
                f"EDGAR's answer to {accession} is about another filing: {'; '.join(another)}. Look on EDGAR"
            )
        answer = keep_answer(self.case.record, accession, value)
        self._say(f"EDGAR's answer is kept: {RECEIPTS}/{answer_file(self.case.record, accession).name}")
        if self.attempt.tag == "LIVE" and receipt.status == "accepted" and receipt.test:
            self._put("not taken", answer=answer, words="EDGAR processed it as a TEST: nothing is filed")
        else:
            self._put("suspended" if receipt.status == "suspended" else "accepted", answer=answer)
        return receipt

    def _result(self, receipt: Receipt) -> SendResult:
        live = self.attempt.tag == "LIVE"
        objections = [*fit_of(receipt, self.case.built).all]
        if receipt.status != "accepted":
            return SendResult(False, "", receipt, tuple(objections))
        if not live and receipt.test is False:
            objections.insert(0, "EDGAR SAYS THAT IT IS LIVE: call Filer Support at once")
        if live:
            objections += self._recorded(receipt)
        late_by = {*late(receipt, self.case.built)}  # it is filed all the same
        return SendResult({*objections} <= late_by, "", receipt, tuple(objections))

    def _recorded(self, receipt: Receipt) -> list[str]:
        """Put what is filed on record; return why it is not."""
        accession = self.attempt.accession
        if self.case.answers.address.beta:
            return ["EDGAR's beta host files nothing: not put on record"]
        if receipt.test is not False or receipt.accepted is None:
            return ["EDGAR does not say that it is filed, and when: look there; not put on record"]
        if any(each["accession"] == accession for each in self.case.entries):
            return []
        file = answer_file(self.case.record, accession)
        receipt_file = GivenFile(file.name, read_regular(file))
        given = RecordAnswers(
            record=self.case.record,
            accession=accession,
            receipt=receipt_file,
            packet=self.case.answers.packet,
        )
        planned = record.plan(self.case.built, given, new_york_now())
        if planned.refusals:
            return [f"it is filed, but not put on record: {planned.refusals[0].words}"]
        entry = planned.facts["entry"]
        if self.attempt.api != EDGAR_API:
            entry["api"] = self.attempt.api
        try:
            record.carry_out(planned)
        except Refused as error:
            return [f"it is filed, but not put on record: {error}"]
        self._say(f"{self.case.record}: {accession} added; {record.website_words(entry)}")
        return []

    def _condition(self, api: EdgarApi) -> str:
        """Say what EDGAR says of itself; empty where it says nothing."""
        try:
            reply = api.condition()
        except (NotReached, NoAnswer):
            return ""
        value = reply.value if isinstance(reply.value, dict) else {}
        words = [value[key] for key in ("condition", "message") if isinstance(value.get(key), str)]
        return f"; EDGAR says of itself: {', '.join(words)[:500]}" if words else ""

    def _put(self, state: Any, **more: str) -> None:
        """Put down where the attempt stands, for certain on the disk."""
        self.attempt = self.attempt.now(state, **more)
        self.case.attempts.put(self.attempt)

    def _clean(self, words: str) -> str:
        return scrubbed_words([words], self.secrets)[0]

    def _say(self, words: str) -> None:
        self.tell(self._clean(words))


def _cccs(case: SendCase) -> list[str]:
    """Return the CCCs in what is sent, and those of the environment, which must stand in no answer."""
    import os

    from form4kit.edgar.submission import read_submission
    from form4kit.source import xml_tree

    root, _ = xml_tree.parse(case.built.files.get(SUBMISSION, b""))
    primary = read_submission(root)[1] if root is not None else None
    return [*(each.decode("utf-8") for each in cccs_in(primary or b"")), *known_in(os.environ)]

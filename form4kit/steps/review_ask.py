"""Ask for a review of a draft: who signs and when goes into it, its folder is built, the review PDF is made.

Signature and date stand in the form, and the reviewer approves its bytes: so both are asked before.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from form4kit.convert import to_date
from form4kit.editor.tree_edits import CannotEdit, TreeEdit, edited
from form4kit.folder.build import BuildOptions, Built, blocks_build, build_without_ccc, shown_by
from form4kit.folder.read import BuiltFolder, with_manifest
from form4kit.law.clock import NEW_YORK
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes, selection
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.signoff.review import why_not_by
from form4kit.signoff.review_code import code_of, reviewed_hashes
from form4kit.signoff.review_names import unfit
from form4kit.signoff.signers import SignerChoice, signers_of
from form4kit.source import yaml_tree
from form4kit.steps import review
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, Question, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.names import MANIFEST, OWNERSHIP, SUBMISSION
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import listed

REVIEW_FOLDER: Final = "review"
"""The folder at the root of a repository in which review PDFs are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnswers:
    """What is asked for: who signs (a key of `signers_of`), the day that they sign (YYYY-MM-DD), who reviews.

    `by` is who prepared it, `until` an instant (ISO 8601) by when an answer is wanted, `word` a word to the
    reviewer. A filing that is signed already keeps its signature where `signer` is empty. `only_sign` puts
    the signature into the draft and asks nobody: where the folder wants no second person.
    """

    signer: str = ""
    dated: str = ""
    reviewer: str = ""
    until: str = ""
    word: str = ""
    by: str = ""
    only_sign: bool = False


def plan(root: Path, draft: Path, answers: AskAnswers, now: dt.datetime) -> StepPlan:
    """Plan to ask for a review of a draft below a folder; nothing is written. Raises OSError."""
    if is_regular(draft.parent / MANIFEST):
        return _of_built(root, draft.parent, answers, now)
    day = now.astimezone(NEW_YORK).date()
    text = read_regular(draft)
    reads = (PlannedRead(draft, sha256(text)),)
    filing = _judged(text, draft, now).filing
    if filing is None:
        refusal = StepRefusal("", "the draft cannot be read", draft.name, "Mend it first.")
        return StepPlan("No review is asked for.", refusals=(refusal,), day=day)
    choices = signers_of(filing, registry_for(draft.parent), day)
    questions = tuple(_questions(filing, answers))
    refusals = [*_refusals(draft, answers, choices, filing, day)]
    if not answers.signer and _is_signed(filing):
        refusals += _stops(_judged(text, draft, now))
    if refusals or questions:
        return StepPlan(
            "No review is asked for yet.", reads=reads, refusals=tuple(refusals), questions=questions, day=day
        )
    try:
        signed = _signed(text.decode("utf-8"), filing, choices, answers)
    except (CannotEdit, UnicodeDecodeError) as error:
        refusal = StepRefusal("", f"the signature cannot be put into {draft.name}: {error}", draft.name)
        return StepPlan("No review is asked for.", reads=reads, refusals=(refusal,), day=day)
    outcome = _judged(signed, draft, now)
    if answers.only_sign:
        return _only_signed(draft, reads, text, signed, outcome, day)
    if stops := [*_stops(outcome)]:
        return StepPlan("No review is asked for.", reads=reads, refusals=tuple(stops), day=day)
    return _planned(root, draft, answers, reads, text, signed, outcome, day)


def carry_out(planned: StepPlan, now: dt.datetime) -> dict[str, Any]:
    """Write draft and folder as planned, make the review PDF, and put the asking on the review.

    Return the code, the PDF and the text of the mail. Raises as `write_planned` and `review.carry_out` do.
    """
    from form4kit.signoff.review_pdf import mail_text, review_terms

    write_planned(planned)
    if planned.facts.get("only_signed"):
        return {"signed": planned.facts["only_signed"]}
    folder = Path(planned.facts["folder"])
    for name in planned.facts["removes"]:
        (folder / name).unlink(missing_ok=True)
    then = review.plan(folder, _deed(planned.facts), now)
    lines = review.carry_out(then, now)
    subject, text = mail_text(review_terms(review.state_of(folder, now), lines[0]))
    return {"code": planned.facts["code"], "pdf": planned.facts["pdf"], "subject": subject, "text": text}


def _of_built(root: Path, folder: Path, answers: AskAnswers, now: dt.datetime) -> StepPlan:
    """Plan to ask for a review of a folder that was built before, and stays as it is."""
    day, questions = now.astimezone(NEW_YORK).date(), tuple(_asking(answers))
    state = review.state_of(folder, now)
    pdf = root / REVIEW_FOLDER / f"{folder.name}.{state.code}.pdf"
    facts = _facts(folder, (), state.code, pdf, answers)
    refusals: list[StepRefusal] = []
    if answers.signer or answers.dated or answers.only_sign:
        words = "it is built, and signed as it will be filed: change the draft, and build it again"
        refusals = [StepRefusal("", words, folder.name, question="signer")]
    elif not questions:
        refusals = [*review.plan(folder, _deed(facts), now).refusals]
    if refusals or questions:
        return StepPlan("No review is asked for yet.", refusals=tuple(refusals), questions=questions, day=day)
    files = state.folder.files
    reads = tuple(
        PlannedRead(folder / each, sha256(files[each]))
        for each in (MANIFEST, *sorted(state.hashes))
        if each in files
    )
    sentence = (
        f"{answers.reviewer} is asked to review Form {state.folder.manifest.get('form')}, {state.code[:9]}:"
        f" review/{pdf.name} is made."
    )
    return StepPlan(sentence, reads=reads, day=day, facts=facts)


def _facts(folder: Path, removes: Sequence[str], code: str, pdf: Path, answers: AskAnswers) -> dict[str, Any]:
    """Return what `carry_out` needs."""
    return {
        "folder": str(folder),
        "removes": [*removes],
        "code": code,
        "pdf": str(pdf),
        "asked": {
            "by": " ".join(answers.by.split()),
            "reviewer": " ".join(answers.reviewer.split()),
            "until": answers.until,
            "word": answers.word,
        },
    }


def _deed(facts: Mapping[str, Any]) -> review.ReviewAnswers:
    """Return the asking as the review takes it."""
    asked = facts["asked"]
    return review.ReviewAnswers(
        deed="ask",
        by=asked["by"],
        reviewer=asked["reviewer"],
        until=asked["until"],
        text=asked["word"],
        code=facts["code"],
        out=Path(facts["pdf"]),
    )


def _questions(filing: Filing, answers: AskAnswers) -> Iterator[Question]:
    if not answers.signer and not _is_signed(filing):
        yield Question("signer", "Who will sign?", ("signature:0",))
    if not answers.dated and (answers.signer or not _is_signed(filing)):
        yield Question("dated", "Dated?", ("signature:0",))
    if not answers.only_sign:
        yield from _asking(answers)


def _asking(answers: AskAnswers) -> Iterator[Question]:
    if not answers.reviewer:
        yield Question("reviewer", "Who reviews it?")
    if not answers.by.strip():
        yield Question("by", "Who prepared it?")


def _refusals(
    draft: Path, answers: AskAnswers, choices: list[SignerChoice], filing: Filing, day: dt.date
) -> Iterator[StepRefusal]:
    if answers.signer:
        found = next((each for each in choices if each.key == answers.signer), None)
        if found is None:
            yield StepRefusal("", f"{answers.signer} is nobody who may sign this", question="signer")
        elif not found.fits:
            yield StepRefusal("", f"{found.name} may not sign: {found.why}", question="signer")
    if answers.dated:
        dated = to_date(answers.dated)
        if dated is None:
            yield StepRefusal("", f"{answers.dated} is no day: write it as 2026-11-30", question="dated")
        elif dated > day:
            yield StepRefusal("", f"{dated} is still to come: the day of signing is asked", question="dated")
        elif (last := _last_event(filing)) is not None and dated < last:
            yield StepRefusal("", f"{dated} is before {last}, when the last of it happened", question="dated")
    policy = settings_for(draft.parent).review
    if answers.only_sign and policy.asked:
        yield StepRefusal("", "a second person has to see this before it is signed", question="reviewer")
    if answers.by.strip() and (why := unfit(answers.by)):
        yield StepRefusal("", why, question="by")
    if answers.reviewer and (why := why_not_by(answers.reviewer, [answers.by], policy)):
        yield StepRefusal("", why, question="reviewer")
    if answers.until and _instant(answers.until) is None:
        yield StepRefusal("", f"{answers.until} is no instant", question="until")


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _last_event(filing: Filing) -> dt.date | None:
    return max((row.date.value for row in filing.rows if row.date.value and not row.holding), default=None)


def _is_signed(filing: Filing) -> bool:
    return bool(filing.signatures) and all(each.name.text and each.date.text for each in filing.signatures)


def _signed(text: str, filing: Filing, choices: list[SignerChoice], answers: AskAnswers) -> bytes:
    """Return the draft's text with the signatures in it, all else byte for byte. Raises CannotEdit."""
    if not answers.signer:
        return text.encode("utf-8")
    choice = next(each for each in choices if each.key == answers.signer)
    root, _ = yaml_tree.compose(text)
    if root is None:
        raise CannotEdit("it is no draft")
    now = [each.name.text for each in filing.signatures], [each.date.text for each in filing.signatures]
    if now == ([*choice.typed], [answers.dated] * len(choice.typed)):
        return text.encode("utf-8")
    value: Any = [{"name": typed, "date": answers.dated} for typed in choice.typed]
    keys = [*root.members]
    edit = TreeEdit("set", ("signatures",), value)
    if "signatures" not in root.members:
        edit = TreeEdit("insert", ("signatures",), value, after=keys[-1] if keys else None)
    return edited(text, [edit]).encode("utf-8")


def _stops(outcome: Outcome) -> Iterator[StepRefusal]:
    """Yield what stops a build of the signed draft."""
    shown = shown_by(outcome, selection())(outcome.findings)
    if outcome.parts:
        words = f"this becomes {len(outcome.parts)} filings: build them, and ask for each"
        yield StepRefusal("", words, outcome.name, "form4kit build, then form4kit review DIR --ask NAME.")
    elif outcome.filing is None or blocks_build(outcome.findings, tuple(shown), BuildOptions()):
        for each in dict.fromkeys((*shown, *outcome.findings)):
            if each.blocks:
                yield StepRefusal(each.rule, each.message, each.place.where, each.hint or "")


def _planned(
    root: Path,
    draft: Path,
    answers: AskAnswers,
    reads: tuple[PlannedRead, ...],
    text: bytes,
    signed: bytes,
    outcome: Outcome,
    day: dt.date,
) -> StepPlan:
    built = build_without_ccc(outcome, BuildOptions(prepared_by=" ".join(answers.by.split())), ())
    if not built.files:
        found = tuple(StepRefusal(e.rule, e.message, e.place.where, e.hint or "") for e in built.findings)
        return StepPlan("No review is asked for.", reads=reads, refusals=found, day=day)
    folder = draft.with_suffix("")
    if folder.exists() and not is_regular(folder / MANIFEST) and any(folder.iterdir()):
        refusal = StepRefusal("", f"{folder.name} is in the way, and not a folder that form4kit built")
        return StepPlan("No review is asked for.", reads=reads, refusals=(refusal,), day=day)
    code = code_of(reviewed_hashes(with_manifest(BuiltFolder(folder.name, folder, built.files))))
    pdf = root / REVIEW_FOLDER / f"{folder.name}.{code}.pdf"
    writes = [PlannedWrite(draft, signed, sha256(text))] if signed != text else []
    writes += [*_writes(folder, built)]
    sentence = (
        f"{answers.reviewer} is asked to review Form {outcome.form}, {code[:9]}:"
        f" {folder.name}/ is built without a CCC, and review/{pdf.name} is made."
    )
    return StepPlan(
        sentence,
        tuple(writes),
        reads if signed == text else (),
        day=day,
        facts=_facts(folder, sorted(_removed(folder, built)), code, pdf, answers),
    )


def _only_signed(
    draft: Path, reads: tuple[PlannedRead, ...], text: bytes, signed: bytes, outcome: Outcome, day: dt.date
) -> StepPlan:
    """Plan to put the signature into the draft, as it will be typed, and nothing else."""
    names = [each.name.text or "" for each in outcome.filing.signatures] if outcome.filing else []
    found = [each for each in shown_by(outcome, selection())(outcome.findings) if each.rule.startswith("SIG")]
    stops = [StepRefusal(e.rule, e.message, e.place.where, e.hint or "") for e in found if e.blocks]
    if stops:
        return StepPlan("The signature is not put in.", reads=reads, refusals=tuple(stops), day=day)
    return StepPlan(
        f"The form of {draft.name} will be signed {listed(names, 'and')}. Nobody is asked to review it.",
        (PlannedWrite(draft, signed, sha256(text)),) if signed != text else (),
        reads if signed == text else (),
        day=day,
        facts={"only_signed": names},
    )


def _writes(folder: Path, built: Built) -> Iterator[PlannedWrite]:
    for name, data in sorted(built.files.items()):
        file = folder / name
        before = sha256(read_regular(file)) if is_regular(file) else ""
        if before != sha256(data):
            yield PlannedWrite(file, data, before)


def _removed(folder: Path, built: Built) -> set[str]:
    """Return what a folder holds of an earlier form: exhibits, and a submission that is not of this one."""
    if not is_regular(folder / MANIFEST):
        return set()
    held = with_manifest(BuiltFolder(folder.name, folder, {MANIFEST: read_regular(folder / MANIFEST)}))
    gone = {name for name in held.bound if name not in built.files}
    same = is_regular(folder / OWNERSHIP) and read_regular(folder / OWNERSHIP) == built.files[OWNERSHIP]
    return gone | (set() if same else {SUBMISSION})


def _judged(data: bytes, draft: Path, now: dt.datetime) -> Outcome:
    outcome = run_bytes(data, draft.name, draft.parent, Options(now=lambda: now))
    return replace(outcome, data=data)

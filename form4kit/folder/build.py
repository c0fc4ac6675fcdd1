"""Build a filing's folder: the documents to file, the proof, the draft, and a manifest that binds them."""

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from form4kit import __version__
from form4kit.context import kept
from form4kit.draft.write import write_draft
from form4kit.edgar import ccc, validate
from form4kit.edgar.ccc_scan import lines_with_ccc
from form4kit.edgar.ccc_shapes import known_in
from form4kit.edgar.exhibits import BUILT, base_name, in_folder
from form4kit.edgar.submission import read_submission, write_submission
from form4kit.edgar.write import write
from form4kit.findings import Authority, Finding, Severity
from form4kit.model import Filing
from form4kit.pipeline import Outcome
from form4kit.report.due_report import as_json as due_as_json
from form4kit.rules.allowances import NOT_WHOLE
from form4kit.rules.engine import catalogue
from form4kit.source import xml_tree
from form4kit.storage.sealed import sealed, sha256

if TYPE_CHECKING:
    from form4kit.events.working import Working
    from form4kit.law.deadlines import Due
    from form4kit.proof.review_aids import Aids

PARTS = ("xml", "pdf")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: `parts` of `xml` and `pdf`; as published or to submit, and then live or as a test."""

    parts: frozenset[str] = frozenset(PARTS)
    published: bool = False
    live: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a folder by name, and what was found in making them; no files where it was refused.

    `stands` says that the folder's own proof is still the proof of this filing; it is not among the files.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    stands: bool = False


def build(outcome: Outcome, plan: Plan, shown: tuple[Finding, ...]) -> Built:
    """Make the files of a folder, in memory.

    `shown` are the findings that the user's selection left: an error among them stops the build, and so
    does every error of authority `edgar`, whatever was selected. What restates a published document is
    stopped by the latter alone.
    """
    return seal(outcome.filing, assemble(outcome, plan, shown), plan)


def assemble(
    outcome: Outcome, plan: Plan, shown: tuple[Finding, ...], standing: Mapping[str, str] | None = None
) -> Built:
    """Make all files of a folder but `submission.xml`, for which CCCs are needed.

    `standing` are the SHA-256 of the files that the folder already holds: where all that is quickly made
    comes out as it stands, manifest included, the proof is not made again.
    """
    from form4kit.analysis.due import due_of

    filing = outcome.filing
    if filing is None or stopped(outcome.findings, shown, plan):
        return Built({}, ())
    written = outcome.written if outcome.written and not plan.published else None
    written = written or write(filing, published=plan.published)
    findings: list[Finding] = []
    if outcome.written is None:  # a document was read: what is written from it must be valid too
        findings += validate.of_draft(written, filing.form_type, filing.edition)
    if any(finding.blocks for finding in findings):
        return Built({}, tuple(findings))
    standing_alone, exhibits = in_folder(filing)
    files = {name: data for name, data in exhibits.items() if name not in BUILT}
    if "xml" in plan.parts:
        files["ownership.xml"] = written.data
    files["draft.yaml"] = write_draft(standing_alone).encode("utf-8")
    hashes = {name: sha256(data) for name, data in files.items()}
    everything = (*outcome.findings, *findings)
    due = due_of(filing)
    if standing and "pdf" in plan.parts and "proof.pdf" in standing:
        as_known = hashes | {"proof.pdf": standing["proof.pdf"]}
        manifest = _manifest(outcome, plan, as_known, everything, due)
        as_it_stands = hashes | {"manifest.json": sha256(manifest)}
        if all(standing.get(name) == known for name, known in as_it_stands.items()):
            return Built(files | {"manifest.json": manifest}, tuple(findings), stands=True)
    if "pdf" in plan.parts:
        beside = _beside(filing, plan, everything, due, outcome.working)
        files["proof.pdf"] = proof_of(filing, written.data, published=plan.published, beside=beside)
        hashes["proof.pdf"] = sha256(files["proof.pdf"])
    files["manifest.json"] = _manifest(outcome, plan, hashes, everything, due)
    return Built(files, tuple(findings))


def seal(filing: Filing | None, built: Built, plan: Plan) -> Built:
    """Add `submission.xml` with the CCCs of this environment, where the plan has one; or refuse."""
    if filing is None or not built.files or "xml" not in plan.parts or plan.published:
        return built
    submission, found = _submission(filing, plan)
    findings = (*built.findings, *found)
    if any(finding.blocks for finding in found):
        return Built({}, findings)
    return Built({**built.files, "submission.xml": submission}, findings, built.stands)


def stopped(all_findings: tuple[Finding, ...], shown: tuple[Finding, ...], plan: Plan) -> bool:
    """Tell whether what was found in judging stops a build; see `build`."""
    final = any(
        f.severity is Severity.ERROR and (f.authority is Authority.EDGAR or f.rule.startswith(NOT_WHOLE))
        for f in all_findings
    )
    return final or (not plan.published and any(finding.blocks for finding in shown))


def _submission(filing: Filing, plan: Plan) -> tuple[bytes, list[Finding]]:
    secrets, findings = ccc.gather(filing, live=plan.live)
    primary = write(filing, ccc=secrets).data
    submission = write_submission(filing, primary, live=plan.live).encode("utf-8", "surrogatepass")
    if not any(finding.blocks for finding in findings):
        _read_back(submission, primary, plan.live)
    return submission, findings


def _read_back(submission: bytes, primary: bytes, live: bool) -> None:
    """Raise OSError where a submission is no XML, or does not give what went into it."""
    root, _ = xml_tree.parse(submission)
    filing, held, found = read_submission(root) if root is not None else (None, None, [])
    flag = filing.submission.live.text if filing and filing.submission else None
    if found or held != primary or flag != ("LIVE" if live else "TEST"):
        raise OSError(errno.EIO, "submission.xml does not read back as it was to be written")


def _beside(
    filing: Filing,
    plan: Plan,
    findings: tuple[Finding, ...],
    due: "Due | None",
    working: "Working | None",
) -> "Aids | None":
    """Gather what stands beside the form in its proof; None in a plain one and a published document's."""
    from form4kit.proof.review_aids import aids

    if plan.plain or plan.published:
        return None
    return aids(filing, findings, due.due if due else None, working)


def proof_of(filing: Filing, ownership: bytes, *, published: bool, beside: "Aids | None") -> bytes:
    """Print the proof of a folder: that of its draft, of the ownership document and of what stands beside."""
    from form4kit.proof.pdf import pdf

    return pdf(filing, draft=not published, attachment=ownership, aids=beside)


def _manifest(
    outcome: Outcome,
    plan: Plan,
    known: Mapping[str, str],
    findings: tuple[Finding, ...],
    due: "Due | None",
) -> bytes:
    """Write what binds the folder together and itself; no hash of anything that may hold a CCC."""
    bound = ("ownership.xml", "proof.pdf", "draft.yaml")
    hashes = {name: known[name] for name in bound if name in known}
    source = {"name": base_name(outcome.name)}
    if not _holds_secret(outcome):
        source["sha256"] = sha256(outcome.data)
    manifest = {
        "form4kit": __version__,
        "rules": rule_set(),
        "form": outcome.form,
        "sha256": hashes,
        "source": source,
        "due": due_as_json(due)["due"] if due else None,
        "allowed": [
            {"rule": f.rule, "where": f.place.where, "message": f.message, "reason": f.allowed}
            for f in findings
            if f.allowed is not None
        ],
    }
    exhibits = {name: known[name] for name in sorted(known) if name not in BUILT}
    working = outcome.working.as_plain() if outcome.working else {}
    proof = "plain" if plan.plain and "proof.pdf" in hashes else ""
    facts = kept(outcome.filing) if outcome.filing else {}
    filing, aids = outcome.filing, None
    if filing is not None and "proof.pdf" in hashes:
        aids = _beside(filing, plan, findings, due, outcome.working)
    beside = aids.as_plain() if aids is not None else {}
    more: Mapping[str, object] = {
        "exhibits": exhibits,
        "working": working,
        "proof": proof,
        "known": facts,
        "beside": beside,
    }
    return sealed(manifest | {name: value for name, value in more.items() if value})


def _holds_secret(outcome: Outcome) -> bool:
    """Tell whether a source may hold a CCC, whose few characters a hash would give away."""
    if outcome.filing is not None and outcome.filing.kind == "submission":
        return True
    return bool(lines_with_ccc(outcome.data, known_in(os.environ)))


def rule_set() -> str:
    """Return the version of the rule set: the first digits of a hash over what each rule demands and when."""
    terms = [
        (rule.code, rule.severity, rule.authority, rule.title, str(rule.since), str(rule.until))
        for rule in catalogue()
    ]
    return sha256(json.dumps(terms).encode())[:12]

"""Build a filing's folder: the documents to file, the proof, the draft, and a manifest that binds them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from form4kit import __version__, ccc
from form4kit.draft.write import write_draft
from form4kit.edgar import verdict
from form4kit.edgar.submission import write_submission
from form4kit.edgar.write import Written, write
from form4kit.findings import Authority, Finding, Severity
from form4kit.law.due_report import as_json as due_as_json
from form4kit.model import Field, Filing
from form4kit.pipeline import Outcome
from form4kit.rules.frame import catalogue

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
    """The files of a folder by name, and what was found in making them; no files where it was refused."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def build(outcome: Outcome, plan: Plan, shown: tuple[Finding, ...]) -> Built:
    """Make the files of a folder, in memory.

    `shown` are the findings that the user's selection left: an error among them stops the build, and so
    does every error of authority `edgar`, whatever was selected. What restates a published document is
    stopped by the latter alone.
    """
    filing = outcome.filing
    if filing is None or _stopped(outcome.findings, shown, plan):
        return Built({}, ())
    written = outcome.written if outcome.written and not plan.published else None
    written = written or write(filing, published=plan.published)
    findings: list[Finding] = []
    if outcome.written is None:  # a document was read: what is written from it must be valid too
        findings += verdict.of_draft(written, filing.form_type, filing.edition)
    files: dict[str, bytes] = {}
    if "xml" in plan.parts:
        files["ownership.xml"] = written.data
        if not plan.published:
            submission, more = _submission(filing, plan)
            findings += more
            files["submission.xml"] = submission
    if any(finding.blocks for finding in findings):
        return Built({}, tuple(findings))
    if "pdf" in plan.parts:
        files["proof.pdf"] = _proof(filing, written, plan)
    files["draft.yaml"] = write_draft(_standing_alone(filing)).encode("utf-8")
    files |= _exhibits(filing)
    files["manifest.json"] = _manifest(outcome, files, (*outcome.findings, *findings))
    return Built(files, tuple(findings))


def _stopped(all_findings: tuple[Finding, ...], shown: tuple[Finding, ...], plan: Plan) -> bool:
    edgars = any(f.severity is Severity.ERROR and f.authority is Authority.EDGAR for f in all_findings)
    return edgars or (not plan.published and any(finding.blocks for finding in shown))


def _submission(filing: Filing, plan: Plan) -> tuple[bytes, list[Finding]]:
    secrets, findings = ccc.gather(filing, live=plan.live)
    primary = write(filing, ccc=secrets).data
    return write_submission(filing, primary, live=plan.live).encode("utf-8"), findings


def _proof(filing: Filing, written: Written, plan: Plan) -> bytes:
    from form4kit.proof.pdf import pdf

    return pdf(filing, draft=not plan.published, attachment=written.data)


def _exhibits(filing: Filing) -> dict[str, bytes]:
    wrapper = filing.submission
    documents = wrapper.documents if wrapper else ()
    return {
        _base(doc.file.text): doc.content for doc in documents if doc.file.text and doc.content is not None
    }


def _base(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _standing_alone(filing: Filing) -> Filing:
    """Name exhibits by their base names, as they lie in the folder."""
    wrapper = filing.submission
    if wrapper is None or not wrapper.documents:
        return filing
    documents = tuple(
        replace(doc, file=_renamed(doc.file, _base(doc.file.text))) if doc.file.text else doc
        for doc in wrapper.documents
    )
    return replace(filing, submission=replace(wrapper, documents=documents))


def _renamed(field: Field[str], text: str) -> Field[str]:
    return replace(field, text=text, value=text)


def _manifest(outcome: Outcome, files: Mapping[str, bytes], findings: tuple[Finding, ...]) -> bytes:
    """Write what binds the folder together; no hash of anything that may hold a CCC."""
    bound = ("ownership.xml", "proof.pdf", "draft.yaml")
    hashes = {name: _sha256(files[name]) for name in bound if name in files}
    source = {"name": _base(outcome.name)}
    if outcome.filing is not None and outcome.filing.kind != "submission":
        source["sha256"] = _sha256(outcome.data)
    manifest = {
        "form4kit": __version__,
        "rules": rule_set(),
        "form": outcome.form,
        "sha256": hashes,
        "source": source,
        "due": _due(outcome.filing),
        "allowed": [
            {"rule": f.rule, "where": f.place.where, "message": f.message, "reason": f.allowed}
            for f in findings
            if f.allowed is not None
        ],
    }
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def rule_set() -> str:
    """Return the version of the rule set: the first digits of a hash over what each rule demands and when."""
    terms = [
        (rule.code, rule.severity, rule.authority, rule.title, str(rule.since), str(rule.until))
        for rule in catalogue()
    ]
    return _sha256(json.dumps(terms).encode())[:12]


def _due(filing: Filing | None) -> Any:
    from form4kit.due import due_of

    due = due_of(filing) if filing else None
    return due_as_json(due)["due"] if due else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

"""Build a filing's folder: the documents to file, the proof, the draft, and a manifest that binds them."""

import datetime as dt
import errno
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit import __version__
from form4kit.context import kept
from form4kit.draft.write import write_draft
from form4kit.edgar import ccc, validate
from form4kit.edgar.ccc_scan import lines_with_ccc
from form4kit.edgar.ccc_shapes import known_in
from form4kit.edgar.exhibits import base_name, in_folder
from form4kit.edgar.submission import read_submission, write_submission
from form4kit.edgar.write import write
from form4kit.findings import Authority, Finding, Severity
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.report.due_report import as_json as due_as_json
from form4kit.rules.allowances import NOT_WHOLE
from form4kit.rules.engine import catalogue
from form4kit.source import xml_tree
from form4kit.source.discover import Found
from form4kit.storage.names import BUILT, DRAFT, MANIFEST, OWNERSHIP, PROOF, SUBMISSION
from form4kit.storage.sealed import sealed, sha256

if TYPE_CHECKING:
    from form4kit.events.working import Working
    from form4kit.law.deadlines import Due
    from form4kit.law.editions import Edition
    from form4kit.proof.review_aids import Aids
    from form4kit.rules.selection import Profile, Selection

PARTS = ("xml", "pdf")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build: `parts` of `xml` and `pdf`; as published or to submit, and then live or as a test.

    `prepared_by` is who prepared it, for the manifest; empty where that is not said.
    """

    parts: frozenset[str] = frozenset(PARTS)
    published: bool = False
    live: bool = False
    plain: bool = False
    prepared_by: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a folder by name, and what was found in making them; no files where it was refused.

    `proof_unchanged` says that the folder's own proof is still the proof of this filing; it is not among
    the files. `folders` are where they were written: none where a build was refused or is not written yet,
    several where EDGAR takes no form that large; `files` then have the folder before their name,
    `vest-1/proof.pdf`.
    """

    files: Mapping[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...]
    proof_unchanged: bool = False
    folders: tuple[Path, ...] = ()


def build(
    path: str | PathLike[str],
    out: str | PathLike[str],
    *,
    filed: dt.date | dt.datetime | None = None,
    published: bool = False,
    edition: "Edition | None" = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: "Profile | None" = None,
    only: Sequence[str] = PARTS,
    live: bool = False,
    plain: bool = False,
) -> Built:
    """Judge a draft or a filed document, and write its folder in `out`, as `form4kit build` does.

    The folder is called by the stem of the file, `vest` for `vest.yaml`, or `vest-1`, `vest-2` where it
    becomes several filings; it replaces the one that form4kit built there before. The options are those of
    `form4kit.check`; besides, `only` is `["xml"]` or `["pdf"]`, `live` makes a LIVE submission and not a
    TEST one, and `plain` leaves the review aids out of the proof. The CCCs come from the environment.

    An error raises nothing and writes nothing: `folders` and `files` are empty then, and `findings` say
    why. Raises OSError where a file cannot be opened or written, FileExistsError among them where a folder
    is in the way that form4kit did not build; and ValueError where `only` is something else, a selection
    as in `form4kit.check`, or the repository's baseline is none.
    """
    from form4kit.compiler.split.findings import merge_findings
    from form4kit.pipeline import run, selection, zoned
    from form4kit.storage.atomic import kept_in, write_folder

    if not only or not set(only) <= set(PARTS):
        raise ValueError(f"only={only!r} is not made of {' and '.join(map(repr, PARTS))}")
    asked = selection(select, ignore, profile)
    found = Found(str(Path(path)), Path(path))
    outcome = run(found, Options(filed=zoned(filed), published=published, edition=edition))
    options = BuildOptions(frozenset(only), published, live, plain)
    shown = shown_by(outcome, asked)
    made: list[Built] = []
    if not blocks_build(outcome.findings, shown(outcome.findings), options):
        made = [build_files(each, options, ()) for each in outcome.filings]
    everything = (*outcome.findings, *merge_findings([each.findings for each in made], [0] * len(made)))
    if not made or not all(each.files for each in made):
        seen = shown(everything)
        return Built({}, (*seen, *(each for each in everything if each.blocks and each not in seen)))
    names = [f"{found.stem}-{n}" for n in range(1, len(made) + 1)] if outcome.parts else [found.stem]
    for name, each in zip(names, made, strict=True):
        write_folder(Path(out, name), {**each.files, **kept_in(Path(out, name))})
    named = {
        f"{name}/{file}" if outcome.parts else file: data
        for name, each in zip(names, made, strict=True)
        for file, data in each.files.items()
    }
    return Built(named, shown(everything), folders=tuple(Path(out, name) for name in names))


def shown_by(outcome: Outcome, asked: "Selection") -> Callable[[Iterable[Finding]], tuple[Finding, ...]]:
    """Return what picks the findings that a selection shows, over the settings and baseline of a source.

    Raises OSError and ValueError where the baseline cannot be read.
    """
    from form4kit.pipeline import selection
    from form4kit.report.baseline import Baseline

    settings = outcome.settings
    baseline = Baseline.read(settings.baseline) if settings.baseline else None
    chosen = asked.within(settings) if outcome.filing else selection()

    def shown(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        found = chosen.of(findings)
        return tuple(baseline.sort(outcome.name, found).new if baseline else found)

    return shown


def build_files(outcome: Outcome, options: BuildOptions, shown: tuple[Finding, ...]) -> Built:
    """Make the files of a folder, in memory.

    `shown` are the findings that the user's selection left: an error among them stops the build, and so
    does every error of authority `edgar`, whatever was selected. What restates a published document is
    stopped by the latter alone.
    """
    return add_submission(outcome.filing, build_without_ccc(outcome, options, shown), options)


def build_without_ccc(
    outcome: Outcome,
    options: BuildOptions,
    shown: tuple[Finding, ...],
    existing_hashes: Mapping[str, str] | None = None,
) -> Built:
    """Make all files of a folder but `submission.xml`, for which CCCs are needed.

    `existing_hashes` are the SHA-256 of the files that the folder already holds: where all that is quickly
    made comes out as it stands, manifest included, the proof is not made again.
    """
    from form4kit.analysis.due import due_of

    filing = outcome.filing
    if filing is None or blocks_build(outcome.findings, shown, options):
        return Built({}, ())
    written = outcome.written if outcome.written and not options.published else None
    written = written or write(filing, published=options.published)
    findings: list[Finding] = []
    if outcome.written is None:  # a document was read: what is written from it must be valid too
        findings += validate.of_draft(written, filing.form_type, filing.edition)
    if any(finding.blocks for finding in findings):
        return Built({}, tuple(findings))
    standing_alone, exhibits = in_folder(filing)
    files = {name: data for name, data in exhibits.items() if name not in BUILT}
    if "xml" in options.parts:
        files[OWNERSHIP] = written.data
    files[DRAFT] = write_draft(standing_alone).encode("utf-8")
    hashes = {name: sha256(data) for name, data in files.items()}
    everything = (*outcome.findings, *findings)
    due = due_of(filing)
    if existing_hashes and "pdf" in options.parts and PROOF in existing_hashes:
        as_known = hashes | {PROOF: existing_hashes[PROOF]}
        manifest = _manifest(outcome, options, as_known, everything, due)
        as_it_stands = hashes | {MANIFEST: sha256(manifest)}
        if all(existing_hashes.get(name) == known for name, known in as_it_stands.items()):
            return Built(files | {MANIFEST: manifest}, tuple(findings), proof_unchanged=True)
    if "pdf" in options.parts:
        beside = _beside(filing, options, everything, due, outcome.working)
        files[PROOF] = proof_of(filing, written.data, published=options.published, beside=beside)
        hashes[PROOF] = sha256(files[PROOF])
    files[MANIFEST] = _manifest(outcome, options, hashes, everything, due)
    return Built(files, tuple(findings))


def add_submission(
    filing: Filing | None, built: Built, options: BuildOptions, cccs: Mapping[str, str] | None = None
) -> Built:
    """Add `submission.xml` with its CCCs, where the options want one; or refuse.

    `cccs` are those that were typed, by CIK without leading zeros; the others are this environment's.
    """
    if filing is None or not built.files or "xml" not in options.parts or options.published:
        return built
    submission, found = _submission(filing, options, cccs or {})
    findings = (*built.findings, *found)
    if any(finding.blocks for finding in found):
        return Built({}, findings)
    return Built({**built.files, SUBMISSION: submission}, findings, built.proof_unchanged)


def blocks_build(
    all_findings: tuple[Finding, ...], shown: tuple[Finding, ...], options: BuildOptions
) -> bool:
    """Tell whether what was found in judging stops a build; see `build`."""
    final = any(
        f.severity is Severity.ERROR and (f.authority is Authority.EDGAR or f.rule.startswith(NOT_WHOLE))
        for f in all_findings
    )
    return final or (not options.published and any(finding.blocks for finding in shown))


def _submission(
    filing: Filing, options: BuildOptions, cccs: Mapping[str, str]
) -> tuple[bytes, list[Finding]]:
    secrets, findings = ccc.gather(filing, live=options.live, environment=ccc.with_typed(cccs))
    primary = write(filing, ccc=secrets).data
    submission = write_submission(filing, primary, live=options.live).encode("utf-8", "surrogatepass")
    if not any(finding.blocks for finding in findings):
        _read_back(submission, primary, options.live)
    return submission, findings


def _read_back(submission: bytes, primary: bytes, live: bool) -> None:
    """Raise OSError where a submission is no XML, or does not give what went into it."""
    root, _ = xml_tree.parse(submission)
    filing, held, found = read_submission(root) if root is not None else (None, None, [])
    flag = filing.submission.live.text if filing and filing.submission else None
    if found or held != primary or flag != ("LIVE" if live else "TEST"):
        raise OSError(errno.EIO, f"{SUBMISSION} does not read back as it was to be written")


def _beside(
    filing: Filing,
    options: BuildOptions,
    findings: tuple[Finding, ...],
    due: "Due | None",
    working: "Working | None",
) -> "Aids | None":
    """Gather what stands beside the form in its proof; None in a plain one and a published document's."""
    from form4kit.proof.review_aids import aids

    if options.plain or options.published:
        return None
    return aids(filing, findings, due.due if due else None, working)


def proof_of(filing: Filing, ownership: bytes, *, published: bool, beside: "Aids | None") -> bytes:
    """Print the proof of a folder: that of its draft, of the ownership document and of what stands beside."""
    from form4kit.proof.pdf import pdf

    return pdf(filing, draft=not published, attachment=ownership, aids=beside)


def _manifest(
    outcome: Outcome,
    options: BuildOptions,
    known: Mapping[str, str],
    findings: tuple[Finding, ...],
    due: "Due | None",
) -> bytes:
    """Write what binds the folder together and itself; no hash of anything that may hold a CCC."""
    bound = (OWNERSHIP, PROOF, DRAFT)
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
    proof = "plain" if options.plain and PROOF in hashes else ""
    facts = kept(outcome.filing) if outcome.filing else {}
    filing, aids = outcome.filing, None
    if filing is not None and PROOF in hashes:
        aids = _beside(filing, options, findings, due, outcome.working)
    beside = aids.as_plain() if aids is not None else {}
    more: Mapping[str, object] = {
        "prepared_by": options.prepared_by,
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

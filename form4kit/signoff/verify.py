"""Verify what was built: whether what would be filed is what the folder says, and what its packets bind.

Nothing is taken on trust that can be made again or hashed again. What stays open is said in a remark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from form4kit.edgar.read import read_document
from form4kit.folder.bare_submission import submission_hash
from form4kit.folder.read import (
    BuiltFolder,
    differs_from_draft,
    hash_mismatches,
    is_live,
    submission_mismatches,
)
from form4kit.signoff.identity import is_hand_of, signatures_typed
from form4kit.signoff.packet import bound_terms
from form4kit.signoff.terms import FilingTerms
from form4kit.signoff.verdict import Verdict as Verdict
from form4kit.storage.names import MANIFEST, OWNERSHIP, SUBMISSION


def verify_folder(folder: BuiltFolder) -> Verdict:
    """Verify a built folder by itself: every hash, the document made again, the submission decoded."""
    faults = [*hash_mismatches(folder)]
    remarks = []
    if not folder.broken:
        again = [*differs_from_draft(folder)]
        if folder.stale and again:
            install = f"form4kit=={folder.manifest.get('form4kit')}"
            remarks.append(f"not rebuilt: made by {folder.stale}; install {install} to rebuild it")
        else:
            faults += again
        faults += submission_mismatches(folder)
    if folder.published:
        remarks.append("restates a published document")
    elif not is_live(folder):
        remarks.append("a TEST submission")
    return Verdict(folder.name, tuple(dict.fromkeys(faults)), tuple(remarks))


def verify_signed(folder: BuiltFolder, filings: Sequence[FilingTerms]) -> Verdict:
    """Verify a built folder, and hold it against the filings that its packets bind."""
    verdict = verify_folder(folder)
    bound = [each for each in filings if is_of(folder, each)]
    if not bound:
        names = ", ".join(dict.fromkeys(each.name for each in filings)) or "no filing"
        return replace(verdict, faults=(*verdict.faults, f"is not in the packet, which binds {names}"))
    faults, remarks = list(verdict.faults), list(verdict.remarks)
    if not folder.broken:
        for each in bound:
            faults += _unlike(folder, each)
            if not each.submission and not folder.published:
                remarks.append("the packet does not bind contact, notifications and types of exhibits")
        manifest = bound_terms(folder)["manifest"]
        if not faults and any(manifest != each.bound.get("manifest") for each in bound):
            remarks.append("built again since, to the same bytes")
    return Verdict(folder.name, tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(remarks)))


def _unlike(folder: BuiltFolder, bound: FilingTerms) -> Iterator[str]:
    """Yield how a folder is not what was signed: every bound hash, and what the manifest says."""
    now = bound_terms(folder)
    hashes = now.get("sha256", {})
    yield from (
        f"{name} is not what was signed" for name in bound.hashes if hashes.get(name) != bound.hashes[name]
    )
    if OWNERSHIP not in bound.hashes:
        yield f"the packet binds no {OWNERSHIP}"
    exhibits = now.get("exhibits") or {}
    for name in sorted({*exhibits, *bound.exhibits}):
        if name not in bound.exhibits:
            yield f"{name} would be filed, and was not signed for"
        elif exhibits.get(name) != bound.exhibits[name]:
            yield f"{name} is not what was signed"
    submission = folder.files.get(SUBMISSION)
    if bound.submission and submission is not None and submission_hash(submission) != bound.submission:
        yield f"{SUBMISSION} is not what was signed"
    for key in ("form", "due", "allowed"):
        if now.get(key) != bound.bound.get(key) and (key in now or bound.bound.get(key)):
            yield f"{MANIFEST} says other than was signed for: {key}"


def missing(folders: Sequence[BuiltFolder], filings: Sequence[FilingTerms]) -> list[Verdict]:
    """Return the filings that packets bind and that are in none of the folders, each once."""
    lost = [each.name for each in filings if not any(is_of(folder, each) for folder in folders)]
    return [Verdict(name, ("signed, but not here",)) for name in dict.fromkeys(lost)]


def is_of(folder: BuiltFolder, bound: FilingTerms) -> bool:
    """Tell whether a folder is the one that is bound: by its whole name below the folder that was packed.

    A folder that was asked for by itself has no name below another; the end of its path must be the name.
    """
    if folder.name == bound.name:
        return True
    whole, wanted = folder.path.resolve().parts, PurePosixPath(bound.name).parts
    alone = folder.name == folder.path.resolve().name
    return alone and bool(wanted) and whole[-len(wanted) :] == wanted


def signatures_in(folder: BuiltFolder) -> tuple[str, ...]:
    """Return the signatures as they are typed on the form that would be filed."""
    filing, _ = read_document(folder.files.get(OWNERSHIP, b""))
    return tuple(each.name.text or "" for each in filing.signatures) if filing else ()


def uncovered(folder: BuiltFolder, signers: Sequence[str]) -> tuple[str, ...]:
    """Return a clause for each typed signature that is by the hand of none of these signers."""
    return tuple(
        f"no packet for the typed signature {typed or 'that is empty'}"
        for each in signatures_in(folder)
        for typed in signatures_typed(each)
        if not any(is_hand_of(signer, typed) for signer in signers)
    )

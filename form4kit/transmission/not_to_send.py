"""What stands in the way of sending a built folder to EDGAR, now.

A folder is sent as it was built, complete, once. Each clause says what is wrong and what to do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from form4kit.convert import bare_cik
from form4kit.edgar.ccc_shapes import LENGTH
from form4kit.edgar.submission import read_submission
from form4kit.findings import Authority
from form4kit.folder.read import BuiltFolder
from form4kit.model import Filing
from form4kit.outcome import Outcome
from form4kit.signoff.proof_check import proof_faults
from form4kit.signoff.record_lines import standing
from form4kit.signoff.verify import verify_folder
from form4kit.source import xml_tree
from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.transmission.edgar_pages import LARGEST, LiveOrTest
from form4kit.transmission.receipt import Receipt
from form4kit.transmission.receipt_fit import fit_of


def sent_filing(folder: BuiltFolder) -> Filing | None:
    """Read what `submission.xml` would send, wrapper included; None where it cannot be read."""
    root, _ = xml_tree.parse(folder.files.get(SUBMISSION, b""))
    return read_submission(root)[0] if root is not None and root.tag == "edgarSubmission" else None


def tag_of(filing: Filing | None) -> LiveOrTest | None:
    """Return the tag of a submission, TEST or LIVE; None where it has none of the two."""
    told = filing.submission.live.text if filing and filing.submission else None
    return "LIVE" if told == "LIVE" else "TEST" if told == "TEST" else None


def not_to_send(
    folder: BuiltFolder, outcome: Outcome, receipts: Sequence[Receipt], entries: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Yield why a folder must not be sent.

    `outcome` is its own draft judged at the present instant, `receipts` are what EDGAR answered so far,
    `entries` the lines of the record.
    """
    if folder.published:
        yield "it restates a published document, which is filed already"
        return
    faults = [*verify_folder(folder).faults]
    yield from (f"{each}: it is not as it was built; build it again" for each in faults)
    if faults:
        return
    yield from (f"{each}: build it again" for each in proof_faults(folder))
    filing = sent_filing(folder)
    tag = tag_of(filing)
    if filing is None or tag is None:
        yield f"{SUBMISSION} has no tag that says LIVE or TEST: build it again"
        return
    if len(folder.files[SUBMISSION]) > LARGEST:
        yield f"{SUBMISSION} is larger than {LARGEST // 1024 // 1024} MB, which EDGAR does not take"
    yield from ccc_faults(filing)
    for each in outcome.findings:
        if each.blocks and each.authority is Authority.EDGAR:
            yield f"{each.rule}, {each.place.where}: {each.message}: EDGAR would suspend it"
    yield from _filed_already(folder, entries)
    fitting = (each for each in receipts if not fit_of(each, folder).another)
    yield from _answered(tag, fitting)


def ccc_faults(filing: Filing) -> Iterator[str]:
    """Yield which owner of a submission has no CCC in it, or one of another length; never quoting one."""
    for owner in filing.owners:
        length = owner.ccc.value or 0
        who = f"{bare_cik(owner.cik.text)}"
        if not length:
            yield f"the CCC of {who} is missing: give it (form4kit explain CCC01), and build it again"
        elif length != LENGTH:
            yield f"the CCC of {who} has {length} characters, a CCC has {LENGTH}: give it anew, and build"


def _filed_already(folder: BuiltFolder, entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    document = folder.bound.get(OWNERSHIP)
    for entry in standing(entries):
        if document and entry.get("ownership_sha256") == document:
            told = f"it is on record as filed, {entry['accession']}, {entry['filed']}"
            yield f"{told}: a second live transmission is a second public filing"


def _answered(tag: LiveOrTest, receipts: Iterable[Receipt]) -> Iterator[str]:
    """Yield what EDGAR's answers so far say against sending it."""
    for each in receipts:
        name = each.accession or "a submission"
        if each.status == "received" and (each.test is not True or tag == "TEST"):
            yield f"EDGAR has {name} and has not decided: wait for its answer, never send it again"
        elif each.status != "accepted":
            continue
        elif each.test and tag == "TEST":
            yield f"its TEST was accepted, {name}, and the file is still tagged TEST: build it with --live"
        elif each.test is False:
            yield f"it was accepted and filed, {name}: put it on record, and send nothing more"
        elif each.test is None:
            yield f"it was accepted, {name}, live or as a test: look on EDGAR which, before anything is sent"

"""What the papers of a filing say together: its folder, review, signature, EDGAR's answers, the record."""

from pathlib import Path

from form4kit.steps.filing_receipts import tested
from form4kit.steps.filing_review import approved
from form4kit.steps.filing_state import PaperFacts
from form4kit.steps.filing_status import BuiltDraft, FilingStatus


def papers_of(root: Path, made: BuiltDraft | None, same: bool, status: FilingStatus) -> PaperFacts:
    """Return what is known of a filing; `made` is its built folder, `same` says of it as it is now."""
    review = approved(root, made)
    if made is None:
        return PaperFacts(review=review)
    entry = status.records.get(made.document)
    return PaperFacts(
        same=same and not made.broken,
        whole=not (made.broken or made.lacking or made.faults),
        lacking=made.broken or made.lacking or made.faults,
        review=review,
        signed=made.document in status.bound.get("signed", ()),
        edgar=tested(made, status),
        recorded=entry.accession if entry else "",
        accepted=entry.accepted if entry else None,
    )

"""What EDGAR's own words prove of a built folder: its acceptance, from a receipt or from the published copy.

A TEST, a suspension, and an answer about another filing are no acceptance of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4kit.folder.read import BuiltFolder
from form4kit.law.clock import filing_date
from form4kit.signoff.acceptance import Acceptance
from form4kit.signoff.filed import NotFromEdgar, against_filed
from form4kit.signoff.filed_filings import in_folder
from form4kit.signoff.record import Refused
from form4kit.source.full_submission import hyphenated
from form4kit.source.published_header import header_of
from form4kit.transmission.receipt import Receipt
from form4kit.transmission.receipt_fit import fit_of


@dataclass(frozen=True, slots=True)
class Proof:
    """An acceptance as EDGAR gave it, which may lack what the source does not say, and remarks beside it."""

    accession: str | None
    acceptance: Acceptance | None
    remarks: tuple[str, ...] = ()


def proof_of_receipts(
    receipts: Sequence[Receipt], folder: BuiltFolder, accession: str | None = None
) -> Proof:
    """Return the acceptance of a folder that EDGAR's answers tell; `accession` chooses among several.

    Raises Refused where they tell none.
    """
    receipt = _chosen(receipts, folder, accession)
    name = receipt.accession or "the submission"
    fit = fit_of(receipt, folder)
    if fit.another:
        raise Refused(f"{name} is about another filing: {'; '.join(fit.another)}")
    if receipt.status == "suspended":
        why = "; ".join(each.text for each in receipt.errors[:3]) or "without a reason given"
        raise Refused(f"{name} was SUSPENDED, so nothing is filed: {why}")
    if receipt.test:
        raise Refused(f"{name} was a TEST, which files nothing")
    if receipt.status == "received":
        raise Refused(f"{name} is not decided yet: wait for the message that says ACCEPTED")
    if receipt.test is None:
        raise Refused(
            f"{name} does not say whether it was live or a TEST: look on EDGAR,"
            " then give --accession and --accepted"
        )
    if fit.lacking:
        raise Refused(
            f"{name} does not name the owner {', '.join(fit.lacking)}: look on EDGAR what was filed"
        )
    if receipt.accession is None or receipt.accepted is None:
        return Proof(receipt.accession, None, (*fit.otherwise, *fit.late))
    filed = receipt.filed.date() if receipt.filed else None
    acceptance = Acceptance(
        receipt.accession, receipt.accepted, to_the_minute=not receipt.accepted.second, filed=filed
    )
    return Proof(receipt.accession, acceptance, (*fit.otherwise, *fit.late, *_dated(acceptance)))


def _chosen(receipts: Sequence[Receipt], folder: BuiltFolder, accession: str | None) -> Receipt:
    """Return the one answer that is meant. Raises Refused."""
    if not receipts:
        raise Refused("there is no answer of EDGAR's in it")
    named = [each for each in receipts if accession in (None, each.accession)]
    if not named:
        raise Refused(f"the answer is about {receipts[0].accession}, not {accession}")
    fitting = [each for each in named if not fit_of(each, folder).another] or named[:1]
    counting = [each for each in fitting if each.counts] or fitting
    if len(counting) > 1:
        names = ", ".join(str(each.accession) for each in counting)
        raise Refused(f"several answers fit: {names}; say which by --accession")
    return counting[0]


def proof_of_copy(data: bytes, name: str, folder: BuiltFolder) -> Proof:
    """Return the acceptance that EDGAR's published copy of a folder tells; `name` is that of the file.

    A `.txt` has number and instant in its header; an `.xml` has neither, but may be called by its number.
    Raises Refused where it is no copy of what the folder holds.
    """
    sent = in_folder(folder)
    if sent is None:
        raise Refused("its form cannot be read")
    try:
        compared = against_filed(sent.form, sent.exhibits or (), data)
    except (NotFromEdgar, ValueError) as error:
        raise Refused(f"{name} {error}") from None
    if compared.differences:
        raise Refused(f"{name} is other than the folder: {'; '.join(compared.differences[:5])}")
    header = header_of(data)
    if header is None:
        return Proof(hyphenated(name) or None, None, compared.remarks)
    if header.accession is None or header.accepted is None:
        return Proof(header.accession, None, compared.remarks)
    acceptance = Acceptance(header.accession, header.accepted, filed=header.filed)
    return Proof(header.accession, acceptance, (*compared.remarks, *_dated(acceptance)))


def _dated(acceptance: Acceptance) -> Iterator[str]:
    usual = filing_date(acceptance.accepted)
    if acceptance.filed and acceptance.filed != usual:
        yield f"EDGAR dates it {acceptance.filed}; its acceptance alone would give {usual}"


def agreed(proofs: Sequence[Proof]) -> Acceptance:
    """Return what several proofs say alike, the most exact of them. Raises Refused where two differ."""
    numbers = {each.accession for each in proofs if each.accession}
    if len(numbers) > 1:
        raise Refused(f"it cannot be {' and '.join(sorted(numbers))} at once")
    if not numbers:
        raise Refused("there is no accession number: give --accession")
    told = [each.acceptance for each in proofs if each.acceptance]
    if not told:
        raise Refused("there is no instant of acceptance: give --accepted")
    exact = next((each for each in told if not each.to_the_minute), told[0])
    for each in told:
        if abs((each.accepted - exact.accepted).total_seconds()) >= (60 if each.to_the_minute else 1):
            first, second = (f"{one.accepted:%Y-%m-%d %H:%M:%S}" for one in (each, exact))
            raise Refused(f"it cannot be accepted at {first} and at {second}")
    dated = next((each.filed for each in told if each.filed), None)
    return Acceptance(numbers.pop(), exact.accepted, exact.to_the_minute, dated)

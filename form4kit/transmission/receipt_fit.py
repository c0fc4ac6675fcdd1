"""EDGAR's answer held against the built folder that was sent: whether it is about it, and what is otherwise.

An answer names the form, its registrants and the number of documents, and no more of what is in them.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4kit.convert import bare_cik
from form4kit.edgar.read import read_document
from form4kit.folder.read import BuiltFolder, filing_of, is_live
from form4kit.law.calendar import EDGAR, Calendar
from form4kit.law.clock import filing_date
from form4kit.storage.names import DRAFT, OWNERSHIP, PROOF
from form4kit.transmission.receipt import Receipt
from form4kit.words import counted


@dataclass(frozen=True, slots=True)
class Fit:
    """What does not fit: `another` says that the answer is about another filing, `otherwise` all the rest.

    `lacking` names owners of the folder whom an answer that names registrants does not name, and `late` says
    that it was filed after its day, which is filed all the same.
    """

    another: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Everything that does not fit, the gravest first."""
        return (*self.another, *self.otherwise, *self.late)

    @property
    def is_of_it(self) -> bool:
        """Whether the answer is about the folder, and everything but the day is as it should be."""
        return not (self.another or self.otherwise)


def closest_fit(receipt: Receipt, folders: Sequence[BuiltFolder]) -> Fit:
    """Hold an answer against the one of several folders that it fits best; at least one is given."""
    return min(
        (fit_of(receipt, each) for each in folders), key=lambda fit: (len(fit.another), len(fit.otherwise))
    )


def fit_of(receipt: Receipt, folder: BuiltFolder) -> Fit:
    """Hold an answer against a built folder."""
    filing, _ = read_document(folder.files.get(OWNERSHIP, b""))
    if filing is None:
        return Fit((f"the folder has no {OWNERSHIP} that can be read",))
    form = filing.form_type
    another = []
    if receipt.form and receipt.form != form:
        another.append(f"it is about a Form {receipt.form}, the folder holds a Form {form}")
    drafted = filing_of(folder)
    names = {bare_cik(each.cik.text): each.name.text or "" for each in drafted.owners} if drafted else {}
    owners = {cik: names.get(cik, "") for cik in (bare_cik(each.cik.text) for each in filing.owners)}
    named = {bare_cik(each) for each in receipt.ciks}
    lacking = [_named(cik, name) for cik, name in owners.items() if named and cik not in named]
    if owners and len(lacking) == len(owners):
        another.append(f"it names none of the owners: {', '.join(lacking)}")
    otherwise = [] if another else [f"EDGAR does not name the owner {each}" for each in lacking]
    strangers = named - {*owners, bare_cik(filing.issuer.cik.text)}
    otherwise += [f"EDGAR names {cik.zfill(10)}, who is no owner here" for cik in sorted(strangers)]
    otherwise += [*_documents(receipt, folder), *_tag(receipt, folder)]
    return Fit(tuple(another), tuple(otherwise), tuple(lacking), tuple(late(receipt, folder)))


def _named(cik: str, name: str) -> str:
    return f"{cik.zfill(10)} {name}".strip()


def exhibit_names(folder: BuiltFolder) -> list[str]:
    """Return the names of the documents that go with the form of a folder."""
    return [name for name in folder.bound if name not in (OWNERSHIP, PROOF, DRAFT)]


def _documents(receipt: Receipt, folder: BuiltFolder) -> Iterator[str]:
    exhibits = exhibit_names(folder)
    dropped = [
        name for name in exhibits if folder.files.get(name, b"").lstrip().startswith(b"%PDF-")
    ]  # which EDGAR may take out before it counts
    sent = 1 + len(exhibits)
    if receipt.documents is None or sent - len(dropped) <= receipt.documents <= sent:
        return
    with_form = f"the form and {', '.join(exhibits)}" if exhibits else "the form alone"
    yield f"EDGAR counts {counted(receipt.documents, 'document')}, the folder sends {sent}: {with_form}"


def _tag(receipt: Receipt, folder: BuiltFolder) -> Iterator[str]:
    live = is_live(folder)
    if receipt.test and live:
        yield "it was processed as a TEST, and the file is tagged LIVE: it was sent by the test link"
    elif receipt.test is False and not live:
        yield "EDGAR has it as LIVE, and the file here is tagged TEST: another file was sent"


def late(receipt: Receipt, folder: BuiltFolder, calendar: Calendar = EDGAR) -> Iterator[str]:
    """Yield that what was filed is dated after the day on which the folder was due."""
    due = folder.manifest.get("due")
    if receipt.status != "accepted" or receipt.test or not isinstance(due, str) or not receipt.accepted:
        return
    filed = receipt.filed.date() if receipt.filed else filing_date(receipt.accepted, calendar)
    last = dt.datetime.fromisoformat(due).date()
    if filed > last:
        days = counted(calendar.business_days_between(last, filed), "business day")
        yield f"LATE by {days}: due {last}, dated {filed}; the issuer names late filers (Item 405)"

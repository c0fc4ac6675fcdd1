"""The sheet of a filing for the person who transmits it by hand on EDGAR's own pages: its facts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form4kit.analysis.due import calendar_of, due_of, why_no_deadline
from form4kit.convert import bare_cik
from form4kit.edgar.exhibits import base_name
from form4kit.folder.judged import judged_folder
from form4kit.folder.read import BuiltFolder
from form4kit.law.calendar import EDGAR
from form4kit.law.clock import filing_date
from form4kit.law.deadlines import Due, late_by_business_days
from form4kit.law.edgar_hours import next_opening, takes_filings
from form4kit.law.website import on_website_by
from form4kit.model import Filing
from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.storage.sealed import sha256
from form4kit.transmission.edgar_pages import LiveOrTest
from form4kit.transmission.not_to_send import not_to_send, sent_filing, tag_of
from form4kit.transmission.receipt import Receipt
from form4kit.transmission.receipt_fit import fit_of


@dataclass(frozen=True, slots=True)
class SheetOwner:
    """An owner whose form it is: CIK of ten digits, name, and whether a CCC stands in the submission."""

    cik: str
    name: str
    ccc: bool


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """A document that goes with the form: name, type, description, size in bytes, SHA-256."""

    name: str
    type: str
    description: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """All that the sheet of one folder says, as it is at the instant `now`, in New York time.

    `tag` is that of `submission.xml`; None where it has none. `refusals` are why it must not be sent; without
    any it may. `filed` is the day that EDGAR gives what is sent now, `late` how many business days that is
    after the deadline. `opens` is when EDGAR next takes filings, None where it does now. `website` is the day
    by whose end the issuer posts the form. `login` is the CIK to sign in under, where it was named. There is
    no hash of `submission.xml`, since that would give its CCCs away to who tries them all.
    """

    path: str
    name: str
    now: dt.datetime
    form: str
    issuer: str
    issuer_cik: str
    symbol: str
    period: str
    owners: tuple[SheetOwner, ...]
    tag: LiveOrTest | None
    size: int
    ownership_sha256: str
    documents: tuple[SheetDocument, ...]
    contact: tuple[str, ...]
    notified: tuple[str, ...]
    due: Due | None
    no_deadline: str
    filed: dt.date
    late: int
    opens: dt.datetime | None
    website: dt.date
    login: str | None
    refusals: tuple[str, ...]
    remarks: tuple[str, ...]
    tested: str = ""

    @property
    def may_be_sent(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.refusals

    @property
    def due_text(self) -> str:
        """The due instant in ISO 8601; empty where there is none."""
        return self.due.due.isoformat() if self.due else ""

    @property
    def left(self) -> dt.timedelta | None:
        """The time until it is due, negative where that is past; None where nothing is due."""
        return self.due.due - self.now if self.due else None

    @property
    def own_logins(self) -> tuple[SheetOwner, ...]:
        """The owners whose account somebody signs in under: whoever does needs their delegation."""
        if self.login is None:
            return self.owners
        return tuple(each for each in self.owners if bare_cik(each.cik) == bare_cik(self.login))


def hand_off(
    folder: BuiltFolder,
    now: dt.datetime,
    *,
    receipts: Sequence[Receipt] = (),
    entries: Sequence[Mapping[str, Any]] = (),
    login: str | None = None,
) -> Handoff:
    """Return the sheet of a built folder at an aware instant; see `not_to_send` for the rest."""
    outcome = judged_folder(folder, now)
    filing = outcome.filing
    sent = sent_filing(folder)
    calendar = calendar_of(filing) if filing else EDGAR
    due = due_of(filing) if filing else None
    filed = filing_date(now, calendar)
    refusals = tuple(dict.fromkeys(not_to_send(folder, outcome, receipts, entries)))
    wrapper = sent.submission if sent else None
    known = filing or sent
    told = (wrapper.contact_name, wrapper.contact_phone, wrapper.contact_email) if wrapper else ()
    return Handoff(
        path=str(folder.path),
        name=folder.name,
        now=now,
        form=str(folder.manifest.get("form") or (filing.form_type if filing else "")),
        issuer=(known.issuer.name.text or "") if known else "",
        issuer_cik=_ten(known.issuer.cik.text) if known else "",
        symbol=(known.issuer.symbol.text or "") if known else "",
        period=(known.period.text or "") if known else "",
        owners=_owners(known, sent),
        tag=tag_of(sent),
        size=len(folder.files.get(SUBMISSION, b"")),
        ownership_sha256=sha256(folder.files[OWNERSHIP]) if OWNERSHIP in folder.files else "",
        documents=_documents(sent),
        contact=tuple(each.text for each in told if each.text),
        notified=tuple(each.text for each in wrapper.notify if each.text) if wrapper else (),
        due=due,
        no_deadline="" if due or filing is None else why_no_deadline(filing),
        filed=filed,
        late=late_by_business_days(due, filed, calendar) if due else 0,
        opens=None if takes_filings(now, calendar) else next_opening(now, calendar),
        website=on_website_by(filed, calendar),
        login=login,
        refusals=refusals,
        remarks=tuple(_remarks(folder, receipts)),
        tested=_tested(folder, receipts),
    )


def _ten(cik: str | None) -> str:
    return (cik or "").strip().zfill(10) if cik else ""


def _owners(filing: Filing | None, sent: Filing | None) -> tuple[SheetOwner, ...]:
    with_ccc = {bare_cik(each.cik.text) for each in sent.owners if each.ccc.value} if sent else set()
    return tuple(
        SheetOwner(_ten(each.cik.text), each.name.text or "", bare_cik(each.cik.text) in with_ccc)
        for each in (filing.owners if filing else ())
    )


def _documents(sent: Filing | None) -> tuple[SheetDocument, ...]:
    documents = sent.submission.documents if sent and sent.submission else ()
    return tuple(
        SheetDocument(
            base_name(each.file.text or ""),
            each.type.text or "",
            each.description.text or "",
            len(each.content or b""),
            sha256(each.content or b""),
        )
        for each in documents
    )


def _tested(folder: BuiltFolder, receipts: Sequence[Receipt]) -> str:
    """Return the accession number of the latest accepted TEST that fits a folder; empty without one."""
    fitting = [each for each in receipts if each.status == "accepted" and each.test]
    return next((each.accession or "" for each in reversed(fitting) if not fit_of(each, folder).another), "")


def _remarks(folder: BuiltFolder, receipts: Sequence[Receipt]) -> list[str]:
    told = []
    if folder.stale:
        told.append(f"built by {folder.stale}, not by this version")
    for each in receipts:
        fit = fit_of(each, folder)
        if fit.another:
            told.append(f"the answer {each.accession} is about another filing: {'; '.join(fit.another)}")
            continue
        if each.status == "suspended":
            when = f" on {each.suspended:%Y-%m-%d %H:%M}" if each.suspended else ""
            told.append(f"{each.accession} was suspended{when}: see that each error is mended")
        told += [f"{each.accession}: {words}" for words in (*fit.otherwise, *fit.late)]
    return told

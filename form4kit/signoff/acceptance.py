"""What goes on record when EDGAR has accepted a filing: its facts, held against its folder and its packet.

EDGAR's answer is not read here; what a person typed is refused where it cannot be: an instant to come, one
before a trade that the filing reports, one before the signature of its packet.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from form4kit.convert import bare_cik
from form4kit.folder.judged import judged_folder
from form4kit.folder.read import BuiltFolder, is_live
from form4kit.law.calendar import EDGAR, Calendar
from form4kit.law.clock import NEW_YORK, filing_date
from form4kit.outcome import new_york_now
from form4kit.signoff.proof_check import proof_faults
from form4kit.signoff.record import Refused, append
from form4kit.signoff.record_lines import facts_beside, named, standing
from form4kit.signoff.verify import verify_folder
from form4kit.storage.names import DRAFT, OWNERSHIP

if TYPE_CHECKING:
    from form4kit.model import Filing

CORRECTED: Final = "corrects"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A filing's acceptance as EDGAR gave it: accession number and instant, aware, in New York time.

    `to_the_minute` says that the seconds are not known, so that what lies in the same minute is not later.
    `filed` is the filing date that EDGAR itself gives; None where it follows from the instant.
    """

    accession: str
    accepted: dt.datetime
    to_the_minute: bool = False
    filed: dt.date | None = None

    def before(self, instant: dt.datetime) -> bool:
        """Tell whether it was accepted before an instant, for certain."""
        instant = instant.astimezone(NEW_YORK)
        return self.accepted < (instant.replace(second=0, microsecond=0) if self.to_the_minute else instant)


@dataclass(frozen=True, slots=True)
class SignedPacket:
    """A packet that binds a filing: the SHA-256 of its file, and when it was signed, where that is told.

    `record_head` is the hash of the last line of the record as it was when the packet was made.
    """

    sha256: str
    signed: dt.datetime | None = None
    record_head: str = ""

    def facts(self) -> dict[str, Any]:
        """Return what a line keeps of it."""
        when = self.signed.astimezone(NEW_YORK).isoformat() if self.signed else None
        return {"packet_sha256": self.sha256, "packet_signed": when}


def entry_of(
    folder: BuiltFolder, acceptance: Acceptance, packet: SignedPacket | None = None
) -> dict[str, Any]:
    """Return what the record keeps of a filing that EDGAR accepted. Raises Refused.

    `packet` is one that is proven to bind the folder.
    """
    from form4kit.history.delinquent_reports import facts_of

    faults = [*verify_folder(folder).faults] or [*_not_to_record(folder)]
    filing = None if faults else judged_folder(folder, acceptance.accepted, only_read=True).filing
    if filing is None:
        raise Refused("; ".join(faults or [f"{DRAFT} cannot be read"]))
    facts = facts_of(filing, acceptance.accession, acceptance.accepted)
    if acceptance.filed:
        facts["filed"] = acceptance.filed.isoformat()
    if other := _not_of(folder, filing, facts):
        raise Refused(f"{DRAFT} says other of its {other} than {OWNERSHIP}")
    days = [row.date.value for row in filing.transactions if row.date.value]
    if why := _impossible(acceptance, [day.isoformat() for day in days], packet.signed if packet else None):
        raise Refused(why)
    closures = sorted(day.isoformat() for day in filing.context.closures)
    more = {"folder": folder.name, "ownership_sha256": folder.bound[OWNERSHIP]}
    source = folder.manifest.get("source")
    if isinstance(source, Mapping) and isinstance(source.get("sha256"), str):
        more["source_sha256"] = source["sha256"]
    return facts | more | ({"closures": closures} if closures else {}) | (packet.facts() if packet else {})


def _not_of(folder: BuiltFolder, filing: "Filing", facts: Mapping[str, Any]) -> str:
    """Name what a draft says otherwise than the document that was filed; empty where nothing is.

    A folder of another version is not built again, so that its draft may be of another filing.
    """
    from form4kit.edgar.read import read_document
    from form4kit.history.delinquent_reports import facts_of

    document, _ = read_document(folder.files[OWNERSHIP])
    if document is None:
        return "form"
    document = replace(document, context=filing.context, submission=filing.submission)
    told = facts_of(document, facts["accession"], dt.datetime.fromisoformat(facts["accepted"]))
    people = [[bare_cik(each["cik"]) for each in (one["issuer"], *one["owners"])] for one in (told, facts)]
    other = [key for key in ("form", "period", "owed", "due") if told[key] != facts[key]]
    return ", ".join(other + ([] if people[0] == people[1] else ["issuer or owners"]))


def _not_to_record(folder: BuiltFolder) -> Iterator[str]:
    if not is_live(folder) and not folder.published:
        yield "holds a TEST submission, which EDGAR does not accept as filed"
    yield from proof_faults(folder)


def _impossible(acceptance: Acceptance, trades: Sequence[str], signed: dt.datetime | None) -> str:
    """Say why a filing cannot have been accepted then; empty where it can. `trades` are YYYY-MM-DD."""
    if acceptance.accepted > new_york_now():
        return f"{acceptance.accepted:%Y-%m-%d %H:%M} is still to come"
    day = acceptance.accepted.astimezone(NEW_YORK).date().isoformat()
    if later := [each for each in trades if each > day]:
        return f"accepted on {day}, before its trade of {max(later)}"
    if signed is not None and acceptance.before(signed):
        return f"its packet was signed {signed.astimezone(NEW_YORK):%Y-%m-%d %H:%M:%S}, after the acceptance"
    return ""


def correct(file: Path, accession: str, right: "Correction") -> str:
    """Append a line that takes the place of the one with an accession number, and return its hash.

    Raises Refused where none stands, where nothing would change, or where what is said cannot be; OSError.
    """

    def made(entries: list[dict[str, Any]]) -> Mapping[str, Any]:
        now = standing(entries)
        old = next((each for each in now if each["accession"] == accession), None)
        if old is None:
            raise Refused(_unknown(accession, entries))
        return right.entry(old, now)

    return append(file, made)


def _unknown(accession: str, entries: Sequence[Mapping[str, Any]]) -> str:
    by = [each for each in entries if each.get(CORRECTED, {}).get("accession") == accession]
    if by:
        return f"{accession} was put right already: it is {by[-1]['accession']} since line {by[-1]['number']}"
    return f"{accession} is not on record"


@dataclass(frozen=True, slots=True)
class Correction:
    """What puts a line right: the accession number, the instant where that was wrong too, and why.

    `closures` are days on which EDGAR was closed beside those known; they move the date of filing.
    """

    accession: str
    reason: str
    acceptance: Acceptance | None = None
    closures: frozenset[dt.date] = frozenset()

    def entry(self, old: Mapping[str, Any], now: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the line that takes the place of another. Raises Refused."""
        others = [each for each in now if each is not old]
        if other := [each for each in others if each["accession"] == self.accession]:
            raise Refused(f"{self.accession} is on record already, in line {other[0]['number']}")
        put_right: dict[str, Any] = {"accession": self.accession}
        if self.acceptance is not None:
            _check(self.acceptance, old)
            accepted = self.acceptance.accepted
            filed = filing_date(accepted, self._calendar(old))
            put_right |= {"accepted": accepted.isoformat(), "filed": filed.isoformat()}
        if all(old.get(key) == value for key, value in put_right.items()):
            raise Refused(f"{old['accession']} says so already: there is nothing to put right")
        return {**facts_beside(old), **put_right, CORRECTED: named(old), "reason": self.reason}

    def _calendar(self, old: Mapping[str, Any]) -> Calendar:
        extra = self.closures | {dt.date.fromisoformat(each) for each in old.get("closures", ())}
        return Calendar(extra=extra) if extra else EDGAR


def _check(acceptance: Acceptance, old: Mapping[str, Any]) -> None:
    signed = old.get("packet_signed")
    trades = [str(each["date"]) for each in old["owed"] if "code" in each and each.get("date")]
    if why := _impossible(acceptance, trades, dt.datetime.fromisoformat(signed) if signed else None):
        raise Refused(why)

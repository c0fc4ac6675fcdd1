"""What a packet binds: `packet.json`, attached to it and sealed.

All that the packet's pages show stands in it, so that the packet can be made again from its attachments
alone. The keys of 0.1.0 keep their meaning, and its packets are read; what those did not bind is empty
here.

    {"form4kit", "signer", "filings": [...],                      since 0.1.0
     "format": 2, "versions": {...}, "record": {...}, "reason"}   since then

`reading`, the code on the last page, is there where the page has one.

A packet binds filings, or statements that no Form 5 is due, and never both: one of statements has an empty
list of filings, and its own under `statements`, a key that stands in no packet of filings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from form4kit.storage.names import OWNERSHIP

TERMS: Final = "packet.json"
"""The attachment that says what a packet binds."""
FORMAT: Final = 2
"""The present form of `packet.json`; 0.1.0 wrote none, which is 1."""
STATEMENTS: Final = "statements"
"""The key of the statements that a packet binds."""
MOST_FILINGS: Final = 100
"""The filings of one packet: each takes about a second to print again, and pages for a person to read."""


MOST_STATEMENTS: Final = 30
"""The statements of one packet; a person signs one, and an attorney those of a board."""


@dataclass(frozen=True, slots=True)
class FilingTerms:
    """What a packet binds of one filing; hashes are SHA-256 in hexadecimal.

    `bound` is the object as it stands in `packet.json`: name, form, issuer, owners, signatures (as typed),
    period, due, pages, hash (of ownership.xml), sha256 and exhibits (hash by file name), allowed, manifest
    (its hash).
    """

    bound: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of its folder below the one that was packed."""
        return str(self.bound.get("name"))

    @property
    def form(self) -> str:
        """The submission type: 3, 4, 5 or an amendment."""
        return str(self.bound.get("form"))

    @property
    def signatures(self) -> tuple[str, ...]:
        """The signatures as they are typed on the form."""
        return _texts(self.bound.get("signatures"))

    @property
    def hashes(self) -> Mapping[str, str]:
        """The hash of the document, the proof and the draft, by name."""
        return _hashes(self.bound.get("sha256"))

    @property
    def exhibits(self) -> Mapping[str, str]:
        """The hash of each exhibit by its file name."""
        return _hashes(self.bound.get("exhibits"))

    @property
    def documents(self) -> tuple[Mapping[str, Any], ...] | None:
        """What is sent, the form first: name, type, description, bytes, sha256 of each; None in 0.1.0."""
        sent = self.bound.get("sent")
        found = sent.get("documents") if isinstance(sent, dict) else None
        return tuple(each for each in found if isinstance(each, dict)) if isinstance(found, list) else None

    @property
    def submission(self) -> str:
        """The hash of `submission.xml` without CCC and live flag (`bare_submission`); empty in 0.1.0."""
        return str(self.bound.get("submission") or "")

    @property
    def rules(self) -> str:
        """The version of the rule set that judged it when its folder was built; empty in 0.1.0."""
        return str(self.bound.get("rules") or "")

    @property
    def attached(self) -> Mapping[str, str]:
        """The attachment that holds each file of the folder, by the file's name.

        0.1.0 attached `ownership.xml` alone and wrote its attachment's name as a text.
        """
        found = self.bound.get("files")
        if isinstance(found, dict):
            return _hashes(found)
        return {OWNERSHIP: str(self.bound["attached"])} if self.bound.get("attached") else {}


@dataclass(frozen=True, slots=True)
class StatementTerms:
    """What a packet binds of one statement that no Form 5 is due.

    `bound` is the object as it stands in `packet.json`: name (of its file), person and issuer (as they stand
    in the text), year_end (YYYY-MM-DD), bytes, sha256, attached (its attachment's name), powers (of the
    person for the signer, as the preparer says).
    """

    bound: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of the statement's file."""
        return str(self.bound.get("name"))

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        return str(self.bound.get("sha256"))

    @property
    def attached(self) -> str:
        """The attachment that holds it."""
        return str(self.bound.get("attached") or "")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a packet binds as a whole.

    `versions` are those of all that has a part in its bytes (form4kit, rules, weasyprint, pango, pikepdf,
    qpdf); 0.1.0 said its own alone. `record_head` is the hash of the last line of `record.jsonl`,
    `record_lines` their number; empty and 0 where there was no record. `reason` is that of
    `--allow-findings`; `passed_over` are the clauses for which it was given, each behind the name of its
    filing. `reading` is the code on the last page, empty where it has none.
    """

    signer: str
    filings: tuple[FilingTerms, ...]
    versions: Mapping[str, str] = field(default_factory=dict)
    format: int = 1
    record_head: str = ""
    record_lines: int = 0
    reason: str = ""
    passed_over: tuple[str, ...] = ()
    reading: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    statements: tuple[StatementTerms, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all that is bound."""
        return (*(each.name for each in self.filings), *(each.name for each in self.statements))

    @property
    def form4kit(self) -> str:
        """The version of form4kit that made the packet."""
        return self.versions.get("form4kit", "")

    @property
    def unbound(self) -> tuple[str, ...]:
        """What the terms of an older version did not bind, in words."""
        if self.format >= FORMAT:
            return ()
        return ("the submission", "the exhibits' pages", "contact and notifications", "the record")


def read_terms(content: Mapping[str, Any]) -> Terms:
    """Read the content of `packet.json`, of this version or an older; what is of another kind is missing."""
    versions = dict(_hashes(content.get("versions")))
    versions.setdefault("form4kit", str(content.get("form4kit") or ""))
    record = content.get("record")
    record = record if isinstance(record, dict) else {}
    filings, statements = content.get("filings"), content.get(STATEMENTS)
    return Terms(
        signer=str(content.get("signer") or ""),
        filings=tuple(
            FilingTerms(each)
            for each in (filings if isinstance(filings, list) else [])
            if isinstance(each, dict)
        ),
        versions=versions,
        format=_number(content.get("format"), 1),
        record_head=str(record.get("head") or ""),
        record_lines=_number(record.get("lines"), 0),
        reason=str(content.get("reason") or ""),
        passed_over=_texts(content.get("passed_over")),
        reading=str(content.get("reading") or ""),
        content=content,
        statements=tuple(
            StatementTerms(each)
            for each in (statements if isinstance(statements, list) else [])
            if isinstance(each, dict)
        ),
    )


def _number(found: object, otherwise: int) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) else otherwise


def _texts(found: object) -> tuple[str, ...]:
    return (
        tuple(str(each) for each in found)
        if isinstance(found, Sequence) and not isinstance(found, str)
        else ()
    )


def _hashes(found: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

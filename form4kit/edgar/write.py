"""Write a filing as an ownership document, and remember which line came from which part of the draft.

One element or value per line, as EDGAR's specification asks (section 4.1). Booleans are spelled so that
EDGAR's stylesheets print them: `1` and `0`, but `true` and `false` in the non-US address flag.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from form4kit.edgar.elements import (
    ADDRESS,
    CODING,
    EDGARS_OWN,
    RELATIONSHIP,
    ROW,
    ROW_TAGS,
    TABLES,
    Group,
    Leaf,
)
from form4kit.law.editions import schema_version
from form4kit.model import ABSENT, Address, Field, Filing, Footnote, Mark, Owner, Published, Row, Table
from form4kit.place import Place

_INDENT = "    "
_HEAD = '<?xml version="1.0"?>'


@dataclass(slots=True)
class Written:
    """An ownership document as text, and the place in the source of each of its lines."""

    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The document, each line ended by a line feed."""
        return "\n".join(self.lines) + "\n"

    @property
    def data(self) -> bytes:
        """The document in UTF-8."""
        return self.text.encode("utf-8")

    def place_of(self, line: int) -> Place:
        """Return the place in the source of a line of the document, counted from 1."""
        if not self.places:
            return Place()
        return self.places[min(max(line, 1), len(self.places)) - 1]


def escape(text: str) -> str:
    """Escape a text for XML as the specification lists it: & < > and the double quote."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r", "&#13;")


def write(filing: Filing, *, published: bool = False, ccc: Mapping[str, str] | None = None) -> Written:
    """Write a filing as the document to submit, or with `published` as EDGAR would disseminate it.

    `ccc` maps owners' CIKs, without leading zeros, to their CCCs; it belongs into `submission.xml` alone.
    Nothing is judged: a value that the schema refuses is written as it stands.
    """
    return _Writer(filing, published, ccc or {}).document()


class _Writer:
    def __init__(self, filing: Filing, published: bool, ccc: Mapping[str, str]) -> None:
        self.filing = filing
        self.published = published
        self.ccc = ccc
        self.ids = {note.name: note.id for note in filing.footnotes}
        self.out = Written()
        self.depth = 0

    def line(self, text: str, place: Place) -> None:
        text = _INDENT * self.depth + text
        if "\n" not in text:  # which is all but every line
            self.out.lines.append(text)
            self.out.places.append(place)
            return
        for part in text.split("\n"):
            self.out.lines.append(part)
            self.out.places.append(place)

    def open(self, tag: str, place: Place) -> None:
        self.line(f"<{tag}>", place)
        self.depth += 1

    def close(self, tag: str, place: Place) -> None:
        self.depth -= 1
        self.line(f"</{tag}>", place)

    def bare(self, tag: str, text: str | None, place: Place) -> None:
        """Write an element that holds its value directly; nothing where there is no value."""
        if text is not None:
            self.line(f"<{tag}>{escape(text)}</{tag}>", place)

    def document(self) -> Written:
        filing, root = self.filing, "ownershipDocument"
        self.line(_HEAD, filing.at())
        self.open(root, filing.at())
        own = self.edgars_own()
        self.bare("schemaVersion", own.get("schemaVersion"), filing.at())
        self.bare("documentType", filing.form.text, filing.at("form"))
        self.bare("periodOfReport", filing.period.text, filing.at("period"))
        self.bare("dateOfOriginalSubmission", filing.original_filed.text, filing.at("original_filed"))
        self.bare("noSecuritiesOwned", own.get("noSecuritiesOwned"), filing.at())
        exit_box = filing.not_subject_to_section_16
        self.bare("notSubjectToSection16", flag(exit_box), filing.at("not_subject_to_section_16"))
        for tag in ("form3HoldingsReported", "form4TransactionsReported"):
            self.bare(tag, own.get(tag), filing.at())
        self.issuer()
        for owner in filing.owners:
            self.owner(owner)
        self.bare("aff10b5One", flag(filing.plan_10b5_1), filing.at("plan_10b5_1"))
        for tag, table in TABLES:
            self.table(tag, table)
        self.footnotes(filing.footnotes)
        self.bare("remarks", filing.remarks.text, filing.at("remarks"))
        for signature in filing.signatures:
            self.open("ownerSignature", signature.at())
            self.bare("signatureName", signature.name.text, signature.at("name"))
            self.bare("signatureDate", signature.date.text, signature.at("date"))
            self.close("ownerSignature", signature.at())
        self.close(root, filing.at())
        return self.out

    def edgars_own(self) -> dict[str, str | None]:
        """What EDGAR inserts on publication: as it did where that is known, else as it would."""
        if not self.published:
            return {}
        known = self.filing.as_published
        if known is not None:
            return {tag: _edgars_text(known, name) for tag, name in EDGARS_OWN.items()}
        filing, base = self.filing, self.filing.base_form
        own: dict[str, str | None] = {}
        if base in ("3", "4", "5"):
            own["schemaVersion"] = schema_version(base, filing.edition)
        if base == "3":
            own["noSecuritiesOwned"] = "0" if filing.rows else "1"
        if base == "5":
            own["form3HoldingsReported"] = _any(row.form_type.value == "3" for row in filing.holdings)
            own["form4TransactionsReported"] = _any(row.form_type.value == "4" for row in filing.transactions)
        return own

    def cik(self, found: Field[str]) -> str | None:
        """Return a CIK as written, or with ten digits as EDGAR publishes it."""
        if self.published and self.filing.as_published is None and found.text and found.text.isdigit():
            return found.text.zfill(10)
        return found.text

    def issuer(self) -> None:
        issuer = self.filing.issuer
        self.open("issuer", issuer.at())
        self.bare("issuerCik", self.cik(issuer.cik), issuer.at("cik"))
        if self.published:
            self.bare("issuerName", issuer.name.text, issuer.at("name"))
        self.bare("issuerTradingSymbol", issuer.symbol.text, issuer.at("symbol"))
        self.bare("issuerForeignTradingSymbol", issuer.foreign_symbol.text, issuer.at("foreign_symbol"))
        self.close("issuer", issuer.at())

    def owner(self, owner: Owner) -> None:
        self.open("reportingOwner", owner.at())
        self.open("reportingOwnerId", owner.at())
        self.bare("rptOwnerCik", self.cik(owner.cik), owner.at("cik"))
        self.bare("rptOwnerCcc", self.ccc.get((owner.cik.text or "").lstrip("0")), owner.at("cik"))
        if self.published:
            self.bare("rptOwnerName", owner.name.text, owner.at("name"))
        self.close("reportingOwnerId", owner.at())
        if owner.address is not None:
            self.address(owner.address)
        self.open("reportingOwnerRelationship", owner.at())
        for leaf in RELATIONSHIP:
            found = getattr(owner, leaf.field)
            text = flag(found) if leaf.element.startswith("is") else found.text
            self.bare(leaf.element, text, owner.at(leaf.field))
        self.close("reportingOwnerRelationship", owner.at())
        self.close("reportingOwner", owner.at())

    def address(self, address: Address) -> None:
        tag = "reportingOwnerAddress"
        self.open(tag, address.at())
        for leaf in ADDRESS:
            found: Field[Any] = getattr(address, leaf.field)
            text = found.text
            if leaf.field == "non_us":
                text = self.non_us(address)
            elif leaf.field in ("state_description", "good_address") and not self.published:
                continue
            elif leaf.field == "good_address":
                text = flag(found)
            self.bare(leaf.element, text, address.at(leaf.field))
        self.close(tag, address.at())

    def non_us(self, address: Address) -> str | None:
        """Spell the non-US flag out, from the country or the state where the draft leaves it open."""
        value = address.non_us.value
        if address.non_us.text is not None:
            return address.non_us.text if value is None else "true" if value else "false"
        if self.filing.as_published is not None or self.filing.edition < "2026":
            return None
        if address.country:
            return "true"
        return "false" if address.state else None

    def table(self, tag: str, table: Table) -> None:
        rows: tuple[Row, ...] = getattr(self.filing, table)
        if rows:
            self.open(tag, rows[0].at())
            for row in rows:
                self.row(row)
            self.close(tag, rows[-1].at())

    def row(self, row: Row) -> None:
        tag = ROW_TAGS[row.table, row.holding]
        self.open(tag, row.at())
        for entry in ROW:
            if isinstance(entry, Leaf):
                self.leaf(entry, row)
            elif isinstance(entry, Group):
                self.group(entry, row)
            else:
                self.coding(row)
        self.close(tag, row.at())

    def group(self, group: Group, row: Row) -> None:
        present = [leaf for leaf in group.leaves if getattr(row, leaf.field)]
        if present:  # what the group lacks, the row lacks; where it does not belong, neither do its parts
            place = row.at() if _belongs(group, row) else row.at(present[0].field)
            self.open(group.element, place)
            for leaf in present:
                self.leaf(leaf, row)
            self.close(group.element, place)

    def leaf(self, leaf: Leaf, row: Row) -> None:
        found: Field[Any] = getattr(row, leaf.field)
        if not found:
            return
        place = row.at(leaf.field)
        self.open(leaf.element, place)
        if found.text is not None:
            self.bare("value", found.text, place)
        elif leaf.field == "nature":  # here a footnote alone needs an empty value before it
            self.line("<value></value>", place)
        self.references(found.marks, place)
        self.close(leaf.element, place)

    def coding(self, row: Row) -> None:
        swap = row.swap if not row.holding or row.swap.value is not False else ABSENT
        if not (row.code or row.form_type or swap):
            return
        place = row.at(next(name for name in ("code", "form_type", "swap") if getattr(row, name)))
        self.open(CODING, place)
        self.bare("transactionFormType", row.form_type.text, row.at("form_type"))
        self.bare("transactionCode", row.code.text, row.at("code"))
        self.bare("equitySwapInvolved", flag(swap), row.at("swap"))
        self.references((*row.form_type.marks, *row.code.marks), place)
        self.close(CODING, place)

    def references(self, marks: Iterable[Mark], place: Place) -> None:
        for mark in marks:
            number = escape(self.ids.get(mark.name) or mark.name)
            self.line(f'<footnoteId id="{number}"/>', Place(place.path, mark.line, mark.column))

    def footnotes(self, notes: tuple[Footnote, ...]) -> None:
        if notes:
            self.open("footnotes", notes[0].at())
            for note in notes:
                text = escape(note.text.text or "")
                self.line(f'<footnote id="{escape(note.id)}">{text}</footnote>', note.at("text"))
            self.close("footnotes", notes[-1].at())


def _belongs(group: Group, row: Row) -> bool:
    """Tell whether a row of this kind has such a group at all."""
    if group.element == "transactionAmounts":
        return not row.holding
    return group.element != "underlyingSecurity" or row.table == "derivative"


def flag(found: Field[bool]) -> str | None:
    """Spell a boolean `1` or `0`; a text that is none stays as written."""
    if found.value is None:
        return found.text
    return "1" if found.value else "0"


def _any(found: Iterable[bool]) -> str:
    return "1" if any(found) else "0"


def _edgars_text(known: Published, name: str) -> str | None:
    found: Field[Any] = getattr(known, name)
    return flag(found) if isinstance(found.value, bool) else found.text

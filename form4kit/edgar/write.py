"""Write a filing as an ownership document, and remember which line came from which part of the draft.

One element or value per line, as EDGAR's specification asks (section 4.1). Booleans are spelled so that
EDGAR's stylesheets print them: `1` and `0`, but `true` and `false` in the non-US address flag.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from form4kit.convert import bare_cik
from form4kit.edgar.document import Origin, Written
from form4kit.edgar.element_table import (
    ADDRESS,
    CODING,
    EDGARS_OWN,
    RELATIONSHIP,
    ROW,
    ROW_TAGS,
    TABLES,
    ElementGroup,
    Leaf,
)
from form4kit.law.editions import schema_version
from form4kit.model import (
    ABSENT,
    Address,
    Field,
    Filing,
    Footnote,
    Mark,
    Owner,
    Placed,
    Published,
    Row,
    Table,
)

_INDENT = "    "
_HEAD = '<?xml version="1.0"?>'


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
        self.indent = ""

    def line(self, text: str, origin: Origin) -> None:
        self.put(self.indent + text, origin)

    def put(self, text: str, origin: Origin) -> None:
        """Write lines that are indented already."""
        if "\n" in text:
            lines = text.split("\n")
            self.out.lines += lines
            self.out.origins += [origin] * len(lines)
        else:
            self.out.lines.append(text)
            self.out.origins.append(origin)

    def open(self, tag: str, origin: Origin) -> None:
        self.out.lines.append(f"{self.indent}<{tag}>")
        self.out.origins.append(origin)
        self.indent += _INDENT

    def close(self, tag: str, origin: Origin) -> None:
        self.indent = self.indent[: -len(_INDENT)]
        self.out.lines.append(f"{self.indent}</{tag}>")
        self.out.origins.append(origin)

    def bare(self, tag: str, text: str | None, part: Placed, name: str = "") -> None:
        """Write an element that holds its value directly; nothing where there is no value."""
        if text is not None:
            self.line(f"<{tag}>{escape(text)}</{tag}>", Origin(part, name))

    def document(self) -> Written:
        filing, whole, root = self.filing, Origin(self.filing), "ownershipDocument"
        self.line(_HEAD, whole)
        self.open(root, whole)
        own = self.edgars_own()
        self.bare("schemaVersion", own.get("schemaVersion"), filing)
        self.bare("documentType", filing.form.text, filing, "form")
        self.bare("periodOfReport", filing.period.text, filing, "period")
        self.bare("dateOfOriginalSubmission", filing.original_filed.text, filing, "original_filed")
        self.bare("noSecuritiesOwned", own.get("noSecuritiesOwned"), filing)
        exit_box = filing.not_subject_to_section_16
        self.bare("notSubjectToSection16", flag(exit_box), filing, "not_subject_to_section_16")
        for tag in ("form3HoldingsReported", "form4TransactionsReported"):
            self.bare(tag, own.get(tag), filing)
        self.issuer()
        for owner in filing.owners:
            self.owner(owner)
        self.bare("aff10b5One", flag(filing.plan_10b5_1), filing, "plan_10b5_1")
        for tag, table in TABLES:
            self.table(tag, table)
        self.footnotes(filing.footnotes)
        self.bare("remarks", filing.remarks.text, filing, "remarks")
        for signature in filing.signatures:
            self.open("ownerSignature", Origin(signature))
            self.bare("signatureName", signature.name.text, signature, "name")
            self.bare("signatureDate", signature.date.text, signature, "date")
            self.close("ownerSignature", Origin(signature))
        self.close(root, whole)
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
        self.open("issuer", Origin(issuer))
        self.bare("issuerCik", self.cik(issuer.cik), issuer, "cik")
        if self.published:
            self.bare("issuerName", issuer.name.text, issuer, "name")
        self.bare("issuerTradingSymbol", issuer.symbol.text, issuer, "symbol")
        self.bare("issuerForeignTradingSymbol", issuer.foreign_symbol.text, issuer, "foreign_symbol")
        self.close("issuer", Origin(issuer))

    def owner(self, owner: Owner) -> None:
        origin = Origin(owner)
        self.open("reportingOwner", origin)
        self.open("reportingOwnerId", origin)
        self.bare("rptOwnerCik", self.cik(owner.cik), owner, "cik")
        self.bare("rptOwnerCcc", self.ccc.get(bare_cik(owner.cik.text)), owner, "cik")
        if self.published:
            self.bare("rptOwnerName", owner.name.text, owner, "name")
        self.close("reportingOwnerId", origin)
        if owner.address is not None:
            self.address(owner.address)
        self.open("reportingOwnerRelationship", origin)
        for leaf in RELATIONSHIP:
            found = getattr(owner, leaf.field)
            text = flag(found) if leaf.element.startswith("is") else found.text
            self.bare(leaf.element, text, owner, leaf.field)
        self.close("reportingOwnerRelationship", origin)
        self.close("reportingOwner", origin)

    def address(self, address: Address) -> None:
        tag, origin = "reportingOwnerAddress", Origin(address)
        self.open(tag, origin)
        for leaf in ADDRESS:
            found: Field[Any] = getattr(address, leaf.field)
            text = found.text
            if leaf.field == "non_us":
                text = self.non_us(address)
            elif leaf.field in ("state_description", "good_address") and not self.published:
                continue
            elif leaf.field == "good_address":
                text = flag(found)
            self.bare(leaf.element, text, address, leaf.field)
        self.close(tag, origin)

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
            self.open(tag, Origin(rows[0]))
            for row in rows:
                self.row(row)
            self.close(tag, Origin(rows[-1]))

    def row(self, row: Row) -> None:
        tag, origin = ROW_TAGS[row.table, row.holding], Origin(row)
        self.open(tag, origin)
        for entry in ROW:
            if isinstance(entry, Leaf):
                if found := getattr(row, entry.field):
                    self.leaf(entry, row, found)
            elif isinstance(entry, ElementGroup):
                self.group(entry, row)
            else:
                self.coding(row)
        self.close(tag, origin)

    def group(self, group: ElementGroup, row: Row) -> None:
        present = [(leaf, found) for leaf in group.leaves if (found := getattr(row, leaf.field))]
        if present:  # what the group lacks, the row lacks; where it does not belong, neither do its parts
            origin = Origin(row, "" if _belongs(group, row) else present[0][0].field)
            self.open(group.element, origin)
            for leaf, found in present:
                self.leaf(leaf, row, found)
            self.close(group.element, origin)

    def leaf(self, leaf: Leaf, row: Row, found: Field[Any]) -> None:
        origin, indent = Origin(row, leaf.field), self.indent
        lines = f"{indent}<{leaf.element}>"
        if found.text is not None:
            lines += f"\n{indent}{_INDENT}<value>{escape(found.text)}</value>"
        elif leaf.field == "nature":  # here a footnote alone needs an empty value before it
            lines += f"\n{indent}{_INDENT}<value></value>"
        if found.marks:
            self.put(lines, origin)
            self.indent += _INDENT
            self.references(found.marks, row, leaf.field)
            self.close(leaf.element, origin)
        else:
            self.put(f"{lines}\n{indent}</{leaf.element}>", origin)

    def coding(self, row: Row) -> None:
        swap = row.swap if not row.holding or row.swap.value is not False else ABSENT
        if not (row.code or row.form_type or swap):
            return
        name = next(name for name in ("code", "form_type", "swap") if getattr(row, name))
        self.open(CODING, Origin(row, name))
        self.bare("transactionFormType", row.form_type.text, row, "form_type")
        self.bare("transactionCode", row.code.text, row, "code")
        self.bare("equitySwapInvolved", flag(swap), row, "swap")
        self.references((*row.form_type.marks, *row.code.marks), row, name)
        self.close(CODING, Origin(row, name))

    def references(self, marks: tuple[Mark, ...], row: Row, name: str) -> None:
        for mark in marks:
            number = escape(self.ids.get(mark.name) or mark.name)
            self.line(f'<footnoteId id="{number}"/>', Origin(row, name, mark))

    def footnotes(self, notes: tuple[Footnote, ...]) -> None:
        if notes:
            self.open("footnotes", Origin(notes[0]))
            for note in notes:
                text = escape(note.text.text or "")
                self.line(f'<footnote id="{escape(note.id)}">{text}</footnote>', Origin(note, "text"))
            self.close("footnotes", Origin(notes[-1]))


def _belongs(group: ElementGroup, row: Row) -> bool:
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

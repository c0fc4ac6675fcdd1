"""A draft's tree to a filing: the short forms spelled out, every value with its place.

Nothing is refused here. A word that does not convert stays in the filing as text, so that the schema
and the rules can object to it in better words; what has the wrong shape is left out, and `shape` says so.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from form4kit.analysis.meant_values import meant_day
from form4kit.convert import converter, to_bool, to_date, to_decimal, to_text
from form4kit.draft.faults import STRAY_CARET
from form4kit.draft.footnote_numbers import number_footnotes
from form4kit.draft.open_questions import unanswered
from form4kit.draft.read_facts import with_facts
from form4kit.draft.references import parse_marks
from form4kit.draft_schema.faults import UNKNOWN_WORD
from form4kit.findings import Edit, Finding, Fix
from form4kit.law.editions import EDITION_NAMES, TODAY
from form4kit.model import (
    ABSENT,
    PRINTED,
    Address,
    Document,
    Field,
    Filing,
    Footnote,
    Issuer,
    Mark,
    Owner,
    Published,
    Row,
    Signature,
    Submission,
    Table,
)
from form4kit.place import Path, Place
from form4kit.source.node import Node

T = TypeVar("T")
_Convert = Callable[[str], T | None]


_ROW = frozenset(name for names in PRINTED.values() for name in names)
_FORMS = {"direct": "D", "indirect": "I"}


def read_draft(root: Node) -> tuple[Filing, list[Finding]]:
    """Make a filing of a draft's tree. Never raises: what has the wrong shape is left out."""
    return _Reader().filing(root)


def _no_date(adopted: Node, text: str) -> Finding:
    """Say that the day of a plan's adoption is none; it stands at the box, which has no date without it."""
    day = meant_day(text)
    fix = Fix(f"Write {day}", (Edit("set", ("plan_10b5_1", "adopted"), f"{day}"),)) if day else None
    hint = f"Write {day}." if day else "Write year, month and day: `adopted: 2026-03-02`."
    place = Place(("plan_10b5_1",), adopted.line, adopted.column)
    return UNKNOWN_WORD.at(place, f'"adopted" is "{text}", not a date', hint, fix)


def _given(text: str, value: T, node: Node) -> Field[T]:
    """Return a field that a short form implies, at the place of the short form."""
    return Field(text, value, (), node.line, node.column)


class _Reader:
    """Collects findings while it reads."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def field(self, node: Node | None, convert: _Convert[T], path: Path = ()) -> Field[T]:
        """Read a value that may refer to footnotes."""
        if node is None or not isinstance(written := node.value, str):
            return ABSENT
        if "^" not in written:
            return Field(written or None, convert(written) if written else None, (), node.line, node.column)
        text, marks, stray = parse_marks(written)
        line, column = node.line, node.column
        if stray is not None:
            hint = "Write ` ^name` at the end for a footnote, `^^` for a caret."
            message = f'a caret inside "{written}"'
            self.findings.append(STRAY_CARET.at(Place(path, line, column + stray), message, hint))
        if not text:  # blank: as if it were not there, but its place is known
            return Field(None, None, self.marks(marks, node), line, column)
        return Field(text, convert(text), self.marks(marks, node) if marks else (), line, column)

    @staticmethod
    def marks(marks: list[tuple[str, int]], node: Node) -> tuple[Mark, ...]:
        return tuple(Mark(name, node.line, node.column + offset) for name, offset in marks)

    @staticmethod
    def plain(node: Node | None, convert: _Convert[T]) -> Field[T]:
        """Read a value in which a caret is a caret."""
        if node is None or not isinstance(node.value, str):
            return ABSENT
        text = node.value
        return Field(text or None, convert(text) if text else None, (), node.line, node.column)

    def filing(self, root: Node) -> tuple[Filing, list[Finding]]:
        form = self.field(root.get("form"), to_text)
        base = (form.text or "")[:1]
        names: tuple[Table, Table] = ("non_derivative", "derivative")
        tables = {name: self.rows(root.get(name), name, base) for name in names}
        edition = root.get("edition")
        named = edition.text if edition else None
        filing = Filing(
            line=root.line,
            column=root.column,
            form=form,
            edition=next((known for known in EDITION_NAMES if known == named), TODAY),
            period=self.period(root.get("period"), base, tables),
            original_filed=self.field(root.get("original_filed"), to_date, ("original_filed",)),
            not_subject_to_section_16=self.field(root.get("not_subject_to_section_16"), to_bool),
            plan_10b5_1=self.plan(root.get("plan_10b5_1")),
            issuer=self.issuer(root.get("issuer")),
            owners=tuple(self.owner(node, n) for n, node in enumerate(_list(root.get("owners")))),
            non_derivative=tables["non_derivative"],
            derivative=tables["derivative"],
            footnotes=self.footnotes(root.get("footnotes")),
            remarks=self.plain(root.get("remarks"), to_text),
            signatures=tuple(self.signature(node, n) for n, node in enumerate(_list(root.get("signatures")))),
            submission=self.submission(root),
            as_published=self.published(root.get("as_published")),
            allow=tuple(
                (code, node.text or "", Place(("allow", code), node.key_line, node.key_column))
                for code, node in _map(root.get("allow")).items()
            ),
        )
        self.findings += unanswered(root)
        filing = with_facts(filing, root, self.findings)
        return number_footnotes(filing, root.get("plan_10b5_1")), self.findings

    def period(self, node: Node | None, base: str, tables: dict[Table, tuple[Row, ...]]) -> Field[dt.date]:
        """Read the period of report; a Form 4 that does not say takes its earliest transaction's date."""
        given = self.field(node, to_date, ("period",))
        if given or base != "4":
            return given
        dates = [row.date for rows in tables.values() for row in rows if row.date.value and not row.holding]
        first = min(dates, key=lambda found: found.value or dt.date.max, default=ABSENT)
        return Field(first.text, first.value, (), first.line, first.column)

    def issuer(self, node: Node | None) -> Issuer:
        if node is None:
            return Issuer()
        get, path = node.get, ("issuer",)
        return Issuer(
            line=node.line,
            column=node.column,
            cik=self.field(get("cik"), to_text, path),
            name=self.field(get("name"), to_text, path),
            symbol=self.field(get("symbol"), to_text, path),
            foreign_symbol=self.field(get("foreign_symbol"), to_text, path),
        )

    def owner(self, node: Node, index: int) -> Owner:
        path: Path = ("owners", index)
        officer, officer_title = self.box(node, "officer", "officer_title", path)
        other, other_text = self.box(node, "other", "other_text", path)
        return Owner(
            path=path,
            line=node.line,
            column=node.column,
            cik=self.field(node.get("cik"), to_text, path),
            name=self.field(node.get("name"), to_text, path),
            address=self.address(node.get("address"), (*path, "address")),
            director=self.field(node.get("director"), to_bool, path),
            officer=officer,
            officer_title=officer_title,
            ten_percent=self.field(node.get("ten_percent"), to_bool, path),
            other=other,
            other_text=other_text,
        )

    def box(self, node: Node, box: str, text: str, path: Path) -> tuple[Field[bool], Field[str]]:
        """Read a relationship box that may hold its own text: `officer: Treasurer`."""
        ticked = self.field(node.get(box), to_bool, path)
        title = self.field(node.get(text), to_text, path)
        if ticked.text is None or ticked.value is not None:
            return ticked, title
        return Field("1", True, (), ticked.line, ticked.column), self.field(node.get(box), to_text, path)

    def address(self, node: Node | None, path: Path) -> Address | None:
        if node is None or not node.members:
            return None
        get = node.get
        street = get("street")
        lines = street.items if street and street.items else [street, None]
        lines = [*lines, None, None]
        return Address(
            path=path,
            line=node.line,
            column=node.column,
            non_us=self.field(get("non_us"), to_bool, path),
            street1=self.field(lines[0], to_text, path),
            street2=self.field(lines[1], to_text, path),
            city=self.field(get("city"), to_text, path),
            territory=self.field(get("territory"), to_text, path),
            state=self.field(get("state"), to_text, path),
            country=self.field(get("country"), to_text, path),
            zip=self.field(get("zip"), to_text, path),
            state_description=self.field(get("state_description"), to_text, path),
            good_address=self.field(get("good_address"), to_bool, path),
        )

    def plan(self, node: Node | None) -> Field[bool]:
        """Read the Rule 10b5-1(c) box: a boolean, or the date on which the plan was adopted."""
        if node is not None and node.members:
            adopted = node.get("adopted")
            text = (adopted.text or "").strip() if adopted is not None else ""
            if adopted is not None and text and to_date(text) is None:
                self.findings.append(_no_date(adopted, text))
            return _given("1", True, node)
        return self.field(node, to_bool)

    def rows(self, node: Node | None, table: Table, base: str) -> tuple[Row, ...]:
        return tuple(self.row(row, (table, n), table, base) for n, row in enumerate(_list(node)))

    def row(self, node: Node, path: Path, table: Table, base: str) -> Row:
        fields: dict[str, Field[Any]] = {}
        for key, member in node.members.items():
            if key in _ROW:
                fields[key] = self.field(member, converter(key), (*path, key))
        self.amount(node, fields, path)
        self.ownership(node, fields, path)
        holding = not fields.get("code")
        _coding(node, fields, holding, base)
        return Row(path=path, line=node.line, column=node.column, table=table, holding=holding, **fields)

    def amount(self, node: Node, fields: dict[str, Field[Any]], path: Path) -> None:
        for key, letter in (("acquired", "A"), ("disposed", "D")):
            member = node.get(key)
            if member is not None:
                fields["shares"] = self.field(member, to_decimal, (*path, key))
                fields.setdefault("acquired_disposed", _given(letter, letter, member))

    def ownership(self, node: Node, fields: dict[str, Field[Any]], path: Path) -> None:
        member = node.get("ownership")
        if member is None:
            return
        nature = member.get("indirect")
        if nature is not None:
            fields["direct_indirect"] = _given("I", "I", member)
            fields["nature"] = self.field(nature, to_text, (*path, "nature"))
            return
        word = self.field(member, to_text, (*path, "ownership"))
        letter = _FORMS.get((word.value or "").lower(), word.text)
        if word:
            fields["direct_indirect"] = Field(letter, letter, word.marks, word.line, word.column)

    def footnotes(self, node: Node | None) -> tuple[Footnote, ...]:
        return tuple(
            Footnote(
                path=("footnotes", name),
                line=member.key_line or member.line,
                column=member.key_column or member.column,
                name=name,
                id="",
                text=self.plain(member, to_text),
            )
            for name, member in _map(node).items()
        )

    def signature(self, node: Node, index: int) -> Signature:
        path: Path = ("signatures", index)
        return Signature(
            path=path,
            line=node.line,
            column=node.column,
            name=self.plain(node.get("name"), to_text),
            date=self.field(node.get("date"), to_date, path),
        )

    def submission(self, root: Node) -> Submission:
        contact = root.get("contact") or Node({}, root.line, root.column)
        return Submission(
            line=contact.line,
            column=contact.column,
            contact_name=self.plain(contact.get("name"), to_text),
            contact_phone=self.plain(contact.get("phone"), to_text),
            contact_email=self.plain(contact.get("email"), to_text),
            notify=tuple(self.plain(node, to_text) for node in _list(root.get("notify"))),
            documents=tuple(
                Document(
                    path=("exhibits", n),
                    line=node.line,
                    column=node.column,
                    file=self.plain(node.get("file"), to_text),
                    type=self.plain(node.get("type"), to_text),
                    description=self.plain(node.get("description"), to_text),
                )
                for n, node in enumerate(_list(root.get("exhibits")))
            ),
        )

    def published(self, node: Node | None) -> Published | None:
        if node is None or not node.members:
            return None
        return Published(
            line=node.line,
            column=node.column,
            schema_version=self.field(node.get("schema_version"), to_text),
            no_securities_owned=self.field(node.get("no_securities_owned"), to_bool),
            form3_holdings_reported=self.field(node.get("form3_holdings_reported"), to_bool),
            form4_transactions_reported=self.field(node.get("form4_transactions_reported"), to_bool),
        )


def _coding(node: Node, fields: dict[str, Field[Any]], holding: bool, base: str) -> None:
    """Spell out the form type, timeliness and swap flag that `early`, `late` and `swap` stand for."""
    early, late = node.get("early"), node.get("late")
    is_early = early is not None and to_bool(early.text or "") is True
    is_late = late is not None and to_bool(late.text or "") is True
    if holding:
        if is_late and late is not None:
            fields.setdefault("form_type", _given("3", "3", late))
        elif is_early and early is not None:  # of no meaning here, and not to be lost without a word
            fields.setdefault("form_type", _given("5", "5", early))
        return
    code = fields["code"]
    form_type = "5" if base == "5" or is_early else "4"
    source = early if is_early and early is not None else Node("", code.line, code.column)
    fields.setdefault("form_type", _given(form_type, form_type, source))
    fields.setdefault("swap", Field("0", False, (), code.line, code.column))
    if is_late and late is not None:
        fields.setdefault("timeliness", _given("L", "L", late))


def _list(node: Node | None) -> list[Node]:
    return node.items if node else []


def _map(node: Node | None) -> dict[str, Node]:
    return node.members if node else {}

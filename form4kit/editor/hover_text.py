"""What is known of a word of a draft, in Markdown: a code, a date, a footnote, a person, a position."""

from collections.abc import Iterable
from decimal import Decimal

from form4kit.analysis.due import due_of, rows_due, why_no_deadline
from form4kit.catalogue import faults
from form4kit.convert import to_date
from form4kit.editor.judged_draft import JudgedDraft
from form4kit.editor.name_uses import Use, definitions
from form4kit.editor.schema_keys import described, words
from form4kit.findings import Finding
from form4kit.footnote_library.calls import parse_call
from form4kit.footnote_library.fill import fill
from form4kit.footnote_library.standard import standard
from form4kit.footnote_library.template import Template
from form4kit.law.calendar import WEEKDAYS
from form4kit.law.codes import CODES
from form4kit.law.deadlines import Due
from form4kit.law.places import COUNTRIES, STATES
from form4kit.model import Field, Row
from form4kit.place import Path, Place, in_words
from form4kit.registry.entries import Registry
from form4kit.report.due_report import as_text
from form4kit.report.rule_report import cost
from form4kit.words import listed


def finding(found: Finding) -> str:
    """Say what was found, who objects, why, and what it costs."""
    fault = faults().get(found.rule)
    lines = [f"**{found.rule}** {found.severity}, authority {found.authority}: {_inert(found.message)}"]
    if found.hint:
        lines.append(_inert(found.hint))
    if found.allowed is not None:
        lines.append(f"Allowed: {_inert(found.allowed)}")
    if fault is not None:
        lines.append(" ".join(part for part in (f"*{fault.title}*", fault.reason) if part))
        lines.append(f"If not: {cost(fault)}")
    if found.cites:
        lines.append(f"Source: {'; '.join(found.cites)}")
    return "\n\n".join(lines)


def key(path: Path) -> str:
    """Say what the schema of drafts says of a key, with examples; empty where it knows none."""
    part = described(path)
    if part is None:
        return ""
    lines = [f"**{part['title']}**"] if "title" in part else []
    lines += [part["description"]] if "description" in part else []
    examples = [f"`{each}`" for each in part.get("examples", ()) if not isinstance(each, dict | list)]
    lines += [f"For example {listed(examples)}."] if examples else []
    return "\n\n".join(lines)


def code(letter: str, path: Path) -> str:
    """Say what a transaction code means, officially and in practice; empty where it is none."""
    known = CODES.get(letter)
    if known is None:
        return ""
    tables = [(table, roman) for table, roman in ((1, "I"), (2, "II")) if known.stands_in(table)]
    where = [f"Table {roman} ({known.expected(table) or 'A or D'})" for table, roman in tables]
    said = next((word.description for word in words(path) if word.text == letter), "")
    lines = [f"**Code {letter}: {known.name}**", f"{known.note}." if known.note else "", said]
    lines.append(f"Stands in {listed(where, 'and')}. Form 4, General Instruction 8.")
    return "\n\n".join(line for line in lines if line)


def date(judged: JudgedDraft, path: Path, written: str) -> str:
    """Say which weekday a date is, and by when the form must be filed for it, day by day."""
    day, filing = to_date(written.strip()), judged.filing
    if day is None or filing is None:
        return ""
    head = f"**{WEEKDAYS[day.weekday()]} {day}**"
    if path[-1] == "period" and filing.base_form in ("3", "5"):
        due = due_of(filing)
        return f"{head}\n\n{_reckoned(due) if due else why_no_deadline(filing)}"
    if path[-1] not in ("date", "deemed") or path[0] not in ("non_derivative", "derivative", "events"):
        return head
    made = {row.path for row in judged.rows_of(path)}
    rows = [row for row in filing.transactions if row.path in made]
    if filing.amendment or filing.base_form != "4":
        return head
    dues = [due for row, due in rows_due(filing) if row.path in made]
    if dues:
        return f"{head}\n\n{_reckoned(min(dues, key=lambda due: due.due))}"
    return f"{head}\n\nThis may wait for Form 5, or has no deadline here." if rows else head


def _reckoned(due: Due) -> str:
    return f"```text\n{as_text(due)}```"


def footnote(judged: JudgedDraft, use: Use) -> str:
    """Give the text of a footnote that is referred to, as it will be filed, or as far as it is known."""
    filing = judged.filing
    note = filing.note(use.whole) if filing else None
    if note is not None and note.text.text:
        return f"**Footnote {note.id}** `^{use.whole}`\n\n{_quoted(note.text.text)}"
    own = definitions(judged.tree, "footnotes").get(use.whole)
    if own is not None:
        return f"**Footnote** `^{use.whole}`\n\n{_quoted(own.value)}"
    template = templates(judged.registry).get(use.name)
    if template is None:
        return ""
    text, problems = fill(parse_call(use.whole), template, Place())
    if text:
        return f"**Footnote** `^{use.whole}`\n\n{_quoted(text)}"
    lacking = "\n\n".join(f"{each.message}. {each.hint}" for each in problems)
    return f"{library_footnote(template)}\n\n{lacking}"


def footnote_defined(judged: JudgedDraft, name: str) -> str:
    """Say under which number a footnote of the draft is filed, and what refers to it."""
    filing = judged.filing
    note = filing.note(name) if filing else None
    if filing is None or note is None:
        return ""
    places = [
        in_words((*row.path, field))
        for row in filing.rows
        for field, found in row.fields
        if name in found.names
    ]
    used = f"Referred to by {listed(places, 'and')}." if places else "Nothing refers to it."
    return f"**Footnote {note.id}**\n\n{used}"


def templates(registry: Registry) -> dict[str, Template]:
    """Return the footnotes that a draft may take by name: form4kit's own, and the registry's before them."""
    return {**standard(), **registry.footnotes}


def library_footnote(template: Template) -> str:
    """Show a footnote of the library or the registry: how it is written, its words, its parameters."""
    origin = f" ({template.origin})" if template.origin else ""
    lines = [f"`{template.usage}`{origin}", _quoted(template.text)]
    if template.title:
        lines.insert(1, f"{template.title}.")
    lines += [f"- `{each.name}`: {each.takes}. {each.about}".rstrip() for each in template.parameters]
    lines += [f"Source: {'; '.join(template.cites)}"] if template.cites else []
    return "\n\n".join(lines)


def owner(judged: JudgedDraft, number: int) -> str:
    """Say who an owner is, by the registry and as it will be filed."""
    filing = judged.filing
    if filing is None or number >= len(filing.owners):
        return ""
    found = filing.owners[number]
    person = judged.registry.person_of(found.cik.text)
    boxes = [
        *(["director"] if found.director.value else []),
        *([found.officer_title.text or "officer"] if found.officer.value else []),
        *(["10% owner"] if found.ten_percent.value else []),
        *([found.other_text.text or "other"] if found.other.value else []),
    ]
    lines = [f"**{_inert(found.name.text or 'Reporting owner')}**", _cik(found.cik)]
    lines += [_inert(listed(boxes, "and"))] if boxes else []
    lines += [f"In the registry as `{person.key}` ({person.origin})"] if person else []
    return "  \n".join(lines)


def issuer(judged: JudgedDraft) -> str:
    """Say who the issuer is, by the registry and as it will be filed."""
    filing = judged.filing
    if filing is None:
        return ""
    found = filing.issuer
    company = judged.registry.company_of(found.cik.text)
    symbols = [_inert(text) for text in (found.symbol.text, found.foreign_symbol.text) if text]
    lines = [f"**{_inert(found.name.text or 'Issuer')}**", _cik(found.cik), *symbols]
    lines += [f"In the registry as `{company.key}` ({company.origin})"] if company else []
    return "  \n".join(lines)


def _cik(found: Field[str]) -> str:
    return f"CIK {_inert(found.text or 'missing')}"


def position(judged: JudgedDraft, name: str, event: Path | None = None) -> str:
    """Give the running balance of a position, row by row, or only the rows of one event."""
    working = judged.outcome.working
    lines = [line for line in working.balances if line.position == name] if working else []
    if event is not None:
        made = {row.path for row in judged.rows_of(event)}
        lines = [line for line in lines if line.path in made]
    if not lines:
        return ""
    rows = {row.path: row for row in _rows(judged)}
    told = [f"- {in_words(line.path)}: {line.words}{_why(rows.get(line.path))}" for line in lines]
    return "\n".join([f"**{name}**: {_plain(lines[-1].closing)} after", "", *told])


def _rows(judged: JudgedDraft) -> Iterable[Row]:
    return judged.filing.rows if judged.filing else ()


def _why(row: Row | None) -> str:
    if row is None or row.holding:
        return ""
    return f" (code {row.code.text}, {row.date.text})"


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def place_code(written: str, key_name: str) -> str:
    """Say which state or country a code of EDGAR stands for; empty where it is none."""
    table = {"state": STATES, "country": COUNTRIES}.get(key_name)
    found = table.get(written.strip().upper()) if table else None
    if found is None:
        return ""
    obsolete = " EDGAR suspends a filing that uses it: it is obsolete." if found.obsolete else ""
    return f"**{found.code}**: {found.name}.{obsolete}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _inert(text).split("\n"))


def _inert(text: str) -> str:
    """Return a user's text without the power to be a link, a picture or HTML where it is shown."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("<", "&lt;")
